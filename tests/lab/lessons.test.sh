#!/bin/bash
# Every lesson, whole: each stop is reached, each question has one right answer and the run decides which, who answers all of them
# right or all of them wrong is told so, and no number in its texts is made up.
. "$(dirname "$0")/../lib.sh"
cd "$(dirname "$0")/../.." || exit 2
export CTXLAB_WORKSPACE=$T_DIR/workspace
lessons=$(awk -F' *= *' '$1 == "id" {id = $2} $1 == "kind" && $2 == "lesson" {print id}' exercises/*/entry.ini)
ok "there are lessons" test "$(wc -w <<<"$lessons")" -ge 14

# What the run answers, one line a question: the choice's letter.
answers_of() { # LESSON OUTPUT
    python3 - "$1" "$2" <<'END'
import re, sys
ask = []
for line in open(f"exercises/{sys.argv[1]}/lesson.txt"):
    line = line.rstrip("\n")
    if line.startswith("@ask "): ask.append({"text": line[5:], "choices": []})
    elif line.startswith("@value "): ask[-1]["value"] = line[7:]
    elif line.startswith("@choice "):
        label, _, means = line[8:].partition(": ")
        ask[-1]["choices"].append((label, means or label))
said = re.findall(r"^(?:Right|Not so)\. The run says: .*$", open(sys.argv[2]).read(), re.M)
if len(said) != len(ask): sys.exit(f"{len(ask)} questions, {len(said)} answers of the run")
for q, line in zip(ask, said):
    found = re.search(r"\(" + re.escape(q["value"]) + r" is (.*)\)\.$", line)
    if not found: sys.exit(f"\"{q['text']}\" is answered so: {line}")
    seen = found[1]
    right = [i for i, (_, means) in enumerate(q["choices"]) if means == seen]
    if len(right) != 1: sys.exit(f"\"{q['text']}\" has {len(right)} right choices, the run shows {seen}")
    if any(means == "*" for _, means in q["choices"]): sys.exit(f"\"{q['text']}\" takes anything")
    print("abcdef"[right[0]])
END
}

# Numbers typed into what is told or asked: the program's own, what the run answered here, or Go's. What is measured stands in {{ }}.
made_up() { # LESSON OUTPUT
    python3 - "$1" "$2" <<'END'
import re, sys
go = {"0", "4", "6", "16", "24", "48", "80", "104", "112", "272", "368"} # bytes and allocations, docs/c-api.md and engine/node.h
number = r"\d+(?:\.\d+)?"
known = set(re.findall(number, re.sub(r"/\*.*?\*/", "", open(f"exercises/{sys.argv[1]}/exercise.c").read(), flags=re.S)))
known |= set(re.findall(r" is (\d+)\)\.$", open(sys.argv[2]).read(), re.M))
text = []
for line in open(f"exercises/{sys.argv[1]}/lesson.txt"):
    kind = re.match(r"@(\w+) ", line)
    if not kind: text.append(line)
    elif kind[1] in ("ask", "because"): text.append("\n" + line.split(" ", 1)[1])
    elif kind[1] != "choice": text.append("\n") # a choice that is wrong may say anything
# nothing of a run: a plan's times (lesson-places.sh adds them up), the branches as engine/ctx.c numbers them, years, releases of Go
unmeasured = r"\{\{.*?\}\}|Minute \d+, for \d+ minutes?|Branch \d:|\b20\d\d\b|\b1\.\d\d\b"
for sentence in re.split(r"(?<=[.?!;:])\s", re.sub(unmeasured, "", "".join(text)).replace("\n", " ")):
    for n in re.findall(number, sentence):
        if n not in known and not (n in go and "Go" in sentence): print(f"{n}: {sentence.strip()}")
END
}

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
    sed 'y/abcdef/baaaaa/' "$T_DIR/right" >"$T_DIR/wrong"
    code "$lesson, all wrong" 1 "$CTXLAB" run "$lesson" --answers "$T_DIR/wrong"
    like "… is told so, too" "$OUT" "^0 of $n predictions were right"
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
