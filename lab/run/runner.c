/* runner.c — `ctxlab __runner`: see runner.h. */
#include "runner.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <ucontext.h>
#include <ucontext.h>
#include <unistd.h>

#include "checks_table.h"
#include "explore.h"
#include "sandbox.h"

enum { MANY = 64, STACK_GUARD = 4096 };

typedef struct runner {
    const char *mode, *so, *entry, *schedule;
    char *findings[MANY];
    int result_fd, trace_fd, size;
    uint64_t skip, until, token;
    bool ask, open_choice, sandbox, no_slow, slow, cascade_steps, few_steps;
    explore_opts_t explore;
    runner_result_t *result;
    host_t *host;
} runner_t;

static runner_t run; /* one a process; the signal handler needs it */

/* ---- arguments ------------------------------------------------------------------------------------------- */

static void split_findings(char *list)
{
    int n = 0;
    for (char *name = strtok(list, ","); name != NULL && n < MANY - 1; name = strtok(NULL, ","))
        run.findings[n++] = name;
}

static bool take_flag(const char *name)
{
    if (strcmp(name, "--ask") == 0)
        run.ask = true;
    else if (strcmp(name, "--open-choice") == 0)
        run.open_choice = true;
    else if (strcmp(name, "--raw") == 0)
        run.explore.raw = true;
    else if (strcmp(name, "--plain-dfs") == 0)
        run.explore.reduction = REDUCE_NOTHING;
    else if (strcmp(name, "--sleep-sets") == 0)
        run.explore.reduction = REDUCE_SLEEP;
    else if (strcmp(name, "--fork") == 0)
        run.explore.forked = true;
    else if (strcmp(name, "--stop-at-first") == 0)
        run.explore.stop_at_first = true;
    else if (strcmp(name, "--look-on") == 0)
        run.explore.look_on = true;
    else if (strcmp(name, "--as-met") == 0)
        run.explore.as_met = true;
    else if (strcmp(name, "--capped") == 0)
        run.explore.capped = true;
    else if (strcmp(name, "--sandbox") == 0)
        run.sandbox = true;
    else if (strcmp(name, "--no-slow-clock") == 0)
        run.no_slow = true;
    else if (strcmp(name, "--slow-clock") == 0)
        run.slow = true;
    else if (strcmp(name, "--cascade-steps") == 0)
        run.cascade_steps = true;
    else if (strcmp(name, "--few-steps") == 0)
        run.few_steps = true;
    else
        return false;
    return true;
}

static bool take_value(const char *name, char *value)
{
    if (strcmp(name, "--so") == 0)
        run.so = value;
    else if (strcmp(name, "--entry") == 0)
        run.entry = value;
    else if (strcmp(name, "--schedule") == 0)
        run.schedule = value;
    else if (strcmp(name, "--findings") == 0)
        split_findings(value);
    else if (strcmp(name, "--result") == 0)
        run.result_fd = atoi(value);
    else if (strcmp(name, "--trace") == 0)
        run.trace_fd = atoi(value);
    else if (strcmp(name, "--size") == 0)
        run.size = atoi(value);
    else if (strcmp(name, "--skip") == 0)
        run.skip = strtoull(value, NULL, 10);
    else if (strcmp(name, "--until") == 0)
        run.until = strtoull(value, NULL, 10);
    else if (strcmp(name, "--token") == 0)
        run.token = strtoull(value, NULL, 10);
    else if (strcmp(name, "--max-schedules") == 0)
        run.explore.max_schedules = strtoull(value, NULL, 10);
    else if (strcmp(name, "--max-ms") == 0)
        run.explore.max_ms = strtoull(value, NULL, 10);
    else if (strcmp(name, "--seed") == 0)
        run.explore.seed = strtoull(value, NULL, 10);
    else
        return false;
    return true;
}

static bool take_arguments(int argc, char **argv)
{
    run = (runner_t){.mode = argc > 1 ? argv[1] : "", .entry = "", .schedule = "-", .result_fd = -1, .trace_fd = -1,
                     .explore = {.max_schedules = 1000000, .max_ms = 60000, .seed = 1}};
    for (int i = 2; i < argc; i++) {
        if (take_flag(argv[i]))
            continue;
        if (i + 1 == argc || !take_value(argv[i], argv[i + 1]))
            return false;
        i++;
    }
    run.explore.size = run.size;
    return run.so != NULL && run.result_fd >= 0 && (strcmp(run.mode, "run") == 0 || strcmp(run.mode, "explore") == 0);
}

