/* runs.c — see runs.h */
#include "runs.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "spawn.h"

enum { OUTPUT_LIMIT = 1 << 20, TRACE_LIMIT = 1 << 30 };

struct run_job {
    run_spec_t spec;
    child_t *child;
    int result_fd, trace_fd;
};

typedef struct words {
    const char *word[48];
    char *own[16]; /* those to be freed */
    size_t count, owned;
} words_t;

static void add_word(words_t *w, const char *word)
{
    if (w->count + 1 < sizeof w->word / sizeof *w->word)
        w->word[w->count++] = word;
}

static void add_own(words_t *w, char *word)
{
    add_word(w, word == NULL ? "ctxlab" : word);
    w->own[w->owned++] = word;
}

static void add_value(words_t *w, const char *name, char *value)
{
    add_word(w, name);
    add_word(w, value);
    w->own[w->owned++] = value;
}

static void add_findings(words_t *w, const entry_t *e)
{
    buf_t list = {0};
    for (char **f = e->findings; f != NULL && *f != NULL; f++)
        buf_addf(&list, "%s%s", list.len > 0 ? "," : "", *f);
    if (list.len > 0)
        add_value(w, "--findings", xstrdup(buf_text(&list)));
    buf_free(&list);
}

static void build_words(words_t *w, const run_spec_t *s)
{
    *w = (words_t){.count = 0};
#ifdef LAB_RUNNER /* built under ASan: who loads a learner's program is the one that is not */
    add_own(w, xstrdup(LAB_RUNNER));
#else
    if (access("/proc/self/exe", X_OK) == 0) /* also when the file was replaced meanwhile */
        add_word(w, "/proc/self/exe");
    else
        add_own(w, self_path());
#endif
    add_word(w, "__runner");
    add_word(w, s->explore ? "explore" : "run");
    add_word(w, "--so"), add_word(w, s->program);
    add_word(w, "--entry"), add_word(w, s->entry->id);
    add_word(w, "--result"), add_word(w, "3");
    add_word(w, "--trace"), add_word(w, "4");
    add_word(w, "--sandbox");
    add_value(w, "--size", xformat("%lld", (long long)s->size));
    add_findings(w, s->entry);
    if (entry_gradable(s->entry) && s->size == 0) /* what was explored is bounded in the same way when it is replayed */
        add_word(w, "--few-steps");
    if (s->schedule != NULL && s->schedule[0] != '\0')
        add_word(w, "--schedule"), add_word(w, s->schedule);
    if (s->ask)
        add_word(w, "--ask");
    const char *steps = entry_extra(s->entry, "steps"); /* entries about the engine itself look inside a cascade */
    if (steps != NULL && strcmp(steps, "cascade") == 0)
        add_word(w, "--cascade-steps");
    if (s->ask && s->skip > 0)
        add_value(w, "--skip", xformat("%llu", (unsigned long long)s->skip));
    if (s->ask && s->token > 0)
        add_value(w, "--token", xformat("%llu", (unsigned long long)s->token));
    if (s->ask && s->until > 0)
        add_value(w, "--until", xformat("%llu", (unsigned long long)s->until));
    if (s->ask && s->open_choice)
        add_word(w, "--open-choice");
    if (s->stop_at_first)
        add_word(w, "--stop-at-first");
    if (s->look_on)
        add_word(w, "--look-on");
    if (s->as_met)
        add_word(w, "--as-met");
    if (s->forked)
        add_word(w, "--fork");
    if (s->capped)
        add_word(w, "--capped");
    if (s->max_schedules > 0)
        add_value(w, "--max-schedules", xformat("%llu", (unsigned long long)s->max_schedules));
    if (s->max_ms > 0)
        add_value(w, "--max-ms", xformat("%llu", (unsigned long long)s->max_ms));
    if (s->seed > 0)
        add_value(w, "--seed", xformat("%llu", (unsigned long long)s->seed));
    w->word[w->count] = NULL;
}

static void free_words(words_t *w)
{
    for (size_t i = 0; i < w->owned; i++)
        free(w->own[i]);
}

static void tick(void *self)
{
    const run_job_t *job = self;
    struct stat st;
    job->spec.tick(job->spec.tick_self, fstat(job->trace_fd, &st) == 0 ? (uint64_t)st.st_size : 0);
}

static child_t *start_runner(run_job_t *job, const int fds[2], err_t *err)
{
    const run_spec_t *spec = &job->spec;
    words_t w;
    build_words(&w, spec);
    spawn_t s = {.argv = w.word, .apart = true, .alone = true, .fds = fds, .fd_count = 2, .wall_ms = spec->wall_ms,
                 .output_limit = OUTPUT_LIMIT, .tick = spec->tick != NULL ? tick : NULL, .tick_self = job};
    child_t *child = spawn_start(&s, err);
    free_words(&w);
    return child;
}

