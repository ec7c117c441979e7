#!/bin/bash
# A recording is looked at later, when its source has changed: the text it was made of is shown where it is still to be had, and else it
# is said that this is another one. And what is asked for is the state at a time, the one before and not the one after.
. "$(dirname "$0")/../lib.sh"
cd "$(dirname "$0")/../.." || exit 2
export CTXLAB_WORKSPACE=$T_DIR/ws
mkdir "$CTXLAB_WORKSPACE"
file=$CTXLAB_WORKSPACE/zero-timeout.c
cp exercises/zero-timeout/exercise.c "$file"
changed='This file has changed since the recording'

echo '/* mine */' >>"$file"
code "a run of the learner's file is recorded" 1 "$CTXLAB" run zero-timeout --trace "$T_DIR/mine"
code "its source" 0 "$CTXLAB" view "$T_DIR/mine" --plain=source --at 19
like "… is shown with the line" "$OUT" '^source: zero-timeout\.c:13 here:.*ctx_with_timeout'
unlike "… and nothing is said of a change" "$OUT" "$changed"
code "the shipped program is recorded" 1 "$CTXLAB" run zero-timeout --shipped --trace "$T_DIR/shipped"
sed -i '1i /* one line more */' "$file"
code "with a line more on top" 0 "$CTXLAB" view "$T_DIR/mine" --plain=source --at 19
like "… it is said that this is another text" "$OUT" "^source: zero-timeout\\.c: $changed"
code "the shipped one" 0 "$CTXLAB" view "$T_DIR/shipped" --plain=source --at 19
like "… is shown as it was, not as the learner's" "$OUT" '^source: zero-timeout\.c:13 here:.*ctx_with_timeout'
unlike "… it has not changed" "$OUT" "$changed"

code "at a time between two events" 0 "$CTXLAB" view "$T_DIR/shipped" --plain=tree --at 1ms
before=$("$CTXLAB" trace dump "$T_DIR/shipped" | awk '$2 == "0s" { n = $1 } END { print n }')
like "… the state is the one that holds then" "$OUT" "at event $before, 0"
finish
