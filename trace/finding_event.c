/* finding_event.c — what single events say, or two of them together: verdicts of the machinery, panics, races, and custom
 * contexts that contradict themselves.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "finding_priv.h"
#include "trace_priv.h"
#include "words.h"

/* The site of an event in the watched program: its own, or where its task is as far as known */
static uint32_t site_of(const finder_t *f, const ctx_event_t *ev)
{
    if (!trace_site_is_harness(f->trace, ev->site))
        return ev->site;
    uint32_t own = ev->task < f->m->tasks ? f->m->task[ev->task].own_site : 0;
    return own ? own : ev->site;
}

/* ---- the machinery's verdicts ---------------------------------------------------------------------------- */

/* "T2 worker in send at x.c:12, T3 …" */
static uint32_t say_blocked(const finder_t *f, char *buf, size_t size)
{
    const model_t *m = f->m;
    uint32_t first = 0;
    size_t used = 0;
    *buf = 0;
    for (uint32_t i = 1; i < m->tasks; i++) {
        const model_task_t *t = &m->task[i];
        char label[64], at[64];
        if (t->state != TASK_BLOCKED)
            continue;
        if (!first && t->own_site)
            first = i;
        model_task_label(m, i, label, sizeof label);
        words_site(f->trace, t->own_site ? t->own_site : t->site, at, sizeof at);
        if (used < size)
            used += (size_t)snprintf(buf + used, size - used, "%s%s in %s%s%s", used ? ", " : "", label, trace_op_name(t->op),
                                     *at ? " at " : "", at);
    }
    return first;
}

static void deadlock(finder_t *f, const ctx_event_t *ev, size_t event)
{
    char list[160];
    uint32_t first = say_blocked(f, list, sizeof list);
    uint32_t site = first ? f->m->task[first].own_site : ev->site;
    finding_t *row = finding_note_(f, FIND_DEADLOCK, site, 0, first ? first : ev->task, event);
    if (row)
        finding_say_(row, "nobody can move and no timer is left: %s", list);
}

static void spin(finder_t *f, const ctx_event_t *ev, size_t event)
{
    const model_task_t *t = ev->task < f->m->tasks ? &f->m->task[ev->task] : NULL;
    if (t && f->m->fault[t->fault].busy_event)
        return; /* busy-done says it better */
    finding_t *row = finding_note_(f, FIND_SPIN, site_of(f, ev), ev->node, ev->task, event);
    char label[96];
    if (!row)
        return;
    model_task_label(f->m, ev->task, label, sizeof label);
    if (ev->kind == CTX_EV_SPIN && ev->detail == 1)
        finding_say_(row, "%s asks again and again what it has been told, while time stands still", label);
    else
        finding_say_(row, "%s runs on and on without getting anywhere", label);
}

static void race(finder_t *f, const ctx_event_t *ev, size_t event)
{
    finding_t *row = finding_note_(f, FIND_RACE, ev->site, 0, ev->task, event);
    char here[96], there[96];
    if (!row)
        return;
    words_site(f->trace, ev->site, here, sizeof here);
    words_site(f->trace, ev->other, there, sizeof there);
    finding_say_(row, "T%u %s at %s what T%u used at %s, and nothing orders the two", ev->task,
                 ev->detail == 1 ? "writes" : "reads", here, ev->aux, there);
}

static void use_after(finder_t *f, const ctx_event_t *ev, size_t event)
{
    finding_t *row = finding_note_(f, FIND_USE_AFTER, site_of(f, ev), ev->node, ev->task, event);
    char there[96];
    if (!row)
        return;
    words_site(f->trace, ev->other, there, sizeof there);
    if (strstr(trace_text(f->trace, ev->aux), "not the program's") != NULL) { /* it never was given out */
        finding_say_(row, "T%u reaches for %s here", ev->task, trace_text(f->trace, ev->aux));
        return;
    }
    if (strcmp(trace_text(f->trace, ev->aux), "local variable") == 0) {
        finding_say_(row, "T%u uses a local variable here, of a function that has returned", ev->task);
        return;
    }
    if (strcmp(trace_text(f->trace, ev->aux), "memory") == 0) {
        finding_say_(row, "T%u uses memory here that has been given back (free)%s%s", ev->task, *there ? " at " : "", there);
        return;
    }
    finding_say_(row, "T%u uses a %s here that was released%s%s", ev->task, trace_text(f->trace, ev->aux), *there ? " at " : "",
                 there);
}

