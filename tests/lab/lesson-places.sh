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
