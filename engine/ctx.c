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
 * one exception: a custom parent's after_func (custom.c). Where threads fight over one parent, its children stand in
 * lanes with locks of their own until it ends (threads/lanes.h); nothing else changes.
 *
 * What is read without a lock: done.word, which goes from open to closed once (done.h), and err, written before that
 * and of no account until then. So an err that is not CTX_OK always comes with a closed done.
 *
 * This file is compiled twice, against two runtimes that differ in what a task, a lock and a clock are (rt.h). RT_STEP
 * marks where another task may come first; it is empty where tasks are threads. HOT is inlined into every context's way
 * through life, ASIDE kept out of it (node.h).
 */
#include <stdlib.h>

#include "children.h"
#include "ctx_chan.h"
#include "lanes.h"

/* LESSON: roots. Never cancelled, never freed; equal in what they do, different in what they say. */
static ctx_t background = {.kind = CTX_NODE_BACKGROUND, .id = 1};
static ctx_t todo = {.kind = CTX_NODE_TODO, .id = 2};
struct chan ctx_shared_closed_ = {.word = DONE_CLOSED};

/* The key no one else has: a cancelable node answers it with itself. And its witness: answered with the address one
 * further. A custom context that answers everything with something of its own cannot get both right. */
static const ctx_key_type_t cancel_key_type = {"&cancelCtxKey", true, NULL, NULL, NULL};
static const ctx_key_type_t witness_key_type = {"&cancelCtxKey+1", true, NULL, NULL, NULL};
static const ctx_key_t cancel_key = {&cancel_key_type, &cancel_key_type};
static const ctx_key_t witness_key = {&witness_key_type, &witness_key_type};

/* ---- references ------------------------------------------------------------------------------------------ */

/* A node is freed when nothing owns or keeps it: its handle, its children (each keeps its parent), tasks, whoever called
 * ctx_keep. Being in a children set or in the timer wheel is no reference: a live handle stands behind it. */

static void unbook(ctx_t *ctx)
{
    rt_ledger_remove(CTX_LEDGER_NODE, ctx);
    if (node_cancelable(ctx) && atomic_load_explicit(&node_cancel(ctx)->done.word, memory_order_relaxed) & DONE_OPEN)
        rt_ledger_remove(CTX_LEDGER_DONE, &node_cancel(ctx)->done);
}

static inline void free_cancel(cancel_node_t *node)
{
    if (node->base.kind == CTX_NODE_TIMER)
        ctx_error_drop_(node_timer(&node->base)->timer_cause);
    ctx_error_drop_(node->cause);
    if (node->base.flags & NODE_OWNER_KEPT)
        ctx_unref_(&node->owner->base);
    rt_free_extra(node);
    rt_free(node);
}

/* Its memory is not ours: perhaps static, or part of something with a life of its own. */
static void free_custom(ctx_custom_t *custom)
{
    ctx_t *ctx = ctx_of_custom(custom);
    atomic_store_explicit(&ctx->refs, 0, memory_order_relaxed); /* dropped once too often, it is not freed again */
    if (custom->ops_->destroy != NULL)
        custom->ops_->destroy(custom);
}

static void free_node(ctx_t *ctx)
{
    if (ctx->id != 0)
        RT_EVENT(.kind = CTX_EV_NODE_FREE, .node = ctx->id);
    if (rt_may_book())
        unbook(ctx);
    if (node_cancelable(ctx)) {
        free_cancel(node_cancel(ctx));
        return;
    }
    if (ctx->kind == CTX_NODE_CUSTOM) {
        free_custom(node_custom(ctx));
        return;
    }
    if (ctx->kind == CTX_NODE_VALUE && ctx->flags & NODE_OWNS_VALUE)
        ((owned_value_node_t *)(void *)ctx)->free_value(node_value(ctx)->value);
    if (ctx->kind == CTX_NODE_STOP)
        ctx_free_stop_(ctx);
    rt_free(ctx);
}

/* A loop, not a recursion: dropping the last leaf of a chain of a million frees all of it on a small stack. */
void ctx_unref_(ctx_t *ctx)
{
    while (ctx != NULL && !node_root(ctx) && count_down(&ctx->refs)) {
        ctx_t *parent = ctx->parent;
        unsigned lane = node_lane(ctx);
        free_node(ctx);
        ctx = lane != 0 && lane_uncount(parent, lane) ? NULL : parent;
    }
}

