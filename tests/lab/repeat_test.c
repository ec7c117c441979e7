/* repeat_test.c — runs of one schedule that disagree: what the judge makes of them.
 *
 * No program that the gate lets through is known to do that, so the disagreement is made here: this program is the judge, linked
 * with functions for its runs that report of one run what did not happen in it. There is nothing in ctxlab itself to ask for that.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge.h"
#include "lab.h"
#include "runner.h"
#include "runs.h"
#include "tap.h"

static enum lie { TRUTH, NAMED, NAMELESS, REPLAY } lie;
static int lies;

bool __real_run_once(const run_spec_t *spec, run_end_t *end, err_t *err);
bool __wrap_run_once(const run_spec_t *spec, run_end_t *end, err_t *err);
run_job_t *__real_run_start(const run_spec_t *spec, err_t *err);
run_job_t *__wrap_run_start(const run_spec_t *spec, err_t *err);
void __real_run_wait(run_job_t *job, run_end_t *end);
void __wrap_run_wait(run_job_t *job, run_end_t *end);

static void fails(runner_result_t *r, const char *finding)
{
    r->failed = 1;
    r->failing = 1;
    (void)snprintf(r->shortest, sizeof r->shortest, "-");
    (void)snprintf(r->finding, sizeof r->finding, "%s", finding);
    (void)snprintf(r->message, sizeof r->message, "seen once");
    lies++;
}

/* The explorer's word; whoever replays what it names is not lied to. */
bool __wrap_run_once(const run_spec_t *spec, run_end_t *end, err_t *err)
{
    bool ok = __real_run_once(spec, end, err);
    if (ok && spec->explore && (lie == NAMED || lie == NAMELESS) && end->result.failing == 0)
        fails(&end->result, lie == NAMED ? "leaked-task" : "");
    return ok;
}

static int64_t size; /* of the run that was started last */

run_job_t *__wrap_run_start(const run_spec_t *spec, err_t *err)
{
    size = spec->size;
    return __real_run_start(spec, err);
}

/* A replay of the small scenario in a process of its own, after the explorer has found nothing in any of its schedules. */
void __wrap_run_wait(run_job_t *job, run_end_t *end)
{
    __real_run_wait(job, end);
    if (lie == REPLAY && lies == 0 && size == 0 && end->result.failed == 0)
        fails(&end->result, "leaked-task");
}

static bool repeatable_failed(const verdict_t *v)
{
    for (size_t i = 0; i < v->checks; i++)
        if (strcmp(v->check[i].name, "repeatable") == 0 && !v->check[i].ok)
            return strstr(v->check[i].message, "flaky, needs a person") != NULL;
    return false;
}

static void judge(const lab_t *lab, const entry_t *e, enum lie which, verdict_t *v)
{
    static const judge_opts_t opts = {.no_controls = true};
    lie = which;
    lies = 0;
    judge_file(&lab->catalog, e, e->solution, &opts, v);
    lie = TRUTH;
}

static void disagreements(const lab_t *lab, const entry_t *e)
{
    verdict_t v;
    judge(lab, e, TRUTH, &v);
    tap_ok(v.kind == VERDICT_PASS && !v.flaky && lies == 0, "the solution passes", v.message);
    verdict_free(&v);
    judge(lab, e, NAMED, &v);
    tap_ok(lies == 1 && v.kind == VERDICT_FAIL && v.flaky && repeatable_failed(&v), "a failure that the replay does not show: the check repeatable", v.message);
    tap_ok(v.findings == 1 && strcmp(v.finding[0].name, "leaked-task") == 0 && verdict_exit_code(v.kind, true) == 1, "… with what was seen, and as a verdict on the program: exit 1", NULL);
    verdict_free(&v);
    judge(lab, e, NAMELESS, &v);
    tap_ok(lies == 1 && v.kind == VERDICT_ERROR && verdict_exit_code(v.kind, true) == 4, "a failure by nothing that has a name, and not again: the judge's error, exit 4", v.message);
    tap_ok(v.message != NULL && strstr(v.message, "failed without saying by what, and passes when it is run again") != NULL, "… which says so", v.message);
    verdict_free(&v);
    judge(lab, e, REPLAY, &v);
    tap_ok(lies == 1 && v.kind == VERDICT_FAIL && v.flaky && repeatable_failed(&v), "a replay that fails where every schedule was said to pass", v.message);
    verdict_free(&v);
}

int main(int argc, char **argv)
{
    char here[4096];
    lab_t lab;
    err_t err;
    if (argc > 1 && strcmp(argv[1], "__runner") == 0) /* runs start the program that judges once more */
        return runner_main(argc - 1, argv + 1);
    if (getcwd(here, sizeof here) != NULL)
        (void)setenv("CTXLAB_HOME", here, 0);
    if (!lab_open(&lab, NULL, &err))
        return tap_ok(false, "the catalog", err.text), tap_finish();
    const entry_t *e = catalog_find(&lab.catalog, "busy-done-loop", &err);
    if (tap_ok(e != NULL && e->solution != NULL, "an entry with a solution", err.text))
        disagreements(&lab, e);
    lab_close(&lab);
    return tap_finish();
}