/* Leaks are the ledger's affair; a report goes to descriptor 3; memory is watched by the sanitizer itself, because a limit
 * on addresses would not leave it room for its shadow. */
static const char asan_options[] = "ASAN_OPTIONS=detect_leaks=0:exitcode=99:allocator_may_return_null=1:max_allocation_size_mb=512:"
                                   "hard_rss_limit_mb=1024:quarantine_size_mb=16:handle_abort=1:detect_stack_use_after_return=0:"
                                   "color=never:disable_coredump=0";

/* Real threads: the program itself, in the sandbox, its trace into the memory file (descriptor 4). */
static child_t *start_threads(run_job_t *job, const int fds[2], err_t *err)
{
    const run_spec_t *spec = &job->spec;
    char *name = xformat("CTX_TRACE_PROGRAM=%s", spec->entry->id);
    const char *const argv[] = {spec->program, spec->size > 0 ? "big" : "small", NULL};
    char *scale = xformat("CTX_TIME_SCALE=%d", spec->time_scale > 1 ? spec->time_scale : 1);
    const char *const env[] = {"PATH=/usr/bin:/bin", "LC_ALL=C", "CTX_TRACE=fd:4", "CTX_WATCH=1", "CTX_REPORT_FD=3", asan_options,
                               name, scale, spec->real ? "CTX_HURRY=1" : NULL, NULL};
    const char *const read[] = {"/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache", "/dev/urandom", spec->program,
                                spec->sanitized ? "/proc/self" : NULL, NULL};
    sandbox_opts_t box = {.profile = SANDBOX_THREADS, .read = read, .file_size = (uint64_t)1 << 28, .cpu_seconds = 60, .descriptors = 256,
                          .data = spec->sanitized ? 0 : (uint64_t)1 << 30};
    spawn_t s = {.argv = argv, .env = env, .fds = fds, .fd_count = 2, .sandbox = &box, .wall_ms = spec->wall_ms,
                 .output_limit = OUTPUT_LIMIT, .tick = spec->tick != NULL ? tick : NULL, .tick_self = job};
    child_t *child = spawn_start(&s, err);
    free(name);
    free(scale);
    return child;
}

static bool on_threads(const run_spec_t *spec) { return spec->real || spec->entry->threads; }

run_job_t *run_start(const run_spec_t *spec, err_t *err)
{
    int fds[2] = {memfd_create("ctxlab-result", MFD_CLOEXEC), memfd_create("ctxlab-trace", MFD_CLOEXEC)};
    if (fds[0] < 0 || fds[1] < 0) {
        err_errno(err, "cannot make memory files for a run");
        close(fds[0]), close(fds[1]);
        return NULL;
    }
    run_job_t *job = xcalloc(1, sizeof *job);
    *job = (run_job_t){.spec = *spec, .result_fd = fds[0], .trace_fd = fds[1]};
    job->child = on_threads(spec) ? start_threads(job, fds, err) : start_runner(job, fds, err);
    if (job->child != NULL)
        return job;
    close(fds[0]), close(fds[1]);
    free(job);
    return NULL;
}

/* The result lives in memory that a stranger's program could reach: copied once, its texts closed. */
static void take_result(int fd, runner_result_t *r)
{
    memset(r, 0, sizeof *r);
    if (pread(fd, r, sizeof *r, 0) != (ssize_t)sizeof *r || r->magic != RUNNER_MAGIC || r->version != RUNNER_VERSION) {
        memset(r, 0, sizeof *r);
        return;
    }
    char *const texts[] = {r->crash_file, r->bound, r->shortest, r->undone, r->story, r->finding, r->message, r->file, r->first,
                           r->first_message, r->error};
    const size_t sizes[] = {sizeof r->crash_file, sizeof r->bound, sizeof r->shortest, sizeof r->undone, sizeof r->story, sizeof r->finding,
                            sizeof r->message, sizeof r->file, sizeof r->first, sizeof r->first_message, sizeof r->error};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        texts[i][sizes[i] - 1] = '\0';
}

/* What scene_main's exit says (engine/threads/scene/main.c): 0 and 1 it came to its end, 2 a panic and 3 a deadlock, which
 * the trace holds. */
static void threads_result(const spawned_t *s, runner_result_t *r)
{
    bool ended = s->exit_code >= 0 && s->exit_code <= 3 && !s->not_started;
    *r = (runner_result_t){.magic = RUNNER_MAGIC, .version = RUNNER_VERSION, .explored = 1, .checked = 1,
                           .state = ended ? RUNNER_FINISHED : RUNNER_STARTING, .sandbox_layers = s->layers,
                           .failed = s->exit_code == 1};
}

static void take_report(int fd, buf_t *report)
{
    char text[16384];
    ssize_t n = pread(fd, text, sizeof text, 0);
    if (n > 0)
        buf_add(report, text, (size_t)n);
}