ctx_t *ctx_keep_at(const ctx_site_t *site, ctx_t *ctx)
{
    rt_check_use(ctx, site, "context");
    RT_STEP(CTX_OP_KEEP, ctx, site);
    ctx_ref_(ctx);
    RT_EVENT(.kind = CTX_EV_KEEP, .node = ctx->id, .site = RT_SITE(site), .aux = ctx->refs);
    return ctx;
}

void ctx_drop_at(const ctx_site_t *site, ctx_t *ctx)
{
    if (ctx == NULL)
        return;
    rt_check_use(ctx, site, "context");
    RT_STEP(CTX_OP_DROP, ctx, site);
    rt_check_use(ctx, site, "context");
    RT_EVENT(.kind = CTX_EV_DROP, .node = ctx->id, .site = RT_SITE(site), .aux = node_root(ctx) ? 0 : ctx->refs - 1);
    ctx_unref_(ctx);
}

void ctx_kept_drop_(ctx_t **ctx) { ctx_drop_at(NULL, *ctx); }

/* ---- roots ----------------------------------------------------------------------------------------------- */

ctx_t *ctx_background(void) { return &background; }
ctx_t *ctx_todo(void) { return &todo; }

/* ---- the four methods ------------------------------------------------------------------------------------ */

/* LESSON: the-tree. Value and stop nodes hold no state of their own: they pass the question on to their parent. */
static ctx_t *past_values(ctx_t *ctx)
{
    while (ctx->kind == CTX_NODE_VALUE || ctx->kind == CTX_NODE_STOP)
        ctx = ctx->parent;
    return ctx;
}

cancel_node_t *ctx_deciding_beyond_(ctx_t *ctx)
{
    ctx = past_values(ctx);
    return node_cancelable(ctx) ? node_cancel(ctx) : NULL;
}

bool ctx_deadline(ctx_t *ctx, ctx_ns_t *deadline)
{
    rt_check_use(ctx, CTX_HERE, "context");
    RT_STEP(CTX_OP_VALUE, ctx, NULL);
    for (;; ctx = ctx->parent) {
        switch (ctx->kind) {
        case CTX_NODE_TIMER: *deadline = node_timer(ctx)->deadline; return true;
        case CTX_NODE_BACKGROUND:
        case CTX_NODE_TODO:
        case CTX_NODE_WITHOUT_CANCEL: return false;
        case CTX_NODE_CUSTOM:
            if (node_custom(ctx)->ops_->deadline != NULL)
                return node_ops(ctx)->deadline(node_custom(ctx), deadline);
            if (ctx->parent == NULL)
                return false;
            break;
        default: break;
        }
    }
}

/* LESSON: lazy-done. The channel is made by the first question, and only then closed by a cancel. */
ASIDE chan_t *ask_for_done(cancel_node_t *node, const ctx_site_t *site)
{
    uint32_t word = atomic_load_explicit(&node->done.word, memory_order_acquire);
    if (word == 0 && word_step(&node->done.word, &word, DONE_OPEN)) {
        RT_EVENT(.kind = CTX_EV_DONE_MADE, .node = node->base.id, .site = RT_SITE(site));
        rt_ledger_add(CTX_LEDGER_DONE, &node->done, "done channel", site);
        return &node->done;
    }
    if ((word & DONE_SHARED) == 0)
        return &node->done;
    if ((word & DONE_LATE) == 0 && (atomic_fetch_or(&node->done.word, DONE_LATE) & DONE_LATE) == 0)
        RT_EVENT(.kind = CTX_EV_DONE_MADE, .flags = 1, .node = node->base.id, .site = RT_SITE(site));
    return &ctx_shared_closed_;
}

HOT chan_t *done_of_node(cancel_node_t *node, const ctx_site_t *site)
{
    uint32_t word = atomic_load_explicit(&node->done.word, memory_order_acquire);
    return MOSTLY(word & DONE_OPEN) ? &node->done : ask_for_done(node, site);
}

