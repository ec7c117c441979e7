/* expect: pass — a task of its own asks the porter, and nobody waits for it */
#include "exercise.h"

static int copies_of_all;

void service_open(ctx_t *ctx, int copies)
{
    (void)ctx;
    copies_of_all = copies;
}

static void ask_porter(ctx_t *ctx, void *folder)
{
    fetch_later(ctx, folder, copies_of_all);
}

void back_up(ctx_t *request, struct folder *folder)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    task_go(detached, ask_porter, folder);
    answer(request, folder);
}

void service_close(void)
{
}
