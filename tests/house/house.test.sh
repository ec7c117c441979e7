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
lab_rooms=$(sed -n 's/^LAB_ROOMS *:= *//p' mk/50-lab.mk)
lab_all=; for room in $lab_rooms; do lab_all+=" -Ilab/$room"; done
is "every file of the command is in a room" "$(ls lab | sort | tr '\n' ' ')" "$(tr ' ' '\n' <<<"$lab_rooms" | sort | tr '\n' ' ')"
tui_rooms=$(sed -n 's/^TUI_ROOMS *:= *//p' mk/15-tui.mk)
tui_all=-Itui; for room in $tui_rooms; do tui_all+=" -Itui/$room"; done
is "every file of the screen is in a room, but for its face" "$(ls tui | sort | tr '\n' ' ')" "$(tr ' ' '\n' <<<"$tui_rooms tui.h" | sort | tr '\n' ' ')"
reach "the engine knows nobody" "$(echo engine/*.c engine/sim/*.c)" "-Iengine/include -Iengine -Iengine/sim -Itrace $lab_all $tui_all" 'engine/'
reach "the engine on threads knows nobody" "$(echo engine/*.c engine/threads/*.c)" "-Iengine/include -Iengine -Iengine/threads -Itrace $lab_all $tui_all" 'engine/'
reach "trace knows the engine's public headers" "$(echo trace/*.c)" "-Iengine/include -Iengine -Itrace $lab_all $tui_all" 'engine/include/|trace/'
below='engine/include/|trace/|tui/tui\.h'
for room in $tui_rooms; do
    below+="|tui/$room/"
    reach "tui/$room knows trace and the rooms before it" "$(echo tui/"$room"/*.c)" "-Iengine/include -Iengine -Itrace $tui_all $lab_all" "$below"
done
below='engine/include/|trace/'
for room in $lab_rooms; do
    [ "$room" = play ] && below+='|tui/'
    below+="|lab/$room/"
    reach "lab/$room knows public headers and the rooms before it" "$(echo lab/"$room"/*.c)" "-Iengine/include -Iengine -Itrace $lab_all $tui_all -Ibuild/gen" "$below"
done
for entry in exercises/*/exercise.c; do
    id=$(basename "$(dirname "$entry")")
    reach "$id knows the engine and its own" "$entry" "-Iengine/include -Iengine -Iexercises/scenery -I$(dirname "$entry") -Itrace $lab_all" "engine/include/|exercises/$id/|exercises/scenery/"
done
for header in engine/include/*.h trace/*.h tui/*.h tui/*/*.h lab/*/*.h; do
    own=; [[ $header = lab/* || $header = tui/*/* ]] && own=-I$(dirname "$header")
    out=$(echo "#include \"$(basename "$header")\"" | $cc -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -fsyntax-only $own -Iengine/include -Itrace $lab_all $tui_all -x c - 2>&1)
    is "$header stands alone" "$(head -n 3 <<<"$out")" ""
done
# what is not found is not run, and nobody misses it
is "every test script is where make looks for it, and can be run" "$(find tests -mindepth 3 \( -name '*.test.sh' -o -name '*.long.sh' \) -print; find tests/*/*.test.sh tests/*/*.long.sh ! -executable)" ""
orphans=
for f in $(grep -l '^int main(' tests/*/*.c); do
    case $f in tests/*/*_test.c | tests/*/*_long.c) continue ;; esac
    grep -qw -- "$(basename "$f" .c)" mk/*.mk tests/*/*.sh || orphans+=" $f"
done
is "every test program is built by a makefile fragment or a script" "$orphans" ""
unbuilt=
for f in tests/*/*_test.c tests/*/*_long.c; do
    case $f in tests/screens/*_test.c | tests/screens/*_long.c | tests/trace/*_test.c | tests/lab/*_test.c | tests/sim/*_test.c) ;; *) unbuilt+=" $f" ;; esac
done
is "… and none is named like those of another room" "$unbuilt" ""
long=$(wc -l engine/*.[ch] engine/*/*.[ch] trace/*.[ch] tui/*/*.[ch] lab/*/*.[ch] tests/*/*.c 2>/dev/null | awk '$2 != "total" && $1 > 800 {print $2 " has " $1 " lines"}')
is "no file has more than 800 lines" "$long" ""
finish
