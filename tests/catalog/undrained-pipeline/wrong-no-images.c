/* expect: missing-work — shows nothing */
#include "exercise.h"

bool show_album(ctx_t *ctx, struct album *album)
{
    (void)ctx;
    return album->images == 0;
}
