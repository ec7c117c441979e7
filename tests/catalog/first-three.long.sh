#!/bin/bash
# The three entries that everybody meets first: twenty times each, the shipped program fails with the finding of its entry and
# the solution passes. Luck has no part in it.
cd "$(dirname "$0")/../.." || exit 2
bad=0
for id in discarded-cancel busy-done-loop zero-timeout; do
    for i in $(seq 20); do
        tests/catalog/shipped "$id" >/dev/null && tests/expect "$id" "solutions/$id.c" pass >/dev/null || { bad=$((bad + 1)); echo "not ok - $id: time $i of 20"; }
    done
    [ $bad -eq 0 ] && echo "ok - $id: twenty times of twenty"
done
[ $bad -eq 0 ]
