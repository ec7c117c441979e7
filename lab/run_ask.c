/* run_ask.c — see run_ask.h */
#include "run_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "show_trace.h"

char *schedule_longer(const char *schedule, const char *token)
{
    bool none = schedule == NULL || schedule[0] == '\0' || strcmp(schedule, "-") == 0;
    return none ? xstrdup(token) : xformat("%s,%s", schedule, token);
}

char *schedule_shorter(const char *schedule)
{
    if (schedule_moves(schedule) == 0)
        return NULL;
    const char *comma = strrchr(schedule, ',');
    return comma == NULL ? xstrdup("-") : xstrndup(schedule, (size_t)(comma - schedule));
}

size_t schedule_moves(const char *schedule)
{
    if (schedule == NULL || schedule[0] == '\0' || strcmp(schedule, "-") == 0 || strncmp(schedule, "seed:", 5) == 0)
        return 0;
    size_t n = 1;
    for (; *schedule != '\0'; schedule++)
        n += *schedule == ',';
    return n;
}

/* ---- asking ---------------------------------------------------------------------------------------------- */

typedef struct offered {
    const char *token[64];
    size_t count, usual;
} offered_t;

static void print_tail(const trace_t *t, size_t from)
{
    char line[400];
    for (size_t i = from; i < trace_count(t); i++) {
        const ctx_event_t *ev = trace_event(t, i);
        if (ev->kind == CTX_EV_CHOICE || ev->kind == CTX_EV_WAITING || ev->kind == CTX_EV_END)
            continue;
        (void)trace_line(t, i, false, line, sizeof line);
        puts(line);
    }
}

/* The choice record at the end of t, printed and numbered. */
static offered_t offer(const trace_t *t)
{
    offered_t o = {.count = 0};
    for (size_t i = 0; i < trace_count(t); i++) {
        const ctx_event_t *ev = trace_event(t, i);
        trace_site_t site = trace_site(t, ev->site);
        if (ev->kind == CTX_EV_WAITING)
            printf("      T%u waits: %s (%s:%d)\n", ev->task, trace_text(t, ev->aux), site.file, site.line);
        if (ev->kind != CTX_EV_CHOICE || o.count == sizeof o.token / sizeof *o.token)
            continue;
        o.usual = ev->flags != 0 ? o.count : o.usual;
        o.token[o.count++] = trace_text(t, ev->other);
        if (ev->task == 0)
            printf("  %2zu  %s%s\n", o.count, trace_text(t, ev->aux), ev->flags != 0 ? "   (usual)" : "");
        else
            printf("  %2zu  T%u goes on: %s (%s:%d)%s\n", o.count, ev->task, trace_text(t, ev->aux), site.file, site.line,
                   ev->flags != 0 ? "   (usual)" : "");
    }
    return o;
}

/* The answer to one question: the next schedule, owned; NULL: stop. */
static char *answer(const char *schedule, const offered_t *o)
{
    char line[64];
    for (;;) {
        fprintf(stderr, "move 1-%zu (return: usual, u: undo, q: quit)? ", o->count);
        if (fgets(line, sizeof line, stdin) == NULL || line[0] == 'q')
            return NULL;
        if (line[0] == 'u') {
            char *shorter = schedule_shorter(schedule);
            if (shorter != NULL)
                return shorter;
            fputs("there is nothing to undo\n", stderr);
            continue;
        }
        size_t n = line[0] == '\n' ? o->usual + 1 : (size_t)strtoul(line, NULL, 10);
        if (n >= 1 && n <= o->count)
            return schedule_longer(schedule, o->token[n - 1]);
    }
}

int run_ask(const lab_t *lab, const run_spec_t *base)
{
    char *schedule = xstrdup("-");
    size_t shown = 0, moves = 0;
    int code = LAB_PASSED;
    for (bool more = true; more;) {
        run_spec_t spec = *base;
        run_end_t end;
        err_t err;
        spec.schedule = schedule;
        spec.ask = true;
        if (!run_once(&spec, &end, &err) || run_trouble(&spec, &end, &err) || end.trace == NULL) {
            code = lab_fail(LAB_FAILED, end.trace == NULL && err.text[0] == '\0' ? &end.trace_why : &err);
            break;
        }
        print_tail(end.trace, schedule_moves(schedule) < moves ? 0 : shown);
        shown = trace_count(end.trace);
        moves = schedule_moves(schedule);
        offered_t o = offer(end.trace);
        char *next = o.count == 0 ? NULL : answer(schedule, &o);
        more = next != NULL;
        if (o.count == 0) {
            show_opts_t show = {.mode = SHOW_SUMMARY, .schedule = schedule, .size = spec.size};
            code = show_trace(lab, base->entry, end.trace, &show);
        }
        run_end_free(&end);
        if (more) {
            free(schedule);
            schedule = next;
        }
    }
    printf("schedule: %s\n", schedule);
    free(schedule);
    return code;
}

