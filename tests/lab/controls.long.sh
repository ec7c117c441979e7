#!/bin/bash
# A judge that cannot prove itself says so, also where it needs real threads and its two controls go side by side
# (for a simulated exercise: judge.test.sh).
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export CTXLAB_WORKSPACE=$T_DIR/ws
id=stuck-reader home=$T_DIR/home in=$T_DIR/in build=${BUILD:-build}
mkdir -p "$home/exercises" "$home/solutions" "$home/build" "$in"
ln -s "$PWD/engine" "$home/engine" && ln -s "$PWD/exercises/scenery" "$home/exercises/scenery"
for part in "$build"/{sim,threads} "$build"/*.a "$build"/*.o; do ln -s "$(realpath "$part")" "$home/build/"; done
cp -r exercises/$id "$home/exercises/"
cp solutions/$id.c "$home/solutions/"
cp solutions/$id.c "$in/"
export CTXLAB_HOME=$home
code "both as declared: the file is judged" 0 "$CTXLAB" grade $id --in "$in"
cp solutions/$id.c "$home/exercises/$id/exercise.c"
code "a shipped program that passes" 4 "$CTXLAB" grade $id --in "$in"
like "… is named" "$OUT$ERR" "control failed: the shipped program of $id passes"
cp exercises/$id/exercise.c "$home/exercises/$id/"
cp exercises/$id/exercise.c "$home/solutions/$id.c"
code "a reference that does not pass" 4 "$CTXLAB" grade $id --in "$in"
like "… is named" "$OUT$ERR" "control failed: the reference solution of $id does not pass"
finish
