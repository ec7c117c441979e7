/* custom.c — contexts that are not ours: how a child of one comes to hear of its end. The fourth branch of link_parent.
 *
 * Two ways. A custom context with an after_func (and a stop) of its own promises to call back; a stop node stands between
 * it and the child, so that the child's end takes the registration back. Any other costs a task that waits: a forwarder.
 */
#include "node.h"

#ifndef rt_user_code_under /* a runtime may want to know, to tell a task that waits for itself; NULL: over */
#define rt_user_code_under(lock) ((void)0)
#endif

/* ---- a forwarder ----------------------------------------------------------------------------------------- */

static void forward_end(forward_t *f)
{
    RT_EVENT(.kind = CTX_EV_FORWARDER, .node = f->node->base.id, .other = f->parent->id, .detail = 2);
    rt_ledger_remove(CTX_LEDGER_FORWARDER, f);
    ctx_unref_(f->parent);
    ctx_unref_(&f->node->base);
    rt_free(f);
}

/* What the parent says it ended with. Done before err is the custom context's sin: told, never a crash in here. */
static void end_as_parent(cancel_node_t *node, ctx_t *parent)
{
    ending_t end = {.why = CTX_WHY_FORWARD, .err = ctx_err_quiet_(parent)};
    if (end.err == CTX_OK) {
        RT_EVENT(.kind = CTX_EV_NOTE, .node = parent->id,
                 .aux = rt_text("context: internal error: missing cancel error"));
        end.err = CTX_CANCELED;
    } else {
        end.cause = ctx_cause_of_(parent, end.err);
    }
    ctx_end_node_(node, &end);
}

static void forward(ctx_t *ctx, void *arg)
{
    forward_t *f = arg;
    (void)ctx;
    chan_t *parent_done = ctx_done_quiet_(f->parent); /* asked again here: it should still be the same */
    if (rt_wait_either(parent_done, &f->node->done) == 0)
        end_as_parent(f->node, f->parent);
    forward_end(f);
}

static void start_forwarder(cancel_node_t *node, ctx_t *parent, const ctx_site_t *site)
{
    forward_t *f = rt_alloc(sizeof *f);
    ctx_ref_(parent);
    ctx_ref_(&node->base);
    *f = (forward_t){parent, node};
    (void)ctx_done_quiet_(&node->base); /* asked for before it can be cancelled: the forwarder listens to it */
    RT_EVENT(.kind = CTX_EV_FORWARDER, .node = node->base.id, .other = parent->id, .detail = 1,
             .site = RT_SITE(site));
    rt_ledger_add(CTX_LEDGER_FORWARDER, f, "forwarder", site);
    rt_spawn("forwarder", forward, f, site);
}

/* ---- the custom context's own after_func ------------------------------------------------------------------ */

static stop_node_t *stop_of(const cancel_node_t *node) { return (stop_node_t *)(void *)node->base.parent; }

/* What a custom context calls back with is a number, not the child: it may call back twice, or long after it said that it
 * would not, and then finds nothing. While the number is in the table, the registration's reference holds the child; that
 * reference belongs to whoever takes it out: the callback, or a stop that says it prevented it. */
typedef struct expected {
    struct expected *next;
    uint32_t number;
    cancel_node_t *node;
} expected_t;

enum { BUCKETS = 64 };
static struct {
    rt_lock_t lock;
    /* guarded by lock: */
    expected_t *buckets[BUCKETS];
    uint32_t last;
} callbacks;

static uint32_t number_of(const stop_node_t *between) { return between->base.err; } /* a stop context has no err of its own */

static expected_t **find_number(uint32_t number) /* under the lock */
{
    expected_t **link = &callbacks.buckets[number % BUCKETS];
    while (*link != NULL && (*link)->number != number)
        link = &(*link)->next;
    return link;
}

static uint32_t expect_callback(cancel_node_t *node)
{
    expected_t *e = rt_alloc(sizeof *e);
    ctx_ref_(&node->base);
    rt_lock(&callbacks.lock);
    do
        e->number = ++callbacks.last;
    while (e->number == 0 || *find_number(e->number) != NULL);
    e->node = node;
    e->next = callbacks.buckets[e->number % BUCKETS];
    callbacks.buckets[e->number % BUCKETS] = e;
    rt_unlock(&callbacks.lock);
    return e->number;
}

/* Whoever gets true has the registration's reference to give back. */
static bool take_reference(uint32_t number)
{
    rt_lock(&callbacks.lock);
    expected_t **link = find_number(number), *e = *link;
    if (e != NULL)
        *link = e->next;
    rt_unlock(&callbacks.lock);
    rt_free(e);
    return e != NULL;
}

/* Kept for the caller; NULL: nobody expects that any more. */
static cancel_node_t *expects(uint32_t number)
{
    rt_lock(&callbacks.lock);
    const expected_t *e = *find_number(number);
    cancel_node_t *node = e != NULL ? e->node : NULL;
    if (node != NULL)
        ctx_ref_(&node->base);
    rt_unlock(&callbacks.lock);
    return node;
}

static void let_go(cancel_node_t **node)
{
    if (*node != NULL)
        ctx_unref_(&(*node)->base);
}

