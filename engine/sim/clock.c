/* clock.c — virtual time: armed timers in a binary heap, ordered by instant and then by age. Equal deadlines are a choice
 * of the schedule; the default fires the older first.
 */
#include "sim.h"

ctx_ns_t rt_now(void) { return sim.now; }
ctx_ns_t ctx_now(void)
{
    if (sim.self != NULL && sim.host->slow_clock) { /* reading the clock matters only where it may be slow */
        sim_arm_t arm = {.kind = ARM_ALWAYS, .timely = true};
        sim_await(CTX_OP_TIMER, NULL, &arm, 1);
    }
    return sim.now;
}

static bool before(const rt_timer_t *a, const rt_timer_t *b)
{
    return a->when != b->when ? a->when < b->when : a->id < b->id;
}

static void put(uint32_t slot, rt_timer_t *timer)
{
    sim.timer[slot] = timer;
    timer->slot = slot + 1;
}

static void sift_up(uint32_t slot, rt_timer_t *timer)
{
    while (slot > 0 && before(timer, sim.timer[(slot - 1) / 2])) {
        put(slot, sim.timer[(slot - 1) / 2]);
        slot = (slot - 1) / 2;
    }
    put(slot, timer);
}

static void sift_down(uint32_t slot, rt_timer_t *timer)
{
    for (;;) {
        uint32_t child = 2 * slot + 1;
        if (child >= sim.timers)
            break;
        if (child + 1 < sim.timers && before(sim.timer[child + 1], sim.timer[child]))
            child++;
        if (!before(sim.timer[child], timer))
            break;
        put(slot, sim.timer[child]);
        slot = child;
    }
    put(slot, timer);
}

void rt_timer_arm(rt_timer_t *timer, ctx_ns_t when, uint32_t node_id, const ctx_site_t *site)
{
    if (sim.timers == sim.timer_cap) {
        uint32_t cap = sim.timer_cap ? sim.timer_cap * 2 : 16;
        rt_timer_t **bigger = sim_alloc(cap * sizeof *bigger);
        for (uint32_t i = 0; i < sim.timers; i++)
            bigger[i] = sim.timer[i];
        sim.timer = bigger;
        sim.timer_cap = cap;
    }
    if (timer->id == 0)
        timer->id = RT_NEW_ID(TIMER);
    timer->when = when;
    timer->node = node_id;
    timer->site = site;
    RT_EVENT(.kind = CTX_EV_TIMER_ARM, .node = node_id, .other = timer->id, .value = when, .site = RT_SITE(site));
    sift_up(sim.timers++, timer);
    rt_ledger_add(CTX_LEDGER_TIMER, timer, "timer", site);
}

static void take_out(rt_timer_t *timer)
{
    rt_ledger_remove(CTX_LEDGER_TIMER, timer);
    uint32_t slot = timer->slot - 1;
    rt_timer_t *last = sim.timer[--sim.timers];
    timer->slot = 0;
    if (last == timer)
        return;
    if (slot > 0 && before(last, sim.timer[(slot - 1) / 2]))
        sift_up(slot, last);
    else
        sift_down(slot, last);
}

bool rt_timer_disarm(rt_timer_t *timer)
{
    bool armed = timer->slot != 0;
    if (armed)
        take_out(timer);
    RT_EVENT(.kind = CTX_EV_TIMER_STOP, .node = timer->node, .other = timer->id, .flags = armed);
    return armed;
}

rt_timer_t *sim_timer_first(void) { return sim.timers > 0 ? sim.timer[0] : NULL; }
bool sim_timer_due(void) { return sim.timers > 0 && sim.timer[0]->when <= sim.now; }

/* The scheduler's move: this timer's instant has come. */
void sim_timer_fire(rt_timer_t *timer)
{
    take_out(timer);
    RT_EVENT(.kind = CTX_EV_TIMER_FIRE, .node = timer->node, .other = timer->id);
    if (timer->ticks)
        sim_timer_tick(timer);
    else
        ctx_timer_fired_(timer);
}
