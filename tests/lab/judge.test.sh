#!/bin/bash
# The judge's contract: verdicts, exit codes, JSON, JUnit, TAP, what is handed in, several at once, what is left behind.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export CTXLAB_WORKSPACE=$T_DIR/ws TMPDIR=$T_DIR/tmp
mkdir -p "$T_DIR/tmp" "$T_DIR/in"
in=$T_DIR/in id=busy-done-loop
put() { cp -f "$1" "$in/$id.c"; }
field() { sed -n "s/^ *\"$1\": \(.*\)/\1/p" <<<"$OUT" | sed 's/,$//' | head -n 1; }
grade() { code "$1" "$2" "$CTXLAB" grade --in "$in" --json "${@:3}" $id; }

put solutions/$id.c
grade "a solution passes" 0
is "… schema" "$(field schema)" '"ctxlab/grade/1"'
is "… verdict" "$(field verdict)" '"pass"'
is "… points" "$(field points)/$(field max_points)" 10/10
is "… all schedules" "$(field complete)" true
ok "… more than one" test "$(field explored)" -gt 1
is "… none fails" "$(field failing)" 0
is "… nothing to replay" "$(field replay)" null
is "… passed" "$(field passed)" 1
put exercises/$id/exercise.c
grade "the shipped program fails" 1
is "… verdict" "$(field verdict)" '"fail"'
is "… finding" "$(field name)" '"busy-done"'
is "… file" "$(field file)" "\"$id.c\""
ok "… line" test "$(field line)" -gt 1
is "… replay" "$(field replay)" '"-"'
is "… nothing human on stdout" "$(head -c 1 <<<"$OUT")" '{'
code "… for people" 1 "$CTXLAB" grade --in "$in" $id
like "… verdict, where, how to replay, next command" "$(tr '\n' ' ' <<<"$OUT")" 'fail.*busy-done-loop.c:[0-9]+.*ctxlab run.*--schedule.*ctxlab hint'
# What it tells one to paste plays the file that was judged, whatever its folder is called.
odd="$T_DIR/in/Bob O'Neil & co"
mkdir -p "$odd" && cp "$in/$id.c" "$odd/"
cp solutions/$id.c "$CTXLAB_WORKSPACE/$id.c" 2>/dev/null || { mkdir -p "$CTXLAB_WORKSPACE" && cp solutions/$id.c "$CTXLAB_WORKSPACE/$id.c"; }
paste() { sed -n "s/^ *$1 *\(ctxlab run.*\) --view/\1/p" <<<"$OUT" | head -n 1; }
for verb in grade explore; do
    code "$verb of a folder with a quote in its name" 1 "$CTXLAB" $verb --in "$odd" $id
    code "… its Replay line, pasted, fails as well" 1 env PATH="$(dirname "$CTXLAB"):$PATH" sh -c "$(paste Replay:)"
    like "… with that finding" "$OUT" busy-done
    OUT=$ERR
    code "… and its See it line" 1 env PATH="$(dirname "$CTXLAB"):$PATH" sh -c "$(paste 'See it:')"
done
code "TAP names the folder in the replay" 1 "$CTXLAB" grade --in "$odd" --tap $id
like "… quoted" "$OUT" "--in '.*Bob O'.''Neil & co' --schedule"
rm -f "$CTXLAB_WORKSPACE/$id.c"

failures=0
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    "$CTXLAB" grade --in "$in" --json $id 2>/dev/null | grep -q '"name": "busy-done"' && failures=$((failures + 1))
done
is "the shipped program fails for its reason, 20 times of 20" $failures 20