static void double_release(finder_t *f, const ctx_event_t *ev, size_t event)
{
    finding_t *row = finding_note_(f, FIND_DOUBLE_RELEASE, site_of(f, ev), ev->node, ev->task, event);
    char there[96];
    if (!row)
        return;
    words_site(f->trace, ev->aux, there, sizeof there);
    char handle[24] = "a handle", made[96];
    if (ev->other)
        snprintf(handle, sizeof handle, "handle h%u", ev->other);
    words_site(f->trace, ev->site, made, sizeof made);
    if (ev->flags & 1)
        finding_say_(row, "%s, made at %s, is released a second time by the end of its scope%s%s", handle, made,
                     *there ? "; the first was at " : "", there);
    else
        finding_say_(row, "%s is released here a second time%s%s", handle, *there ? "; the first was at " : "", there);
}

static void panic(finder_t *f, const ctx_event_t *ev, size_t event)
{
    if (!(ev->flags & 1))
        return; /* recovered */
    finding_t *row = finding_note_(f, FIND_PANIC, site_of(f, ev), ev->node, ev->task, event);
    if (row)
        finding_say_(row, "panic: %s; nobody recovers it", trace_text(f->trace, ev->aux));
}

/* The scenario often looks at what a function of the program has returned: the line meant is that task's latest one in it. */
static uint32_t last_own_site(const finder_t *f, const ctx_event_t *ev, size_t event)
{
    for (size_t i = event; i-- > 0;) {
        const ctx_event_t *before = trace_event(f->trace, i);
        if (before->task == ev->task && before->site && !trace_site_is_harness(f->trace, before->site))
            return before->site;
    }
    return ev->site;
}

/* The scenario itself saw that something was wrong, and says what: here a run shows it at the event where it happened. */
static void scene_fail(finder_t *f, const ctx_event_t *ev, size_t event)
{
    const char *name = trace_text(f->trace, ev->aux);
    if (f->m->dropped && !finding_holds_cancelled(name))
        return; /* as check_counts has it */
    for (int id = 0; id < FINDS; id++) {
        if (strcmp(finding_kinds[id].name, name) != 0)
            continue;
        finding_t *row = finding_note_(f, (enum finding_id)id, last_own_site(f, ev, event), ev->node, ev->task, event);
        if (row)
            finding_say_(row, "%s", trace_text(f->trace, ev->other));
    }
}

static void verdict(finder_t *f, const ctx_event_t *ev, size_t event)
{
    switch (ev->kind) {
    case CTX_EV_PANIC: panic(f, ev, event); break;
    case CTX_EV_RACE: race(f, ev, event); break;
    case CTX_EV_USE_AFTER: use_after(f, ev, event); break;
    case CTX_EV_DOUBLE_RELEASE: double_release(f, ev, event); break;
    case CTX_EV_SPIN: spin(f, ev, event); break;
    case CTX_EV_DEADLOCK: deadlock(f, ev, event); break;
    case CTX_EV_SCENE_FAIL: scene_fail(f, ev, event); break;
    case CTX_EV_STUCK:
        if (ev->detail == 1 || ev->detail == 2)
            spin(f, ev, event);
        break;
    default: break;
    }
}

/* ---- custom contexts that contradict themselves ---------------------------------------------------------- */

/* What was seen last of a custom context: it has no events of its own. Order means something in virtual time only. */
enum { SAW_ERR = 1, SAW_DONE = 2 };

static void contradiction(finder_t *f, enum finding_id id, const ctx_event_t *ev, size_t event, const char *format)
{
    const model_node_t *n = &f->m->node[ev->node];
    uint32_t site = trace_site_is_harness(f->trace, n->made_at) ? site_of(f, ev) : n->made_at;
    finding_t *row = finding_note_(f, id, site, ev->node, ev->task, event);
    if (row) {
        char name[96];
        model_label(f->m, ev->node, name, sizeof name);
        finding_say_(row, "c%u (%s) %s", ev->node, name, format);
    }
}

