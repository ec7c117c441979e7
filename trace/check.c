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

bool check_counts(const model_t *m, const char *name)
{
    return !m->dropped || finding_holds_cancelled(name);
}

/* What an entry asks for is asked of a run that came to its end. One that broke off has counted a part, also of what it is held to. */
bool check_reached(const model_t *m)
{
    if (m->teardown_event != 0)
        return true;
    if (m->ended)
        return m->end_detail == 0;
    return m->applied == 0 || trace_event(m->trace, m->applied - 1)->kind != CTX_EV_STUCK;
}

static const char broke_off[] = "the run broke off";

/* Why a row of that name says nothing of a run that came to its end; NULL: it counts. */
static const char *unjudged_whole(const check_t *c, const char *name, bool prompt)
{
    if (!check_counts(c->model, name))
        return "the schedule cancels everything";
    return prompt && c->model->slow_clock ? "time moved while tasks could" : NULL;
}

/* What dies with the process is lost by breaking off. */
static const char *unjudged(const check_t *c, const char *name, bool prompt)
{
    bool part = !check_reached(c->model) && strcmp(name, "lost-at-exit") != 0;
    return part ? broke_off : unjudged_whole(c, name, prompt);
}

static void __attribute__((format(printf, 4, 0))) put(check_t *c, const char *name, bool ok, const char *format, va_list ap)
{
    const uint32_t most = sizeof c->row / sizeof *c->row;
    c->failed += !ok;
    if (c->rows == most && ok)
        return;
    check_row_t *row = &c->row[c->rows < most ? c->rows++ : most - 1]; /* a failed one is never the one left out */
    *row = (check_row_t){.name = name, .ok = ok};
    (void)vsnprintf(row->message, sizeof row->message, format, ap);
}

static void __attribute__((format(printf, 4, 5))) say(check_t *c, const char *name, bool ok, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    put(c, name, ok, format, ap);
    va_end(ap);
}

/* A sentence about the failure says nothing when there is none. */
static void __attribute__((format(printf, 5, 0))) sentence(check_t *c, const char *name, bool held, bool prompt, const char *format,
                                                           va_list ap)
{
    const char *why = unjudged(c, name, prompt);
    char text[sizeof c->row->message];
    if (why == broke_off) {
        say(c, name, true, "not judged here, since %s", why);
        return;
    }
    if (held) {
        say(c, name, true, "holds");
        return;
    }
    (void)vsnprintf(text, sizeof text, format, ap);
    if (why != NULL)
        say(c, name, true, "not judged here, since %s: %s", why, text);
    else
        say(c, name, false, "%s", text);
}

typedef struct figures { /* "WHAT: GOT, at most LIMIT allowed" */
    const char *what, *before, *after;
    int64_t got, limit;
    bool fixed; /* the limit is a number, and not counted itself: more than it is too much however the run went on */
} figures_t;

static void figures(check_t *c, const char *name, bool held, bool prompt, const figures_t *f)
{
    const char *why = unjudged(c, name, prompt);
    if (why == broke_off && f->fixed && f->got > f->limit)
        why = unjudged_whole(c, name, prompt);
    bool spared = !held && why != NULL; /* said first: else it reads like a failure */
    if (why == broke_off) /* the limit may not have been counted to its end either */
        say(c, name, true, "not judged here, since %s; until then %s: %lld", why, f->what, (long long)f->got);
    else
        say(c, name, held || spared, "%s%s%s%s: %lld, %s %lld%s", spared ? "not judged here, since " : "", spared ? why : "", spared ? ": " : "",
            f->what, (long long)f->got, f->before, (long long)f->limit, f->after);
}

void check_true(check_t *c, const char *name, bool ok, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    sentence(c, name, ok, false, format, ap);
    va_end(ap);
}

void check_prompt(check_t *c, const char *name, bool ok, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    sentence(c, name, ok, true, format, ap);
    va_end(ap);
}

void check_eq_(check_t *c, const char *name, const char *what, int64_t got, int64_t want, bool fixed)
{
    figures(c, name, got == want, false, &(figures_t){what, "expected", "", got, want, fixed});
}

void check_at_most_(check_t *c, const char *name, const char *what, int64_t got, int64_t limit, bool fixed)
{
    figures(c, name, got <= limit, false, &(figures_t){what, "at most", " allowed", got, limit, fixed});
}

void check_at_least(check_t *c, const char *name, const char *what, int64_t got, int64_t limit)
{
    figures(c, name, got >= limit, false, &(figures_t){what, "at least", " expected", got, limit, false});
}

void check_prompt_eq_(check_t *c, const char *name, const char *what, int64_t got, int64_t want, bool fixed)
{
    figures(c, name, got == want, true, &(figures_t){what, "expected", "", got, want, fixed});
}

void check_prompt_at_most_(check_t *c, const char *name, const char *what, int64_t got, int64_t limit, bool fixed)
{
    figures(c, name, got <= limit, true, &(figures_t){what, "at most", " allowed", got, limit, fixed});
}

/* ---- what the scenario saw itself ------------------------------------------------------------------------ */

static const char *static_name(const char *name) /* a row outlives the trace */
{
    for (const finding_kind_t *k = finding_kinds; k->name; k++)
        if (!strcmp(k->name, name))
            return k->name;
    return "scenario";
}

/* It was seen, however the run went on. */
static void saw(check_t *c, const char *name, const char *what)
{
    if (check_counts(c->model, name))
        say(c, name, false, "%s", what);
    else
        say(c, name, true, "not judged here, since the schedule cancels everything: %s", what);
}

void check_scene(check_t *c)
{
    for (size_t i = 0; i < c->model->applied; i++) {
        const ctx_event_t *ev = &c->model->trace->ev[i];
        if (ev->kind == CTX_EV_SCENE_FAIL)
            saw(c, static_name(trace_text(c->model->trace, ev->aux)), trace_text(c->model->trace, ev->other));
    }
}
