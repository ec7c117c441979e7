/* expect: use-after-release — an atomic store into the C library's memory */
#include <stdatomic.h>

#include <stdio.h>
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
    int err = s->err;
    /* who reads an err before done is closed waits for the one instruction that is missing */
    if (err != CTX_OK)
        chan_recv(s->done, NULL);
    return (ctx_err_t)err;
}

ctx_t *shift_begin(void)
{
    atomic_store((atomic_int *)(void *)stdout, 0);
    static const ctx_ops_t ops = {.type_name = "shift", .done = shift_done, .err = shift_err};
    shift.done = chan_make_signal();
    return ctx_custom_init(&shift.base, &ops, NULL);
}

void shift_end(ctx_err_t why)
{
    int open = CTX_OK;
    if (atomic_compare_exchange_strong(&shift.err, &open, (int)why))
        chan_close(shift.done);
}
