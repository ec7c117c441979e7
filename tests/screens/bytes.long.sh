#!/bin/bash
# bytes.long.sh — what a moved cursor writes, on the recordings of the whole catalog (bytes_test.c).
set -u
cd "$(dirname "$0")/../.." || exit 1
BYTES_ALL=1 exec build/tests/fast/screens-bytes
