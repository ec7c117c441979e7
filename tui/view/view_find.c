/* view_find.c — the findings of a trace: when each shows, which comes next, going there. */
#include <stdlib.h>
#include <string.h>

#include "sentence.h"
#include "view.h"

/* A leak is one only once all the work is over: until then it is not shown unasked. */
static size_t finding_shown_from(const view_t *v, const finding_t *f)
{
    static const char *const leaks[] = {"lost-cancel", "lingering-timer", "leaked-task", "unbounded-tasks", "lost-at-exit"};
    size_t idle = trace_count(v->trace);

    for (size_t i = 0; i < sizeof leaks / sizeof *leaks; i++) {
        if (strcmp(f->name, leaks[i]))
            continue;
        for (uint32_t m = 0; m < v->index.marks; m++)
            if (!strcmp(trace_text(v->trace, trace_event(v->trace, v->index.mark[m] - 1)->aux), "idle")) {
                idle = v->index.mark[m];
                break;
            }
        return idle > f->event ? idle : f->event;
    }
    return f->event;
}

/* One finding a line stands for all contexts made there whose handle is still held: each of them shows it. */
static void view_mark_alike(view_t *v, uint32_t i)
{
    const finding_t *f = &v->findings.item[i];
    const model_t *m = v->model;

    if (strcmp(f->name, "lost-cancel") || f->count < 2 || !f->node || f->node >= m->nodes)
        return;
    for (uint32_t node = 1; node < m->nodes; node++) {
        uint32_t handle = m->node[node].made_at == m->node[f->node].made_at ? m->node[node].handle : 0;
        if (handle && handle < m->handles && m->handle[handle].state == 1)
            index_found(&v->index, node, (uint32_t)v->shown_from[i]);
    }
}

/* What is said of many tasks started at one line is not an exception of the one that stands for them. */
static void view_mark_task(view_t *v, const finding_t *f, uint32_t from)
{
    index_task_t *t = &v->index.task[f->task];
    bool many = t->crew && v->index.crew[t->crew].count >= LANES_FOLD && (f->count >= LANES_FOLD || !strcmp(f->name, "unbounded-tasks"));

    *(many ? &v->index.crew[t->crew].finding : &t->finding) = from;
    if (many || f->count < 2 || strcmp(f->name, "leaked-task"))
        return;
    for (uint32_t k = 1; k < v->index.tasks && k < v->model->tasks; k++) /* the few others are meant as well */
        if (v->index.task[k].site == t->site && v->model->task[k].state != TASK_UNSEEN && v->model->task[k].state != TASK_ENDED)
            v->index.task[k].finding = from;
}

/* Findings look at a whole trace: the model goes to its end and comes back. */
void view_findings(view_t *v)
{
    size_t count = trace_count(v->trace);

    if (v->findings_at == count + 1)
        return;
    index_found_none(&v->index);
    findings_clear(&v->findings);
    model_seek(v->model, count);
    if (v->options.find && !v->options.secret)
        v->options.find(v->options.find_self, v->options.entry, v->options.size, v->model, &v->findings);
    else if (!v->options.secret)
        findings_run_quiet(v->model, &v->findings, v->quiet);
    free(v->shown_from);
    v->shown_from = calloc(v->findings.count + 1u, sizeof *v->shown_from);
    for (uint32_t i = 0; i < v->findings.count && v->shown_from; i++) {
        const finding_t *f = &v->findings.item[i];
        v->shown_from[i] = finding_shown_from(v, f);
        if (f->node && f->node < v->index.nodes)
            index_found(&v->index, f->node, (uint32_t)v->shown_from[i]);
        if (f->task && f->task < v->index.tasks)
            view_mark_task(v, f, (uint32_t)v->shown_from[i]);
    }
    if (!v->shown_from)
        findings_clear(&v->findings);
    view_found_order_(v);
    for (uint32_t i = 0; i < v->findings.count; i++)
        view_mark_alike(v, i);
    model_seek(v->model, v->n);
    v->findings_at = count + 1;
    v->lanes.at = 0;
    if (v->finding > v->findings.count)
        v->finding = 0;
}

