/* expect: pass — detached once for the whole stream, limited for each event, released by hand */
#include "exercise.h"

void process_stream(ctx_t *ctx, struct stream *stream)
{
    struct event event;
    ctx_t *detached = ctx_without_cancel(ctx);
next:
    if (next_event(stream, &event)) {
        ctx_cancel_t *cancel;
        (void)handle_event(ctx_with_timeout(detached, CTX_S(5), &cancel), &event);
        ctx_release(cancel);
        goto next;
    }
    ctx_drop(detached);
}