ASIDE chan_t *done_beyond(ctx_t *ctx, const ctx_site_t *site)
{
    for (;;) {
        ctx = past_values(ctx);
        if (node_cancelable(ctx))
            return done_of_node(node_cancel(ctx), site);
        if (ctx->kind != CTX_NODE_CUSTOM)
            return NULL;
        if (node_custom(ctx)->ops_->done != NULL)
            return node_ops(ctx)->done(node_custom(ctx));
        if (ctx->parent == NULL)
            return NULL;
        ctx = ctx->parent;
    }
}

HOT chan_t *done_of(ctx_t *ctx, const ctx_site_t *site)
{
    return MOSTLY(node_cancelable(ctx)) ? done_of_node(node_cancel(ctx), site) : done_beyond(ctx, site);
}

chan_t *ctx_done_at(const ctx_site_t *site, ctx_t *ctx)
{
    rt_check_use(ctx, site, "context");
    return done_of(ctx, site);
}
chan_t *ctx_done_quiet_(ctx_t *ctx) { return done_of(ctx, NULL); }
chan_t *(ctx_done)(ctx_t *ctx) { return ctx_done_at(NULL, ctx); }

/* LESSON: err. Read without a lock: what a closed done shows was written before it closed (node_err). */
ctx_err_t ctx_err_beyond_(ctx_t *ctx)
{
    for (;;) {
        ctx = past_values(ctx);
        if (node_cancelable(ctx))
            return node_err(node_cancel(ctx));
        if (ctx->kind != CTX_NODE_CUSTOM)
            return CTX_OK;
        if (node_custom(ctx)->ops_->err != NULL)
            return node_ops(ctx)->err(node_custom(ctx));
        if (ctx->parent == NULL)
            return CTX_OK;
        ctx = ctx->parent;
    }
}

ASIDE ctx_err_t err_beyond(const ctx_site_t *site, ctx_t *ctx)
{
    return ctx_event_looked_(1, ctx, ctx_err_beyond_(ctx), site);
}

ctx_err_t ctx_err_at(const ctx_site_t *site, ctx_t *ctx)
{
    rt_check_use(ctx, site, "context");
    RT_STEP(CTX_OP_ERR, ctx, site);
    if (!MOSTLY(node_cancelable(ctx)))
        return err_beyond(site, ctx);
    ctx_err_t err = node_err(node_cancel(ctx));
    return rt_may_trace() ? ctx_event_looked_(1, ctx, err, site) : err;
}

/* ---- values ---------------------------------------------------------------------------------------------- */

static bool is_private(ctx_key_t key) { return key.type == &cancel_key_type || key.type == &witness_key_type; }

static bool key_equal(ctx_key_t a, ctx_key_t b)
{
    if (a.type != b.type)
        return false;
    return a.type->equal == NULL ? a.value == b.value : a.type->equal(a.value, b.value);
}

/* LESSON: value-walk. One hop per node examined. The walk ends at a root, or at a custom context that answers for
 * itself; *end: where. Most of a long path are values under keys of other types: the inner loop, of so few instructions that
 * the processor runs ahead of the loads. */
static void *value_of(ctx_t *ctx, ctx_key_t key, const ctx_t **end)
{
    void *found = NULL;
    for (;; ctx = ctx->parent) {
        while (MOSTLY(ctx->kind == CTX_NODE_VALUE) && MOSTLY(node_value(ctx)->key.type != key.type))
            ctx = ctx->parent;
        if (ctx->kind == CTX_NODE_VALUE) {
            if (!key_equal(node_value(ctx)->key, key))
                continue;
            found = node_value(ctx)->value;
        } else if (node_cancelable(ctx)) {
            if (!is_private(key))
                continue;
            found = key.type == &cancel_key_type ? (char *)ctx : (char *)ctx + 1;
        } else if (ctx->kind == CTX_NODE_CUSTOM) {
            if (node_custom(ctx)->ops_->value != NULL)
                found = node_ops(ctx)->value(node_custom(ctx), key);
            else if (ctx->parent != NULL)
                continue;
        } else if (ctx->kind == CTX_NODE_STOP || (ctx->kind == CTX_NODE_WITHOUT_CANCEL && !is_private(key))) {
            continue; /* below a without-cancel nobody must find a canceller above it */
        }
        *end = ctx;
        return found;
    }
}

static uint32_t hops(const ctx_t *from, const ctx_t *end)
{
    uint32_t n = 1;
    for (; from != end; from = from->parent)
        n++;
    return n;
}

