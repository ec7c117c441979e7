/* ctx.c — contexts. The study text: read it top to bottom.
 *
 * A context is a node that points at its parent. Values are looked up along those pointers, upward. Cancellation goes
 * the other way, so a node that can be cancelled also stands in the children set of the nearest cancelable node above
 * it, its *owner*.
 *
 * Locking. Each cancelable node has one lock, done.lock. It guards the node's children set (with the sibling links of
 * the nodes in it), its cause, and the step from live to cancelled. Locks are taken parent before child. A cancel holds
 * the locks of the whole path from where it began down to where it is, so when it returns, everything linked below is
 * cancelled, and a second cancel of the same node waits until the first is over. Leaving the parent's set is child
 * before parent, so it happens only after the child's lock is given up. No code of the user's runs under a lock, with
 * one exception: a custom parent's after_func (see link_custom).
 *
 * What is read without a lock: done.word, which goes from open to closed once (done.h), and err, written before that
 * and read after. So an err that is not CTX_OK always comes with a closed done.
 *
 * This file is compiled twice, against two runtimes that differ in what a task, a lock and a clock are (rt.h). RT_STEP
 * marks where another task may come first; it is empty where tasks are threads.
 */
#include <stdlib.h>

#include "node.h"

#define NO_CAUSE NULL

static ctx_t background = {.kind = CTX_NODE_BACKGROUND, .id = 1};
static ctx_t todo = {.kind = CTX_NODE_TODO, .id = 2};
struct chan ctx_shared_closed_ = {.word = DONE_CLOSED};

/* The key no one else has: a cancelable node answers it with itself. */
static const ctx_key_type_t cancel_key_type = {"&cancelCtxKey", true, NULL, NULL};
static const ctx_key_t cancel_key = {&cancel_key_type, &cancel_key_type};

static void cancel_node(cancel_node_t *top, int why, ctx_err_t err, const ctx_error_t *cause, const ctx_site_t *site);
static void leave_owner(cancel_node_t *node);

/* ---- errors ---------------------------------------------------------------------------------------------- */

const ctx_error_t ctx_error_canceled = {.text = "context canceled", .err = CTX_CANCELED};
const ctx_error_t ctx_error_deadline_exceeded = {
    .text = "context deadline exceeded", .err = CTX_DEADLINE_EXCEEDED, .timeout = true, .temporary = true};

const ctx_error_t *ctx_error_of(ctx_err_t err)
{
    static const ctx_error_t custom = {.text = "custom context error", .err = CTX_ERR_CUSTOM};
    switch (err) {
    case CTX_OK: return NULL;
    case CTX_CANCELED: return &ctx_error_canceled;
    case CTX_DEADLINE_EXCEEDED: return &ctx_error_deadline_exceeded;
    default: return &custom;
    }
}

const char *ctx_err_text(ctx_err_t err) { return err == CTX_OK ? "" : ctx_error_of(err)->text; }

static const ctx_error_t *keep_error(const ctx_error_t *error)
{
    if (error != NULL && error->keep != NULL)
        error->keep(error);
    return error;
}

static void drop_error(const ctx_error_t *error)
{
    if (error != NULL && error->drop != NULL)
        error->drop(error);
}

ctx_ns_t ctx_after(ctx_ns_t point, ctx_ns_t length)
{
    ctx_ns_t sum;
    if (!__builtin_add_overflow(point, length, &sum))
        return sum;
    return length > 0 ? INT64_MAX : INT64_MIN;
}

/* ---- references ------------------------------------------------------------------------------------------ */

/* A node is freed when nothing owns or keeps it: its handle, its children (each keeps its parent), tasks, an armed
 * timer, whoever called ctx_keep. Being in a children set is no reference: a live handle stands behind it. */

static bool is_root(const ctx_t *ctx) { return ctx->kind <= CTX_NODE_TODO; }

void ctx_ref_(ctx_t *ctx)
{
    if (!is_root(ctx))
        atomic_fetch_add_explicit(&ctx->refs, 1, memory_order_relaxed);
}

static void free_node(ctx_t *ctx)
{
    RT_EVENT(.kind = CTX_EV_NODE_FREE, .node = ctx->id);
    rt_ledger_remove(CTX_LEDGER_NODE, ctx);
    if (node_cancelable(ctx)) {
        cancel_node_t *node = node_cancel(ctx);
        drop_error(node->cause);
        if (ctx->flags & NODE_OWNER_KEPT)
            ctx_unref_(&node->owner->base);
        if (ctx->flags & NODE_HAS_FD)
            rt_fd_close(node->fd);
    }
    switch (ctx->kind) {
    case CTX_NODE_TIMER: drop_error(node_timer(ctx)->timer_cause); break;
    case CTX_NODE_VALUE:
        if (ctx->flags & NODE_RUN) {
            owned_value_node_t *owned = (owned_value_node_t *)(void *)ctx;
            owned->free_value(owned->node.value);
        }
        break;
    case CTX_NODE_CUSTOM:
        if (node_custom(ctx)->ops_->destroy != NULL) {
            node_custom(ctx)->ops_->destroy(node_custom(ctx));
            return;
        }
        return; /* not ours: static, or embedded in something with a life of its own */
    default: break;
    }
    rt_free(ctx);
}

