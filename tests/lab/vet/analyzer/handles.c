/* Seeded for the compiler's analyzer: each function named lost_… loses a handle or a context, twice_… gives one back twice,
 * late_… uses one after that, wrong_… gives it back in a wrong way; kept_… does none of it, however it looks.
 */
#include <stdlib.h>

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

typedef struct session { ctx_cancel_t *cancel; int id; } session_t;
#define DERIVE(parent, handle) ctx_with_cancel((parent), (handle))
CTX_KEY(user_key);
static char ann[] = "ann";
int work(ctx_t *ctx);
ctx_cancel_t *take(ctx_cancel_t *cancel);

/* ---- lost ------------------------------------------------------------------------------------------------------- */

int lost_never_released(ctx_t *parent);
int lost_never_released(ctx_t *parent)
{
    ctx_cancel_t *cancel = NULL;
    return work(ctx_with_cancel(parent, &cancel));
}

int lost_on_an_early_return(ctx_t *parent, int n);
int lost_on_an_early_return(ctx_t *parent, int n)
{
    ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(parent, CTX_S(1), &cancel);
    if (n < 0)
        return -1;
    n = work(ctx);
    ctx_release(cancel);
    return n;
}

int lost_with_its_struct(ctx_t *parent);
int lost_with_its_struct(ctx_t *parent)
{
    session_t s = {NULL, 1};
    return work(ctx_with_cancel(parent, &s.cancel));
}

int lost_on_the_heap(ctx_t *parent);
int lost_on_the_heap(ctx_t *parent)
{
    session_t *s = calloc(1, sizeof *s);
    if (s == NULL)
        return -1;
    int n = work(ctx_with_cancel(parent, &s->cancel));
    free(s);
    return n;
}

void lost_unread(ctx_t *parent);
void lost_unread(ctx_t *parent)
{
    ctx_without_cancel(parent);
}

int lost_among_branches(ctx_t *parent, int n);
int lost_among_branches(ctx_t *parent, int n)
{
    ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(parent, &cancel);
    switch (n) {
    case 1: ctx_release(cancel); return 1;
    case 2: return work(ctx);
    default: break;
    }
    ctx_release(cancel);
    return 0;
}

int twice_after_a_loop(ctx_t *parent, int n);
int twice_after_a_loop(ctx_t *parent, int n)
{
    ctx_cancel_t *cancel = NULL;
    (void)ctx_with_deadline(parent, CTX_S(5), &cancel);
    while (n-- > 0)
        if (n == 3) {
            ctx_release(cancel);
            break;
        }
    ctx_release(cancel);
    return n;
}

int late_detached(ctx_t *parent);
int late_detached(ctx_t *parent)
{
    ctx_t *detached = ctx_without_cancel(parent);
    int n = work(detached);
    ctx_drop(detached);
    return n + (ctx_err(detached) == CTX_OK);
}

int late_owned(ctx_t *parent, int n);
int late_owned(ctx_t *parent, int n)
{
    ctx_t *owned = ctx_with_value_owned(parent, user_key, ann, NULL);
    if (n > 0)
        ctx_drop(owned);
    else
        return work(owned), ctx_drop(owned), 0;
    return work(owned);
}

/* ---- twice, late --------------------------------------------------------------------------------------------------- */

int twice_released(ctx_t *parent);
int twice_released(ctx_t *parent)
{
    ctx_cancel_t *cancel = NULL;
    int n = work(ctx_with_cancel(parent, &cancel));
    ctx_release(cancel);
    ctx_release(cancel);
    return n;
}

int twice_on_one_way(ctx_t *parent);
int twice_on_one_way(ctx_t *parent)
{
    ctx_cancel_t *cancel = NULL;
    int n = work(ctx_with_timeout(parent, CTX_S(1), &cancel));
    if (n < 0)
        ctx_release(cancel);
    ctx_release(cancel);
    return n;
}

int twice_dropped(ctx_t *parent);
int twice_dropped(ctx_t *parent)
{
    ctx_t *value = ctx_with_value(parent, user_key, ann);
    int n = work(value);
    ctx_drop(value);
    ctx_drop(value);
    return n;
}

int late_value(ctx_t *parent);
int late_value(ctx_t *parent)
{
    ctx_t *value = ctx_with_value(parent, user_key, ann);
    ctx_drop(value);
    return work(value);
}

/* ---- wrong way --------------------------------------------------------------------------------------------------- */

int wrong_free(ctx_t *parent);
int wrong_free(ctx_t *parent)
{
    ctx_cancel_t *cancel = NULL;
    int n = work(ctx_with_cancel(parent, &cancel));
    free(cancel);
    return n;
}
int wrong_free_of_value(ctx_t *parent);
int wrong_free_of_value(ctx_t *parent)
{
    ctx_t *value = ctx_with_value(parent, user_key, ann);
    int n = work(value);
    free(value);
    return n;
}
void wrong_drop(ctx_t *parent);
void wrong_drop(ctx_t *parent)
{
    ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(parent, &cancel);
    ctx_drop((ctx_t *)(void *)cancel);
}

/* ---- none of it ----------------------------------------------------------------------------------------------------- */

int kept_scoped(ctx_t *parent, int n);
int kept_scoped(ctx_t *parent, int n)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(parent, CTX_S(1), &cancel);
    if (n < 0)
        return -1;
    return work(ctx);
}
void kept_handed_out(ctx_t *parent, session_t *s);
void kept_handed_out(ctx_t *parent, session_t *s)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(parent, &cancel);
    s->cancel = ctx_move(&cancel);
}
ctx_cancel_t *kept_returned(ctx_t *parent);
ctx_cancel_t *kept_returned(ctx_t *parent)
{
    ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(parent, &cancel);
    return cancel;
}
int kept_often_cancelled(ctx_t *parent);
int kept_often_cancelled(ctx_t *parent)
{
    ctx_cancel_t *cancel = NULL, *other;
    int n = work(ctx_with_cancel(parent, &cancel));
    other = ctx_cancel_dup(cancel);
    ctx_cancel(cancel);
    ctx_cancel(cancel);
    ctx_release(cancel);
    ctx_release(other);
    return n;
}
int kept_by_reference(ctx_t *parent);
int kept_by_reference(ctx_t *parent)
{
    ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *ctx = ctx_keep(ctx_with_cancel(parent, &cancel));
    ctx_release(cancel);
    return work(ctx);
}
int kept_in_a_loop(ctx_t *parent, int n);
int kept_in_a_loop(ctx_t *parent, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_kept ctx_t *value = ctx_with_value(parent, user_key, ann);
        sum += work(ctx_with_timeout(value, CTX_MS(5), &cancel));
    }
    return sum;
}
void kept_by_another(ctx_t *parent);
void kept_by_another(ctx_t *parent)
{
    ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(parent, &cancel);
    (void)take(cancel);
}
