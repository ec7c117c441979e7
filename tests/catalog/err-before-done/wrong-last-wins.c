/* expect: wrong-result — one lock around both; the last reason wins */
#include "exercise.h"

static struct shift {
    ctx_custom_t base;
    task_mutex_t lock;
    ctx_err_t err;
    chan_t *done;
} shift;

static chan_t *shift_done(ctx_custom_t *self) { return ((struct shift *)self)->done; }

static ctx_err_t shift_err(ctx_custom_t *self)
{
    struct shift *s = (struct shift *)self;
    task_mutex_lock(&s->lock);
    ctx_err_t err = s->err;
    task_mutex_unlock(&s->lock);
    return err;
}

ctx_t *shift_begin(void)
{
    static const ctx_ops_t ops = {.type_name = "shift", .done = shift_done, .err = shift_err};
    shift.done = chan_make_signal();
    return ctx_custom_init(&shift.base, &ops, NULL);
}

void shift_end(ctx_err_t why)
{
    task_mutex_lock(&shift.lock);
    if (shift.err == CTX_OK)
        chan_close(shift.done);
    shift.err = why;
    task_mutex_unlock(&shift.lock);
}
