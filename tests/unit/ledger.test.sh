#!/bin/bash
# $CTX_LEDGER=exit, under which tests/run runs every test: what is alive at the end is listed by kind, age and file:line, and
# the exit status is 3. So no test of this repository passes with something left.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
build=${BUILD:-build}
like "every test is run under it" "$(cat tests/run)" '^export CTX_LEDGER=exit'
make_program() { # NAME BODY: main() { BODY }, with a line of its own for each statement
    cat >"$T_DIR/$1.c" <<END
#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
void nothing(void *arg);
void nothing(void *arg) { (void)arg; }
void listen(ctx_t *ctx, void *arg);
void listen(ctx_t *ctx, void *arg) { (void)arg, (void)chan_recv(ctx_done(ctx), NULL); }
int main(void)
{
    ctx_cancel_t *cancel = NULL;
    $2
    puts("ok - it ran");
    return 0;
}
END
    gcc -std=gnu11 -fexceptions -Wno-unused -Iengine/include "$T_DIR/$1.c" "$build/libctx.a" -pthread -o "$T_DIR/$1" 2>"$T_DIR/cc" || fail "$1 compiles" "$(cat "$T_DIR/cc")"
}
leaks() { # NAME BODY ROWS…: each a regex for a row
    local name=$1 row
    make_program "$1" "$2"
    shift 2
    code "$name: exit status 3" 3 env CTX_LEDGER=exit "$T_DIR/$name"
    is "$name: as many rows" "$(grep -c '^libctx: still alive: ' <<<"$ERR")" $#
    for row in "$@"; do
        made="/$name\.c:[0-9]+ \[main\]" # a done channel is made by whoever asks for it first
        [ "$row" != "done channel" ] || made=':[0-9]+ \[(listen|main)\]'
        like "$name: $row" "$ERR" "^libctx: still alive: $row, [0-9]+ (us|ms|s) old, made at .*$made$"
    done
    code "$name: nobody asked" 0 env -u CTX_LEDGER "$T_DIR/$name"
}
leaks handle '(void)ctx_with_cancel(ctx_background(), &cancel);' 'cancel handle' WithCancel
tests/run "$T_DIR/handle" >"$T_DIR/run"
is "tests/run says no, although the test said ok" $? 1
like "and why" "$(cat "$T_DIR/run")" 'ended with code 3'
like "and whose" "$(cat "$T_DIR/run")" 'still alive: cancel handle.*handle\.c:14'
leaks timeout '(void)ctx_with_timeout(ctx_background(), CTX_S(60), &cancel);' 'cancel handle' WithTimeout timer
leaks value 'ctx_t *v = ctx_with_value(ctx_background(), ctx_text_key("k"), NULL);' WithValue
leaks channel 'chan_t *ch = chan_make(int, 1);' channel
leaks task '(void)task_go(ctx_with_cancel(ctx_background(), &cancel), listen, NULL); while (getenv("CTX_LEDGER") != NULL && ctx_ledger(NULL, NULL) < 4) task_yield();' \
    'cancel handle' WithCancel task 'done channel'
leaks after_func 'ctx_stop_t *s = ctx_after_func(ctx_with_cancel(ctx_background(), &cancel), nothing, NULL);' \
    'cancel handle' WithCancel after_func AfterFunc 'done channel'
make_program clean 'ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_S(60), &cancel); task_t t = task_go(ctx, listen, NULL); ctx_release(cancel);'
code "a program that gives everything back: its own status" 0 env CTX_LEDGER=exit "$T_DIR/clean"
is "and not a word" "$ERR" ""
make_program forks '(void)ctx_with_cancel(ctx_background(), &cancel); if (fork() == 0) return 0; ctx_release(cancel);'
code "a child of fork is not judged by its parent's book" 0 env CTX_LEDGER=exit "$T_DIR/forks"
finish
