/* seek_test.c — the model: going there is the same as coming back, and as coming from the start, in random traces and in the
 * shapes that the benchmarks measure.
 */
#include <stdlib.h>

#include "finding.h"
#include "make.h"
#include "model_priv.h"
#include "shapes.h"
#include "tap.h"

static uint64_t seed = 1;
static uint32_t rnd(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

/* ---- random traces --------------------------------------------------------------------------------------- */

static uint16_t any_kind(void)
{
    uint32_t kind;
    do
        kind = CTX_EV_NODE_NEW + rnd(CTX_EV_KINDS - CTX_EV_NODE_NEW);
    while (!trace_known_kind_(kind));
    return (uint16_t)kind;
}

static void random_event(trace_t *t, uint32_t *nodes, uint32_t *tasks)
{
    static const uint16_t kinds[] = {
        CTX_EV_NODE_NEW, CTX_EV_NODE_NEW, CTX_EV_NODE_LINK, CTX_EV_NODE_UNLINK, CTX_EV_NODE_FREE, CTX_EV_DONE_MADE,
        CTX_EV_FORWARDER, CTX_EV_DOMINATED, CTX_EV_KEEP, CTX_EV_CANCEL_CALL, CTX_EV_TOLD, CTX_EV_TOLD, CTX_EV_CANCEL_END,
        CTX_EV_NOTICED, CTX_EV_LIVE_SEEN, CTX_EV_HANDLE_NEW, CTX_EV_HANDLE_DUP, CTX_EV_HANDLE_RELEASE, CTX_EV_TIMER_ARM,
        CTX_EV_TIMER_STOP, CTX_EV_TIMER_FIRE, CTX_EV_TIMER_FREE, CTX_EV_AFTER_REG, CTX_EV_TASK_NEW, CTX_EV_TASK_NEW,
        CTX_EV_TASK_END, CTX_EV_TASK_BLOCK, CTX_EV_TASK_WAKE, CTX_EV_CHAN_NEW, CTX_EV_CHAN_SEND, CTX_EV_CHAN_RECV,
        CTX_EV_SELECT, CTX_EV_WORK, CTX_EV_MARK, CTX_EV_COUNT, CTX_EV_NOTE, CTX_EV_CLOCK, CTX_EV_VALUE};
    ctx_event_t e = {.kind = kinds[rnd(sizeof kinds / sizeof *kinds)], .flags = (uint8_t)rnd(4), .detail = (uint8_t)(1 + rnd(8)),
                     .task = rnd(*tasks + 2), .node = 1 + rnd(*nodes), .other = rnd(*nodes + 3), .site = rnd(4),
                     .aux = rnd(5), .value = rnd(50), .time = (int64_t)trace_count(t)};
    if (rnd(12) == 0)
        e.kind = any_kind();
    if (e.kind == CTX_EV_NODE_NEW) {
        e.node = ++*nodes;
        e.other = rnd(3) ? e.node - 1 : rnd(e.node); /* often deep */
    }
    if (e.kind == CTX_EV_TASK_NEW)
        e.other = ++*tasks;
    if (rnd(2000) == 0)
        e.kind = CTX_EV_GAP;
    else if (rnd(300) == 0)
        e.kind = CTX_EV_SNAPSHOT_END;
    trace_add(t, &e);
}

/* What chance would not bring: a task that stays deaf in waits under an ended context, and takes its done again and again. */
static void stubborn(trace_t *t, uint32_t node, uint32_t task)
{
    int64_t time = (int64_t)trace_count(t);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = task, .node = node, .time = time);
    ev(t, .kind = CTX_EV_TOLD, .node = node, .detail = 1, .flags = CTX_WHY_CALL, .time = time);
    for (uint32_t i = 0; i < 4; i++) {
        ev(t, .kind = CTX_EV_TASK_BLOCK, .task = task, .detail = CTX_OP_RECV, .aux = 1, .site = 1, .time = time);
        for (uint32_t k = 0; k < 3 + rnd(20); k++)
            ev(t, .kind = CTX_EV_NOTICED, .node = node, .task = task, .detail = 2, .site = 1, .time = time);
        time = (int64_t)trace_count(t);
        ev(t, .kind = CTX_EV_TASK_WAKE, .task = task, .detail = CTX_OP_RECV, .time = time);
    }
}

static trace_t *random_trace(size_t n)
{
    trace_t *t = make_trace();
    uint32_t nodes = 1, tasks = 1;
    for (int i = 0; i < 4; i++) {
        char name[8] = {'t', (char)('0' + i), 0};
        learner(t, i);
        text(t, name);
    }
    while (trace_count(t) < n)
        if (rnd(150) || n - trace_count(t) < 200)
            random_event(t, &nodes, &tasks);
        else
            stubborn(t, 1 + rnd(nodes), ++tasks);
    return t;
}

