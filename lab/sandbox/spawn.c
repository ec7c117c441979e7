/* spawn.c — see spawn.h */
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "file.h"
#include "spawn_line.h"

enum { TICK_MS = 200, LOOK_MS = 1000, MOST_TIMES = 10 }; /* however busy the machine is, nothing takes ten times its limit */

struct child {
    pid_t pid;
    int out, status_fd; /* status_fd: the sandbox says what holds, or why it failed, before exec */
    double started, deadline, last; /* last: what the deadline may be put off to */
    double looked;
    in_line_t line;
    size_t limit;
    void (*tick)(void *self);
    void *tick_self;
};

/* What the child says before it becomes the program; and, from namespaces of its own, how that ended. */
typedef struct entered {
    unsigned layers;
    bool failed, ended;
    int status;
    err_t why;
} entered_t;

static volatile sig_atomic_t caught;

/* A terminal signals everybody at once, and whoever started us passes it on: two are one. */
static void on_signal(int number)
{
    static volatile sig_atomic_t times;
    times = times + 1;
    if (times > 2)
        _exit(128 + number);
    caught = number;
}

void interrupt_catch(void)
{
    struct sigaction sa = {.sa_handler = on_signal};
    (void)sigaction(SIGINT, &sa, NULL);
    (void)sigaction(SIGTERM, &sa, NULL);
    (void)sigaction(SIGHUP, &sa, NULL);
}

bool interrupted(void) { return caught != 0; }

void interrupt_finish(void)
{
    if (caught == 0)
        return;
    (void)signal(caught, SIG_DFL);
    (void)raise(caught);
}

double seconds_now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* In the child. Descriptors 3, 4, … are moved out of each other's way first. */
static bool place_descriptors(const spawn_t *s, int out, int *status_fd)
{
    int high[16];
    if (s->fd_count > sizeof high / sizeof *high)
        return false;
    for (size_t i = 0; i < s->fd_count; i++)
        if ((high[i] = fcntl(s->fds[i], F_DUPFD_CLOEXEC, 64)) < 0)
            return false;
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC), err = fcntl(*status_fd, F_DUPFD_CLOEXEC, 64);
    int o = fcntl(out, F_DUPFD_CLOEXEC, 64);
    if (nothing < 0 || err < 0 || o < 0 || dup2(nothing, 0) < 0 || dup2(o, 1) < 0 || dup2(o, 2) < 0)
        return false;
    int next = 3;
    for (size_t i = 0; i < s->fd_count; i++)
        if (dup2(high[i], next++) < 0)
            return false;
    *status_fd = next;
    if (dup3(err, next, O_CLOEXEC) < 0)
        return false;
    return syscall(SYS_close_range, (unsigned)next + 1, ~0u, 0) == 0 || errno == ENOSYS;
}

static _Noreturn void fail_child(int status_fd, entered_t *e)
{
    e->failed = true;
    (void)fd_write_all(status_fd, e, sizeof *e);
    _exit(127);
}

/* The first process of its namespaces, when that is not the program itself: signals that end others are lost on it. It
 * waits for the program, says how it ended, and takes everything else there with it. */
static void first_process(int status_fd)
{
    entered_t e = {.ended = true};
    pid_t program = fork(), pid;
    if (program == 0)
        return;
    (void)syscall(SYS_close_range, 0u, (unsigned)status_fd - 1, 0);
    while ((pid = waitpid(-1, &e.status, 0)) != program && (pid > 0 || errno == EINTR))
        continue;
    e.failed = pid != program;
    if (e.failed)
        err_errno(&e.why, "cannot start a process");
    (void)fd_write_all(status_fd, &e, sizeof e);
    _exit(0);
}

/* Whoever reads our output is gone: nobody would end us. */
static bool orphaned(int out)
{
    struct pollfd p = {out, POLLOUT, 0};
    return poll(&p, 1, 0) > 0 && (p.revents & POLLERR) != 0;
}

static _Noreturn void become(const spawn_t *s, bool apart, int out, int status_fd)
{
    static const char *const small[] = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", NULL};
    entered_t e = {0};
    (void)setpgid(0, 0);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (orphaned(out))
        _exit(127);
    sigset_t none;
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)signal(SIGPIPE, SIG_DFL);
    if (!place_descriptors(s, out, &status_fd)) {
        err_errno(&e.why, "cannot open what %s needs; is the number of open files limited (ulimit -n)? it takes 128", s->argv[0]);
        fail_child(status_fd, &e);
    }
    if (apart && !s->alone)
        first_process(status_fd);
    if (s->dir != NULL && chdir(s->dir) != 0) {
        err_errno(&e.why, "cannot enter %s", s->dir);
        fail_child(status_fd, &e);
    }
    if (s->sandbox != NULL && !sandbox_enter(s->sandbox, &e.layers, &e.why))
        fail_child(status_fd, &e);
    e.layers |= apart ? SANDBOX_NAMESPACES : 0;
    (void)fd_write_all(status_fd, &e, sizeof e);
    execvpe(s->argv[0], (char *const *)(uintptr_t)s->argv, (char *const *)(uintptr_t)(s->env == NULL ? small : s->env));
    err_errno(&e.why, "cannot start %s; it has to be installed, in a folder of PATH", s->argv[0]);
    fail_child(status_fd, &e);
}

