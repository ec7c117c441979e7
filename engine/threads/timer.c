/* timer.c — the timer thread and its wheels.
 *
 * Threads arm in wheels of their own (a few share one), so that they do not wait for each other's lock; one thread turns
 * them all. A wheel has nine levels, 64 slots each; a slot of level 0 is 16 µs wide, one of
 * level n+1 as wide as all of level n.
 * A timer lies at the level of the highest bit in which its tick differs from `base`, the tick up to which the wheel has
 * been turned. So arming and disarming are a few instructions whatever the number of timers. Turning the wheel moves a
 * slot's timers down when base reaches it; those of a level-0 slot are sorted into `due` and fired one by one at their
 * exact instants, equal ones of one wheel in the order in which they were armed.
 *
 * One lock guards a wheel; it is taken inside a context's lock, and never held while a timer fires. Nobody makes a
 * system call but the thread itself, except to wake it for a deadline sooner than the one it sleeps for.
 */
#include "chan.h"
#include "futex.h"
#include "lanes.h"
#include "startup.h"
#include "task.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>

enum { TICK_BITS = 14, SLOT_BITS = 6, SLOTS = 1 << SLOT_BITS, LEVELS = 9, PLACE_DUE = LEVELS * SLOTS, WHEELS = 8 };

typedef struct slot {
    rt_timer_t *first, **end; /* end NULL: never used yet */
} slot_t;

typedef struct wheel {
    rt_lock_t lock;
    /* guarded by lock: */
    ctx_ns_t sleeps_for; /* the thread's next look at it; INT64_MIN: it is awake, and will look again before it sleeps */
    uint64_t base;
    uint64_t used[LEVELS]; /* a bit for each slot with timers in it */
    rt_timer_t *due;       /* sorted */
    slot_t slots[LEVELS][SLOTS];
} __attribute__((aligned(64))) wheel_t;

static wheel_t wheels[WHEELS];
static _Atomic uint32_t in_use; /* a bit for each wheel that ever had a timer */
static _Atomic bool started;
static _Atomic uint32_t poked;

static uint64_t tick_of(ctx_ns_t when) { return when <= 0 ? 0 : (uint64_t)when >> TICK_BITS; }

static void put(wheel_t *wheel, rt_timer_t *timer)
{
    uint64_t tick = tick_of(timer->when);
    if (tick < wheel->base)
        tick = wheel->base;
    uint64_t differs = tick ^ wheel->base;
    unsigned level = differs == 0 ? 0 : (63u - (unsigned)__builtin_clzll(differs)) / SLOT_BITS;
    unsigned index = (unsigned)(tick >> (level * SLOT_BITS)) & (SLOTS - 1);
    slot_t *slot = &wheel->slots[level][index];
    if ((wheel->used[level] & (1ull << index)) == 0) {
        wheel->used[level] |= 1ull << index;
        slot->first = NULL;
        slot->end = &slot->first;
    }
    timer->place = (uint16_t)(level * SLOTS + index);
    timer->next = NULL;
    timer->link = slot->end;
    *slot->end = timer;
    slot->end = &timer->next;
}

static void take(wheel_t *wheel, rt_timer_t *timer)
{
    *timer->link = timer->next;
    if (timer->next != NULL)
        timer->next->link = timer->link;
    else if (timer->place != PLACE_DUE) {
        unsigned level = timer->place / SLOTS, index = timer->place % SLOTS;
        slot_t *slot = &wheel->slots[level][index];
        slot->end = timer->link;
        if (slot->first == NULL)
            wheel->used[level] &= ~(1ull << index);
    }
    timer->link = NULL;
}

static rt_timer_t *empty(wheel_t *wheel, unsigned level, unsigned index)
{
    wheel->used[level] &= ~(1ull << index);
    return wheel->slots[level][index].first;
}

/* ---- due, sorted by instant; a stable merge sort ----------------------------------------------------------- */

static rt_timer_t *merge(rt_timer_t *a, rt_timer_t *b)
{
    rt_timer_t *merged = NULL, **end = &merged;
    while (a != NULL && b != NULL) {
        rt_timer_t **from = b->when < a->when ? &b : &a;
        rt_timer_t *next = *from;
        *from = next->next;
        *end = next;
        end = &next->next;
    }
    *end = a != NULL ? a : b;
    return merged;
}

