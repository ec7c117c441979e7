/* expect: pass — an event has a function of its own */
#include "exercise.h"

static void one(ctx_t *ctx, const struct event *event)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    handle_event(ctx_with_timeout(detached, CTX_S(5), &cancel), event);
}

void process_stream(ctx_t *ctx, struct stream *stream)
{
    for (struct event event; next_event(stream, &event);)
        one(ctx, &event);
}
