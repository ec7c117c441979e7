/* expect: err-before-done — a sleep between the two */
/* Closed, and still open
 *
 * The shop's shift is a context of its own. At closing time a clerk who asked whether the shift is over heard "yes", locked the
 * door and waited for the bell; a second one, who only listens for the bell, sold on. It happens once in a thousand evenings.
 *
 * Make: in every schedule, who is told that the shift has ended finds its done closed, and who sees it closed is told why.
 */
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
    if (atomic_compare_exchange_strong(&shift.err, &open, (int)why)) {
        task_sleep(CTX_US(1));
        chan_close(shift.done);
    }
}