static rt_timer_t *sorted(rt_timer_t *list)
{
    rt_timer_t *runs[40] = {NULL}; /* runs[i]: 2^i timers, older than those in lower runs */
    while (list != NULL) {
        rt_timer_t *run = list;
        list = list->next;
        run->next = NULL;
        unsigned i = 0;
        for (; runs[i] != NULL; i++) {
            run = merge(runs[i], run);
            runs[i] = NULL;
        }
        runs[i] = run;
    }
    rt_timer_t *all = NULL;
    for (unsigned i = 0; i < 40; i++)
        if (runs[i] != NULL)
            all = merge(runs[i], all);
    return all;
}

static void add_due(wheel_t *wheel, rt_timer_t *list)
{
    wheel->due = merge(wheel->due, sorted(list));
    rt_timer_t **link = &wheel->due;
    for (rt_timer_t *t = wheel->due; t != NULL; t = t->next) {
        t->link = link;
        t->place = PLACE_DUE;
        link = &t->next;
    }
}

/* ---- the thread -------------------------------------------------------------------------------------------- */

/* Turns the wheel up to now, under its lock. Returns the instant at which there is something to do next. */
static ctx_ns_t turn(wheel_t *wheel, ctx_ns_t now)
{
    uint64_t tick = tick_of(now);
    for (;;) {
        unsigned level = 0;
        while (level < LEVELS && wheel->used[level] == 0)
            level++;
        if (level == LEVELS)
            return wheel->due != NULL ? wheel->due->when : CTX_NO_DEADLINE;
        unsigned index = (unsigned)__builtin_ctzll(wheel->used[level]);
        unsigned shift = level * SLOT_BITS;
        uint64_t above = shift + SLOT_BITS < 64 ? wheel->base >> (shift + SLOT_BITS) << (shift + SLOT_BITS) : 0;
        uint64_t start = above | (uint64_t)index << shift;
        if (start > tick) {
            ctx_ns_t then = (ctx_ns_t)(start << TICK_BITS);
            return wheel->due != NULL && wheel->due->when < then ? wheel->due->when : then;
        }
        if (start > wheel->base)
            wheel->base = start;
        rt_timer_t *list = empty(wheel, level, index);
        if (level == 0) {
            add_due(wheel, list);
            continue;
        }
        while (list != NULL) {
            rt_timer_t *next = list->next;
            put(wheel, list);
            list = next;
        }
    }
}

static void fire(rt_timer_t *timer)
{
    RT_EVENT(.kind = CTX_EV_TIMER_FIRE, .other = timer->id);
    if (timer->kind == RT_TIMER_CTX)
        ctx_timer_expire_(timer);
    else
        chan_timer_fired_(timer);
}

/* The wheel whose next instant is the earliest; *then: when that is. NULL: no wheel has a timer. */
static wheel_t *earliest(ctx_ns_t now, ctx_ns_t *then)
{
    wheel_t *first = NULL;
    *then = CTX_NO_DEADLINE;
    for (uint32_t left = atomic_load(&in_use); left != 0; left &= left - 1) {
        wheel_t *wheel = &wheels[__builtin_ctz(left)];
        rt_lock(&wheel->lock);
        wheel->sleeps_for = INT64_MIN;
        ctx_ns_t next = turn(wheel, now);
        rt_unlock(&wheel->lock);
        if (next < *then) {
            *then = next;
            first = wheel;
        }
    }
    return first;
}

/* Fires the first timer of the wheel, if it is still there and its instant has come. */
static void fire_first(wheel_t *wheel, ctx_ns_t now)
{
    rt_lock(&wheel->lock);
    rt_timer_t *timer = wheel->due;
    if (timer == NULL || timer->when > now) { /* disarmed since */
        rt_unlock(&wheel->lock);
        return;
    }
    take(wheel, timer);
    if (timer->kind == RT_TIMER_CTX)
        ctx_timer_due_(timer);
    rt_ledger_remove(CTX_LEDGER_TIMER, timer);
    rt_unlock(&wheel->lock);
    fire(timer);
}

/* Tells every wheel until when the thread sleeps. False: meanwhile something sooner was armed. */
static bool may_sleep_until(ctx_ns_t then, ctx_ns_t now)
{
    for (uint32_t left = atomic_load(&in_use); left != 0; left &= left - 1) {
        wheel_t *wheel = &wheels[__builtin_ctz(left)];
        rt_lock(&wheel->lock);
        bool sooner = turn(wheel, now) < then;
        if (!sooner)
            wheel->sleeps_for = then;
        rt_unlock(&wheel->lock);
        if (sooner)
            return false;
    }
    return true;
}

