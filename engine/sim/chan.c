/* chan.c — channels, select, timers and tickers in the simulator. Whether an arm is ready is a question about state; the
 * scheduler carries it out. Nobody queues: which of several waiting tasks is served is a choice of the schedule.
 */
#include <string.h>

#include "ctx_sync.h"
#include "sim.h"

typedef struct queue {
    struct chan base; /* word: CHAN_ORDINARY, and DONE_CLOSED once closed */
    uint32_t id, refs;
    size_t elem, capacity, head, length;
    char *slot;
    sim_clock_t *clock; /* of its closing */
} queue_t;

struct chan_timer {
    rt_timer_t timer;
    queue_t *ch;
    ctx_ns_t period; /* 0: fires once */
};

static queue_t *queue_of(const chan_t *ch) { return (queue_t *)(void *)(uintptr_t)ch; }
static bool ordinary(const chan_t *ch) { return (ch->word & CHAN_ORDINARY) != 0; }

uint32_t sim_chan_id(const chan_t *ch) { return ordinary(ch) ? queue_of(ch)->id : 0; }

bool rt_chan_closed(const chan_t *ch)
{
    return done_closed(ch) && (!ordinary(ch) || queue_of(ch)->length == 0);
}

bool sim_chan_can(const chan_t *ch, int kind)
{
    if (sim_freed(ch))
        return true; /* and sim_chan_do will say so */
    if (!ordinary(ch))
        return kind == ARM_RECV ? done_closed(ch) : true;
    const queue_t *q = queue_of(ch);
    if (kind == ARM_RECV)
        return q->length > 0 || done_closed(ch);
    return done_closed(ch) || q->length < q->capacity;
}

bool sim_chan_meets(const chan_t *ch)
{
    return ordinary(ch) && queue_of(ch)->capacity == 0 && !done_closed(ch);
}

void rt_done_close(struct chan *done)
{
    uint32_t word = done->word;
    done->word = word == 0 ? DONE_CLOSED | DONE_SHARED : word | DONE_CLOSED;
    race_publish(done);
}

/* ---- making and closing ---------------------------------------------------------------------------------- */

chan_t *chan_make_at(const ctx_site_t *site, size_t elem_size, size_t capacity, const char *type)
{
    size_t room;
    if (__builtin_mul_overflow(elem_size, capacity, &room) || room > SIZE_MAX / 2)
        ctx_panic_at(site, "makechan: size out of range");
    queue_t *q = sim_alloc(sizeof *q);
    memset(q, 0, sizeof *q);
    q->base.word = CHAN_ORDINARY;
    q->id = RT_NEW_ID(CHAN);
    q->refs = 1;
    q->elem = elem_size;
    q->capacity = capacity;
    q->slot = room > 0 ? sim_alloc(room) : NULL;
    rt_ledger_add(CTX_LEDGER_CHAN, q, "channel", site);
    RT_EVENT(.kind = CTX_EV_CHAN_NEW, .other = q->id, .aux = rt_text(type), .value = (int64_t)capacity,
             .site = RT_SITE(site));
    (void)type, (void)site;
    return &q->base;
}

chan_t *chan_keep_at(const ctx_site_t *site, chan_t *ch)
{
    rt_check_use(ch, site, "channel");
    if (ordinary(ch))
        queue_of(ch)->refs++;
    else if (ctx_of_done_(ch) != NULL)
        (void)ctx_keep_at(site, ctx_of_done_(ch));
    return ch;
}

static void drop_chan(const ctx_site_t *site, queue_t *q)
{
    if (--q->refs > 0)
        return;
    rt_ledger_remove(CTX_LEDGER_CHAN, q);
    RT_EVENT(.kind = CTX_EV_CHAN_FREE, .other = q->id, .site = RT_SITE(site));
    sim_free(q->slot);
    sim_free(q);
}

void chan_drop_at(const ctx_site_t *site, chan_t *ch)
{
    if (ch == NULL)
        return;
    rt_check_use(ch, site, "channel");
    if (!ordinary(ch)) {
        ctx_drop_at(site, ctx_of_done_(ch));
        return;
    }
    sim_simple(CTX_OP_DROP, site, ch, true);
    rt_check_use(ch, site, "channel");
    drop_chan(site, queue_of(ch));
}
void chan_auto_drop_(chan_t **ch) { chan_drop_at(NULL, *ch); }

