/* finding.c — the list of findings, and running all of them over a model.
 *
 * A finding speaks of the program that is watched, never of the scenario or the scenery around it: see
 * trace_site_is_harness. What the events cannot show is left to the checks of an entry, which may use the same names.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "finding_priv.h"
#include "trace_priv.h"

const finding_kind_t finding_kinds[] = {
    [FIND_LOST_CANCEL] = {"lost-cancel", "a cancel handle that nobody releases", true, true},
    [FIND_LINGERING_TIMER] = {"lingering-timer", "a timer still armed when all work is over", true, true},
    [FIND_LEAKED_TASK] = {"leaked-task", "a task still alive when all work is over", true, true},
    [FIND_BUSY_DONE] = {"busy-done", "a loop that receives a closed done again and again", true, true},
    [FIND_SPIN] = {"spin", "a task that runs without ever getting anywhere", true, true},
    [FIND_LATE_WORK] = {"late-work", "work that goes on after its context has ended", false, false},
    [FIND_DEAF_WAIT] = {"deaf-wait", "a wait that does not hear its context end", false, false},
    [FIND_BORN_DONE] = {"born-done", "a context that had ended before anybody looked at it", false, false},
    [FIND_DOMINATED] = {"dominated-deadline", "a deadline that can never be the one that fires", false, true},
    [FIND_REROOTED] = {"rerooted", "a fresh root where a context was at hand", false, true},
    [FIND_TODO_ROOT] = {"todo-root", "TODO as the root of real work", false, true},
    [FIND_SLOW_PATH] = {"slow-path", "a derivation that costs a helper task", false, true},
    [FIND_UNBOUNDED_DETACHED] = {"unbounded-detached", "detached work without a deadline of its own", false, true},
    [FIND_SEVERED] = {"severed-values", "a custom context that hides the values above it", false, true},
    [FIND_KEY_COLLISION] = {"key-collision", "two packages that store under the same key", false, true},
    [FIND_UNSTABLE_DONE] = {"unstable-done", "a done that was closed and is open again", false, true},
    [FIND_ERR_BEFORE_DONE] = {"err-before-done", "an err that is set while done is still open", false, true},
    [FIND_DONE_BEFORE_ERR] = {"done-before-err", "a done that is closed while err still says alive", false, true},
    [FIND_REASON_LOST] = {"reason-lost", "an end whose true reason cannot be told any more", false, false},
    [FIND_LATE_CASCADE] = {"late-cascade", "a cancel that returns before everything below has ended", false, true},
    [FIND_UNLINKED_CHILD] = {"unlinked-child", "a child that lives on after its parent's end", false, true},
    [FIND_UNHEARD_CHILD] = {"unheard-child", "a context derived, while the work listens to its parent", false, true},
    [FIND_STALE_LINK] = {"stale-link", "an ended context still in its parent's set", false, true},
    [FIND_UNBOUNDED_TASKS] = {"unbounded-tasks", "tasks started without a limit", false, true},
    [FIND_LOST_AT_EXIT] = {"lost-at-exit", "work in hand that dies with the process", false, false},
    [FIND_DEADLOCK] = {"deadlock", "nobody can move, and no timer is left to help", true, true},
    [FIND_PANIC] = {"panic", "a panic that nobody recovers", true, true},
    [FIND_RACE] = {"data-race", "two unsynchronised accesses, one of them a write", true, true},
    [FIND_USE_AFTER] = {"use-after-release", "something used after it was given back", true, true},
    [FIND_DOUBLE_RELEASE] = {"double-release", "a handle given back twice", true, true},
    [FIND_CROSS_TALK] = {"cross-talk", "one request sees what belongs to another", false, true},
    [FIND_CUT_SHORT] = {"cut-short", "work ended though nobody meant to end it", false, false},
    [FIND_OVER_BUDGET] = {"over-budget", "an answer later than its budget", false, false},
    [FIND_MISSING_WORK] = {"missing-work", "work that was asked for and not done", false, false},
    [FIND_WRONG_RESULT] = {"wrong-result", "an answer that is not the right one", false, false},
    [FINDS] = {NULL, NULL, false, false},
};

/* ---- the list -------------------------------------------------------------------------------------------- */

void findings_add(findings_t *out, const finding_t *f)
{
    if (out->count == out->capacity)
        out->item = trace_grow32_(out->item, &out->capacity, out->count + 1, sizeof *out->item);
    out->item[out->count++] = *f;
}

void findings_take(findings_t *out, findings_t *from)
{
    bool lasts = out->lasts || from->lasts;
    if (!out->count) {
        free(out->item);
        *out = *from;
        *from = (findings_t){0};
    }
    for (uint32_t i = 0; i < from->count; i++)
        findings_add(out, &from->item[i]);
    out->lasts = lasts;
    findings_free(from);
}

void findings_clear(findings_t *out)
{
    out->count = 0;
    out->lasts = false;
}

void findings_free(findings_t *out)
{
    free(out->item);
    *out = (findings_t){0};
}

bool findings_has(const findings_t *out, const char *name)
{
    for (uint32_t i = 0; i < out->count; i++)
        if (!strcmp(out->item[i].name, name))
            return true;
    return false;
}

bool finding_always_fails(const char *name)
{
    for (const finding_kind_t *k = finding_kinds; k->name; k++)
        if (!strcmp(k->name, name))
            return k->always_fails;
    return false;
}

bool finding_holds_cancelled(const char *name)
{
    for (const finding_kind_t *k = finding_kinds; k->name; k++)
        if (!strcmp(k->name, name))
            return k->holds_cancelled;
    return false;
}

