/* finding_tree.c — what the tree shows at the end: contexts that were derived in the wrong place, or for nothing.
 */
#include "finding_priv.h"
#include "ctx.h"
#include "words.h"

enum { TIMER_FIRED = 3 }; /* model_timer_t.state */

static bool own(const finder_t *f, uint32_t site)
{
    return !trace_site_is_harness(f->trace, site);
}

static uint8_t root_kind(const model_t *m, uint32_t node) /* BACKGROUND or TODO where the node is such a root, else 0 */
{
    uint8_t kind = node < m->nodes ? m->node[node].kind : 0;
    return kind == CTX_NODE_BACKGROUND || kind == CTX_NODE_TODO ? kind : 0;
}

/* ---- born and bounded ------------------------------------------------------------------------------------ */

static bool parent_was_live(const model_t *m, const model_node_t *n)
{
    uint32_t carrier = n->parent ? m->node[n->parent].carrier : 0;
    return !carrier || !m->node[carrier].told_event || m->node[carrier].told_event > n->told_event;
}

/* It ended when it was made because its own deadline had passed: not for what a custom parent says, or a parent whose end fell in a gap */
static bool deadline_had_passed(const model_t *m, uint32_t id, const model_node_t *n)
{
    bool foreign = n->parent && m->node[n->parent].kind == CTX_NODE_CUSTOM; /* whose end has no event */
    bool says = n->err == CTX_DEADLINE_EXCEEDED, passed = model_asked_deadline(m, id) <= model_told(m, id);
    return n->why == CTX_WHY_BORN && n->kind == CTX_NODE_TIMER && (foreign ? says && passed : says || passed);
}

/* How long it was to live, where that was asked for as a length: on every schedule the same. False: as a point in time. */
static bool asked_length(const model_t *m, uint32_t id, int64_t *length)
{
    const model_node_t *n = &m->node[id];
    uint32_t at = n->dominated ? n->dominated_event : n->made_event;
    const ctx_event_t *ev = at ? trace_event(m->trace, at - 1) : NULL;
    bool asked = ev && (ev->kind == CTX_EV_DOMINATED ? ev->flags & 2 : ev->kind == CTX_EV_NODE_NEW && ev->flags & 1);
    *length = asked ? ev->value - ev->time : 0;
    return asked;
}

/* What depends on when it happened is excused on a slow machine; what is so on every schedule is not, nor a row that also
 * tells of the one. */
static void excuse(finder_t *f, enum finding_id id, uint32_t site, finding_t *row, bool certain)
{
    finding_t *known = row ? row : finding_known_(f, id, site);
    if (known)
        known->prompt_only = row ? !certain : known->prompt_only && !certain;
}

static void born_done(finder_t *f, uint32_t id, const model_node_t *n)
{
    const model_t *m = f->m;
    char label[96];
    if (!n->told_event || !parent_was_live(m, n))
        return;
    bool expired = deadline_had_passed(m, id, n);
    bool by_own_hand = (n->why == CTX_WHY_RELEASE || n->why == CTX_WHY_CALL) && model_told_event(m, id)->task == n->made_by &&
                       n->noticed_event > n->told_event && model_seen_whole(m, n->made_event);
    if (!expired && (!by_own_hand || n->looked || n->work_before))
        return;
    finding_t *row = finding_note_(f, FIND_BORN_DONE, n->made_at, id, n->made_by, n->told_event);
    int64_t length = 0; /* a point in time may pass before it is set */
    excuse(f, FIND_BORN_DONE, n->made_at, row, !expired || (asked_length(m, id, &length) && length <= 0));
    if (!row)
        return;
    model_label(m, id, label, sizeof label);
    if (expired)
        finding_say_(row, "c%u (%s) had ended when it was made: its deadline had passed%s", id, label,
                     m->node[n->parent].kind == CTX_NODE_CUSTOM ? "" : ", its parent was alive");
    else
        finding_say_(row, "c%u (%s) was ended by who made it before T%u first looked at it", id, label, model_noticed_event(m, id)->task);
}

static uint32_t only_child(const model_t *m, uint32_t id) /* past values; 0 when there is none or more than one */
{
    do
        id = m->node[id].children == 1 ? m->node[id].last_child : 0;
    while (id && m->node[id].kind == CTX_NODE_VALUE && !m->node[id].used);
    return id;
}

static bool fired(const model_t *m, const model_node_t *n)
{
    return n->why == CTX_WHY_DEADLINE || (n->timer && m->timer[n->timer].state == TIMER_FIRED);
}

/* Time that passes between two derivations may turn their order round, except where a length was asked for that is not shorter than
 * the length of what was made before it. */
