/* judge.c — see judge.h. The order is the order of trust: what costs least and proves most comes first; a failure found
 * inside the learner's process is final; a pass is believed only from traces judged here. */
#include "judge.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "file.h"
#include "judge_parts.h"
#include "judge_rows.h"
#include "judge_second.h"
#include "judge_trace.h"
#include "sandbox.h"
#include "spawn.h"
#include "workspace.h"

enum {
    SMALL, BIG,
    SMALL_SCHEDULES = 20000, /* grade's bound: by count, so that two runs give the same bytes */
    EXPLORE_MS = 30000, RUN_MS = 20000,
    CONFIRM_RUNS = 32, CONFIRM_BIG = 3, AT_ONCE = 2
};

typedef struct judging_file {
    const catalog_t *c;
    const entry_t *e;
    const judge_opts_t *opts;
    const buf_t *source;
    compiled_t program;
    int64_t *virtual_ns; /* [2]: how long the scenarios last, once known */
    verdict_t *v;
} judging_file_t;

static void tell(const judging_file_t *j, const char *phase, bool known)
{
    if (j->opts != NULL && j->opts->tell != NULL)
        j->opts->tell(j->opts->arg, phase, known ? j->v : NULL);
}

static run_spec_t spec_of(const judging_file_t *j, int64_t size, const char *schedule)
{
    return (run_spec_t){.entry = j->e, .program = j->program.program, .size = size, .schedule = schedule, .with_trace = true,
                        .wall_ms = RUN_MS};
}

/* ---- reading a trace ------------------------------------------------------------------------------------- */

/* Judges a trace here. Adds its rows; true when nothing counts against the program. */
static bool judge_rows(const judging_file_t *j, const trace_t *t, int size)
{
    judging_t judging;
    if (!judging_begin(&judging, j->e->check, j->e->findings, size, t)) {
        verdict_set(j->v, VERDICT_ERROR, "out of memory for the model of a trace");
        return false;
    }
    judged_t judged = judge_trace(&judging, t);
    judge_add_rows(j->v, &judging, &judged);
    bool ok = !judged.failed;
    if (judged.failed && j->v->deciding_event == 0)
        j->v->deciding_event = judged.event; /* until a switch is known: where it became true */
    if (ok && !judged.checked) {
        verdict_set(j->v, VERDICT_ERROR, "the checks of %s did not run", j->e->id);
        ok = false;
    }
    judging_end(&judging);
    return ok;
}

/* ---- what went wrong with a run -------------------------------------------------------------------------- */

static bool is_trouble(const judging_file_t *j, const run_spec_t *spec, const run_end_t *end)
{
    err_t why;
    j->v->layers &= end->layers == 0 ? ~0u : end->layers;
    if (!run_trouble(spec, end, &why))
        return false;
    bool ours = end->interrupted || end->result.state == RUNNER_REFUSED || (end->result.magic == 0 && !end->timed_out && !end->flooded);
    bool late = end->timed_out || (end->result.state == RUNNER_CRASHED && end->result.signal == SIGVTALRM);
    verdict_set(j->v, ours ? VERDICT_ERROR : late ? VERDICT_TIMEOUT : VERDICT_CRASH, "%s", why.text);
    if (!ours)
        verdict_add_check(j->v, "ends", false, why.text);
    return true;
}

static bool run_here(const judging_file_t *j, const run_spec_t *spec, run_end_t *end)
{
    err_t err;
    if (!run_once(spec, end, &err)) {
        *end = (run_end_t){0};
        verdict_set(j->v, VERDICT_ERROR, "%s", err.text);
        return false;
    }
    return !is_trouble(j, spec, end);
}

static int64_t length_of(const trace_t *t)
{
    size_t n = t == NULL ? 0 : trace_count(t);
    return n > 0 ? trace_event(t, n - 1)->time : 0;
}

/* ---- failing --------------------------------------------------------------------------------------------- */

