#!/bin/bash
# Lessons without a screen: answers from a file, scored by what the run shows.
. "$(dirname "$0")/../contract/contract.sh"
export CTXLAB_WORKSPACE=$T_DIR/workspace

play() { # WHAT CODE LESSON ANSWER…: one a line
    local what=$1 wanted=$2 lesson=$3
    shift 3
    printf '%s\n' "$@" >"$T_DIR/answers"
    code "$what" "$wanted" "$CTXLAB" run "$lesson" --answers "$T_DIR/answers"
}

play "all right: 0" 0 lazy-done b a b a
like "and says so" "$OUT" '^4 of 4 predictions were right'
entries=$(json "$("$CTXLAB" list --json)")
at=$(awk '$2 == "string" && $3 == "lazy-done" {sub(/\.id$/, "", $1); print $1}' <<<"$entries")
is "a lesson answered to its end is passed" "$(value "$at.status" <<<"$entries")" "string passed"
play "some wrong: 1" 1 lazy-done b a a b
like "two questions before one stop are both answered" "$OUT" '^2 of 4 predictions were right'
like "the first has its own reason" "$(tr '\n' ' ' <<<"$OUT")" 'Not so. The run says: 1 [^.]*\. Nobody listened to the other two'
like "and the second its own" "$(tr '\n' ' ' <<<"$OUT")" 'Not so. The run says: yes [^.]*\. There is one closed channel'
play "the words of a choice are an answer, too" 0 lazy-done "an open channel" a 1 yes
play "answers missing: 2" 2 lazy-done b b
like "with a sentence" "$ERR" 'answers end before question 3'
play "none of the choices: 2" 2 lazy-done b a z
like "and which it was, in which line, and what that means" "$ERR" 'the answers, line 3: "z" is no answer to question 3: .*The lesson stops here'
play "five-slots: what is held inside the scope" 1 five-slots a a a a a c
like "the question says where its answer is taken" "$OUT" 'last line of the scope that owns both handles'
play "value-walk shows the tree it speaks of" 1 value-walk a a a a a
like "… the four, one below the other, before the first question" "$(sed '/^?/,$d' <<<"$OUT" | tr -s '\n ' '  ')" 'Background .* WithValue\(user_key\) \(live\) WithCancel \(live\) WithTimeout 1s \(live\) WithValue\(trace_key\) \(live\)'
play "five-slots says why there is a timer in the box" 1 five-slots a a a a a c
like "… that is none of a cancelable context's" "$(tr -s '\n ' '  ' <<<"$OUT")" 'a timer, which only those with a deadline have'
play "roots: all right" 0 roots a a b a a b
like "… TODO is in the tree once something hangs below it" "$(tr -s '\n ' '  ' <<<"$OUT")" 'TODO \(live\) WithCancel \(live\)'
play "four-methods: all right" 0 four-methods b a a a b c
like "… it begins with what has happened" "$(tr -s '\n ' '  ' <<<"$OUT")" ' 6 contexts were examined .* 2 tasks are alive.* took 2 allocations'
play "the-tree: all right" 0 the-tree a a b b a b b
play "nine-types: all right" 0 nine-types b b c a c b b a a b
like "… all nine with what they take" "$(tr -s '\n ' '  ' <<<"$OUT")" 'Background and TODO 24 \(0\), value 48 \(48\), cancelable 88 \(80\), deadline 136 \(112\), WithoutCancel 24 \(16\), AfterFunc 112 \(104\), stop 40 \(24\), and your own 32 beside'
play "counting-allocations: all right" 0 counting-allocations b b a a a b a
like "… with the sum" "$(tr -s '\n ' '  ' <<<"$OUT")" 'One timeout and two values: 4 allocations, 256 bytes'
play "cancel-handle: all right" 0 cancel-handle a a b b b b b a a a
play "deadline-timer: all right" 0 deadline-timer b b b b b a c b a
play "newer-parts: all right" 0 newer-parts a a b a b a a b a b
play "request-life: all right" 0 request-life b b c a a a a b b a
play "testing-cancellation: all right" 0 testing-cancellation a b b c c b
play "reading-the-source: all right" 0 reading-the-source a a c a c a b b a a a a b b b
like "… a place to read stands above its question, with its lines" "$(tr -s '\n ' '  ' <<<"$OUT")" 'engine/ctx.c:[0-9]+ \(LESSON: cascade\) [0-9]+ /\* LESSON: cascade\. .*static|for \(;;\) .*\? The parent is cancelled'
play "review-checklist: all right" 0 review-checklist c b b b b b b a b b b a
play "history: all right" 0 history b a a a b b a a b a b b a
play "other-languages: all right" 0 other-languages b a a a c a a b b c
like "… with the program of each language above its question" "$(tr -s '\n ' '  ' <<<"$OUT")" 'other-languages/cancel\.cpp 1 // C\+\+20.*other-languages/cancel\.cs .*other-languages/Cancel\.java .*other-languages/cancel\.rs .*other-languages/cancel\.py .*other-languages/table\.txt'
. tests/lab/lesson-places.sh
is "every judge entry asks for its answer in the same words" "$(sed -n '/^ \* \(Verdict\|Evidence\):/p' exercises/*/exercise.c | sort -u | wc -l)" 2
# What a lesson says at a stop is whole at 80x24, also where it is only watched: 13 rows of 76 columns.
texts() { awk '/^@stop/ {if (t) print t; t = ""; on = 1; next} /^@(ask|because)/ {if (t) on = 0} /^@/ {next} on {t = t (t ? " " : "") $0} END {if (t) print t}' "$1"; }
long=
for file in exercises/*/lesson.txt; do
    while read -r text; do
        [ "$(fold -s -w 76 <<<"$text" | grep -c .)" -le 13 ] && [ ${#text} -lt 1200 ] || long="$long $file: $text"
    done < <(texts "$file")
done
ok "lessons say something" test "$(texts exercises/roots/lesson.txt | wc -l)" -ge 2
is "no stop's text of any lesson is longer than the screen has rows for" "$long" ""
finish
