/* judge_second.c — see judge_second.h. */
#include "judge_second.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compile_parts.h"
#include "file.h"
#include "judge_parts.h"
#include "model.h"
#include "runs.h"

enum {
    SMALL, BIG,
    REPEATS = 4,                /* of the small scenario; then the big one */
    RUN_MS = 8000,
    TARGET_NS = 20 * 1000000,   /* a run of the scenario, in real time */
    IO_SCALE = 100,             /* … that says nothing about virtual time */
    SCALE_MAX = 1000000
};

struct second {
    const catalog_t *c;
    const entry_t *e;
    const buf_t *source;
    int64_t virtual_ns[2];
    compiled_t program; /* .program: on threads, sanitized */
    step_t build, vet;
    char *object, *file;
};

/* Why something was not looked at, said once; the verdict stays. */
static void skip(verdict_t *v, const char *what, const char *why)
{
    if (v->unconfirmed != NULL && strstr(v->unconfirmed, why) != NULL)
        return;
    char *row = xformat("%s%s%s: %.200s", v->unconfirmed == NULL ? "" : v->unconfirmed, v->unconfirmed == NULL ? "" : "; ", what, why);
    buf_t safe = {0};
    text_safe(&safe, row, 600, false);
    free(v->unconfirmed);
    v->unconfirmed = xstrdup(buf_text(&safe));
    buf_free(&safe);
    free(row);
}

/* ---- the two compilers ----------------------------------------------------------------------------------- */

second_t *second_start(const catalog_t *c, const entry_t *e, const buf_t *source, const int64_t virtual_ns[2])
{
    second_t *s = xcalloc(1, sizeof *s);
    err_t why;
    *s = (second_t){.c = c, .e = e, .source = source, .virtual_ns = {virtual_ns[SMALL], virtual_ns[BIG]}};
    s->file = xformat("%s.c", e->id);
    s->object = xformat("%s.asan.o", e->id);
    s->program.dir = dir_temp(&why);
    char *path = s->program.dir == NULL ? NULL : xformat("%s/%s", s->program.dir, s->file);
    if (path != NULL && file_put(path, buf_text(source), source->len, &why)) {
        const char *const build[] = {"-c", s->file, "-o", s->object, NULL}, *const vet[] = {"-S", s->file, "-o", "vet.s", NULL};
        s->program.program = xformat("%s/%s.asan", s->program.dir, e->id);
        step_start(&s->build, c, e, &s->program, FLAVOUR_SANITIZED, build, COMPILE_TEXT);
        step_start(&s->vet, c, e, &s->program, FLAVOUR_VET, vet, COMPILE_TEXT);
    } else {
        s->build.err = s->vet.err = why;
    }
    free(path);
    return s;
}

static void forget(second_t *s)
{
    spawned_free(&s->build.end);
    spawned_free(&s->vet.end);
    compiled_free(&s->program);
    free(s->object);
    free(s->file);
    free(s);
}

void second_drop(second_t *s)
{
    compiled_t aside = {0};
    step_t *const steps[] = {&s->build, &s->vet};
    for (size_t i = 0; i < 2; i++) {
        if (steps[i]->child == NULL)
            continue;
        spawn_stop(steps[i]->child);
        (void)step_end(steps[i], s->e, &aside);
    }
    compiled_free(&aside);
    forget(s);
}

/* ---- vet ------------------------------------------------------------------------------------------------- */

/* The last line of a compiler's words, or a word of ours. */
static char *last_line(const compiled_t *p, const step_t *s)
{
    const char *text = p->text.len > 0 ? buf_text(&p->text) : buf_text(&s->end.output), *last = text;
    for (const char *at = text; (at = strchr(at, '\n')) != NULL && at[1] != '\0';)
        last = ++at;
    return *last == '\0' ? xformat("the compiler ended with code %d", s->end.exit_code) : xstrndup(last, strcspn(last, "\n"));
}

static bool stage_vet(second_t *s, verdict_t *v)
{
    compiled_t aside = {.layers = ~0u};
    bool ran = step_end(&s->vet, s->e, &aside) && s->vet.end.exit_code == 0;
    v->layers &= aside.layers;
    if (!ran) {
        char *why = last_line(&aside, &s->vet);
        skip(v, "vet", why);
        free(why);
    }
    compiled_free(&aside);
    return !ran || judge_vet(s->e, buf_text(s->source), buf_text(&s->vet.end.output), v);
}

/* ---- threads --------------------------------------------------------------------------------------------- */

typedef struct evidence {
    bool found;
    bool always; /* counts when every run shows it: a scenario on real threads takes its own ways sometimes */
    char name[40], file[80], message[400];
    int line;
    char unknown[200]; /* why this run proves nothing; "" when it does */
} evidence_t;

static void prove(evidence_t *p, const char *name, const char *file, int line, const char *what)
{
    p->found = true;
    snprintf(p->name, sizeof p->name, "%s", name);
    snprintf(p->file, sizeof p->file, "%s", file);
    snprintf(p->message, sizeof p->message, "%s", what);
    p->line = line;
}