/* Everything of a schedule but its last move: where `s` begins. */
static char *before_last(const char *schedule)
{
    const char *comma = strrchr(schedule, ',');
    return comma == NULL ? xstrdup("-") : xstrndup(schedule, (size_t)(comma - schedule));
}

/* The same run with its last switch undone, in a fresh process: it must pass, and shows where the two part. */
static void find_deciding(const judging_file_t *j, const runner_result_t *r, const trace_t *lost, int size)
{
    verdict_t aside;
    judging_file_t other = *j;
    run_end_t end;
    run_spec_t spec = spec_of(j, size, r->undone);
    verdict_start(&aside, j->e);
    other.v = &aside;
    if (run_here(&other, &spec, &end) && end.trace != NULL && judge_rows(&other, end.trace, size)) {
        j->v->undone = xstrdup(r->undone);
        judge_deciding(j->v, lost, end.trace);
    }
    run_end_free(&end);
    verdict_free(&aside);
}

void judge_disagree(verdict_t *v, const char *sentence)
{
    v->flaky = true;
    verdict_add_check(v, "repeatable", false, sentence);
}

static void disagree(verdict_t *v)
{
    judge_disagree(v, "repeated runs of one schedule agree: these do not (flaky, needs a person)");
}

/* The shortest failing schedule, run again in a fresh process and judged here, gives the rows. When it does not fail
 * again, the explorer's word stands, and somebody should look. */
static void fail_with(const judging_file_t *j, const runner_result_t *r, int size)
{
    verdict_t *v = j->v;
    const char *schedule = r->shortest[0] == '\0' ? "-" : r->shortest;
    run_spec_t spec = spec_of(j, size, schedule);
    run_end_t end;
    verdict_clear_rows(v);
    v->kind = VERDICT_FAIL;
    v->replay = xstrdup(schedule);
    v->replay_size = size;
    if (!run_here(j, &spec, &end)) {
        run_end_free(&end);
        return;
    }
    bool passed = end.trace != NULL && judge_rows(j, end.trace, size);
    if ((passed || end.trace == NULL) && r->finding[0] == '\0') {
        verdict_set(v, VERDICT_ERROR, "schedule %llu failed without saying by what, and passes when it is run again: please tell who "
                    "keeps the catalog", (unsigned long long)r->explored);
    } else if (passed || end.trace == NULL) {
        v->kind = VERDICT_FAIL;
        disagree(v);
        verdict_add_finding(v, r->finding, r->file, (int)r->line, r->message);
    } else if (v->kind == VERDICT_FAIL && r->switches > 0) {
        v->before = before_last(schedule);
        v->story = r->story[0] == '\0' ? NULL : xstrdup(r->story);
        if (r->undone[0] != '\0')
            find_deciding(j, r, end.trace, size);
    }
    run_end_free(&end);
}

/* ---- the parts of a judgement ---------------------------------------------------------------------------- */

/* Who had failed, and crashed while a nearer failure was looked for or this one made shorter, is told of the first as it was met, and of
 * the crash. *crash: owned. */
static bool explore_here(const judging_file_t *j, run_spec_t *spec, run_end_t *end, char **crash)
{
    bool ok = run_here(j, spec, end);
    if (ok || !end->result.known || j->v->kind == VERDICT_ERROR)
        return ok;
    *crash = xstrdup(j->v->message);
    verdict_clear_rows(j->v);
    verdict_set(j->v, VERDICT_FAIL, "%s", "");
    run_end_free(end);
    spec->look_on = false;
    spec->as_met = true;
    return run_here(j, spec, end);
}

/* What fails on other schedules than the one that is shown is not kept back. */
static void add_others(const judging_file_t *j, const runner_result_t *r, const char *crash)
{
    char *message = xformat("on another schedule, number %llu: %s", (unsigned long long)r->explored, r->first_message);
    if (r->first[0] != '\0' && strcmp(r->first, r->finding) != 0)
        verdict_add_check(j->v, r->first, false, message);
    if (crash != NULL)
        verdict_add_check(j->v, "ends", false, crash);
    free(message);
}

