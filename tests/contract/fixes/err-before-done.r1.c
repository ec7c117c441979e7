/* expect: pass — Err waits for Done */
#include <stdatomic.h>

#include "exercise.h"

static struct { ctx_custom_t base; chan_t *bell; atomic_int why; } day;

static chan_t *day_done(ctx_custom_t *c) { (void)c; return day.bell; }
static ctx_err_t day_err(ctx_custom_t *c)
{
    (void)c;
    ctx_err_t why = (ctx_err_t)atomic_load(&day.why);
    return why == CTX_OK ? CTX_OK : (chan_recv(day.bell, NULL), why);
}
static const ctx_ops_t day_ops = {.type_name = "day", .done = day_done, .err = day_err};

ctx_t *shift_begin(void)
{
    day.bell = chan_make_signal();
    return ctx_custom_init(&day.base, &day_ops, NULL);
}

void shift_end(ctx_err_t why)
{
    int still = CTX_OK;
    if (atomic_compare_exchange_strong(&day.why, &still, (int)why))
        chan_close(day.bell);
}