/* Its done was closed, and whoever passed that on found no err: the engine notes it. In virtual time each look is seen besides. */
static void ended_without_err(finder_t *f, const ctx_event_t *ev, size_t event)
{
    bool foreign = ev->node < f->m->nodes && f->m->node[ev->node].kind == CTX_NODE_CUSTOM;
    if (foreign && trace_header(f->trace)->flags & CTX_TRACE_THREADS && strstr(trace_text(f->trace, ev->aux), "missing cancel error"))
        contradiction(f, FIND_DONE_BEFORE_ERR, ev, event, "closed its done, and its err still says that it lives");
}

static void watch_custom(finder_t *f, uint8_t **list, const ctx_event_t *ev, size_t event)
{
    size_t none = 0;
    if (!ev->node || ev->node >= f->m->nodes || f->m->node[ev->node].kind != CTX_NODE_CUSTOM)
        return;
    if (!*list) {
        *list = trace_grow_(NULL, &none, f->m->nodes, 1);
        memset(*list, 0, f->m->nodes);
    }
    uint8_t *saw = &(*list)[ev->node];
    if (ev->kind == CTX_EV_NOTICED)
        *saw |= ev->detail == 1 ? SAW_ERR : ev->detail == 2 ? SAW_DONE : 0;
    else if (ev->kind == CTX_EV_LIVE_SEEN && ev->detail == 1 && *saw & SAW_DONE)
        contradiction(f, FIND_DONE_BEFORE_ERR, ev, event, "closed its done, and its err still says that it lives");
    else if (ev->kind == CTX_EV_TASK_BLOCK && *saw & SAW_DONE)
        contradiction(f, FIND_UNSTABLE_DONE, ev, event, "closed its done once, and a later wait finds another one open");
    else if (ev->kind == CTX_EV_TASK_BLOCK && *saw & SAW_ERR)
        contradiction(f, FIND_ERR_BEFORE_DONE, ev, event, "has an err, and a wait for its done still blocks");
}

/* ---- values ---------------------------------------------------------------------------------------------- */

/* A custom context passes a question on by asking the context it wraps: that answer comes first in the trace. */
typedef struct asked {
    uint32_t node, key;
    size_t event; /* 0: it has asked nothing yet */
    bool found;
} asked_t;

/* By task, and since when nothing is missing: what came before a question may be among what a gap lost */
typedef struct questions {
    asked_t *last;
    size_t whole_from;
} questions_t;

static bool is_above(const model_t *m, uint32_t node, uint32_t above)
{
    while (node && node != above)
        node = m->node[node].parent;
    return node != 0;
}

static asked_t *questions_of(const model_t *m, questions_t *q, uint32_t task)
{
    size_t none = 0;
    if (!q->last) {
        q->last = trace_grow_(NULL, &none, m->tasks + 1u, sizeof *q->last);
        memset(q->last, 0, (m->tasks + 1u) * sizeof *q->last);
    }
    return &q->last[task < m->tasks ? task : 0];
}

static void severed(finder_t *f, questions_t *q, const ctx_event_t *ev, size_t event)
{
    model_t *m = f->m;
    asked_t *last = questions_of(m, q, ev->task), before = *last;
    uint32_t key = ev->value > 0 && ev->value < UINT32_MAX ? trace_same_text(f->trace, (uint32_t)ev->value) : 0, custom = 0;
    bool passed_on = before.found && before.key == key && ev->node < m->nodes && is_above(m, ev->node, before.node);
    bool whole = before.event > q->whole_from || (ev->task < m->tasks && m->task[ev->task].made_event > q->whole_from);
    *last = (asked_t){.node = ev->node, .key = key, .event = event, .found = ev->other || passed_on};
    if (last->found || !key || ev->node >= m->nodes || (q->whole_from && !whole))
        return;
    for (uint32_t up = finding_custom_(f, ev->node); up; up = m->node[up].parent) {
        const model_node_t *n = &m->node[up];
        custom = n->kind == CTX_NODE_CUSTOM ? up : custom;
        if (n->kind != CTX_NODE_VALUE || !custom || trace_same_text(f->trace, model_name_text(m, up)) != key)
            continue;
        finding_t *row = finding_note_(f, FIND_SEVERED, m->node[custom].made_at, custom, ev->task, event);
        if (row)
            finding_say_(row, "c%u does not pass on the question for \"%s\", which c%u above it could answer", custom,
                         trace_text(f->trace, key), up);
        return;
    }
}

