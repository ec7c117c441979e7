/* pool.c — see pool.h */
#include "pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file.h"
#include "judge.h"
#include "spawn.h"

typedef struct worker {
    pool_job_t job;
    size_t index;
    buf_t said;
    bool told; /* to stop */
} worker_t;

/* ---- in the worker --------------------------------------------------------------------------------------- */

void pool_say(int fd, json_t *doc)
{
    char *text = json_dumps(doc, JSON_COMPACT);
    if (text != NULL) {
        buf_t line = {0};
        buf_addf(&line, "%s\n", text);
        (void)fd_write_all(fd, buf_text(&line), line.len);
        buf_free(&line);
    }
    free(text);
    json_decref(doc);
}

static void say_phase(void *arg, const char *phase, const verdict_t *so_far)
{
    int fd = *(int *)arg;
    pool_say(fd, json_pack("{s:s}", "phase", phase));
    if (so_far != NULL)
        pool_say(fd, verdict_json(so_far, true));
}

static int judge_work(const lab_t *lab, void *arg, int fd)
{
    const pool_item_t *item = arg;
    judge_opts_t opts = {.tell = say_phase, .arg = &fd};
    verdict_t v;
    judge_file(&lab->catalog, item->entry, item->path, &opts, &v);
    pool_say(fd, verdict_json(&v, true));
    verdict_free(&v);
    return 0;
}

static const int ending[] = {SIGINT, SIGTERM, SIGHUP};

static _Noreturn void become_worker(const lab_t *lab, pool_work_t *work, void *arg, int fd, pid_t parent)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (getppid() != parent || nothing < 0)
        _exit(1);
    for (int i = 0; i < 3; i++)
        (void)dup2(nothing, i);
    interrupt_catch();
    sigset_t ends;
    sigemptyset(&ends);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        sigaddset(&ends, ending[i]);
    (void)sigprocmask(SIG_UNBLOCK, &ends, NULL);
    _exit(work(lab, arg, fd));
}

/* ---- in the parent --------------------------------------------------------------------------------------- */

bool pool_fork(const lab_t *lab, pool_work_t *work, void *arg, pool_job_t *job, err_t *err)
{
    int fds[2];
    if (pipe2(fds, O_CLOEXEC) != 0)
        return err_errno(err, "cannot make a pipe for a background process");
    (void)fflush(NULL);
    /* A worker that is stopped at once must not run its parent's handlers: the screen's writes into a pipe that both hold. */
    sigset_t ends, before;
    sigemptyset(&ends);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        sigaddset(&ends, ending[i]);
    (void)sigprocmask(SIG_BLOCK, &ends, &before);
    pid_t self = getpid(), pid = fork();
    if (pid == 0) {
        close(fds[0]);
        become_worker(lab, work, arg, fds[1], self);
    }
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    close(fds[1]);
    if (pid < 0) {
        close(fds[0]);
        return err_errno(err, "cannot start a background process");
    }
    *job = (pool_job_t){pid, fds[0]};
    return true;
}

bool pool_start(const lab_t *lab, const entry_t *e, const char *path, pool_job_t *job, err_t *err)
{
    char *copy = xstrdup(path);
    pool_item_t item = {e, copy};
    bool ok = pool_fork(lab, judge_work, &item, job, err);
    free(copy);
    return ok;
}

