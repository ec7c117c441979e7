/* Who derives from a custom context looks at its done before its after_func is asked: the end may come before both, behind both, or in between.
 * expect: outcomes=3
 */
#include "corpus.h"

enum { BORN_ENDED, IN_TIME, TOO_LATE };

static struct {
    ctx_custom_t base;
    chan_t *done;
    task_mutex_t lock;
    bool over;
} own;
static int asked;

static bool is_over(void)
{
    task_mutex_lock(&own.lock);
    bool over = own.over;
    task_mutex_unlock(&own.lock);
    return over;
}

static chan_t *own_done(ctx_custom_t *self) { return (void)self, own.done; }
static ctx_err_t own_err(ctx_custom_t *self) { return (void)self, is_over() ? CTX_CANCELED : CTX_OK; }

static void *own_after_func(ctx_custom_t *self, ctx_func_t *fn, void *arg)
{
    (void)fn, (void)arg;
    asked = is_over() ? TOO_LATE : IN_TIME;
    return self;
}

static bool own_stop(ctx_custom_t *self, void *registration) { return self == registration; }

static void joins(ctx_t *ctx, void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx;
    (void)ctx_with_cancel(arg, &cancel);
}

static void ends(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_mutex_lock(&own.lock);
    own.over = true;
    chan_close(own.done);
    task_mutex_unlock(&own.lock);
}

void scene_main(ctx_t *root, int size)
{
    static const ctx_ops_t ops = {.type_name = "own", .done = own_done, .err = own_err, .after_func = own_after_func, .stop = own_stop};
    (void)root, (void)size;
    own.done = chan_make_signal();
    ctx_kept ctx_t *custom = ctx_custom_init(&own.base, &ops, NULL);
    asked = BORN_ENDED;
    both(joins, ends, custom);
    outcome(asked);
    chan_drop(own.done);
}
