#!/bin/bash
# The three entries that everybody meets first: twenty times each, the shipped program fails with the finding of its entry and
# the solution passes. Luck has no part in it.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
for id in discarded-cancel busy-done-loop zero-timeout; do
    for i in $(seq 20); do
        said=$(tests/catalog/shipped "$id" && tests/expect "$id" "solutions/$id.c" pass) && pass "$id: time $i of 20" || fail "$id: time $i of 20" "$said"
    done
done
finish
