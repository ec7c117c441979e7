/* expect: pass — store, close, and err waits for the closing */
#include <stdatomic.h>

#include "exercise.h"

static struct shift {
    ctx_custom_t base;
    chan_t *done;
    atomic_int why;
} shift;

#define SHIFT(self) ((struct shift *)(self))

static chan_t *shift_done(ctx_custom_t *self) { return SHIFT(self)->done; }

static ctx_err_t shift_err(ctx_custom_t *self)
{
    int why = atomic_load(&SHIFT(self)->why);
    if (why == CTX_OK)
        return CTX_OK;
    (void)chan_recv(SHIFT(self)->done, NULL);
    return (ctx_err_t)why;
}

ctx_t *shift_begin(void)
{
    static const ctx_ops_t ops = {.type_name = "shift", .done = shift_done, .err = shift_err};
    shift.done = chan_make_signal();
    return ctx_custom_init(&shift.base, &ops, NULL);
}

void shift_end(ctx_err_t why)
{
    int none = CTX_OK;
    if (atomic_compare_exchange_strong(&shift.why, &none, (int)why))
        chan_close(shift.done);
}
