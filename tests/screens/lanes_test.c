/* lanes_test.c — the lanes of random tasks, after any way there, are what looking at every task one after the other gives; and a
 * step looks at few.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forest.h"
#include "lanes.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

/* ---- the slow way ---------------------------------------------------------------------------------------- */

typedef struct slow { crew_look_t *crew; lane_t *lane; uint32_t lanes; } slow_t;

static bool same_tally(const tally_t *a, const tally_t *b) { return a->state == b->state && a->op == b->op && a->odd == b->odd && a->site == b->site; }

static uint64_t told_seen, late_seen; /* tasks that were told, and that ended before they would have been */

static tally_t *tally_of(crew_look_t *c, const tally_t *one)
{
    for (uint32_t i = 0; i < c->tallies; i++)
        if (same_tally(&c->tally[i], one))
            return &c->tally[i];
    return NULL;
}

static void slow_add(crew_look_t *c, const tally_t *one)
{
    tally_t *t = tally_of(c, one);

    if (!t && c->tallies < TALLIES) {
        c->tally[c->tallies] = *one;
        c->tally[c->tallies++].crew = true;
        return;
    }
    if (!t) {
        t = &c->tally[TALLIES - 1];
        *t = (tally_t){.count = t->count, .told = t->told, .crew = true};
    }
    t->objects = t->objects || t->object != one->object;
    t->count++;
    t->told += one->told;
}

static bool folds(const index_t *x, uint32_t t) { return x->task[t].crew && x->crew[x->task[t].crew].count >= LANES_FOLD; }

static bool slow_odd(const index_t *x, const model_t *m, crew_look_t *c, uint32_t task, size_t n)
{
    tally_t one = lanes_tally(m, task);
    uint32_t found = x->task[task].finding, most = 0;
    bool few = false;
    const tally_t *t = tally_of(c, &one);

    for (uint32_t i = 0; i < c->tallies; i++) {
        most = c->tally[i].count > most ? c->tally[i].count : most;
        few = few || c->tally[i].count <= 3;
    }
    if (!(c->found && c->found <= 3) && !(few && c->tallies > 1 && c->seen >= 8))
        return false;
    if (found && found <= n && c->found <= 3)
        return true;
    return t && c->seen >= 8 && t->count <= 3 && t->count < most && (one.odd || c->seen - most <= 3);
}

/* As the model knows it at this very event. */
static bool told_in_time(const model_t *m, uint32_t task)
{
    const model_task_t *t = &m->task[task];
    uint32_t carrier = t->ctx < m->nodes ? m->node[t->ctx].carrier : 0;
    return model_is_told(m, t->ctx) && (t->state != TASK_ENDED || m->node[carrier].told_event <= t->ended_event);
}

static void slow_look(slow_t *s, const index_t *x, const model_t *m, size_t n)
{
    memset(s->crew, 0, x->crews * sizeof *s->crew);
    s->lanes = 1;
    for (uint32_t t = 1; t < x->tasks && t < m->tasks; t++) {
        crew_look_t *c = &s->crew[x->task[t].crew];
        if (m->task[t].state == TASK_UNSEEN || !folds(x, t))
            continue;
        tally_t one = lanes_tally(m, t);
        one.told = told_in_time(m, t);
        told_seen += one.told;
        late_seen += !one.told && model_is_told(m, m->task[t].ctx);
        c->first = c->seen++ ? c->first : t;
        c->found += x->task[t].finding && x->task[t].finding <= n;
        slow_add(c, &one);
    }
    for (uint32_t t = 1; t < x->tasks && t < m->tasks; t++) {
        crew_look_t *c = &s->crew[x->task[t].crew];
        if (m->task[t].state != TASK_UNSEEN && folds(x, t) && c->odds < 4 && slow_odd(x, m, c, t, n))
            c->odd[c->odds++] = t;
    }
    for (uint32_t t = 1; t < x->tasks && t < m->tasks; t++) {
        const crew_look_t *c = &s->crew[x->task[t].crew];
        if (m->task[t].state == TASK_UNSEEN || (folds(x, t) && c->first != t))
            continue;
        s->lane[s->lanes++] = (lane_t){t, folds(x, t) ? x->task[t].crew : 0};
        for (uint32_t i = 0; folds(x, t) && !x->crew[x->task[t].crew].open && i < c->odds; i++)
            s->lane[s->lanes++] = (lane_t){c->odd[i], 0};
        for (uint32_t k = t; folds(x, t) && x->crew[x->task[t].crew].open && k < x->tasks; k++)
            if (x->task[k].crew == x->task[t].crew && x->task[k].seen && x->task[k].seen <= n)
                s->lane[s->lanes++] = (lane_t){k, 0};
    }
}

