#!/bin/bash
# A whole class at once: a row a folder, a column an exercise; what nobody has handed in is summed up.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export CTXLAB_WORKSPACE=$T_DIR/ws
class=$T_DIR/class
mkdir -p "$class/ann" "$class/Bob O'Neil" "$class/émile"
cp solutions/zero-timeout.c solutions/busy-done-loop.c "$class/ann/"
cp exercises/zero-timeout/exercise.c "$class/Bob O'Neil/zero-timeout.c"
echo 'int broken(' >"$class/émile/busy-done-loop.c"

code "three folders, two exercises" 1 "$CTXLAB" grade zero-timeout busy-done-loop --in "$class/ann" --in "$class/Bob O'Neil" --in "$class/émile"
row() { grep -E "$1 " <<<"$OUT" | tr -s ' '; }
like "… the first folder is not dropped" "$(row ann)" 'ann 10 10 2 20 of 20$'
like "… who is wrong, and has handed in one" "$(row Neil)" "O'Neil 0 - 0 0 of 20$"
like "… and whose file does not compile" "$(row émile)" 'émile - comp 0 0 of 20$'
is "… the columns stand below one another" "$(grep -E '(ann|Neil|émile) ' <<<"$OUT" | sed 's/é/e/' | awk '{print index($0, " of ")}' | sort -u | wc -l)" 1
like "… a number is an exercise" "$OUT" '^ +1  zero-timeout$'
code "all exercises" 1 "$CTXLAB" grade --all --in "$class/ann" --in "$class/Bob O'Neil"
like "… only those have columns that somebody handed in" "$OUT" '[0-9]+ of [0-9]+ exercises were handed in by nobody'
is "… two" "$(grep -cE '^ +[0-9]+  [a-z-]+$' <<<"$OUT")" 2
for format in json junit tap; do
    code "a report for machines is of one folder: $format" 2 "$CTXLAB" grade zero-timeout --in "$class/ann" --in "$class/émile" --$format
    like "… and says so" "$ERR" 'one --in a report'
done
code "a folder that is not there" 2 "$CTXLAB" grade zero-timeout --in "$class/ann" --in "$class/nobody"
like "… is named" "$ERR" 'nobody'

code "one folder with two of them" 1 "$CTXLAB" grade --all --in "$class/ann"
like "… the others are one line" "$OUT" '^[0-9]+ of [0-9]+ were not handed in$'
is "… instead of one each" "$(grep -c 'was not handed in' <<<"$OUT")" 0
code "… for machines each is told" 1 "$CTXLAB" grade --all --in "$class/ann" --json
is "… still" "$(grep -c '"verdict": "rejected"' <<<"$OUT")" "$(($(grep -lE '^kind *= *(bug|judge)' exercises/*/entry.ini | wc -l) - 2))"
code "a class's folder, and one exercise" 1 "$CTXLAB" grade zero-timeout --in "$class"
like "… with a command for each" "$ERR" "ctxlab grade zero-timeout --in '$class/ann'"
like "… and one for all" "$ERR" "ctxlab grade zero-timeout --in .* --in '$class/ann'\$"
unlike "… and no hint for a file that is not there" "$OUT" 'ctxlab hint'
finish
