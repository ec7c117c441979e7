#!/bin/bash
# Runs as a pure function: seeds, schedules, asking, traces; then the circumstances a tool meets: other folders, links, no
# HOME, closed descriptors, full disks, an ordinary user on a read-only checkout.
. "$(dirname "$0")/contract.sh"
export CTXLAB_WORKSPACE=$T_DIR/ws
in=$T_DIR/in
mkdir "$in"
t=$T_DIR/t
# once NAME WORD… — one run, its trace in $t.NAME; its exit code
once() { local name=$1; shift; "$CTXLAB" run "$@" --trace "$t.$name" >"$t.$name.out" 2>"$t.$name.err" </dev/null; }

for seed in 1 2 5; do
    once a err-before-done --shipped --seed $seed
    once b err-before-done --shipped --seed=$seed
    once c err-before-done --shipped --schedule seed:$seed
    ok "seed $seed twice: the same bytes" cmp "$t.a" "$t.b"
    ok "seed $seed as a schedule: the same bytes" cmp "$t.a" "$t.c"
done
once a err-before-done --shipped
once b err-before-done --shipped --schedule -
ok "the schedule - is the usual one" cmp "$t.a" "$t.b"
code "explore gives a failing schedule" 1 "$CTXLAB" explore err-before-done --shipped --json
shortest=$(json | value .shortest)
shortest=${shortest#string }
once a err-before-done --shipped --schedule "$shortest"
is "it fails again" "$?" 1
once b err-before-done --shipped --schedule "$shortest"
ok "to the byte" cmp "$t.a" "$t.b"
ok "and it is not the usual run" test -n "$shortest" -a "$shortest" != -
like "what was found" "$(cat "$t.a.out")" 'err-before-done'

# A verdict's replay string is enough, also where only the big scenario fails.
cp exercises/forgotten-fetch/exercise.c "$in/forgotten-fetch.c"
code "grade" 1 "$CTXLAB" grade forgotten-fetch --in "$in" --json
replay=$(json | value '.results[0].replay')
once a forgotten-fetch --in "$in" --schedule "${replay#string }"
is "its replay fails, too" "$?" 1
once b forgotten-fetch --in "$in" --schedule "${replay#string }"
ok "to the byte" cmp "$t.a" "$t.b"
once big forgotten-fetch --in "$in" --big
once said forgotten-fetch --in "$in" --schedule big:-
ok "big: before a schedule is --big" cmp "$t.big" "$t.said"
# Wrong only from the fifth request on: the small scenario has two.
cat >"$in/rerooted-query.c" <<'C'
#include "exercise.h"
ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    static int calls;
    struct store_answer answer = {0, 0};
    ctx_err_t err = store_query(++calls > 9 ? ctx_background() : ctx, user, &answer);
    page->user = user;
    if (err == CTX_OK)
        page->orders = answer.rows;
    return err;
}
C
code "only the big scenario fails" 1 "$CTXLAB" grade rerooted-query --in "$in" --json
replay=$(json | value '.results[0].replay')
like "its replay says so" "$replay" '^string big:'
code "and is enough to see it again" 1 "$CTXLAB" run rerooted-query --in "$in" --schedule "${replay#string }" --json
like "with the same finding" "$OUT" '"rerooted"'