: >"$in/$id.c"
grade "an empty file" 3
code "… for people" 3 "$CTXLAB" grade --in "$in" $id
like "… is called empty" "$OUT" "$id.c is empty"
printf '#include "exercise.h"\n' >"$in/$id.c"
grade "a file without what the scenario calls" 3
code "… for people" 3 "$CTXLAB" grade --in "$in" $id
like "… names the function" "$OUT" 'the function `worker` is missing'
unlike "… in no words of the linker's" "$OUT" 'scene_main|ld:'
echo 'int broken(' >"$in/$id.c"
grade "a syntax error" 3
is "… verdict" "$(field verdict)" '"compile-error"'
code "… the compiler's own text, with the line" 3 "$CTXLAB" grade --in "$in" $id
like "… has the line" "$OUT" "$id.c:1:"
code "… of several entries is a failure" 1 "$CTXLAB" grade --in "$in" $id zero-timeout
rm "$in/$id.c"
grade "nothing handed in" 1
is "… rejected" "$(field verdict)" '"rejected"'
is "… by the check submitted" "$(sed -n '/"checks"/,/\]/s/^ *"name": "\(.*\)",/\1/p' <<<"$OUT")" submitted
ln -s "$PWD/solutions/$id.c" "$in/$id.c"
grade "a symbolic link" 1
is "… rejected" "$(field verdict)" '"rejected"'
rm "$in/$id.c" && mkdir "$in/$id.c"
grade "a folder" 1
is "… rejected" "$(field verdict)" '"rejected"'
rmdir "$in/$id.c"
printf 'int x;\0' >"$in/$id.c"
grade "a NUL byte" 1
is "… rejected" "$(field verdict)" '"rejected"'
put tests/attacks/$id/exit-zero.c
grade "exit(0)" 1
is "… rejected at the gate" "$(field verdict)" '"rejected"'
put tests/attacks/$id/endless-loop.c
grade "an endless loop without a single engine call" 1
is "… timeout" "$(field verdict)" '"timeout"'
cat >"$in/$id.c" <<'C'
#include "exercise.h"
void worker(ctx_t *ctx, void *jobs) { (void)ctx, (void)jobs; *(volatile int *)8 = 1; }
C
grade "a wild write" 1
like "… crash" "$(field verdict)" 'crash|fail'
cat >"$in/$id.c" <<'C'
#include <stdlib.h>
#include "exercise.h"
void worker(ctx_t *ctx, void *jobs) { (void)ctx, (void)jobs; abort(); }
C
grade "an abort" 1
is "… crash" "$(field verdict)" '"crash"'
cat >"$in/$id.c" <<'C'
#include <stdio.h>
#include "exercise.h"
void worker(ctx_t *ctx, void *jobs) { (void)jobs; puts("\033[2J</failure><x a=\"&"); ctx_panic("\033[31m</failure>]]>\" & not ok 1"); (void)ctx; }
C
code "hostile words, as JUnit" 1 "$CTXLAB" grade --in "$in" --junit $id
unlike "… no control characters" "$OUT" $'\e'
is "… only the report's own tags" "$(grep -oE '</?[a-z]+' <<<"$OUT" | sort -u | tr '\n' ' ')" "</failure </properties </testcase </testsuite </testsuites <failure <properties <property <testcase <testsuite <testsuites "
code "hostile words, as TAP" 1 "$CTXLAB" grade --in "$in" --tap $id
is "… one test" "$(grep -cE '^(not )?ok ' <<<"$OUT")" 1

code "a lesson cannot be graded" 2 "$CTXLAB" grade lazy-done
code "an unknown id" 2 "$CTXLAB" grade busy-done-lop
like "… did you mean" "$ERR" "busy-done-loop"
code "an --in that is not there" 2 "$CTXLAB" grade --all --in "$T_DIR/nowhere"
code "neither ids nor --all" 2 "$CTXLAB" grade
code "two formats" 2 "$CTXLAB" grade --json --tap $id
code "--jobs without a number" 2 "$CTXLAB" grade --all --jobs many

rm -rf "$in" && mkdir "$in"
for e in busy-done-loop discarded-cancel zero-timeout; do cp solutions/$e.c "$in/"; done
cp tests/catalog/busy-done-loop/wrong-drops-job.c "$in/busy-done-loop.c"
strip() { sed 's/"seconds": .*/"seconds": 0/'; }
three="busy-done-loop discarded-cancel zero-timeout"
one=$("$CTXLAB" grade $three --in "$in" --json --jobs 1 2>/dev/null | strip)
two=$("$CTXLAB" grade $three --in "$in" --json --jobs 3 2>/dev/null | strip)
is "two runs give the same bytes but for times, whatever --jobs" "$two" "$one"
is "… in the order asked for" "$(sed -n 's/^ *"id": "\(.*\)",/\1/p' <<<"$one" | tr '\n' ' ')" "$three "
is "… counted" "$(sed -n 's/^ *"\(passed\|failed\)": //p' <<<"$one" | tr -d ',\n')" 21
code "--tap of several" 1 "$CTXLAB" grade $three --in "$in" --tap
is "… plan" "$(sed -n 2p <<<"$OUT")" "1..3"
code "--junit of several" 1 "$CTXLAB" grade $three --in "$in" --junit
like "… counts" "$OUT" 'tests="3" failures="1" errors="0"'
like "… points in properties" "$OUT" '<property name="points" value="10"/>'
if command -v xmllint >/dev/null; then ok "… is well-formed" xmllint --noout - <<<"$OUT"; fi

