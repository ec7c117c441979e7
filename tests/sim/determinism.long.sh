#!/bin/bash
# Every simulated entry: one seed many times gives the same trace to the byte, and a build by clang plays the default
# schedule as the one by gcc does (`trace dump --stable`).
#
#     determinism.long.sh [TIMES [ID…]]
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
times=${1:-50}
shift
build=${BUILD:-build}

object() { # ID COMPILER OUT FLAG: as the lab builds it; clang writes the table that finds lines only when asked
    "$2" "$4" -std=gnu11 -O1 -gdwarf-4 -fno-omit-frame-pointer -fexceptions -fPIC -fsanitize=thread -fsanitize-coverage=trace-pc -w \
        -Iengine/include -Iexercises/"$1" -Iexercises/scenery -c exercises/"$1"/exercise.c -o "$T_DIR/e.o" &&
        gcc -shared -Wl,-z,now -o "$3" "$T_DIR/e.o" "$build/sim/pre/$1.o" 2>"$T_DIR/link"
}
play() { # SO ID OUT SCHEDULE
    : >"$T_DIR/result" >"$3"
    ./ctxlab __runner run --so "$1" --entry "$2" --size "$size" --schedule "$4" --result 8 --trace 9 8<>"$T_DIR/result" 9<>"$3"
}

mkdir "$T_DIR/gcc" "$T_DIR/clang" # a program has its own file's name: what is in it is the learner's own
[ $# -gt 0 ] || set -- $(cd exercises && ls)
for id in "$@"; do
    [ -f "exercises/$id/exercise.c" ] && [ -f "$build/sim/pre/$id.o" ] || continue
    size=$(sed -n 's/^size *= *//p' "exercises/$id/entry.ini") # of a demo
    [ "${size:-0}" -le 200 ] || size=200
    size=${size:-0}
    object "$id" gcc "$T_DIR/gcc/exercise.so" -pipe || { fail "$id: builds" "$(cat "$T_DIR/link")"; continue; }
    play "$T_DIR/gcc/exercise.so" "$id" "$T_DIR/first" seed:7
    same=0
    for ((i = 0; i < times; i++)); do
        play "$T_DIR/gcc/exercise.so" "$id" "$T_DIR/again" seed:7
        cmp -s "$T_DIR/first" "$T_DIR/again" && same=$((same + 1))
    done
    is "$id: one seed, the same trace each time" "$same of $times, $(test -s "$T_DIR/first" && echo written)" "$times of $times, written"
    command -v clang >/dev/null || continue
    object "$id" clang "$T_DIR/clang/exercise.so" -gdwarf-aranges || { fail "$id: builds with clang" "$(cat "$T_DIR/link")"; continue; }
    play "$T_DIR/gcc/exercise.so" "$id" "$T_DIR/g" -
    play "$T_DIR/clang/exercise.so" "$id" "$T_DIR/c" -
    ./ctxlab trace dump --stable "$T_DIR/g" >"$T_DIR/g.txt"
    ./ctxlab trace dump --stable "$T_DIR/c" >"$T_DIR/c.txt"
    is "$id: gcc and clang agree" "$(diff "$T_DIR/g.txt" "$T_DIR/c.txt" | head -4)" ""
done
finish
