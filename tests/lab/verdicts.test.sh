#!/bin/bash
# What a verdict says to who has lost: which way a task took, and where in a big run it began.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export CTXLAB_WORKSPACE=$T_DIR/ws
mkdir "$T_DIR/in"
lost() { # ID FILE: grades it as ID
    cp "$2" "$T_DIR/in/$1.c"
    code "$1: $(basename "$2") loses" 1 "$CTXLAB" grade "$1" --in "$T_DIR/in"
}

lost undrained-pipeline tests/catalog/undrained-pipeline/wrong-first-send-only.c
like "… one task, several ways: the one it took" "$OUT" 'T2 load_stage \(send, undrained-pipeline.c:[0-9]+\): more than one way was open, and it sent on ch1; undo this one'
unlike "… and nobody moved before himself" "$OUT" '(T[0-9]+ [a-z_]+) \(([^)]*)\) moved before \1 \(\2\)'
lost checks-too-late tests/lab/verdicts/polls-every-10-ms.c
like "only the big scenario fails: which window, and at which event it shows" "$OUT" 'first at event [0-9]+: window 11 is closed after 11 ms, with 0 of its 1 prices shown'
event=$(sed -n 's/.*first at event \([0-9]*\):.*/\1/p' <<<"$OUT")
line=$("$CTXLAB" run checks-too-late --big --in "$T_DIR/in" --plain=events 2>/dev/null </dev/null | awk -v n="$event" '$1 == n')
like "… and there it is, in the run that replays it" "$line" 'note .*window 11 is closed after 11 ms'
finish