static bool same_model(const model_t *a, const model_t *b)
{
    for (int i = 0; i < TABLES; i++) {
        const table_t *x = &a->priv->table[i], *y = &b->priv->table[i];
        if (x->count != y->count || memcmp(x->base, y->base, (size_t)x->count * x->stride) != 0)
            return false;
    }
    model_t p = *a, q = *b; /* the numbers: all but pointers */
    p.priv = q.priv = NULL, p.node = q.node = NULL, p.task = q.task = NULL, p.handle = q.handle = NULL;
    p.timer = q.timer = NULL, p.chan = q.chan = NULL, p.cascade = q.cascade = NULL, p.mark = q.mark = NULL;
    return p.applied == q.applied && p.now == q.now && p.live_nodes == q.live_nodes && p.live_tasks == q.live_tasks &&
           p.held_handles == q.held_handles && p.armed_timers == q.armed_timers && p.forwarders == q.forwarders &&
           p.peak_nodes == q.peak_nodes && p.peak_tasks == q.peak_tasks && p.lost == q.lost && p.slow_clock == q.slow_clock &&
           p.idle_event == q.idle_event && p.ended == q.ended && a->priv->state.roots == b->priv->state.roots &&
           model_root(a, 1) == model_root(b, 1);
}

static void test_seek(size_t n, size_t every, const char *what)
{
    trace_t *t = random_trace(n);
    model_t *forward = model_new(t), *seeker = model_new(t);
    unsigned compared = 0, same = 0;
    model_key_every_(seeker, every);
    model_key_every_(forward, n + 1);
    model_apply_all(seeker); /* leaves the keyframes */
    unsigned keys = seeker->priv->keys, skips = 0;
    for (unsigned i = 0; i < keys; i++)
        skips += seeker->priv->key[i].skip.word != NULL;
    for (size_t i = 0; i <= n; i++) {
        model_apply(forward, i);
        model_seek(seeker, rnd((uint32_t)n + 1)); /* from anywhere */
        model_seek(seeker, i);
        compared++;
        same += same_model(forward, seeker);
    }
    ok(compared == n + 1 && same == compared && (every > n || keys > 10) && (n / every < 2 * SKIP || skips), what);
    model_free(forward);
    model_free(seeker);
    trace_free(t);
}

static void test_reuse(void)
{
    trace_t *a = random_trace(700), *b = random_trace(300);
    model_t *used = model_new(a), *fresh = model_new(b);
    model_apply_all(used);
    model_rewind(used, b);
    ok(used->nodes == 1 && used->applied == 0 && used->node[0].state == NODE_UNSEEN, "a rewound model is at event 0");
    model_apply_all(used);
    model_apply_all(fresh);
    ok(same_model(used, fresh), "a rewound model is as good as a new one");
    model_free(used);
    model_free(fresh);
    trace_free(a);
    trace_free(b);
}

/* Live: the trace grows while one looks back into it. */
static void test_growing(void)
{
    trace_t *all = random_trace(3000), *t = make_trace();
    for (uint32_t i = 1; i < trace_sites(all); i++)
        learner(t, (int)i - 1);
    for (uint32_t i = 1; i < trace_texts(all); i++)
        text(t, trace_text(all, i));
    model_t *live = model_new(t), *fresh = model_new(all);
    unsigned same = 0, rounds = 0;
    model_key_every_(live, 50);
    model_key_every_(fresh, 4000);
    for (size_t at = 0; at < 3000;) {
        for (size_t by = 1 + rnd(90); by && at < 3000; by--)
            trace_add(t, trace_event(all, at++));
        model_seek(live, rnd((uint32_t)at));
        model_apply_all(live);
        model_apply(fresh, at);
        same += same_model(live, fresh);
        rounds++;
    }
    ok(rounds > 30 && same == rounds && live->priv->keys > 30, "a trace that grows while one goes back and forth in it");
    model_free(live);
    model_free(fresh);
    trace_free(all);
    trace_free(t);
}

static bool same_findings(model_t *a, model_t *b, uint32_t *found)
{
    findings_t x = {0}, y = {0};
    findings_run(a, &x);
    findings_run(b, &y);
    bool same = x.count == y.count;
    for (uint32_t i = 0; same && i < x.count; i++) {
        const finding_t *p = &x.item[i], *q = &y.item[i];
        same = p->name == q->name && p->site == q->site && p->node == q->node && p->task == q->task && p->event == q->event && p->count == q->count && !strcmp(p->message, q->message);
    }
    *found += x.count;
    findings_free(&x);
    findings_free(&y);
    return same;
}

/* A program that is watched: it is looked through again and again while it grows, and what is found is what is found at once. */
static void test_looked_through(void)
{
    trace_t *all = random_trace(3000), *t = trace_new(CTX_TRACE_THREADS, "hand-made");
    for (int i = 0; i < 4; i++)
        learner(t, i);
    model_t *live = model_new(t);
    unsigned same = 0, rounds = 0;
    uint32_t found = 0;
    model_key_every_(live, 50);
    for (size_t at = 0; at < 3000; rounds++) {
        for (size_t by = 1 + rnd(200); by && at < 3000; by--, at++)
            if (trace_event(all, at)->kind != CTX_EV_GAP)
                trace_add(t, trace_event(all, at));
        model_t *fresh = model_new(t);
        model_apply_all(live);
        model_apply_all(fresh);
        same += same_findings(live, fresh, &found);
        model_free(fresh);
    }
    ok(rounds > 15 && same == rounds && found > 50 && live->priv->notables < trace_count(t) / 3 && live->priv->noted == trace_count(t),
       "what is found in a trace that grows is what is found in it at once, and a third of its events is not asked again");
    model_free(live);
    trace_free(all);
    trace_free(t);
}