/* Handed to code that is not ours: the simulator, which looks at whom that calls, knows it by its name. */
void ctx_told_by_custom_(void *arg)
{
    uint32_t number = (uint32_t)(uintptr_t)arg;
    cancel_node_t *node __attribute__((cleanup(let_go))) = expects(number);
    if (node == NULL) {
        RT_EVENT(.kind = CTX_EV_NOTE, .aux = rt_text("a custom context called back where nobody waits for it any more"));
        return;
    }
    RT_STEP(CTX_OP_CANCEL, &node->base, NULL);
    end_as_parent(node, stop_of(node)->base.parent);
    if (take_reference(number))
        ctx_unref_(&node->base);
}

/* Undone when the custom context panics instead of registering. */
typedef struct registering {
    cancel_node_t *node;
    bool done;
} registering_t;

static void end_registering(registering_t *r)
{
    rt_user_code_under(NULL);
    rt_unlock(&r->node->done.lock);
    if (!r->done && take_reference(number_of(stop_of(r->node))))
        ctx_unref_(&r->node->base);
}

static stop_node_t *stand_between(cancel_node_t *node, ctx_custom_t *parent, const ctx_site_t *site)
{
    stop_node_t *between = rt_alloc(sizeof *between);
    ctx_init_base_(&between->base, CTX_NODE_STOP, node->base.parent); /* whose reference goes from the node to `between` */
    between->base.id = 0; /* not a context of anybody's: no event names it */
    between->custom = parent;
    between->registration = NULL;
    between->base.err = expect_callback(node);
    node->base.parent = &between->base;
    ctx_book_(&between->base, site);
    return between;
}

/* The custom context is called with the child's lock held. Calling back at once would wait for that lock for ever. */
static void register_with(cancel_node_t *node, ctx_custom_t *parent, const ctx_site_t *site)
{
    stop_node_t *between = stand_between(node, parent, site);
    RT_EVENT(.kind = CTX_EV_FORWARDER, .node = node->base.id, .other = ctx_of_custom(parent)->id, .detail = 3,
             .site = RT_SITE(site));
    rt_lock(&node->done.lock);
    rt_user_code_under(&node->done.lock);
    registering_t r __attribute__((cleanup(end_registering))) = {node, false};
    between->registration = parent->ops_->after_func(parent, ctx_told_by_custom_, (void *)(uintptr_t)number_of(between));
    between->base.flags |= NODE_REGISTERED;
    r.done = true;
}

void ctx_link_custom_(cancel_node_t *node, ctx_t *parent, const ctx_site_t *site)
{
    const ctx_ops_t *ops = parent->kind == CTX_NODE_CUSTOM ? node_custom(parent)->ops_ : NULL;
    if (ops != NULL && ops->after_func != NULL && ops->stop != NULL)
        register_with(node, node_custom(parent), site);
    else
        start_forwarder(node, parent, site);
}

/* stop is called once for every registration, so it may free it. */
static bool take_registration(stop_node_t *between)
{
    bool registered = between->base.flags & NODE_REGISTERED;
    between->base.flags &= (uint8_t)~NODE_REGISTERED;
    return registered;
}

void ctx_leave_custom_(cancel_node_t *node)
{
    stop_node_t *between = stop_of(node);
    rt_lock(&node->done.lock);
    bool ours = take_registration(between);
    rt_unlock(&node->done.lock);
    if (ours && between->custom->ops_->stop(between->custom, between->registration) &&
        take_reference(number_of(between)))
        ctx_unref_(&node->base);
}

void ctx_free_stop_(ctx_t *stop)
{
    stop_node_t *between = (stop_node_t *)(void *)stop;
    if (take_registration(between))
        (void)between->custom->ops_->stop(between->custom, between->registration);
}

/* ---- making one ------------------------------------------------------------------------------------------- */

_Static_assert(offsetof(ctx_custom_t, refs_) == offsetof(ctx_t, refs) &&
                   offsetof(ctx_custom_t, kind_) == offsetof(ctx_t, kind) &&
                   offsetof(ctx_custom_t, holders_) == offsetof(ctx_t, holders) &&
                   offsetof(ctx_custom_t, inner_) == offsetof(ctx_t, parent) &&
                   offsetof(ctx_custom_t, id_) == offsetof(ctx_t, id) &&
                   offsetof(ctx_custom_t, err_) == offsetof(ctx_t, err),
               "a custom context begins as every context does");

ctx_t *ctx_custom_init_at(const ctx_site_t *site, ctx_custom_t *self, const ctx_ops_t *ops, ctx_t *inner)
{
    ctx_t *ctx = ctx_of_custom(self);
    if (self == NULL || ops == NULL)
        ctx_panic_at(site, "runtime error: invalid memory address or nil pointer dereference");
    if ((ops->after_func == NULL) != (ops->stop == NULL))
        ctx_panic_at(site, ops->stop == NULL ? "custom context: after_func without stop" : "custom context: stop without after_func");
    rt_check_code(ops->done);
    rt_check_code(ops->err);
    rt_check_code(ops->value);
    rt_check_code(ops->destroy);
    if (inner != NULL)
        ctx_ref_(inner);
    ctx_init_base_(ctx, CTX_NODE_CUSTOM, inner);
    self->ops_ = ops;
    ctx_book_(ctx, site);
    RT_EVENT(.kind = CTX_EV_NODE_NEW, .node = ctx->id, .detail = CTX_NODE_CUSTOM, .other = inner ? inner->id : 0,
             .aux = rt_text(ops->type_name ? ops->type_name : "custom"), .value = CTX_NO_DEADLINE,
             .site = RT_SITE(site));
    return ctx;
}