/* A loop, not a recursion: dropping the last leaf of a chain of a million frees all of it on a small stack. */
void ctx_unref_(ctx_t *ctx)
{
    while (ctx != NULL && !is_root(ctx)) {
        if (atomic_fetch_sub_explicit(&ctx->refs, 1, memory_order_release) != 1)
            return;
        atomic_thread_fence(memory_order_acquire);
        ctx_t *parent = ctx->parent;
        free_node(ctx);
        ctx = parent;
    }
}

ctx_t *ctx_keep_at(const ctx_site_t *site, ctx_t *ctx)
{
    ctx_ref_(ctx);
    RT_EVENT(.kind = CTX_EV_KEEP, .node = ctx->id, .site = RT_SITE(site), .aux = ctx->refs);
    return ctx;
}

void ctx_drop_at(const ctx_site_t *site, ctx_t *ctx)
{
    if (ctx == NULL)
        return;
    rt_check_use(ctx, site, "context");
    RT_EVENT(.kind = CTX_EV_DROP, .node = ctx->id, .site = RT_SITE(site), .aux = ctx->refs - 1);
    ctx_unref_(ctx);
}

void ctx_kept_drop_(ctx_t **ctx) { ctx_drop_at(NULL, *ctx); }

/* ---- roots ----------------------------------------------------------------------------------------------- */

ctx_t *ctx_background(void) { return &background; }
ctx_t *ctx_todo(void) { return &todo; }

/* ---- the four methods ------------------------------------------------------------------------------------ */

/* LESSON: the-tree. Value and without-cancel nodes hold no state of their own: they pass the question on. */
cancel_node_t *ctx_deciding_(ctx_t *ctx)
{
    while (ctx->kind == CTX_NODE_VALUE || ctx->kind == CTX_NODE_STOP)
        ctx = ctx->parent;
    return node_cancelable(ctx) ? node_cancel(ctx) : NULL;
}

static ctx_t *past_values(ctx_t *ctx)
{
    while (ctx->kind == CTX_NODE_VALUE || ctx->kind == CTX_NODE_STOP)
        ctx = ctx->parent;
    return ctx;
}

bool ctx_deadline(ctx_t *ctx, ctx_ns_t *deadline)
{
    for (;; ctx = ctx->parent) {
        switch (ctx->kind) {
        case CTX_NODE_TIMER: *deadline = node_timer(ctx)->deadline; return true;
        case CTX_NODE_BACKGROUND:
        case CTX_NODE_TODO:
        case CTX_NODE_WITHOUT_CANCEL: return false;
        case CTX_NODE_CUSTOM:
            if (node_custom(ctx)->ops_->deadline != NULL)
                return node_custom(ctx)->ops_->deadline(node_custom(ctx), deadline);
            if (ctx->parent == NULL)
                return false;
            break;
        default: break;
        }
    }
}

/* LESSON: lazy-done. The channel is made by the first question, and only then closed by a cancel. */
static chan_t *done_of_node(cancel_node_t *node, const ctx_site_t *site)
{
    uint32_t word = atomic_load_explicit(&node->done.word, memory_order_acquire);
    if (word == 0 && atomic_compare_exchange_strong(&node->done.word, &word, DONE_OPEN)) {
        RT_EVENT(.kind = CTX_EV_DONE_MADE, .node = node->base.id, .site = RT_SITE(site));
        rt_ledger_add(CTX_LEDGER_DONE, &node->done, "done channel", site);
        return &node->done;
    }
    return word & DONE_SHARED ? &ctx_shared_closed_ : &node->done;
}

static chan_t *done_of(ctx_t *ctx, const ctx_site_t *site)
{
    for (;;) {
        ctx = past_values(ctx);
        if (node_cancelable(ctx))
            return done_of_node(node_cancel(ctx), site);
        if (ctx->kind != CTX_NODE_CUSTOM)
            return NULL;
        if (node_custom(ctx)->ops_->done != NULL)
            return node_custom(ctx)->ops_->done(node_custom(ctx));
        if (ctx->parent == NULL)
            return NULL;
        ctx = ctx->parent;
    }
}

chan_t *ctx_done_at(const ctx_site_t *site, ctx_t *ctx)
{
    rt_check_use(ctx, site, "context");
    return done_of(ctx, site);
}
chan_t *(ctx_done)(ctx_t *ctx) { return ctx_done_at(NULL, ctx); }

static ctx_err_t err_of_node(const cancel_node_t *node)
{
    return done_closed(&node->done) ? (ctx_err_t)node->base.err : CTX_OK;
}

ctx_err_t ctx_err_quiet_(ctx_t *ctx)
{
    for (;;) {
        ctx = past_values(ctx);
        if (node_cancelable(ctx))
            return err_of_node(node_cancel(ctx));
        if (ctx->kind != CTX_NODE_CUSTOM)
            return CTX_OK;
        if (node_custom(ctx)->ops_->err != NULL)
            return node_custom(ctx)->ops_->err(node_custom(ctx));
        if (ctx->parent == NULL)
            return CTX_OK;
        ctx = ctx->parent;
    }
}

