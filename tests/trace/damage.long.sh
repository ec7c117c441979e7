#!/bin/bash
# The damaged traces of damage.c and the fuzzer's kept finds, under ASan and UBSan. `make` builds the program.
cd "$(dirname "$0")/../.." || exit 2
program=${BUILD:-build}/tests/trace/damage
make -s "$program" >&2 || { echo "not ok - the program of the damaged traces is built"; exit 1; }
ASAN_OPTIONS=quarantine_size_mb=16 exec "$program"
