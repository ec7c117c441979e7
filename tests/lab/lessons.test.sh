#!/bin/bash
# Every lesson, whole: each stop is reached, each question has one right answer and the run decides which, who answers all of them
# right or all of them wrong is told so, and no number in its texts is made up.
. "$(dirname "$0")/../lib.sh"
cd "$(dirname "$0")/../.." || exit 2
export CTXLAB_WORKSPACE=$T_DIR/workspace
lessons=$(awk -F' *= *' '$1 == "id" {id = $2} $1 == "kind" && $2 == "lesson" {print id}' exercises/*/entry.ini)
ok "there are lessons" test "$(wc -w <<<"$lessons")" -ge 14

# What the run answers, one line a question: the choice's letter. On stderr: a question whose answer is none, or not one.
answers_of() { # LESSON OUTPUT
    awk -v letters=abcdef '
        FNR == NR && /^@ask / { text[++asked] = substr($0, 6) }
        FNR == NR && /^@value / { value[asked] = substr($0, 8) }
        FNR == NR && /^@choice / {
            at = index($0, ": ")
            means[asked, ++choices[asked]] = at ? substr($0, at + 2) : substr($0, 9)
        }
        FNR == NR || !/^(Right|Not so)\. The run says: / { next }
        {
            q = ++said
            at = index($0, "(" value[q] " is ")
            seen = substr($0, at + length(value[q]) + 5)
            sub(/\)\.$/, "", seen)
            for (i = right = 0; i < choices[q];) {
                i++
                if (means[q, i] == "*") wrong("takes anything")
                if (means[q, i] == seen) { right++; letter = substr(letters, i, 1) }
            }
            if (!at || right != 1) wrong(right " right choices: " $0)
            print letter
        }
        function wrong(what) { print text[q] ": " what >"/dev/stderr" }
        END { if (said != asked) print asked " questions, " said + 0 " answers of the run" >"/dev/stderr" }
    ' "exercises/$1/lesson.txt" "$2"
}

# Numbers typed into what is told or asked: the program's own, what the run answered here, or Go's. What is measured stands in {{ }}; a
# choice that is wrong may say anything. Nothing of a run: a plan's times (lesson-places.sh adds them up), the branches as
# engine/ctx.c numbers them, years, releases of Go.
made_up() { # LESSON OUTPUT
    awk '
        function numbers(text, known) {
            while (match(text, /[0-9]+/)) { known[substr(text, RSTART, RLENGTH)]; text = substr(text, RSTART + RLENGTH) }
        }
        function told(text,   n, i, sentence, found, number) {
            gsub(/[{][{][^}]*[}][}]|Minute [0-9]+, for [0-9]+ minutes?|Branch [0-9]:|20[0-9][0-9]|1\.[0-9][0-9]?/, "", text)
            gsub(/[.?!;:] /, "&\n", text)
            n = split(text, sentence, "\n")
            for (i = 1; i <= n; i++) {
                delete found
                numbers(sentence[i], found)
                for (number in found)
                    if (!(number in own) && !(number in go && sentence[i] ~ /Go/)) print number ": " sentence[i]
            }
        }
        BEGIN { numbers("0 4 6 16 24 48 80 104 112 272", go) } # bytes and allocations in Go: engine/node.h, and a timeout with what it brings
        FILENAME ~ /exercise\.c$/ { program = program $0 "\n"; next }
        FILENAME !~ /lesson\.txt$/ { if (match($0, / is [0-9]+\)\.$/)) numbers(substr($0, RSTART), own); next }
        program != "" {
            while ((at = index(program, "/*")) && (end = index(substr(program, at), "*/")))
                program = substr(program, 1, at - 1) substr(program, at + end + 1)
            numbers(program, own)
            program = ""
        }
        /^@(ask|because) / { told(text); text = ""; sub(/^@[a-z]+ /, ""); told($0); next }
        /^@/ { told(text); text = ""; next }
        { text = text " " $0 }
        END { told(text) }
    ' "exercises/$1/exercise.c" "$2" "exercises/$1/lesson.txt"
}

# status, right, questions: as data.
state() { "$CTXLAB" list --json | tr -d ' \n' | grep -o "\"id\":\"$1\"[^}]*" | sed -E 's/.*"status":"([a-z]*)","right":([0-9]*),"questions":([0-9]*).*/\1 \2 \3/'; }

for lesson in $lessons; do
    file=exercises/$lesson/lesson.txt
    n=$(grep -c '^@ask ' "$file")
    yes a | head -n "$n" >"$T_DIR/answers"
    "$CTXLAB" run "$lesson" --answers "$T_DIR/answers" >"$T_DIR/first" 2>"$T_DIR/err"
    ok "$lesson reaches every stop and answers every question" grep -qE "^[0-9]+ of $n predictions were right" "$T_DIR/first"
    is "$lesson: nothing else is said" "$(cat "$T_DIR/err")" ""
    answers_of "$lesson" "$T_DIR/first" >"$T_DIR/right" 2>"$T_DIR/why"
    is "$lesson: each question has one right choice, and the run decides which" "$(cat "$T_DIR/why")" ""
    code "$lesson, all right" 0 "$CTXLAB" run "$lesson" --answers "$T_DIR/right"
    like "… is told so" "$OUT" "^$n of $n predictions were right"
    unlike "… and no space is left open" "$OUT" '\{\{|\}\}'
    is "… and has passed it, whatever was said before" "$(state "$lesson")" "passed $n $n"
    sed 'y/abcdef/baaaaa/' "$T_DIR/right" >"$T_DIR/wrong"
    code "$lesson, all wrong" 1 "$CTXLAB" run "$lesson" --answers "$T_DIR/wrong"
    like "… is told so, too" "$OUT" "^0 of $n predictions were right"
    is "… and passed stays passed" "$(state "$lesson")" "passed $n $n"
    CTXLAB_WORKSPACE=$T_DIR/other "$CTXLAB" run "$lesson" --answers "$T_DIR/wrong" >/dev/null 2>&1
    is "who has answered wrong only has not passed" "$(CTXLAB_WORKSPACE=$T_DIR/other state "$lesson")" "started 0 $n"
    is "$lesson: no number is made up" "$(made_up "$lesson" "$T_DIR/first")" ""
    like "$lesson as lines shows its contexts" "$("$CTXLAB" run "$lesson" --plain=tree 2>&1)" '^tree: .*Background'
done

# The four puzzles that the tour begins with, and the lessons that it names for them.
like "the tour begins with puzzles" "$(tr '\n' ' ' <exercises/four-methods/lesson.txt)" 'value-walk.*nine-types.*counting-allocations.*newer-parts'
answered() { ok "$1 is asked and answered in $2" grep -qx "@value $3" "exercises/$2/lesson.txt"; }
answered "the long look-up" value-walk hops
answered "the stray task" nine-types tasks
answered "what one timeout takes" counting-allocations 'count allocations'
answered "the missing cause" newer-parts 'node 4 cause'
finish