static bool explore_small(const judging_file_t *j)
{
    run_spec_t spec = spec_of(j, SMALL, NULL);
    run_end_t end;
    char *crash = NULL;
    spec.explore = true;
    spec.stop_at_first = true;
    spec.look_on = true;
    spec.max_schedules = SMALL_SCHEDULES;
    spec.max_ms = EXPLORE_MS;
    spec.wall_ms = EXPLORE_MS + 5000;
    bool ok = explore_here(j, &spec, &end, &crash);
    const runner_result_t *r = &end.result;
    j->virtual_ns[SMALL] = length_of(end.trace);
    if (ok) {
        j->v->explored_known = true;
        j->v->explored = r->explored;
        j->v->failing = r->failing;
        j->v->complete = r->complete != 0;
        j->v->random = r->random;
        j->v->bound = r->bound[0] == '\0' ? NULL : xstrdup(r->bound);
    }
    if (ok && r->failing > 0) {
        fail_with(j, r, SMALL);
        add_others(j, r, crash);
        ok = false;
    } else if (ok && r->checked != r->explored) {
        verdict_set(j->v, VERDICT_ERROR, "the checks ran in %llu of %llu schedules: this judgement proves nothing",
                    (unsigned long long)r->checked, (unsigned long long)r->explored);
        ok = false;
    } else if (ok && (r->explored == 0 || end.trace == NULL)) {
        verdict_set(j->v, VERDICT_ERROR, "no schedule was explored: %s", end.trace == NULL ? end.trace_why.text : r->error);
        ok = false;
    }
    free(crash);
    run_end_free(&end);
    return ok;
}

static bool has_reason(const verdict_t *v)
{
    bool any = v->findings > 0;
    for (size_t i = 0; i < v->checks && !any; i++)
        any = !v->check[i].ok;
    return any;
}

/* One run whose trace is judged here; a failure becomes the verdict. */
static bool confirm_end(const judging_file_t *j, const run_spec_t *spec, run_end_t *end)
{
    bool ok = !is_trouble(j, spec, end);
    if (ok && end->trace == NULL) {
        verdict_set(j->v, VERDICT_ERROR, "%s", end->trace_why.text);
        ok = false;
    } else if (ok) {
        verdict_kind_t before = j->v->kind;
        j->virtual_ns[spec->size > 0 ? BIG : SMALL] = length_of(end->trace);
        ok = judge_rows(j, end->trace, (int)spec->size) && end->result.failed == 0;
        if (!ok && j->v->kind == before) {
            j->v->kind = VERDICT_FAIL;
            free(j->v->replay);
            j->v->replay = xstrdup(spec->schedule == NULL ? "-" : spec->schedule);
            j->v->replay_size = (int)spec->size;
            if (spec->size == SMALL && j->v->complete)
                disagree(j->v); /* every schedule was said to pass */
            if (end->result.failed != 0 && !has_reason(j->v))
                verdict_add_finding(j->v, end->result.finding, end->result.file, (int)end->result.line, end->result.message);
        }
    }
    run_end_free(end);
    return ok;
}

/* Runs the schedules given, two at a time; stops at the first that fails. */
static bool confirm(const judging_file_t *j, int64_t size, char *const *schedules, size_t n)
{
    bool ok = true;
    for (size_t i = 0; ok && i < n; i += AT_ONCE) {
        run_spec_t spec[AT_ONCE];
        run_job_t *job[AT_ONCE] = {NULL};
        for (size_t k = 0; k < AT_ONCE && i + k < n; k++) {
            err_t err;
            spec[k] = spec_of(j, size, schedules[i + k]);
            job[k] = run_start(&spec[k], &err);
            if (job[k] == NULL) {
                verdict_set(j->v, VERDICT_ERROR, "%s", err.text);
                ok = false;
            }
        }
        for (size_t k = 0; k < AT_ONCE; k++) {
            run_end_t end;
            if (job[k] == NULL)
                continue;
            run_wait(job[k], &end);
            if (ok)
                ok = confirm_end(j, &spec[k], &end);
            else
                run_end_free(&end);
        }
    }
    return ok;
}

