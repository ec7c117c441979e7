#!/bin/bash
# The table maps each behaviour 1 to 60 to tests that ran: on threads and in the simulator, or, for bytes and mallocs, in
# engine_sizes. And this check itself notices a number that is missing, a name that did not run, a test nobody listed.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
build=${BUILD:-build} table=tests/behaviours/table.c
"$build/tests/fast/behaviours_threads" >"$T_DIR/threads"
"$build/tests/fast/behaviours_sim" "$build/tests/sim/behaviours.so" 0 >"$T_DIR/sim"
"$build/tests/fast/engine_sizes" >"$T_DIR/sizes"

# complaints TABLE THREADS SIM SIZES: one line for each thing that is wrong; none: all is well
complaints() {
    local n name
    for n in {1..60}; do
        grep -q "X(\"$n\", " "$1" || grep -q "^ok - $n: " "$4" || echo "nothing shows behaviour $n"
    done
    grep -oE 'X\("[0-9a-z]+", [a-z0-9_]+\)' "$1" | grep -oE '[a-z0-9_]+\)$' | tr -d ')' >"$T_DIR/names"
    sort "$T_DIR/names" | uniq -d | sed 's/$/ is listed twice/'
    while read -r name; do
        grep -qx "ok - $name" "$2" || echo "$name did not run on threads"
        grep -qx "ok - $name, in the simulator" "$3" || echo "$name did not run in the simulator"
    done <"$T_DIR/names"
    cat tests/behaviours/*.c | grep -oE '^void (behaviour|neighbour|sin)_[a-z0-9_]+\(void\);' | grep -oE '(behaviour|neighbour|sin)_[a-z0-9_]+' |
        sort -u | while read -r name; do grep -qx "$name" "$T_DIR/names" || echo "$name is in no row"; done
}
all() { complaints "$table" "$T_DIR/threads" "$T_DIR/sim" "$T_DIR/sizes"; }
is "each behaviour from 1 to 60 is mapped to tests that ran, on both runtimes" "$(all)" ""
is "there are rows enough" "$([ "$(wc -l <"$T_DIR/names")" -ge 100 ] && echo yes)" yes

# what it would say
grep -v '"41"' "$table" >"$T_DIR/table.c"
is "a number without a row is noticed" "$(complaints "$T_DIR/table.c" "$T_DIR/threads" "$T_DIR/sim" "$T_DIR/sizes" | head -1)" "nothing shows behaviour 41"
is "and so are the tests it had" "$(complaints "$T_DIR/table.c" "$T_DIR/threads" "$T_DIR/sim" "$T_DIR/sizes" | grep -c 'behaviour_41.* is in no row')" \
    "$(grep -c '"41"' "$table")"
sed 's/behaviour_14_err_before_done_before_children/behaviour_14_renamed/' "$table" >"$T_DIR/table.c"
is "a name that did not run is noticed" "$(complaints "$T_DIR/table.c" "$T_DIR/threads" "$T_DIR/sim" "$T_DIR/sizes" | grep -c 'behaviour_14_renamed did not run')" 2
grep -v 'neighbour_group_limit' "$T_DIR/sim" >"$T_DIR/less"
is "a test that failed in the simulator only is noticed" "$(complaints "$table" "$T_DIR/threads" "$T_DIR/less" "$T_DIR/sizes")" "neighbour_group_limit did not run in the simulator"
sed 's/^ok - 58/not ok - 58/' "$T_DIR/sizes" >"$T_DIR/less"
is "a failed count of mallocs is noticed" "$(complaints "$table" "$T_DIR/threads" "$T_DIR/sim" "$T_DIR/less")" "nothing shows behaviour 58"
finish
