/* expect: leaked-task — one worker for all, which nobody can send home */
#include "exercise.h"
static chan_t *queue;
static task_once_t once;
struct item {
    ctx_t *ctx;
    const struct reading *r;
};
static void worker(ctx_t *ctx, void *arg)
{
    struct item it;
    (void)ctx;
    (void)arg;
    while (chan_recv(queue, &it)) {
        ctx_auto ctx_cancel_t *c = NULL;
        if (tape_write(ctx_with_timeout(it.ctx, CTX_S(5), &c), it.r) != CTX_OK)
            tape_skip(it.r);
        ctx_drop(it.ctx);
    }
}
static void start(void *x)
{
    (void)x;
    queue = chan_make(struct item, 1000);
    task_go(ctx_background(), worker, NULL);
}
void black_box_note(ctx_t *step, const struct reading *reading)
{
    task_once(&once, start, NULL);
    struct item it = {ctx_without_cancel(step), reading};
    chan_send(queue, &it);
}
