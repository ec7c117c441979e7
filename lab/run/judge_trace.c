/* judge_trace.c — see judge_trace.h. */
#include "judge_trace.h"

#include <stdio.h>
#include <string.h>

bool judging_begin(judging_t *j, check_func_t *check, char **findings, int size, const trace_t *trace)
{
    *j = (judging_t){.check = check, .findings = findings, .size = size, .model = model_new(trace)};
    return j->model != NULL;
}

void judging_end(judging_t *j)
{
    model_free(j->model);
    findings_free(&j->found);
}

static bool always(const char *name)
{
    for (const finding_kind_t *k = finding_kinds; k->name != NULL; k++)
        if (strcmp(k->name, name) == 0)
            return k->always_fails;
    return false;
}

bool judging_counts(const judging_t *j, const finding_t *f)
{
    return !f->unknown && judging_knows(j, f);
}

bool judging_knows(const judging_t *j, const finding_t *f)
{
    if (f->prompt_only && j->model->slow_clock)
        return false;
    if (j->every)
        return true;
    for (char **name = j->findings; name != NULL && *name != NULL; name++)
        if (strcmp(*name, f->name) == 0)
            return true;
    return always(f->name);
}

static bool names_own(char **findings, uint32_t at)
{
    return findings != NULL && findings[at] != NULL && strcmp(findings[at], FINDINGS_ALSO) != 0;
}

uint32_t judging_rank(const judging_t *j, const char *name)
{
    uint32_t at = 0;
    while (names_own(j->findings, at) && strcmp(j->findings[at], name) != 0)
        at++;
    return at;
}

/* Of those that count the entry's own come first, in the entry's order. */
static const finding_t *first_finding(const judging_t *j)
{
    const finding_t *first = NULL;
    for (uint32_t i = 0; i < j->found.count; i++) {
        const finding_t *f = &j->found.item[i];
        if (judging_counts(j, f) && (first == NULL || judging_rank(j, f->name) < judging_rank(j, first->name)))
            first = f;
    }
    return first;
}

static void take_finding(const finding_t *f, judged_t *out)
{
    out->name = f->name;
    out->site = f->site;
    out->task = f->task;
    out->node = f->node;
    out->event = f->event;
    snprintf(out->message, sizeof out->message, "%s", f->message);
}

/* Does the scenario say here what the check found? A note may, too: "missing-work: window 3 …". */
static bool tells(const trace_t *t, const ctx_event_t *ev, const char *name)
{
    if (ev->kind == CTX_EV_SCENE_FAIL)
        return strcmp(trace_text(t, ev->aux), name) == 0;
    size_t len = strlen(name);
    return ev->kind == CTX_EV_NOTE && strncmp(trace_text(t, ev->aux), name, len) == 0 && strncmp(trace_text(t, ev->aux) + len, ": ", 2) == 0;
}

static bool is_that_fail(const trace_t *t, const ctx_event_t *ev, const check_row_t *row)
{
    return ev->kind == CTX_EV_SCENE_FAIL && strcmp(trace_text(t, ev->other), row->message) == 0 && tells(t, ev, row->name);
}

/* Where the scenario saw it: that very failure, or the first that it says of what the check has counted. The number of events: nowhere. */
static size_t seen_at(const trace_t *t, const check_row_t *row)
{
    size_t n = trace_count(t), first = n;
    for (size_t at = 0; at < n; at++) {
        const ctx_event_t *ev = trace_event(t, at);
        if (is_that_fail(t, ev, row))
            return at;
        if (first == n && tells(t, ev, row->name))
            first = at;
    }
    return first;
}

void judging_row_text(const trace_t *t, const check_row_t *row, char *buf, size_t size)
{
    size_t at = seen_at(t, row);
    const ctx_event_t *ev = at < trace_count(t) ? trace_event(t, at) : NULL;
    if (ev != NULL && ev->kind == CTX_EV_NOTE) /* in the scenario's words */
        snprintf(buf, size, "%s; first at event %zu: %s", row->message, at + 1, trace_text(t, ev->aux) + strlen(row->name) + 2);
    else
        snprintf(buf, size, "%s", row->message);
}

/* What the scenario saw itself has a place: the program's latest line in the task that saw it. */
static void take_place(const trace_t *t, const check_row_t *row, judged_t *out)
{
    size_t at = seen_at(t, row);
    judging_row_text(t, row, out->message, sizeof out->message);
    if (at == trace_count(t))
        return;
    const ctx_event_t *seen = trace_event(t, at);
    out->event = at + 1;
    if (seen->kind == CTX_EV_NOTE)
        return;
    out->task = seen->task;
    out->site = seen->site;
    for (size_t i = at; i-- > 0;) {
        const ctx_event_t *ev = trace_event(t, i);
        if (ev->task == seen->task && ev->site != 0 && !trace_site_is_harness(t, ev->site)) {
            out->site = ev->site;
            return;
        }
    }
}

static const check_row_t *first_check(const judging_t *j)
{
    for (uint32_t i = 0; i < j->checks.rows; i++)
        if (!j->checks.row[i].ok)
            return &j->checks.row[i];
    return NULL;
}

static void take_check(const judging_t *j, const check_row_t *row, judged_t *out)
{
    out->by_check = true;
    out->name = row->name;
    take_place(j->model->trace, row, out);
}

static bool own(const judging_t *j, const char *name)
{
    return names_own(j->findings, judging_rank(j, name));
}

