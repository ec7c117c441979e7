/* explore.c — see explore.h. The explorer's state lies in shared memory, so that in fork mode the child that makes the run
 * leaves its choices to the parent.
 */
#include "explore.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "explorer.h"
#include "shrink.h"

enum { DIGESTS = 1 << 20, RANDOM_RUNS = 500 };
/* How far a search goes on, once something failed, for a run that fails by what the entry is about. Counted, not timed: the same
 * file is told the same. */
enum { ON_RUNS = 2000, ON_STEPS = 60000 };

typedef struct last_run {
    explorer_t x;
    int end;
    bool slow;
    judged_t verdict;
    uint64_t digest, steps;
    uint64_t seen[DIGESTS];
} last_run_t;

/* The time that is spent on exploring: the processor's, so that a busy machine explores as far. With a process for each
 * schedule it is theirs, and cannot be had here.
 */
static uint64_t now_ms(bool forked)
{
    struct timespec t;
    clock_gettime(forked ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* ---- one run --------------------------------------------------------------------------------------------- */

/* A run that failed at once, or was cut: other tasks still had moves. */
static bool cut(int end) { return end != SIM_ENDED && end != SIM_DEADLOCKED && end != SIM_PRUNED; }

static void run_here(last_run_t *last, judging_t *judging, const explore_opts_t *opts)
{
    explorer_t *x = &last->x;
    explorer_begin_run(x);
    last->end = host_run(x->host, opts->size, explorer_pick, x);
    last->steps = host_sim(x->host)->steps;
    if (!x->diverged && !x->overflow)
        reduce_run(x, cut(last->end));
    if (last->end == SIM_PRUNED || opts->raw)
        return;
    last->verdict = judge_trace(judging, host_trace(x->host));
    last->slow = judging->model->slow_clock;
    last->digest = judging_digest(judging, &last->verdict);
}

static bool run_forked(last_run_t *last, judging_t *judging, const explore_opts_t *opts, err_t *err)
{
    int status;
    pid_t pid = fork();
    if (pid < 0)
        return err_errno(err, "could not fork a process for a schedule");
    if (pid == 0) {
        run_here(last, judging, opts);
        _exit(0);
    }
    if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return err_set(err, "the process of a schedule ended badly (status %d)", status);
    return true;
}

/* ---- the search ------------------------------------------------------------------------------------------ */

static void count_digest(last_run_t *x, runner_result_t *result)
{
    uint64_t d = x->digest | 1;
    size_t at = d % DIGESTS;
    while (x->seen[at] != 0 && x->seen[at] != d)
        at = (at + 1) % DIGESTS;
    if (x->seen[at] == d || result->digests > DIGESTS / 2)
        return;
    x->seen[at] = d;
    result->digests++;
    result->digest += d;
}

typedef struct search {
    last_run_t *last;
    judging_t *judging;
    const explore_opts_t *opts;
    runner_result_t *result;
    schedule_t best;
    bool have_best;
    char best_name[48];
    bool best_own;
    bool step_bound;
} search_t;

static void take_best(search_t *s, const schedule_t *schedule, const judged_t *verdict)
{
    s->best = *schedule;
    s->best_own = verdict->own;
    s->have_best = true;
    snprintf(s->best_name, sizeof s->best_name, "%s", verdict->name);
    snprintf(s->result->finding, sizeof s->result->finding, "%s", verdict->name);
    snprintf(s->result->message, sizeof s->result->message, "%s", verdict->message);
    schedule_print(&s->best, s->result->shortest, sizeof s->result->shortest);
}

static void note_failure(search_t *s, const schedule_t *schedule, const judged_t *verdict)
{
    s->result->failing++;
    s->result->failed = 1;
    if (!s->have_best || schedule->tokens < s->best.tokens)
        take_best(s, schedule, verdict);
}

static void count_run(search_t *s)
{
    last_run_t *last = s->last;
    schedule_t schedule;
    s->result->steps += last->steps;
    if (last->end == SIM_PRUNED) {
        s->result->pruned++;
        return;
    }
    s->result->explored++;
    s->step_bound = s->step_bound || last->end == SIM_STEP_BOUND;
    if (s->opts->raw)
        return;
    s->result->checked += last->verdict.checked;
    s->result->slow += last->slow;
    s->result->slow_failing += last->slow && last->verdict.failed;
    count_digest(last, s->result);
    if (last->verdict.failed && explorer_schedule(&last->x, &schedule))
        note_failure(s, &schedule, &last->verdict);
    else if (last->verdict.failed)
        s->result->failing++, s->result->failed = 1;
}

static bool over(const search_t *s, uint64_t start)
{
    const runner_result_t *r = s->result;
    if (s->opts->stop_at_first && r->failed) {
        snprintf(s->result->bound, sizeof s->result->bound, "stopped at the first failure");
        return true;
    }
    if (r->explored >= s->opts->max_schedules) {
        snprintf(s->result->bound, sizeof s->result->bound, "%llu schedules",
                 (unsigned long long)s->opts->max_schedules);
        return true;
    }
    if ((r->explored + r->pruned) % 64 == 0 && now_ms(s->opts->forked) - start > s->opts->max_ms) {
        snprintf(s->result->bound, sizeof s->result->bound, "%llu ms", (unsigned long long)s->opts->max_ms);
        return true;
    }
    return false;
}

static bool one_more(search_t *s, err_t *err)
{
    if (s->opts->forked && !run_forked(s->last, s->judging, s->opts, err))
        return false;
    if (!s->opts->forked)
        run_here(s->last, s->judging, s->opts);
    return !s->last->x.diverged ||
           err_set(err, "a schedule did not repeat itself when run again: the program keeps state that cannot be put back "
                        "(a static in the C library?)");
}

static bool depth_first(search_t *s, err_t *err)
{
    explorer_t *x = &s->last->x;
    uint64_t start = now_ms(s->opts->forked);
    do {
        if (!one_more(s, err))
            return false;
        if (x->overflow) {
            snprintf(s->result->bound, sizeof s->result->bound, "schedules longer than the explorer's memory");
            return true;
        }
        count_run(s);
        if (over(s, start))
            return true;
    } while (explorer_backtrack(x));
    s->result->complete = !s->step_bound;
    if (s->step_bound)
        snprintf(s->result->bound, sizeof s->result->bound, "schedules cut at %llu steps",
                 (unsigned long long)host_sim(x->host)->max_steps);
    return true;
}

/* What a verdict shows is, of the runs that fail, one that fails by what the entry is about; where none is met within the bound, the
 * first. But the usual run, where it fails: no switch needs to be told then. The counts stay those of the first. */
static void look_on(search_t *s)
{
    last_run_t *last = s->last;
    runner_result_t *r = s->result;
    schedule_t schedule;
    uint64_t runs = 0, steps = 0;
    snprintf(r->first, sizeof r->first, "%s", r->finding);
    snprintf(r->first_message, sizeof r->first_message, "%s", r->message);
    while (!s->best_own && runs < ON_RUNS && steps < ON_STEPS && explorer_backtrack(&last->x)) {
        run_here(last, s->judging, s->opts);
        if (last->x.diverged || last->x.overflow)
            break;
        runs++;
        steps += last->steps;
        if (last->end != SIM_PRUNED && last->verdict.own && explorer_schedule(&last->x, &schedule))
            take_best(s, &schedule, &last->verdict);
    }
}

/* Where the space was too large: some seeded random schedules from all over it. */
static void random_runs(search_t *s)
{
    const explore_opts_t *o = s->opts;
    for (uint64_t i = 0; i < RANDOM_RUNS && !(o->stop_at_first && s->result->failed); i++) {
        if (o->capped && s->result->explored >= o->max_schedules)
            return;
        judged_t verdict;
        schedule_t random = {.random = true, .seed = s->opts->seed + i + 1};
        explore_follow(s->last->x.host, s->judging, &random, s->opts->size, &verdict, NULL);
        s->result->explored++;
        s->result->random++;
        s->result->checked += verdict.checked;
        s->result->slow += s->judging->model->slow_clock;
        s->result->slow_failing += s->judging->model->slow_clock && verdict.failed;
        if (verdict.failed) {
            note_failure(s, &random, &verdict);
            snprintf(s->result->shortest, sizeof s->result->shortest, "seed:%llu",
                     (unsigned long long)random.seed);
        }
    }
}

static int follow_thunk(void *arg, const sim_move_t *moves, int n, int usual)
{
    return follow_pick(arg, moves, n, usual);
}

int explore_follow(host_t *h, judging_t *judging, const schedule_t *s, int size, judged_t *verdict, follow_t *follow)
{
    follow_t mine;
    follow_t *f = follow != NULL ? follow : &mine;
    if (follow == NULL)
        follow_begin(f, s);
    int end = host_run(h, size, follow_thunk, f);
    if (judging != NULL)
        *verdict = judge_trace(judging, host_trace(h));
    return end;
}

bool explore(host_t *h, judging_t *judging, const explore_opts_t *opts, runner_result_t *result, err_t *err)
{
    last_run_t *last = mmap(NULL, sizeof *last, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (last == MAP_FAILED)
        return err_errno(err, "no memory for the explorer");
    last->x.host = h;
    last->x.reduction = opts->reduction;
    host_on_quiet(h, explorer_quiet, &last->x);
    search_t s = {.last = last, .judging = judging, .opts = opts, .result = result};
    bool ok = depth_first(&s, err);
    result->known = ok && s.have_best; /* whoever crashes from now on has failed before */
    if (ok && opts->look_on && s.have_best && result->explored > 1 && !opts->forked)
        look_on(&s);
    host_on_quiet(h, NULL, NULL);
    if (ok && !result->complete && !opts->raw && !opts->forked)
        random_runs(&s);
    const shrink_t by = {s.best_name, opts->look_on && s.best_own};
    if (ok && s.have_best && !opts->as_met)
        shrink(h, judging, opts->size, &s.best, &by, result);
    munmap(last, sizeof *last);
    return ok;
}
