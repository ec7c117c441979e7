/* sins_callbacks.c — what custom contexts do wrong with the after_func and the stop of their own.
 */
#include "behaviours.h"

void sin_called_back_twice(void);
void sin_stop_says_yes_to_everything(void);
void sin_stop_says_no_to_everything(void);
void sin_after_func_without_stop(void);
void sin_table_changes(void);
void sin_called_back_after_stop(void);
void sin_called_back_when_all_is_over(void);

/* ---- after_func -------------------------------------------------------------------------------------------------- */

static void call_twice(ctx_t *ctx, void *arg)
{
    plain_custom_t *custom = arg;
    (void)ctx;
    custom->fn(custom->arg);
    custom->fn(custom->arg);
}

void sin_called_back_twice(void)
{
    plain_custom_t custom;
    ctx_t *ctx = plain_init(&custom, &after_func_ops, NULL);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    custom.err_ = CTX_CANCELED;
    chan_close(custom.done);
    task_join(task_go(ctx_background(), call_twice, &custom));
    EXPECT(ctx_err(child) == CTX_CANCELED);
    ctx_release(ctx_move(&cancel));
    plain_end(&custom);
}

static bool yes(ctx_custom_t *self, void *registration)
{
    (void)registration;
    plain(self)->stops++;
    return true;
}
static bool no(ctx_custom_t *self, void *registration)
{
    (void)registration;
    plain(self)->stops++;
    return false;
}

void sin_stop_says_yes_to_everything(void)
{
    plain_custom_t custom;
    ctx_ops_t ops = after_func_ops;
    ops.stop = yes;
    ctx_t *ctx = plain_init(&custom, &ops, NULL);
    ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    plain_cancel(&custom, CTX_CANCELED); /* it has called back: a reference less */
    EXPECT(ctx_err(child) == CTX_CANCELED);
    ctx_release(cancel); /* and says that it was prevented: no second one less */
    EXPECT(custom.stops == 1);
    plain_end(&custom);
}

void sin_stop_says_no_to_everything(void)
{
    plain_custom_t custom;
    ctx_ops_t ops = after_func_ops;
    ops.stop = no;
    ctx_t *ctx = plain_init(&custom, &ops, NULL);
    ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(ctx, &cancel);
    ctx_release(cancel); /* the callback may still come, so the child waits for it */
    EXPECT(custom.stops == 1);
    plain_cancel(&custom, CTX_CANCELED);
    plain_end(&custom); /* it did: nothing is left */
}

/* ---- tables ------------------------------------------------------------------------------------------------------------ */

typedef struct half {
    plain_custom_t custom;
    ctx_ops_t ops;
} half_t;

static void make_half(void *arg)
{
    half_t *half = arg;
    (void)ctx_custom_init(&half->custom.base, &half->ops, NULL);
}

/* One of the two alone is a mistake, said where the context is made: taken for none, it would cost a helper task a child. */
void sin_after_func_without_stop(void)
{
    static const char *const rules[] = {"custom context: after_func without stop", "custom context: stop without after_func"};
    size_t before = alive(CTX_LEDGER_NODE);
    for (int i = 0; i < 2; i++) {
        half_t half = {.ops = after_func_ops};
        half.ops.stop = i == 0 ? NULL : half.ops.stop;
        half.ops.after_func = i == 0 ? half.ops.after_func : NULL;
        EXPECT_TEXT(task_try(make_half, &half), rules[i]);
        EXPECT(half.custom.registrations == 0 && half.custom.stops == 0 && alive(CTX_LEDGER_NODE) == before);
    }
}

/* Another table, while it is in use; and then none that is left: what is borrowed must stay, and this one does until the end. */
void sin_table_changes(void)
{
    plain_custom_t custom;
    ctx_ops_t ops = after_func_ops;
    ctx_t *ctx = plain_init(&custom, &ops, NULL);
    ctx_cancel_t *cancel = NULL, *second = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    ops.after_func = NULL; /* it has called it, and now there is none */
    ops.value = NULL;
    (void)ctx_with_cancel(ctx, &second);
    plain_cancel(&custom, CTX_DEADLINE_EXCEEDED);
    wait_done(child);
    EXPECT(ctx_err(child) == CTX_DEADLINE_EXCEEDED);
    ctx_release(cancel);
    ctx_release(second);
    plain_end(&custom);
}

/* ---- callbacks that come when they should not --------------------------------------------------------------------------- */

static void call_again(ctx_t *ctx, void *arg)
{
    plain_custom_t *custom = arg;
    (void)ctx;
    custom->fn(custom->arg);
}

/* stop said true, and the callback comes all the same: it finds nothing, and the child's own end stands. */
void sin_called_back_after_stop(void)
{
    plain_custom_t custom;
    ctx_ops_t ops = after_func_ops;
    ops.stop = yes;
    ctx_t *ctx = plain_init(&custom, &ops, NULL);
    ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_keep(ctx_with_cancel(ctx, &cancel));
    ctx_cancel(cancel);
    custom.err_ = CTX_DEADLINE_EXCEEDED;
    chan_close(custom.done);
    task_join(task_go(ctx_background(), call_again, &custom));
    EXPECT(ctx_err(child) == CTX_CANCELED && custom.stops == 1);
    ctx_release(cancel);
    ctx_drop(child);
    plain_end(&custom);
}

/* The child is gone, and its memory may be another's by now. */
void sin_called_back_when_all_is_over(void)
{
    plain_custom_t custom;
    ctx_t *ctx = plain_init(&custom, &after_func_ops, NULL);
    ctx_cancel_t *cancel = NULL, *others[8];
    (void)ctx_with_cancel(ctx, &cancel);
    ctx_func_t *fn = custom.fn;
    void *arg = custom.arg;
    ctx_release(cancel);
    for (int i = 0; i < 8; i++)
        (void)ctx_with_cancel(ctx_background(), &others[i]);
    custom.fn = fn, custom.arg = arg;
    custom.err_ = CTX_CANCELED;
    chan_close(custom.done);
    for (int i = 0; i < 3; i++)
        task_join(task_go(ctx_background(), call_again, &custom));
    custom.fn = NULL;
    for (int i = 0; i < 8; i++) {
        EXPECT(ctx_err(ctx_of_cancel(others[i])) == CTX_OK);
        ctx_release(others[i]);
    }
    plain_end(&custom);
}
