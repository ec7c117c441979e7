#!/bin/bash
# A second compiler reads every file of the house under the same warnings.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
command -v clang >/dev/null || { skip "clang reads every file" "no clang here"; finish; }
warnings=$(sed -n 's/^WARN *:= *//p' Makefile)
lab=$(sed -n 's/^LAB_ROOMS *:= *//p' mk/50-lab.mk | tr ' ' '\n' | sed 's|^|-Ilab/|')
# reads ROOM FLAGS FILES… — clang says nothing about any of them
reads() {
    local room=$1 flags=$2 said
    shift 2
    # shellcheck disable=SC2086
    said=$(printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} clang -std=gnu11 $warnings -O2 -fexceptions -Iengine/include $flags -fsyntax-only {} 2>&1)
    is "clang reads $room ($# files)" "$(grep -E 'error|warning' <<<"$said" | head -n 5)" ""
}
gnu=-D_GNU_SOURCE
reads "the engine in the simulator" "-Iengine -Iengine/sim" engine/*.c engine/sim/*.c
reads "the engine on threads" "-Iengine -Iengine/threads" engine/*.c engine/threads/*.c
reads trace "-Itrace $gnu" trace/*.c
tui="-Itui $(printf -- '-I%s ' tui/*/)"
for room in tui/*/; do reads "${room%/}" "-Itrace $tui $gnu" "$room"*.c; done
for room in lab/*; do reads "$room" "-Itrace $lab $tui -Ibuild/gen $gnu" "$room"/*.c; done
reads "the checks of the catalog" "-Itrace" exercises/*/checks.c
finish