/* The nearest frame of where it happened that is in the learner's file: "    #1 0x… in worker ID.c:12"; 0: none is. */
static int reported_line(const char *what, const char *file)
{
    char *mark = xformat(" %s:", file);
    const char *at = strstr(what, mark), *end = strstr(what, "\n\n");
    int line = at == NULL || (end != NULL && at > end) ? 0 : (int)strtol(at + strlen(mark), NULL, 10);
    free(mark);
    return line;
}

static const char *name_of(const char *kind)
{
    static const char *const freed[] = {"heap-use-after-free", "attempting", NULL}, *const signals[] = {"SEGV", "BUS", "FPE", "ILL", "ABRT", NULL};
    for (const char *const *f = freed; *f != NULL; f++)
        if (strcmp(kind, *f) == 0)
            return "use-after-release";
    for (const char *const *f = signals; *f != NULL; f++)
        if (strcmp(kind, *f) == 0)
            return "crash";
    return "bad-memory";
}

/* What a sanitizer says of limits, or of a stack that its own bookkeeping made larger, is not the program's doing. */
static bool reported(const second_t *s, const run_end_t *end, evidence_t *p)
{
    static const char head[] = "ERROR: AddressSanitizer: ";
    static const char *const limits[] = {"allocation-size-too-big", "out-of-memory", "rss-limit", "failed to allocate", "stack-overflow",
                                         "hard rss limit", NULL};
    const char *report = buf_text(&end->report), *what = strstr(report, head);
    if (strstr(report, "hard rss limit exhausted") != NULL) {
        snprintf(p->unknown, sizeof p->unknown, "the run needed more memory than 1 GB");
        return true;
    }
    if (what == NULL)
        return false;
    what += strlen(head);
    char *first = xstrndup(what, strcspn(what, "\n")), *kind = xstrndup(first, strcspn(first, " "));
    bool limit = false;
    for (const char *const *l = limits; *l != NULL; l++)
        limit = limit || strncmp(first, *l, strlen(*l)) == 0;
    if (limit)
        snprintf(p->unknown, sizeof p->unknown, "the sanitizer stopped the run: %.100s", kind);
    char *said = xformat("on real threads, address sanitizer: %s", kind);
    int line = reported_line(what, s->file);
    if (!limit && line == 0) /* a scenario that time has run away from may fall over its own feet */
        snprintf(p->unknown, sizeof p->unknown, "a run ended outside of the file: %.100s", kind);
    else if (!limit)
        prove(p, name_of(kind), s->file, line, said);
    free(said);
    free(first);
    free(kind);
    return true;
}

static bool whole(const trace_t *t)
{
    size_t n = t == NULL ? 0 : trace_count(t);
    return n > 0 && trace_damage(t) == NULL && trace_event(t, n - 1)->kind == CTX_EV_END;
}

static size_t mark_of(const trace_t *t, const char *name)
{
    for (size_t i = 0; i < trace_count(t); i++)
        if (trace_event(t, i)->kind == CTX_EV_MARK && strcmp(trace_text(t, trace_event(t, i)->aux), name) == 0)
            return i + 1;
    return 0;
}

/* Who is left when the program ends, and will never go on: only then is what they hold lost for good. */
static void left_over(const second_t *s, const model_t *m, const trace_t *t, evidence_t *p)
{
    bool still = mark_of(t, "still") != 0;
    size_t idle = mark_of(t, "idle");
    for (uint32_t i = 2; i < m->tasks && !p->found; i++) {
        const model_task_t *task = &m->task[i];
        if (task->state != TASK_RUNNING && task->state != TASK_BLOCKED)
            continue;
        if (!still || task->state == TASK_RUNNING)
            return;
        trace_site_t at = trace_site(t, task->site);
        if (!task->of_scenario && !trace_site_is_harness(t, task->site) && task->made_event < idle)
            prove(p, "leaked-task", at.file, at.line, "on real threads this task waits for ever: nobody is left who could wake it");
    }
    for (uint32_t i = 1; i < m->timers; i++)
        if (m->timer[i].state == 1)
            return;
    for (uint32_t i = 1; i < m->handles && !p->found; i++) {
        const model_handle_t *h = &m->handle[i];
        trace_site_t at = trace_site(t, h->made_at);
        if (h->state == 1 && h->made_event < idle && !trace_site_is_harness(t, h->made_at))
            prove(p, "lost-cancel", at.file[0] == '\0' ? s->file : at.file, at.line,
                  "on real threads this handle is still held at the end, when no task is left that could release it");
    }
}

/* What the engine itself saw and said, and what is left. */
static bool recorded(const second_t *s, const trace_t *t, evidence_t *p)
{
    static const char *const certain[] = {"panic", "double-release", "use-after-release", NULL};
    model_t *m = model_new(t);
    findings_t found = {0};
    if (m == NULL)
        return false;
    model_apply_all(m);
    findings_run(m, &found);
    for (uint32_t i = 0; i < found.count && !p->found; i++)
        for (const char *const *name = certain; *name != NULL && !found.item[i].unknown; name++)
            if (strcmp(*name, found.item[i].name) == 0 && !trace_site_is_harness(t, found.item[i].site)) {
                trace_site_t at = trace_site(t, found.item[i].site);
                char *said = xformat("on real threads: %s", found.item[i].message);
                prove(p, *name, at.file, at.line, said);
                free(said);
            }
    if (!p->found) {
        left_over(s, m, t, p);
        p->always = p->found;
    }
    model_free(m);
    findings_free(&found);
    return p->found;
}