void *ctx_value_at(const ctx_site_t *site, ctx_t *ctx, ctx_key_t key)
{
    const ctx_t *end;
    rt_check_use(ctx, site, "context");
    if (!is_private(key))
        RT_STEP(CTX_OP_VALUE, ctx, site);
    void *value = value_of(ctx, key, &end);
    if (!is_private(key)) /* else: a custom context passing the engine's own question on */
        RT_EVENT(.kind = CTX_EV_VALUE, .node = ctx->id, .other = end->kind == CTX_NODE_VALUE ? end->id : 0,
                 .aux = hops(ctx, end), .value = rt_text(ctx_key_text_(key)), .site = RT_SITE(site));
    return value;
}

/* The cancelable node that answers the private key for ctx; NULL when none does, or when the answer is not ours. */
static cancel_node_t *canceller_of(ctx_t *ctx)
{
    const ctx_t *end;
    cancel_node_t *node = ctx_deciding_(ctx);
    if (node != NULL)
        return node;
    char *found = value_of(ctx, cancel_key, &end);
    if (found == NULL || value_of(ctx, witness_key, &end) != found + 1)
        return NULL;
    return (cancel_node_t *)(void *)found;
}

/* ---- causes ---------------------------------------------------------------------------------------------- */

/* LESSON: cause. Under the node's lock: who asks while a cascade is under way below it waits until that is over. */
const ctx_error_t *ctx_cause_of_(ctx_t *ctx, ctx_err_t err)
{
    const ctx_error_t *cause = NULL;
    cancel_node_t *node = canceller_of(ctx);
    if (node != NULL) {
        rt_lock(&node->done.lock);
        cause = node->cause;
        rt_unlock(&node->done.lock);
    }
    return cause != NULL ? cause : ctx_error_of(err);
}

const ctx_error_t *ctx_cause_at(const ctx_site_t *site, ctx_t *ctx)
{
    rt_check_use(ctx, site, "context");
    RT_STEP(CTX_OP_CAUSE, ctx, site);
    ctx_err_t err = ctx_err_quiet_(ctx);
    const ctx_error_t *cause = err == CTX_OK ? NULL : ctx_cause_of_(ctx, err);
    ctx_event_looked_(3, ctx, err, site);
    return cause;
}

/* ---- making nodes ---------------------------------------------------------------------------------------- */

/* LESSON: cancel-handle. The right to cancel is an object of its own: it owns a reference, its context is borrowed. */
HOT ctx_cancel_t *new_handle(ctx_t *ctx, const ctx_site_t *site)
{
    ctx_cancel_t *handle = rt_alloc(sizeof *handle);
    handle->ctx_ = ctx;
    handle->made_ = site;
    handle->id_ = RT_NEW_ID(HANDLE);
    handle->pad_ = 0;
    rt_ledger_add(CTX_LEDGER_HANDLE, handle, "cancel handle", site);
    return handle;
}

HOT ctx_cancel_t *first_handle(ctx_t *ctx, const ctx_site_t *site)
{
    ctx_cancel_t *handle = new_handle(ctx, site);
    atomic_store_explicit(&ctx->holders, 1, memory_order_relaxed);
    RT_EVENT_AS(true, .kind = CTX_EV_HANDLE_NEW, .node = ctx->id, .other = handle->id_, .site = RT_SITE(site));
    return handle;
}

/* ---- linking: four branches ------------------------------------------------------------------------------ */

/* The node that closes parent's done, when it is one of ours: found by the private key, and believed only when its
 * done is the very channel that parent answers. Somebody who wraps a context in another Done is told apart here. */
static cancel_node_t *find_owner(ctx_t *parent)
{
    const ctx_t *end;
    cancel_node_t *node = ctx_deciding_(parent);
    if (node != NULL)
        return node; /* no custom context in between */
    chan_t *done = done_of(parent, NULL); /* asked again: it should still be the same */
    char *found = value_of(parent, cancel_key, &end); /* perhaps no node: not followed before it fits */
    return found != NULL && found + offsetof(cancel_node_t, done) == (char *)done ? (void *)found : NULL;
}


