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
like "… is shown with the line" "$OUT" '^source: zero-timeout\.c:14 here:.*ctx_with_timeout'
unlike "… and nothing is said of a change" "$OUT" "$changed"
code "the shipped program is recorded" 1 "$CTXLAB" run zero-timeout --shipped --trace "$T_DIR/shipped"
sed -i '1i /* one line more */' "$file"
code "with a line more on top" 0 "$CTXLAB" view "$T_DIR/mine" --plain=source --at 19
like "… it is said that this is another text" "$OUT" "^source: zero-timeout\\.c: $changed"
code "the shipped one" 0 "$CTXLAB" view "$T_DIR/shipped" --plain=source --at 19
like "… is shown as it was, not as the learner's" "$OUT" '^source: zero-timeout\.c:14 here:.*ctx_with_timeout'
unlike "… it has not changed" "$OUT" "$changed"

# a file handed in elsewhere is found where it was compiled, though the workspace has one of that name, and nobody says its text is that one
mkdir "$T_DIR/handed in"
cp exercises/zero-timeout/exercise.c "$T_DIR/handed in/zero-timeout.c"
sed -i '1i /* handed in, a line more, and\n   another */' "$T_DIR/handed in/zero-timeout.c"
code "a file handed in is recorded" 1 "$CTXLAB" run zero-timeout --in "$T_DIR/handed in" --trace "$T_DIR/in"
code "its source" 0 "$CTXLAB" view "$T_DIR/in" --plain=source --at 19
like "… is the one handed in" "$OUT" '^source: zero-timeout\.c:16 here:.*ctx_with_timeout'
unlike "… and nothing is said of a change" "$OUT" "$changed"
sed -i '1i /* since */' "$T_DIR/handed in/zero-timeout.c"
code "changed since" 0 "$CTXLAB" view "$T_DIR/in" --plain=source --at 19
like "… it is said to be" "$OUT" "^source: zero-timeout\\.c: $changed"
mv "$T_DIR/handed in" "$T_DIR/elsewhere"
code "moved away" 0 "$CTXLAB" view "$T_DIR/in" --plain=source --at 19
like "… it is said where it was" "$OUT" "^source: .*/handed in/zero-timeout\.c, from which it was recorded, is not there any more"
unlike "… and no other file's lines are shown" "$OUT" '^source: zero-timeout'
sed -i 1d "$T_DIR/elsewhere/zero-timeout.c"
cp "$T_DIR/elsewhere/zero-timeout.c" "$file"
code "the very text, in the workspace" 0 "$CTXLAB" view "$T_DIR/in" --plain=source --at 19
like "… is shown" "$OUT" '^source: zero-timeout\.c:16 here:.*ctx_with_timeout'

code "at a time between two events" 0 "$CTXLAB" view "$T_DIR/shipped" --plain=tree --at 1ms
before=$("$CTXLAB" trace dump "$T_DIR/shipped" | awk '$2 == "0s" { n = $1 } END { print n }')
like "… the state is the one that holds then" "$OUT" "at event $before, 0"
# a program of one's own carries no mark of its source: a file written after all that was recorded may be another
cat >"$T_DIR/own.c" <<'C'
#include "ctx.h"

int main(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(ctx_background(), &cancel);
    return 0;
}
C
touch -d '1 hour ago' "$T_DIR/own.c"
ok "a program of one's own is built" "${CC:-gcc}" -fexceptions -Iengine/include "$T_DIR/own.c" "${BUILD:-build}/libctx.a" -pthread -o "$T_DIR/own"
code "… and recorded" 0 env CTX_TRACE="$T_DIR/own.trace" "$T_DIR/own"
code "its source, older than the recording" 0 "$CTXLAB" view "$T_DIR/own.trace" --plain=source
like "… is shown" "$OUT" '^source: own\.c:6 here:.*ctx_with_cancel'
unlike "… and nothing is said of a change" "$OUT" "$changed"
touch -d '1 hour' "$T_DIR/own.c"
code "its source, written since" 0 "$CTXLAB" view "$T_DIR/own.trace" --plain=source
like "… is shown, and said to be another text" "$OUT" "^source: own\.c: $changed"
finish