static bool same_crew(const crew_look_t *a, const crew_look_t *b)
{
    bool same = a->tallies == b->tallies && a->seen == b->seen && a->first == b->first && a->odds == b->odds && a->found == b->found;

    for (uint32_t i = 0; same && i < a->odds; i++)
        same = a->odd[i] == b->odd[i];
    for (uint32_t i = 0; same && i < a->tallies; i++) {
        const tally_t *s = &a->tally[i], *t = &b->tally[i];
        same = same_tally(s, t) && s->count == t->count && s->told == t->told && s->crew == t->crew && (s->state == TASK_UNSEEN || (s->objects == t->objects && s->object == t->object));
    }
    return same;
}

static bool same(const lanes_t *l, const slow_t *s, const index_t *x)
{
    bool equal = l->lanes == s->lanes;

    for (uint32_t i = 1; equal && i < l->lanes; i++)
        equal = l->lane[i].task == s->lane[i].task && l->lane[i].crew == s->lane[i].crew;
    for (uint32_t i = 1; equal && i < x->crews; i++)
        equal = same_crew(lanes_crew(l, i), &s->crew[i]);
    return equal;
}

/* ---- random tasks ---------------------------------------------------------------------------------------- */

static void some_event(trace_t *t, uint32_t *tasks, uint32_t nodes, const uint32_t site[8], bool gaps)
{
    uint32_t task = *tasks ? 1 + any(*tasks) : 0, node = 1 + any(nodes), what = any(gaps ? 401 : 400);

    if (what < 60 || !task)
        put(t, (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = ++*tasks, .node = node, .task = task, .aux = any(4) ? 1 : 2, .site = site[any(5) ? 0 : any(8)]});
    else if (what < 160)
        put(t, (ctx_event_t){.kind = CTX_EV_TASK_BLOCK, .task = task, .detail = any(3) ? CTX_OP_RECV : CTX_OP_LOCK, .other = any(3), .aux = !any(3), .node = any(2) * node, .site = site[any(20) ? 1 : any(8)]});
    else if (what < 240)
        put(t, (ctx_event_t){.kind = CTX_EV_TASK_WAKE, .task = task, .site = site[1]});
    else if (what < 300)
        put(t, (ctx_event_t){.kind = CTX_EV_WORK, .task = task, .node = node, .site = site[any(20) ? 2 : any(8)]});
    else if (what < 330)
        put(t, (ctx_event_t){.kind = CTX_EV_NOTICED, .task = task, .node = node, .detail = 2});
    else if (what < 340)
        put(t, (ctx_event_t){.kind = CTX_EV_SPIN, .task = task});
    else if (what < 370)
        put(t, (ctx_event_t){.kind = CTX_EV_TASK_END, .task = task});
    else if (what < 400)
        put(t, (ctx_event_t){.kind = CTX_EV_TOLD, .node = node, .detail = 1, .flags = CTX_WHY_CALL});
    else {
        put(t, (ctx_event_t){.kind = CTX_EV_GAP, .value = 3});
        for (uint32_t k = 1; k <= *tasks; k++)
            if (any(3))
                put(t, (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = k, .node = 1, .aux = 1, .site = site[0]});
        put(t, (ctx_event_t){.kind = CTX_EV_SNAPSHOT_END});
    }
}