/* False: owner has ended. */
HOT bool enter_set(cancel_node_t *owner, cancel_node_t *node)
{
    node->owner = owner;
    owner_lock(owner);
    bool ended = done_closed(&owner->done);
    if (!ended) {
        ring_add(&owner->children, node);
        RT_EVENT_AS(true, .kind = CTX_EV_NODE_LINK, .node = node->base.id, .other = owner->base.id);
    }
    rt_unlock(&owner->done.lock);
    return !ended;
}

ASIDE void born_cancelled(cancel_node_t *node, ctx_t *parent, const ctx_site_t *site)
{
    ending_t end = {.why = CTX_WHY_BORN, .err = ctx_err_quiet_(parent), .site = site};
    if (end.err == CTX_OK)
        ctx_panic_at(site, "context: internal error: missing cancel error");
    end.cause = ctx_cause_of_(parent, end.err);
    ctx_end_node_(node, &end);
}

/* LESSON: four-branches. How a new node comes to hear of its parent's end. done: the parent's; NULL: not asked for yet. */
ASIDE void link_any(cancel_node_t *node, ctx_t *parent, chan_t *done, const ctx_site_t *site)
{
    ctx_ref_(parent);
    if (done == NULL && (done = done_of(parent, site)) == NULL)
        return; /* 1. the parent is never cancelled */
    if (rt_chan_closed(done)) {
        born_cancelled(node, parent, site); /* 2. it already is */
        return;
    }
    cancel_node_t *owner = find_owner(parent);
    if (owner == NULL) { /* LESSON: slow-path. 4. not one of ours: its after_func, or a task that waits */
        ctx_link_custom_(node, parent, site);
        return;
    }
    if (ctx_deciding_(parent) != owner) { /* found through a custom context: it may let go of it before we do */
        ctx_ref_(&owner->base);
        node->base.flags |= NODE_OWNER_KEPT;
    }
    if (!enter_set(owner, node)) /* 3. linked; or 2 again: it ended between the look and the lock */
        born_cancelled(node, &owner->base, site);
}

/* The same where it is known at a glance: below a root, or where parent itself is the one that decides. False: nobody knows
 * of node but its maker. */
HOT bool link_parent(cancel_node_t *node, ctx_t *parent, chan_t *done, const ctx_site_t *site)
{
    if (node_root(parent))
        return false; /* 1 */
    if (!node_cancelable(parent)) {
        link_any(node, parent, done, site);
        return true;
    }
    cancel_node_t *owner = node_cancel(parent);
    if (lane_enter(owner, node))
        return true; /* 3, where threads fight over the parent */
    count_up(&parent->refs);
    if (rt_chan_closed(done_of_node(owner, site)) || !enter_set(owner, node))
        born_cancelled(node, parent, site);
    return true;
}

void ctx_link_parent_(cancel_node_t *node, ctx_t *parent, chan_t *done, const ctx_site_t *site)
{
    (void)link_parent(node, parent, done, site);
}

/* ---- cancelling ------------------------------------------------------------------------------------------ */

/* Sets err, cause and done of one node, under its lock. The order matters to those who read without it: cause and err
 * first, then the word that says they may be read. */
HOT void tell(cancel_node_t *node, int why, const ending_t *end, uint32_t from)
{
    if (node->children != NULL) /* nobody else may look at the set any more */
        (void)ring_open(node->children);
    lanes_gather(node);
    node->cause = ctx_error_keep_(end->cause);
    __atomic_store_n(&node->base.err, (uint32_t)end->err, __ATOMIC_RELAXED);
    RT_EVENT_AS(from == 0, .kind = CTX_EV_TOLD, .node = node->base.id, .flags = (uint8_t)why,
                .detail = (uint8_t)end->err, .other = from, .aux = ctx_error_text_(end->cause));
    rt_done_close(&node->done);
}

/* What a node still has to do once its subtree is done; and gives up its lock. stopped: an after-func by its stop. */
HOT void leave_lock(cancel_node_t *node, bool stopped)
{
    if (node->base.flags & NODE_ARMED)
        (void)rt_timer_disarm(&node_timer(&node->base)->timer);
    bool runs = node->base.kind == CTX_NODE_AFTER_FUNC && !stopped; /* read now: unlocked, it may be gone */
    rt_unlock(&node->done.lock);
    if (runs)
        ctx_start_after_(node);
}

/* The next child that this cascade must tell, taken out of node's set and locked; NULL when there is none left. A child
 * cannot be freed meanwhile: before that it must leave our set, and for that it needs our lock. */
