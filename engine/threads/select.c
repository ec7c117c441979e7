/* select.c — waiting for one of several channels, and for a context's done.
 *
 * A select looks at each arm; if none is ready it takes a place in each list, looking once more under that channel's
 * lock, and sleeps. To act on an arm found ready in this second round it must first claim itself, because another task
 * may be serving it through an earlier arm; if then the arm turns out taken, it starts over.
 */
#include "chan.h"
#include "ctx_chan.h"
#include "futex.h"
#include "task.h"

enum { FEW = 8 };

static RT_THREAD uint64_t dice;

static uint32_t roll(void)
{
    if (dice == 0)
        dice = ((uint64_t)(uintptr_t)&dice ^ (uint64_t)rt_now()) | 1;
    dice ^= dice << 13;
    dice ^= dice >> 7;
    dice ^= dice << 17;
    return (uint32_t)(dice >> 32);
}

/* ---- a done channel alone ------------------------------------------------------------------------------------ */

static uint32_t done_sleepers(chan_t *done)
{
    uint32_t word = atomic_load_explicit(&done->word, memory_order_acquire);
    while ((word & (DONE_CLOSED | DONE_SLEEPERS)) == 0) {
        if (atomic_compare_exchange_weak_explicit(&done->word, &word, word | DONE_SLEEPERS, memory_order_acq_rel,
                                                  memory_order_acquire))
            return word | DONE_SLEEPERS;
    }
    return word;
}

void done_wait(chan_t *done)
{
    uint32_t word;
    task_blocks();
    while (((word = done_sleepers(done)) & DONE_CLOSED) == 0)
        futex_wait(&done->word, word);
    task_goes_on();
}

static bool done_wait_until(chan_t *done, ctx_ns_t when)
{
    uint32_t word;
    bool closed;
    task_blocks();
    while (!(closed = ((word = done_sleepers(done)) & DONE_CLOSED) != 0) && rt_now() < when)
        futex_wait_until(&done->word, word, when);
    task_goes_on();
    return closed;
}

void done_wait_or_word(chan_t *done, const _Atomic uint32_t *word, uint32_t seen)
{
    uint32_t done_word = done_sleepers(done);
    task_blocks();
    if ((done_word & DONE_CLOSED) == 0)
        futex_wait_two(&done->word, done_word, word, seen);
    task_goes_on();
}

/* ---- places in a done channel's list -------------------------------------------------------------------------- */

static bool done_add(chan_t *done, place_t *place)
{
    if (done_closed(done))
        return false;
    rt_lock(&done->lock);
    bool open = !done_closed(done);
    if (open) {
        place_t *first = done->waiters;
        place->prev = NULL;
        place->next = first;
        if (first != NULL)
            first->prev = place;
        done->waiters = place;
        atomic_store_explicit(&place->queued, 1, memory_order_relaxed);
    }
    rt_unlock(&done->lock);
    return open;
}

static void done_remove(chan_t *done, place_t *place)
{
    if (atomic_load_explicit(&place->queued, memory_order_acquire) == 0)
        return; /* the closer took it out: no lock to wait for */
    rt_lock(&done->lock);
    if (atomic_load_explicit(&place->queued, memory_order_acquire) != 0) {
        if (place->prev != NULL)
            place->prev->next = place->next;
        else
            done->waiters = place->next;
        if (place->next != NULL)
            place->next->prev = place->prev;
    }
    rt_unlock(&done->lock);
}

/* ---- select ---------------------------------------------------------------------------------------------------- */

typedef struct wait {
    const ctx_site_t *site;
    chan_case_t *cases;
    place_t *places;
    int n;
    ctx_ns_t until;
    waiter_t waiter;
} wait_t;

static bool try_arm(const ctx_site_t *site, chan_case_t *c)
{
    if (c->ch == NULL || c->op == CHAN_OP_DEFAULT)
        return false;
    if (!chan_is_ordinary(c->ch)) {
        if (c->op == CHAN_OP_SEND)
            ctx_panic_at(site, "send on a context's done channel");
        if (done_closed(c->ch) && c->open != NULL)
            *c->open = false;
        return done_closed(c->ch);
    }
    ordinary_t *ch = chan_ordinary(c->ch);
    return c->op == CHAN_OP_SEND ? chan_try_send(site, ch, c->value) : chan_try_recv(ch, c->value, c->open);
}