static trace_t *tasks_at_work(uint32_t events, bool gaps, bool crews)
{
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "tasks");
    uint32_t site[8], tasks = 0, nodes = 30;

    for (int i = 0; i < 8; i++)
        site[i] = crews ? trace_add_site(t, "tasks.c", 10 + i, "work") : 0;
    trace_add_text(t, "worker");
    trace_add_text(t, "helper");
    for (uint32_t i = 1; i <= nodes; i++)
        put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = i % 5 ? CTX_NODE_CANCEL : i % 2 ? CTX_NODE_VALUE : CTX_NODE_CUSTOM, .node = i, .other = i / 2, .value = INT64_MAX});
    while (trace_count(t) < events)
        some_event(t, &tasks, nodes, site, gaps);
    return t;
}

/* The lane itself, or the one that it is folded into. */
static uint32_t slow_find(const slow_t *s, const index_t *x, lane_t lane)
{
    uint32_t crew = lane.crew ? lane.crew : lane.task && lane.task < x->tasks ? x->task[lane.task].crew : 0, best = 0;

    for (uint32_t i = 1; i < s->lanes; i++) {
        if (s->lane[i].task == lane.task && s->lane[i].crew == lane.crew)
            return i;
        if (crew && s->lane[i].crew == crew)
            best = i;
    }
    return best;
}

static bool finds(const lanes_t *l, const slow_t *s, const index_t *x)
{
    bool right = true;

    for (int i = 0; i < 20 && right; i++) {
        lane_t lane = {any(x->tasks + 2), any(3) ? 0 : any(x->crews)};
        if (any(2) && s->lanes > 1)
            lane = s->lane[1 + any(s->lanes - 1)];
        right = lanes_find(l, x, lane) == slow_find(s, x, lane);
    }
    return right;
}

typedef struct report { uint32_t looks, wrong, odd, others, opened; } report_t;

static void find_some(index_t *x, lanes_t *l)
{
    for (int i = 0; i < 3; i++)
        x->task[1 + any(x->tasks - 1)].finding = 1 + any((uint32_t)x->built);
    l->at = 0;
}

static void walk(report_t *p, trace_t *t)
{
    index_t x;
    lanes_t l = {0};
    model_t *m = model_new(t);

    index_start(&x, t);
    index_build(&x);
    slow_t s = {calloc(x.crews, sizeof *s.crew), calloc(2 * x.tasks + 8 * x.crews, sizeof *s.lane), 0};
    size_t n = 0, count = trace_count(t);
    for (int i = 0; i < 300 && s.crew && s.lane; i++) {
        uint32_t way = any(20);
        n = way < 8 && n < count ? n + 1 : way < 14 && n ? n - 1 : way < 18 ? (n + any(60)) % (count + 1) : any((uint32_t)count + 1);
        if (!any(40)) {
            x.crew[any(x.crews)].open ^= true;
            l.stale = true;
            p->opened++;
        }
        if (!any(60) && x.tasks > 1)
            find_some(&x, &l);
        model_seek(m, n);
        lanes_look(&l, &x, m, n);
        slow_look(&s, &x, m, n);
        p->looks++;
        p->wrong += !same(&l, &s, &x) || !finds(&l, &s, &x);
        for (uint32_t c = 1; c < x.crews; c++) {
            p->odd += s.crew[c].odds;
            p->others += s.crew[c].tallies == TALLIES;
        }
    }
    free(s.crew);
    free(s.lane);
    lanes_free(&l);
    index_free(&x);
    model_free(m);
}

/* Live: the trace grows, and with it the crews. */
static void grow(report_t *p, const trace_t *whole)
{
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "tasks");
    index_t x;
    lanes_t l = {0};
    model_t *m = model_new(t);

    for (uint32_t i = 1; i < trace_sites(whole); i++)
        trace_add_site(t, "tasks.c", 9 + (int)i, "work");
    index_start(&x, t);
    for (size_t i = 0; i < trace_count(whole); i++) {
        trace_add(t, trace_event(whole, i));
        if (any(9))
            continue;
        index_build(&x);
        slow_t s = {calloc(x.crews, sizeof *s.crew), calloc(2 * x.tasks + 8 * x.crews, sizeof *s.lane), 0};
        size_t n = any(4) ? trace_count(t) : m->applied;
        model_seek(m, n);
        lanes_look(&l, &x, m, n);
        if (s.crew && s.lane)
            slow_look(&s, &x, m, n);
        p->looks++;
        p->wrong += !s.crew || !s.lane || !same(&l, &s, &x) || !finds(&l, &s, &x);
        free(s.crew);
        free(s.lane);
    }
    lanes_free(&l);
    index_free(&x);
    model_free(m);
    trace_free(t);
}

