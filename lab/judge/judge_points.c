/* judge_points.c — points: all of them for a pass; half for a judge entry that is answered right and not yet improved, if
 * everything that worked still works. A bug has no parts: half a fix is a wrong fix.
 */
#include <stdio.h>
#include <string.h>

#include "judge_parts.h"
#include "judge_trace.h"
#include "runs.h"

enum { RUN_MS = 20000 };

/* The fault that the entry is about may still be there; nothing else, and nothing of "still works", may fail. */
static bool forgiven(const entry_t *e, const char *name)
{
    static const char *const works[] = {"missing-work", "cut-short", "over-budget", "wrong-result", NULL};
    for (const char *const *w = works; *w != NULL; w++)
        if (strcmp(*w, name) == 0)
            return false;
    return text_in_list(e->findings, name);
}

static bool verdict_forgiven(const verdict_t *v, const entry_t *e)
{
    for (size_t i = 0; i < v->findings; i++)
        if (!forgiven(e, v->finding[i].name))
            return false;
    for (size_t i = 0; i < v->checks; i++)
        if (!v->check[i].ok && strncmp(v->check[i].name, "answer-", 7) != 0 && !forgiven(e, v->check[i].name))
            return false;
    return true;
}

static bool trace_forgiven(const entry_t *e, const trace_t *t, int size)
{
    judging_t judging;
    if (!judging_begin(&judging, e->check, e->findings, size, t))
        return false;
    judged_t judged = judge_trace(&judging, t);
    bool ok = judged.checked;
    for (uint32_t i = 0; i < judging.found.count; i++)
        ok = ok && (!judging_counts(&judging, &judging.found.item[i]) || forgiven(e, judging.found.item[i].name));
    for (uint32_t i = 0; i < judging.checks.rows; i++)
        ok = ok && (judging.checks.row[i].ok || forgiven(e, judging.checks.row[i].name));
    judging_end(&judging);
    return ok;
}

/* The verdict stopped at the first run that failed. What else does the program do? The same runs every time, so that two
 * judgements give the same points. */
static bool works(const entry_t *e, const char *program)
{
    static const char *const schedules[] = {"-", "seed:1", "seed:2", "seed:3", "seed:5", "seed:8"};
    for (int size = 0; size < 2; size++)
        for (size_t i = 0; i < sizeof schedules / sizeof *schedules; i++) {
            run_spec_t spec = {.entry = e, .program = program, .size = size, .schedule = schedules[i], .with_trace = true, .wall_ms = RUN_MS};
            run_end_t end;
            err_t why;
            if (e->threads && i > 0)
                break; /* nobody can choose */
            if (!run_once(&spec, &end, &why))
                return false;
            bool ok = !run_trouble(&spec, &end, &why) && end.trace != NULL && trace_forgiven(e, end.trace, size);
            run_end_free(&end);
            if (!ok)
                return false;
        }
    return true;
}

void judge_points(verdict_t *v, const entry_t *e, const char *program, bool answered)
{
    v->points = 0;
    if (v->kind == VERDICT_PASS)
        v->points = v->max_points;
    else if (v->kind == VERDICT_FAIL && e->kind == ENTRY_JUDGE && answered && program != NULL && verdict_forgiven(v, e) && works(e, program))
        v->points = v->max_points / 2;
}
