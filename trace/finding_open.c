/* finding_open.c — a program on threads that has not ended, or whose recording stops before its end: who waits for
 * nothing that can come, though its context has ended.
 *
 * A call of the library that listens to no context is known as that at once. What is not known is whether something
 * else was about to end it: so the wait counts once it is long by any clock, or once nobody is seen who could end it.
 * Before that it is said, as not enough evidence yet.
 */
#include "finding_priv.h"
#include "trace_priv.h"
#include "words.h"

/* Only another task's deed ends it: not the clock, nor a task's return. */
static bool needs_a_deed(uint8_t op)
{
    return op == CTX_OP_RECV || op == CTX_OP_SEND || op == CTX_OP_SELECT || op == CTX_OP_SEM_ACQUIRE;
}

/* Of who waited before watching began, the wait's own place is all that is known. */
static uint32_t place(const finder_t *f, const model_task_t *t)
{
    return t->own_site ? t->own_site : trace_site_is_harness(f->trace, t->site) ? 0 : t->site;
}

static bool waits_deaf(const finder_t *f, uint32_t id)
{
    const model_task_t *t = &f->m->task[id];
    bool waits = t->state == TASK_BLOCKED && (needs_a_deed(t->op) || t->op == CTX_OP_SLEEP);
    return waits && t->deaf && place(f, t) && model_is_told(f->m, t->ctx) && finding_own_task_(f, id);
}

/* Everybody the recording knows of has ended, or waits for what none of the others will do. */
static bool nobody_moves(const finder_t *f)
{
    const model_t *m = f->m;
    if (m->armed_timers || m->lost)
        return false;
    for (uint32_t i = 1; i < m->tasks; i++) {
        const model_task_t *t = &m->task[i];
        bool over = t->state == TASK_ENDED || t->state == TASK_UNSEEN;
        bool stands = t->state == TASK_BLOCKED && (needs_a_deed(t->op) || t->op == CTX_OP_JOIN || t->op == CTX_OP_WG_WAIT);
        if (!over && !stands && !finding_helper_(f, t))
            return false;
    }
    return true;
}

static int64_t told_at(const model_t *m, uint32_t node)
{
    uint32_t carrier = node < m->nodes ? m->node[node].carrier : 0;
    return model_told(m, carrier ? carrier : node);
}

static void waiting(finder_t *f, uint32_t id, int64_t quiet, bool nobody)
{
    const model_t *m = f->m;
    const model_task_t *t = &m->task[id];
    int64_t told = told_at(m, t->ctx), from = told > t->since ? told : t->since, length = trace_minus_(m->now, from) + quiet;
    bool nobody_for_it = nobody && needs_a_deed(t->op), late = length >= FINDING_REAL_WAIT_NS;
    uint32_t carrier = m->node[t->ctx].carrier;
    size_t ended = carrier ? m->node[carrier].told_event : 0;
    char label[96], span[40];

    finding_t *row = finding_note_(f, FIND_DEAF_WAIT, place(f, t), t->ctx, id, ended > t->last_event ? ended : t->last_event);
    f->out->lasts = true;
    if (!row)
        return;
    row->prompt_only = true;
    row->unknown = !late && !nobody_for_it;
    model_task_label(m, id, label, sizeof label);
    words_span(f->trace, length, span, sizeof span);
    finding_say_(row, "%s waits in %s, which listens to no context; c%u ended %s%s%s", label, trace_op_name(t->op), t->ctx,
                 length ? span : "just now", length ? " before this" : "",
                 late ? "" : nobody_for_it ? ", and nobody is seen who could end the wait" : ": too short a time to tell");
}

void finding_open_(finder_t *f, int64_t quiet)
{
    bool nobody = nobody_moves(f);
    for (uint32_t i = 1; i < f->m->tasks; i++)
        if (waits_deaf(f, i))
            waiting(f, i, quiet, nobody);
}