static void many_tasks(void)
{
    enum { TASKS = 20000 };
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "many");
    uint32_t site = trace_add_site(t, "many.c", 1, "work");
    index_t x;
    lanes_t l = {0};

    trace_add_text(t, "worker");
    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = 1, .value = INT64_MAX});
    for (uint32_t i = 1; i <= TASKS; i++)
        put(t, (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = i, .node = 1, .aux = 1, .site = site});
    for (uint32_t i = 0; i < TASKS; i++)
        put(t, (ctx_event_t){.kind = CTX_EV_WORK, .task = 1 + any(TASKS), .node = 1, .site = site});
    model_t *m = model_new(t);
    index_start(&x, t);
    index_build(&x);
    model_apply_all(m);
    lanes_look(&l, &x, m, trace_count(t));
    uint64_t first = l.work, most = 0;
    for (size_t n = trace_count(t) - 1; n > trace_count(t) - 200; n--) {
        uint64_t before = l.work;
        model_seek(m, n);
        lanes_look(&l, &x, m, n);
        most = l.work - before > most ? l.work - before : most;
    }
    ok(first >= TASKS && most && most <= 1024, "%d tasks: a step looks at %d of them at most", TASKS, (int)most);
    size_t far[] = {trace_count(t), TASKS + 2, TASKS * 3 / 2, trace_count(t)};
    uint64_t walked = 0, work = 0;
    for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
        uint64_t before = l.walked, looked = l.work;
        model_seek(m, far[i]);
        lanes_look(&l, &x, m, far[i]);
        walked = l.walked - before > walked ? l.walked - before : walked;
        work = l.work - looked > work ? l.work - looked : work;
    }
    ok(walked && walked < TASKS / 4 && work >= TASKS && work <= 2 * TASKS, "%d tasks: a far way is not gone through once all of them are to be counted: %d events, %d tasks", TASKS, (int)walked, (int)work);
    lanes_free(&l);
    index_free(&x);
    model_free(m);
    trace_free(t);
}

/* Twelve tasks that wait for nothing, under a value of the context that is told: how many of their crew have been, at each
 * event, whether it was all recorded before or comes while somebody looks, at the newest event or at an older one. */
static trace_t *twelve(size_t events)
{
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "twelve");
    uint32_t site = trace_add_site(t, "twelve.c", 1, "work");

    trace_add_text(t, "worker");
    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = 1, .value = INT64_MAX});
    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_VALUE, .node = 2, .other = 1, .value = INT64_MAX});
    for (uint32_t i = 1; i <= 12; i++)
        put(t, (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = i, .node = 2, .aux = 1, .site = site});
    for (uint32_t i = 1; i <= 4; i++)
        put(t, (ctx_event_t){.kind = CTX_EV_TASK_END, .task = i});
    put(t, (ctx_event_t){.kind = CTX_EV_TOLD, .node = 1, .detail = 1, .flags = CTX_WHY_CALL});
    for (uint32_t i = 5; i <= 9; i++)
        put(t, (ctx_event_t){.kind = CTX_EV_TASK_END, .task = i});
    trace_t *first = trace_new(CTX_TRACE_VIRTUAL, "twelve");
    trace_add_site(first, "twelve.c", 1, "work");
    trace_add_text(first, "worker");
    for (size_t i = 0; i < trace_count(t) && i < events; i++)
        trace_add(first, trace_event(t, i));
    trace_free(t);
    return first;
}

static uint32_t told_of(const lanes_t *l, const index_t *x, int state)
{
    const crew_look_t *c = x->crews > 1 ? lanes_crew(l, 1) : NULL;

    for (uint32_t i = 0; c && i < c->tallies; i++)
        if (c->tally[i].state == state)
            return c->tally[i].told;
    return 0;
}