# A person as the scheduler.
ask() { printf '%b' "$2" | "$CTXLAB" run "$1" --shipped --schedule ask 2>"$T_DIR/err"; }
OUT=$(ask err-before-done '')
like "ask: who may move, with the line" "$OUT" 'T1 scenario: [a-z-]+  scenario\.c:[0-9]+  \(usual\)'
is "ask: the end of input prints the schedule" "$(tail -n 1 <<<"$OUT")" "schedule: -"
OUT=$(ask err-before-done '\n\n\n\nT2\n')
like "ask: T2" "$(tail -n 1 <<<"$OUT")" '^schedule: .*>T2'
OUT=$(ask err-before-done '\n\n\n\nT2\nundo\n')
unlike "ask: undo" "$(tail -n 1 <<<"$OUT")" '>T2'
OUT=$(ask zero-timeout '\n\ndrop cancel\n')
like "ask: drop cancel" "$(tail -n 1 <<<"$OUT")" '^schedule: .*>drop'
schedule=$(sed -n 's/^schedule: //p' <<<"$OUT" | tail -n 1)
once a zero-timeout --shipped --schedule "$schedule"
once b zero-timeout --shipped --schedule "$schedule"
ok "ask: the schedule replays" cmp "$t.a" "$t.b"
like "ask: a word that means nothing is said to" "$(ask zero-timeout 'T99\n' >/dev/null; cat "$T_DIR/err")" "'T99'"

yes '' | "$CTXLAB" run busy-done-loop --shipped --schedule ask --json >"$t.ask" 2>"$t.asked"
is "ask --json: the exit code is the run's" "${PIPESTATUS[1]}" 1
OUT=$(cat "$t.ask")
like "… stdout is data, and nothing else" "$(json | head -n 1)" '^\. object schema'
is "… of this run" "$(json | value .ok)" "boolean false"
like "… the asking is on stderr" "$(cat "$t.asked")" 'T1 scenario: send'
printf '\n' | "$CTXLAB" run busy-done-loop --shipped --schedule ask --json >"$t.ask" 2>"$t.asked"
is "ask --json: half a run is bad input" "${PIPESTATUS[1]}" 2
ok "… and no data" cmp "$t.ask" /dev/null
printf '\nq\n' | "$CTXLAB" run err-before-done --shipped --schedule ask --trace "$t.half" >/dev/null 2>&1
code "ask --trace: half a run is kept" 0 "$CTXLAB" trace dump "$t.half"
like "… with the choice that it stopped at" "$OUT" ' choice .*>drop'
yes '' | "$CTXLAB" run err-before-done --shipped --schedule ask --trace "$t.whole" >/dev/null 2>&1
code "ask --trace: a whole one" 0 "$CTXLAB" trace dump "$t.whole"
like "… to its end" "$(tail -n 1 <<<"$OUT")" ' end +ended'
code "ask and --view: one or the other" 2 "$CTXLAB" run err-before-done --shipped --schedule ask --view

# The sweep.
code "sweep: the shipped program" 1 "$CTXLAB" run checks-too-late --shipped --sweep
like "sweep: says what, where, and how to see it" "$OUT" "(hang|leak) .*:[0-9]+.*--schedule '.*>drop'"
like "sweep: and what is well" "$OUT" ' ok '
code "sweep: the solution" 0 "$CTXLAB" run checks-too-late --sweep --in solutions

# A schedule that cancels everything asks for no work: only for what holds under any cancel.
for at in busy-done-loop:T1.send#1 never-checks:T1.send#1 drain-without-wait:T1.derive#1 short-drain:T1.derive#1; do
    code "drop: the solution of ${at%%:*}" 0 "$CTXLAB" run "${at%%:*}" --in solutions --schedule "${at#*:}>drop"
    like "… held" "$OUT" 'held: with everything cancelled here, nothing leaks, spins or hangs'
done
cat >"$in/busy-done-loop.c" <<'END'
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    ctx_cancel_t *never = NULL;
    for (int taken = 0;; taken++) {
        struct job job;
        if (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job)) == 0) {
            if (taken == 0)
                (void)ctx_with_cancel(ctx_background(), &never);
            return;
        }
        process(ctx, &job);
    }
}
END
code "drop: a fix that leaks only when nothing was done yet passes as usual" 0 "$CTXLAB" run busy-done-loop --in "$in" --schedule -
code "drop: and is caught" 1 "$CTXLAB" run busy-done-loop --in "$in" --schedule 'T1.send#1>drop'
like "… by name" "$OUT" 'lost-cancel'