/* Of two, each first as often as the other. */
static int look_at_two(const ctx_site_t *site, chan_case_t *cases)
{
    int first = (int)(roll() & 1);
    if (try_arm(site, &cases[first]))
        return first;
    return try_arm(site, &cases[1 - first]) ? 1 - first : -1;
}

static void free_order(int **order) { rt_free(*order); }

/* In an order drawn anew: each of those that are ready is the first of them as often as any other, wherever the rest stand. */
static int look_at_many(const ctx_site_t *site, chan_case_t *cases, int n)
{
    int few[FEW];
    int *many __attribute__((cleanup(free_order))) = n <= FEW ? NULL : rt_alloc((size_t)n * sizeof *many);
    int *order = many != NULL ? many : few;
    for (int i = 0; i < n; i++)
        order[i] = i;
    for (int left = n; left > 0; left--) {
        int at = (int)((uint64_t)roll() * (unsigned)left >> 32), i = order[at];
        if (try_arm(site, &cases[i]))
            return i;
        order[at] = order[left - 1];
    }
    return -1;
}

static int look(const ctx_site_t *site, chan_case_t *cases, int n)
{
    if (n > 2)
        return look_at_many(site, cases, n);
    if (n == 2)
        return look_at_two(site, cases);
    return n == 1 && try_arm(site, &cases[0]) ? 0 : -1;
}

static bool claim_self(wait_t *w)
{
    uint32_t waiting = 0;
    return atomic_compare_exchange_strong_explicit(&w->waiter.state, &waiting, WAITER_CLAIMED, memory_order_acq_rel,
                                                   memory_order_acquire);
}

static bool others_wait(const queue_t *queue, const waiter_t *self)
{
    for (const place_t *place = queue->first; place != NULL; place = place->next)
        if (place->waiter != self)
            return true;
    return false;
}

static bool seems_ready(const ordinary_t *ch, chan_op_t op, const waiter_t *self)
{
    if (op == CHAN_OP_SEND)
        return ch->closed || ch->count < ch->capacity || others_wait(&ch->receivers, self);
    return ch->closed || ch->count > 0 || others_wait(&ch->senders, self);
}

enum { ENTERED, READY, SERVED };

static int enter_ordinary(wait_t *w, int i)
{
    chan_case_t *c = &w->cases[i];
    ordinary_t *ch = chan_ordinary(c->ch);
    int found = ENTERED;
    rt_lock(&ch->base.lock);
    if (!seems_ready(ch, c->op, &w->waiter)) {
        count_up(&ch->refs); /* it may be dropped by others while we wait in it */
        queue_add(c->op == CHAN_OP_SEND ? &ch->senders : &ch->receivers, &w->places[i]);
    } else {
        found = claim_self(w) ? READY : SERVED;
    }
    rt_unlock(&ch->base.lock);
    return found;
}

static int enter(wait_t *w, int i)
{
    chan_case_t *c = &w->cases[i];
    w->places[i] = (place_t){.kind = PLACE_SELECT, .waiter = &w->waiter, .value = c->value, .open = c->open,
                             .arm = (uint32_t)i};
    if (c->ch == NULL)
        return ENTERED;
    if (chan_is_ordinary(c->ch))
        return enter_ordinary(w, i);
    if (done_add(c->ch, &w->places[i]))
        return ENTERED;
    return claim_self(w) ? READY : SERVED;
}

static void leave(wait_t *w, int i)
{
    chan_case_t *c = &w->cases[i];
    place_t *place = &w->places[i];
    if (c->ch == NULL)
        return;
    if (!chan_is_ordinary(c->ch)) {
        done_remove(c->ch, place);
        return;
    }
    ordinary_t *ch = chan_ordinary(c->ch);
    if (atomic_load_explicit(&place->queued, memory_order_acquire) != 0) {
        rt_lock(&ch->base.lock);
        if (atomic_load_explicit(&place->queued, memory_order_acquire) != 0)
            queue_remove(c->op == CHAN_OP_SEND ? &ch->senders : &ch->receivers, place);
        rt_unlock(&ch->base.lock);
    }
    chan_drop_at(NULL, c->ch);
}

/* 0: the time is up, and nobody will serve us any more. */
static uint32_t sleep_until_served(wait_t *w)
{
    uint32_t state;
    task_blocks();
    while ((state = atomic_load_explicit(&w->waiter.state, memory_order_acquire)) == 0 || state == WAITER_CLAIMED) {
        if (w->until == CTX_NO_DEADLINE || state == WAITER_CLAIMED)
            futex_wait(&w->waiter.state, state);
        else if (rt_now() < w->until)
            futex_wait_until(&w->waiter.state, state, w->until);
        else if (claim_self(w)) {
            state = 0;
            break;
        }
    }
    task_goes_on();
    return state;
}