/* Picked now, after the program was compiled: it cannot have known them. */
static size_t pick_schedules(char **out, size_t n)
{
    out[0] = xstrdup("-");
    for (size_t i = 1; i < n; i++) {
        uint32_t seed = 0;
        if (getrandom(&seed, sizeof seed, 0) != (ssize_t)sizeof seed)
            seed = (uint32_t)getpid() * 2654435761u + (uint32_t)i;
        out[i] = xformat("seed:%u", seed);
    }
    return n;
}

static bool confirm_random(const judging_file_t *j, int64_t size, size_t n)
{
    char *schedules[CONFIRM_RUNS];
    n = pick_schedules(schedules, n);
    bool ok = confirm(j, size, schedules, n);
    for (size_t i = 0; i < n; i++)
        free(schedules[i]);
    return ok;
}

/* Its first error, or what it said first. */
static void add_compiles(verdict_t *v, const char *compiler)
{
    const char *error = strstr(compiler, " error: "), *from = error == NULL ? compiler : error;
    while (from > compiler && from[-1] != '\n')
        from--;
    char *line = xstrndup(from, strcspn(from, "\n"));
    verdict_add_check(v, "compiles", false, line[0] == '\0' ? "it does not compile" : line);
    free(line);
}

static bool compile_part(judging_file_t *j, const buf_t *source, bool pristine)
{
    tell(j, "compiling", false);
    compile_program(j->c, j->e, source, pristine, &j->program);
    j->v->layers &= j->program.layers;
    switch (j->program.status) {
    case COMPILE_OK: return true;
    case COMPILE_ERRORS:
        verdict_set(j->v, VERDICT_COMPILE_ERROR, "%s", buf_text(&j->program.text));
        add_compiles(j->v, buf_text(&j->program.text));
        break;
    case COMPILE_BROKEN: verdict_set(j->v, VERDICT_ERROR, "%s", buf_text(&j->program.text)); break;
    case COMPILE_REJECTED:
        verdict_set(j->v, VERDICT_REJECTED, "%s", buf_text(&j->program.text));
        verdict_add_check(j->v, "gate", false, buf_text(&j->program.text));
    }
    return false;
}

static bool controls_part(const judging_file_t *j)
{
    err_t why;
    if (j->opts != NULL && j->opts->no_controls)
        return true;
    tell(j, "checking the judge", false);
    if (judge_controls(j->c, j->e, &why))
        return true;
    verdict_set(j->v, VERDICT_ERROR, "%s", why.text);
    return false;
}

static bool schedules_part(const judging_file_t *j)
{
    static char usual_schedule[] = "-";
    char *const usual[] = {usual_schedule};
    tell(j, "exploring", false);
    if (!explore_small(j) || !confirm(j, BIG, usual, 1))
        return false;
    j->v->confirming = true;
    tell(j, "confirming", true);
    j->v->confirming = false;
    size_t n = j->v->explored < CONFIRM_RUNS ? (size_t)j->v->explored : CONFIRM_RUNS;
    second_t *second = second_start(j->c, j->e, j->source, j->virtual_ns);
    if (!confirm_random(j, SMALL, n) || !confirm_random(j, BIG, CONFIRM_BIG)) {
        second_drop(second);
        return false;
    }
    second_finish(second, j->v);
    return j->v->kind == VERDICT_PASS;
}

/* One run on real threads, judged; false: it settles the verdict. */
static bool threads_end(const judging_file_t *j, const run_spec_t *spec, const run_end_t *end)
{
    verdict_clear_rows(j->v);
    if (is_trouble(j, spec, end))
        return false;
    if (end->trace == NULL) {
        verdict_set(j->v, VERDICT_ERROR, "%s", end->trace_why.text);
        return false;
    }
    if (trace_damage(end->trace) != NULL) { /* whoever ends in the middle was out of memory, or of tasks */
        verdict_set(j->v, VERDICT_CRASH, "%s: the program ended before its scenario did: %.200s", j->e->id, buf_text(&end->output));
        return false;
    }
    if (judge_rows(j, end->trace, (int)spec->size))
        return true;
    j->v->kind = j->v->kind == VERDICT_ERROR && j->v->message != NULL ? VERDICT_ERROR : VERDICT_FAIL;
    return false;
}