# Traces.
code "run --trace" 1 "$CTXLAB" run zero-timeout --shipped --trace "$t.z"
code "trace dump" 0 "$CTXLAB" trace dump "$t.z"
like "… a line an event" "$OUT" ' node-new '
code "trace dump --stable" 0 "$CTXLAB" trace dump --stable "$t.z"
code "on real threads" 1 "$CTXLAB" run dead-on-arrival --shipped --threads --trace "$t.real"
code "trace dump --stable of real threads" 0 "$CTXLAB" trace dump --stable "$t.real"
like "… says the lines" "$OUT" ' -  [^ ]+ .* node-new .*WithTimeout'
unlike "… and no time that will never be again" "$OUT" '^ *[0-9]+ +[0-9.]+(s|ms|us|ns) |deadline [0-9]|for [0-9]'
code "trace check finds it, too" 1 "$CTXLAB" trace check "$t.z"
like "… by name" "$OUT" born-done
code "trace check --json" 1 "$CTXLAB" trace check "$t.z" --json
like "… is JSON" "$(json | head -n 1)" '^\. object schema'
code "trace stats" 0 "$CTXLAB" trace stats "$t.z"
for form in json chrome html; do
    code "trace export --to $form" 0 "$CTXLAB" trace export "$t.z" --to $form
    code "… --out" 0 "$CTXLAB" trace export "$t.z" --to $form --out "$t.$form"
    is "… is the same" "$(printf '%s\n' "$OUT$(cat "$t.$form")" | head -c 1)" "$(head -c 1 "$t.$form")"
done
like "chrome's is one JSON document" "$(json "$(cat "$t.chrome")" | head -n 1)" '^\. object'
is "json's is one a line" "$(while IFS= read -r line; do json "$line" >/dev/null || echo "no: $line"; done < <(head -20 "$t.json") | head -1)" ""
code "view --plain" 0 "$CTXLAB" view "$t.z" --plain
like "… a labelled line an event" "$OUT" ' timer-arm '
code "view --plain=VIEWS" 0 "$CTXLAB" view "$t.z" --plain=tree,node,tasks,cascades,findings,timeline --at 5
like "… each line says what it is about" "$(grep -cvE '^(run|tree|node|task|cascade( [0-9]+)?|finding|timeline): ' <<<"$OUT")" '^0$'
code "… of one context" 0 "$CTXLAB" view "$t.z" --plain=node --node c1
like "… its slots" "$OUT" 'node: c1: deadline: '
code "… that is not there" 2 "$CTXLAB" view "$t.z" --plain=node --node c999
code "… at no time" 2 "$CTXLAB" view "$t.z" --plain=tree --at soon
code "… captions that are not there" 2 "$CTXLAB" view "$t.z" --captions "$t.none"
head -c $(($(stat -c %s "$t.z") / 2)) "$t.z" >"$t.cut"
code "a trace that was cut is bad input" 2 "$CTXLAB" trace dump "$t.cut"
ok "… and read as far as it goes" test "$(wc -l <<<"$OUT")" -gt 2
like "… which is said" "$ERR" 'cut off'
code "demo --plain" 0 "$CTXLAB" demo wide-cascade --size 20 --plain
code "demo --trace" 0 "$CTXLAB" demo deep-cascade --size 30 --trace "$t.demo"
code "… which is a trace" 0 "$CTXLAB" trace stats "$t.demo"
code "--threads" 0 "$CTXLAB" run zero-timeout --in solutions --threads

# Lessons without a person.
yes a | head -20 >"$T_DIR/answers"
"$CTXLAB" run five-slots --answers "$T_DIR/answers" >"$T_DIR/a" 2>&1 </dev/null
first=$?
"$CTXLAB" run five-slots --answers - >"$T_DIR/b" 2>&1 <"$T_DIR/answers"
is "answers from a file and from stdin: the same code" "$?" "$first"
ok "… and the same words" cmp "$T_DIR/a" "$T_DIR/b"
like "… with the count" "$(cat "$T_DIR/a")" '[0-9] of [0-9] predictions were right'
code "too few answers" 2 "$CTXLAB" run five-slots --answers /dev/null