ctx_err_t ctx_err_at(const ctx_site_t *site, ctx_t *ctx)
{
    rt_check_use(ctx, site, "context");
    RT_STEP(CTX_OP_ERR, ctx, site);
    ctx_err_t err = ctx_err_quiet_(ctx);
    RT_EVENT(.kind = err ? CTX_EV_NOTICED : CTX_EV_LIVE_SEEN, .detail = 1, .node = ctx->id, .site = RT_SITE(site));
    return err;
}

/* ---- values ---------------------------------------------------------------------------------------------- */

static bool key_equal(ctx_key_t a, ctx_key_t b)
{
    if (a.type != b.type)
        return false;
    return a.type->equal == NULL ? a.value == b.value : a.type->equal(a.value, b.value);
}

/* One hop per node examined. The walk ends at a root, or at a custom context that answers for itself. */
static void *value_of(ctx_t *ctx, ctx_key_t key, uint32_t *hops, uint32_t *answered)
{
    for (;; ctx = ctx->parent) {
        ++*hops;
        switch (ctx->kind) {
        case CTX_NODE_VALUE:
            if (!key_equal(node_value(ctx)->key, key))
                continue;
            *answered = ctx->id;
            return node_value(ctx)->value;
        case CTX_NODE_CANCEL:
        case CTX_NODE_TIMER:
        case CTX_NODE_AFTER_FUNC:
            if (key.type == &cancel_key_type)
                return ctx;
            continue;
        case CTX_NODE_WITHOUT_CANCEL:
            if (key.type == &cancel_key_type) /* its children must not find a canceller above it */
                return NULL;
            continue;
        case CTX_NODE_CUSTOM:
            if (node_custom(ctx)->ops_->value != NULL)
                return node_custom(ctx)->ops_->value(node_custom(ctx), key);
            if (ctx->parent == NULL)
                return NULL;
            continue;
        case CTX_NODE_STOP: continue;
        default: return NULL;
        }
    }
}

void *ctx_value_at(const ctx_site_t *site, ctx_t *ctx, ctx_key_t key)
{
    uint32_t hops = 0, answered = 0;
    rt_check_use(ctx, site, "context");
    if (key.type == &cancel_key_type)
        return value_of(ctx, key, &hops, &answered); /* a custom context passing the engine's own question on */
    void *value = value_of(ctx, key, &hops, &answered);
    RT_EVENT(.kind = CTX_EV_VALUE, .node = ctx->id, .other = answered, .aux = hops,
             .value = rt_text(key.type == &ctx_text_key_type ? key.value : key.type->name), .site = RT_SITE(site));
    return value;
}

/* ---- causes ---------------------------------------------------------------------------------------------- */

const ctx_error_t *ctx_cause_at(const ctx_site_t *site, ctx_t *ctx)
{
    uint32_t hops = 0, answered = 0;
    rt_check_use(ctx, site, "context");
    RT_STEP(CTX_OP_CAUSE, ctx, site);
    ctx_err_t err = ctx_err_quiet_(ctx);
    const ctx_error_t *cause = ctx_error_of(err);
    if (err != CTX_OK) {
        cancel_node_t *node = value_of(ctx, cancel_key, &hops, &answered);
        if (node != NULL) {
            rt_lock(&node->done.lock);
            if (node->cause != NULL)
                cause = node->cause;
            rt_unlock(&node->done.lock);
        }
    }
    RT_EVENT(.kind = err ? CTX_EV_NOTICED : CTX_EV_LIVE_SEEN, .detail = 3, .node = ctx->id, .site = RT_SITE(site));
    return cause;
}

static const ctx_error_t *cause_quiet(ctx_t *ctx, ctx_err_t err)
{
    uint32_t hops = 0, answered = 0;
    cancel_node_t *node = value_of(ctx, cancel_key, &hops, &answered);
    const ctx_error_t *cause = node != NULL && done_closed(&node->done) ? node->cause : NULL;
    return cause != NULL ? cause : ctx_error_of(err);
}

/* ---- making nodes ---------------------------------------------------------------------------------------- */

static const char *const kind_names[] = {
    [CTX_NODE_CANCEL] = "cancel context", [CTX_NODE_TIMER] = "timer context", [CTX_NODE_VALUE] = "value context",
    [CTX_NODE_WITHOUT_CANCEL] = "without-cancel context", [CTX_NODE_AFTER_FUNC] = "after-func context",
    [CTX_NODE_STOP] = "stop context"};

static void check_parent(const ctx_site_t *site, const ctx_t *parent)
{
    if (parent == NULL)
        ctx_panic_at(site, "cannot create context from nil parent");
    rt_check_use(parent, site, "context");
}

static void init_base(ctx_t *base, int kind, ctx_t *parent, const ctx_site_t *site)
{
    ctx_ref_(parent);
    atomic_store_explicit(&base->refs, 1, memory_order_relaxed);
    base->kind = (uint8_t)kind;
    base->flags = 0;
    atomic_store_explicit(&base->holders, 0, memory_order_relaxed);
    base->parent = parent;
    base->id = RT_NEW_ID(NODE);
    base->err = CTX_OK;
    rt_ledger_add(CTX_LEDGER_NODE, base, kind_names[kind], site);
}

