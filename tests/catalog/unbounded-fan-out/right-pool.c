/* expect: pass — as many workers as places, books sent to them one by one */
#include <stdlib.h>

#include "exercise.h"

static void worker(ctx_t *detached, void *arg)
{
    const struct book *book;
    while (chan_recv(arg, &book)) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        index_book(ctx_with_timeout(detached, CTX_S(5), &cancel), book);
    }
}

int build_index(ctx_t *ctx, const struct book *books, int n, int most)
{
    chan_auto chan_t *next = chan_make(const struct book *, 0);
    task_t *workers = malloc((size_t)most * sizeof *workers);
    {
        ctx_t *detached = ctx_without_cancel(ctx);
        for (int i = 0; i < most; i++)
            workers[i] = task_go(detached, worker, next);
        ctx_drop(detached);
    }
    int begun = 0;
    for (; begun < n; begun++) {
        const struct book *book = &books[begun];
        if (ctx_err(ctx) != CTX_OK || chan_send_ctx(ctx, next, &book) != CTX_OK)
            break;
    }
    chan_close(next);
    for (int i = 0; i < most; i++)
        task_join(workers[i]);
    free(workers);
    return begun;
}
