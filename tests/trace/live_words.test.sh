#!/bin/bash
# What a recording of real threads says, live and from a file: what was asked for, who made it, and no more than it can know.
. "$(dirname "$0")/../lib.sh"
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build}
cat >"$T_DIR/mine.c" <<'C'
#include "ctx_task.h"

#include <stdio.h>

static void deaf(ctx_t *ctx, void *arg)
{
    (void)ctx;
    (void)arg;
    (void)getchar();
}

int main(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *later = NULL;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_MS(250), &cancel);
    ctx_t *child = ctx_with_timeout(ctx_background(), CTX_S(3600), &later);
    task_t task = task_go(ctx, deaf, NULL);
    puts("ready");
    fflush(stdout);
    task_join(task);
    ctx_release(ctx_move(&later));
    (void)child;
    return 0;
}
C
ok "the program is built" "${CC:-gcc}" -Wall -Wextra -fexceptions -Iengine/include "$T_DIR/mine.c" "$build/libctx.a" -pthread -o "$T_DIR/mine"

# from a file
ok "it is recorded" bash -c 'echo | CTX_TRACE=$0/t "$0/mine" >/dev/null' "$T_DIR"
code "the recording in words" 0 "$CTXLAB" view "$T_DIR/t" --plain=all
like "a length is what was asked for" "$OUT" 'c3 WithTimeout 250ms'
like "… in whole seconds, too" "$OUT" 'c4 WithTimeout 3600s'
unlike "no time says nanoseconds between threads" "$OUT" '^ *[0-9]+ +[0-9]+\.[0-9]{4,}(ms|s) '
like "one context was told after some time, not by percentiles" "$OUT" 'cascade 1: told 1: (at the same instant|after )'
like "nothing found says what it knows" "$OUT" '^finding: none in what this recording shows'
like "main is not still running" "$OUT" '^task: T1 main: .*when it all ended'
unlike "… nor able to" "$OUT" 'can run'
like "who made it" "$OUT" '^node: c3: made: mine\.c:15 by T1'

# live: the viewer first
(CTXLAB=$CTXLAB exec timeout 600 "$CTXLAB" view "unix:$T_DIR/live" --plain=all >"$T_DIR/out" 2>"$T_DIR/err") &
viewer=$!
until grep -q 'Start your program' "$T_DIR/err" 2>/dev/null || ! kill -0 $viewer 2>/dev/null; do pause; done
like "a viewer that comes first waits, and says what to start" "$(cat "$T_DIR/err")" "CTX_TRACE=unix:$T_DIR/live"
mkfifo "$T_DIR/in"
CTX_TRACE=unix:$T_DIR/live "$T_DIR/mine" <"$T_DIR/in" >/dev/null &
program=$!
exec 7>"$T_DIR/in"
until grep -q 'snapshot-end' "$T_DIR/out" || ! kill -0 $viewer 2>/dev/null; do pause; done
echo >&7
wait $program $viewer
is "… and ends with the program" $? 0
live=$(cat "$T_DIR/out")
like "it sees the program's end" "$live" ' end +ended'
unlike "nothing lost is not said to be" "$live" '0 records'

# live: the viewer later
mkfifo "$T_DIR/said"
CTX_TRACE=unix:$T_DIR/late "$T_DIR/mine" <"$T_DIR/in" >"$T_DIR/said" &
program=$!
exec 7>"$T_DIR/in" 8<"$T_DIR/said"
read -rt $T_PATIENCE -u 8 line
is "the program has begun" "$line" ready
timeout 600 "$CTXLAB" view "$T_DIR/late" --plain=all >"$T_DIR/late.out" 2>/dev/null &
viewer=$!
until grep -q 'snapshot-end' "$T_DIR/late.out" || ! kill -0 $viewer 2>/dev/null; do pause; done
echo >&7
wait $program $viewer
late=$(cat "$T_DIR/late.out")
like "who comes late is told so" "$late" 'gap +watching begins here'
like "… what was asked for" "$late" 'WithTimeout 3600s'
like "… where it was made" "$late" '^node: c4: made: mine\.c:16 before this recording'
like "… below what" "$late" '^node: c4: parent: c1 Background'
unlike "… not that the engine made it" "$late" 'by the engine at mine|outside your program'

# live: a second viewer, and a Ctrl-C
CTX_TRACE=unix:$T_DIR/two "$T_DIR/mine" <"$T_DIR/in" >"$T_DIR/said" &
program=$!
exec 7>"$T_DIR/in" 8<"$T_DIR/said"
read -rt $T_PATIENCE -u 8 line
timeout 600 "$CTXLAB" view "$T_DIR/two" --plain=events,tree >"$T_DIR/first.out" 2>/dev/null &
viewer=$!
until grep -q 'snapshot-end' "$T_DIR/first.out" || ! kill -0 $viewer 2>/dev/null; do pause; done
timeout 600 "$CTXLAB" view "$T_DIR/two" --plain >"$T_DIR/second.out" 2>"$T_DIR/second.err" &
second=$!
until grep -q 'waits for its turn' "$T_DIR/second.err" || ! kill -0 $second 2>/dev/null; do pause; done
kill -INT $viewer
wait $viewer
like "a Ctrl-C prints the state that it interrupts" "$(cat "$T_DIR/first.out")" '^tree: c1 Background'
until grep -q 'snapshot-end' "$T_DIR/second.out" || ! kill -0 $second 2>/dev/null; do pause; done
timeout 600 "$CTXLAB" view "$T_DIR/two" --plain >"$T_DIR/third.out" 2>"$T_DIR/third.err" &
third=$!
until grep -q 'waits for its turn' "$T_DIR/third.err" || ! kill -0 $third 2>/dev/null; do pause; done
echo >&7
wait $program $second
like "a second viewer says that it waits, and its turn comes" "$(cat "$T_DIR/second.err" "$T_DIR/second.out")" ' end +ended'
wait $third
is "a viewer whose turn never comes" $? 2
like "… says so" "$(cat "$T_DIR/third.err")" "turn never came"

# a file that is not there
code "no such file" 2 "$CTXLAB" view "$T_DIR/none.trace"
like "… says how to watch a program that runs" "$ERR" 'unix:'
finish