is "list names every entry that has a folder" "$("$CTXLAB" list --json 2>/dev/null | grep -c '"id"')" "$(ls exercises/*/entry.ini | wc -l)"

# a judge that cannot prove itself says so, and that beats a failure
home=$T_DIR/home
mkdir -p "$home/exercises" "$home/solutions" "$home/build"
ln -s "$PWD/engine" "$home/engine" && ln -s "$PWD/build/sim" "$home/build/sim" && ln -s "$PWD/exercises/scenery" "$home/exercises/scenery"
cp -r exercises/busy-done-loop exercises/zero-timeout "$home/exercises/"
cp solutions/*.c "$home/solutions/"
cp exercises/busy-done-loop/exercise.c "$home/solutions/busy-done-loop.c"
cp exercises/zero-timeout/exercise.c "$in/zero-timeout.c"
CTXLAB_HOME=$home code "a reference that does not pass" 4 "$CTXLAB" grade busy-done-loop --in "$in" --json
is "… verdict error" "$(field verdict)" '"error"'
CTXLAB_HOME=$home code "… beats a failure" 4 "$CTXLAB" grade busy-done-loop zero-timeout --in "$in"
like "… and does not cost the other its verdict" "$OUT" 'zero-timeout +fail'
cp solutions/busy-done-loop.c "$home/solutions/"
cp solutions/busy-done-loop.c "$home/exercises/busy-done-loop/exercise.c"
CTXLAB_HOME=$home code "a shipped program that passes" 4 "$CTXLAB" grade busy-done-loop --in "$in"
like "… is named" "$OUT" 'control failed: the shipped program'
cp exercises/busy-done-loop/exercise.c "$home/exercises/busy-done-loop/"
sed -i 's/^findings.*/findings = lost-cancel/' "$home/exercises/busy-done-loop/entry.ini"
CTXLAB_HOME=$home code "a shipped program that fails for another reason" 4 "$CTXLAB" grade busy-done-loop --in "$in"
like "… is named" "$OUT" 'not for a reason its entry declares'

