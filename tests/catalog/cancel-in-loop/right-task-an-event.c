/* expect: pass — each event in a task of its own, which owns the limit and is waited for */
#include "exercise.h"

static void one(ctx_t *detached, void *arg)
{
    ctx_cancel_t *cancel;
    ctx_t *limited = ctx_with_deadline(detached, ctx_after(ctx_now(), CTX_S(5)), &cancel);
    handle_event(limited, arg);
    ctx_release(cancel);
}

void process_stream(ctx_t *ctx, struct stream *stream)
{
    struct event event;
    while (next_event(stream, &event)) {
        ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
        task_join(task_go(detached, one, &event));
    }
}