/* The place of the row of that name and site, or where it is to come */
static uint32_t *slot_of(const finder_t *f, const char *name, uint32_t site)
{
    uint64_t hash = ((uint64_t)(uintptr_t)name ^ (uint64_t)site << 32 ^ site) * 0x9e3779b97f4a7c15u;
    uint32_t at = (uint32_t)(hash >> 32) & (f->slots - 1);
    for (;; at = (at + 1) & (f->slots - 1)) {
        const finding_t *row = f->slot[at] ? &f->out->item[f->slot[at] - 1] : NULL;
        if (!row || (row->name == name && row->site == site))
            return &f->slot[at];
    }
}

static void place_rows(finder_t *f)
{
    size_t none = 0;
    if (f->out->count * 2 >= f->slots) {
        free(f->slot);
        f->slots = f->slots ? f->slots * 4 : 128;
        while (f->out->count * 2 >= f->slots)
            f->slots *= 4;
        f->slot = trace_grow_(NULL, &none, f->slots, sizeof *f->slot);
        memset(f->slot, 0, f->slots * sizeof *f->slot);
        f->placed = 0;
    }
    for (; f->placed < f->out->count; f->placed++) {
        uint32_t *slot = slot_of(f, f->out->item[f->placed].name, f->out->item[f->placed].site);
        *slot = *slot ? *slot : f->placed + 1;
    }
}

static finding_t *row_of(finder_t *f, const char *name, uint32_t site)
{
    enum { FEW = 16 };
    if (f->out->count > FEW) {
        place_rows(f);
        uint32_t row = *slot_of(f, name, site);
        return row ? &f->out->item[row - 1] : NULL;
    }
    for (uint32_t i = 0; i < f->out->count; i++)
        if (f->out->item[i].name == name && f->out->item[i].site == site)
            return &f->out->item[i];
    return NULL;
}

finding_t *finding_note_(finder_t *f, enum finding_id id, uint32_t site, uint32_t node, uint32_t task, size_t event)
{
    const char *name = finding_kinds[id].name;
    finding_t *known = row_of(f, name, site);
    if (known) {
        known->count++;
        return NULL;
    }
    finding_t row = {.name = name, .node = node, .task = task, .site = site, .event = event, .count = 1};
    findings_add(f->out, &row);
    return &f->out->item[f->out->count - 1];
}

finding_t *finding_known_(finder_t *f, enum finding_id id, uint32_t site) { return row_of(f, finding_kinds[id].name, site); }

void finding_say_(finding_t *row, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    vsnprintf(row->message, sizeof row->message, format, ap);
    va_end(ap);
}

/* ---- who counts ------------------------------------------------------------------------------------------ */

bool finding_own_task_(const finder_t *f, uint32_t id)
{
    if (!id || id >= f->m->tasks)
        return false;
    const model_task_t *t = &f->m->task[id];
    if (id != 1 && !trace_site_is_harness(f->trace, t->made_at))
        return true;
    /* on threads, one that nobody here started is a stranger's */
    return t->own_site && trace_header(f->trace)->flags & CTX_TRACE_VIRTUAL;
}

bool finding_helper_(const finder_t *f, const model_task_t *t)
{
    const char *name = trace_text(f->trace, t->name_text);
    bool nobodys = !t->ctx || (t->ctx < f->m->nodes && f->m->node[t->ctx].kind == CTX_NODE_BACKGROUND);
    return nobodys && (!strcmp(name, "forwarder") || !strcmp(name, "after_func"));
}

/* ---- running --------------------------------------------------------------------------------------------- */

/* Where leaks are judged: the latest mark "idle"; else the end of a run that ended by itself. 0: nowhere. A run that was
 * stopped half-way proves no leak. */
static size_t leak_point(const model_t *m)
{
    if (m->idle_event)
        return m->idle_event;
    return m->ended && m->end_detail == 0 ? m->applied : 0;
}

/* "… (and 99 more here)" */
static void say_counts(findings_t *out, uint32_t from, bool lost)
{
    for (uint32_t i = from; i < out->count; i++) {
        finding_t *row = &out->item[i];
        size_t n = strlen(row->message);
        if (row->count > 1)
            snprintf(row->message + n, sizeof row->message - n, "; %s%u times in all", lost ? "at least " : "", row->count);
    }
}

void findings_run(model_t *m, findings_t *out)
{
    findings_run_quiet(m, out, 0);
}

void findings_run_quiet(model_t *m, findings_t *out, int64_t quiet)
{
    finder_t f = {.m = m, .trace = m->trace, .out = out};
    size_t end = m->applied, leaks = leak_point(m);
    uint32_t from = out->count;
    if (leaks) {
        if (leaks != end)
            model_seek(m, leaks);
        finding_leaks_(&f);
        finding_blocked_(&f);
        if (leaks != end)
            model_seek(m, end);
    } else if (m->ended) {
        finding_blocked_(&f);
    }
    bool open = !m->ended && trace_header(f.trace)->flags & CTX_TRACE_THREADS;
    for (uint32_t i = from; i < out->count; i++)
        out->item[i].unknown = out->item[i].unknown || m->lost > 0; /* the release may be among what a gap lost */
    if (open)
        finding_open_(&f, quiet);
    finding_events_(&f);
    finding_tasks_(&f);
    finding_tree_(&f);
    if (!leaks)
        finding_unbounded_(&f);
    say_counts(out, from, m->lost > 0);
    free(f.slot);
    finding_memo_free_(&f);
}
