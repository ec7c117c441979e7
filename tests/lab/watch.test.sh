#!/bin/bash
# watch: judges on every save (in place, by rename, where notification does not work), never hangs, leaves nothing.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export CTXLAB_WORKSPACE=$T_DIR/ws TMPDIR=$T_DIR/tmp
mkdir -p "$T_DIR/tmp"
mkfifo "$T_DIR/pause"
id=busy-done-loop
# wait_for WHAT PATTERN COUNT — until the log holds that many lines; the clock only bounds a failure
wait_for() {
    local deadline=$((SECONDS + 20))
    until [ "$(grep -cE "$2" "$T_DIR/log")" -ge "$3" ]; do
        if [ $SECONDS -ge $deadline ] || ! kill -0 $watcher 2>/dev/null; then
            fail "$1" "waited for $3 × $2 in:" "$(tail -n 8 "$T_DIR/log")"
            return
        fi
        read -rt 0.02 <>"$T_DIR/pause" || true # a short wait that no signal is lost in
    done
    pass "$1"
}
start() {
    : >"$T_DIR/log"
    "$CTXLAB" watch $id >"$T_DIR/log" 2>&1 </dev/null &
    watcher=$!
}
stop() {
    kill -INT $watcher
    wait $watcher
    is "$1" $? 130
}
start
wait_for "judges at once" "^$id: fail" 1
cat solutions/$id.c >"$CTXLAB_WORKSPACE/$id.c"
wait_for "a save in place is judged" "^$id: pass  " 1
cp exercises/$id/exercise.c "$CTXLAB_WORKSPACE/new" && mv "$CTXLAB_WORKSPACE/new" "$CTXLAB_WORKSPACE/$id.c"
wait_for "a save by rename is judged" "^$id: fail" 2
echo 'int broken(' >"$CTXLAB_WORKSPACE/$id.c"
wait_for "a syntax error is told" "^$id: compile-error" 1
cp tests/attacks/$id/memory-bomb.c "$CTXLAB_WORKSPACE/$id.c"
cat solutions/$id.c >"$CTXLAB_WORKSPACE/$id.c"
wait_for "a newer save overtakes a judgement that is under way" "^$id: pass  " 2
cp tests/attacks/$id/endless-loop.c "$CTXLAB_WORKSPACE/$id.c"
wait_for "an endless loop ends with a word" "^$id: timeout" 1
stop "Ctrl-C ends it, as a shell expects"
is "it never went on to another entry" "$(ls "$CTXLAB_WORKSPACE"/*.c)" "$CTXLAB_WORKSPACE/$id.c"
is "nothing is left in the temporary folder" "$(ls "$TMPDIR")" ""
cp exercises/$id/exercise.c "$CTXLAB_WORKSPACE/$id.c"
export CTXLAB_WATCH_POLL=1
start
wait_for "polling: judges at once" "^$id: fail" 1
cat solutions/$id.c >"$CTXLAB_WORKSPACE/$id.c"
wait_for "polling: a save is judged" "^$id: pass  " 1
stop "polling: Ctrl-C ends it"
unset CTXLAB_WATCH_POLL
: >"$T_DIR/log"
"$CTXLAB" watch >"$T_DIR/log" 2>&1 </dev/null &
watcher=$!
wait_for "without a name it resumes where the learner was" "^$id: pass" 1
stop "… and ends"
code "a lesson cannot be watched" 2 "$CTXLAB" watch lazy-done
finish
