/* expect: cut-short — not detached any more: ends with who opened the stream */
#include "exercise.h"

void process_stream(ctx_t *ctx, struct stream *stream)
{
    struct event event;
    while (next_event(stream, &event)) {
        ctx_auto ctx_cancel_t *cancel = NULL; /* the body is a scope: given back at the end of each round */
        ctx_t *limited = ctx_with_timeout(ctx, CTX_S(5), &cancel);
        handle_event(limited, &event);
    }
}