static evidence_t weigh(const second_t *s, const run_spec_t *spec, const run_end_t *end)
{
    evidence_t p = {0};
    err_t why;
    if (reported(s, end, &p))
        return p;
    bool read = whole(end->trace);
    if (read && recorded(s, end->trace, &p))
        return p;
    if (run_trouble(spec, end, &why))
        snprintf(p.unknown, sizeof p.unknown, "%.190s", why.text);
    else if (!read)
        snprintf(p.unknown, sizeof p.unknown, "%.190s", end->trace == NULL ? end->trace_why.text : "the trace of the run is not whole");
    return p;
}

static int scale_of(const second_t *s, int size)
{
    int64_t scale = s->virtual_ns[size] / TARGET_NS;
    if (s->e->threads)
        return IO_SCALE;
    return scale < 1 ? 1 : scale > SCALE_MAX ? SCALE_MAX : (int)scale;
}

static run_job_t *play(const second_t *s, int size, run_spec_t *spec, evidence_t *p)
{
    err_t why;
    *spec = (run_spec_t){.entry = s->e, .program = s->program.program, .size = size, .with_trace = true, .real = true, .sanitized = true,
                         .time_scale = scale_of(s, size), .wall_ms = RUN_MS};
    run_job_t *job = run_start(spec, &why);
    if (job == NULL)
        snprintf(p->unknown, sizeof p->unknown, "%.190s", why.text);
    return job;
}

/* All at once: they mostly wait. */
static void play_all(const second_t *s, size_t runs, evidence_t *p, verdict_t *v)
{
    run_spec_t spec[REPEATS + 1];
    run_job_t *job[REPEATS + 1];
    for (size_t i = 0; i < runs; i++)
        job[i] = play(s, i + 1 < runs ? SMALL : BIG, &spec[i], &p[i]);
    for (size_t i = 0; i < runs; i++) {
        run_end_t end;
        if (job[i] == NULL)
            continue;
        run_wait(job[i], &end);
        v->layers &= end.layers == 0 ? ~0u : end.layers;
        p[i] = weigh(s, &spec[i], &end);
        run_end_free(&end);
    }
}

static bool tell_threads(const second_t *s, const evidence_t *p, size_t runs, verdict_t *v)
{
    size_t bad = 0, silent = 0;
    const evidence_t *first = NULL;
    for (size_t i = 0; i < runs; i++) {
        bad += p[i].found;
        silent += !p[i].found && p[i].unknown[0] == '\0';
        first = first == NULL && p[i].found ? &p[i] : first;
    }
    for (size_t i = 0; i < runs && bad + silent == 0; i++) /* not a single one says anything */
        skip(v, "threads", p[i].unknown);
    char *text = bad > 0 ? xformat("run on real threads with the address sanitizer, %zu of %zu runs found something (none may)", bad, bad + silent)
                         : xformat("run on real threads with the address sanitizer, %zu %s, nothing was found", silent, silent == 1 ? "time" : "times");
    bool lost = first != NULL && !(first->always && bad < runs);
    if (first != NULL && !lost)
        skip(v, "threads", "the runs disagree about who is left at the end");
    else if (bad + silent > 0)
        verdict_add_check(v, "threads", bad == 0, text);
    free(text);
    if (!lost)
        return true;
    verdict_add_finding(v, first->name, first->file[0] == '\0' ? s->file : first->file, first->line, first->message);
    if (silent > 0)
        judge_disagree(v, "repeated runs on real threads agree: these do not (flaky, needs a person)");
    return false;
}

static bool stage_threads(second_t *s, verdict_t *v)
{
    compiled_t *p = &s->program;
    bool ok = step_end(&s->build, s->e, p) && s->build.end.exit_code == 0 && link_program(s->c, s->e, p, true);
    v->layers &= p->layers == 0 ? ~0u : p->layers;
    if (!ok) {
        char *why = last_line(p, &s->build);
        skip(v, "threads", why);
        free(why);
        return true;
    }
    evidence_t seen[REPEATS + 1] = {{0}};
    size_t runs = s->e->threads ? 2 : REPEATS + 1; /* real time is dear, and those were repeated already */
    play_all(s, runs, seen, v);
    return tell_threads(s, seen, runs, v);
}

void second_finish(second_t *s, verdict_t *v)
{
    bool threads = stage_threads(s, v), vet = stage_vet(s, v);
    bool crash = !threads && v->findings > 0 && strcmp(v->finding[0].name, "crash") == 0;
    if (!threads || !vet)
        v->kind = crash ? VERDICT_CRASH : VERDICT_FAIL;
    forget(s);
}
