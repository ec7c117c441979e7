#!/bin/bash
# What a teacher does with a folder of handed-in files, and what reports of them say: whose text is shown, what is not given away,
# where a program that does not end was, and whose matter a mistyped name is.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export CTXLAB_WORKSPACE=$T_DIR/ws
id=zero-timeout in=$T_DIR/in
mkdir -p "$in" "$T_DIR/ws"
hand() { cat >"$in/$id.c"; } # the learner's file, from stdin

# ---- whose text a replay shows -------------------------------------------------------------------------------------------
{ printf '/* handed in by bob */\n\n\n'; cat exercises/$id/exercise.c; } | hand
cp solutions/$id.c "$T_DIR/ws/$id.c"
bob=$(grep -n 'attempt \* CTX_MS' "$in/$id.c" | cut -d: -f1)
code "a run of a handed-in file" 1 "$CTXLAB" run $id --big --in "$in" --schedule - --plain
like "… finds what is at its line" "$OUT" "born-done.*$id\.c:$bob\]"

# ---- exploring the program as shipped, and what a slow machine excuses ----------------------------------------------------
code "explore --shipped" 1 "$CTXLAB" explore $id --shipped
like "the replay line plays that program" "$OUT" "Replay: +ctxlab run $id --shipped --schedule"
read -r all failing < <(sed -n '1s/.*: \([0-9]*\) schedules explored, all there are; \([0-9]*\) fail$/\1 \2/p' <<<"$OUT") || all=0 failing=0
ok "a length of nothing is no rare race: all schedules but those few in which it is never reached" \
    test $((all - failing)) -le 1 -a "$all" -gt 100
like "what was judged how is told apart" "$OUT" '^  1 of the 1 where time was prompt fails; [0-9]+ with a slow machine are judged by safety alone: [0-9]+ fail$'
code "explore a point in time that has passed" 1 "$CTXLAB" explore past-deadline --shipped
unlike "a place that nobody knows is not told" "$OUT" '\?:0'
hand <solutions/$id.c
code "explore a right one" 0 "$CTXLAB" explore $id --in "$in"
unlike "… tells no schedules apart" "$OUT" 'prompt'
code "one schedule" 0 "$CTXLAB" explore $id --in "$in" --max 1
like "… is one" "$OUT" ': 1 schedule explored'

# ---- a judge entry that nobody has answered -------------------------------------------------------------------------------
given='dominated|can never be the one'
code "several at once" 1 "$CTXLAB" grade longer-child $id
like "… say what the answer lacks" "$OUT" '^longer-child +not passed +0/10 +answer-verdict: no verdict was read'
unlike "… and not what was found" "$OUT" "$given"
code "one by itself" 1 "$CTXLAB" grade longer-child
unlike "… neither" "$OUT" "$given"
code "explore" 1 "$CTXLAB" explore longer-child
unlike "… neither" "$OUT" "$given|fail"
like "… and says why" "$OUT" 'held back until your file answers'
code "the teacher's data" 1 "$CTXLAB" grade --json longer-child $id
like "… keep it" "$OUT" "$given"
sed -e '1i /* Verdict: no-bug */\n/* Evidence: line 18 */' exercises/longer-child/exercise.c >"$T_DIR/ws/longer-child.c"
code "explore, once it is answered" 1 "$CTXLAB" explore longer-child
like "… tells it" "$OUT" "$given"
sed -i '1i /* Verdict: bug */' "$T_DIR/ws/longer-child.c"
code "two verdicts" 1 "$CTXLAB" grade longer-child
like "… are none" "$OUT" 'contradict each other, and neither counts: say it once'
unlike "… and open nothing" "$OUT" "$given"
sed -i '1s/bug/no-bug/' "$T_DIR/ws/longer-child.c"
code "the same one twice" 1 "$CTXLAB" grade longer-child
unlike "… is one" "$OUT" 'contradict'

# ---- programs that do not end ---------------------------------------------------------------------------------------------
body() { printf '#include <stdio.h>\n#include "exercise.h"\nbool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)\n{\n%s\n    return ctx && host;\n}\n' "$1" | hand; }
body '    while (attempts > 0) puts("still here");'
code "endless output" 1 "$CTXLAB" grade --json $id --in "$in"
like "… is the file's, and says what it did" "$OUT" "writes output without end.*last seen at $id\.c:5\""
like "… as a check" "$(tr -d ' \n' <<<"$OUT")" '"verdict":"timeout","findings":\[\],"checks":\[\{"name":"ends","ok":false,"message":"[^"]'
body '    for (long i = 0; i < 1000000000 && attempts; i++) printf("%%ld\n", i);'
sed -i 's/%%ld/%ld/' "$in/$id.c"
code "a great deal of output" 1 "$CTXLAB" grade $id --in "$in"
like "… likewise" "$OUT" "writes output without end.*last seen at $id\.c:5$"
body '    for (volatile int i = 0; attempts > 0; i++) continue;'
code "an endless loop" 1 "$CTXLAB" run $id --in "$in" --plain
like "… spins where it is" "$OUT" "^task: T1 scenario: spins at $id\.c:5"
unlike "… on no done" "$OUT" 'closed done'
code "its source, where it ended" 1 "$CTXLAB" run $id --in "$in" --plain=source
like "… is the handed-in one" "$OUT" "$id\.c:5 here: +for \(volatile"
unlike "… as it was" "$OUT" 'has changed since'

# ---- a name that is nowhere, and one that is forbidden --------------------------------------------------------------------
body '    (void)attempts; chan_try_snd(host);'
code "a mistyped call" 3 "$CTXLAB" grade $id --in "$in"
like "… does not compile, at its line" "$OUT" "^$id\.c:5: error: there is no function 'chan_try_snd'"
is "… said once" "$(grep -c 'chan_try_snd' <<<"$OUT")" 1
code "… in data" 3 "$CTXLAB" grade --json $id --in "$in"
like "… with the reason" "$(tr -d '\n' <<<"$OUT")" "\"name\": \"compiles\", +\"ok\": false, +\"message\": \"$id\.c:5: error: there is no function 'chan_try_snd'"
body '    _exit(attempts);'
code "a forbidden one" 1 "$CTXLAB" grade $id --in "$in"
like "… is refused" "$OUT" "^$id: rejected"

# ---- a file for a folder --------------------------------------------------------------------------------------------------
for verb in run grade explore; do
    code "$verb --in FILE" 2 "$CTXLAB" $verb $id --in "$in/$id.c"
    like "… says what to write" "$ERR" "is a file: --in takes the folder that holds ID.c, here: --in '$in'"
done
finish