static cancel_node_t *next_child(cancel_node_t *node)
{
    while (node->children != NULL) {
        cancel_node_t *child = node->children;
        node->children = child->next;
        child->next = NULL;
        rt_lock(&child->done.lock);
        if (!done_closed(&child->done))
            return child;
        rt_unlock(&child->done.lock); /* its own cancel came first, and waits for our lock to leave the set */
        RT_EVENT(.kind = CTX_EV_NODE_UNLINK, .node = child->base.id, .other = node->base.id);
    }
    return NULL;
}

/* LESSON: cascade. Parent first, then each child with its whole subtree, in creation order. Going down and coming back
 * use the links inside the nodes (children, owner), so depth costs no stack; every lock on the path stays held. */
ASIDE uint32_t cascade(cancel_node_t *top, const ending_t *end)
{
    uint32_t told = 1;
    cancel_node_t *at = top;
    for (;;) {
        cancel_node_t *child = next_child(at);
        if (child != NULL) {
            RT_CASCADE_STEP(child);
            tell(child, CTX_WHY_PARENT, end, at->base.id);
            told++;
            at = child;
            continue;
        }
        if (at == top)
            return told;
        cancel_node_t *up = at->owner; /* read now: once unlocked, its holder may free it */
        leave_lock(at, false);
        at = up;
    }
}

HOT void event_noop(const cancel_node_t *node, const ending_t *end)
{
    if (end->why == CTX_WHY_CALL && node->base.kind != CTX_NODE_AFTER_FUNC)
        RT_EVENT(.kind = CTX_EV_CANCEL_NOOP, .node = node->base.id, .other = end->handle, .site = RT_SITE(end->site));
}

/* LESSON: cancel. The first call wins, and gets true; any later one waits here until the first is over, then changes nothing. */
HOT bool end_node(cancel_node_t *top, ending_t *end)
{
    if (end->cause == NULL)
        end->cause = ctx_error_of(end->err);
    rt_lock(&top->done.lock);
    if (done_closed(&top->done)) {
        rt_unlock(&top->done.lock);
        event_noop(top, end);
        return false;
    }
    RT_EVENT(.kind = CTX_EV_CANCEL_CALL, .node = top->base.id, .flags = (uint8_t)end->why, .detail = (uint8_t)end->err,
             .other = end->handle, .aux = ctx_error_text_(end->cause), .site = RT_SITE(end->site));
    tell(top, end->why, end, 0);
    uint32_t told = 1;
    if (top->children != NULL) {
        ending_t given = *end; /* a copy: the other stays in registers */
        told = cascade(top, &given);
    }
    RT_EVENT_AS(told == 1, .kind = CTX_EV_CANCEL_END, .node = top->base.id, .value = told);
    leave_lock(top, end->why == CTX_WHY_CALL);
    return true;
}

void ctx_end_node_(cancel_node_t *node, ending_t *end) { (void)end_node(node, end); }

/* False: it stands there no more, because a cascade from above took it out. */
HOT bool leave_set(cancel_node_t *owner, cancel_node_t *node)
{
    if (lane_leave(node))
        return true;
    owner_lock(owner);
    bool linked = node->next != NULL;
    if (linked)
        ring_remove(&owner->children, node);
    rt_unlock(&owner->done.lock);
    return linked;
}

HOT void leave_owner(cancel_node_t *node)
{
    cancel_node_t *owner = node->owner;
    if (owner != NULL) {
        if (leave_set(owner, node))
            RT_EVENT_AS(true, .kind = CTX_EV_NODE_UNLINK, .node = node->base.id, .other = owner->base.id);
        return;
    }
    if (node->base.parent->kind == CTX_NODE_STOP)
        ctx_leave_custom_(node);
}

HOT bool has_left(const cancel_node_t *node)
{
    return (atomic_load_explicit(&node->done.word, memory_order_acquire) & DONE_LEFT) != 0;
}

/* LESSON: unlink. Out of the parent's set only after the node's own lock is given up: child before parent. LEFT says
 * that this is over, and that no cascade from above can be at work on the node: it may be freed with no other look. */
