/* finding_memo.c — what the findings ask of very many contexts and tasks, reckoned once for all of them: a chain may be a million
 * deep, and a context's tasks may be a million. Of small traces it is looked up each time, which is faster.
 */
#include <stdlib.h>
#include <string.h>

#include "finding_priv.h"
#include "trace_priv.h"

enum { SMALL = 256 };

typedef struct pair { uint32_t ctx, by, event; } pair_t; /* event 0: empty */

struct finding_memo {
    size_t applied;
    uint32_t nodes, tasks;
    int64_t *soonest;
    uint32_t *custom, *way, way_capacity;
    uint32_t *started;
    uint8_t *ended;
    pair_t *pair;
    uint32_t pairs, paired; /* room, and how many there are */
};

static void *zeros(size_t count, size_t size)
{
    size_t none = 0;
    void *p = trace_grow_(NULL, &none, count + 1, size);
    memset(p, 0, (count + 1) * size);
    return p;
}

void finding_memo_free_(finder_t *f)
{
    struct finding_memo *k = f->memo;
    if (!k)
        return;
    free(k->soonest);
    free(k->custom);
    free(k->way);
    free(k->started);
    free(k->ended);
    free(k->pair);
    free(k);
    f->memo = NULL;
}

/* It holds for where the model stands. */
static struct finding_memo *memo_of(finder_t *f)
{
    if (f->memo && f->memo->applied != f->m->applied)
        finding_memo_free_(f);
    if (!f->memo) {
        f->memo = zeros(0, sizeof *f->memo);
        *f->memo = (struct finding_memo){.applied = f->m->applied, .nodes = f->m->nodes, .tasks = f->m->tasks};
    }
    return f->memo;
}

/* ---- up the chain ---------------------------------------------------------------------------------------- */

/* From the one that is known, or from above all, down to `node`. */
static void come_down(struct finding_memo *k, const model_t *m, uint32_t node)
{
    uint32_t length = 0;
    for (; node && k->custom[node] == UINT32_MAX; node = m->node[node].parent) {
        k->way = trace_grow32_(k->way, &k->way_capacity, length + 1, sizeof *k->way);
        k->way[length++] = node;
    }
    while (length) {
        uint32_t at = k->way[--length];
        const model_node_t *n = &m->node[at];
        int64_t above = n->parent ? k->soonest[n->parent] : INT64_MAX, own = n->kind == CTX_NODE_TIMER ? n->deadline : INT64_MAX;
        k->soonest[at] = n->kind == CTX_NODE_WITHOUT_CANCEL ? INT64_MAX : own < above ? own : above;
        k->custom[at] = n->kind == CTX_NODE_CUSTOM ? at : n->parent ? k->custom[n->parent] : 0;
    }
}

static struct finding_memo *chains(finder_t *f)
{
    struct finding_memo *k = memo_of(f);
    if (k->soonest)
        return k;
    k->soonest = zeros(k->nodes, sizeof *k->soonest);
    k->custom = zeros(k->nodes, sizeof *k->custom);
    k->soonest[0] = INT64_MAX;
    for (uint32_t i = 1; i < k->nodes; i++) /* not known yet */
        k->custom[i] = UINT32_MAX;
    for (uint32_t i = 1; i < k->nodes; i++)
        come_down(k, f->m, i);
    return k;
}

int64_t finding_deadline_(finder_t *f, uint32_t node)
{
    if (f->m->nodes < SMALL)
        return model_deadline(f->m, node);
    return node < f->m->nodes ? chains(f)->soonest[node] : INT64_MAX;
}

uint32_t finding_custom_(finder_t *f, uint32_t node)
{
    if (f->m->nodes >= SMALL)
        return node < f->m->nodes ? chains(f)->custom[node] : 0;
    while (node && f->m->node[node].kind != CTX_NODE_CUSTOM)
        node = f->m->node[node].parent;
    return node;
}

/* ---- who started whom ------------------------------------------------------------------------------------ */

static uint32_t last_started(const model_t *m, uint32_t ctx, uint32_t by)
{
    uint32_t last = 0;
    for (uint32_t i = 2; i < m->tasks; i++)
        if (m->task[i].ctx == ctx && m->task[i].parent == by && m->task[i].made_event > last)
            last = m->task[i].made_event;
    return last;
}

static pair_t *pair_of(const struct finding_memo *k, uint32_t ctx, uint32_t by)
{
    uint32_t at = (uint32_t)((((uint64_t)ctx << 32 | by) * 0x9e3779b97f4a7c15u) >> 32) & (k->pairs - 1);
    while (k->pair[at].event && (k->pair[at].ctx != ctx || k->pair[at].by != by))
        at = (at + 1) & (k->pairs - 1);
    return &k->pair[at];
}

/* By the pairs there are, not by the tasks: a million may be of one. */
static void pair_room(struct finding_memo *k)
{
    pair_t *old = k->pair;
    uint32_t size = k->pairs;
    if (k->paired * 2 < size)
        return;
    k->pairs = size ? size * 2 : SMALL;
    k->pair = zeros(k->pairs, sizeof *k->pair);
    for (uint32_t i = 0; i < size; i++)
        if (old[i].event)
            *pair_of(k, old[i].ctx, old[i].by) = old[i];
    free(old);
}

static void pair_up(struct finding_memo *k, const model_t *m)
{
    pair_room(k);
    for (uint32_t i = 2; i < k->tasks; i++) {
        const model_task_t *t = &m->task[i];
        if (!t->made_event)
            continue;
        pair_room(k);
        pair_t *p = pair_of(k, t->ctx, t->parent);
        k->paired += !p->event;
        if (t->made_event > p->event)
            *p = (pair_t){t->ctx, t->parent, t->made_event};
    }
}

uint32_t finding_last_task_(finder_t *f, uint32_t ctx, uint32_t by)
{
    if (f->m->tasks < SMALL)
        return last_started(f->m, ctx, by);
    struct finding_memo *k = memo_of(f);
    if (!k->pair)
        pair_up(k, f->m);
    return pair_of(k, ctx, by)->event;
}

/* ---- contexts that somebody else can end ----------------------------------------------------------------- */

/* When each task started its last one, of those numbered after it */
static void find_started(struct finding_memo *k, const model_t *m)
{
    k->started = zeros(k->tasks, sizeof *k->started);
    for (uint32_t i = 2; i < k->tasks; i++) {
        const model_task_t *t = &m->task[i];
        if (t->parent < i && t->made_event > k->started[t->parent])
            k->started[t->parent] = t->made_event;
    }
}

bool finding_can_be_ended_(finder_t *f, uint32_t task)
{
    const model_t *m = f->m;
    struct finding_memo *k = memo_of(f);
    if (k->ended)
        return k->ended[task];
    find_started(k, m);
    k->ended = zeros(k->tasks, 1);
    for (uint32_t i = 1; i < k->nodes; i++) {
        const model_node_t *n = &m->node[i];
        uint32_t by = n->made_by;
        bool its_own = n->kind == CTX_NODE_CANCEL && by && by < k->tasks && n->parent && m->task[by].ctx == n->parent;
        if (its_own && ((n->told_event && model_told_event(m, i)->task != by) || k->started[by] > n->made_event))
            k->ended[by] = 1;
    }
    return k->ended[task];
}