void chan_close_at(const ctx_site_t *site, chan_t *ch)
{
    if (ch == NULL)
        ctx_panic_at(site, "close of nil channel");
    rt_check_use(ch, site, "channel");
    if (!ordinary(ch))
        ctx_panic_at(site, "close of a context's done channel");
    sim_simple(CTX_OP_CLOSE, site, ch, true);
    rt_check_use(ch, site, "channel");
    if (done_closed(ch))
        ctx_panic_at(site, "close of closed channel");
    ch->word |= DONE_CLOSED;
    race_release(&queue_of(ch)->clock);
    RT_EVENT(.kind = CTX_EV_CHAN_CLOSE, .other = queue_of(ch)->id, .site = RT_SITE(site));
}

size_t chan_len_at(const ctx_site_t *site, chan_t *ch)
{
    if (ch == NULL || !ordinary(ch))
        return 0;
    rt_check_use(ch, site, "channel");
    sim_simple(CTX_OP_RECV, site, ch, false);
    return queue_of(ch)->length;
}

/* ---- carrying it out ------------------------------------------------------------------------------------- */

/* A place in the buffer orders the send into it before the receive, and that before the next send. */
static void pass_place(const queue_t *q, size_t at)
{
    const char *place = (const char *)q + 1 + at % sizeof *q; /* some address for each: nobody else's */
    race_observe(place);
    race_publish(place);
}

static void take(queue_t *q, const sim_arm_t *arm)
{
    bool closed = q->length == 0;
    if (closed) {
        race_acquire(&q->clock);
        if (arm->value != NULL)
            memset(arm->value, 0, q->elem);
    } else {
        if (arm->value != NULL && q->elem > 0)
            memcpy(arm->value, q->slot + q->head * q->elem, q->elem);
        pass_place(q, q->head);
        q->head = (q->head + 1) % q->capacity;
        q->length--;
    }
    if (arm->open != NULL)
        *arm->open = !closed;
    RT_EVENT(.kind = CTX_EV_CHAN_RECV, .other = q->id, .flags = closed, .value = (int64_t)q->length,
             .site = RT_SITE(sim.self->site));
}

static void put(queue_t *q, const sim_arm_t *arm)
{
    size_t at = (q->head + q->length) % q->capacity;
    if (arm->value != NULL && q->elem > 0)
        memcpy(q->slot + at * q->elem, arm->value, q->elem);
    pass_place(q, at);
    q->length++;
    RT_EVENT(.kind = CTX_EV_CHAN_SEND, .other = q->id, .value = (int64_t)q->length, .site = RT_SITE(sim.self->site));
}

/* A closed channel is found by the sender itself, once it runs: a panic needs its stack. */
void sim_chan_do(sim_task_t *task, const sim_arm_t *arm)
{
    task->met_closed = false;
    if (sim_freed(arm->ch))
        return;
    if (!ordinary(arm->ch)) {
        if (arm->open != NULL)
            *arm->open = false;
        race_look(arm->ctx);
        return;
    }
    queue_t *q = queue_of(arm->ch);
    if (arm->kind == ARM_RECV)
        take(q, arm);
    else if (done_closed(arm->ch))
        task->met_closed = true;
    else
        put(q, arm);
}

void sim_chan_meet(sim_task_t *sender, const sim_arm_t *from, sim_task_t *receiver, const sim_arm_t *to)
{
    queue_t *q = queue_of(from->ch);
    if (to->value != NULL && q->elem > 0) {
        if (from->value != NULL)
            memcpy(to->value, from->value, q->elem);
        else
            memset(to->value, 0, q->elem);
    }
    if (to->open != NULL)
        *to->open = true;
    race_meet(sender, receiver);
    RT_EVENT(.kind = CTX_EV_CHAN_SEND, .task = sender->id, .other = q->id, .site = RT_SITE(sender->site),
             .aux = receiver->id);
    RT_EVENT(.kind = CTX_EV_CHAN_RECV, .task = receiver->id, .other = q->id, .site = RT_SITE(receiver->site),
             .aux = sender->id);
}

static void after_arm(const ctx_site_t *site, const sim_arm_t *arm)
{
    if (arm->ch == NULL || (arm->kind != ARM_SEND && arm->kind != ARM_RECV))
        return;
    rt_check_use(arm->ch, site, "channel");
    if (arm->kind == ARM_SEND && !ordinary(arm->ch))
        ctx_panic_at(site, "send on a context's done channel");
    if (arm->kind == ARM_SEND && sim.self->met_closed)
        ctx_panic_at(site, "send on closed channel");
}

/* ---- the calls ------------------------------------------------------------------------------------------- */