# Circumstances.
case $CTXLAB in /*) tool=$CTXLAB ;; *) tool=$PWD/$CTXLAB ;; esac
ln -s "$tool" "$T_DIR/linked tool"
code "by a symbolic link" 0 "$T_DIR/linked tool" grade zero-timeout --in "$PWD/solutions"
OUT=$(cd / && "$tool" list --json)
like "from another folder" "$(json | head -n 1)" '^\. object schema entries$'
OUT=$(cd "$T_DIR" && ln -s "$tool" ./here && PATH=$PATH:. here version)
like "found by PATH" "$OUT" '^ctxlab [0-9]'
OUT=$(env -i "$tool" list --json)
like "with no environment at all" "$(json | head -n 1)" '^\. object schema entries$'
code "no HOME, LANG=C, a dumb terminal, NO_COLOR" 1 env -u HOME LANG=C LC_ALL=C TERM=dumb NO_COLOR=1 "$CTXLAB" grade forgotten-fetch --in "$in"
unlike "… no escapes" "$OUT$ERR" $'\e'
for verb in "list" "list --json" "grade zero-timeout --in solutions" "grade zero-timeout --in solutions --json" "run zero-timeout --in solutions" \
    "run zero-timeout --in solutions --plain" "explore zero-timeout --in solutions --json" "explain zero-timeout" "help" "trace dump $t.z"; do
    # shellcheck disable=SC2086
    "$CTXLAB" $verb >/dev/full 2>"$T_DIR/err" </dev/null
    is "a full disk: $verb" "$?" 4
    # shellcheck disable=SC2086
    "$CTXLAB" $verb >&- 2>"$T_DIR/err" </dev/null
    is "stdout closed: $verb" "$?" 4
    # shellcheck disable=SC2086
    "$CTXLAB" $verb >"$T_DIR/out" 2>&- <&-
    is "stdin and stderr closed: $verb" "$?" 0
done
ok "a device that is named for a trace stays one" test -c /dev/full
"$CTXLAB" run zero-timeout --shipped --trace /dev/full >/dev/null 2>&1 </dev/null
ok "… also afterwards" test -c /dev/full
"$CTXLAB" list 2>/dev/null | head -n 1 >/dev/null
is "a reader that leaves" "$((${PIPESTATUS[0]} == 0 || ${PIPESTATUS[0]} == 4))" 1

CTXLAB_WORKSPACE=$T_DIR/one code "\$CTXLAB_WORKSPACE" 0 "$CTXLAB" show zero-timeout
ok "… is where the file is" test -f "$T_DIR/one/zero-timeout.c"
code "--workspace beats it" 0 env CTXLAB_WORKSPACE="$T_DIR/one" "$CTXLAB" show late-defer --workspace "$T_DIR/two words"
ok "… is where the file is" test -f "$T_DIR/two words/late-defer.c" -a ! -e "$T_DIR/one/late-defer.c"
code "--workspace before the verb" 0 "$CTXLAB" --workspace "$T_DIR/three" grade zero-timeout --in solutions
echo "int mine;" >>"$T_DIR/one/zero-timeout.c"
code "nothing is overwritten" 0 "$CTXLAB" show zero-timeout --workspace "$T_DIR/one"
like "… it is still there" "$(tail -n 1 "$T_DIR/one/zero-timeout.c")" '^int mine;$'
code "reset" 0 "$CTXLAB" reset zero-timeout --workspace "$T_DIR/one"
ok "… keeps a backup" grep -q '^int mine;$' "$T_DIR/one/zero-timeout.c.bak-1"
finish
