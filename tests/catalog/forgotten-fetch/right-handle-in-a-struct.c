/* expect: pass — the handle travels in a struct, with the context it owns */
#include "exercise.h"

struct call {
    ctx_cancel_t *cancel;
    ctx_t *ctx; /* borrowed from cancel */
    struct row row;
};

static struct call *begin(struct call *call, ctx_t *parent)
{
    call->ctx = ctx_with_cancel(parent, &call->cancel);
    return call;
}

static bool end(struct call *call, bool found)
{
    ctx_release(call->cancel);
    return found;
}

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    struct call call[1];
    if (store_get(begin(call, parent)->ctx, id, &call->row) != STORE_FOUND)
        return end(call, false);
    *user = (struct user){.name = call->row.text, .id = call->row.id};
    return end(call, true);
}
