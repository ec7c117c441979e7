/* judge_evidence.c — is it evidence, what an answer points to?
 *
 * entry.ini says what is evidence, in alternatives separated by semicolons. None is a number typed in by an author: what a
 * person hands in is held against the shipped program's own default run.
 *     line N                 this line of the shipped program
 *     event KIND[:D][@LINE]  any event of that kind (with that detail, at that line of the program): `Evidence: event N` is
 *                            right when the Nth is one. What the engine does within a call (told, unlink, timer-stop…) is at
 *                            that call's line.
 *     event KIND=TEXT        any event of that kind that says just that (note)
 *     event KIND/live        any event of that kind under a context that has not ended yet
 *     count NAME             `Evidence: count NAME=V` is right when V is what the run counted (scene_count), and so is an event
 *                            that adds to it
 *     count timers:at-once   the most timers armed at the same time
 *     count hops:hops        the hops of all the run's look-ups together
 *     count NAME:KIND        the same for the number of its events of that kind
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "judge.h"
#include "judge_parts.h"

enum { SHIPPED_MS = 20000 };

/* The default run of the program as shipped, which edits cannot shift. NULL when it cannot be had. */
static trace_t *shipped_trace(const catalog_t *c, const entry_t *e)
{
    buf_t source = {0};
    compiled_t program = {0};
    run_end_t end = {0};
    err_t err;
    trace_t *trace = NULL;
    char *path = entry_path(e, "exercise.c");
    if (file_read(path, FILE_LIMIT, &source, &err)) {
        compile_program(c, e, &source, true, &program);
        run_spec_t spec = {.entry = e, .program = program.program, .with_trace = true, .wall_ms = SHIPPED_MS};
        if (program.status == COMPILE_OK && run_once(&spec, &end, &err)) {
            trace = end.trace;
            end.trace = NULL;
            run_end_free(&end);
        }
        compiled_free(&program);
    }
    buf_free(&source);
    free(path);
    return trace;
}

/* The line of the exercise that event n is about: its own, else that of the call that its task is in; 0: another file's. */
static int exercise_line(const trace_t *t, const entry_t *e, size_t n)
{
    const uint32_t task = trace_event(t, n)->task;
    while (trace_event(t, n)->site == 0 && n > 0)
        do
            n--;
        while (n > 0 && trace_event(t, n)->task != task);
    trace_site_t site = trace_site(t, trace_event(t, n)->site);
    const char *slash = strrchr(site.file, '/'), *file = slash == NULL ? site.file : slash + 1;
    size_t len = strlen(e->id);
    return strncmp(file, e->id, len) == 0 && strcmp(file + len, ".c") == 0 ? site.line : 0;
}

/* Had the context been made, and not been told, when event n came? */
static bool was_live(const trace_t *t, uint32_t node, size_t n)
{
    model_t *m = model_new(t);
    for (size_t i = 1; m != NULL && i <= n; i++)
        model_apply(m, i);
    bool live = m != NULL && node < m->nodes && m->node[node].state == NODE_LIVE;
    model_free(m);
    return live;
}

/* rule: KIND, KIND:DETAIL, KIND@LINE, KIND:DETAIL@LINE, KIND=TEXT or KIND/live */
static bool is_event(const trace_t *t, const entry_t *e, const char *rule, const char *given)
{
    char *end;
    unsigned long n = strtoul(given, &end, 10);
    if (*end != '\0' || n == 0 || n > trace_count(t))
        return false;
    const ctx_event_t *ev = trace_event(t, n - 1);
    size_t kind = strcspn(rule, ":@=/");
    const char *name = trace_kind_name(ev->kind);
    if (strlen(name) != kind || strncasecmp(name, rule, kind) != 0)
        return false;
    if (rule[kind] == '/')
        return was_live(t, ev->node, n - 1);
    if (rule[kind] == '=')
        return strcasecmp(trace_text(t, ev->aux), rule + kind + 1) == 0;
    const char *detail = strchr(rule, ':'), *line = strchr(rule, '@');
    return (detail == NULL || ev->detail == atoi(detail + 1)) && (line == NULL || exercise_line(t, e, n - 1) == atoi(line + 1));
}

