/* expect: rerooted — a limit below a fresh root */
#include "exercise.h"

void process_stream(ctx_t *ctx, struct stream *stream)
{
    struct event event;
    while (next_event(stream, &event)) {
        ctx_auto ctx_cancel_t *cancel = NULL; /* the body is a scope: given back at the end of each round */
        (void)ctx;
        ctx_t *limited = ctx_with_timeout(ctx_background(), CTX_S(5), &cancel);
        handle_event(limited, &event);
    }
}
