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

calls() { "$CTXLAB" show "$1" 2>&1 >/dev/null | tr -s '\n ' '  ' | sed -n 's/.*Calls you may need: \([^.]*\)\..*/\1/p'; }
unlike "busy-done-loop needs no deadline and no handle: they are not in its list of calls" "$(calls busy-done-loop)" 'ctx_with_|ctx_release'
like "… what it is about is" "$(calls busy-done-loop)" 'chan_select'
like "submit-while-draining: so is the lock that a fix may need" "$(calls submit-while-draining)" 'task_mutex_lock.*task_mutex_unlock'

# What the exercise's own calls do stands in its header: show names the file, and finds each of them.
code "show renew_pass, a call of one exercise" 0 "$CTXLAB" show renew_pass
like "… says in which, with its comment and declaration" "$(tr '\n' ' ' <<<"$OUT")" '^exercises/stale-token/exercise.h:[0-9]+  /\* .*a new pass for the surveyor.*renew_pass_at\('
unlike "… and nothing of its neighbours" "$OUT" 'file_map'
code "show answer, a call of several" 0 "$CTXLAB" show answer
is "… is found in all of them" "$(grep -c '^exercises/.*/exercise.h:' <<<"$OUT")" "$(grep -lE '\<answer(_at)?\(' exercises/*/exercise.h | wc -l)"
for id in stale-token no-signal deaf-query; do
    file=$("$CTXLAB" show "$id" 2>&1 >/dev/null | sed -n 's/^Its calls:  //p')
    ok "show $id names the header" test -f "$file" -a "${file##*/exercises/}" = "$id/exercise.h"
done
like "stale-token: its own calls come first, then the library's" "$(calls stale-token)" '^answer, .*renew_pass, office_pass, file_map, report_unfiled; ctx_err, '
unlike "… and not what is the learner's to write" "$(calls stale-token)" 'hand_in'
like "no-signal: the library's call for signals stands before the system's" "$(calls no-signal)" 'ctx_with_signals.*sigaction'
is "inline-after-func: no call is named twice" "$(calls inline-after-func | tr -d ';' | tr ',' '\n' | tr -d ' ' | sort | uniq -d)" ""

"$CTXLAB" list --workspace "$T_DIR/new" >/dev/null 2>"$T_DIR/next"
lesson=$("$CTXLAB" list 2>/dev/null | awk '$4 == "lesson" {print $3; exit}')
is "list tells a newcomer what is next, once: the lesson on top" "$(grep -o 'ctxlab [a-z]* .*' "$T_DIR/next")" "ctxlab run $lesson"
"$CTXLAB" hint "$("$CTXLAB" list 2>/dev/null | awk '$4 == "bug" {print $3; exit}')" --workspace "$T_DIR/new" >/dev/null 2>&1
"$CTXLAB" list --workspace "$T_DIR/new" >/dev/null 2>"$T_DIR/next"
first=$(sed -n 's/^Next: ctxlab show //p' "$T_DIR/next")
is "… who has begun the first bug" "$(grep -o 'ctxlab [a-z]* .*' "$T_DIR/next")" "ctxlab show $first"
ok "… and README begins with the bug that list names" grep -q "^    ctxlab show $first " README.md
is "… and no other" "$(sed -n '/^## The first three/,/^Your own/p' README.md | grep -oE 'ctxlab (show|run|grade|hint) [a-z]+-[a-z-]+' | awk '{print $3}' | sort -u)" "$first"

