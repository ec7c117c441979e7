/* expect: pass — a plain err, published in the right order, without any lock */
#include "exercise.h"

static struct shift {
    ctx_custom_t base;
    chan_t *done;
    ctx_err_t err;
} shift;
static task_once_t once;

static chan_t *shift_done(ctx_custom_t *self) { return ((struct shift *)self)->done; }

static ctx_err_t shift_err(ctx_custom_t *self)
{
    struct shift *s = (struct shift *)self;
    return chan_select(CHAN_RECV(s->done, NULL), CHAN_DEFAULT) == 0 ? s->err : CTX_OK;
}

ctx_t *shift_begin(void)
{
    static const ctx_ops_t ops = {.type_name = "shift", .done = shift_done, .err = shift_err};
    shift.done = chan_make_signal();
    return ctx_custom_init(&shift.base, &ops, NULL);
}

static void close_done(void *why)
{
    shift.err = *(ctx_err_t *)why;
    chan_close(shift.done);
}

void shift_end(ctx_err_t why) { task_once(&once, close_done, &why); }
