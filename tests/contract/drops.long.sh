#!/bin/bash
# Every solution holds, wherever everything is cancelled: what a schedule with a drop is judged by is true of a right program.
. "$(dirname "$0")/contract.sh"
export CTXLAB_WORKSPACE=$T_DIR/ws
swept=0
for file in solutions/*.c; do
    id=$(basename "$file" .c)
    "$CTXLAB" run "$id" --sweep --in solutions --json >"$T_DIR/out" 2>"$T_DIR/err" </dev/null
    code=$?
    grep -q 'runs on real threads here' "$T_DIR/err" && continue
    swept=$((swept + 1))
    is "$id: it holds at every step" "$code" 0
    like "$id: and was swept" "$(cat "$T_DIR/out")" '"end": "ok"'
done
ok "solutions were swept ($swept)" test "$swept" -ge 50
finish