/* The most timers that were armed at the same time. */
static int64_t timers_at_once(const trace_t *t)
{
    model_t *m = model_new(t);
    int64_t most = 0;
    for (size_t i = 1; m != NULL && i <= trace_count(t); i++) {
        model_apply(m, i);
        most = m->armed_timers > most ? m->armed_timers : most;
    }
    model_free(m);
    return most;
}

/* rule: NAME or NAME:KIND, n long its name. False: the run counts nothing of the kind. */
static bool count_of(const trace_t *t, const char *rule, size_t n, int64_t *sum)
{
    const char *kind = rule[n] == ':' ? rule + n + 1 : NULL;
    bool any = kind != NULL && strcmp(kind, "at-once") == 0;
    *sum = any ? timers_at_once(t) : 0;
    for (size_t i = 0; i < trace_count(t) && !(any && kind != NULL && strcmp(kind, "at-once") == 0); i++) {
        const ctx_event_t *ev = trace_event(t, i);
        bool named = ev->kind == CTX_EV_COUNT && kind == NULL && strncasecmp(trace_text(t, ev->aux), rule, n) == 0 &&
                     trace_text(t, ev->aux)[n] == '\0';
        bool hops = kind != NULL && strcmp(kind, "hops") == 0 && ev->kind == CTX_EV_VALUE;
        bool meant = hops || (kind != NULL && strcasecmp(trace_kind_name(ev->kind), kind) == 0);
        *sum += named ? ev->value : hops ? (int64_t)ev->aux : meant;
        any = any || named || meant;
    }
    return any;
}

/* rule: NAME or NAME:KIND. given: NAME=V */
static bool is_count(const trace_t *t, const char *rule, const char *given)
{
    size_t n = strcspn(rule, ":");
    int64_t sum;
    return strncasecmp(given, rule, n) == 0 && given[n] == '=' && count_of(t, rule, n, &sum) && strtoll(given + n + 1, NULL, 10) == sum;
}

/* An event that adds to the count that is evidence. */
static bool is_counting(const trace_t *t, const char *rule, const char *given)
{
    unsigned long n = strtoul(given, NULL, 10);
    const ctx_event_t *ev = n == 0 || n > trace_count(t) ? NULL : trace_event(t, n - 1);
    return ev != NULL && ev->kind == CTX_EV_COUNT && ev->value != 0 && strcasecmp(trace_text(t, ev->aux), rule) == 0;
}

static bool accepts(const trace_t *t, const entry_t *e, const char *rule, const char *given)
{
    if (strncmp(rule, "event ", 6) == 0)
        return t != NULL && strncmp(given, "event ", 6) == 0 && is_event(t, e, rule + 6, given + 6);
    if (strncmp(rule, "count ", 6) == 0 && strncmp(given, "event ", 6) == 0)
        return t != NULL && is_counting(t, rule + 6, given + 6);
    if (strncmp(rule, "count ", 6) == 0)
        return t != NULL && strncmp(given, "count ", 6) == 0 && is_count(t, rule + 6, given + 6);
    return strcasecmp(rule, given) == 0;
}

/* The next alternative of what is evidence: trimmed, in *rest; NULL: no more. */
static const char *next_rule(char **rest)
{
    char *one = strsep(rest, ";");
    if (one == NULL)
        return NULL;
    one += strspn(one, " ");
    size_t n = strlen(one);
    while (n > 0 && one[n - 1] == ' ')
        one[--n] = '\0';
    return one;
}

/* ---- what the run counts --------------------------------------------------------------------------------- */

static bool counted_before(const trace_t *t, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (trace_event(t, i)->kind == CTX_EV_COUNT && trace_event(t, i)->aux == trace_event(t, n)->aux)
            return true;
    return false;
}

