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

#include "shrink.h"

enum { FRAMES = 20000, MOVES = 200000, DIGESTS = 1 << 20, RANDOM_RUNS = 500 };

typedef struct frame {
    int first, n, usual, chosen; /* its moves: moves[first .. first + n) */
    int sleep, asleep;           /* its sleep set: sleepers[sleep .. sleep + asleep) */
} frame_t;

typedef struct explorer {
    host_t *host;
    bool plain;
    frame_t frame[FRAMES];
    int frames, at;
    sim_move_t move[MOVES];
    int moves;
    sim_move_t sleeper[MOVES];
    int sleepers;
    uint8_t done[MOVES]; /* this move was tried at its frame */
    bool overflow, diverged;
    bool next_sleep_ready; /* the sleep set of the frame to come was computed at its parent, before the move's effects */
    int next_sleep, next_asleep;
    int end;
    judged_t verdict; /* of the run just made */
    uint64_t digest, steps;
    uint64_t seen[DIGESTS];
} explorer_t;

static uint64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* ---- one choice ------------------------------------------------------------------------------------------ */

static bool is_asleep(const explorer_t *x, const frame_t *f, const sim_move_t *move)
{
    for (int i = 0; i < f->asleep; i++)
        if (sched_same_move(&x->sleeper[f->sleep + i], move))
            return true;
    return false;
}

/* Next move to try at f: the usual one first, so that the first path is the default run. −1: none left. */
static int next_untried(const explorer_t *x, const frame_t *f)
{
    if (!x->done[f->first + f->usual] && !is_asleep(x, f, &x->move[f->first + f->usual]))
        return f->usual;
    for (int i = 0; i < f->n; i++)
        if (!x->done[f->first + i] && !is_asleep(x, f, &x->move[f->first + i]))
            return i;
    return -1;
}

/* What sleeps after f's chosen move: whatever slept or was tried at f, and commutes with it. */
static void fill_sleep(explorer_t *x, const frame_t *f, frame_t *child)
{
    const sim_move_t *chosen = &x->move[f->first + f->chosen];
    const sim_program_t *sim = host_program(x->host);
    child->sleep = x->sleepers;
    child->asleep = 0;
    if (x->plain)
        return;
    for (int i = 0; i < f->asleep + f->n; i++) {
        bool old = i < f->asleep;
        const sim_move_t *move = old ? &x->sleeper[f->sleep + i] : &x->move[f->first + i - f->asleep];
        if (!old && (!x->done[f->first + i - f->asleep] || i - f->asleep == f->chosen))
            continue;
        if (sim->dependent(move, chosen))
            continue;
        if (x->sleepers == MOVES) {
            x->overflow = true;
            return;
        }
        x->sleeper[x->sleepers++] = *move;
        child->asleep++;
    }
}

/* Now, before the move takes effect: the objects it is compared by are still there. */
static void prepare_sleep(explorer_t *x, const frame_t *f)
{
    frame_t next = {0};
    fill_sleep(x, f, &next);
    x->next_sleep_ready = true;
    x->next_sleep = next.sleep;
    x->next_asleep = next.asleep;
}

static int replay(explorer_t *x, const sim_move_t *moves, int n)
{
    frame_t *f = &x->frame[x->at];
    if (f->n != n || !sched_same_move(&x->move[f->first + f->chosen], &moves[f->chosen])) {
        x->diverged = true;
        return -2;
    }
    x->at++;
    if (x->at == x->frames) /* its choice is new: what sleeps below it is not known yet */
        prepare_sleep(x, f);
    return f->chosen;
}

static int pick(void *arg, const sim_move_t *moves, int n, int usual)
{
    explorer_t *x = arg;
    if (x->at < x->frames)
        return replay(x, moves, n);
    if (x->frames == FRAMES || x->moves + n > MOVES) {
        x->overflow = true;
        return -2;
    }
    frame_t *f = &x->frame[x->frames];
    *f = (frame_t){.first = x->moves, .n = n, .usual = usual};
    memcpy(&x->move[f->first], moves, (size_t)n * sizeof *moves);
    memset(&x->done[f->first], 0, (size_t)n);
    x->moves += n;
    if (x->next_sleep_ready) {
        f->sleep = x->next_sleep;
        f->asleep = x->next_asleep;
    }
    f->chosen = next_untried(x, f);
    if (f->chosen < 0) {
        x->moves -= n;
        return -2; /* all asleep: an equivalent run was explored */
    }
    x->frames++;
    x->at = x->frames;
    prepare_sleep(x, f);
    return f->chosen;
}

/* ---- one run --------------------------------------------------------------------------------------------- */

static void run_here(explorer_t *x, judging_t *judging, const explore_opts_t *opts)
{
    x->end = host_run(x->host, opts->size, pick, x);
    x->steps = host_sim(x->host)->steps;
    if (x->end == SIM_PRUNED || opts->raw)
        return;
    x->verdict = judge_trace(judging, host_trace(x->host));
    x->digest = judging_digest(judging, &x->verdict);
}

static bool run_forked(explorer_t *x, judging_t *judging, const explore_opts_t *opts, err_t *err)
{
    int status;
    pid_t pid = fork();
    if (pid < 0)
        return err_errno(err, "could not fork a process for a schedule");
    if (pid == 0) {
        run_here(x, judging, opts);
        _exit(0);
    }
    if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return err_set(err, "the process of a schedule ended badly (status %d)", status);
    return true;
}

