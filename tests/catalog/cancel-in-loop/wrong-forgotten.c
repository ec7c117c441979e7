/* expect: lost-cancel — the list is gone, and nobody gives anything back */
#include "exercise.h"

void process_stream(ctx_t *ctx, struct stream *stream)
{
    struct event event;
    while (next_event(stream, &event)) {
        ctx_cancel_t *cancel;
        ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
        ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
        handle_event(limited, &event);
    }
}