/* Of two that the entry is about the one it names first; but that work is missing is what follows from all the others. */
static bool check_is_nearer(const judging_t *j, const check_row_t *row, const finding_t *f)
{
    return own(j, row->name) && own(j, f->name) && judging_rank(j, row->name) < judging_rank(j, f->name) &&
           strcmp(row->name, "missing-work") != 0 && !judging_halted(j);
}

static bool any_own(const judging_t *j, const finding_t *first)
{
    bool any = first != NULL && own(j, first->name);
    for (uint32_t i = 0; i < j->checks.rows && !any; i++)
        any = !j->checks.row[i].ok && own(j, j->checks.row[i].name);
    return any;
}

/* What a run is said to be lost by: a finding, for it has a line, else the first check in its author's order. */
static void take_reason(const judging_t *j, judged_t *out)
{
    const finding_t *f = first_finding(j);
    const check_row_t *row = first_check(j);
    out->failed = f != NULL || row != NULL;
    out->own = any_own(j, f);
    if (f != NULL && (row == NULL || !check_is_nearer(j, row, f)))
        take_finding(f, out);
    else if (row != NULL)
        take_check(j, row, out);
}

judged_t judge_trace(judging_t *j, const trace_t *trace)
{
    model_rewind(j->model, trace);
    model_apply_all(j->model);
    return judge_model(j);
}

judged_t judge_model(judging_t *j)
{
    judged_t out = {0};
    findings_clear(&j->found);
    findings_run(j->model, &j->found);
    j->checks.model = j->model;
    j->checks.size = j->size;
    j->checks.findings = &j->found;
    j->checks.rows = j->checks.failed = 0;
    check_scene(&j->checks);
    if (j->check != NULL)
        j->check(&j->checks);
    out.checked = j->check == NULL || j->checks.rows > 0;
    take_reason(j, &out);
    if (!out.failed && j->model->ended && j->model->end_detail == 2) { /* what was not come to is not passed */
        out.failed = true;
        out.name = "ends";
        out.event = j->model->applied;
        (void)snprintf(out.message, sizeof out.message, "the run was cut off before its end: more tasks, contexts or steps than a run may have");
    }
    return out;
}

/* ---- digest ---------------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * 0x9e3779b97f4a7c15ull;
    return h ^ h >> 29;
}

static uint64_t mix_text(uint64_t h, const char *text)
{
    for (; text != NULL && *text != '\0'; text++)
        h = mix(h, (unsigned char)*text);
    return h;
}

static uint64_t told_events(const judging_t *j)
{
    uint64_t sum = 0;
    const trace_t *t = j->model->trace;
    for (size_t i = 0; i < trace_count(t); i++) {
        const ctx_event_t *ev = trace_event(t, i);
        if (ev->kind == CTX_EV_COUNT || ev->kind == CTX_EV_OUTPUT || ev->kind == CTX_EV_NOTE)
            sum += mix_text(mix(ev->kind, (uint64_t)ev->value), trace_text(t, ev->aux));
        else if (ev->kind == CTX_EV_SCENE_FAIL || ev->kind == CTX_EV_PANIC)
            sum += mix_text(mix(ev->kind, ev->site), trace_text(t, ev->aux));
    }
    return sum;
}

/* Did the run end while tasks could still move? Then who waits is nobody's final state. */
static bool cut_short(const trace_t *t)
{
    size_t n = trace_count(t);
    bool cut = n > 0 && trace_event(t, n - 1)->kind == CTX_EV_END && trace_event(t, n - 1)->detail == 2;
    return cut && (n < 2 || trace_event(t, n - 2)->kind != CTX_EV_DEADLOCK);
}

bool judging_halted(const judging_t *j)
{
    bool found = false;
    for (uint32_t i = 0; i < j->found.count && !found; i++)
        found = judging_counts(j, &j->found.item[i]) && always(j->found.item[i].name);
    return found && cut_short(j->model->trace);
}

/* A sum over the objects, so that the order in which independent tasks made them does not matter. */
uint64_t judging_digest(const judging_t *j, const judged_t *verdict)
{
    const model_t *m = j->model;
    uint64_t sum = told_events(j);
    bool cut = cut_short(m->trace);
    for (uint32_t i = 3; i < m->nodes; i++)
        if (m->node[i].state != NODE_UNSEEN)
            sum += mix_text(mix(mix(mix(1, m->node[i].made_at), m->node[i].state), m->node[i].err),
                            trace_text(m->trace, model_told_event(m, i)->aux));
    for (uint32_t i = 1; i < m->tasks; i++) {
        const model_task_t *t = &m->task[i];
        bool blocked = t->state == TASK_BLOCKED && !cut;
        if (t->state != TASK_UNSEEN)
            sum += mix_text(mix(mix(mix(2, t->state == TASK_ENDED), blocked ? t->op : 0), blocked ? t->site : 0),
                            trace_text(m->trace, t->name_text));
    }
    for (uint32_t i = 1; i < m->handles; i++)
        sum += mix(mix(3, m->handle[i].made_at), m->handle[i].state);
    for (uint32_t i = 1; i < m->chans; i++)
        sum += mix(mix(mix(4, m->chan[i].made_at), m->chan[i].state), (uint64_t)m->chan[i].length);
    return mix_text(mix(sum, verdict->failed), verdict->failed ? verdict->name : "");
}
