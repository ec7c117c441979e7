/* expect: err-before-done — yields between the two, so that nobody is in between */
#include <stdatomic.h>

#include "exercise.h"

static struct shift {
    ctx_custom_t base;
    chan_t *done;
    atomic_int err;
} shift;

static chan_t *shift_done(ctx_custom_t *self) { return ((struct shift *)self)->done; }

static ctx_err_t shift_err(ctx_custom_t *self)
{
    struct shift *s = (struct shift *)self;
    return (ctx_err_t)s->err;
}

ctx_t *shift_begin(void)
{
    static const ctx_ops_t ops = {.type_name = "shift", .done = shift_done, .err = shift_err};
    shift.done = chan_make_signal();
    return ctx_custom_init(&shift.base, &ops, NULL);
}

void shift_end(ctx_err_t why)
{
    int open = CTX_OK;
    if (atomic_compare_exchange_strong(&shift.err, &open, (int)why))
        task_yield(), chan_close(shift.done);
}
