/* watch-your-own.c — a program of your own, linked with libctx and watched. From the checkout:
 *   make engine && gcc -fexceptions -Iengine/include docs/watch-your-own.c build/libctx.a -pthread -o watch-your-own
 *   CTX_TRACE=run.ctx ./watch-your-own && ./ctxlab view run.ctx
 * Live, in two terminals, the viewer first: ./ctxlab view unix:/tmp/watch
 *                                            CTX_TRACE=unix:/tmp/watch ./watch-your-own
 */
#include "ctx_chan.h"
#include "ctx_task.h"

#include <stdio.h>

static void worker(ctx_t *ctx, void *jobs)
{
    int job;
    while (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job)) == 1)
        if (task_sleep_ctx(ctx, CTX_MS(5)) != CTX_OK) /* the work */
            break;
    printf("worker leaves: %s\n", ctx_cause(ctx)->text);
}

int main(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_MS(100), &cancel);
    chan_auto chan_t *jobs = chan_make(int, 4);
    task_t workers[3];
    for (int i = 0; i < 3; i++)
        workers[i] = task_go(ctx, worker, jobs);
    for (int job = 0; chan_send_ctx(ctx, jobs, &job) == CTX_OK; job++)
        continue;
    for (int i = 0; i < 3; i++)
        task_join(workers[i]);
    return 0;
}
