/* expect: over-budget — no limit at all */
#include "exercise.h"

void process_stream(ctx_t *ctx, struct stream *stream)
{
    struct event event;
    while (next_event(stream, &event)) {
        ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
        handle_event(detached, &event);
    }
}
