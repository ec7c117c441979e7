#!/bin/bash
# What a learner looks up by name is told by the manual that stands in the headers, not by a line of the preprocessor's; and
# the stories name the numbers that the checks hold a fix to.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export CTXLAB_WORKSPACE=$T_DIR/ws

for name in ctx_release ctx_cancel ctx_with_cancel ctx_with_timeout ctx_with_deadline ctx_with_value chan_select task_go; do
    code "show $name" 0 "$CTXLAB" show $name
    like "… with whose it is, how it fails" "$(tr '\n' ' ' <<<"$OUT")" '/\* .*Owns: .*Fails: .*Threads: .*'"$name"
done
for name in ctx_error_t ctx_stop_t ctx_key_t; do
    code "show $name, a type" 0 "$CTXLAB" show $name
    like "… declares it, below a comment" "$(tr '\n' ' ' <<<"$OUT")" "/\* .*\*/.*$name;"
done
for name in read poll setsockopt; do
    code "show $name, the system's" 0 "$CTXLAB" show $name
    like "… names its manual" "$OUT" "man 2 $name"
done
code "show sqlite3_step, another library's" 0 "$CTXLAB" show sqlite3_step
like "… says whose it is" "$OUT" 'SQLite'
code "show of what nobody has" 2 "$CTXLAB" show ctx_nothing_at_all

goal() { "$CTXLAB" show "$1" 2>/dev/null | tr -s '\n ' '  '; }
like "past-deadline: the story says that no limit is 0" "$(goal past-deadline)" 'in ms, 1 or later'
like "cancelled-audit: how long a write takes, and how long it may hang" "$(goal cancelled-audit)" 'takes 200 ms.*given up within 10 s'
like "singleflight-hostage: how long a load may hang" "$(goal singleflight-hostage)" 'fails after 30 s'
mkdir "$T_DIR/in"
cp tests/catalog/cancelled-audit/wrong-minute.c "$T_DIR/in/cancelled-audit.c"
code "cancelled-audit: a minute's bound fails" 1 "$CTXLAB" grade cancelled-audit --in "$T_DIR/in"
like "… by its true reason, with both numbers" "$OUT" 'hangs, and is given up only after 60.0 s; it may take 10 s'
unlike "… and not by a handle that ctx_auto gives back" "$OUT" 'lost-cancel'
finish
