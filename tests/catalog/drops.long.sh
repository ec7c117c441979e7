#!/bin/bash
# Every right fix holds, wherever everything is cancelled: what a schedule with a drop is judged by refuses nobody who is right.
# (The solutions: tests/contract/drops.long.sh.)
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export CTXLAB_WORKSPACE=$T_DIR/ws
swept=0
for file in tests/catalog/*/right-*.c; do
    id=$(basename "$(dirname "$file")") name=$(basename "$file" .c)
    mkdir -p "$T_DIR/in" && cp "$file" "$T_DIR/in/$id.c"
    "$CTXLAB" run "$id" --sweep --in "$T_DIR/in" --json >"$T_DIR/out" 2>"$T_DIR/err" </dev/null
    code=$?
    grep -q 'runs on real threads here' "$T_DIR/err" && continue
    swept=$((swept + 1))
    is "$id: $name holds at every step" "$code" 0
    like "$id: $name was swept" "$(cat "$T_DIR/out")" '"end": "ok"'
done
ok "right fixes were swept ($swept)" test "$swept" -ge 300
finish
