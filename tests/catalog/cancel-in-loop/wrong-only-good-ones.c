/* expect: lost-cancel lingering-timer — given back where all went well; the others have had their time, says the author */
#include "exercise.h"

void process_stream(ctx_t *ctx, struct stream *stream)
{
    struct event event;
    while (next_event(stream, &event)) {
        ctx_cancel_t *cancel;
        ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
        if (handle_event(ctx_with_timeout(detached, CTX_S(5), &cancel), &event) == CTX_OK)
            ctx_release(cancel);
    }
}