static void init_cancel(cancel_node_t *node, int kind, ctx_t *parent, const ctx_site_t *site)
{
    init_base(&node->base, kind, parent, site);
    atomic_store_explicit(&node->done.word, 0, memory_order_relaxed);
    rt_lock_init(&node->done.lock);
    node->done.waiters = NULL;
    node->owner = node->next = node->prev = node->children = NULL;
    node->cause = NULL;
    node->made = RT_SITE(site);
}

static void event_new(const ctx_t *ctx, ctx_ns_t deadline, const char *what, const ctx_site_t *site)
{
    RT_EVENT(.kind = CTX_EV_NODE_NEW, .node = ctx->id, .detail = ctx->kind, .other = ctx->parent->id,
             .aux = what ? rt_text(what) : 0, .value = deadline, .site = RT_SITE(site));
    (void)ctx, (void)deadline, (void)what, (void)site;
}

static ctx_cancel_t *new_handle(ctx_t *ctx, const ctx_site_t *site)
{
    ctx_cancel_t *handle = rt_alloc(sizeof *handle);
    handle->ctx_ = ctx;
    handle->made_ = site;
    handle->id_ = RT_NEW_ID(HANDLE);
    handle->pad_ = 0;
    atomic_fetch_add_explicit(&ctx->holders, 1, memory_order_relaxed);
    rt_ledger_add(CTX_LEDGER_HANDLE, handle, "cancel handle", site);
    return handle;
}

/* ---- linking: four branches ------------------------------------------------------------------------------ */

/* The node that closes parent's done, when it is one of ours: found by the private key, and believed only when its
 * done is the very channel that parent answers. Somebody who wraps a context in another Done is told apart here. */
static cancel_node_t *find_owner(ctx_t *parent, const chan_t *done)
{
    uint32_t hops = 0, answered = 0;
    if (done == &ctx_shared_closed_)
        return NULL; /* many cancelled nodes share it: it proves nothing */
    cancel_node_t *node = value_of(parent, cancel_key, &hops, &answered);
    return node != NULL && &node->done == done ? node : NULL;
}

static void enter_set(cancel_node_t *owner, cancel_node_t *node)
{
    cancel_node_t *first = owner->children;
    if (first == NULL) {
        owner->children = node->next = node->prev = node;
    } else {
        node->next = first;
        node->prev = first->prev;
        first->prev->next = node;
        first->prev = node;
    }
    RT_EVENT(.kind = CTX_EV_NODE_LINK, .node = node->base.id, .other = owner->base.id);
}

/* Under owner's lock. */
static void take_out(cancel_node_t *owner, cancel_node_t *node)
{
    if (node->next == node) {
        owner->children = NULL;
    } else {
        node->prev->next = node->next;
        node->next->prev = node->prev;
        if (owner->children == node)
            owner->children = node->next;
    }
    node->next = node->prev = NULL;
}

typedef struct forward {
    ctx_t *parent;       /* kept */
    cancel_node_t *node; /* kept */
    chan_t *parent_done;
} forward_t;

static void forward_end(forward_t *f)
{
    RT_EVENT(.kind = CTX_EV_FORWARDER, .node = f->node->base.id, .other = f->parent->id, .detail = 2);
    rt_ledger_remove(CTX_LEDGER_FORWARDER, f);
    ctx_unref_(f->parent);
    ctx_unref_(&f->node->base);
    rt_free(f);
}

/* LESSON: slow-path. A task that does nothing but wait for one of the two to end. */
static void forward(ctx_t *ctx, void *arg)
{
    forward_t *f = arg;
    (void)ctx;
    if (rt_wait_either(f->parent_done, &f->node->done) == 0) {
        ctx_err_t err = ctx_err_quiet_(f->parent);
        if (err == CTX_OK) { /* done before err: the custom context's sin, told but never a crash in here */
            RT_EVENT(.kind = CTX_EV_NOTE, .node = f->parent->id,
                     .aux = rt_text("context: internal error: missing cancel error"));
            err = CTX_CANCELED;
        }
        cancel_node(f->node, CTX_WHY_FORWARD, err, cause_quiet(f->parent, err), NULL);
    }
    forward_end(f);
}

static void start_forwarder(cancel_node_t *node, ctx_t *parent, chan_t *parent_done, const ctx_site_t *site)
{
    forward_t *f = rt_alloc(sizeof *f);
    ctx_ref_(parent);
    ctx_ref_(&node->base);
    *f = (forward_t){parent, node, parent_done};
    (void)done_of_node(node, NULL); /* the forwarder listens to it */
    RT_EVENT(.kind = CTX_EV_FORWARDER, .node = node->base.id, .other = parent->id, .detail = 1,
             .site = RT_SITE(site));
    rt_ledger_add(CTX_LEDGER_FORWARDER, f, "forwarder", site);
    rt_spawn("forwarder", forward, f, site);
}

static void told_by_custom(void *arg)
{
    cancel_node_t *node = arg;
    ctx_t *parent = node->base.parent;
    ctx_err_t err = ctx_err_quiet_(parent);
    cancel_node(node, CTX_WHY_FORWARD, err ? err : CTX_CANCELED, cause_quiet(parent, err ? err : CTX_CANCELED), NULL);
    ctx_unref_(&node->base);
}

