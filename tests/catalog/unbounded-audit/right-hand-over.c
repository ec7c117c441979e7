/* expect: pass — the handle is handed over with the opening */
#include <stdlib.h>

#include "exercise.h"

struct entry {
    struct opening *opening;
    ctx_cancel_t *cancel;
};

static void log_opening(ctx_t *ctx, void *arg)
{
    struct entry *entry = arg;
    ctx_err_t err = tell_log_server(ctx, entry->opening);
    if (err == CTX_OK)
        goto logged;
    keep_in_house(entry->opening);
logged:
    ctx_release(entry->cancel);
    free(entry);
}

void open_door(ctx_t *ctx, struct opening *opening)
{
    struct entry *entry = malloc(sizeof *entry);
    entry->opening = opening;
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    task_go(ctx_with_timeout(detached, CTX_S(5), &entry->cancel), log_opening, entry);
    unlock(ctx, opening);
}
