# lesson-places.sh — read by lesson.test.sh: what the lessons of the tour name has to exist, in the order they say.
# shellcheck shell=bash

# reading-the-source: its marks stand in the engine's file, and the reading goes through that file once, in half an hour.
plan=exercises/reading-the-source/lesson.txt
mapfile -t marks < <(sed -n 's/^@read mark //p' "$plan")
ok "reading-the-source names a dozen places" test "${#marks[@]}" -ge 12
missing='' lines=''
for mark in "${marks[@]}"; do
    line=$(grep -n "LESSON: $mark[^a-z-]" engine/ctx.c | head -n 1 | cut -d: -f1)
    [ -n "$line" ] || missing="$missing $mark"
    grep -qE "^Minute [0-9]+, for [0-9]+ minutes?\. LESSON: $mark\.|minutes\. LESSON: $mark\." "$plan" || missing="$missing $mark-untold"
    "$CTXLAB" show "$mark" 2>/dev/null | grep -q "^engine/ctx.c:$line$" || missing="$missing $mark-unshown"
    lines="$lines$line "
done
is "… each stands in engine/ctx.c, is told by its name, and ctxlab show opens it" "$missing" ""
is "… in the order of the file" "$lines" "$(tr ' ' '\n' <<<"$lines" | sort -n | grep . | tr '\n' ' ')"
ok "… from its first lines to its last" test "${lines%% *}" -lt 60 -a "$(awk '{print $NF}' <<<"$lines")" -gt $(($(wc -l <engine/ctx.c) * 9 / 10))
total=0 begins=''
while read -r from minutes; do
    [ "$from" -eq "$total" ] || begins="$begins $from:$total"
    total=$((total + minutes))
done < <(tr '\n' ' ' <"$plan" | grep -oE 'Minute [0-9]+, for [0-9]+' | sed -E 's/[^0-9]+/ /g')
is "… each begins when the one before is over" "$begins" ""
is "… and all of it takes half an hour" "$total" 30

# review-checklist: eleven questions, each at a function of the program, each answered with an entry that there is.
list=exercises/review-checklist/lesson.txt
is "review-checklist: eleven questions, numbered" "$(grep -oE '^[0-9]+\. ' "$list" | tr -d '. ' | xargs)" "1 2 3 4 5 6 7 8 9 10 11"
is "… each at a function of its own" "$(grep '^@read function ' "$list" | sort -u | wc -l)" 11
mapfile -t taught < <(sed -n 's/^@entry //p' "$list")
is "… each names an entry" "$(printf '%s\n' "${taught[@]}" | sort -u | wc -l)" 11
known=$("$CTXLAB" list 2>/dev/null | awk '{print $3, $4}')
for id in "${taught[@]}"; do
    like "… that there is to do: $id" "$known" "(^|[[:space:]])$id (bug|judge)"
    like "… and the explanation names it, too" "$(cat exercises/review-checklist/explain.md)" "\`$id\`"
done

# history: the years in their order, each of the parts named where it came, and run.
years=$(grep -oE '(July|February|August) 20[0-9][0-9]' exercises/history/lesson.txt | awk '!seen[$0]++' | tr '\n' ',')
is "history goes from 2014 to 2025" "$years" "July 2014,August 2016,February 2023,August 2023,August 2025,"
for part in ctx_with_cancel ctx_with_timeout ctx_with_value ctx_cancel_cause ctx_cause ctx_without_cancel ctx_after_func ctx_with_timeout_cause ctx_with_deadline_cause ctx_err; do
    ok "… with $part running" grep -q "$part(" exercises/history/exercise.c
done