/* A custom parent with an after_func of its own: it promises to call back, in a task of its own, once done. Called with
 * the child's lock held; calling back at once would wait for that lock for ever. */
static void link_custom(cancel_node_t *node, ctx_custom_t *parent, const ctx_site_t *site)
{
    stop_node_t *between = rt_alloc(sizeof *between);
    init_base(&between->base, CTX_NODE_STOP, node->base.parent, site);
    between->custom = parent;
    ctx_unref_(node->base.parent); /* node's reference; `between` has taken its own */
    node->base.parent = &between->base;
    between->base.id = 0; /* not a context of anybody's: no event names it */
    ctx_ref_(&node->base);                       /* the registration's */
    rt_lock(&node->done.lock);
    between->registration = parent->ops_->after_func(parent, told_by_custom, node);
    rt_unlock(&node->done.lock);
    RT_EVENT(.kind = CTX_EV_FORWARDER, .node = node->base.id, .other = between->base.parent->id, .detail = 3,
             .site = RT_SITE(site));
}

/* LESSON: four-branches. How a new node comes to hear of its parent's end. */
static void link_parent(cancel_node_t *node, ctx_t *parent, const ctx_site_t *site)
{
    chan_t *done = done_of(parent, site);
    if (done == NULL)
        return; /* 1. the parent is never cancelled */
    if (rt_chan_closed(done)) {
        ctx_err_t err = ctx_err_quiet_(parent);
        if (err == CTX_OK)
            ctx_panic_at(site, "context: internal error: missing cancel error");
        cancel_node(node, CTX_WHY_BORN, err, cause_quiet(parent, err), site); /* 2. it already is */
        return;
    }
    cancel_node_t *owner = find_owner(parent, done);
    if (owner == NULL) { /* 4. not one of ours */
        if (parent->kind == CTX_NODE_CUSTOM && node_custom(parent)->ops_->after_func != NULL)
            link_custom(node, node_custom(parent), site);
        else
            start_forwarder(node, parent, done, site);
        return;
    }
    if (ctx_deciding_(parent) != owner) { /* found through a custom context: it may let go of it before we do */
        ctx_ref_(&owner->base);
        node->base.flags |= NODE_OWNER_KEPT;
    }
    node->owner = owner;
    rt_lock(&owner->done.lock);
    bool ended = done_closed(&owner->done);
    if (!ended)
        enter_set(owner, node); /* 3. linked */
    rt_unlock(&owner->done.lock);
    if (ended) /* 2 again: it ended between the look and the lock */
        cancel_node(node, CTX_WHY_BORN, owner->base.err, owner->cause, site);
}

/* ---- cancelling ------------------------------------------------------------------------------------------ */

/* Sets err, cause and done of one node, under its lock. The order matters to those who read without it: cause and err
 * first, then the word that says they may be read. */
static void tell(cancel_node_t *node, int why, ctx_err_t err, const ctx_error_t *cause, uint32_t from)
{
    node->cause = keep_error(cause);
    node->base.err = err;
    rt_done_close(&node->done);
    RT_EVENT(.kind = CTX_EV_TOLD, .node = node->base.id, .flags = (uint8_t)why, .detail = (uint8_t)err, .other = from,
             .aux = rt_text(cause->text));
    (void)from, (void)why;
}

static void run_after(ctx_t *ctx, void *arg)
{
    after_node_t *after = arg;
    (void)ctx;
    after->fn(after->arg);
    ctx_unref_(&after->node.base); /* the registration's */
}

/* What a node still has to do once its subtree is done; under its lock. True: a reference is now ours to drop. */
static bool after_told(cancel_node_t *node)
{
    if (node->base.kind == CTX_NODE_TIMER && (node->base.flags & NODE_TIMER_REF)) {
        node->base.flags &= (uint8_t)~NODE_TIMER_REF;
        return rt_timer_disarm(&node_timer(&node->base)->timer);
    }
    if (node->base.kind == CTX_NODE_AFTER_FUNC && !(node->base.flags & NODE_RUN)) {
        after_node_t *after = (after_node_t *)(void *)node;
        node->base.flags |= NODE_RUN;
        uint32_t task = rt_spawn("after_func", run_after, after, after->site);
        RT_EVENT(.kind = CTX_EV_AFTER_RUN, .node = node->base.id, .other = task);
        (void)task;
    }
    return false;
}

static void leave_lock(cancel_node_t *node)
{
    bool drop = after_told(node);
    rt_unlock(&node->done.lock);
    if (drop)
        ctx_unref_(&node->base);
}

/* The next child that this cascade must tell, taken out of node's set and locked; NULL when there is none left. */
static cancel_node_t *next_child(cancel_node_t *node)
{
    while (node->children != NULL) {
        cancel_node_t *child = node->children;
        take_out(node, child);
        rt_lock(&child->done.lock);
        if (!done_closed(&child->done))
            return child;
        rt_unlock(&child->done.lock); /* its own cancel came first and is waiting to leave our set: not ours any more */
    }
    return NULL;
}

