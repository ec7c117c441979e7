/* tick.c — timers and tickers that send on a channel.
 */
#include "chan.h"
#include "ctx_chan.h"

struct chan_timer {
    rt_timer_t timer;
    _Atomic uint32_t refs; /* the owner's, and the wheel's while it is armed or fires */
    rt_lock_t lock;
    /* guarded by lock: */
    bool stopped;         /* counts for a tick that is on its way */
    uint32_t outstanding; /* armed, and neither fired nor disarmed: 2 when it was reset with a tick on its way */
    ctx_ns_t period; /* 0: a timer */
    chan_t *ch;
    const ctx_site_t *site;
};

static void unref(chan_timer_t *t)
{
    if (!count_down(&t->refs))
        return;
    RT_EVENT(.kind = CTX_EV_TIMER_FREE, .other = t->timer.id);
    chan_drop_at(NULL, t->ch);
    rt_free(t);
}

static void arm(chan_timer_t *t, ctx_ns_t when)
{
    count_up(&t->refs);
    t->outstanding++;
    rt_timer_arm(&t->timer, when, 0, t->site);
}

static chan_timer_t *make(const ctx_site_t *site, ctx_ns_t length, ctx_ns_t period)
{
    chan_timer_t *t = rt_alloc(sizeof *t);
    *t = (chan_timer_t){.period = period, .site = site};
    rt_timer_init(&t->timer);
    t->timer.kind = RT_TIMER_CHAN;
    rt_lock_init(&t->lock);
    atomic_store_explicit(&t->refs, 1, memory_order_relaxed);
    t->ch = chan_make_at(site, 0, 1, period ? "ticks" : "timer");
    rt_lock(&t->lock);
    arm(t, ctx_after(rt_now(), length));
    rt_unlock(&t->lock);
    return t;
}

chan_timer_t *timer_new_at(const ctx_site_t *site, ctx_ns_t length) { return make(site, length, 0); }

chan_timer_t *ticker_new_at(const ctx_site_t *site, ctx_ns_t period)
{
    if (period <= 0)
        ctx_panic_at(site, "non-positive interval for NewTicker");
    return make(site, period, period);
}

chan_t *timer_chan(chan_timer_t *timer) { return timer->ch; }

/* On the timer thread. A tick that nobody has taken yet stands for this one too. */
void chan_timer_fired_(rt_timer_t *timer)
{
    chan_timer_t *t = (chan_timer_t *)(void *)((char *)timer - offsetof(chan_timer_t, timer));
    ordinary_t *ch = chan_ordinary(t->ch);
    rt_lock(&t->lock);
    if (--t->outstanding == 0 && !t->stopped) {
        (void)chan_try_send(NULL, ch, NULL);
        if (t->period != 0)
            arm(t, ctx_after(timer->when, t->period));
    }
    rt_unlock(&t->lock);
    unref(t);
}

/* Under t's lock. True: it had been armed. */
static bool disarm(chan_timer_t *t)
{
    t->stopped = true;
    bool armed = rt_timer_disarm(&t->timer);
    if (armed) {
        t->outstanding--;
        unref(t); /* never the last: the caller has one */
    }
    return armed;
}

bool timer_stop_at(const ctx_site_t *site, chan_timer_t *timer)
{
    rt_check_use(timer, site, "timer");
    rt_lock(&timer->lock);
    bool armed = disarm(timer);
    rt_unlock(&timer->lock);
    return armed;
}

bool timer_reset_at(const ctx_site_t *site, chan_timer_t *timer, ctx_ns_t length)
{
    rt_check_use(timer, site, "timer");
    rt_lock(&timer->lock);
    bool armed = disarm(timer);
    timer->stopped = false;
    if (timer->period != 0)
        timer->period = length;
    arm(timer, ctx_after(rt_now(), length));
    rt_unlock(&timer->lock);
    return armed;
}

void timer_drop_at(const ctx_site_t *site, chan_timer_t *timer)
{
    if (timer == NULL)
        return;
    (void)timer_stop_at(site, timer);
    unref(timer);
}

void timer_auto_drop_(chan_timer_t **timer) { timer_drop_at(NULL, *timer); }