static bool map_result(void)
{
    if (ftruncate(run.result_fd, sizeof *run.result) != 0)
        return false;
    run.result = mmap(NULL, sizeof *run.result, PROT_READ | PROT_WRITE, MAP_SHARED, run.result_fd, 0);
    if (run.result == MAP_FAILED)
        return false;
    *run.result = (runner_result_t){.magic = RUNNER_MAGIC, .version = RUNNER_VERSION, .state = RUNNER_STARTING};
    return true;
}

/* ---- the trace ------------------------------------------------------------------------------------------- */

static void write_trace(void)
{
    err_t err;
    if (run.trace_fd >= 0 && !trace_write_fd(host_trace(run.host), run.trace_fd, err.text, sizeof err.text))
        snprintf(run.result->error, sizeof run.result->error, "%s", err.text);
}

/* ---- crashes --------------------------------------------------------------------------------------------- */

static bool on_guard(const void *address)
{
    const sim_host_t *s = host_sim(run.host);
    const char *at = address;
    if (at < s->stacks || at >= s->stacks + s->stack_size * s->stack_count)
        return false;
    return (size_t)(at - s->stacks) % s->stack_size < STACK_GUARD;
}

/* Where the processor was, when that is in the program; else where the task last called the engine. */
static uintptr_t pc_of(const void *context)
{
#if defined(__x86_64__)
    return (uintptr_t)((const ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
#else
    (void)context;
    return 0;
#endif
}

/* True when pc is in the program and not in the engine: then it is the line told. */
static bool note_line(uintptr_t pc)
{
    char file[sizeof run.result->crash_file];
    int line = 0;
    if (!program_owns_pc(host_loaded(run.host), pc))
        return false;
    program_line(host_loaded(run.host), pc + 1, file, sizeof file, &line);
    if (line == 0 || file[0] == '?' || strstr(file, "engine/") != NULL)
        return false;
    memcpy(run.result->crash_file, file, sizeof file);
    run.result->crash_line = (uint32_t)line;
    return true;
}

enum { NEAR_CALL = 256, FAR_CALL = 1024 }; /* words of the stack; far: through the C library, which formats */

/* In the engine, called with something it cannot use: the nearest return address on the task's stack that is in the
 * program is the call. */
static void note_caller(const void *context, int near)
{
#if defined(__x86_64__)
    const sim_host_t *s = host_sim(run.host);
    uintptr_t at = (uintptr_t)((const ucontext_t *)context)->uc_mcontext.gregs[REG_RSP];
    uintptr_t low = (uintptr_t)s->stacks, high = low + s->stack_size * s->stack_count;
    if (at < low || at >= high || (at - low) % s->stack_size < STACK_GUARD || at % sizeof at != 0)
        return;
    uintptr_t top = low + ((at - low) / s->stack_size + 1) * s->stack_size;
    for (int i = 0; i < near && at < top; i++, at += sizeof at)
        if (note_line(*(const uintptr_t *)at - 1))
            return;
#else
    (void)context, (void)near;
#endif
}

static int64_t last_time(const trace_t *t)
{
    size_t n = trace_count(t);
    return n > 0 ? trace_event(t, n - 1)->time : 0;
}

enum { MUCH_OUTPUT = 1000 }; /* lines between two calls of the engine */

static uint32_t kind_of_end(int signal_number, const siginfo_t *info)
{
    if (signal_number == SIGVTALRM)
        return 2;
    if (signal_number == SIGALRM)
        return 3;
    return signal_number == SIGSEGV && on_guard(info->si_addr) ? 4 : 5;
}

/* The process is lost; what it knows is already in shared memory or is put there now. First the essentials, then, with
 * the handler reset so that a second crash ends it, the line and the trace so far. */
static void crashed(int signal_number, siginfo_t *info, void *context)
{
    runner_result_t *r = run.result;
    sim_host_t *s = host_sim(run.host);
    const ctx_site_t *site = s->last_site;
    r->signal = signal_number;
    r->crash_kind = kind_of_end(signal_number, info);
    r->crash_overflow = r->crash_kind == 4;
    r->crash_wrote = r->crash_kind == 2 && s->wrote_at == s->steps && s->wrote > MUCH_OUTPUT ? s->wrote : 0;
    r->crash_task = s->last_task;
    if (site != NULL) {
        r->crash_line = (uint32_t)site->line;
        strncpy(r->crash_file, site->file, sizeof r->crash_file - 1);
    }
    r->state = RUNNER_CRASHED;
    uintptr_t pc = pc_of(context);
    bool called = r->crash_kind == 2 || (r->crash_kind == 5 && program_owns_pc(host_loaded(run.host), pc));
    if (!note_line(pc) && called)
        note_caller(context, r->crash_kind == 2 ? FAR_CALL : NEAR_CALL);
    ctx_event_t ev = {.kind = CTX_EV_STUCK, .task = s->last_task, .detail = (uint8_t)r->crash_kind, .value = signal_number,
                      .site = trace_add_site(host_trace(run.host), r->crash_file, (int)r->crash_line, "")};
    if (strcmp(run.mode, "run") == 0) {
        host_take_events(run.host);
        ev.time = last_time(host_trace(run.host));
        trace_add(host_trace(run.host), &ev);
        write_trace();
    }
    _exit(3);
}

/* gcc gives no callback in an empty loop, so nothing in the program can tell that it got stuck: half a second of processor
 * time in one run without a step is given up. What the engine does within one step (a cascade over a demo's million
 * nodes) may take longer. */
typedef struct stillness { uint64_t run, steps; unsigned ticks; } stillness_t;

static unsigned still(stillness_t *s)
{
    uint64_t inside = host_inside(run.host), steps = host_sim(run.host)->steps;
    s->ticks = inside != 0 && inside == s->run && steps == s->steps ? s->ticks + 1 : 0;
    s->run = inside;
    s->steps = steps;
    return s->ticks;
}

static void ticked(int signal_number, siginfo_t *info, void *context)
{
    static stillness_t s;
    if (still(&s) >= (run.size > 1 ? 100 : 5))
        crashed(signal_number, info, context);
}

/* The same by the wall clock, for who waits in a system call. A machine that is merely busy gives it some processor time,
 * and then the other watch decides. */
static void waited(int signal_number, siginfo_t *info, void *context)
{
    static stillness_t s;
    static struct timespec before;
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    unsigned ticks = still(&s);
    double used = (double)(now.tv_sec - before.tv_sec) + (double)(now.tv_nsec - before.tv_nsec) * 1e-9;
    if (ticks == 0)
        before = now;
    else if (ticks >= 4 && used < 0.005) /* looking takes some millionths; a machine that is busy fifty times over gives more */
        crashed(signal_number, info, context);
}

static void watch_progress(void)
{
    struct sigaction action = {.sa_sigaction = ticked, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART};
    sigaction(SIGVTALRM, &action, NULL);
    struct itimerval every = {{0, 100000}, {0, 100000}};
    setitimer(ITIMER_VIRTUAL, &every, NULL);
    action.sa_sigaction = waited;
    sigaction(SIGALRM, &action, NULL);
    every = (struct itimerval){{0, 500000}, {0, 500000}};
    setitimer(ITIMER_REAL, &every, NULL);
}

static void catch_crashes(void)
{
    static char stack[1 << 18];
    stack_t alternative = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternative, NULL);
    struct sigaction action = {.sa_sigaction = crashed, .sa_flags = SA_SIGINFO | SA_ONSTACK | (int)SA_RESETHAND};
    const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
    watch_progress();
}

/* ---- the two modes --------------------------------------------------------------------------------------- */

static check_func_t *find_check(const char *id)
{
    for (const checks_row_t *row = checks_table; row->id != NULL; row++)
        if (strcmp(row->id, id) == 0)
            return row->check;
    return NULL;
}

typedef struct asker {
    follow_t follow;
    sim_move_t move[MANY];
    int moves, usual, used; /* used: tokens of the schedule */
    uint32_t k;
    int64_t since, passed; /* real choices since the last of them; and before the one asked about */
} asker_t;

/* Everything up to the event that was asked for has happened. */
static bool far_enough(void)
{
    static size_t looked, happened; /* of the trace: it only grows */
    const trace_t *t = host_trace(run.host);
    const sim_host_t *s = host_sim(run.host);
    for (; looked < trace_count(t); looked++)
        happened += trace_event(t, looked)->kind != CTX_EV_STEP;
    size_t fresh = 0;
    for (size_t i = 0; i < s->count; i++)
        fresh += s->events[i].kind != CTX_EV_STEP;
    return happened + fresh >= run.until;
}

/* Where one task alone could move, the caller may still cancel: that can be done at the next choice as well. */
static bool is_open(const sim_move_t *moves, int n)
{
    int other = 0;
    for (int i = 0; i < n; i++)
        other += moves[i].kind != SIM_MOVE_DROP;
    return other > 1;
}

/* All the work asked for is over: what is left is clearing away, and its order decides nothing that anybody asks about. */
static bool work_over(void)
{
    static size_t looked; /* of the trace: it only grows */
    static bool over;
    const trace_t *t = host_trace(run.host);
    host_take_events(run.host);
    for (; !over && looked < trace_count(t); looked++) {
        const ctx_event_t *ev = trace_event(t, looked);
        over = ev->kind == CTX_EV_TEARDOWN || (ev->kind == CTX_EV_MARK && strcmp(trace_text(t, ev->aux), "idle") == 0);
    }
    return over;
}

static bool asks_here(const sim_move_t *moves, int n)
{
    if (n < 2 || (run.open_choice && !is_open(moves, n)))
        return false;
    return run.until == 0 ? run.open_choice : far_enough();
}

static int ask_pick(void *arg, const sim_move_t *moves, int n, int usual)
{
    asker_t *a = arg;
    int used = a->follow.next, chosen = follow_pick(&a->follow, moves, n, usual);
    bool taken = a->follow.next != used && run.token == (uint64_t)used + 1;
    bool asks = chosen < 0 || asks_here(moves, n);
    if (chosen < 0)
        chosen = usual;
    if (taken || (asks && !work_over())) /* the switch that decided is shown wherever it is */
        chosen = -1;
    if (chosen < 0) {
        a->used = used;
        a->passed = a->since;
        a->moves = n < MANY ? n : MANY;
        memcpy(a->move, moves, (size_t)a->moves * sizeof *moves);
        a->usual = usual;
        a->k = a->follow.last_k;
    }
    if (n > 1)
        a->since = a->follow.next != used ? 0 : a->since + 1;
    return chosen;
}

/* The choice record: who may move and with what token, then who cannot. The usual move comes with flags 1. */
static void write_choices(const asker_t *a)
{
    trace_t *trace = host_trace(run.host);
    const sim_host_t *s = host_sim(run.host);
    size_t n = trace_count(trace);
    int64_t now = n > 0 ? trace_event(trace, n - 1)->time : 0;
    for (int i = 0; i < a->moves; i++) {
        schedule_t one = {0};
        char token[160];
        const sim_move_t *m = &a->move[i];
        schedule_add(&one, &a->move[a->usual], a->k, m);
        schedule_print(&one, token, sizeof token);
        ctx_event_t ev = {.kind = CTX_EV_CHOICE, .task = m->task, .detail = m->op, .flags = i == a->usual, .time = now,
                          .site = m->site != NULL ? m->site->id : 0, .value = (int64_t)a->used << 32 | a->passed, .node = m->object,
                          .other = trace_add_text(trace, token), .aux = trace_add_text(trace, trace_op_name(m->op))};
        trace_add(trace, &ev);
    }
    for (size_t i = 0; i < s->waiter_count; i++) {
        const sim_waiter_t *w = &s->waiters[i];
        ctx_event_t ev = {.kind = CTX_EV_WAITING, .time = now, .task = w->task, .detail = w->op, .node = w->node, .other = w->object,
                          .value = w->when, .site = w->site != NULL ? w->site->id : 0, .aux = trace_add_text(trace, trace_op_name(w->op))};
        trace_add(trace, &ev);
    }
}

static bool one_run(judging_t *judging, err_t *err)
{
    schedule_t schedule;
    static asker_t asker;
    judged_t verdict;
    if (!schedule_parse(run.schedule, &schedule, err))
        return false;
    follow_begin(&asker.follow, &schedule);
    asker.follow.stop_at_end = run.ask && run.until == 0 && run.token == 0 && !run.open_choice;
    asker.follow.skip = run.skip;
    run.result->end = host_run(run.host, run.size, run.size == 0 || schedule.tokens > 0 || schedule.random || run.ask ? ask_pick : NULL, &asker);
    verdict = judge_trace(judging, host_trace(run.host));
    run.result->explored = 1;
    run.result->checked = verdict.checked;
    run.result->steps = host_sim(run.host)->steps;
    run.result->unmatched = (uint32_t)follow_unmatched(&asker.follow);
    if (run.result->end == SIM_ASKED)
        write_choices(&asker);
    if (verdict.failed) {
        trace_site_t site = trace_site(host_trace(run.host), verdict.site);
        run.result->failed = 1;
        run.result->failing = 1;
        run.result->line = (uint32_t)site.line;
        run.result->task = verdict.task;
        snprintf(run.result->file, sizeof run.result->file, "%s", site.file);
        snprintf(run.result->finding, sizeof run.result->finding, "%s", verdict.name);
        snprintf(run.result->message, sizeof run.result->message, "%s", verdict.message);
    }
    return true;
}

static bool all_runs(judging_t *judging, err_t *err)
{
    if (!explore(run.host, judging, &run.explore, run.result, err))
        return false;
    if (!run.explore.raw && run.result->shortest[0] == '\0') {
        static const schedule_t none;
        judged_t verdict;
        explore_follow(run.host, judging, &none, run.size, &verdict, NULL);
    }
    return true;
}

static bool prepare(judging_t *judging, err_t *err)
{
    bool exploring = strcmp(run.mode, "explore") == 0;
    uint64_t still = run.size > 1 ? (uint64_t)1 << 40 : 0; /* a demo of a million contexts stands still for long */
    host_opts_t opts = {.max_still_steps = still, .traced = !run.explore.raw, .choices = !exploring, .races = true,
                        .cascade_steps = run.cascade_steps, .slow_clock = run.slow || (run.size == 0 && !run.no_slow), .max_steps = exploring || run.few_steps ? 20000 : still,
                        .allow_drop = run.ask || strstr(run.schedule, ">drop") != NULL};
    run.host = host_new(run.so, run.entry, &opts, err);
    if (run.host == NULL)
        return false;
    if (run.sandbox) {
        static const char *const nothing[] = {NULL};
        sandbox_opts_t sandbox = {.profile = run.explore.forked ? SANDBOX_FORKS : SANDBOX_RUN, .read = nothing,
                                  .file_size = (uint64_t)1 << 30, .cpu_seconds = 120, .descriptors = 64};
        if (!sandbox_enter(&sandbox, &run.result->sandbox_layers, err))
            return false;
    }
    catch_crashes();
    return judging_begin(judging, find_check(run.entry), run.findings, run.size, host_trace(run.host)) ||
           err_set(err, "out of memory for the judgement");
}

int runner_main(int argc, char **argv)
{
    judging_t judging;
    err_t err = {{0}};
    if (!take_arguments(argc, argv) || !map_result()) {
        fprintf(stderr, "ctxlab: __runner is for ctxlab itself; use `ctxlab run` or `ctxlab explore`\n");
        return 2;
    }
    bool ok = prepare(&judging, &err);
    if (ok) {
        run.result->state = RUNNER_RUNNING;
        ok = strcmp(run.mode, "run") == 0 ? one_run(&judging, &err) : all_runs(&judging, &err);
    }
    if (!ok) {
        snprintf(run.result->error, sizeof run.result->error, "%s", err.text);
        run.result->state = RUNNER_REFUSED;
        return 2;
    }
    write_trace();
    run.result->state = RUNNER_FINISHED;
    return 0;
}