goal() { "$CTXLAB" show "$1" 2>/dev/null | tr -s '\n ' '  '; }
like "past-deadline: the story says that no limit is 0" "$(goal past-deadline)" 'in ms, never 0'
like "cancelled-audit: how long a write takes, and how long it may hang" "$(goal cancelled-audit)" 'takes 200 ms.*given up within 10 s'
like "singleflight-hostage: how long a load may hang" "$(goal singleflight-hostage)" 'fails after 30 s'
like "busy-done-loop: how often a worker may hear of the end" "$(goal busy-done-loop)" 'may hear of it four times, no more'
mkdir "$T_DIR/in"
cp tests/catalog/cancelled-audit/wrong-minute.c "$T_DIR/in/cancelled-audit.c"
code "cancelled-audit: a minute's bound fails" 1 "$CTXLAB" grade cancelled-audit --in "$T_DIR/in"
like "… by its true reason, with both numbers" "$OUT" 'hangs, and is given up only after 60.0 s; it may take 10 s'
unlike "… and not by a handle that ctx_auto gives back" "$OUT" 'lost-cancel'
like "short-drain: the story says what a report takes, and what to put one away" "$(goal short-drain)" "supervisor's 30 s.*takes 5 s at most, to put one away.* takes 2 s"
cp tests/catalog/short-drain/wrong-twenty-nine.c "$T_DIR/in/short-drain.c"
code "short-drain: 29 s of waiting fail" 1 "$CTXLAB" grade short-drain --in "$T_DIR/in"
like "… and the verdict adds them up" "$OUT" '29 s of waiting \+ 2 s of putting away = 31 s; the supervisor kills at 30 s'
cp tests/catalog/closed-twice/wrong-plain-flag.c "$T_DIR/in/closed-twice.c"
code "closed-twice: a plain flag fails" 1 "$CTXLAB" grade closed-twice --in "$T_DIR/in"
like "… by its race" "$OUT" 'data-race'
unlike "… and not by what the halted run had not done yet" "$OUT" 'missing-work'
cp tests/catalog/closed-twice/wrong-no-mails.c "$T_DIR/in/closed-twice.c"
code "closed-twice: no mails fail" 1 "$CTXLAB" grade closed-twice --in "$T_DIR/in"
like "… by the mails that a whole run lacks" "$OUT" 'missing-work'
like "deaf-handler: the end of the application counts as well" "$(goal deaf-handler)" 'or the application ends, at most half'
like "drain-without-wait: how late a drain may return" "$("$CTXLAB" show studio_drain | tr -s '\n* ' ' ')" 'within 10 ms of the last thumbnail'
like "closed-twice: and a close" "$("$CTXLAB" show outbox_close)" 'within 10 ms of that'
like "no-signal: when nobody is let in any more" "$("$CTXLAB" show run_server | tr -s '\n* ' ' ')" 'Half a second after a signal nobody'

# Who has written something else at the top than the story sees the program's differences, with the lines of both files.
mkdir "$T_DIR/ws2"
{ echo "/* mine */"; sed '1,/\*\//d' exercises/stale-token/exercise.c; } >"$T_DIR/ws2/stale-token.c"
code "the solution beside one's own" 0 "$CTXLAB" solution stale-token --force --workspace "$T_DIR/ws2"
like "… has the program's lines" "$OUT" '^\+.*renew_pass'
unlike "… and not the story, nor what stands in its place" "$OUT" 'surveyor hands in|mine'
is "… at their numbers in both files" "$(sed -n 's/^@@ -\([0-9]*\),[0-9]* +\([0-9]*\),.*/\1 \2/p' <<<"$OUT" | head -n 1)" \
   "$(diff -u "$T_DIR/ws2/stale-token.c" solutions/stale-token.c | sed -n 's/^@@ -\([0-9]*\),[0-9]* +\([0-9]*\),.*/\1 \2/p' | tail -n 1)"
cp exercises/lost-cause/exercise.c "$T_DIR/ws2/lost-cause.c"
code "the solution of a judge entry" 0 "$CTXLAB" solution lost-cause --force --workspace "$T_DIR/ws2"
like "… shows the answer, which stands in the comment" "$OUT" '^\+.*Verdict: no-bug'

# T2 gives its own handle back (cascade 1), then the client leaves (cascade 2).
moments=$("$CTXLAB" demo request-cascade --plain=timeline 2>/dev/null)
like "the cascade that tells others is a moment of the run" "$moments" 'cascade 2 begins'
unlike "a handle's own release is none" "$moments" 'cascade 1 '
finish