/* LESSON: cascade. Parent first, then each child with its whole subtree, in creation order. Going down and coming back
 * use the links inside the nodes (children, owner), so depth costs no stack; every lock on the path stays held. */
static uint32_t cascade(cancel_node_t *top, ctx_err_t err, const ctx_error_t *cause)
{
    uint32_t told = 1;
    cancel_node_t *at = top;
    for (;;) {
        cancel_node_t *child = next_child(at);
        if (child != NULL) {
            RT_CASCADE_STEP(child);
            tell(child, CTX_WHY_PARENT, err, cause, at->base.id);
            told++;
            at = child;
            continue;
        }
        if (at == top)
            return told;
        cancel_node_t *up = at->owner; /* read now: once unlocked, its holder may free it */
        leave_lock(at);
        at = up;
    }
}

/* LESSON: cancel. The first call wins; any later one waits here until the first is over, then changes nothing. */
static void cancel_node(cancel_node_t *top, int why, ctx_err_t err, const ctx_error_t *cause, const ctx_site_t *site)
{
    if (cause == NULL)
        cause = ctx_error_of(err);
    rt_lock(&top->done.lock);
    if (done_closed(&top->done)) {
        rt_unlock(&top->done.lock);
        if (why == CTX_WHY_CALL)
            RT_EVENT(.kind = CTX_EV_CANCEL_NOOP, .node = top->base.id, .site = RT_SITE(site));
        return;
    }
    RT_EVENT(.kind = CTX_EV_CANCEL_CALL, .node = top->base.id, .flags = (uint8_t)why, .detail = (uint8_t)err,
             .aux = rt_text(cause->text), .site = RT_SITE(site));
    tell(top, why, err, cause, 0);
    uint32_t told = cascade(top, err, cause);
    RT_EVENT(.kind = CTX_EV_CANCEL_END, .node = top->base.id, .value = told);
    (void)told, (void)site;
    leave_lock(top);
}

/* Takes node out of the set it stands in, if it still does: a cascade from above may have done so first. */
static void leave_owner(cancel_node_t *node)
{
    cancel_node_t *owner = node->owner;
    if (owner != NULL) {
        rt_lock(&owner->done.lock);
        bool linked = node->next != NULL;
        if (linked)
            take_out(owner, node);
        rt_unlock(&owner->done.lock);
        if (linked)
            RT_EVENT(.kind = CTX_EV_NODE_UNLINK, .node = node->base.id, .other = owner->base.id);
        return;
    }
    if (node->base.parent->kind == CTX_NODE_STOP) {
        stop_node_t *between = (stop_node_t *)(void *)node->base.parent;
        void *registration = between->registration;
        between->registration = NULL;
        if (registration != NULL && between->custom->ops_->stop != NULL &&
            between->custom->ops_->stop(between->custom, registration))
            ctx_unref_(&node->base); /* told_by_custom will not run: its reference is ours */
    }
}

static void cancel_and_leave(cancel_node_t *node, int why, ctx_err_t err, const ctx_error_t *cause,
                             const ctx_site_t *site)
{
    cancel_node(node, why, err, cause, site);
    leave_owner(node);
}

void ctx_cancel_cause_at(const ctx_site_t *site, ctx_cancel_t *cancel, const ctx_error_t *cause)
{
    rt_check_handle(cancel, site, "cancel");
    RT_STEP(CTX_OP_CANCEL, cancel->ctx_, site);
    rt_check_handle(cancel, site, "cancel");
    ctx_t *ctx = cancel->ctx_;
    ctx_ref_(ctx); /* another holder may release while we cascade */
    cancel_and_leave(node_cancel(ctx), CTX_WHY_CALL, CTX_CANCELED, cause, site);
    ctx_unref_(ctx);
}

void ctx_cancel_at(const ctx_site_t *site, ctx_cancel_t *cancel) { ctx_cancel_cause_at(site, cancel, NO_CAUSE); }

/* site NULL: at the end of a scope; the handle's own line stands for it. */
void ctx_release_at(const ctx_site_t *site, ctx_cancel_t *cancel)
{
    if (cancel == NULL)
        return;
    const ctx_site_t *where = site != NULL ? site : cancel->made_;
    rt_check_handle(cancel, where, "release");
    RT_STEP(CTX_OP_RELEASE, cancel->ctx_, where);
    rt_check_handle(cancel, where, "release");
    ctx_t *ctx = cancel->ctx_;
    RT_EVENT(.kind = CTX_EV_HANDLE_RELEASE, .node = ctx->id, .other = cancel->id_, .flags = site == NULL,
             .site = RT_SITE(where));
    rt_ledger_remove(CTX_LEDGER_HANDLE, cancel);
    rt_free(cancel);
    if (atomic_fetch_sub_explicit(&ctx->holders, 1, memory_order_acq_rel) == 1)
        cancel_and_leave(node_cancel(ctx), CTX_WHY_RELEASE, CTX_CANCELED, NO_CAUSE, where);
    ctx_unref_(ctx);
}

void ctx_auto_release_(ctx_cancel_t **cancel) { ctx_release_at(NULL, *cancel); }