# points: all for a pass; half for a judge entry answered right, while everything else still holds; a bug has no parts
points() { # WHAT WANTED ENTRY/FILE — also the file of an entry under solutions/ and exercises/
    local e=${3%%/*}
    rm -rf "$T_DIR/points" && mkdir "$T_DIR/points" && cp "tests/catalog/$3.c" "$T_DIR/points/$e.c"
    OUT=$("$CTXLAB" grade --in "$T_DIR/points" --json "$e" 2>/dev/null)
    is "$1" "$(field verdict) $(field points)/$(field max_points)" "$2"
}
points "right answers, nothing improved: half" '"fail" 5/10' stacked-timeouts/wrong-untouched
points "right answers, half improved: half" '"fail" 5/10' stacked-timeouts/wrong-without-driver
points "right answers, and only readability left: half" '"fail" 5/10' redundant-cancel/wrong-untouched
points "right answers, and the work deleted: none" '"fail" 0/10' redundant-cancel/wrong-no-work
points "right answers, and deaf to the shutdown: none" '"fail" 0/10' stacked-timeouts/wrong-background
points "right answers, and over its budget: none" '"fail" 0/10' stacked-timeouts/wrong-outer-only
points "right answers, and torn from its caller: none" '"fail" 0/10' homemade-timeout/wrong-fresh-root
points "right answers, and a deadlock: none" '"fail" 0/10' cascade-unlocked/wrong-lock-order
points "a wrong answer: none" '"fail" 0/10' stacked-timeouts/wrong-verdict
points "half of a bug mended: none" '"fail" 0/10' select-without-done/wrong-timer-stays
points "the other half of another: none" '"fail" 0/10' late-defer/wrong-invalid-only

# one screen: what a person reads fits 80 by 24, line by line as a terminal breaks it, and says everything
if command -v script >/dev/null && : 2>/dev/null >/dev/ptmx; then
    last_written() { sed -e 's/\r$//' -e 's/.*\r//' -e 's/\x1b\[K//g'; } # not how far it is, which is said on a busy machine and written over
    screen() { # ENTRY/FILE: the verdict on a terminal; $OUT
        local e=${1%%/*}
        rm -rf "$T_DIR/screen" && mkdir "$T_DIR/screen" && cp "tests/catalog/$1.c" "$T_DIR/screen/$e.c" 2>/dev/null || cp "exercises/$e/exercise.c" "$T_DIR/screen/$e.c"
        OUT=$(CTXLAB_WORKSPACE=$T_DIR/screen script -qec "stty rows 24 cols 80; '$CTXLAB' grade $e" /dev/null </dev/null | last_written)
        ok "$1: fits 80×24 ($(fold -s -w 80 <<<"$OUT" | wc -l) lines)" test "$(fold -s -w 80 <<<"$OUT" | wc -l)" -le 23
    }
    for one in severed-values/shipped broken-chain/wrong-root-above undrained-pipeline/wrong-asks-before homemade-timeout/shipped cascade-unlocked/shipped \
        stacked-timeouts/wrong-untouched cascade-unlocked/wrong-lock-order busy-done-loop/wrong-drops-job; do
        screen $one
    done
    like "the class is named" "$(head -n 1 <<<"$OUT")" '^busy-done-loop: fail — work missing'
    like "… what was expected" "$OUT" 'jobs finished: 2, expected 3'
    like "… the switch that decides, in the learner's own lines" "$OUT" 'before T2 worker$|busy-done-loop.c:[0-9]+\); undo|T2 worker \(err, busy-done-loop.c'
    like "… that the run passes without it" "$OUT" 'Undone: .*\(passes\)'
    like "… the goal" "$OUT" '^  Goal: +after the cancel'
    undone=$(sed -n "s/.*Undone: .*--schedule '\([^']*\)'.*/\1/p" <<<"$OUT") replay=$(sed -n "s/.*Replay: .*--schedule '\([^']*\)'.*/\1/p" <<<"$OUT")
    code "… and so it does" 0 "$CTXLAB" run busy-done-loop --in "$T_DIR/screen" --schedule "$undone" --json
    code "… while with it, it fails" 1 "$CTXLAB" run busy-done-loop --in "$T_DIR/screen" --schedule "$replay" --json
else
    skip "a verdict on a terminal" "no script(1), or no pseudo-terminals"
fi

# progress
"$CTXLAB" show busy-done-loop >/dev/null 2>&1
code "grade in the workspace" 1 "$CTXLAB" grade busy-done-loop
cp solutions/busy-done-loop.c "$CTXLAB_WORKSPACE/"
code "… and again, fixed" 0 "$CTXLAB" grade busy-done-loop
like "the attempts are kept" "$(tr -d ' \n' <"$CTXLAB_WORKSPACE/progress.json")" '"attempts":2'
code "grade what was judged already" 0 "$CTXLAB" grade busy-done-loop
like "… is no new attempt" "$(tr -d ' \n' <"$CTXLAB_WORKSPACE/progress.json")" '"attempts":2'
code "the solution opens after the pass" 0 "$CTXLAB" solution busy-done-loop
like "list says passed" "$("$CTXLAB" list 2>/dev/null)" '\[x\] busy-done-loop'

# Ctrl-C in the middle
cp exercises/busy-done-loop/exercise.c "$in/busy-done-loop.c"
cp tests/attacks/busy-done-loop/memory-bomb.c "$in/busy-done-loop.c"
set -m # else what runs in the background is deaf to Ctrl-C
"$CTXLAB" grade busy-done-loop --in "$in" >/dev/null 2>&1 </dev/null &
judge=$!
set +m
at_work() { [ -n "$(ls -A "$TMPDIR")" ]; }
comes at_work
kill -INT $judge
wait $judge
is "an interrupted judge says so by its code" $? 130
is "nothing is left in the temporary folder" "$(ls "$TMPDIR")" ""