/* So many of them side by side: they mostly wait. The first that fails, in their order, is the verdict. */
static bool threads_runs(const judging_file_t *j, int first, int count)
{
    run_spec_t spec[JUDGE_THREAD_RUNS + 1];
    run_job_t *job[JUDGE_THREAD_RUNS + 1];
    char phase[40];
    bool ok = true;
    (void)snprintf(phase, sizeof phase, "real threads: runs %d to %d of %d", first + 1, first + count, JUDGE_THREAD_RUNS + 1);
    tell(j, phase, false);
    for (int i = 0; i < count; i++) {
        err_t err;
        spec[i] = spec_of(j, first + i < JUDGE_THREAD_RUNS ? SMALL : BIG, NULL);
        job[i] = run_start(&spec[i], &err);
        if (job[i] == NULL) {
            verdict_set(j->v, VERDICT_ERROR, "%s", err.text);
            ok = false;
        }
    }
    for (int i = 0; i < count; i++) {
        run_end_t end;
        if (job[i] == NULL)
            continue;
        run_wait(job[i], &end);
        ok = ok && threads_end(j, &spec[i], &end);
        run_end_free(&end);
    }
    return ok;
}

/* Real threads: no schedule can be chosen, so the scenarios are repeated. Their verdicts are orders and generous bounds. What fails mostly
 * fails in the first two runs. */
static bool threads_part(const judging_file_t *j)
{
    bool ok = threads_runs(j, 0, AT_ONCE) && threads_runs(j, AT_ONCE, JUDGE_THREAD_RUNS + 1 - AT_ONCE);
    j->v->confirming = ok;
    tell(j, "confirming", ok);
    j->v->confirming = false;
    if (!ok)
        return false;
    second_finish(second_start(j->c, j->e, j->source, j->virtual_ns), j->v);
    return j->v->kind == VERDICT_PASS;
}

void judge_text(const catalog_t *c, const entry_t *e, const buf_t *source, bool pristine, const judge_opts_t *opts, verdict_t *out)
{
    double started = seconds_now();
    int64_t virtual_ns[2] = {0, 0};
    judging_file_t j = {.c = c, .e = e, .opts = opts, .source = source, .virtual_ns = virtual_ns, .v = out};
    bool answered = true;
    verdict_start(out, e);
    if (e->check == NULL)
        verdict_set(out, VERDICT_ERROR, "%s has no checks compiled in: run make", e->id);
    else if (compile_part(&j, source, pristine) && controls_part(&j) && (e->threads ? threads_part(&j) : schedules_part(&j)))
        out->kind = VERDICT_PASS;
    if (e->kind == ENTRY_JUDGE && (out->kind == VERDICT_PASS || out->kind == VERDICT_FAIL)) {
        answered = judge_answer(c, e, source, out);
        out->kind = answered ? out->kind : VERDICT_FAIL;
    }
    judge_points(out, e, j.program.program, answered);
    compiled_free(&j.program);
    out->seconds = seconds_now() - started;
}

void judge_file(const catalog_t *c, const entry_t *e, const char *path, const judge_opts_t *opts, verdict_t *out)
{
    buf_t source = {0};
    err_t why;
    if (!file_exists(path))
        (void)err_set(&why, "%s.c was not handed in (there is no %s)", e->id, path);
    else if (workspace_take(path, &source, &why)) {
        judge_text(c, e, &source, false, opts, out);
        buf_free(&source);
        return;
    }
    buf_free(&source);
    verdict_start(out, e);
    verdict_set(out, VERDICT_REJECTED, "%s", why.text);
    verdict_add_check(out, "submitted", false, why.text);
}
