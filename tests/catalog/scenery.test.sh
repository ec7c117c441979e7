#!/bin/bash
# The scenery that several scenarios share does what its header says: each tests/catalog/scenery/NAME.c is a scenario that
# asks it, run in a catalog of its own.
cd "$(dirname "$0")/../.." || exit 2
home=$PWD build=${BUILD:-build} passed=0 failed=0
tmp=$(mktemp -d "${TMPDIR:-/tmp}/ctxlab-scenery-XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
mkdir -p "$tmp/solutions" "$tmp/exercises" "$tmp/build/sim/pre"
ln -s "$home/engine" "$tmp/engine"
ln -s "$home/exercises/scenery" "$tmp/exercises/scenery"
ln -s "$(realpath "$build")/sim/pad" "$tmp/build/sim/pad"
for source in tests/catalog/scenery/*.c; do
    id=scenery-$(basename "$source" .c) dir=$tmp/exercises/scenery-$(basename "$source" .c)
    mkdir "$dir"
    printf 'id = %s\ntopic = observing\nkind = bug\ntitle = Scenery\norder = 1\n' "$id" >"$dir/entry.ini"
    printf '/* Scenery\n *\n * Make: nothing.\n */\ntypedef int nothing;\n' >"$dir/exercise.c"
    ${CC:-gcc} -std=gnu11 -O2 -g -fexceptions -fPIC -fvisibility=hidden -Iengine/include -Iexercises/scenery -c "$source" -o "$tmp/s.o" &&
        ld -r -o "$tmp/build/sim/pre/$id.o" "$tmp/s.o" "$build"/sim/exercises/scenery/*.o $(find "$build/sim/engine" -name '*.o')
    said=$(CTXLAB_HOME=$tmp ./ctxlab run "$id" --shipped --plain 2>"$tmp/err")
    wanted=$(grep -c '^    expect(' "$source")
    if [ "$wanted" -gt 0 ] && [ "$(grep -c 'count  *expectations' <<<"$said")" -eq "$wanted" ] && ! grep -q 'scene-fail\|panic .*uncaught' <<<"$said"; then
        echo "ok - $(basename "$source" .c): all $wanted expectations hold"
        passed=$((passed + 1))
    else
        echo "not ok - $(basename "$source" .c): all $wanted expectations hold"
        grep 'scene-fail' <<<"$said"
        cat "$tmp/err"
        failed=$((failed + 1))
    fi
done
echo "# $passed passed, $failed failed"
[ "$failed" -eq 0 ]