child_t *spawn_start(const spawn_t *s, err_t *err)
{
    int out[2], status[2];
    if (pipe2(out, O_CLOEXEC) != 0) {
        err_errno(err, "cannot make a pipe for %s", s->argv[0]);
        return NULL;
    }
    if (pipe2(status, O_CLOEXEC) != 0) {
        err_errno(err, "cannot make a pipe for %s", s->argv[0]);
        close(out[0]), close(out[1]);
        return NULL;
    }
    bool apart = false;
    pid_t pid = s->apart || s->sandbox != NULL ? sandbox_fork(&apart) : fork();
    if (pid == 0) {
        close(out[0]), close(status[0]);
        become(s, apart, out[1], status[1]);
    }
    close(out[1]), close(status[1]);
    if (pid < 0) {
        err_errno(err, "cannot start %s", s->argv[0]);
        close(out[0]), close(status[0]);
        return NULL;
    }
    (void)setpgid(pid, pid);
    child_t *c = xcalloc(1, sizeof *c);
    double now = seconds_now(), limit = s->wall_ms / 1000.0;
    *c = (child_t){.pid = pid, .out = out[0], .status_fd = status[0], .started = now, .deadline = now + limit,
                   .last = now + limit * MOST_TIMES, .looked = now, .limit = s->output_limit, .tick = s->tick, .tick_self = s->tick_self};
    return c;
}

/* Reads what has come; false at the end of the stream. */
static bool drain(child_t *c, spawned_t *r)
{
    char chunk[16384];
    ssize_t n = read(c->out, chunk, sizeof chunk);
    if (n < 0)
        return errno == EINTR || errno == EAGAIN;
    size_t room = c->limit > r->output.len ? c->limit - r->output.len : 0;
    buf_add(&r->output, chunk, (size_t)n < room ? (size_t)n : room);
    r->flooded = (size_t)n > room;
    return n > 0 && !r->flooded;
}

/* Milliseconds until it has to be looked at again, 0: its time is over. What it waited for a processor is not its own time. */
static int time_left(child_t *c)
{
    double now = seconds_now(), since = now - c->looked;
    if (since * 1000 >= LOOK_MS || now >= c->deadline) {
        double held_up = in_line_since(&c->line, c->pid);
        c->deadline += held_up < since ? held_up : since;
        c->deadline = c->deadline > c->last ? c->last : c->deadline;
        c->looked = now;
    }
    if (c->tick != NULL)
        c->tick(c->tick_self);
    int most = c->tick != NULL ? TICK_MS : LOOK_MS;
    double left = (c->deadline - now) * 1000;
    return left <= 0 ? 0 : left < most ? (int)left + 1 : most;
}

/* Until the output ends, the time is over, or somebody interrupts us. Whoever closed its output early is then given the
 * rest of its time by wait_end. */
static void listen_to(child_t *c, spawned_t *r)
{
    for (;;) {
        int left = time_left(c);
        struct pollfd p = {c->out, POLLIN, 0};
        int n = poll(&p, 1, left);
        if (n == 0 && left == 0) { /* whoever came late to wait still finds what is over */
            r->timed_out = true;
            return;
        }
        if (interrupted()) {
            r->interrupted = true;
            return;
        }
        if (n > 0 && !drain(c, r))
            return;
    }
}

static bool reap(pid_t pid, int *status, int flags)
{
    pid_t n;
    while ((n = waitpid(pid, status, flags)) < 0 && errno == EINTR && !interrupted())
        continue;
    return n == pid;
}

static int wait_end(child_t *c, spawned_t *r)
{
    int status = 0;
    bool over = r->timed_out || r->flooded || r->interrupted;
    while (!over && !reap(c->pid, &status, WNOHANG)) {
        int fd = (int)syscall(SYS_pidfd_open, c->pid, 0);
        int left = time_left(c);
        struct pollfd p = {fd, POLLIN, 0};
        if (left > 0)
            (void)poll(&p, fd < 0 ? 0 : 1, fd < 0 ? 5 : left);
        if (fd >= 0)
            close(fd);
        r->interrupted = interrupted();
        r->timed_out = left == 0;
        over = r->interrupted || r->timed_out;
    }
    (void)kill(-c->pid, SIGKILL);
    if (over) {
        (void)kill(c->pid, SIGKILL);
        while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
            continue;
    }
    return status;
}

void spawn_wait(child_t *c, spawned_t *r)
{
    *r = (spawned_t){0};
    listen_to(c, r);
    int status = wait_end(c, r);
    r->seconds = seconds_now() - c->started;
    entered_t e = {0};
    while (read(c->status_fd, &e, sizeof e) == (ssize_t)sizeof e && !e.failed) {
        r->layers |= e.layers;
        status = e.ended ? e.status : status;
    }
    r->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    r->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (e.failed) {
        buf_clear(&r->output);
        buf_adds(&r->output, e.why.text);
        r->not_started = true;
    }
    close(c->out);
    close(c->status_fd);
    in_line_free(&c->line);
    free(c);
}

void spawn_stop(child_t *c) { (void)kill(-c->pid, SIGKILL); }

bool spawn_run(const spawn_t *s, spawned_t *result, err_t *err)
{
    child_t *c = spawn_start(s, err);
    if (c == NULL)
        return false;
    spawn_wait(c, result);
    return true;
}

void spawned_free(spawned_t *result) { buf_free(&result->output); }