static bool never_sooner(finder_t *f, uint32_t id)
{
    const model_t *m = f->m;
    int64_t mine, above, sooner = finding_deadline_(f, m->node[id].parent);
    uint32_t up = m->node[id].parent;
    while (up && m->node[up].kind != CTX_NODE_CUSTOM && !(m->node[up].kind == CTX_NODE_TIMER && m->node[up].deadline == sooner))
        up = m->node[up].parent;
    return up && m->node[up].kind == CTX_NODE_TIMER && asked_length(m, up, &above) && asked_length(m, id, &mine) && mine >= above;
}

static void dominated(finder_t *f, uint32_t id, const model_node_t *n)
{
    const model_t *m = f->m;
    char asked[40], sooner[40];
    uint32_t child = n->kind == CTX_NODE_TIMER && !n->used && model_seen_whole(m, n->made_event) ? only_child(m, id) : 0;
    bool covered = child && m->node[child].kind == CTX_NODE_TIMER && m->node[child].deadline <= n->deadline;
    if (covered && m->node[child].deadline < n->deadline && fired(m, n))
        covered = false; /* it outlived its child, and did ring */
    bool equal = n->kind == CTX_NODE_TIMER && n->parent && finding_deadline_(f, n->parent) == n->deadline;
    if (!n->dominated && !covered && !equal)
        return;
    finding_t *row = finding_note_(f, FIND_DOMINATED, n->made_at, id, n->made_by, n->made_event);
    excuse(f, FIND_DOMINATED, n->made_at, row, !covered && never_sooner(f, id));
    if (!row)
        return;
    words_point(f->trace, model_asked_deadline(m, id), asked, sizeof asked);
    int64_t other = covered ? m->node[child].deadline : finding_deadline_(f, id);
    const char *whose = covered ? "its only child" : "its parent";
    words_point(f->trace, other, sooner, sizeof sooner);
    if (!n->dominated && other == n->deadline)
        finding_say_(row, "the deadline %s of c%u ends nothing sooner: %s ends at the same instant", asked, id, whose);
    else
        finding_say_(row, "the deadline %s of c%u can never be the one that fires: %s ends at %s%s", asked, id, whose, sooner,
                     n->dominated_cause ? "; the cause given with it was dropped" : "");
}

/* ---- roots ----------------------------------------------------------------------------------------------- */

static bool had_context(const model_t *m, uint32_t task)
{
    return task && task < m->tasks && m->task[task].ctx < m->nodes && m->node[m->task[task].ctx].carrier;
}

static void fresh_root(finder_t *f, uint32_t site, uint32_t node, uint32_t root, uint32_t by, size_t event, const char *what)
{
    const model_t *m = f->m;
    uint8_t kind = root_kind(m, root);
    if (!kind || !own(f, site))
        return;
    if (kind == CTX_NODE_TODO) {
        finding_t *row = finding_note_(f, FIND_TODO_ROOT, site, node, by, event);
        if (row)
            finding_say_(row, "%s hangs on TODO: nobody can cancel it, and it has no deadline", what);
    } else if (had_context(m, by)) {
        finding_t *row = finding_note_(f, FIND_REROOTED, site, node, by, event);
        if (row)
            finding_say_(row, "%s starts from Background, though T%u runs under c%u: its end and values do not reach here",
                         what, by, m->task[by].ctx);
    }
}

/* Work done under the root itself, with no context derived: nothing in the tree shows where it came from. */
static void rootless_work(finder_t *f)
{
    const uint32_t *event;
    uint32_t n = model_notable_(f->m, &event);
    for (uint32_t i = 0; i < n; i++) {
        const ctx_event_t *e = trace_event(f->trace, event[i]);
        if (e->kind == CTX_EV_WORK)
            fresh_root(f, e->site, e->node, e->node, e->task, event[i] + 1u, "work");
    }
}

static void roots(finder_t *f)
{
    const model_t *m = f->m;
    for (uint32_t i = 1; i < m->nodes; i++)
        if (m->node[i].parent)
            fresh_root(f, m->node[i].made_at, i, m->node[i].parent, m->node[i].made_by, m->node[i].made_event, "a context");
    for (uint32_t i = 2; i < m->tasks; i++)
        if (m->task[i].ctx && !finding_helper_(f, &m->task[i]))
            fresh_root(f, m->task[i].made_at, m->task[i].ctx, m->task[i].ctx, m->task[i].parent, m->task[i].made_event, "a task");
    rootless_work(f);
}

/* ---- detached and unheard -------------------------------------------------------------------------------- */

static bool runs_unbounded(finder_t *f, uint32_t i)
{
    const model_t *m = f->m;
    const model_task_t *t = &m->task[i];
    if (!t->ctx || t->ctx >= m->nodes || !m->node[t->ctx].under_detach || t->steps == 0 || finding_deadline_(f, t->ctx) != INT64_MAX)
        return false;
    if (t->state == TASK_ENDED && t->ended == t->made)
        return false; /* it took no time */
    return !t->made_deadline && !m->node[t->ctx].carrier && !finding_can_be_ended_(f, i); /* a carrier: whoever holds its handle can end it */
}