HOT bool end_and_leave(cancel_node_t *node, ending_t *end)
{
    if (has_left(node)) {
        event_noop(node, end);
        return false;
    }
    bool first = end_node(node, end);
    if (!first && end->why == CTX_WHY_CALL && node->base.kind != CTX_NODE_TIMER)
        return false; /* as in Go a plain context's second cancel does not leave: the first one does, or the release */
    leave_owner(node);
    uint32_t word = atomic_load_explicit(&node->done.word, memory_order_relaxed); /* closed: nobody else changes it now */
    atomic_store_explicit(&node->done.word, word | DONE_LEFT, memory_order_release);
    return first;
}

bool ctx_end_and_leave_(cancel_node_t *node, ending_t *end) { return end_and_leave(node, end); }

void ctx_cancel_cause_at(const ctx_site_t *site, ctx_cancel_t *cancel, const ctx_error_t *cause)
{
    rt_check_handle(cancel, site, "cancel");
    RT_STEP(CTX_OP_CANCEL, cancel->ctx_, site);
    rt_check_handle(cancel, site, "cancel");
    ending_t end = {CTX_WHY_CALL, CTX_CANCELED, cause != NULL ? cause : &ctx_error_canceled, site, cancel->id_};
    (void)end_and_leave(node_cancel(cancel->ctx_), &end);
}

void ctx_cancel_at(const ctx_site_t *site, ctx_cancel_t *cancel) { ctx_cancel_cause_at(site, cancel, NULL); }

static bool last_holder(ctx_t *ctx)
{
    return atomic_load_explicit(&ctx->holders, memory_order_acquire) == 1 || /* only a holder can make another */
           atomic_fetch_sub_explicit(&ctx->holders, 1, memory_order_acq_rel) == 1;
}

ASIDE void end_by_release(cancel_node_t *node, const ctx_site_t *where, uint32_t handle)
{
    ending_t end = {CTX_WHY_RELEASE, CTX_CANCELED, &ctx_error_canceled, where, handle};
    (void)end_and_leave(node, &end);
}

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
             .detail = done_closed(&node_cancel(ctx)->done), .site = RT_SITE(where));
    uint32_t id = cancel->id_;
    rt_ledger_remove(CTX_LEDGER_HANDLE, cancel);
    rt_free(cancel);
    if (last_holder(ctx) && !has_left(node_cancel(ctx)))
        end_by_release(node_cancel(ctx), where, id);
    ctx_unref_(ctx);
}

void ctx_auto_release_(ctx_cancel_t **cancel) { ctx_release_at(NULL, *cancel); }

ctx_cancel_t *ctx_cancel_dup_at(const ctx_site_t *site, ctx_cancel_t *cancel)
{
    rt_check_handle(cancel, site, "dup");
    ctx_ref_(cancel->ctx_);
    ctx_cancel_t *dup = new_handle(cancel->ctx_, site);
    atomic_fetch_add_explicit(&dup->ctx_->holders, 1, memory_order_relaxed);
    RT_EVENT(.kind = CTX_EV_HANDLE_DUP, .node = dup->ctx_->id, .other = dup->id_, .aux = cancel->id_,
             .site = RT_SITE(site));
    return dup;
}

/* ---- deriving -------------------------------------------------------------------------------------------- */

/* If a custom parent panics on the way, what was made so far is given back by the unwinding. */
static inline void give_back(ctx_cancel_t **handle)
{
    if (*handle != NULL)
        ctx_release_at(NULL, *handle);
}

HOT ctx_cancel_t *derive_cancel(const ctx_site_t *site, ctx_t *parent)
{
    cancel_node_t *node = rt_alloc(sizeof *node);
    ctx_init_cancel_(node, CTX_NODE_CANCEL, parent);
    ctx_announce_(&node->base, CTX_NO_DEADLINE, false, NULL, site);
    ctx_cancel_t *handle __attribute__((cleanup(give_back))) = first_handle(&node->base, site);
    (void)link_parent(node, parent, NULL, site);
    return ctx_move(&handle);
}

ctx_cancel_t *ctx_derive_cancel_(const ctx_site_t *site, ctx_t *parent)
{
    ctx_check_parent_(site, parent);
    RT_STEP(CTX_OP_DERIVE, parent, site);
    return derive_cancel(site, parent);
}

/* An armed timer holds no reference: whoever frees the node has cancelled it, and so disarmed the timer. known: not only to
 * its maker, somebody could cancel it meanwhile. */
