#!/bin/bash
# The suite in the simulator under many random schedules; the storm among them, whose seed says which. The same seed is the
# same run: the player asks that of every behaviour.
#
#     schedules.long.sh [SCHEDULES [SEED]]
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build} schedules=${1:-2000}
seed=${2:-1}
echo "# seed $seed"
exec "$build/tests/fast/behaviours_sim" "$build/tests/sim/behaviours.so" "$schedules" "$seed"