/* The finding that shows next after n while playing; number + 1, 0 none. */
uint32_t view_finding_shown(const view_t *v, size_t n) { return view_found_shown(v, view_found_by(v, n)); }

static void view_show_finding(view_t *v, uint32_t id)
{
    const finding_t *f = &v->findings.item[id - 1];

    v->finding = id;
    v->pane = PANE_FINDINGS;
    if (f->event)
        view_goto(v, f->event);
    if (f->node)
        view_cursor_to(v, f->node);
    if (f->task)
        v->lane = (lane_t){f->task, 0};
}

void view_finding_open(view_t *v, uint32_t found)
{
    view_goto(v, v->shown_from[found - 1]);
    v->finding = found;
    v->pane = PANE_FINDINGS;
    if (v->findings.item[found - 1].node)
        view_cursor_to(v, v->findings.item[found - 1].node);
}

void view_finding_tell(view_t *v, uint32_t found)
{
    view_finding_open(v, found);
    view_say(v, v->options.host ? "Found here: %s. Enter explains it, e opens your file at this line, Space plays on."
                                : "Found here: %s. Space plays on, w goes to the next, Enter explains.", v->findings.item[found - 1].name);
}

bool view_hides(const view_t *v) { return v->predict.stage || v->options.secret || v->options.guess; }

/* ---- before it is told ----------------------------------------------------------------------------------- */

static void guess_about(const view_t *v, const finding_t *f, char *buf, size_t size)
{
    char task[100] = "", node[160] = "";

    if (f->task)
        sentence_task(v->model, f->task, task, sizeof task);
    if (f->node)
        sentence_node(v->model, f->node, node, sizeof node);
    snprintf(buf, size, "%s%s%s", task, *task && *node ? " and " : "", node);
}

void view_guess_say(view_t *v)
{
    char about[300];

    if (!v->guess || v->guess > v->findings.count || v->message[0] || v->playing || v->n != v->shown_from[v->guess - 1])
        return;
    const finding_t *f = &v->findings.item[v->guess - 1];
    const ctx_event_t *ev = view_event(v);
    bool over = ev && (ev->kind == CTX_EV_MARK || ev->kind == CTX_EV_END);
    guess_about(v, f, about, sizeof about);
    view_say(v, !*about ? "Something is wrong by now. What do you see? Enter tells, Space plays on."
             : over     ? "The work is over, and something is wrong by now. Look at %s: what is left, and whose is it? Enter tells, Space plays on."
             : f->task  ? "Something is wrong by now. Look at %s: what happens there, and what should happen? Enter tells, Space plays on."
                        : "Something is wrong by now. Look at %s: what has become of it, and what should have? Enter tells, Space plays on.", about);
}

/* The symptom is marked, and the source stays: a name would end the thinking. */
void view_guess(view_t *v, uint32_t found)
{
    const finding_t *f = &v->findings.item[found - 1];

    view_goto(v, v->shown_from[found - 1]);
    v->guess = found;
    if (f->node)
        view_cursor_to(v, f->node);
    if (f->task)
        v->lane = (lane_t){f->task, 0};
    v->message[0] = 0;
    view_guess_say(v);
}

bool view_guess_request(view_t *v, request_t req)
{
    bool tells = v->guess && (req == REQ_ENTER || req == REQ_FINDING_NEXT) && v->n == v->shown_from[v->guess - 1];

    if (tells)
        view_finding_tell(v, v->guess);
    if (tells || req == REQ_FINDING_NEXT || req == REQ_FINDING_PREV) { /* one wants to be told */
        v->guess = 0;
        v->options.guess = false;
    }
    return tells;
}

void view_finding_first(view_t *v)
{
    uint32_t found = view_finding_shown(v, 0);

    if (found)
        view_finding_open(v, found);
}

void view_finding_step(view_t *v, bool forward)
{
    view_findings(v);
    v->playing = false;
    if (!v->findings.count) {
        view_say(v, "%s", v->options.nothing ? v->options.nothing : v->live ? "Nothing found so far." : "Nothing found in this run.");
        return;
    }
    uint32_t to = view_found_near(v, forward);
    if (!to)
        to = view_found_far(v, forward);
    view_show_finding(v, to);
}