/* ---- the search ------------------------------------------------------------------------------------------ */

/* Marks the deepest choice as tried and turns to what is left there or above. False: the whole space was explored. */
static bool backtrack(explorer_t *x)
{
    while (x->frames > 0) {
        frame_t *f = &x->frame[x->frames - 1];
        x->done[f->first + f->chosen] = 1;
        x->moves = f->first + f->n;
        x->sleepers = f->sleep + f->asleep;
        int next = next_untried(x, f);
        if (next >= 0) {
            f->chosen = next;
            return true;
        }
        x->moves = f->first;
        x->frames--;
    }
    return false;
}

static void begin_run(explorer_t *x)
{
    x->at = 0;
    x->next_sleep_ready = false;
    x->next_sleep = x->sleepers;
    x->next_asleep = 0;
}

/* The path as a schedule string: every place where it left the default. */
static bool path_schedule(const explorer_t *x, schedule_t *s)
{
    follow_t seen = {.schedule = s};
    memset(s, 0, sizeof *s);
    for (int i = 0; i < x->frames; i++) {
        const frame_t *f = &x->frame[i];
        uint32_t k = follow_seen(&seen, &x->move[f->first + f->usual]);
        if (f->chosen != f->usual &&
            !schedule_add(s, &x->move[f->first + f->usual], k, &x->move[f->first + f->chosen]))
            return false;
    }
    return true;
}

static void count_digest(explorer_t *x, runner_result_t *result)
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
    explorer_t *x;
    judging_t *judging;
    const explore_opts_t *opts;
    runner_result_t *result;
    schedule_t best;
    bool have_best;
    char best_name[48];
    bool step_bound;
} search_t;

static void note_failure(search_t *s, const schedule_t *schedule, const judged_t *verdict)
{
    s->result->failing++;
    s->result->failed = 1;
    if (s->have_best && schedule->tokens >= s->best.tokens)
        return;
    s->best = *schedule;
    s->have_best = true;
    snprintf(s->best_name, sizeof s->best_name, "%s", verdict->name);
    snprintf(s->result->finding, sizeof s->result->finding, "%s", verdict->name);
    snprintf(s->result->message, sizeof s->result->message, "%s", verdict->message);
    schedule_print(&s->best, s->result->shortest, sizeof s->result->shortest);
}

static void count_run(search_t *s)
{
    explorer_t *x = s->x;
    schedule_t schedule;
    s->result->steps += x->steps;
    if (x->end == SIM_PRUNED) {
        s->result->pruned++;
        return;
    }
    s->result->explored++;
    s->step_bound = s->step_bound || x->end == SIM_STEP_BOUND;
    if (s->opts->raw)
        return;
    s->result->checked += x->verdict.checked;
    count_digest(x, s->result);
    if (x->verdict.failed && path_schedule(x, &schedule))
        note_failure(s, &schedule, &x->verdict);
    else if (x->verdict.failed)
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
    if ((r->explored + r->pruned) % 64 == 0 && now_ms() - start > s->opts->max_ms) {
        snprintf(s->result->bound, sizeof s->result->bound, "%llu ms", (unsigned long long)s->opts->max_ms);
        return true;
    }
    return false;
}

static bool depth_first(search_t *s, err_t *err)
{
    explorer_t *x = s->x;
    uint64_t start = now_ms();
    do {
        begin_run(x);
        if (!s->opts->forked)
            run_here(x, s->judging, s->opts);
        else if (!run_forked(x, s->judging, s->opts, err))
            return false;
        if (x->diverged)
            return err_set(err, "a schedule did not repeat itself when run again: the program keeps state that cannot be "
                                "put back (a static in the C library?)");
        if (x->overflow) {
            snprintf(s->result->bound, sizeof s->result->bound, "schedules longer than the explorer's memory");
            return true;
        }
        count_run(s);
        if (over(s, start))
            return true;
    } while (backtrack(x));
    s->result->complete = !s->step_bound;
    if (s->step_bound)
        snprintf(s->result->bound, sizeof s->result->bound, "schedules cut at %llu steps",
                 (unsigned long long)host_sim(x->host)->max_steps);
    return true;
}

/* Where the space was too large: some seeded random schedules from all over it. */
static void random_runs(search_t *s)
{
    for (uint64_t i = 0; i < RANDOM_RUNS && !(s->opts->stop_at_first && s->result->failed); i++) {
        judged_t verdict;
        schedule_t random = {.random = true, .seed = s->opts->seed + i + 1};
        explore_follow(s->x->host, s->judging, &random, s->opts->size, &verdict, NULL);
        s->result->explored++;
        s->result->random++;
        s->result->checked += verdict.checked;
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
    explorer_t *x = mmap(NULL, sizeof *x, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (x == MAP_FAILED)
        return err_errno(err, "no memory for the explorer");
    x->host = h;
    x->plain = opts->plain;
    search_t s = {.x = x, .judging = judging, .opts = opts, .result = result};
    bool ok = depth_first(&s, err);
    if (ok && !result->complete && !opts->raw && !opts->forked)
        random_runs(&s);
    if (ok && s.have_best)
        shrink(h, judging, opts->size, &s.best, s.best_name, result);
    munmap(x, sizeof *x);
    return ok;
}
