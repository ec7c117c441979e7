#!/bin/bash
# `grade --all` is deterministic: the same bytes but for times, run after run, whatever --jobs, in every format.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export CTXLAB_WORKSPACE=$T_DIR/ws TMPDIR=$T_DIR/tmp
mkdir -p "$T_DIR/tmp" "$T_DIR/in"
in=$T_DIR/in n=0
# a third right, a third wrong, some as shipped, one that does not compile, one not handed in; those that take real time left out
for ini in exercises/*/entry.ini; do
    id=$(basename "$(dirname "$ini")")
    grep -qE '^kind *= *(bug|judge)' "$ini" || continue
    grep -qE '^threads *= *yes' "$ini" && continue
    wrong=$(ls tests/catalog/"$id"/wrong-*.c 2>/dev/null | head -n 1)
    case $((n++ % 3)) in
    0) cp "solutions/$id.c" "$in/" ;;
    1) cp "${wrong:-exercises/$id/exercise.c}" "$in/$id.c" ;;
    2) cp "exercises/$id/exercise.c" "$in/$id.c" ;;
    esac
done
echo 'int broken(' >"$in/busy-done-loop.c"
rm -f "$in/zero-timeout.c"
times() { sed -E 's/("seconds": )[0-9.e+-]+/\1T/; s/ time="[0-9.]+"/ time="T"/g'; }
graded() { "$CTXLAB" grade --all --in "$in" "$@" 2>/dev/null | times; }
first=$(graded --json --jobs 1)
ok "something was judged" test "$(grep -c '"verdict": "\(pass\|fail\)"' <<<"$first")" -gt 20
for jobs in 1 2 8; do
    is "JSON, --jobs $jobs: the same bytes" "$(graded --json --jobs $jobs | cmp - <(printf '%s\n' "$first") 2>&1)" ""
done
for form in junit tap; do
    one=$(graded --$form --jobs 2)
    is "$form: the same bytes" "$(graded --$form --jobs 8 | cmp - <(printf '%s\n' "$one") 2>&1)" ""
    ok "… and not none" test "$(wc -c <<<"$one")" -gt 2000
done
finish
