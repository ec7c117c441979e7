/* expect: missing-work wrong-result — err is asked of done, and says deadline exceeded whatever it was */
#include "exercise.h"

static struct shift {
    ctx_custom_t base;
    chan_t *done;
} shift;
static task_once_t once;

static chan_t *shift_done(ctx_custom_t *self) { return ((struct shift *)self)->done; }

static ctx_err_t shift_err(ctx_custom_t *self)
{
    return chan_select(CHAN_RECV(shift_done(self), NULL), CHAN_DEFAULT) == 0 ? CTX_DEADLINE_EXCEEDED : CTX_OK;
}

ctx_t *shift_begin(void)
{
    static const ctx_ops_t ops = {.type_name = "shift", .done = shift_done, .err = shift_err};
    shift.done = chan_make_signal();
    return ctx_custom_init(&shift.base, &ops, NULL);
}

static void close_done(void *arg)
{
    (void)arg;
    chan_close(shift.done);
}

void shift_end(ctx_err_t why)
{
    (void)why;
    task_once(&once, close_done, NULL);
}
