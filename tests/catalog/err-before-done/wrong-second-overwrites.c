/* expect: wrong-result — a second end gives another reason */
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
    switch (chan_select(CHAN_RECV(s->done, NULL), CHAN_DEFAULT)) {
    case 0: return (ctx_err_t)s->err;
    default: return CTX_OK;
    }
}

ctx_t *shift_begin(void)
{
    static const ctx_ops_t ops = {.type_name = "shift", .done = shift_done, .err = shift_err};
    shift.done = chan_make_signal();
    return ctx_custom_init(&shift.base, &ops, NULL);
}

void shift_end(ctx_err_t why)
{
    int old = atomic_exchange(&shift.err, (int)why);
    if (old == CTX_OK)
        chan_close(shift.done);
}
