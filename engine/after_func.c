/* after_func.c — a function that runs once a context is done.
 *
 * It is a hidden cancelable child that starts the function when it is told. A stop cancels it. A node is ended once, by one or
 * the other, so exactly one of "it runs" and "a stop returned true" holds.
 */
#include "node.h"

static after_node_t *after_of(cancel_node_t *node) { return (after_node_t *)(void *)node; }

static void run_after(ctx_t *ctx, void *arg)
{
    after_node_t *after = arg;
    (void)ctx;
    after->fn(after->arg);
    ctx_unref_(&after->node.base); /* the registration's */
}

/* LESSON: after-func. Started during the cascade, in a task of its own: the canceller never waits for it. The task may
 * be over, and the node with it, before rt_spawn returns. */
void ctx_start_after_(cancel_node_t *node)
{
    uint32_t id = node->base.id;
    uint32_t task = rt_spawn("after_func", run_after, after_of(node), after_of(node)->site);
    RT_EVENT(.kind = CTX_EV_AFTER_RUN, .node = id, .other = task);
}

static after_node_t *new_after(ctx_t *ctx, ctx_func_t *fn, void *arg, const ctx_site_t *site)
{
    after_node_t *node = rt_alloc(sizeof *node);
    ctx_init_cancel_(&node->node, CTX_NODE_AFTER_FUNC, ctx);
    node->fn = fn;
    node->arg = arg;
    node->site = site;
    ctx_book_(&node->node.base, site);
    return node;
}

static ctx_stop_t *new_stop(ctx_t *ctx, ctx_func_t *fn, void *arg, bool never, const ctx_site_t *site)
{
    after_node_t *node = new_after(ctx, fn, arg, site);
    ctx_stop_t *stop = rt_alloc(sizeof *stop);
    *stop = (ctx_stop_t){.node = node, .made = site, .background = never};
    rt_ledger_add(CTX_LEDGER_STOP, stop, "after_func", site);
    RT_EVENT(.kind = CTX_EV_AFTER_REG, .node = node->node.base.id, .other = ctx->id, .aux = never,
             .site = RT_SITE(site));
    return stop;
}

ctx_stop_t *ctx_after_func_at(const ctx_site_t *site, ctx_t *ctx, ctx_func_t *fn, void *arg)
{
    rt_check_use(ctx, site, "context");
    rt_check_code(fn);
    if (fn == NULL)
        ctx_panic_at(site, "go of nil func value");
    RT_STEP(CTX_OP_AFTER_FUNC, ctx, site);
    chan_t *done = ctx_done_at(site, ctx);
    bool never = done == NULL;
    /* stopped and dropped by the unwinding, should a custom context panic while it is linked */
    ctx_stop_t *stop __attribute__((cleanup(ctx_auto_stop_))) = new_stop(ctx, fn, arg, never, site);
    if (never) {
        ctx_ref_(ctx);
    } else {
        /* nobody else knows of it yet. The registration keeps the node until fn was started or stopped */
        atomic_store_explicit(&stop->node->node.base.refs, 2, memory_order_relaxed);
        ctx_link_parent_(&stop->node->node, ctx, done, site);
    }
    ctx_stop_t *made = stop;
    stop = NULL;
    return made;
}

/* Two left: the caller's stop and its registration, and nobody else can come by one. */
static void end_registration(ctx_t *hidden)
{
    if (atomic_load_explicit(&hidden->refs, memory_order_acquire) == 2)
        atomic_store_explicit(&hidden->refs, 1, memory_order_relaxed);
    else
        ctx_unref_(hidden);
}

bool ctx_stop_at(const ctx_site_t *site, ctx_stop_t *stop)
{
    rt_check_use(stop, site, "stop");
    cancel_node_t *node = &stop->node->node;
    RT_STEP(CTX_OP_STOP, &node->base, site);
    ending_t end = {.why = CTX_WHY_CALL, .err = CTX_CANCELED, .cause = &ctx_error_canceled, .site = site};
    bool prevented = ctx_end_and_leave_(node, &end);
    if (prevented && !stop->background)
        end_registration(&node->base);
    RT_EVENT(.kind = CTX_EV_AFTER_STOP, .node = node->base.id, .flags = prevented, .site = RT_SITE(site));
    return prevented;
}

void ctx_stop_drop_at(const ctx_site_t *site, ctx_stop_t *stop)
{
    if (stop == NULL)
        return;
    rt_check_use(stop, site, "stop");
    rt_ledger_remove(CTX_LEDGER_STOP, stop);
    ctx_unref_(&stop->node->node.base);
    rt_free(stop);
}

void ctx_auto_stop_(ctx_stop_t **stop)
{
    if (*stop != NULL) {
        ctx_stop_at((*stop)->made, *stop);
        ctx_stop_drop_at((*stop)->made, *stop);
    }
}