ctx_cancel_t *ctx_cancel_dup_at(const ctx_site_t *site, ctx_cancel_t *cancel)
{
    rt_check_handle(cancel, site, "dup");
    ctx_ref_(cancel->ctx_);
    ctx_cancel_t *dup = new_handle(cancel->ctx_, site);
    RT_EVENT(.kind = CTX_EV_HANDLE_DUP, .node = dup->ctx_->id, .other = dup->id_, .aux = cancel->id_,
             .site = RT_SITE(site));
    return dup;
}

/* ---- deriving -------------------------------------------------------------------------------------------- */

ctx_cancel_t *ctx_derive_cancel_(const ctx_site_t *site, ctx_t *parent)
{
    check_parent(site, parent);
    RT_STEP(CTX_OP_DERIVE, parent, site);
    cancel_node_t *node = rt_alloc(sizeof *node);
    init_cancel(node, CTX_NODE_CANCEL, parent, site);
    event_new(&node->base, CTX_NO_DEADLINE, NULL, site);
    ctx_cancel_t *handle = new_handle(&node->base, site);
    RT_EVENT(.kind = CTX_EV_HANDLE_NEW, .node = node->base.id, .other = handle->id_, .site = RT_SITE(site));
    link_parent(node, parent, site);
    return handle;
}

static void arm(timer_node_t *node, const ctx_site_t *site)
{
    rt_lock(&node->node.done.lock);
    if (!done_closed(&node->node.done)) {
        ctx_ref_(&node->node.base); /* the timer's */
        node->node.base.flags |= NODE_TIMER_REF;
        rt_timer_arm(&node->timer, node->deadline, node->node.base.id, site);
    }
    rt_unlock(&node->node.done.lock);
}

/* The deadline has come. The runtime's thread, or the simulator's clock, calls this with the timer's reference. */
void ctx_timer_fired_(rt_timer_t *timer)
{
    timer_node_t *node = (timer_node_t *)(void *)((char *)timer - offsetof(timer_node_t, timer));
    rt_lock(&node->node.done.lock);
    node->node.base.flags &= (uint8_t)~NODE_TIMER_REF;
    rt_unlock(&node->node.done.lock);
    cancel_and_leave(&node->node, CTX_WHY_DEADLINE, CTX_DEADLINE_EXCEEDED, node->timer_cause, NULL);
    ctx_unref_(&node->node.base);
}

/* LESSON: deadline-timer. A parent that ends strictly sooner makes the timer pointless: a plain cancel node, and a
 * cause meant for the later deadline is gone. */
static ctx_cancel_t *downgrade(const ctx_site_t *site, ctx_t *parent, ctx_ns_t deadline, const ctx_error_t *cause)
{
    ctx_cancel_t *handle = ctx_derive_cancel_(site, parent);
    RT_EVENT(.kind = CTX_EV_DOMINATED, .node = handle->ctx_->id, .other = parent->id, .value = deadline,
             .flags = cause != NULL, .site = RT_SITE(site));
    (void)deadline, (void)cause;
    return handle;
}

ctx_cancel_t *ctx_derive_deadline_(const ctx_site_t *site, ctx_t *parent, ctx_ns_t deadline, const ctx_error_t *cause)
{
    ctx_ns_t sooner;
    check_parent(site, parent);
    if (ctx_deadline(parent, &sooner) && sooner < deadline)
        return downgrade(site, parent, deadline, cause);
    RT_STEP(CTX_OP_DERIVE, parent, site);
    timer_node_t *node = rt_alloc(sizeof *node);
    init_cancel(&node->node, CTX_NODE_TIMER, parent, site);
    node->deadline = deadline;
    node->timer_cause = keep_error(cause);
    rt_timer_init(&node->timer);
    event_new(&node->node.base, deadline, NULL, site);
    ctx_cancel_t *handle = new_handle(&node->node.base, site);
    RT_EVENT(.kind = CTX_EV_HANDLE_NEW, .node = node->node.base.id, .other = handle->id_, .site = RT_SITE(site));
    link_parent(&node->node, parent, site);
    if (deadline <= rt_now()) /* LESSON: born-done. No timer: it has passed */
        cancel_and_leave(&node->node, CTX_WHY_BORN, CTX_DEADLINE_EXCEEDED, cause, site);
    else
        arm(node, site);
    return handle;
}

ctx_cancel_t *ctx_derive_timeout_(const ctx_site_t *site, ctx_t *parent, ctx_ns_t timeout, const ctx_error_t *cause)
{
    return ctx_derive_deadline_(site, parent, ctx_after(rt_now(), timeout), cause);
}

static void init_value(value_node_t *node, const ctx_site_t *site, ctx_t *parent, ctx_key_t key, void *value)
{
    init_base(&node->base, CTX_NODE_VALUE, parent, site);
    node->key = key;
    node->value = value;
    event_new(&node->base, CTX_NO_DEADLINE, key.type == &ctx_text_key_type ? key.value : key.type->name, site);
}

static void check_key(const ctx_site_t *site, const ctx_t *parent, ctx_key_t key)
{
    check_parent(site, parent);
    if (key.type == NULL)
        ctx_panic_at(site, "nil key");
    if (!key.type->comparable)
        ctx_panic_at(site, "key is not comparable");
}

