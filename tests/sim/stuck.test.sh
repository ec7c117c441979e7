#!/bin/bash
# Programs that never return, or not as they should: each is told apart from the others, with its line, for three seconds of the
# processor at most (on an idle machine those are three seconds).
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
build=${BUILD:-build}
dir=$T_DIR

# BEFORE AFTER: the milliseconds of the processor that this shell's children took between two outputs of `times`
spent() { cat "$1" "$2" | tr 'ms' '  ' | awk '{ t[NR] = ($1 * 60 + $2 + $3 * 60 + $4) * 1000 } END { printf "%d", t[4] - t[2] }'; }
verdict() { # condition's status, what, detail
    if [ "$1" = 0 ]; then pass "$2"; else fail "$2" "$3"; fi
}

for source in tests/sim/stuck/*.c; do
    name=$(basename "$source" .c)
    read -r what rest <<<"$(sed -n 's/^ \* expect: //p' "$source")"
    : >"$dir/result" >"$dir/trace"
    times >"$dir/before"
    timeout 300 ./ctxlab __runner run --so "$build/tests/sim/stuck/$name.so" --entry "$name" --result 8 --trace 9 8<>"$dir/result" 9<>"$dir/trace" 2>"$dir/err"
    code=$?
    times >"$dir/after"
    took=$(spent "$dir/before" "$dir/after")
    ./ctxlab trace dump "$dir/trace" >"$dir/dump" 2>/dev/null
    tail -n 30 "$dir/dump" >"$dir/tail"
    case $what in
    loops) [ "$code" = 3 ] && "$build/tests/sim/stuck_kind" "$dir/result" 2 ;;
    spins) [ "$code" = 0 ] && grep -q ' spin ' "$dir/tail" ;;
    livelock) [ "$code" = 0 ] && grep -q ' spin ' "$dir/tail" && ! grep -q ' clock ' "$dir/dump" ;;
    steps) [ "$code" = 0 ] && grep -q ' stuck .*step' "$dir/tail" ;;
    deadlock) [ "$code" = 0 ] && grep -q ' deadlock ' "$dir/tail" && [ "$(grep -c ' block .*lock \|block  *lock\|block  *join' "$dir/tail")" -ge 3 ] ;;
    waits) [ "$code" = 3 ] && "$build/tests/sim/stuck_kind" "$dir/result" 3 ;;
    stack) [ "$code" = 3 ] && "$build/tests/sim/stuck_kind" "$dir/result" 4 ;;
    crash) [ "$code" = 3 ] && "$build/tests/sim/stuck_kind" "$dir/result" 5 ;;
    refused) [ "$code" = 2 ] && "$build/tests/sim/stuck_kind" "$dir/result" refused ;;
    *) false ;;
    esac
    verdict $? "$name: $what (exit $code)" "$(tail -n 3 "$dir/tail" | tr '\n' '|')"
    case $rest in
    line=*) grep -q "$name.c:${rest#line=}\]" "$dir/tail"; verdict $? "$name: at line ${rest#line=}" "$(tail -n 3 "$dir/tail" | tr '\n' '|')" ;;
    esac
    [ $took -lt 3000 ]; verdict $? "$name: within 3 s of the processor" "$took ms"
done
ok "the programs were there" [ "$T_PASSED" -gt 20 ]
finish
