/* judge_answer.c — the two header lines of a judge entry: `Verdict: bug | no-bug`, `Evidence: …`.
 *
 * entry.ini says what is evidence, in alternatives separated by semicolons. None is a number typed in by an author: what a
 * person hands in is held against the shipped program's own default run.
 *     line N                 this line of the shipped program
 *     event KIND[:D][@LINE]  any event of that kind (with that detail, at that line of the program): `Evidence: event N` is
 *                            right when the Nth is one. What the engine does within a call (told, unlink, timer-stop…) is at
 *                            that call's line.
 *     count NAME             `Evidence: count NAME=V` is right when V is what the run counted (scene_count)
 *     count timers:at-once   the most timers armed at the same time
 *     count NAME:KIND        the same for the number of its events of that kind
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "judge.h"

enum { SHIPPED_MS = 20000 };

/* The rest of the line after "Name:", without the comment's end; lower case, single spaces. */
static char *answer_line(const char *source, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = source; *p != '\0'; p += p[strcspn(p, "\n")] == '\n' ? strcspn(p, "\n") + 1 : strcspn(p, "\n")) {
        const char *q = p + strspn(p, " \t*/");
        if (strncasecmp(q, name, n) != 0 || q[n] != ':')
            continue;
        buf_t out = {0};
        for (q += n + 1; *q != '\0' && *q != '\n' && strncmp(q, "*/", 2) != 0 && out.len < 200; q++)
            if (!isspace((unsigned char)*q))
                buf_addc(&out, (char)tolower((unsigned char)*q));
            else if (out.len > 0 && out.data[out.len - 1] != ' ')
                buf_addc(&out, ' ');
        while (out.len > 0 && out.data[out.len - 1] == ' ')
            out.data[--out.len] = '\0';
        return out.data == NULL ? xstrdup("") : out.data;
    }
    return NULL;
}

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

/* rule: KIND, KIND:DETAIL, KIND@LINE or KIND:DETAIL@LINE */
static bool is_event(const trace_t *t, const entry_t *e, const char *rule, const char *given)
{
    char *end;
    unsigned long n = strtoul(given, &end, 10);
    if (*end != '\0' || n == 0 || n > trace_count(t))
        return false;
    const ctx_event_t *ev = trace_event(t, n - 1);
    size_t kind = strcspn(rule, ":@");
    const char *name = trace_kind_name(ev->kind);
    if (strlen(name) != kind || strncasecmp(name, rule, kind) != 0)
        return false;
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

/* rule: NAME or NAME:KIND. given: NAME=V */
static bool is_count(const trace_t *t, const char *rule, const char *given)
{
    size_t n = strcspn(rule, ":");
    const char *kind = rule[n] == ':' ? rule + n + 1 : NULL;
    bool peak = kind != NULL && strcmp(kind, "at-once") == 0, any = peak;
    int64_t sum = peak ? timers_at_once(t) : 0;
    for (size_t i = 0; i < trace_count(t) && !peak; i++) {
        const ctx_event_t *ev = trace_event(t, i);
        bool named = ev->kind == CTX_EV_COUNT && kind == NULL && strncasecmp(trace_text(t, ev->aux), rule, n) == 0 &&
                     trace_text(t, ev->aux)[n] == '\0';
        bool meant = kind != NULL && strcasecmp(trace_kind_name(ev->kind), kind) == 0;
        sum += named ? ev->value : meant;
        any = any || named || meant;
    }
    return any && strncasecmp(given, rule, n) == 0 && given[n] == '=' && strtoll(given + n + 1, NULL, 10) == sum;
}

static bool accepts(const trace_t *t, const entry_t *e, const char *rule, const char *given)
{
    if (strncmp(rule, "event ", 6) == 0)
        return t != NULL && strncmp(given, "event ", 6) == 0 && is_event(t, e, rule + 6, given + 6);
    if (strncmp(rule, "count ", 6) == 0)
        return t != NULL && strncmp(given, "count ", 6) == 0 && is_count(t, rule + 6, given + 6);
    return strcasecmp(rule, given) == 0;
}

static bool accepted(const catalog_t *c, const entry_t *e, const char *given)
{
    char *copy = xstrdup(e->answer_evidence), *rest = copy, *one;
    trace_t *trace = strncmp(given, "line ", 5) == 0 ? NULL : shipped_trace(c, e);
    bool ok = false;
    while (!ok && (one = strsep(&rest, ";")) != NULL) {
        one += strspn(one, " ");
        size_t n = strlen(one);
        while (n > 0 && one[n - 1] == ' ')
            one[--n] = '\0';
        ok = n > 0 && accepts(trace, e, one, given);
    }
    trace_free(trace);
    free(copy);
    return ok;
}

static bool is_verdict(const char *verdict) { return verdict != NULL && (strcmp(verdict, "bug") == 0 || strcmp(verdict, "no-bug") == 0); }

static bool is_evidence(const char *evidence)
{
    static const char *const forms[] = {"event ", "line ", "count "};
    bool form = false;
    for (size_t i = 0; evidence != NULL && i < sizeof forms / sizeof *forms; i++)
        form = form || strncmp(evidence, forms[i], strlen(forms[i])) == 0;
    return form;
}

bool judge_answer_given(const char *source)
{
    char *verdict = answer_line(source, "Verdict"), *evidence = answer_line(source, "Evidence");
    bool given = is_verdict(verdict) && is_evidence(evidence);
    free(verdict);
    free(evidence);
    return given;
}

static char *say_evidence(const entry_t *e, const char *evidence, bool shown, bool proved)
{
    bool form = shown && is_evidence(evidence);
    if (proved)
        return xstrdup("the evidence shows it");
    if (!shown)
        return xstrdup("no evidence was read: write `Evidence: event N`, `Evidence: line N` or `Evidence: count NAME=V` near the top of the file");
    if (!form)
        return xformat("no evidence was read in the line `Evidence: %s`: it is `event N`, `line N` or `count NAME=V`", evidence);
    return xformat("the evidence read was `%s`: it does not show it (counted in the program as shipped: ctxlab run %s --shipped --plain)",
                   evidence, e->id);
}

bool judge_answer(const catalog_t *c, const entry_t *e, const buf_t *source, verdict_t *v)
{
    char *verdict = answer_line(buf_text(source), "Verdict"), *evidence = answer_line(buf_text(source), "Evidence");
    bool said = is_verdict(verdict);
    bool right = said && e->answer_verdict != NULL && strcmp(verdict, e->answer_verdict) == 0;
    char *read = !said   ? xstrdup("no verdict was read: write `Verdict: bug` or `Verdict: no-bug` near the top of the file")
                 : right ? xstrdup("the verdict is right")
                         : xformat("the verdict read was `%s`: it is not the right one", verdict);
    verdict_add_check(v, "answer-verdict", right, read);
    free(read);
    bool shown = evidence != NULL && evidence[0] != '\0';
    bool proved = shown && e->answer_evidence != NULL && accepted(c, e, evidence);
    read = say_evidence(e, evidence, shown, proved);
    verdict_add_check(v, "answer-evidence", proved, read);
    free(read);
    free(verdict);
    free(evidence);
    return right && proved;
}
