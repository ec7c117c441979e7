/* run_ask.c — a person as the scheduler; see run_ask.h */
#include "run_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

/* " (file:line)"; nothing for a step of the engine's own. */
static const char *where(trace_site_t site, char *buf, size_t size)
{
    buf[0] = '\0';
    if (site.line > 0)
        snprintf(buf, size, " (%s:%d)", site.file, site.line);
    return buf;
}

/* The choice record at the end of t, printed and numbered. */
static offered_t offer(const trace_t *t)
{
    offered_t o = {.count = 0};
    char line[200];
    for (size_t i = 0; i < trace_count(t); i++) {
        const ctx_event_t *ev = trace_event(t, i);
        trace_site_t site = trace_site(t, ev->site);
        if (ev->kind == CTX_EV_WAITING)
            printf("      T%u waits: %s%s\n", ev->task, trace_text(t, ev->aux), where(site, line, sizeof line));
        if (ev->kind != CTX_EV_CHOICE || o.count == sizeof o.token / sizeof *o.token)
            continue;
        o.usual = ev->flags != 0 ? o.count : o.usual;
        o.token[o.count++] = trace_text(t, ev->other);
        if (ev->task == 0)
            printf("  %2zu  %s%s\n", o.count, trace_text(t, ev->aux), ev->flags != 0 ? "   (usual)" : "");
        else
            printf("  %2zu  T%u goes on: %s%s%s\n", o.count, ev->task, trace_text(t, ev->aux), where(site, line, sizeof line),
                   ev->flags != 0 ? "   (usual)" : "");
    }
    return o;
}

/* Which of the moves a person means: its number, "T2" (the first way that T2 can move), "drop-cancel", or a move as a
 * schedule writes it ("T2:1", "clock", "timer3"). Its number; 0: none of them. */
static size_t meant(const char *said, const offered_t *o)
{
    if (said[0] == '\0')
        return o->usual + 1;
    if (said[strspn(said, "0123456789")] == '\0')
        return (size_t)strtoul(said, NULL, 10);
    const char *move = strncmp(said, "drop", 4) == 0 ? "drop" : said;
    const size_t n = strlen(move);
    for (size_t i = 0; i < o->count; i++) {
        const char *arrow = strrchr(o->token[i], '>');
        const char *offered = arrow == NULL ? o->token[i] : arrow + 1;
        if (strncasecmp(offered, move, n) == 0 && (offered[n] == '\0' || offered[n] == ':' || offered[n] == '&'))
            return i + 1;
    }
    return 0;
}

/* The answer to one question: the next schedule, owned; NULL: stop. */
static char *answer(const char *schedule, const offered_t *o)
{
    char line[64];
    for (;;) {
        fprintf(stderr, "move 1-%zu, or T2, or drop-cancel (return: usual, undo, quit)? ", o->count);
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
        if (n >= 1 && n <= o->count)
            return schedule_longer(schedule, o->token[n - 1]);
        fprintf(stderr, "'%s' is none of the moves above\n", line);
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