static void check_chan(const ctx_site_t *site, const chan_t *ch)
{
    if (ch != NULL)
        rt_check_use(ch, site, "channel");
}

static sim_arm_t arm_send(chan_t *ch, const void *value)
{
    return (sim_arm_t){.kind = ARM_SEND, .ch = ch, .value = (void *)(uintptr_t)value};
}
static sim_arm_t arm_recv(chan_t *ch, void *value, bool *open)
{
    return (sim_arm_t){.kind = ARM_RECV, .ch = ch, .value = value, .open = open,
                       .ctx = ch != NULL && !ordinary(ch) ? ctx_of_done_(ch) : NULL};
}
static sim_arm_t arm_done(ctx_t *ctx)
{
    return (sim_arm_t){.kind = ARM_RECV, .ch = ctx_done_at(NULL, ctx), .ctx = ctx};
}

static int await_chan(int op, const ctx_site_t *site, const sim_arm_t *arms, int n)
{
    int taken = sim_await(op, site, arms, n);
    after_arm(site, &arms[taken]);
    return taken;
}

void chan_send_at(const ctx_site_t *site, chan_t *ch, const void *value)
{
    check_chan(site, ch);
    sim_arm_t arm = arm_send(ch, value);
    await_chan(CTX_OP_SEND, site, &arm, 1);
}

bool chan_recv_at(const ctx_site_t *site, chan_t *ch, void *value)
{
    bool open = false;
    check_chan(site, ch);
    sim_arm_t arm = arm_recv(ch, value, &open);
    await_chan(CTX_OP_RECV, site, &arm, 1);
    if (arm.ctx != NULL)
        RT_EVENT(.kind = CTX_EV_NOTICED, .detail = 2, .node = arm.ctx->id, .site = RT_SITE(site));
    return open;
}

static ctx_err_t left(const ctx_site_t *site, ctx_t *ctx)
{
    RT_EVENT(.kind = CTX_EV_NOTICED, .detail = 4, .node = ctx->id, .site = RT_SITE(site));
    return ctx_err_quiet_(ctx);
}

ctx_err_t chan_send_ctx_at(const ctx_site_t *site, ctx_t *ctx, chan_t *ch, const void *value)
{
    check_chan(site, ch);
    sim_arm_t arms[2] = {arm_done(ctx), arm_send(ch, value)};
    return await_chan(CTX_OP_SEND, site, arms, 2) == 0 ? left(site, ctx) : CTX_OK;
}

ctx_err_t chan_recv_ctx_at(const ctx_site_t *site, ctx_t *ctx, chan_t *ch, void *value, bool *open)
{
    check_chan(site, ch);
    sim_arm_t arms[2] = {arm_done(ctx), arm_recv(ch, value, open)};
    return await_chan(CTX_OP_RECV, site, arms, 2) == 0 ? left(site, ctx) : CTX_OK;
}

enum { FEW_ARMS = 16 };

int chan_select_at(const ctx_site_t *site, chan_case_t *cases, int n)
{
    sim_arm_t few[FEW_ARMS], *arms = n <= FEW_ARMS ? few : sim_alloc((size_t)n * sizeof *arms);
    if (n == 0)
        few[0] = (sim_arm_t){.kind = ARM_RECV}; /* an empty select blocks for ever */
    ctx_t *listens = NULL;
    for (int i = 0; i < n; i++) {
        check_chan(site, cases[i].ch);
        if (cases[i].op == CHAN_OP_DEFAULT)
            arms[i] = (sim_arm_t){.kind = ARM_DEFAULT};
        else if (cases[i].op == CHAN_OP_SEND)
            arms[i] = arm_send(cases[i].ch, cases[i].value);
        else
            arms[i] = arm_recv(cases[i].ch, cases[i].value, cases[i].open);
        if (cases[i].ctx != NULL && cases[i].ch != NULL)
            listens = arms[i].ctx = cases[i].ctx;
        else if (arms[i].ctx != NULL)
            listens = arms[i].ctx;
    }
    int taken = await_chan(CTX_OP_SELECT, site, arms, n > 0 ? n : 1);
    bool deflt = arms[taken].kind == ARM_DEFAULT;
    RT_EVENT(.kind = CTX_EV_SELECT, .aux = deflt ? 0 : (uint32_t)taken + 1, .node = listens ? listens->id : 0,
             .other = arms[taken].ch ? sim_chan_id(arms[taken].ch) : 0, .site = RT_SITE(site));
    if (arms[taken].ctx != NULL)
        RT_EVENT(.kind = CTX_EV_NOTICED, .detail = 2, .node = arms[taken].ctx->id, .site = RT_SITE(site));
    if (arms != few)
        sim_free(arms);
    return deflt ? -1 : taken;
}

