#!/bin/sh
# The same comparison on many more programs than the fast tests have time for.
exec "${BUILD:-build}/tests/fast/sim-reduction" "${BUILD:-build}/tests/sim/programs/random.so" 1000 1400
