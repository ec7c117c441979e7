/* finding_leak.c — what is still there when all work is over: handles, timers, tasks, entries in a parent's set.
 */
#include <stdio.h>
#include <string.h>

#include "finding_priv.h"
#include "trace_priv.h"
#include "words.h"

/* What ends such a thing may have happened while events were lost, or before anybody watched. */
static void unless_seen_whole(const model_t *m, finding_t *row, size_t made_event)
{
    if (row)
        row->unknown = !model_seen_whole(m, made_event);
}

static void lost_cancels(finder_t *f)
{
    const model_t *m = f->m;
    if (!m->held_handles)
        return;
    for (uint32_t i = 1; i < m->handles; i++) {
        const model_handle_t *h = &m->handle[i];
        if (h->state != 1 || trace_site_is_harness(f->trace, h->made_at))
            continue;
        finding_t *row = finding_note_(f, FIND_LOST_CANCEL, h->made_at, h->node, model_handle_maker(m, i), h->made_event);
        char label[96];
        unless_seen_whole(m, row, h->made_event);
        if (row && model_label(m, h->node, label, sizeof label))
            finding_say_(row, "the cancel handle of c%u (%s), made here, was never released", h->node, label);
    }
}

/* Held by a task that runs with it, or by a context derived from it */
static bool is_in_use(const model_t *m, const model_node_t *n)
{
    if (n->listeners)
        return true;
    for (uint32_t child = n->last_child; child; child = m->node[child].prev)
        if (m->node[child].state != NODE_FREED)
            return true;
    return false;
}

/* A context without a handle of its own, owned by whoever made it, and nobody uses it any more */
static void lost_contexts(finder_t *f)
{
    const model_t *m = f->m;
    for (uint32_t i = 1; i < m->nodes; i++) {
        const model_node_t *n = &m->node[i];
        if ((n->kind != CTX_NODE_WITHOUT_CANCEL && n->kind != CTX_NODE_VALUE) || n->state == NODE_FREED || n->state == NODE_UNSEEN)
            continue;
        if (!n->made_event || trace_site_is_harness(f->trace, n->made_at) || is_in_use(m, n))
            continue;
        finding_t *row = finding_note_(f, FIND_LOST_CANCEL, n->made_at, i, n->made_by, n->made_event);
        char label[96];
        unless_seen_whole(m, row, n->made_event);
        if (row && model_label(m, i, label, sizeof label))
            finding_say_(row, "the context c%u (%s), made here and owned by its maker, was never dropped", i, label);
    }
}

static void lingering_timers(finder_t *f)
{
    const model_t *m = f->m;
    if (!m->armed_timers)
        return;
    for (uint32_t i = 1; i < m->timers; i++) {
        const model_timer_t *t = &m->timer[i];
        if (t->state != 1 || trace_site_is_harness(f->trace, t->made_at))
            continue;
        finding_t *row = finding_note_(f, FIND_LINGERING_TIMER, t->made_at, t->node, t->made_by, t->armed_event);
        char left[40];
        unless_seen_whole(m, row, t->armed_event);
        if (row && words_length(trace_minus_(t->when, m->now), left, sizeof left))
            finding_say_(row, "the %s armed here is still armed when all work is over%s%s",
                         t->ticker ? "ticker" : t->node ? "context's timer"
                                                        : "timer",
                         t->when > m->now ? ", for another " : "", t->when > m->now ? left : "");
    }
}

/* " at x.c:12"; in a function of the scenario, the latest line of the program as well: the call itself is not in a trace */
static void say_place(const finder_t *f, const model_task_t *t, char *buf, size_t size)
{
    char at[96], own[96];
    words_site(f->trace, t->site, at, sizeof at);
    words_site(f->trace, t->own_site ? t->own_site : t->site, own, sizeof own);
    if (t->site && t->own_site && t->site != t->own_site && trace_site_is_harness(f->trace, t->site))
        snprintf(buf, size, " at %s, after %s", at, own);
    else
        snprintf(buf, size, "%s%s", *own ? " at " : "", own);
}