/* The forwarder's. a is kept meanwhile, as on threads: its owner may drop it, and that is no close. */
int rt_wait_either(chan_t *a, chan_t *b)
{
    check_chan(NULL, a);
    bool keeps = a != NULL && ordinary(a);
    sim_arm_t arms[2] = {arm_recv(a, NULL, NULL), arm_recv(b, NULL, NULL)};
    arms[1].write = true; /* what it does next: end the context that b belongs to */
    if (keeps)
        queue_of(a)->refs++;
    int taken = sim_await(CTX_OP_SELECT, NULL, arms, 2);
    if (keeps)
        drop_chan(NULL, queue_of(a));
    return taken;
}

/* ---- timers ---------------------------------------------------------------------------------------------- */

void sim_timer_tick(rt_timer_t *timer)
{
    chan_timer_t *t = (chan_timer_t *)(void *)timer;
    queue_t *q = t->ch;
    if (q->length < q->capacity) {
        q->length++;
        RT_EVENT(.kind = CTX_EV_CHAN_SEND, .other = q->id, .value = (int64_t)q->length);
    }
    if (t->period > 0)
        rt_timer_arm(timer, ctx_after(timer->when, t->period), 0, timer->site);
}

bool sim_timer_object(const rt_timer_t *timer, const void **object)
{
    if (!timer->ticks) {
        *object = (const char *)timer - offsetof(timer_node_t, timer);
        return true;
    }
    *object = ((const chan_timer_t *)(const void *)timer)->ch;
    return false;
}

static chan_timer_t *timer_make(const ctx_site_t *site, ctx_ns_t length, ctx_ns_t period)
{
    sim_arm_t arm = {.kind = ARM_ALWAYS, .timely = true};
    sim_await(CTX_OP_TIMER, site, &arm, 1);
    chan_timer_t *t = sim_alloc(sizeof *t);
    rt_timer_init(&t->timer);
    t->timer.ticks = 1;
    t->period = period;
    t->ch = queue_of(chan_make_at(site, 0, 1, period > 0 ? "ticker" : "timer"));
    rt_timer_arm(&t->timer, ctx_after(sim.now, length), 0, site);
    return t;
}

chan_timer_t *timer_new_at(const ctx_site_t *site, ctx_ns_t length) { return timer_make(site, length, 0); }

chan_timer_t *ticker_new_at(const ctx_site_t *site, ctx_ns_t period)
{
    if (period <= 0)
        ctx_panic_at(site, "non-positive interval for NewTicker");
    return timer_make(site, period, period);
}

/* One look for freed memory is not enough: it may be dropped while this task stands before the step. */
static void await_timer(const ctx_site_t *site, chan_timer_t *timer)
{
    sim_arm_t arm = {.kind = ARM_ALWAYS, .object = timer->ch, .write = true, .timely = true};
    sim_await(CTX_OP_TIMER, site, &arm, 1);
    rt_check_use(timer, site, "timer");
}

chan_t *timer_chan(chan_timer_t *timer) { return &timer->ch->base; }

bool timer_stop_at(const ctx_site_t *site, chan_timer_t *timer)
{
    rt_check_use(timer, site, "timer");
    await_timer(site, timer);
    timer->ch->length = 0; /* as Go since 1.23: no stale value after a stop */
    return rt_timer_disarm(&timer->timer);
}

bool timer_reset_at(const ctx_site_t *site, chan_timer_t *timer, ctx_ns_t length)
{
    rt_check_use(timer, site, "timer");
    await_timer(site, timer);
    bool armed = timer->timer.slot != 0 && rt_timer_disarm(&timer->timer);
    timer->ch->length = 0;
    rt_timer_arm(&timer->timer, ctx_after(sim.now, length), 0, site);
    return armed;
}

void timer_drop_at(const ctx_site_t *site, chan_timer_t *timer)
{
    if (timer == NULL)
        return;
    rt_check_use(timer, site, "timer");
    await_timer(site, timer);
    if (timer->timer.slot != 0)
        rt_timer_disarm(&timer->timer);
    RT_EVENT(.kind = CTX_EV_TIMER_FREE, .other = timer->timer.id, .site = RT_SITE(site));
    drop_chan(site, timer->ch);
    sim_free(timer);
}
void timer_auto_drop_(chan_timer_t **timer) { timer_drop_at(NULL, *timer); }