void judge_counts(const entry_t *e, const trace_t *t, judge_count_func_t *tell, void *arg)
{
    char *copy = xstrdup(e->answer_evidence == NULL ? "" : e->answer_evidence), *rest = copy;
    int64_t sum;
    for (size_t i = 0; i < trace_count(t); i++) {
        const char *name = trace_event(t, i)->kind == CTX_EV_COUNT && !counted_before(t, i) ? trace_text(t, trace_event(t, i)->aux) : NULL;
        if (name != NULL && count_of(t, name, strlen(name), &sum))
            tell(arg, name, sum, "");
    }
    for (const char *rule; (rule = next_rule(&rest)) != NULL;) {
        size_t n = strcspn(rule, ":");
        if (strncmp(rule, "count ", 6) != 0 || rule[n] == '\0' || !count_of(t, rule + 6, n - 6, &sum))
            continue;
        char *name = xstrndup(rule + 6, n - 6), *how = xformat(" (%s)", strcmp(rule + n, ":at-once") == 0 ? "the most at one time" : rule + n + 1);
        tell(arg, name, sum, how);
        free(name);
        free(how);
    }
    free(copy);
}

/* ---- accepted, or what it shows instead ------------------------------------------------------------------ */

static char *event_shows(const trace_t *t, const char *given)
{
    char line[400], *out = line;
    unsigned long n = strtoul(given, NULL, 10);
    if (t == NULL || n == 0 || n > trace_count(t))
        return xformat("the program as shipped has no such event in its usual run, which ends with event %zu", t == NULL ? 0 : trace_count(t));
    (void)trace_line(t, n - 1, false, line, sizeof line);
    const char *from = line + strspn(line, " ");
    from += strspn(from, "0123456789");
    for (const char *p = from + strspn(from, " "); *p != '\0'; p++)
        if (*p != ' ' || (p[1] != ' ' && p[1] != '\0'))
            *out++ = *p;
    *out = '\0';
    return xformat("what happens there is \"%s\", which decides nothing", line);
}

static char *line_shows(const entry_t *e, const char *given)
{
    buf_t source = {0};
    char *path = entry_path(e, "exercise.c"), *out = NULL;
    long n = strtol(given, NULL, 10);
    const char *p = file_read(path, FILE_LIMIT, &source, NULL) && n > 0 ? buf_text(&source) : "";
    for (; n > 1 && *p != '\0'; n--)
        p += strcspn(p, "\n") + (p[strcspn(p, "\n")] == '\n');
    p += strspn(p, " \t");
    if (strcspn(p, "\n") > 0)
        out = xformat("that line of the program as shipped is \"%.*s\", which decides nothing", (int)strcspn(p, "\n"), p);
    buf_free(&source);
    free(path);
    return out != NULL ? out : xstrdup("the program as shipped has nothing in that line");
}

typedef struct wanted {
    const char *given;
    buf_t found;
} wanted_t;

static void same_name(void *arg, const char *name, int64_t value, const char *how)
{
    wanted_t *w = arg;
    size_t n = strlen(name);
    if (strncasecmp(w->given, name, n) == 0 && w->given[n] == '=')
        buf_addf(&w->found, "%s%s=%lld%s", w->found.len > 0 ? ", " : "", name, (long long)value, how);
}

static char *count_shows(const entry_t *e, const trace_t *t, const char *given)
{
    wanted_t w = {.given = given};
    if (t != NULL)
        judge_counts(e, t, same_name, &w);
    char *out = w.found.len == 0 ? xformat("the run counts nothing of that name: ctxlab run %s --shipped --plain ends with all that it counts", e->id)
                                 : xformat("the run counts %s, and either that is another number or it decides nothing", buf_text(&w.found));
    buf_free(&w.found);
    return out;
}

bool judge_evidence(const catalog_t *c, const entry_t *e, const char *given, char **instead)
{
    char *copy = xstrdup(e->answer_evidence), *rest = copy;
    trace_t *trace = strncmp(given, "line ", 5) == 0 ? NULL : shipped_trace(c, e);
    bool ok = false;
    for (const char *rule; !ok && (rule = next_rule(&rest)) != NULL;)
        ok = *rule != '\0' && accepts(trace, e, rule, given);
    *instead = ok                                 ? NULL
               : strncmp(given, "event ", 6) == 0 ? event_shows(trace, given + 6)
               : strncmp(given, "line ", 5) == 0  ? line_shows(e, given + 5)
               : strncmp(given, "count ", 6) == 0 ? count_shows(e, trace, given + 6)
                                                  : NULL;
    trace_free(trace);
    free(copy);
    return ok;
}
