/* check.c — the words an entry's checks.c is written in.
 */
#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trace_priv.h"

int64_t check_work(const check_t *c, const char *what)
{
    return model_text(c->model, what).work;
}

int64_t check_work_after_told(const check_t *c, const char *what)
{
    return model_text(c->model, what).work_after;
}

int64_t check_work_outlived(const check_t *c, const char *what)
{
    return model_text(c->model, what).work_outlived;
}

int64_t check_work_outside(const check_t *c)
{
    const model_t *m = c->model;
    uint32_t root = m->tasks > 1 ? m->task[1].ctx : 0;
    int64_t outside = 0;
    for (size_t i = 0; i < m->applied; i++) {
        const ctx_event_t *ev = trace_event(m->trace, i);
        uint32_t node = ev->kind == CTX_EV_WORK && ev->node < m->nodes ? ev->node : root;
        while (node && node != root)
            node = m->node[node].parent;
        outside += node != root;
    }
    return outside;
}

int64_t check_count(const check_t *c, const char *name)
{
    return model_text(c->model, name).count;
}

int64_t check_time(const check_t *c, const char *mark)
{
    size_t event = model_text(c->model, mark).mark_event;
    return event ? trace_event(c->model->trace, event - 1)->time : -1;
}

int64_t check_notes(const check_t *c, const char *text)
{
    return model_text(c->model, text).notes;
}

int64_t check_most_wakes(const check_t *c)
{
    const model_t *m = c->model;
    int64_t *wakes = NULL, most = 0;
    uint32_t room = 0;
    wakes = trace_grow32_(wakes, &room, m->tasks + 1, sizeof *wakes);
    memset(wakes, 0, room * sizeof *wakes);
    for (size_t i = 0; i < m->applied; i++) {
        const ctx_event_t *ev = trace_event(m->trace, i);
        if (ev->kind == CTX_EV_TASK_WAKE && ev->task > 1 && ev->task < m->tasks && ++wakes[ev->task] > most)
            most = wakes[ev->task];
    }
    free(wakes);
    return most;
}

/* ---- rows ------------------------------------------------------------------------------------------------ */

/* What a row's text is when the check held: a sentence about the failure says nothing then, figures do. */
typedef enum row_text { ROW_SENTENCE, ROW_FIGURES } row_text_t;

bool check_counts(const model_t *m, const char *name)
{
    return !m->dropped || finding_holds_cancelled(name);
}

static void __attribute__((format(printf, 6, 0))) add(check_t *c, const char *name, bool held, bool judged, row_text_t text,
                                                      const char *format, va_list ap)
{
    const uint32_t most = sizeof c->row / sizeof *c->row;
    const bool asked = check_counts(c->model, name), ok = held || !judged || !asked;
    c->failed += !ok;
    if (c->rows == most && ok)
        return;
    check_row_t *row = &c->row[c->rows < most ? c->rows++ : most - 1]; /* a failed one is never the one left out */
    *row = (check_row_t){.name = name, .ok = ok};
    if (held && text == ROW_SENTENCE) {
        memcpy(row->message, "holds", sizeof "holds");
        return;
    }
    const char *unjudged = asked ? "not judged here, since time moved while tasks could: " : "not judged here, since the schedule cancels everything: ";
    size_t n = ok && !held ? strlen(unjudged) : 0; /* first: else it reads like a failure */
    memcpy(row->message, unjudged, n);
    (void)vsnprintf(row->message + n, sizeof row->message - n, format, ap);
}

static void __attribute__((format(printf, 5, 6))) figures(check_t *c, const char *name, bool held, bool judged,
                                                          const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    add(c, name, held, judged, ROW_FIGURES, format, ap);
    va_end(ap);
}

void check_true(check_t *c, const char *name, bool ok, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    add(c, name, ok, true, ROW_SENTENCE, format, ap);
    va_end(ap);
}

void check_eq(check_t *c, const char *name, const char *what, int64_t got, int64_t want)
{
    figures(c, name, got == want, true, "%s: %lld, expected %lld", what, (long long)got, (long long)want);
}

void check_at_most(check_t *c, const char *name, const char *what, int64_t got, int64_t limit)
{
    figures(c, name, got <= limit, true, "%s: %lld, at most %lld allowed", what, (long long)got, (long long)limit);
}

void check_at_least(check_t *c, const char *name, const char *what, int64_t got, int64_t limit)
{
    figures(c, name, got >= limit, true, "%s: %lld, at least %lld expected", what, (long long)got, (long long)limit);
}

void check_prompt(check_t *c, const char *name, bool ok, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    add(c, name, ok, !c->model->slow_clock, ROW_SENTENCE, format, ap);
    va_end(ap);
}

void check_prompt_eq(check_t *c, const char *name, const char *what, int64_t got, int64_t want)
{
    figures(c, name, got == want, !c->model->slow_clock, "%s: %lld, expected %lld", what, (long long)got, (long long)want);
}

void check_prompt_at_most(check_t *c, const char *name, const char *what, int64_t got, int64_t limit)
{
    figures(c, name, got <= limit, !c->model->slow_clock, "%s: %lld, at most %lld allowed", what, (long long)got,
            (long long)limit);
}

/* ---- what the scenario saw itself ------------------------------------------------------------------------ */

static const char *static_name(const char *name) /* a row outlives the trace */
{
    for (const finding_kind_t *k = finding_kinds; k->name; k++)
        if (!strcmp(k->name, name))
            return k->name;
    return "scenario";
}

void check_scene(check_t *c)
{
    for (size_t i = 0; i < c->model->applied; i++) {
        const ctx_event_t *ev = &c->model->trace->ev[i];
        if (ev->kind == CTX_EV_SCENE_FAIL)
            check_true(c, static_name(trace_text(c->model->trace, ev->aux)), false, "%s",
                       trace_text(c->model->trace, ev->other));
    }
}
