#!/bin/sh
# Looking at contexts that others give back: the reduced exploration finds a use after the end wherever plain search does.
exec "${BUILD:-build}/tests/fast/sim-reduction" "${BUILD:-build}/tests/sim/programs/lifetimes.so" 7 60
