/* run_ask.c — a person as the scheduler; see run_ask.h */
#include "run_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "choice.h"
#include "show_trace.h"
#include "source.h"

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

static void print_tail(const trace_t *t, size_t from, FILE *out)
{
    char line[400];
    for (size_t i = from; i < trace_count(t); i++) {
        const ctx_event_t *ev = trace_event(t, i);
        if (ev->kind == CTX_EV_CHOICE || ev->kind == CTX_EV_WAITING || ev->kind == CTX_EV_END)
            continue;
        (void)trace_line(t, i, false, line, sizeof line);
        fprintf(out, "%s\n", line);
    }
}

/* As on the screen: who it is, what comes next or why it waits, and its line. */
static void print_candidate(const model_t *m, const choices_t *o, const candidate_t *c, size_t number, FILE *out)
{
    char name[80], next[240];
    trace_site_t site = trace_site(m->trace, c->site);
    choice_name(m, c, name, sizeof name);
    choice_next(m, o, c, next, sizeof next);
    if (c->waiting)
        fprintf(out, "      %s %s", name, next);
    else
        fprintf(out, "  %2zu  %s: %s", number, name, strncmp(next, "next: ", 6) == 0 ? next + 6 : next);
    if (site.line > 0) /* an engine's own step has none */
        fprintf(out, "  %s:%d", source_base(site.file), site.line);
    fputs(c->usual ? "  (usual)\n" : "\n", out);
}

/* The choice at the end of t, printed and numbered. */
static choices_t offer(const trace_t *t, FILE *out)
{
    choices_t o;
    model_t *m = model_new(t);
    model_seek(m, scheduler_end(t));
    choices_read(t, &o);
    for (size_t i = 0; i < o.candidates; i++) {
        if (i == o.movable)
            fputs("      cannot move:\n", out);
        print_candidate(m, &o, &o.candidate[i], i + 1, out);
    }
    model_free(m);
    return o;
}

/* Which of the moves a person means: its number, "T2" (the first way that T2 can move), "c" (cancel here), or a move as a
 * schedule writes it ("T2:1", "clock", "timer3", "drop"). Its number; 0: none of them. */
static size_t meant(const char *said, const choices_t *o)
{
    if (said[0] == '\0')
        return o->usual + 1;
    if (said[strspn(said, "0123456789")] == '\0')
        return (size_t)strtoul(said, NULL, 10);
    const char *move = strncmp(said, "drop", 4) == 0 || strcmp(said, "c") == 0 || strcmp(said, "cancel") == 0 ? "drop" : said;
    const size_t n = strlen(move);
    for (size_t i = 0; i < o->movable; i++) {
        const char *arrow = strrchr(o->candidate[i].token, '>');
        const char *offered = arrow == NULL ? o->candidate[i].token : arrow + 1;
        if (strncasecmp(offered, move, n) == 0 && (offered[n] == '\0' || offered[n] == ':' || offered[n] == '&'))
            return i + 1;
    }
    return 0;
}

/* The answer to one question: the next schedule, owned; NULL: stop. */
static char *answer(const char *schedule, const choices_t *o)
{
    char line[64];
    for (;;) {
        fprintf(stderr, "who moves next? 1-%zu, or its name, or c to cancel here (Enter: the usual one, u: undo, q: quit) ", o->movable);
        if (fgets(line, sizeof line, stdin) == NULL || line[0] == 'q')
            return NULL;
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == 'u') {
            char *shorter = schedule_shorter(schedule);
            if (shorter != NULL)
                return shorter;
            fputs("there is nothing to undo\n", stderr);
            continue;
        }
        size_t n = meant(line, o);
        if (n >= 1 && n <= o->movable)
            return schedule_longer(schedule, o->candidate[n - 1].token);
        fprintf(stderr, "'%s' is none of the moves above\n", line);
    }
}

/* What the next run begins with as well: not that this one ended here, and who could move then. */
static size_t happened(const trace_t *t)
{
    size_t n = scheduler_end(t);
    return n > 0 && trace_event(t, n - 1)->kind == CTX_EV_END ? n - 1 : n;
}

/* The run is over: what came of it. */
static int show_all(const lab_t *lab, const run_spec_t *base, trace_t *t, const char *schedule, const show_opts_t *opts)
{
    show_opts_t show = *opts;
    show.mode = opts->mode == SHOW_JSON ? SHOW_JSON : SHOW_SUMMARY;
    show.schedule = schedule;
    show.size = base->size;
    return show_trace(lab, base->entry, t, &show);
}

/* The person left before the end: what there is of the run is kept; as data there is nothing to say of half a run. */
static int left(const trace_t *t, const show_opts_t *opts)
{
    err_t err;
    if (opts->save != NULL && !trace_write_file(t, opts->save, err.text, sizeof err.text))
        return lab_fail(LAB_USAGE, &err);
    if (opts->mode != SHOW_JSON)
        return LAB_PASSED;
    (void)err_set(&err, "the answers end before the run does: there is nothing to say of half a run; go on with Enter");
    return lab_fail(LAB_USAGE, &err);
}

int run_ask(const lab_t *lab, const run_spec_t *base, const show_opts_t *opts)
{
    char *schedule = xstrdup("-");
    size_t shown = 0, moves = 0;
    int code = LAB_PASSED;
    FILE *out = opts->mode == SHOW_JSON ? stderr : stdout;
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
        print_tail(end.trace, schedule_moves(schedule) < moves ? 0 : shown, out);
        shown = happened(end.trace);
        moves = schedule_moves(schedule);
        choices_t o = offer(end.trace, out);
        char *next = o.movable == 0 ? NULL : answer(schedule, &o);
        more = next != NULL;
        if (!more)
            code = o.movable == 0 ? show_all(lab, base, end.trace, schedule, opts) : left(end.trace, opts);
        run_end_free(&end);
        if (more) {
            free(schedule);
            schedule = next;
        }
    }
    fprintf(out, "schedule: %s\n", schedule);
    free(schedule);
    return code;
}
