#!/bin/bash
# The house: arrows between the rooms go one way, every header stands alone, no file outgrew its room.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
cc=${COMPILER:-gcc}
# reach WHAT FILES FLAGS ALLOWED — every header of ours that a file includes is in one of the allowed folders
reach() {
    local what=$1 allowed=$4 f bad=
    for f in $2; do
        # shellcheck disable=SC2086
        bad+=$($cc -std=gnu11 -D_GNU_SOURCE -MM -MG $3 "$f" | tr ' \\' '\n\n' | grep '\.h$' | grep -vE "^($allowed)" | sed "s|^|$f includes |")
    done
    is "$what" "$bad" ""
}
reach "the engine knows nobody" "$(echo engine/*.c engine/sim/*.c)" "-Iengine/include -Iengine -Iengine/sim -Itrace -Itui -Ilab" 'engine/'
reach "the engine on threads knows nobody" "$(echo engine/*.c engine/threads/*.c)" "-Iengine/include -Iengine -Iengine/threads -Itrace -Itui -Ilab" 'engine/'
reach "trace knows the engine's public headers" "$(echo trace/*.c)" "-Iengine/include -Iengine -Itrace -Itui -Ilab" 'engine/include/|trace/'
reach "the screen knows trace" "$(echo tui/*.c)" "-Iengine/include -Iengine -Itrace -Itui -Ilab" 'engine/include/|trace/|tui/'
reach "the command knows public headers only" "$(echo lab/*.c)" "-Iengine/include -Iengine -Itrace -Itui -Ilab -Ibuild/gen" 'engine/include/|trace/|tui/|lab/'
for entry in exercises/*/exercise.c; do
    id=$(basename "$(dirname "$entry")")
    reach "$id knows the engine and its own" "$entry" "-Iengine/include -Iengine -Iexercises/scenery -I$(dirname "$entry") -Itrace -Ilab" "engine/include/|exercises/$id/|exercises/scenery/"
done
for header in engine/include/*.h trace/*.h tui/*.h lab/*.h; do
    out=$(echo "#include \"$(basename "$header")\"" | $cc -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -fsyntax-only -Iengine/include -Itrace -Itui -Ilab -x c - 2>&1)
    is "$header stands alone" "$(head -n 3 <<<"$out")" ""
done
long=$(wc -l engine/*.[ch] engine/*/*.[ch] trace/*.[ch] tui/*.[ch] lab/*.[ch] tests/*/*.c 2>/dev/null | awk '$2 != "total" && $1 > 800 {print $2 " has " $1 " lines"}')
is "no file has more than 800 lines" "$long" ""
finish
