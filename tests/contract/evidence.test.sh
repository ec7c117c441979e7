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
answer longer-child bug "line 18" answer-verdict
answer stacked-timeouts no-bug "count timers=4" pass
answer stacked-timeouts no-bug "count timers=3" answer-evidence
answer stacked-timeouts no-bug "count timers=" answer-evidence
answer stacked-timeouts no-bug "event $(number stacked-timeouts ' timer-arm ')" pass
answer homemade-timeout bug "event $(number homemade-timeout ' cancel .*homemade-timeout.c:16')" pass
answer homemade-timeout bug "event $(number homemade-timeout ' told .*canceled')" pass
answer homemade-timeout bug "event $("$CTXLAB" run homemade-timeout --shipped --plain=events 2>/dev/null | awk '/ told .*why release/ {print $1; exit}')" answer-evidence
answer homemade-timeout no-bug "line 16" answer-verdict
answer cause-too-soon bug "event $(number cause-too-soon ' live-seen .*cause-too-soon.c:27')" pass
answer cause-too-soon bug "count no reason=1" pass
answer cascade-unlocked bug "event $(number cascade-unlocked ' unlock .*cascade-unlocked.c:45')" pass

# Edits do not shift what N means: twenty lines more above the function.
awk '{print} /Evidence:/ {for (i = 0; i < 20; i++) print " *"}' solutions/longer-child.c >"$in/longer-child.c"
code "lines of one's own shift nothing" 0 "$CTXLAB" grade longer-child --in "$in"
# An answer alone, the program as it was shipped, is not the whole work; nor is the work without an answer.
sed -E "s/(Verdict: ).*/\1no-bug/; s/(Evidence: ).*/\1line 18/" exercises/longer-child/exercise.c >"$in/longer-child.c"
code "an answer without the improvement" 1 "$CTXLAB" grade longer-child --in "$in" --json
points=$(json | value '.results[0].points')
ok "… has part of the points ($points)" test "${points#integer }" -gt 0 -a "${points#integer }" -lt 10
finish
