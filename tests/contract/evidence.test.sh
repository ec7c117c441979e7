#!/bin/bash
# Judge entries: the three forms of evidence, equivalent events, edits that shift lines, and answers that are no answers.
. "$(dirname "$0")/contract.sh"
in=$T_DIR/in
mkdir "$in"
# answer ID VERDICT EVIDENCE WORD… — the solution with that answer is graded; WORD…: pass, or the checks that fail
answer() {
    local id=$1 verdict=$2 evidence=$3
    shift 3
    sed -E "s/(Verdict: ).*/\1$verdict/; s/(Evidence: ).*/\1$evidence/" "solutions/$id.c" >"$in/$id.c"
    OUT=$("$CTXLAB" grade "$id" --in "$in" --json 2>/dev/null </dev/null)
    local failed
    failed=$(json | awk '/^\.results\[0\]\.verdict / {verdict = $3} /\.checks\[[0-9]+\]\.name/ {name = $3} /\.ok boolean false/ {failed = failed " " name}
        END {print failed == "" ? verdict : substr(failed, 2)}')
    is "$id: Verdict: $verdict, Evidence: $evidence" "$failed" "$*"
}
# number ID PATTERN — of the first event of the shipped program's default run that looks like it
number() { "$CTXLAB" run "$1" --shipped --plain=events 2>/dev/null </dev/null | awk -v p="$2" '$0 ~ p && $1 ~ /^[0-9]+$/ {print $1; exit}'; }

answer redundant-cancel no-bug "event $(number redundant-cancel 'already cancelled')" pass
answer redundant-cancel no-bug "event $(number redundant-cancel ' cancel .*redundant-cancel.c:18')" pass
answer redundant-cancel no-bug "line 18" pass
answer redundant-cancel no-bug "LINE  18  " pass
# one's own words may follow; what is no number is none
answer redundant-cancel no-bug "Line 18 (the second cancel)" pass
answer redundant-cancel no-bug "line 18, where it is cancelled again" pass
answer redundant-cancel no-bug "line 18b" answer-evidence
answer redundant-cancel no-bug "line 18-19" answer-evidence
answer redundant-cancel bug "line 18" answer-verdict
answer redundant-cancel no-bug "line 1" answer-evidence
answer redundant-cancel no-bug "event 1" answer-evidence
answer redundant-cancel no-bug "event 99999" answer-evidence
answer redundant-cancel no-bug "event x" answer-evidence
answer redundant-cancel maybe "event 1" answer-verdict answer-evidence
answer longer-child no-bug "event $(number longer-child ' dominated ')" pass
answer longer-child no-bug "event $(number longer-child ' node-new .*longer-child.c:18')" pass
answer longer-child no-bug "event $(number longer-child ' told .*deadline exceeded')" pass
answer longer-child no-bug "line 18" pass
answer longer-child no-bug "line 25" pass
answer longer-child no-bug "count exports longer than 10 s=0" answer-evidence
answer longer-child bug "line 18" answer-verdict
answer stacked-timeouts no-bug "count timers=4" pass
answer stacked-timeouts no-bug "count timers=4 (one for each layer)" pass
answer stacked-timeouts no-bug "count timers=3" answer-evidence
answer stacked-timeouts no-bug "count timers=" answer-evidence
answer deep-values no-bug "count hops=$("$CTXLAB" run deep-values --shipped --plain=events 2>/dev/null </dev/null | awk '/ value .* hops / {sub(/.* hops /, ""); n += $1} END {print n}')" pass
answer deep-values no-bug "count hops=1" answer-evidence
answer deep-values no-bug "event $(number deep-values ' value .*miss|hops 12')" pass
answer stacked-timeouts no-bug "event $(number stacked-timeouts ' timer-arm ')" pass
answer homemade-timeout bug "event $(number homemade-timeout ' cancel .*homemade-timeout.c:16')" pass
answer homemade-timeout bug "event $(number homemade-timeout ' told .*canceled')" pass
answer homemade-timeout bug "event $("$CTXLAB" run homemade-timeout --shipped --plain=events 2>/dev/null | awk '/ told .*why release/ {print $1; exit}')" answer-evidence
answer homemade-timeout no-bug "line 16" answer-verdict
answer cause-too-soon bug "event $(number cause-too-soon ' live-seen .*cause-too-soon.c:27')" pass
answer cause-too-soon bug "count no reason=1" pass
# the note, and the count, of the report without a reason: what the run says of it, too
answer cause-too-soon bug "event $(number cause-too-soon ' note .*reason: none')" pass
answer cause-too-soon bug "event $(number cause-too-soon ' count .*no reason  plus 1')" pass
answer cause-too-soon bug "event $(number cause-too-soon ' note .*disk full')" answer-evidence
answer cause-too-soon bug "event $(number cause-too-soon ' count .*no reason  plus 0')" answer-evidence
answer cause-too-soon bug "event $(number cause-too-soon ' work .*report  under c5')" pass
answer cause-too-soon bug "event $(number cause-too-soon ' work .*report  under c4')" answer-evidence
answer stacked-timeouts no-bug "count overstayed=0" pass
answer cascade-unlocked bug "event $(number cascade-unlocked ' unlock .*cascade-unlocked.c:45')" pass

answer lost-cause no-bug "line 24" pass
answer lost-cause no-bug "event $(number lost-cause ' live-seen .*lost-cause.c:18')" pass
answer lost-cause no-bug "event $(number lost-cause ' note .*archive: no reason')" pass
answer lost-cause no-bug "event $(number lost-cause ' told .*hung up')" answer-evidence
answer lost-cause no-bug "count no reason=1" answer-evidence
answer lost-cause bug "line 18" answer-verdict

# A refusal says what the evidence shows instead.
instead() { # ID VERDICT EVIDENCE WORDS
    sed -E "s/(Verdict: ).*/\1$2/; s/(Evidence: ).*/\1$3/" "solutions/$1.c" >"$in/$1.c"
    like "$1: $3 shows instead" "$("$CTXLAB" grade "$1" --in "$in" 2>&1 </dev/null)" "$4"
}
instead cause-too-soon bug "event $(number cause-too-soon ' note .*disk full')" 'what happens there is .*note disk full.*decides nothing'
instead cause-too-soon bug "event 99999" 'has no such event .* ends with event [0-9]+'
instead cause-too-soon bug "line 17" 'that line of the program as shipped is "struct report'
instead cause-too-soon bug "line 999" 'nothing in that line'
instead cause-too-soon bug "count timers=4" 'counts nothing of that name'
instead cause-too-soon bug "count jobs=2" 'the run counts jobs=2'
# What can be counted is listed; what is found is held back until there is an answer.
for id in cause-too-soon stacked-timeouts redundant-cancel homemade-timeout longer-child cascade-unlocked lost-cause; do
    for shipped in --shipped ""; do
        "$CTXLAB" run $id $shipped --plain --workspace "$T_DIR/fresh" >"$T_DIR/plain" 2>&1
        like "$id $shipped: what is found is held back" "$(cat "$T_DIR/plain")" '^finding: held back until your file answers'
        is "… and nothing else of it" "$(grep -c '^finding: \|with a finding' "$T_DIR/plain")" 1
        like "… in the short form" "$("$CTXLAB" run $id $shipped --workspace "$T_DIR/fresh" 2>&1)" 'held back until'
    done
done
for count in $("$CTXLAB" run stacked-timeouts --shipped --plain 2>/dev/null | sed -n 's/^count: \([a-z]*=[0-9]*\).*/\1/p' | grep -E '^(timers|nodes|overstayed)='); do
    answer stacked-timeouts no-bug "count $count" pass
done
mkdir -p "$T_DIR/answered"
sed -E "s/(Verdict: ).*/\1bug/; s/(Evidence: ).*/\1line 1/" exercises/cause-too-soon/exercise.c >"$T_DIR/answered/cause-too-soon.c"
opened() { "$CTXLAB" run cause-too-soon --shipped --plain --workspace "$T_DIR/answered" 2>&1; }
like "the right verdict opens it, whatever the evidence" "$(opened)" '^finding: wrong-result'
sed -i 's/Verdict: bug/Verdict: no-bug/' "$T_DIR/answered/cause-too-soon.c"
like "a wrong one does not: a guess gives nothing away" "$(opened)" '^finding: held back until your file answers'
code "… nor does grading it" 1 "$CTXLAB" grade cause-too-soon --in "$T_DIR/answered"
like "… which says that it is wrong" "$OUT" 'the verdict read was `no-bug`: it is not the right one'
unlike "… and nothing of what was found" "$OUT" 'wrong-result|Replay|cause-too-soon.c:'
sed -i 's/Verdict: no-bug/Verdict: give-up/' "$T_DIR/answered/cause-too-soon.c"
like "who gives up is told" "$(opened)" '^finding: wrong-result'
code "… by the judge, too" 1 "$CTXLAB" grade cause-too-soon --in "$T_DIR/answered"
like "… all of it" "$OUT" 'wrong-result'
code "evidence of no verdict" 1 "$CTXLAB" grade cause-too-soon --in "$T_DIR/answered" --json
like "… is not looked at, and not called right" "$(grep -A2 '"answer-evidence"' <<<"$OUT" | tr -s '\n ' '  ')" '"ok": false, "message": "not looked at'

# Edits do not shift what N means: twenty lines more above the function.
awk '{print} /Evidence:/ {for (i = 0; i < 20; i++) print " *"}' solutions/longer-child.c >"$in/longer-child.c"
code "lines of one's own shift nothing" 0 "$CTXLAB" grade longer-child --in "$in"
# An answer alone, the program as it was shipped, is not the whole work; nor is the work without an answer.
sed -E "s/(Verdict: ).*/\1no-bug/; s/(Evidence: ).*/\1line 18/" exercises/longer-child/exercise.c >"$in/longer-child.c"
code "an answer without the improvement" 1 "$CTXLAB" grade longer-child --in "$in" --json
points=$(json | value '.results[0].points')
ok "… has part of the points ($points)" test "${points#integer }" -gt 0 -a "${points#integer }" -lt 10
finish
