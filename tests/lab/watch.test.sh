#!/bin/bash
# watch: judges on every save (in place, by rename, where notification does not work), never hangs, leaves nothing.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export CTXLAB_WORKSPACE=$T_DIR/ws TMPDIR=$T_DIR/tmp
mkdir -p "$T_DIR/tmp"
id=busy-done-loop
# wait_for WHAT PATTERN COUNT — until the log holds that many lines; the clock only bounds a failure
wait_for() {
    local deadline=$((SECONDS + T_PATIENCE))
    until [ "$(tr '\r' '\n' <"$T_DIR/log" | sed 's/\x1b\[[0-9;]*[A-Za-z]//g' | grep -cE "$2")" -ge "$3" ]; do # what clears a line stands before what comes on it
        if [ $SECONDS -ge $deadline ] || ! kill -0 $watcher 2>/dev/null; then
            fail "$1" "waited for $3 × $2 in:" "$(tail -n 11 "$T_DIR/log")"
            return
        fi
        pause
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
wait_for "says at once what it judges" "^judging .*/$id\.c" 1
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

# ---- hostile programs: each ends with a word, leaves nothing, and the next save is judged --------------------------------
mine() { pgrep -P $watcher 2>/dev/null | wc -l; }
cp solutions/$id.c "$CTXLAB_WORKSPACE/$id.c"
start
wait_for "a good one" "^$id: pass  " 1
passes=1
for bomb in endless-loop flood memory-bomb fork-bomb macro-bomb endless-include context-bomb task-bomb recursion; do
    words=$(grep -cE "^$id: (timeout|crash|fail|rejected|compile-error)" "$T_DIR/log")
    cp tests/attacks/$id/$bomb.c "$CTXLAB_WORKSPACE/$id.c"
    wait_for "$bomb: ends with a word" "^$id: (timeout|crash|fail|rejected|compile-error)" $((words + 1))
    cat solutions/$id.c >"$CTXLAB_WORKSPACE/$id.c"
    passes=$((passes + 1))
    wait_for "… and the next save is judged" "^$id: pass  " $passes
done
ok "… in few lines, whatever the program wrote" test "$(wc -l <"$T_DIR/log")" -lt 400
ok "… and no worker is left over" test "$(mine)" -le 1
stop "… Ctrl-C ends it"
is "… nothing is left in the temporary folder" "$(ls "$TMPDIR")" ""

# ---- the folder is replaced, the file goes and comes back -----------------------------------------------------------------
start
wait_for "a pass to begin with" "^$id: pass  " 1
rm "$CTXLAB_WORKSPACE/$id.c"
cp exercises/$id/exercise.c "$CTXLAB_WORKSPACE/$id.c"
wait_for "deleted and back: judged" "^$id: fail" 1
mv "$CTXLAB_WORKSPACE" "$T_DIR/old" && mkdir "$CTXLAB_WORKSPACE"
cp solutions/$id.c "$CTXLAB_WORKSPACE/$id.c"
wait_for "in a folder that was replaced: judged" "^$id: pass  " 2
cp exercises/$id/exercise.c "$CTXLAB_WORKSPACE/$id.c"
wait_for "… and so is the next save there" "^$id: fail" 2
stop "… Ctrl-C ends it"

# ---- notifications that cannot be had, for real: a user namespace with none of them ----------------------------------------
none() { exec unshare -Ur bash -c 'echo 0 >/proc/sys/user/max_inotify_instances && exec "$@"' _ "$@"; }
if (none true) 2>/dev/null; then
    : >"$T_DIR/log"
    none "$CTXLAB" watch $id >"$T_DIR/log" 2>&1 </dev/null &
    watcher=$!
    wait_for "without notifications: judges at once" "^$id: (fail|error)" 1
    wait_for "… says that it looks" "looking five times a second" 1
    words=$(grep -c "^$id: " "$T_DIR/log")
    cp solutions/$id.c "$CTXLAB_WORKSPACE/.new" && mv "$CTXLAB_WORKSPACE/.new" "$CTXLAB_WORKSPACE/$id.c"
    wait_for "… a save by rename is judged" "^$id: " $((words + 1))
    stop "… Ctrl-C ends it"
else
    skip "without notifications, for real" "no user namespaces here"
fi

# ---- keys, on a terminal -----------------------------------------------------------------------------------------------------
if command -v script >/dev/null && : 2>/dev/null >/dev/ptmx; then
    rm -rf "$CTXLAB_WORKSPACE" && mkdir "$CTXLAB_WORKSPACE"
    mkfifo "$T_DIR/keys"
    : >"$T_DIR/log"
    COLUMNS=200 script -qfec "stty rows 24 cols 200; exec '$CTXLAB' watch $id" /dev/null <"$T_DIR/keys" >"$T_DIR/log" 2>&1 &
    watcher=$!
    exec 7>"$T_DIR/keys"
    wait_for "on a terminal: judged, and the keys are told" "r judge again . h hint" 1
    printf h >&7
    wait_for "h: the first hint" "^hint 1 of 3" 1
    printf s >&7
    wait_for "s: the story" "^Make: |Goal|Make:" 2
    cp tests/attacks/$id/endless-loop.c "$CTXLAB_WORKSPACE/$id.c"
    printf h >&7
    wait_for "h while it is judging" "^hint 2 of 3" 1
    printf r >&7
    wait_for "r: judged again" "^$id: timeout" 1
    cp tests/catalog/$id/wrong-deaf.c "$CTXLAB_WORKSPACE/$id.c"
    wait_for "a wrong fix: its class is named" "^$id: fail . leak" 1
    printf h >&7
    wait_for "h: now a hint on what it was lost by" "lost by leaked-task .leak" 1
    cp solutions/$id.c "$CTXLAB_WORKSPACE/$id.c"
    wait_for "passed" "^$id: pass  " 1
    printf h >&7
    wait_for "… and still here" "^hint [0-9] of" 4
    is "it has not gone on by itself" "$(ls "$CTXLAB_WORKSPACE"/*.c)" "$CTXLAB_WORKSPACE/$id.c"
    # What the clock says is not waited for: whoever judges is held until it was said that it judges, and for how long.
    held() { for tool in $(pgrep -P $watcher); do judge=$(pgrep -P "$tool" | head -n 1) && [ -n "$judge" ] && kill -STOP "$judge" 2>/dev/null && return; done; return 1; }
    said=$(tr '\r' '\n' <"$T_DIR/log" | grep -c "^$id: pass  ")
    printf r >&7
    comes held
    wait_for "while it judges: who, what is done, how long" "^ctxlab: judging $id, [a-z ]+, [0-9]+ s" 1
    kill -CONT "$judge"
    wait_for "… then the verdict, on a line of its own" "^$id: pass  " $((said + 1))
    printf n >&7
    next=$("$CTXLAB" list 2>/dev/null | grep -E ' (bug|judge) ' | grep -A1 " $id " | sed -n '2s/.*\] \([a-z-]*\) .*/\1/p')
    wait_for "n: the next one, $next, because it was asked for" "watching .*/$next\.c" 1
    cp tests/attacks/$id/memory-bomb.c "$CTXLAB_WORKSPACE/$next.c"
    printf q >&7
    exec 7>&-
    wait $watcher
    is "q ends it at once, also while it is judging" $? 0
    is "nothing is left in the temporary folder" "$(ls "$TMPDIR")" ""
    like "attempts are counted, the first look is none" "$(tr -d ' \n' <"$CTXLAB_WORKSPACE/progress.json")" '"'$id'":\{"attempts":[345],'
    : >"$T_DIR/log"
    "$CTXLAB" watch >"$T_DIR/log" 2>&1 </dev/null &
    watcher=$!
    wait_for "without a name it resumes where the learner was" "watching .*/$next\.c" 1
    stop "… and ends"
    # the same hints in the full screen
    cp tests/catalog/$id/wrong-deaf.c "$CTXLAB_WORKSPACE/$id.c"
    "$CTXLAB" grade $id >/dev/null 2>&1
    : >"$T_DIR/log"
    TERM=xterm script -qfec "stty rows 24 cols 80; exec '$CTXLAB' open $id" /dev/null <"$T_DIR/keys" >"$T_DIR/log" 2>&1 &
    watcher=$!
    exec 7>"$T_DIR/keys"
    wait_for "the screen opens" "would not rest" 1
    printf H >&7
    wait_for "H in the screen: a hint on what the last attempt was lost by" "lost by leaked-task .leak" 1
    printf qqq >&7
    exec 7>&-
    wait $watcher
    like "… and it is counted" "$(tr -d ' \n' <"$CTXLAB_WORKSPACE/progress.json")" '"'$id'":[^}]*"hints_read":\{[^}]*"leak":'
else
    skip "the keys of watch" "no script(1), or no pseudo-terminals"
fi
code "a lesson cannot be watched" 2 "$CTXLAB" watch lazy-done
finish