HOT void arm(timer_node_t *node, bool known, const ctx_site_t *site)
{
    if (known)
        rt_lock(&node->node.done.lock);
    if (!done_closed(&node->node.done)) {
        node->node.base.flags |= NODE_ARMED;
        rt_timer_arm(&node->timer, node->deadline, node->node.base.id, site);
    }
    if (known)
        rt_unlock(&node->node.done.lock);
}

static timer_node_t *node_of_timer(rt_timer_t *timer)
{
    return (timer_node_t *)(void *)((char *)timer - offsetof(timer_node_t, timer));
}

/* Too late to disarm it, so a reference must hold the node from here on. */
void ctx_timer_due_(rt_timer_t *timer) { ctx_ref_(&node_of_timer(timer)->node.base); }

void ctx_timer_expire_(rt_timer_t *timer)
{
    timer_node_t *node = node_of_timer(timer);
    ending_t end = {.why = CTX_WHY_DEADLINE, .err = CTX_DEADLINE_EXCEEDED, .cause = node->timer_cause};
    (void)ctx_end_and_leave_(&node->node, &end);
    ctx_unref_(&node->node.base);
}

void ctx_timer_fired_(rt_timer_t *timer)
{
    ctx_timer_due_(timer);
    ctx_timer_expire_(timer);
}

/* LESSON: deadline-timer. A parent that ends strictly sooner makes the timer pointless: a plain cancel node, and a
 * cause meant for the later deadline is gone. */
static ctx_cancel_t *downgrade(const ctx_site_t *site, ctx_t *parent, ctx_ns_t deadline, bool length, const ctx_error_t *cause)
{
    ctx_cancel_t *handle = derive_cancel(site, parent);
    RT_EVENT(.kind = CTX_EV_DOMINATED, .node = handle->ctx_->id, .other = parent->id, .value = deadline,
             .flags = (uint8_t)((cause != NULL) | length << 1), .site = RT_SITE(site));
    return handle;
}

static ctx_cancel_t *derive_timer(const ctx_site_t *site, ctx_t *parent, ctx_ns_t deadline, ctx_ns_t now, bool length,
                                  const ctx_error_t *cause)
{
    timer_node_t *node = rt_alloc(sizeof *node);
    ctx_init_cancel_(&node->node, CTX_NODE_TIMER, parent);
    node->deadline = deadline;
    node->timer_cause = ctx_error_keep_(cause);
    rt_timer_init(&node->timer);
    ctx_announce_(&node->node.base, deadline, length, NULL, site);
    ctx_cancel_t *handle __attribute__((cleanup(give_back))) = first_handle(&node->node.base, site);
    bool known = link_parent(&node->node, parent, NULL, site);
    if (deadline <= now) { /* LESSON: born-done. No timer: it has passed */
        ending_t end = {.why = CTX_WHY_BORN, .err = CTX_DEADLINE_EXCEEDED, .cause = cause, .site = site};
        (void)end_and_leave(&node->node, &end);
    } else {
        arm(node, known, site);
    }
    return ctx_move(&handle);
}

static ctx_cancel_t *derive_before(const ctx_site_t *site, ctx_t *parent, ctx_ns_t deadline, ctx_ns_t now, bool length,
                                   const ctx_error_t *cause)
{
    ctx_ns_t sooner = CTX_NO_DEADLINE;
    if (ctx_deadline(parent, &sooner) && sooner < deadline)
        return downgrade(site, parent, deadline, length, cause);
    return derive_timer(site, parent, deadline, now, length, cause);
}

ctx_cancel_t *ctx_derive_deadline_(const ctx_site_t *site, ctx_t *parent, ctx_ns_t deadline, const ctx_error_t *cause)
{
    ctx_check_parent_(site, parent);
    RT_TIMED_STEP(CTX_OP_DERIVE, parent, site);
    return derive_before(site, parent, deadline, rt_now(), false, cause);
}

ctx_cancel_t *ctx_derive_timeout_(const ctx_site_t *site, ctx_t *parent, ctx_ns_t timeout, const ctx_error_t *cause)
{
    ctx_check_parent_(site, parent);
    RT_TIMED_STEP(CTX_OP_DERIVE, parent, site);
    ctx_ns_t now = rt_now();
    return derive_before(site, parent, ctx_after(now, timeout), now, true, cause);
}
