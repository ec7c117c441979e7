/* expect: pass — no stages at all: one image after the other */
#include "exercise.h"

bool show_album(ctx_t *ctx, struct album *album)
{
    for (int n = 1; n <= album->images; n++) {
        if (ctx_err(ctx) != CTX_OK)
            return false;
        struct image image = load(ctx, album, n);
        shrink(ctx, &image);
        put_on_page(ctx, album, &image);
    }
    return true;
}
