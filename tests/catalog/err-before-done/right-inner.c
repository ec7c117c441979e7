/* expect: pass — no state of its own: an ordinary context inside */
#include "exercise.h"

static task_mutex_t lock;
static ctx_cancel_t *cancel;

ctx_t *shift_begin(void) { return ctx_keep(ctx_with_cancel(ctx_background(), &cancel)); }

void shift_end(ctx_err_t why)
{
    (void)why;
    task_mutex_lock(&lock);
    ctx_release(ctx_move(&cancel));
    task_mutex_unlock(&lock);
}
