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

# go_complaints LIST: each test of Go's names one of ours, or a reason; each of ours named after one is named by it
go_complaints() {
    local package test ours why
    while read -r package test ours why; do
        case $package in '#'*) continue ;; esac
        if [ "$ours" = - ]; then
            [ -n "$why" ] || echo "$package $test: why not?"
        else
            grep -qx "ok - $ours" "$T_DIR/threads" || echo "$package $test: $ours did not run on threads"
            grep -qx "ok - $ours, in the simulator" "$T_DIR/sim" || echo "$package $test: $ours did not run in the simulator"
        fi
    done <"$1"
    grep -oE 'X\("go", [a-z0-9_]+' "$table" | grep -oE '[a-z0-9_]+$' | while read -r ours; do
        grep -q " $ours\$" "$1" || echo "$ours asks what no test of Go's asks"
    done
}
# Go's own list, where its sources are installed (they may be older than what is listed, never wider)
go_unlisted() {
    cat /usr/share/go*/src/context/{x,net,example,afterfunc}_test.go 2>/dev/null | grep -oE '^func (Test|Example)[A-Za-z_]+' | sort -u |
        while read -r _ name; do grep -q "^context $name " "$1" || echo "$name is not listed"; done
}

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
    cat tests/behaviours/*.c | grep -oE '^void (behaviour|neighbour|go|sin)_[a-z0-9_]+\(void\);' | grep -oE '(behaviour|neighbour|go|sin)_[a-z0-9_]+' |
        sort -u | while read -r name; do grep -qx "$name" "$T_DIR/names" || echo "$name is in no row"; done
}
all() { complaints "$table" "$T_DIR/threads" "$T_DIR/sim" "$T_DIR/sizes"; }
is "each behaviour from 1 to 60 is mapped to tests that ran, on both runtimes" "$(all)" ""
is "there are rows enough" "$([ "$(wc -l <"$T_DIR/names")" -ge 100 ] && echo yes)" yes
go=tests/behaviours/go-tests.txt
is "each test of Go's context, errgroup, singleflight and semaphore has one here that ran, or a reason" "$(go_complaints $go)" ""
is "no test of Go's context package was left out, as far as its sources are here" "$(go_unlisted $go)" ""
is "there are tests enough" "$([ "$(grep -vc '^#' $go)" -ge 70 ] && echo yes)" yes

# what it would say
sed 's/ go_cause$/ go_cuase/' $go >"$T_DIR/go"
is "a test of Go's without ours is noticed" "$(go_complaints "$T_DIR/go" | head -1)" "context TestCause: go_cuase did not run on threads"
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