enum { AGAIN = -1, TIME_UP = -2 };

/* One round: the arm taken, or AGAIN to look from the start, or TIME_UP. */
static int wait_round(wait_t *w)
{
    int entered = 0, found = ENTERED;
    atomic_store_explicit(&w->waiter.state, 0, memory_order_relaxed);
    while (entered < w->n && found == ENTERED) {
        found = enter(w, entered);
        if (found == ENTERED)
            entered++;
    }
    uint32_t state = found == READY ? 0 : sleep_until_served(w);
    for (int i = 0; i < entered; i++)
        leave(w, i);
    if (found == READY)
        return look(w->site, w->cases, w->n);
    if (state == 0)
        return TIME_UP;
    if ((state & WAITER_CLOSED) != 0)
        ctx_panic_at(w->site, "send on closed channel");
    return (int)state - 1;
}

static void free_many(place_t **places) { rt_free(*places); }

/* Every arm but a default; blocks until one is taken, or TIME_UP. */
static int wait_arms(const ctx_site_t *site, chan_case_t *cases, int n, ctx_ns_t until)
{
    place_t few[FEW];
    place_t *many __attribute__((cleanup(free_many))) = n <= FEW ? NULL : rt_alloc((size_t)n * sizeof *many);
    wait_t w = {.site = site, .cases = cases, .n = n, .places = many != NULL ? many : few, .until = until};
    int taken;
    while ((taken = wait_round(&w)) == AGAIN)
        continue;
    return taken;
}

static ctx_t *listens_to(const chan_case_t *cases, int n)
{
    for (int i = 0; i < n; i++) {
        if (cases[i].ctx != NULL)
            return cases[i].ctx;
        if (cases[i].ch != NULL && !chan_is_ordinary(cases[i].ch))
            return ctx_of_done_(cases[i].ch);
    }
    return NULL;
}

static uint32_t object_of(const chan_t *ch)
{
    return ch != NULL && chan_is_ordinary(ch) ? ((const ordinary_t *)(const void *)ch)->id : 0;
}

static ctx_t *context_of(const chan_case_t *c)
{
    if (c->ctx != NULL)
        return c->ctx;
    return c->ch != NULL && !chan_is_ordinary(c->ch) ? ctx_of_done_(c->ch) : NULL;
}

/* Who was met in a channel may drop it at once, so afterwards it is not looked at. While recording, when what happened has to
 * be told in its terms, the call holds references of its own. */
typedef struct held {
    const chan_case_t *cases;
    int n;
} held_t;

static held_t hold(const chan_case_t *cases, int n)
{
    held_t held = {cases, rt_traced() ? n : 0};
    for (int i = 0; i < held.n; i++)
        if (cases[i].ch != NULL && chan_is_ordinary(cases[i].ch))
            (void)chan_keep_at(NULL, cases[i].ch);
    return held;
}

static void let_go(held_t *held)
{
    for (int i = 0; i < held->n; i++)
        if (held->cases[i].ch != NULL && chan_is_ordinary(held->cases[i].ch))
            chan_drop_at(NULL, held->cases[i].ch);
}

#define HOLDS(cases, n) held_t held_ __attribute__((unused, cleanup(let_go))) = hold((cases), (n))

static void event_noticed(const chan_case_t *c, const ctx_site_t *site)
{
    ctx_t *ctx = rt_traced() ? context_of(c) : NULL;
    if (ctx != NULL)
        RT_EVENT(.kind = CTX_EV_NOTICED, .detail = 2, .node = ctx->id, .site = RT_SITE(site));
}

static void block(enum ctx_op op, const ctx_site_t *site, chan_case_t *cases, int n)
{
    if (rt_traced())
        block_event(op, n > 0 ? object_of(cases[0].ch) : 0, listens_to(cases, n), site);
}

static bool only_done(const chan_case_t *cases, int n)
{
    return n == 1 && cases[0].ch != NULL && !chan_is_ordinary(cases[0].ch);
}

static int wait_for(enum ctx_op op, const ctx_site_t *site, chan_case_t *cases, int n)
{
    int taken = 0;
    HOLDS(cases, n);
    block(op, site, cases, n);
    if (only_done(cases, n))
        done_wait(cases[0].ch);
    else
        taken = wait_arms(site, cases, n, CTX_NO_DEADLINE);
    if (rt_traced())
        wake_event(op, listens_to(cases, n), site);
    return taken;
}