static void told_counted(void)
{
    enum { ALL = 24, TOLD = 19 };
    trace_t *whole = twelve(ALL), *t = twelve(TOLD - 1);
    index_t x;
    lanes_t l = {0};
    model_t *m = model_new(whole);

    index_start(&x, whole);
    index_build(&x);
    for (int way = 0; way < 2; way++)
        for (size_t i = TOLD - 3; i <= ALL; i++) {
            size_t n = way ? ALL + TOLD - 3 - i : i;
            model_seek(m, n);
            lanes_look(&l, &x, m, n);
            uint32_t ended = n > TOLD ? (uint32_t)(n - TOLD) : 0;
            ok(told_of(&l, &x, TASK_ENDED) == ended && told_of(&l, &x, TASK_RUNNING) == (n >= TOLD ? 8 - ended : 0), "after event %zu, %s: %u stopped, %u told and run", n,
               way ? "going back" : "going on", told_of(&l, &x, TASK_ENDED), told_of(&l, &x, TASK_RUNNING));
        }
    lanes_free(&l);
    index_free(&x);
    model_free(m);
    l = (lanes_t){0};
    m = model_new(t);
    index_start(&x, t);
    for (size_t n = TOLD - 1; n < ALL; n++) { /* it grows, and one looks at what was there before; then at the newest */
        for (size_t at = n < TOLD ? n : n - 1; at <= n; at++) {
            index_build(&x);
            model_seek(m, at);
            lanes_look(&l, &x, m, at);
        }
        uint32_t ended = n > TOLD ? (uint32_t)(n - TOLD) : 0;
        ok(told_of(&l, &x, TASK_ENDED) == ended && told_of(&l, &x, TASK_RUNNING) == (n >= TOLD ? 8 - ended : 0), "live, event %zu: %u stopped, %u told and run", n,
           told_of(&l, &x, TASK_ENDED), told_of(&l, &x, TASK_RUNNING));
        trace_add(t, trace_event(whole, n));
    }
    lanes_free(&l);
    index_free(&x);
    model_free(m);
    trace_free(t);
    trace_free(whole);
}

/* What one task does, in words, after it has received so often from a done that is closed. */
static bool said_after(uint32_t receives, const char *words)
{
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "spins");
    char text[200];

    trace_add_text(t, "worker");
    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = 3, .value = INT64_MAX});
    put(t, (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = 1, .node = 3, .aux = 1});
    put(t, (ctx_event_t){.kind = CTX_EV_TOLD, .node = 3, .detail = 1, .flags = CTX_WHY_CALL});
    for (uint32_t i = 0; i < receives; i++)
        put(t, (ctx_event_t){.kind = CTX_EV_NOTICED, .task = 1, .node = 3, .detail = 2});
    model_t *m = model_new(t);
    model_apply_all(m);
    tally_t one = lanes_tally(m, 1);
    (void)lanes_words(m, &one, 100, text, sizeof text);
    model_free(m);
    trace_free(t);
    return !strcmp(text, words);
}

int main(void)
{
    report_t p = {0}, live = {0};

    ok(said_after(7, "can run") && said_after(8, "spins on a closed done"), "eight receives in a row of a closed done are called spinning, seven are not");

    for (int round = 0; round < 60; round++) {
        trace_t *t = tasks_at_work(300 + any(round % 3 ? 2000 : 12000), round % 2, round % 4 != 3);
        walk(&p, t);
        if (round % 6 == 1)
            grow(&live, t);
        trace_free(t);
    }
    ok(p.looks > 10000 && p.odd > 1000 && p.others > 1000 && p.opened > 100, "%u looks, with %u who break out, %u crews that do too many things, %u opened or closed", p.looks, p.odd, p.others, p.opened);
    ok(told_seen > 100000 && late_seen > 1000, "among them %llu tasks that were told, and %llu that had ended before", (unsigned long long)told_seen, (unsigned long long)late_seen);
    ok(!p.wrong, "after any way there the lanes are what looking at each task gives (%u were not)", p.wrong);
    ok(live.looks > 500 && !live.wrong, "and while the trace grows: %u looks (%u were not)", live.looks, live.wrong);
    many_tasks();
    told_counted();
    return tap_end();
}
