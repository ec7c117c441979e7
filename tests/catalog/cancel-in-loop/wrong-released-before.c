/* expect: use-after-release cut-short — given back before the event is handled */
#include <stdlib.h>

#include "exercise.h"

void process_stream(ctx_t *ctx, struct stream *stream)
{
    ctx_cancel_t **handles = NULL; /* owned, each of them */
    size_t n = 0;
    struct event event;
    while (next_event(stream, &event)) {
        ctx_cancel_t *cancel = NULL;
        ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
        ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
        handles = realloc(handles, (n + 1) * sizeof *handles);
        handles[n++] = NULL;
        ctx_release(cancel);
        handle_event(limited, &event);
    }
    while (n > 0)
        ctx_release(handles[--n]);
    free(handles);
}