static int has_default(const chan_case_t *cases, int n)
{
    for (int i = 0; i < n; i++)
        if (cases[i].op == CHAN_OP_DEFAULT)
            return 1;
    return 0;
}

/* A look at a context that still lives, from a select that goes on by its default. */
static void event_live(const chan_case_t *cases, int n, const ctx_site_t *site)
{
    ctx_t *ctx = listens_to(cases, n);
    if (ctx != NULL)
        RT_EVENT(.kind = CTX_EV_LIVE_SEEN, .detail = 5, .node = ctx->id, .site = RT_SITE(site));
}

int chan_select_at(const ctx_site_t *site, chan_case_t *cases, int n)
{
    HOLDS(cases, n);
    int taken = look(site, cases, n);
    if (taken < 0 && has_default(cases, n)) {
        event_live(cases, n, site);
        RT_EVENT(.kind = CTX_EV_SELECT, .site = RT_SITE(site));
        return -1;
    }
    if (taken < 0)
        taken = wait_for(CTX_OP_SELECT, site, cases, n);
    const chan_case_t *c = &cases[taken];
    if (c->op == CHAN_OP_RECV)
        event_noticed(c, site);
    RT_EVENT(.kind = CTX_EV_SELECT, .detail = 1, .aux = (uint32_t)taken + 1, .other = object_of(c->ch),
             .node = context_of(c) ? context_of(c)->id : 0, .site = RT_SITE(site));
    return taken;
}

/* ---- one channel, with and without a context ------------------------------------------------------------------- */

void chan_send_at(const ctx_site_t *site, chan_t *ch, const void *value)
{
    chan_case_t c = {CHAN_OP_SEND, ch, (void *)(uintptr_t)value, NULL, NULL};
    if (!try_arm(site, &c))
        (void)wait_for(CTX_OP_SEND, site, &c, 1);
}

bool chan_recv_at(const ctx_site_t *site, chan_t *ch, void *value)
{
    bool open = false;
    chan_case_t c = {CHAN_OP_RECV, ch, value, &open, NULL};
    HOLDS(&c, 1);
    if (!try_arm(site, &c))
        (void)wait_for(CTX_OP_RECV, site, &c, 1);
    event_noticed(&c, site);
    return open;
}

/* cases[1] is ctx's done; NULL where it has none. */
static ctx_err_t with_ctx(enum ctx_op op, const ctx_site_t *site, ctx_t *ctx, chan_case_t *cases)
{
    rt_check_use(ctx, site, "context");
    cases[1] = (chan_case_t){CHAN_OP_RECV, ctx_done_quiet_(ctx), NULL, NULL, ctx};
    int taken = look(site, cases, 2);
    if (taken < 0)
        taken = wait_for(op, site, cases, 2);
    if (taken == 0)
        return CTX_OK;
    RT_EVENT(.kind = CTX_EV_NOTICED, .detail = 4, .node = ctx->id, .site = RT_SITE(site));
    return ctx_err_quiet_(ctx);
}

ctx_err_t chan_send_ctx_at(const ctx_site_t *site, ctx_t *ctx, chan_t *ch, const void *value)
{
    chan_case_t cases[2] = {{CHAN_OP_SEND, ch, (void *)(uintptr_t)value, NULL, NULL}};
    return with_ctx(CTX_OP_SEND, site, ctx, cases);
}

ctx_err_t chan_recv_ctx_at(const ctx_site_t *site, ctx_t *ctx, chan_t *ch, void *value, bool *open)
{
    chan_case_t cases[2] = {{CHAN_OP_RECV, ch, value, open, NULL}};
    return with_ctx(CTX_OP_RECV, site, ctx, cases);
}

int rt_wait_either(chan_t *a, chan_t *b)
{
    chan_case_t cases[2] = {{CHAN_OP_RECV, a, NULL, NULL, NULL}, {CHAN_OP_RECV, b, NULL, NULL, NULL}};
    int taken = look(NULL, cases, 2);
    return taken >= 0 ? taken : wait_arms(NULL, cases, 2, CTX_NO_DEADLINE);
}

bool chan_closes_before(chan_t *ch, ctx_ns_t when)
{
    chan_case_t c = {CHAN_OP_RECV, ch, NULL, NULL, NULL};
    if (only_done(&c, 1))
        return done_wait_until(ch, when);
    return try_arm(NULL, &c) || wait_arms(NULL, &c, 1, when) != TIME_UP;
}