static void gone(pool_job_t *job)
{
    (void)kill(job->pid, SIGKILL);
    while (waitpid(job->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    dir_temp_sweep(job->pid); /* it may have been killed by somebody */
    close(job->fd);
    job->fd = -1;
}

/* What it still says is no longer wanted; the end of it says that the worker is done. False when that did not come in time. */
static bool hear_out(const pool_job_t *job, int wait_ms)
{
    char rest[4096];
    struct pollfd p = {job->fd, POLLIN, 0};
    while (poll(&p, 1, wait_ms) > 0) {
        ssize_t n = read(job->fd, rest, sizeof rest);
        if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
            return true;
    }
    return false;
}

enum { LEAVE_MS = 2000, LEAVERS = 16 };

/* SIGTERM: the worker ends its own children and removes its folder. */
void pool_stop(pool_job_t *job)
{
    (void)kill(job->pid, SIGTERM);
    (void)hear_out(job, LEAVE_MS);
    gone(job);
}

static pool_job_t leaver[LEAVERS];
static size_t leavers;
static int leavers_fd = -1; /* of epoll: the first that goes */

void pool_leave(pool_job_t *job)
{
    if (leavers == LEAVERS) {
        pool_stop(job);
        return;
    }
    (void)kill(job->pid, SIGTERM);
    if (leavers_fd < 0)
        leavers_fd = epoll_create1(EPOLL_CLOEXEC);
    (void)epoll_ctl(leavers_fd, EPOLL_CTL_ADD, job->fd, &(struct epoll_event){.events = EPOLLIN});
    leaver[leavers++] = *job;
    job->fd = -1;
}

static size_t sweep_leavers(int wait_ms)
{
    size_t kept = 0;
    for (size_t i = 0; i < leavers; i++) {
        if (hear_out(&leaver[i], wait_ms) || wait_ms > 0)
            gone(&leaver[i]);
        else
            leaver[kept++] = leaver[i];
    }
    return leavers = kept;
}

size_t pool_leaving(void) { return sweep_leavers(0); }
int pool_leaving_fd(void) { return leavers_fd; }
void pool_left(void) { (void)sweep_leavers(LEAVE_MS); }

/* The last whole line is the verdict. */
static void take_verdict(const worker_t *w, const pool_item_t *item, verdict_t *v)
{
    const char *text = buf_text(&w->said), *last = NULL;
    for (const char *p = text; *p != '\0' && strchr(p, '\n') != NULL; p = strchr(p, '\n') + 1)
        last = p;
    json_t *doc = last == NULL ? NULL : json_loadb(last, strcspn(last, "\n"), 0, NULL);
    bool ok = doc != NULL && verdict_from_json(v, doc) && !v->confirming;
    if (!ok) {
        verdict_start(v, item->entry);
        verdict_set(v, VERDICT_ERROR, "judging %s came to no end: its process died", item->entry->id);
    }
    json_decref(doc);
}

static bool start_worker(const lab_t *lab, const pool_item_t *item, size_t i, worker_t *w, verdict_t *v)
{
    err_t err;
    *w = (worker_t){.index = i};
    if (pool_start(lab, item[i].entry, item[i].path, &w->job, &err))
        return true;
    verdict_start(&v[i], item[i].entry);
    verdict_set(&v[i], VERDICT_ERROR, "%s", err.text);
    return false;
}

/* False when the worker is done. */
static bool hear(worker_t *w)
{
    char chunk[8192];
    ssize_t n = read(w->job.fd, chunk, sizeof chunk);
    if (n < 0)
        return errno == EINTR;
    buf_add(&w->said, chunk, (size_t)n);
    return n > 0;
}

static void finish_worker(worker_t *w, const pool_item_t *item, bool say, verdict_t *v)
{
    take_verdict(w, &item[w->index], &v[w->index]);
    buf_free(&w->said);
    pool_stop(&w->job);
    if (say)
        fprintf(stderr, "%-24s %s\n", item[w->index].entry->id, verdict_name(v[w->index].kind));
}

/* On a terminal, from the first second on: who is judged, and for how long. Gone again before anything else is written. */
typedef struct ticker { bool on, shown; double since; } ticker_t;

enum { TICK_MS = 250 };

static void tick(ticker_t *t, const worker_t *w, size_t running, const pool_item_t *item)
{
    double seconds = seconds_now() - t->since;
    if (!t->on || running == 0 || seconds < 1)
        return;
    fprintf(stderr, "\rjudging %s, %.0f s ", item[w[0].index].entry->id, seconds);
    (void)fflush(stderr);
    t->shown = true;
}

static void tick_clear(ticker_t *t)
{
    if (t->shown)
        fprintf(stderr, "\r%50s\r", "");
    t->shown = false;
}

void pool_judge(const lab_t *lab, const pool_item_t *item, size_t n, size_t jobs, bool say, verdict_t *v)
{
    jobs = jobs == 0 ? 1 : jobs > 64 ? 64 : jobs;
    worker_t *w = xcalloc(jobs, sizeof *w);
    struct pollfd *p = xcalloc(jobs, sizeof *p);
    size_t running = 0, next = 0;
    ticker_t ticker = {.on = isatty(STDERR_FILENO), .since = seconds_now()};
    while (running > 0 || next < n) {
        while (running < jobs && next < n && !interrupted()) {
            running += start_worker(lab, item, next, &w[running], v);
            next++;
        }
        for (; interrupted() && next < n; next++) {
            verdict_start(&v[next], item[next].entry);
            verdict_set(&v[next], VERDICT_ERROR, "interrupted");
        }
        for (size_t i = 0; i < running; i++)
            p[i] = (struct pollfd){w[i].job.fd, POLLIN, 0};
        (void)poll(p, (nfds_t)running, ticker.on ? TICK_MS : -1);
        tick(&ticker, w, running, item);
        for (size_t i = running; i-- > 0;) {
            if (interrupted() && !w[i].told)
                w[i].told = kill(w[i].job.pid, SIGTERM) == 0; /* once: it cleans up */
            if (p[i].revents == 0 || hear(&w[i]))
                continue;
            tick_clear(&ticker);
            finish_worker(&w[i], item, say, v);
            w[i] = w[--running];
        }
    }
    free(w);
    free(p);
}
