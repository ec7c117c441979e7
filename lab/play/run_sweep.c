/* run_sweep.c — the cancel dropped at each point of the usual run in turn: the strip of what then happens, and the line of
 * each point. See run_ask.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "finding.h"
#include "meter.h"
#include "run_ask.h"
#include "show_trace.h"
#include "verdict.h"

enum { SWEEP_STEPS = 200 };

/* One point of the usual run: what stands next there, and the token that drops the cancel before it. Texts owned. */
typedef struct point {
    char *drop, *usual, *where;
} point_t;

static void point_free(point_t *p)
{
    free(p->drop);
    free(p->usual);
    free(p->where);
    *p = (point_t){0};
}

/* The point where t stopped to ask; false when it ran to its end. drop is NULL where no cancel can be dropped. */
static bool point_of(const trace_t *t, point_t *p)
{
    *p = (point_t){0};
    for (size_t i = 0; i < trace_count(t); i++) {
        const ctx_event_t *ev = trace_event(t, i);
        if (ev->kind != CTX_EV_CHOICE)
            continue;
        const char *token = trace_text(t, ev->other), *arrow = strrchr(token, '>');
        if (arrow != NULL && strcmp(arrow, ">drop") == 0 && p->drop == NULL)
            p->drop = xstrdup(token);
        if (ev->flags == 0 || p->usual != NULL)
            continue;
        trace_site_t site = trace_site(t, ev->site);
        p->usual = xstrdup(token);
        p->where = site.line > 0 ? xformat("%s:%d", site.file, site.line) : xstrdup(trace_text(t, ev->aux));
    }
    return p->usual != NULL;
}

/* ---- what is said ---------------------------------------------------------------------------------------- */

/* The same sentence but for its figures. */
static bool alike(const char *a, const char *b)
{
    for (;; a++, b++) {
        a += strspn(a, "0123456789");
        b += strspn(b, "0123456789");
        if (*a != *b || *a == '\0')
            return *a == *b;
    }
}

/* Neighbours with the same end are one row. */
typedef struct sweep {
    bool json;
    json_t *rows; /* with json: a row a point */
    size_t steps, failed;
    size_t first, last; /* of the row under way */
    char *class, *why, *schedule, *from, *to;
    meter_t meter;
} sweep_t;

static void row_end(sweep_t *s)
{
    if (s->why != NULL && !s->json)
        meter_end(&s->meter);
    if (s->why != NULL && !s->json) {
        char *steps = s->first == s->last ? xformat("%zu", s->first) : xformat("%zu-%zu", s->first, s->last);
        printf("%9s  %-12s %s%s%s  --schedule '%s'%s%s\n", steps, s->class, s->from, strcmp(s->from, s->to) == 0 ? "" : " … ",
               strcmp(s->from, s->to) == 0 ? "" : s->to, s->schedule, s->why[0] == '\0' ? "" : "  ", s->why);
        fflush(stdout);
        free(steps);
    }
    free(s->class);
    free(s->why);
    free(s->schedule);
    free(s->from);
    free(s->to);
    s->class = s->why = s->schedule = s->from = s->to = NULL;
}

static void say(sweep_t *s, const char *class, const point_t *p, const char *why)
{
    s->steps++;
    s->failed += strcmp(class, "ok") != 0;
    if (s->json)
        json_array_append_new(s->rows, json_pack("{s:I, s:s, s:s, s:s, s:s}", "step", (json_int_t)s->steps, "end", class, "where",
                                                 p->where, "schedule", p->drop, "message", why));
    if (s->why == NULL || strcmp(s->class, class) != 0 || !alike(s->why, why)) {
        row_end(s);
        s->first = s->steps;
        s->class = xstrdup(class);
        s->why = xstrdup(why);
        s->schedule = xstrdup(p->drop);
        s->from = xstrdup(p->where);
    }
    s->last = s->steps;
    free(s->to);
    s->to = xstrdup(p->where);
}

/* "leak", "hang", "late cancel"…: what a person calls it; the finding's own name where there is no such word. */
static const char *class_of(const char *name)
{
    const char *class = finding_class(name);
    return class[0] == '\0' ? name : class;
}

/* ---- the runs -------------------------------------------------------------------------------------------- */

/* Of the checks only what holds under any cancel counts in such a run: see check.h. */
static const verdict_check_t *first_failed(const verdict_t *rows)
{
    for (size_t i = 0; i < rows->checks; i++)
        if (!rows->check[i].ok)
            return &rows->check[i];
    return NULL;
}

static void sweep_point(const run_spec_t *base, const point_t *p, sweep_t *s)
{
    run_spec_t spec = *base;
    run_end_t end;
    err_t err;
    verdict_t rows = {0};
    spec.schedule = p->drop; /* everything before it is usual, so needs no token */
    if (!run_once(&spec, &end, &err)) {
        say(s, "error", p, err.text);
        return;
    }
    if (run_trouble(&spec, &end, &err) && end.trace == NULL)
        say(s, "crash", p, err.text);
    else {
        bool held = end.trace != NULL && trace_judge(base->entry, end.trace, (int)base->size, &rows);
        const verdict_check_t *failed = held ? NULL : first_failed(&rows);
        if (rows.findings > 0)
            say(s, class_of(rows.finding[0].name), p, rows.finding[0].message);
        else if (failed != NULL)
            say(s, class_of(failed->name), p, failed->message);
        else
            say(s, end.trace == NULL ? "crash" : "ok", p, "");
    }
    verdict_free(&rows);
    run_end_free(&end);
}

static int sweep_end(const run_spec_t *base, sweep_t *s, bool more)
{
    row_end(s);
    if (s->json) {
        json_t *doc = json_pack("{s:s, s:s, s:o, s:I, s:b}", "schema", "ctxlab/sweep/1", "id", base->entry->id, "points", s->rows,
                                "failing", (json_int_t)s->failed, "complete", !more);
        (void)json_dumpf(doc, stdout, JSON_INDENT(1));
        putchar('\n');
        json_decref(doc);
    } else if (s->steps > 0)
        printf("%zu instants, %zu of them fail%s\n", s->steps, s->failed, more ? "; there are more" : "");
    if (s->steps == 0)
        fputs("ctxlab: this program has no cancel to drop, or no choice to drop it at\n", stderr);
    return s->failed > 0 ? LAB_FAILED : LAB_PASSED;
}

int run_sweep(const run_spec_t *base, bool json)
{
    char *schedule = xstrdup("-");
    bool more = true;
    sweep_t s = {.json = json, .rows = json ? json_array() : NULL};
    meter_begin(&s.meter);
    while (more && s.steps < SWEEP_STEPS) {
        run_spec_t spec = *base;
        run_end_t end;
        err_t err;
        point_t here;
        meter_at(&s.meter, "dropping the cancel at each step", 0, 0);
        spec.schedule = schedule;
        spec.ask = true;
        if (!run_once(&spec, &end, &err)) {
            meter_end(&s.meter);
            json_decref(s.rows);
            free(schedule);
            return lab_fail(LAB_JUDGE, &err);
        }
        more = end.trace != NULL && point_of(end.trace, &here);
        if (more && here.drop != NULL)
            sweep_point(base, &here, &s);
        char *next = more ? schedule_longer(schedule, here.usual) : NULL;
        run_end_free(&end);
        if (more)
            point_free(&here);
        if (next != NULL) {
            free(schedule);
            schedule = next;
        }
    }
    free(schedule);
    meter_end(&s.meter);
    return sweep_end(base, &s, more);
}