code "run: one run as data" 1 "$CTXLAB" run busy-done-loop --shipped --json
like "… with the finding" "$OUT" '"busy-done"'
code "run --plain" 1 "$CTXLAB" run busy-done-loop --shipped --plain
like "… one line an event" "$OUT" 'cancel .*scenario.c'
code "run: a seed" 1 "$CTXLAB" run busy-done-loop --shipped --seed 3
asked=$(printf '\n\nu\nq\n' | "$CTXLAB" run busy-done-loop --shipped --schedule ask 2>/dev/null)
like "run --schedule ask offers moves" "$asked" '1  T[0-9]+ [a-z_]+: .*\(usual\)'
like "… and says the schedule, with one move undone" "$asked" '^schedule: [^,]+$'
over=$(yes '' | "$CTXLAB" run discarded-cancel --shipped --schedule ask 2>/dev/null)
is "… each event is told once, none is left out" "$(awk '$1 ~ /^[0-9]+$/ && $2 ~ /^[0-9.]+(us|ms|s)?$/ {if (next_one && $1 != next_one) bad = bad " " $1; next_one = $1 + 1} END {print (bad ? bad : (next_one > 200))}' <<<"$over")" 1
is "… and nothing is asked once the work is over" "$(awk '/ mark +idle/ {over = 1} over && /\(usual\)$/' <<<"$over")" ""
like "… though it went on: who leaked was told, and ended" "$(sed -n '/ mark  *idle/,$p' <<<"$over" | tr '\n' ' ')" ' teardown.* task-end '
code "run --sweep: a cancel at every step of the solution" 0 "$CTXLAB" run discarded-cancel --sweep --in solutions
like "… there were steps, equal ones told once" "$OUT" '^[0-9]{2,} instants, 0 of them fail'
code "run --sweep: and of the shipped program" 1 "$CTXLAB" run discarded-cancel --sweep --shipped
code "run: a schedule that is none" 2 "$CTXLAB" run busy-done-loop --shipped --schedule 'T1.nonsense'
code "run keeps a trace" 1 "$CTXLAB" run busy-done-loop --shipped --trace "$T_DIR/t"
code "trace check finds the same" 1 "$CTXLAB" trace check "$T_DIR/t"
like "… with its line" "$OUT" 'busy-done-loop.c:[0-9]+: busy-done'
code "trace stats" 0 "$CTXLAB" trace stats "$T_DIR/t"
code "trace dump" 0 "$CTXLAB" trace dump "$T_DIR/t"
for form in json chrome html; do
    code "trace export --to $form" 0 "$CTXLAB" trace export "$T_DIR/t" --to $form --out "$T_DIR/t.$form"
    ok "… wrote something" test -s "$T_DIR/t.$form"
done
code "a form that is none" 2 "$CTXLAB" trace export "$T_DIR/t" --to pdf
head -c $(($(stat -c %s "$T_DIR/t") * 2 / 3 / 48 * 48 + 140)) "$T_DIR/t" >"$T_DIR/cut"
code "a truncated trace" 2 "$CTXLAB" trace dump "$T_DIR/cut"
ok "… what came before is shown" test -n "$OUT"
code "a trace that is none" 2 "$CTXLAB" trace dump README.md
code "a missing trace" 2 "$CTXLAB" trace dump "$T_DIR/none"
code "explore" 1 "$CTXLAB" explore busy-done-loop --shipped --json
is "… goes on after a failure" "$(field failing)" "$(field explored)"
code "explore a lesson" 2 "$CTXLAB" explore lazy-done
code "… the solution" 0 "$CTXLAB" explore busy-done-loop --json
is "… 0 fail" "$(field failing)" 0
is "… shortest" "$(field shortest)" null
restored=$(field explored)
code "… a process a schedule says the same" 0 "$CTXLAB" explore busy-done-loop --json --fork
is "… as many" "$(field explored)" "$restored"
code "a demo in any size" 0 "$CTXLAB" demo wide-cascade --size 1000 --trace "$T_DIR/wide"
like "… has that many" "$("$CTXLAB" trace stats "$T_DIR/wide")" 'contexts +100[0-9] ever'
code "a demo of size 0" 2 "$CTXLAB" demo wide-cascade --size 0
code "vet speaks on the lost handle" 1 "$CTXLAB" vet exercises/discarded-cancel/exercise.c
like "… and names the exercise" "$OUT" 'ctxlab show discarded-cancel'
code "vet is silent on the solution" 0 "$CTXLAB" vet solutions/discarded-cancel.c -- -Iexercises/discarded-cancel
finish