ctx_t *ctx_with_value_at(const ctx_site_t *site, ctx_t *parent, ctx_key_t key, void *value)
{
    check_key(site, parent, key);
    value_node_t *node = rt_alloc(sizeof *node);
    init_value(node, site, parent, key, value);
    return &node->base;
}

ctx_t *ctx_with_value_owned_at(const ctx_site_t *site, ctx_t *parent, ctx_key_t key, void *value,
                               void (*free_value)(void *))
{
    check_key(site, parent, key);
    owned_value_node_t *node = rt_alloc(sizeof *node);
    init_value(&node->node, site, parent, key, value);
    node->node.base.flags |= NODE_RUN; /* here: free_value stands ready */
    node->free_value = free_value;
    return &node->node.base;
}

ctx_t *ctx_without_cancel_at(const ctx_site_t *site, ctx_t *parent)
{
    check_parent(site, parent);
    ctx_t *node = rt_alloc(sizeof *node);
    init_base(node, CTX_NODE_WITHOUT_CANCEL, parent, site);
    event_new(node, CTX_NO_DEADLINE, NULL, site);
    return node;
}

ctx_t *ctx_custom_init_at(const ctx_site_t *site, ctx_custom_t *self, const ctx_ops_t *ops, ctx_t *inner)
{
    ctx_t *ctx = ctx_of_custom(self);
    init_base(ctx, CTX_NODE_CUSTOM, inner != NULL ? inner : &background, site);
    if (inner == NULL)
        ctx->parent = NULL;
    self->ops_ = ops;
    RT_EVENT(.kind = CTX_EV_NODE_NEW, .node = ctx->id, .detail = CTX_NODE_CUSTOM, .other = inner ? inner->id : 0,
             .aux = rt_text(ops->type_name ? ops->type_name : "custom"), .value = CTX_NO_DEADLINE,
             .site = RT_SITE(site));
    return ctx;
}

/* ---- after_func ------------------------------------------------------------------------------------------ */

/* A hidden cancelable child that runs fn when it is told. One flag under its lock decides between fn and stop. */
ctx_stop_t *ctx_after_func_at(const ctx_site_t *site, ctx_t *ctx, ctx_func_t *fn, void *arg)
{
    if (ctx == NULL)
        ctx_panic_at(site, "invalid memory address or nil pointer dereference");
    if (fn == NULL)
        ctx_panic_at(site, "nil func");
    rt_check_use(ctx, site, "context");
    RT_STEP(CTX_OP_AFTER_FUNC, ctx, site);
    ctx_stop_t *stop = rt_alloc(sizeof *stop);
    after_node_t *node = rt_alloc(sizeof *node);
    init_cancel(&node->node, CTX_NODE_AFTER_FUNC, ctx, site);
    node->fn = fn;
    node->arg = arg;
    node->site = site;
    *stop = (ctx_stop_t){.node = node, .made = site};
    rt_ledger_add(CTX_LEDGER_STOP, stop, "after_func", site);
    bool never = done_of(ctx, site) == NULL;
    RT_EVENT(.kind = CTX_EV_AFTER_REG, .node = node->node.base.id, .other = ctx->id, .aux = never,
             .site = RT_SITE(site));
    if (!never) { /* the registration keeps the node until fn was started or stopped */
        ctx_ref_(&node->node.base);
        link_parent(&node->node, ctx, site);
    } else {
        stop->background = true;
    }
    return stop;
}

bool ctx_stop_at(const ctx_site_t *site, ctx_stop_t *stop)
{
    cancel_node_t *node = &stop->node->node;
    RT_STEP(CTX_OP_STOP, &node->base, site);
    rt_lock(&node->done.lock);
    bool prevented = !(node->base.flags & NODE_RUN);
    node->base.flags |= NODE_RUN;
    rt_unlock(&node->done.lock);
    if (prevented) {
        cancel_and_leave(node, CTX_WHY_CALL, CTX_CANCELED, NO_CAUSE, site);
        if (!stop->background)
            ctx_unref_(&node->base); /* the registration's */
    }
    RT_EVENT(.kind = CTX_EV_AFTER_STOP, .node = node->base.id, .flags = prevented, .site = RT_SITE(site));
    return prevented;
}

void ctx_stop_drop_at(const ctx_site_t *site, ctx_stop_t *stop)
{
    (void)site;
    if (stop == NULL)
        return;
    rt_ledger_remove(CTX_LEDGER_STOP, stop);
    ctx_unref_(&stop->node->node.base);
    rt_free(stop);
}

void ctx_auto_stop_(ctx_stop_t **stop)
{
    if (*stop != NULL) {
        ctx_stop_at((*stop)->made, *stop);
        ctx_stop_drop_at(NULL, *stop);
    }
}

/* ---- for the neighbours ---------------------------------------------------------------------------------- */

ctx_t *ctx_of_done_(struct chan *done)
{
    if (done == &ctx_shared_closed_ || (atomic_load_explicit(&done->word, memory_order_relaxed) & CHAN_ORDINARY))
        return NULL;
    return (ctx_t *)(void *)((char *)done - offsetof(cancel_node_t, done));
}
