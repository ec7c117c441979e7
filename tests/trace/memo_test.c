/* memo_test.c — what the findings reckon once for all contexts and tasks is what looking it up for each one finds.
 */
#include <stdio.h>

#include "finding_priv.h"
#include "make.h"
#include "tap.h"

static uint64_t seed = 5;
static uint32_t rnd(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

/* A forest of all kinds, tasks that start others under it, and some ends. Numbers need not ascend. */
static trace_t *forest(uint32_t nodes, uint32_t tasks)
{
    static uint32_t ctx[2000];
    trace_t *t = make_trace();
    memset(ctx, 0, sizeof ctx);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 1, .detail = CTX_NODE_BACKGROUND, .value = INT64_MAX, .time = 1);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 1, .node = 1);
    for (uint32_t i = 0; i < nodes; i++) {
        uint32_t id = 3 + (i ^ 1u), up = i < 2 ? 1 : 3 + ((i - 1 - rnd(i < 20 ? i : 20)) ^ 1u);
        uint8_t kind = (uint8_t)(CTX_NODE_CANCEL + rnd(CTX_NODE_CUSTOM - CTX_NODE_CANCEL + 1));
        uint32_t started = i / 2 < tasks ? i / 2 : tasks, by = 2 + rnd(started + 1), own = by < started + 2 && i > 1 && rnd(2) ? ctx[by] : 0;
        if (own) { /* below the task's own context */
            ev(t, .kind = CTX_EV_NODE_NEW, .node = id, .other = own, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .task = by);
            continue;
        }
        ev(t, .kind = CTX_EV_NODE_NEW, .node = id, .other = up, .detail = kind, .value = kind == CTX_NODE_TIMER ? 1 + rnd(1000) : INT64_MAX, .task = 1 + rnd(tasks));
        if (rnd(5) == 0)
            ev(t, .kind = CTX_EV_TOLD, .node = id, .detail = 1, .flags = CTX_WHY_CALL, .task = 1 + rnd(tasks));
        if (i / 2 < tasks && !ctx[2 + i / 2])
            ev(t, .kind = CTX_EV_TASK_NEW, .other = 2 + i / 2, .node = ctx[2 + i / 2] = 3 + rnd(i + 1), .task = 1 + rnd(i / 2 + 1));
    }
    return t;
}

static uint32_t custom_above(const model_t *m, uint32_t node)
{
    while (node && m->node[node].kind != CTX_NODE_CUSTOM)
        node = m->node[node].parent;
    return node;
}

static uint32_t last_task(const model_t *m, uint32_t ctx, uint32_t by)
{
    uint32_t last = 0;
    for (uint32_t i = 2; i < m->tasks; i++)
        if (m->task[i].ctx == ctx && m->task[i].parent == by && m->task[i].made_event > last)
            last = m->task[i].made_event;
    return last;
}

static bool started_after(const model_t *m, uint32_t task, uint32_t event)
{
    for (uint32_t i = task + 1; i < m->tasks; i++)
        if (m->task[i].parent == task && m->task[i].made_event > event)
            return true;
    return false;
}

static bool can_be_ended(const model_t *m, uint32_t task)
{
    for (uint32_t child = m->node[m->task[task].ctx].last_child; child; child = m->node[child].prev) {
        const model_node_t *n = &m->node[child];
        if (n->made_by == task && n->kind == CTX_NODE_CANCEL &&
            ((n->told_event && model_told_event(m, child)->task != task) || started_after(m, task, n->made_event)))
            return true;
    }
    return false;
}

static void compare(uint32_t nodes, uint32_t tasks)
{
    trace_t *t = forest(nodes, tasks);
    model_t *m = model_new(t);
    findings_t out = {0};
    finder_t f = {.m = m, .trace = t, .out = &out};
    uint32_t wrong = 0, soon = 0, customs = 0, started = 0, ended = 0;
    for (size_t at = trace_count(t) / 2; at <= trace_count(t); at += trace_count(t) - trace_count(t) / 2) { /* half-way, then moved on */
        model_apply(m, at);
        for (uint32_t i = 1; i < m->nodes; i++) {
            wrong += finding_deadline_(&f, i) != model_deadline(m, i) || finding_custom_(&f, i) != custom_above(m, i);
            soon += finding_deadline_(&f, i) != INT64_MAX;
            customs += finding_custom_(&f, i) != 0;
        }
        for (uint32_t i = 1; i < m->tasks; i++) {
            uint32_t ctx = m->task[i].ctx, by = rnd(3) ? m->task[i].parent : rnd(m->tasks), last = last_task(m, ctx, by);
            wrong += finding_last_task_(&f, ctx, by) != last;
            started += last != 0;
            if (i > 1 && ctx) {
                wrong += finding_can_be_ended_(&f, i) != can_be_ended(m, i);
                ended += finding_can_be_ended_(&f, i);
            }
        }
    }
    char what[100];
    snprintf(what, sizeof what, "%u contexts, %u tasks: as each one is looked up", nodes, tasks);
    ok(!wrong && soon && customs && started && ended, what);
    finding_memo_free_(&f);
    model_free(m);
    trace_free(t);
}

int main(void)
{
    for (uint32_t i = 0; i < 12; i++)
        compare(40 + i * 120, 20 + i * 60);
    return tap_end();
}
