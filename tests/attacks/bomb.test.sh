#!/bin/bash
# A scene that starts tasks without end ends by itself, long before it has taken all threads of the machine: nothing else
# limits a program under an address sanitizer, whose shadow leaves no room for a limit on memory.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
dir=$T_DIR
"${CC:-gcc}" -g -D_GNU_SOURCE -I engine/include -I exercises/scenery -I exercises/busy-done-loop tests/attacks/busy-done-loop/task-bomb.c \
    exercises/busy-done-loop/scenario.c build/scene_threads.o -pthread -o "$dir/bomb"
ok "the bomb is built" test -x "$dir/bomb"
"$dir/bomb" >"$dir/out" 2>&1
is "it ends as a program that went wrong does" 2 $?
is "and says why" "libctx: cannot start a task: more than 4096 at once" "$(sort -u "$dir/out")"
finish