/* ---- the sweep ------------------------------------------------------------------------------------------- */

/* The token that drops the cancel at the choice where t ends, and the usual one; false when this run has none. */
static bool drop_token(const trace_t *t, const char **drop, const char **usual)
{
    *drop = *usual = NULL;
    for (size_t i = 0; i < trace_count(t); i++) {
        const ctx_event_t *ev = trace_event(t, i);
        if (ev->kind != CTX_EV_CHOICE)
            continue;
        const char *token = trace_text(t, ev->other), *arrow = strrchr(token, '>');
        if (arrow != NULL && strcmp(arrow, ">drop") == 0)
            *drop = token;
        if (ev->flags != 0)
            *usual = token;
    }
    return *usual != NULL;
}

/* Equal sentences are said once, with their first and last step. */
typedef struct swept {
    size_t first, last, step, failed;
    bool ok;
    char *why, *schedule; /* of the group's first */
} swept_t;

static void sweep_group(swept_t *s)
{
    if (s->why == NULL)
        return;
    char *steps = s->first == s->last ? xformat("%zu", s->first) : xformat("%zu-%zu", s->first, s->last);
    printf("%9s  %-4s  --schedule '%s'  %s\n", steps, s->ok ? "ok" : "FAIL", s->schedule, s->why);
    fflush(stdout);
    free(steps);
    free(s->why);
    free(s->schedule);
    s->why = s->schedule = NULL;
}

static void sweep_say(swept_t *s, bool ok, const char *schedule, const char *why)
{
    s->step++;
    s->failed += !ok;
    if (s->why == NULL || s->ok != ok || strcmp(s->why, why) != 0) {
        sweep_group(s);
        s->first = s->step;
        s->ok = ok;
        s->why = xstrdup(why);
        s->schedule = xstrdup(schedule);
    }
    s->last = s->step;
}

static bool sweep_one(const run_spec_t *base, const char *schedule, swept_t *swept)
{
    run_spec_t spec = *base;
    run_end_t end;
    err_t err;
    verdict_t rows = {0};
    spec.schedule = schedule;
    if (!run_once(&spec, &end, &err) || (run_trouble(&spec, &end, &err) && end.trace == NULL)) {
        sweep_say(swept, false, schedule, err.text);
        return false;
    }
    /* The checks count work that a cancel at this instant may well have saved: what hangs or leaks is asked here. */
    (void)(end.trace != NULL && trace_judge(base->entry, end.trace, (int)base->size, &rows));
    bool ok = end.trace != NULL && rows.findings == 0;
    const char *why = rows.findings > 0 ? rows.finding[0].message : "";
    sweep_say(swept, ok, schedule, why);
    verdict_free(&rows);
    run_end_free(&end);
    return true;
}

int run_sweep(const lab_t *lab, const run_spec_t *base)
{
    enum { STEPS = 200 };
    char *schedule = xstrdup("-");
    bool more = true;
    swept_t swept = {0};
    (void)lab;
    while (more && swept.step < STEPS) {
        run_spec_t spec = *base;
        run_end_t end;
        err_t err;
        const char *drop, *usual;
        spec.schedule = schedule;
        spec.ask = true;
        if (!run_once(&spec, &end, &err)) {
            free(schedule);
            return lab_fail(LAB_JUDGE, &err);
        }
        more = end.trace != NULL && drop_token(end.trace, &drop, &usual);
        if (more && drop != NULL)
            (void)sweep_one(base, drop, &swept); /* everything before it is usual, so needs no token */
        char *next = more ? schedule_longer(schedule, usual) : NULL;
        run_end_free(&end);
        if (next != NULL) {
            free(schedule);
            schedule = next;
        }
    }
    free(schedule);
    sweep_group(&swept);
    if (swept.step > 0)
        printf("%zu instants, %zu of them fail%s\n", swept.step, swept.failed, more && swept.step == STEPS ? "; there are more" : "");
    else
        fputs("ctxlab: this program has no cancel to drop, or no choice to drop it at\n", stderr);
    return swept.failed > 0 ? LAB_FAILED : LAB_PASSED;
}