static void take_trace(int fd, run_end_t *end)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || st.st_size == 0) {
        err_set(&end->trace_why, "the run left no trace");
        return;
    }
    if (st.st_size > TRACE_LIMIT) {
        err_set(&end->trace_why, "the run's trace is too large: %lld bytes", (long long)st.st_size);
        return;
    }
    /* Sealed against writers first would be no use: the process is gone. A private copy is what is read. */
    void *bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED) {
        err_errno(&end->trace_why, "cannot read the run's trace");
        return;
    }
    end->trace = trace_read(bytes, (size_t)st.st_size, end->trace_why.text, sizeof end->trace_why.text);
    (void)munmap(bytes, (size_t)st.st_size);
}

void run_wait(run_job_t *job, run_end_t *end)
{
    spawned_t s;
    *end = (run_end_t){0};
    spawn_wait(job->child, &s);
    if (on_threads(&job->spec))
        threads_result(&s, &end->result);
    else
        take_result(job->result_fd, &end->result);
    if (job->spec.sanitized)
        take_report(job->result_fd, &end->report);
    if (job->spec.with_trace)
        take_trace(job->trace_fd, end);
    end->timed_out = s.timed_out;
    end->flooded = s.flooded;
    end->interrupted = s.interrupted;
    end->died = s.signal != 0 && !s.timed_out && !s.flooded && !s.interrupted;
    end->signal = s.signal;
    end->layers = end->result.sandbox_layers == 0 ? 0 : end->result.sandbox_layers | (s.layers & SANDBOX_NAMESPACES);
    end->seconds = s.seconds;
    end->output = s.output;
    if (s.not_started)
        (void)snprintf(end->result.error, sizeof end->result.error, "%.200s", buf_text(&s.output));
    close(job->result_fd);
    close(job->trace_fd);
    free(job);
}

bool run_once(const run_spec_t *spec, run_end_t *end, err_t *err)
{
    run_job_t *job = run_start(spec, err);
    if (job == NULL)
        return false;
    run_wait(job, end);
    return true;
}

void run_end_free(run_end_t *end)
{
    trace_free(end->trace);
    end->trace = NULL;
    buf_free(&end->output);
    buf_free(&end->report);
}

static const char *crash_word(const runner_result_t *r)
{
    if (r->crash_overflow)
        return "its stack is full: endless recursion, or very large locals";
    return r->signal == SIGILL ? "an index beyond the end of its array" : strsignal(r->signal);
}

bool run_trouble(const run_spec_t *spec, const run_end_t *end, err_t *why)
{
    const runner_result_t *r = &end->result;
    const char *id = spec->entry->id;
    if (end->interrupted)
        (void)err_set(why, "%s: interrupted", id);
    else if (end->timed_out)
        (void)err_set(why, "%s: the program did not come to an end in %d s of real time", id, spec->wall_ms / 1000);
    else if (end->flooded)
        (void)err_set(why, "%s: the program wrote more than %d KB of output", id, OUTPUT_LIMIT / 1024);
    else if (r->state == RUNNER_CRASHED && r->crash_kind == 3)
        (void)err_set(why, "%s: T%u waits in the system, where no schedule can wake it; it was last seen at %s:%u", id,
                      r->crash_task, r->crash_file[0] == '\0' ? "?" : r->crash_file, r->crash_line);
    else if (r->state == RUNNER_CRASHED && r->crash_wrote > 0)
        (void)err_set(why, "%s: T%u writes output without end, %llu lines so far, and does not call the engine; it was last seen at %s:%u", id,
                      r->crash_task, (unsigned long long)r->crash_wrote, r->crash_file[0] == '\0' ? "?" : r->crash_file, r->crash_line);
    else if (r->state == RUNNER_CRASHED && r->signal == SIGVTALRM)
        (void)err_set(why, "%s: T%u runs on for ever without calling the engine; it was last seen at %s:%u", id, r->crash_task,
                      r->crash_file[0] == '\0' ? "?" : r->crash_file, r->crash_line);
    else if (r->state == RUNNER_CRASHED)
        (void)err_set(why, "%s: the program crashed (%s) in T%u, at %s:%u", id,
                      crash_word(r), r->crash_task,
                      r->crash_file[0] == '\0' ? "?" : r->crash_file, r->crash_line);
    else if (end->died)
        (void)err_set(why, "%s: the program was ended by a signal (%s)", id, strsignal(end->signal));
    else if (r->state == RUNNER_REFUSED || r->magic == 0)
        (void)err_set(why, "%s: the run could not begin: %s", id, r->error[0] == '\0' ? "the runner said nothing" : r->error);
    else if (r->state != RUNNER_FINISHED)
        (void)err_set(why, "%s: the program ended the run from inside", id);
    else
        return false;
    return true;
}
