/* finding_make.h — small worlds for the tests of findings, and asking what is found in one.
 */
#ifndef FINDING_MAKE_H
#define FINDING_MAKE_H

#include "check.h"
#include "make.h"
#include "tap.h"

enum { BG = 1, TODO = 2, ROOT = 3, REQ = 4 };

/* Background, TODO, the scenario's root c3 with task 1 on it */
static inline trace_t *world(void)
{
    trace_t *t = make_trace();
    uint32_t s = trace_add_site(t, "scenario", 1, "scenario");
    ev(t, .kind = CTX_EV_NODE_NEW, .node = BG, .detail = CTX_NODE_BACKGROUND, .value = INT64_MAX, .time = MS(1000));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = TODO, .detail = CTX_NODE_TODO, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = ROOT, .other = BG, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .site = s);
    ev(t, .kind = CTX_EV_HANDLE_NEW, .node = ROOT, .other = 1, .site = s);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 1, .node = ROOT, .aux = text(t, "scenario"));
    return t;
}

static inline size_t node(trace_t *t, uint32_t id, uint32_t parent, uint8_t kind, int line)
{
    return ev(t, .kind = CTX_EV_NODE_NEW, .node = id, .other = parent, .detail = kind, .task = 1, .site = learner(t, line), .value = INT64_MAX);
}

static inline void timer_node(trace_t *t, uint32_t id, uint32_t parent, int ms, int line)
{
    ev(t, .kind = CTX_EV_NODE_NEW, .node = id, .other = parent, .detail = CTX_NODE_TIMER, .task = 1, .site = learner(t, line),
       .value = MS(1000 + ms));
}

static inline void task(trace_t *t, uint32_t id, uint32_t ctx, int line)
{
    ev(t, .kind = CTX_EV_TASK_NEW, .other = id, .node = ctx, .task = 1, .aux = text(t, "worker"), .site = learner(t, line));
}

static inline void tell(trace_t *t, uint32_t id, uint8_t why)
{
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = id, .task = 1, .detail = 1, .flags = why);
    ev(t, .kind = CTX_EV_TOLD, .node = id, .task = 1, .detail = 1, .flags = why);
    ev(t, .kind = CTX_EV_CANCEL_END, .node = id, .task = 1, .value = 1);
}

static inline void idle(trace_t *t)
{
    ev(t, .kind = CTX_EV_MARK, .task = 1, .aux = text(t, "idle"), .site = scenario(t, 9));
}

static findings_t found; /* of the trace that was looked at last */

static inline const finding_t *find(trace_t *t, const char *name)
{
    model_t *m = model_new(t);
    model_apply_all(m);
    size_t before = m->applied;
    findings_clear(&found);
    findings_run(m, &found);
    const finding_t *hit = NULL;
    for (uint32_t i = 0; i < found.count; i++)
        if (!strcmp(found.item[i].name, name))
            hit = &found.item[i];
    if (m->applied != before)
        hit = NULL; /* findings leave the model where it was */
    model_free(m);
    return hit;
}

static inline bool has(trace_t *t, const char *name) /* frees t */
{
    const finding_t *hit = find(t, name);
    bool good = hit && *hit->message && hit->event && hit->count == 1;
    trace_free(t);
    return good;
}

static inline bool lacks(trace_t *t, const char *name)
{
    const finding_t *hit = find(t, name);
    if (hit)
        printf("# %s: %s\n", name, hit->message);
    trace_free(t);
    return !hit;
}

static inline bool message_has(trace_t *t, const char *name, const char *words) /* frees t */
{
    const finding_t *hit = find(t, name);
    bool seen = hit && strstr(hit->message, words);
    trace_free(t);
    return seen;
}

#define says(t, name, words) ok(message_has((t), (name), (words)), name ": says \"" words "\"")
#define positive(t, name) ok(has((t), (name)), name ": seen")
#define negative(t, name, what) ok(lacks((t), (name)), name ": not " what)

static inline trace_t *late(int units, int64_t takes, bool told_first, uint32_t under)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 5);
    node(t, REQ + 1, REQ, CTX_NODE_WITHOUT_CANCEL, 6);
    task(t, 2, REQ, 7);
    if (told_first)
        tell(t, REQ, CTX_WHY_CALL);
    for (int i = 0; i < units; i++)
        ev(t, .kind = CTX_EV_WORK, .task = 2, .node = under, .aux = text(t, "row"), .value = takes, .site = learner(t, 13));
    ev(t, .kind = CTX_EV_END);
    return t;
}

#endif
