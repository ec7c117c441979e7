/* expect: pass — an ordinary context inside; of its own only the reason */
#include <stdatomic.h>

#include "exercise.h"

static task_mutex_t lock;
static ctx_custom_t base;
static ctx_cancel_t *cancel;
static ctx_t *inner;
static atomic_int reason;

static chan_t *done(ctx_custom_t *self)
{
    (void)self;
    return ctx_done(inner);
}

static ctx_err_t err(ctx_custom_t *self)
{
    (void)self;
    return ctx_err(inner) == CTX_OK ? CTX_OK : (ctx_err_t)reason;
}

ctx_t *shift_begin(void)
{
    static const ctx_ops_t ops = {.type_name = "shift", .done = done, .err = err};
    inner = ctx_keep(ctx_with_cancel(ctx_background(), &cancel));
    return ctx_custom_init(&base, &ops, NULL);
}

void shift_end(ctx_err_t why)
{
    task_mutex_lock(&lock);
    if (reason == CTX_OK) {
        reason = (int)why;
        ctx_release(ctx_move(&cancel));
    }
    task_mutex_unlock(&lock);
}
