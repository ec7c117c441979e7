/* NULL where it may be. */
#include <stddef.h>

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

typedef void visit_t(ctx_t *ctx, void *arg);
static void each(ctx_t *ctx, visit_t *visit, void (*end)(ctx_t *), void *arg)
{
    if (visit != NULL)
        visit(ctx, arg);
    if (end != NULL)
        end(ctx);
}
static void find(ctx_t **out) { *out = ctx_background(); }

int use(ctx_t *ctx, int many);
int use(ctx_t *ctx, int many)
{
    ctx_t *later = NULL, *found = NULL;
    each(ctx, NULL, NULL, NULL);
    if (many > 1)
        later = ctx;
    else
        later = ctx_keep(ctx);
    find(&found);
    ctx_drop(NULL);
    ctx_release(NULL);
    chan_drop(NULL);
    (void)chan_recv_ctx(ctx, NULL, NULL, NULL);
    return ctx_err(later) == CTX_OK && ctx_err(found) == CTX_OK;
}