static void *run(void *arg)
{
    (void)arg;
    prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
    prctl(PR_SET_NAME, "ctx-timer", 0, 0, 0);
    task_is_engine();
    for (;;) {
        uint32_t seen = atomic_load(&poked); /* before anything is looked at: a later poke ends the sleep at once */
        ctx_ns_t now = rt_now(), then;
        wheel_t *first = earliest(now, &then);
        if (then <= now)
            fire_first(first, now);
        else if (!may_sleep_until(then, now))
            continue;
        else if (then == CTX_NO_DEADLINE)
            futex_wait(&poked, seen);
        else
            futex_wait_until(&poked, seen, then);
    }
    return NULL;
}

/* A wheel that the thread has not met yet wakes it, whatever is armed there. */
static void start(void)
{
    static rt_lock_t starting;
    pthread_t thread;
    pthread_attr_t attr;
    sigset_t all, before;
    rt_lock(&starting);
    if (atomic_load(&started)) {
        rt_unlock(&starting);
        return;
    }
    for (int i = 0; i < WHEELS; i++) {
        if ((atomic_load(&in_use) & 1u << i) == 0) /* else it goes on from before a fork */
            wheels[i].base = tick_of(rt_now());
        wheels[i].sleeps_for = CTX_NO_DEADLINE;
    }
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    if (pthread_create(&thread, &attr, run, NULL) != 0) {
        fprintf(stderr, "libctx: cannot start the timer thread\n");
        _Exit(2);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attr);
    atomic_store(&started, true);
    rt_unlock(&starting);
}

/* ---- arming ------------------------------------------------------------------------------------------------ */

void rt_timer_arm(rt_timer_t *timer, ctx_ns_t when, uint32_t node_id, const ctx_site_t *site)
{
    timer->when = when;
    timer->id = RT_NEW_ID(TIMER);
    RT_EVENT(.kind = CTX_EV_TIMER_ARM, .node = node_id, .other = timer->id, .value = when, .site = RT_SITE(site));
    rt_ledger_add(CTX_LEDGER_TIMER, timer, "timer", site);
    if (RT_RARE(!atomic_load_explicit(&started, memory_order_acquire)))
        start();
    timer->wheel = (uint8_t)(rt_own_lane() % WHEELS);
    wheel_t *wheel = &wheels[timer->wheel];
    if (RT_RARE((atomic_load_explicit(&in_use, memory_order_relaxed) & 1u << timer->wheel) == 0))
        atomic_fetch_or(&in_use, 1u << timer->wheel);
    rt_lock(&wheel->lock);
    put(wheel, timer);
    bool poke = when < wheel->sleeps_for;
    if (poke)
        wheel->sleeps_for = when;
    rt_unlock(&wheel->lock);
    if (poke) {
        atomic_fetch_add(&poked, 1);
        futex_wake(&poked, 1);
    }
}

/* Its neighbours in the wheel are most likely in no cache: asked for before the lock, they arrive together. */
static void fetch_neighbours(const rt_timer_t *timer)
{
#ifndef __SANITIZE_THREAD__ /* a look without the lock, and nothing depends on it */
    __builtin_prefetch(timer->next, 1);
    __builtin_prefetch(timer->link, 1);
#else
    (void)timer;
#endif
}

bool rt_timer_disarm(rt_timer_t *timer)
{
    fetch_neighbours(timer);
    wheel_t *wheel = &wheels[timer->wheel];
    rt_lock(&wheel->lock);
    bool armed = timer->link != NULL;
    if (armed)
        take(wheel, timer);
    rt_unlock(&wheel->lock);
    if (armed) {
        rt_ledger_remove(CTX_LEDGER_TIMER, timer);
        RT_EVENT(.kind = CTX_EV_TIMER_STOP, .other = timer->id, .flags = 1);
    }
    return armed;
}

bool timer_any_armed(void)
{
    bool any = false;
    for (int i = 0; i < WHEELS; i++) {
        rt_lock(&wheels[i].lock);
        any = any || wheels[i].due != NULL;
        for (unsigned level = 0; level < LEVELS; level++)
            any = any || wheels[i].used[level] != 0;
        rt_unlock(&wheels[i].lock);
    }
    return any;
}

/* After fork the child has no timer thread; the next arming starts one, and the wheels go on from here. */
void timer_forked(void) { atomic_store(&started, false); }

void timer_hold(bool held)
{
    for (int i = 0; i < WHEELS; i++)
        held ? rt_lock(&wheels[i].lock) : rt_unlock(&wheels[i].lock);
}