/* ---- shapes ---------------------------------------------------------------------------------------------- */

/* The shape's events, and among them what a shape alone would not say: somebody notices, works, looks, frees. */
static trace_t *with_noise(const trace_t *shape)
{
    static const uint16_t kinds[] = {CTX_EV_NOTICED, CTX_EV_WORK, CTX_EV_LIVE_SEEN, CTX_EV_NODE_FREE, CTX_EV_NODE_UNLINK, CTX_EV_DONE_MADE, CTX_EV_HANDLE_RELEASE, CTX_EV_TASK_BLOCK, CTX_EV_TASK_WAKE};
    trace_t *t = make_trace();
    uint32_t nodes = 3, often = 2 + rnd(6);
    for (uint32_t i = 1; i < trace_sites(shape); i++)
        trace_add_site(t, trace_site(shape, i).file, trace_site(shape, i).line, trace_site(shape, i).func);
    for (uint32_t i = 1; i < trace_texts(shape); i++)
        text(t, trace_text(shape, i));
    for (size_t i = 0; i < trace_count(shape); i++) {
        ctx_event_t e = *trace_event(shape, i);
        e.seq = 0;
        trace_add(t, &e);
        nodes = e.node > nodes ? e.node : nodes;
        if (rnd(often) == 0 && i + 1 < trace_count(shape))
            ev(t, .kind = kinds[rnd(sizeof kinds / sizeof *kinds)], .node = 3 + rnd(nodes), .other = 1 + rnd(nodes), .task = 1 + rnd(5), .detail = CTX_OP_RECV, .site = 1);
    }
    return t;
}

static void compare(const trace_t *t, size_t every, unsigned rounds, unsigned *compared, unsigned *same, unsigned *skips)
{
    model_t *seeker = model_new(t);
    model_key_every_(seeker, every);
    model_apply_all(seeker);
    for (unsigned i = 0; i < seeker->priv->keys; i++)
        *skips += seeker->priv->key[i].skip.word != NULL;
    for (unsigned i = 0; i < rounds; i++) {
        size_t to = rnd(6) ? rnd((uint32_t)trace_count(t) + 1) : rnd(2) ? 0 : trace_count(t);
        model_t *scratch = model_new(t);
        model_key_every_(scratch, trace_count(t) + 1);
        model_apply(scratch, to);
        model_seek(seeker, to);
        *same += scratch->applied == to && same_model(seeker, scratch);
        ++*compared;
        model_free(scratch);
    }
    model_free(seeker);
}

static void test_shapes(const shape_t *list)
{
    char what[100];
    for (const shape_t *s = list; s->name; s++) {
        unsigned compared = 0, same = 0, skips = 0;
        for (int round = 0; round < 8; round++) {
            shape_dice(rnd(1u << 30));
            trace_t *shape = s->make(400 + rnd(4000)), *t = with_noise(shape);
            compare(shape, 7 + rnd(60), 25, &compared, &same, &skips);
            compare(t, 7 + rnd(60), 25, &compared, &same, &skips);
            trace_free(shape);
            trace_free(t);
        }
        snprintf(what, sizeof what, "%s: a seek is as good as a replay from the start", s->name);
        ok(compared == 400 && same == compared && (skips > 0 || strcmp(s->name, "scattered")), what);
    }
}

/* Of what an event changes next to nothing may lie in the part of an entry that is saved apart: by chance all over the tables
 * it is this that costs. */
static void test_parts(void)
{
    trace_t *t = shape_make("scattered", 4000);
    model_t *m = model_new(t);
    model_key_every_(m, 1000);
    model_apply(m, 3900);
    const part_t *node = m->priv->table[TABLE_NODE].part, *task = m->priv->table[TABLE_TASK].part;
    ok(m->priv->keys == 4 && node[FRONT].saved > 150 && task[FRONT].saved > 150 && !node[REST].saved && !task[REST].saved && node[REST].size && task[REST].size,
       "work by chance changes the first part of an entry only, and no more is saved");
    model_free(m);
    trace_free(t);
}

int main(void)
{
    test_seek(600, 1000, "by applying again: seek equals forward at every position");
    test_seek(3000, 100, "by keyframes: seek equals forward at every position");
    test_seek(3000, 20, "by many keyframes at once: seek equals forward at every position");
    test_reuse();
    test_growing();
    test_looked_through();
    test_shapes(shapes);
    test_shapes(attacks);
    test_parts();
    return tap_end();
}