static void leaked_tasks(finder_t *f)
{
    const model_t *m = f->m;
    for (uint32_t i = 2; i < m->tasks; i++) { /* task 1 is the scenario, or main */
        const model_task_t *t = &m->task[i];
        if (t->state == TASK_ENDED || t->state == TASK_UNSEEN || finding_helper_(f, t) || !finding_own_task_(f, i))
            continue;
        uint32_t site = trace_site_is_harness(f->trace, t->made_at) ? t->own_site : t->made_at;
        finding_t *row = finding_note_(f, FIND_LEAKED_TASK, site, t->ctx, i, t->last_event);
        char label[96], at[220] = "";
        if (!row)
            continue;
        unless_seen_whole(m, row, t->made_event);
        model_task_label(m, i, label, sizeof label);
        say_place(f, t, at, sizeof at);
        finding_say_(row, "%s is still alive when all work is over, %s%s%s", label,
                     t->state == TASK_BLOCKED ? "blocked in " : "running",
                     t->state == TASK_BLOCKED ? trace_op_name(t->op) : "", at);
    }
}

static void stale_links(finder_t *f)
{
    const model_t *m = f->m;
    for (uint32_t i = 1; i < m->nodes; i++) {
        const model_node_t *n = &m->node[i];
        if (!n->set || !n->told_event || trace_site_is_harness(f->trace, n->made_at))
            continue;
        finding_t *row = finding_note_(f, FIND_STALE_LINK, n->made_at, i, n->made_by, n->told_event);
        unless_seen_whole(m, row, n->made_event);
        if (row)
            finding_say_(row, "c%u has ended and still stands in the set of c%u", i, n->set);
    }
}

/* A custom context, or a child of one, that lives on when its parent has ended and everybody had time to hear of it */
static void unlinked_children(finder_t *f)
{
    const model_t *m = f->m;
    for (uint32_t i = 1; i < m->nodes; i++) {
        const model_node_t *n = &m->node[i];
        const model_node_t *up = n->parent ? &m->node[n->parent] : NULL;
        if (!up || up->kind != CTX_NODE_CUSTOM || n->state != NODE_LIVE || !n->carrier || n->told_event)
            continue;
        if (up->told_event || !model_is_told(m, n->parent) || n->carrier != i)
            continue;
        finding_t *row = finding_note_(f, FIND_UNLINKED_CHILD, up->made_at, i, n->made_by, n->made_event);
        unless_seen_whole(m, row, n->made_event);
        if (row)
            finding_say_(row, "c%u lives on though c%u, which its custom parent c%u wraps, has ended", i, up->carrier, n->parent);
    }
}

/* ---- waits ----------------------------------------------------------------------------------------------- */

static bool waits_for_tasks(uint8_t op)
{
    return op == CTX_OP_JOIN || op == CTX_OP_WG_WAIT || op == CTX_OP_LOCK || op == CTX_OP_COND_WAIT || op == CTX_OP_SETTLE ||
           op == CTX_OP_ONCE;
}

static bool is_deaf(const finder_t *f, uint32_t id)
{
    const model_task_t *t = &f->m->task[id];
    return t->state == TASK_BLOCKED && (t->deaf || !t->listens) && model_is_told(f->m, t->ctx) && finding_own_task_(f, id);
}

static uint32_t deaf_row(finder_t *f, uint32_t id)
{
    const model_t *m = f->m;
    const model_task_t *t = &m->task[id];
    uint32_t site = t->own_site ? t->own_site : t->site;
    uint32_t ended = m->node[m->node[t->ctx].carrier].told_event; /* waiting is no sin before there is something to hear */
    finding_t *row = finding_note_(f, FIND_DEAF_WAIT, site, t->ctx, id, ended > t->last_event ? ended : t->last_event);
    char label[96], since[64] = "before the recording began";
    if (!row)
        return 1;
    model_task_label(m, id, label, sizeof label);
    if (t->before && m->lost) {
        size_t n = strlen(strcpy(since, "before the gap at "));
        words_point(f->trace, t->since, since + n, sizeof since - n);
    } else if (!t->before)
        words_point(f->trace, t->since, since, sizeof since);
    finding_say_(row, "%s has waited in %s since %s without listening to c%u, which has ended", label, trace_op_name(t->op),
                 since, t->ctx);
    return 1;
}

/* Who waits for other tasks waits on the account of those: named only when there is nobody else to name. */
void finding_blocked_(finder_t *f)
{
    uint32_t found = 0;
    for (int joins = 0; joins < 2 && !found; joins++)
        for (uint32_t i = 1; i < f->m->tasks; i++)
            if (waits_for_tasks(f->m->task[i].op) == joins && is_deaf(f, i))
                found += deaf_row(f, i);
}

void finding_leaks_(finder_t *f)
{
    finding_unbounded_(f); /* first: what such a task still holds is lost with it */
    lost_cancels(f);
    lost_contexts(f);
    lingering_timers(f);
    leaked_tasks(f);
    stale_links(f);
    unlinked_children(f);
}
