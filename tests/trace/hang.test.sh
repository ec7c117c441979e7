#!/bin/bash
# A server that hangs in its shutdown, because one task waits in a call that listens to no context: that is seen in the recording of
# the killed program, and every view says the same. (Live: tests/screens/live_test.c.)
. "$(dirname "$0")/../contract/contract.sh"
build=${BUILD:-build}
cat >"$T_DIR/server.c" <<'C'
#include "ctx_chan.h"
#include "ctx_task.h"

#include <stdio.h>

static void ship_logs(ctx_t *ctx, void *lines)
{
    int line;
    (void)ctx;
    while (chan_recv(lines, &line))
        continue;
}

int main(int argc, char **argv)
{
    (void)argv;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    chan_auto chan_t *lines = chan_make(int, 8);
    task_t task = task_go(ctx, ship_logs, lines);
    (void)getchar();
    ctx_cancel(cancel);
    puts("cancelled");
    fflush(stdout);
    if (argc > 1) /* main goes on: it might still send */
        (void)getchar();
    task_join(task);
    return 0;
}
C
ok "the program is built" "${CC:-gcc}" -Wall -Wextra -fexceptions -Iengine/include "$T_DIR/server.c" "$build/libctx.a" -pthread -o "$T_DIR/server"
mkfifo "$T_DIR/in" "$T_DIR/said"
hangs() { # CTX_TRACE [ARGUMENT] — until it has cancelled and main waits for the task
    CTX_TRACE=$1 "$T_DIR/server" ${2+"$2"} <"$T_DIR/in" >"$T_DIR/said" &
    program=$!
    exec 7>"$T_DIR/in" 8<"$T_DIR/said"
}
joins() { [ "$("$CTXLAB" trace dump "$T_DIR/t" 2>/dev/null | grep -cE 'T[12] .*block ')" -ge 2 ]; }

hangs "$T_DIR/t"
echo >&7
read -rt $T_PATIENCE -u 8 line
is "it has cancelled" "$line" cancelled
ok "both are seen waiting" comes joins
kill -9 $program; wait $program 2>/dev/null
exec 7>&- 8<&-
want='deaf-wait: T2 ship_logs waits in recv, which listens to no context; c3 ended'
code "the recording of the killed program is checked" 2 "$CTXLAB" trace check "$T_DIR/t"
like "trace check says who does not hear" "$OUT" "^[^ ]*server\.c:10: $want"
unlike "… and not that nothing is found" "$OUT" 'nothing found'
code "as data" 2 "$CTXLAB" trace check --json "$T_DIR/t"
said=$(json)
is "… it is a finding" "$(for path in .ok .findings '.findings[0].name' .undecided; do value "$path" <<<"$said"; done | tr '\n' ' ')" \
    "boolean false array 1 string deaf-wait array 0 "
code "the plain views" 0 "$CTXLAB" view "$T_DIR/t" --plain=findings
like "… say the same" "$OUT" "^finding: $want"

# ---- not enough evidence: the cancel has just come, and main, which could end the wait, is not waiting itself
hangs "$T_DIR/u" on
echo >&7
read -rt $T_PATIENCE -u 8 line
is "another one has cancelled, and goes on" "$line" cancelled
waits() { "$CTXLAB" trace dump "$T_DIR/u" 2>/dev/null | grep -qE 'T2 .*block '; }
ok "its task is seen waiting" comes waits
kill -9 $program; wait $program 2>/dev/null
exec 7>&- 8<&-
want='deaf-wait: not enough evidence yet: T2 ship_logs waits in recv, which listens to no context; c3 ended .*: too short a time to tell'
code "its recording is checked" 2 "$CTXLAB" trace check "$T_DIR/u"
like "trace check says that it cannot tell" "$OUT" "^[^ ]*server\.c:10: $want\$"
code "as data" 2 "$CTXLAB" trace check --json "$T_DIR/u"
said=$(json)
is "… it is undecided, and no finding" "$(for path in .ok .findings .undecided '.undecided[0].name'; do value "$path" <<<"$said"; done | tr '\n' ' ')" \
    "boolean true array 0 array 1 string deaf-wait "
code "the plain views" 0 "$CTXLAB" view "$T_DIR/u" --plain=findings
like "… say the same" "$OUT" "^finding: $want"
finish