/* ---- a timeout built by hand ----------------------------------------------------------------------------- */

/* A timer or a sleep wakes a task, and all it does about it is to cancel: the err says canceled, the truth was a deadline. */
typedef struct alarm {
    int64_t fired;  /* instant of the latest timer that belongs to no context */
    uint32_t woken; /* the task it woke, until that does something else */
} alarm_t;

static void homemade(finder_t *f, alarm_t *alarm, const ctx_event_t *ev, size_t event)
{
    if (ev->kind == CTX_EV_TIMER_FIRE && !ev->node)
        alarm->fired = ev->time;
    else if (ev->kind == CTX_EV_TASK_WAKE && (ev->detail == CTX_OP_SLEEP || alarm->fired == ev->time))
        alarm->woken = ev->detail == CTX_OP_SLEEP || ev->detail == CTX_OP_RECV || ev->detail == CTX_OP_SELECT ? ev->task : 0;
    else if (ev->kind == CTX_EV_CANCEL_CALL && ev->flags == CTX_WHY_CALL && ev->task && ev->task == alarm->woken) {
        finding_t *row = trace_site_is_harness(f->trace, ev->site)
                             ? NULL : finding_note_(f, FIND_REASON_LOST, ev->site, ev->node, ev->task, event);
        if (row)
            finding_say_(row, "a timer of T%u's own cancels c%u: its err says canceled where a deadline ended it", ev->task, ev->node);
    } else if (ev->task == alarm->woken && ev->kind != CTX_EV_CHAN_RECV && ev->kind != CTX_EV_SELECT && ev->kind != CTX_EV_STEP)
        alarm->woken = 0;
}

/* ---- the pass -------------------------------------------------------------------------------------------- */

static void one_event(finder_t *f, questions_t *q, size_t i)
{
    const ctx_event_t *ev = &f->trace->ev[i];
    if ((ev->kind >= CTX_EV_PANIC && ev->kind <= CTX_EV_STUCK) || ev->kind == CTX_EV_SCENE_FAIL)
        verdict(f, ev, i + 1);
    else if (ev->kind == CTX_EV_VALUE)
        severed(f, q, ev, i + 1);
    else if (ev->kind == CTX_EV_GAP || ev->kind == CTX_EV_SNAPSHOT_END)
        q->whole_from = i + 1;
    else if (ev->kind == CTX_EV_NOTE && ev->node)
        ended_without_err(f, ev, i + 1);
}

/* Where their order means something, what one event makes of the one before counts as well. */
static void every_event(finder_t *f)
{
    uint8_t *customs = NULL; /* by node: SAW_* */
    questions_t q = {0};
    alarm_t alarm = {.fired = INT64_MIN};
    for (size_t i = 0; i < f->m->applied; i++) {
        const ctx_event_t *ev = &f->trace->ev[i];
        one_event(f, &q, i);
        if (ev->kind == CTX_EV_NOTICED || ev->kind == CTX_EV_LIVE_SEEN || ev->kind == CTX_EV_TASK_BLOCK)
            watch_custom(f, &customs, ev, i + 1);
        homemade(f, &alarm, ev, i + 1);
    }
    free(customs);
    free(q.last);
}

void finding_events_(finder_t *f)
{
    const uint32_t *event;
    questions_t q = {0};
    if (trace_header(f->trace)->flags & CTX_TRACE_VIRTUAL) {
        every_event(f);
        return;
    }
    uint32_t n = model_notable_(f->m, &event);
    for (uint32_t i = 0; i < n; i++)
        one_event(f, &q, event[i]);
    free(q.last);
}