/* Waits on a context that was cut off from every bound: also where the task had made one, above the cut. 0: it does not */
static uint32_t waits_unbounded(finder_t *f, uint32_t i)
{
    const model_t *m = f->m;
    const model_task_t *t = &m->task[i];
    if (t->state != TASK_BLOCKED || !t->listens || t->listens >= m->nodes || !m->node[t->listens].under_detach)
        return 0;
    return finding_deadline_(f, t->listens) == INT64_MAX && finding_own_task_(f, i) ? t->listens : 0;
}

/* Judged where leaks are, if anywhere: who waits there has been ended by nobody */
void finding_unbounded_(finder_t *f)
{
    const model_t *m = f->m;
    for (uint32_t i = 2; i < m->tasks; i++) {
        const model_task_t *t = &m->task[i];
        if (!model_seen_whole(m, t->made_event))
            continue; /* it may have derived a deadline that nobody saw */
        uint32_t on = own(f, t->made_at) ? waits_unbounded(f, i) : 0;
        if (!own(f, t->made_at) || (!on && !runs_unbounded(f, i)))
            continue;
        finding_t *row = finding_note_(f, FIND_UNBOUNDED_DETACHED, t->made_at, on ? on : t->ctx, i, on ? t->last_event : t->made_event);
        char label[96];
        if (!row || !model_task_label(m, i, label, sizeof label))
            continue;
        if (on)
            finding_say_(row, "%s waits under c%u, which is detached and has no deadline below the cut: nothing ends it", label, on);
        else
            finding_say_(row, "%s runs detached and without a deadline: nothing can end it", label);
    }
}

static bool is_derived(const model_node_t *n)
{
    return n->kind == CTX_NODE_CANCEL || n->kind == CTX_NODE_TIMER || n->kind == CTX_NODE_VALUE;
}

/* Was work done, or a task started, under `above` while n lived? By whoever made n, or in a task of theirs. */
static bool work_went_past(finder_t *f, uint32_t above, const model_node_t *n)
{
    const model_t *m = f->m;
    size_t until = n->told_event ? n->told_event : SIZE_MAX;
    size_t last = m->node[above].last_work_event;
    if (last > n->made_event && last < until)
        return true;
    if (m->node[above].last_task_event <= n->made_event)
        return false; /* most often: no need to ask about its tasks */
    return finding_last_task_(f, above, n->made_by) > n->made_event;
}

/* The context that was handed on instead: the first one above that is not an idle link of the same chain. 0: a root. */
static uint32_t passed_instead(finder_t *f, const model_node_t *n)
{
    const model_t *m = f->m;
    uint32_t up = n->parent;
    while (up && !m->node[up].used && m->node[up].children == 1 && is_derived(&m->node[up]) &&
           m->node[up].made_by == n->made_by && !work_went_past(f, up, n))
        up = m->node[up].parent;
    return root_kind(m, up) ? 0 : up;
}

static void unheard_child(finder_t *f, uint32_t id, const model_node_t *n)
{
    const model_t *m = f->m;
    bool unheard = is_derived(n) && !n->used && !n->children && model_seen_whole(m, n->made_event);
    uint32_t above = unheard ? passed_instead(f, n) : 0;
    if (!above || !work_went_past(f, above, n))
        return;
    finding_t *row = finding_note_(f, FIND_UNHEARD_CHILD, n->made_at, id, n->made_by, n->made_event);
    char label[96];
    if (row && model_label(m, id, label, sizeof label))
        finding_say_(row, "c%u (%s) was derived, but nobody listens to it: the work runs under c%u above it", id, label,
                     above);
}

static void slow_path(finder_t *f, uint32_t id, const model_node_t *n)
{
    finding_t *row = n->forwarder == 1 || n->forwarder == 2
                         ? finding_note_(f, FIND_SLOW_PATH, n->made_at, id, n->made_by, n->made_event)
                         : NULL;
    if (row)
        finding_say_(row, "c%u costs a helper task: its parent c%u cannot be linked directly", id, n->parent);
}

void finding_tree_(finder_t *f)
{
    const model_t *m = f->m;
    for (uint32_t i = 1; i < m->nodes; i++) {
        const model_node_t *n = &m->node[i];
        if (n->state == NODE_UNSEEN || !own(f, n->made_at))
            continue;
        born_done(f, i, n);
        dominated(f, i, n);
        unheard_child(f, i, n);
        slow_path(f, i, n);
    }
    roots(f);
}
