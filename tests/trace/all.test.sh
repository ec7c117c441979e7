#!/bin/bash
# Long lists of the plain views are cut; what is left out is counted, and it is said how to have it: --all lists them to the end.
. "$(dirname "$0")/../lib.sh"
cd "$(dirname "$0")/../.." || exit 2
cat >"$T_DIR/many.c" <<'C'
#include "ctx.h"

int main(void)
{
    for (int i = 0; i < 260; i++) {
        ctx_cancel_t *cancel, *below;
        (void)ctx_with_cancel(ctx_with_cancel(ctx_background(), &cancel), &below);
        ctx_release(cancel); /* tells the other: a cascade */
        ctx_release(below);
    }
    return 0;
}
C
ok "the program is built" "${CC:-gcc}" -Wall -Wextra -fexceptions -Iengine/include "$T_DIR/many.c" "${BUILD:-build}/libctx.a" -pthread -o "$T_DIR/many"
ok "it is recorded" env CTX_TRACE="$T_DIR/t" "$T_DIR/many"
code "cascades" 0 "$CTXLAB" view "$T_DIR/t" --plain=cascades
like "… are cut, and it is said how to have the rest" "$OUT" '^cascade: 210 more are not listed; ctxlab view FILE --plain=cascades --all lists them$'
code "all cascades" 0 "$CTXLAB" view "$T_DIR/t" --plain=cascades --all
like "… come to the last" "$OUT" '^cascade 260: from '
unlike "… and nothing is left out" "$OUT" 'not listed'
code "the timeline" 0 "$CTXLAB" view "$T_DIR/t" --plain=timeline
like "… is cut" "$OUT" '^timeline: [0-9]+ more are not listed; .*--plain=timeline --all'
code "all of it" 0 "$CTXLAB" view "$T_DIR/t" --plain=timeline --all
like "… comes to the last" "$OUT" 'cascade 260 is over'
finish
