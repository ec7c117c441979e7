#!/bin/bash
# kill -9 at any moment: a grade of the whole class and a watch are killed again and again, each time a bit later into their
# work. Nothing they started goes on, no folder stays, progress can be read, and the next one does its work.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export CTXLAB_WORKSPACE=$T_DIR/ws TMPDIR=$T_DIR/tmp CTXLAB_KILLED=$$-$RANDOM
mkdir -p "$TMPDIR" "$CTXLAB_WORKSPACE"
mkfifo "$T_DIR/pause"
pause() { read -rt "$1" <>"$T_DIR/pause" || true; } # where in its work it is hit: any moment is as good
processes() { # of ours that still run: by what they execute
    local f exe n=0
    for f in $(grep -lzs "CTXLAB_KILLED=$CTXLAB_KILLED" /proc/[0-9]*/environ); do
        exe=$(readlink "${f%environ}exe") || continue
        case $exe in */ctxlab | *gcc* | */cc1 | */as | */ld* | "$TMPDIR"/*) n=$((n + 1)) ;; esac
    done
    echo $n
}
# gone WHAT — until nobody runs and no folder is left; the clock only bounds a failure
gone() {
    local deadline=$((SECONDS + 60))
    until [ "$(processes)" = 0 ] && [ -z "$(ls -A "$TMPDIR")" ]; do
        [ $SECONDS -lt $deadline ] || { fail "$1" "$(processes) processes" "$(ls -A "$TMPDIR")"; return; }
        pause 0.05
    done
    pass "$1"
}
for round in $(seq 1 12); do
    "$CTXLAB" grade --all --in solutions --json --jobs 2 >"$T_DIR/out" 2>/dev/null &
    judge=$!
    pause "0.$((RANDOM % 10))$((RANDOM % 10))" && :
    [ $((round % 3)) -ne 0 ] || pause "1.$((RANDOM % 10))"
    kill -9 $judge
    wait $judge 2>/dev/null
    gone "grade, killed $round times: nobody is left, and nothing"
done
id=busy-done-loop
for round in $(seq 1 12); do
    cp exercises/$id/exercise.c "$CTXLAB_WORKSPACE/$id.c"
    "$CTXLAB" watch $id >"$T_DIR/log" 2>&1 </dev/null &
    watcher=$!
    pause "0.$((RANDOM % 10))$((RANDOM % 10))"
    cp solutions/$id.c "$CTXLAB_WORKSPACE/$id.c"
    pause "0.$((RANDOM % 10))$((RANDOM % 10))"
    kill -9 $watcher
    wait $watcher 2>/dev/null
    gone "watch, killed $round times: nobody is left, and nothing"
    code "… progress can be read" 0 "$CTXLAB" list --json
    is "… without a complaint" "$ERR" ""
    like "… and knows the exercise" "$OUT" "\"id\": \"$id\""
done
is "no half-written file stands beside the work" "$(ls -A "$CTXLAB_WORKSPACE" | grep -vxE "$id\.c|progress\.json|\.progress\.lock")" ""
code "the next grade does its work" 0 "$CTXLAB" grade $id zero-timeout --in solutions
code "and so does one in the workspace" 0 "$CTXLAB" grade $id
like "whose progress is written down" "$("$CTXLAB" list --json | grep -A7 "\"$id\"")" '"status": "passed"'
finish
