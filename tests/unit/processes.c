/* processes.c — more processes than one, and programs that treat them roughly: forks, two programs with one trace, descriptors
 * that are closed, aborts, settings that say nothing.
 *
 * The program plays its own victims: `processes ROLE`.
 */
#define _GNU_SOURCE /* pipe2 */
#include "ctx_chan.h"
#include "ctx_event.h"
#include "ctx_signal.h"
#include "ctx_task.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MADE = 20, PATIENCE_S = 120 };
static int passed, failed;
static char self[4096], dir[64];

static void expect(bool holds, const char *what)
{
    printf("%s - %s\n", holds ? "ok" : "not ok", what);
    fflush(stdout);
    holds ? passed++ : failed++;
}

static bool readable(int fd)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    return poll(&p, 1, 0) == 1 && (p.revents & POLLIN) != 0;
}

static void tell(int pipe[2]) { (void)!write(pipe[1], "x", 1); }
static void hear(int pipe[2])
{
    char byte;
    (void)!read(pipe[0], &byte, 1);
}
static int status_of(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}

/* ---- signals ----------------------------------------------------------------------------------------------------------- */

enum { OWN, INHERITED };

/* A worker that ends with 7 when its context is ended by a signal. own: it listens itself. */
static pid_t worker(ctx_t *inherited, int kind, int ready[2])
{
    pid_t child = fork();
    if (child != 0)
        return child;
    alarm(PATIENCE_S);
    ctx_signals_t *signals = NULL;
    ctx_t *ctx = kind == OWN ? ctx_with_signals(ctx_background(), &signals, SIGTERM) : inherited;
    tell(ready);
    (void)chan_recv(ctx_done(ctx), NULL);
    _exit(strcmp(ctx_cause(ctx)->text, "terminated signal received") == 0 ? 7 : 8);
}

static void signals_and_forks(void)
{
    int ready[2];
    if (pipe2(ready, O_CLOEXEC) != 0)
        return;
    pid_t early = worker(NULL, OWN, ready);
    hear(ready);
    ctx_auto_signals ctx_signals_t *signals = NULL;
    ctx_t *ctx = ctx_with_signals(ctx_background(), &signals, SIGTERM, SIGUSR1);
    pid_t own = worker(ctx, OWN, ready), inherits = worker(ctx, INHERITED, ready);
    hear(ready);
    hear(ready);
    kill(early, SIGTERM);
    kill(own, SIGTERM);
    kill(inherits, SIGTERM);
    expect(status_of(early) == 7, "a child forked before anybody listened hears its own signal");
    expect(status_of(own) == 7, "a child forked from one that listens hears its own signal, by its own context");
    expect(status_of(inherits) == 7, "and by the context that it has from its parent");
    expect(ctx_err(ctx) == CTX_OK, "no signal to a child ends the parent's context");
    kill(getpid(), SIGUSR1);
    (void)chan_recv(ctx_done(ctx), NULL);
    expect(strcmp(ctx_cause(ctx)->text, "signal 10 received") == 0 || SIGUSR1 != 10, "the parent still hears its own");
    close(ready[0]);
    close(ready[1]);
}

/* ---- descriptors ------------------------------------------------------------------------------------------------------- */

static void descriptors_and_forks(void)
{
    int to_child[2], to_parent[2];
    ctx_cancel_t *cancel = NULL, *ended = NULL, *third = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel), *before = ctx_with_cancel(ctx_background(), &ended);
    ctx_t *parents = ctx_with_cancel(ctx_background(), &third);
    int fd = ctx_done_fd(ctx), old = ctx_done_fd(before), theirs = ctx_done_fd(parents);
    ctx_cancel(ended);
    if (pipe2(to_child, O_CLOEXEC) != 0 || pipe2(to_parent, O_CLOEXEC) != 0)
        return;
    pid_t child = fork();
    if (child == 0) {
        hear(to_child); /* the parent has ended `parents` */
        int right = readable(old) + 2 * !readable(fd) + 4 * !readable(theirs);
        ctx_cancel(cancel);
        right += 8 * (readable(fd) && ctx_done_fd(ctx) == fd);
        tell(to_parent);
        _exit(right);
    }
    ctx_cancel(third);
    tell(to_child);
    hear(to_parent);
    expect(!readable(fd), "a child's cancel leaves the parent's descriptor alone");
    expect(status_of(child) == 15, "the child's own is readable once it cancels; what ended before the fork is; what the parent ends after it is not");
    ctx_cancel(cancel);
    expect(readable(fd), "the parent's is readable once it cancels itself");
    ctx_release(cancel);
    ctx_release(ended);
    ctx_release(third);
}

static void no_descriptors_left(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    struct rlimit were, none;
    getrlimit(RLIMIT_NOFILE, &were);
    none = (struct rlimit){0, were.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
    errno = 0;
    int fd = ctx_done_fd(ctx), why = errno;
    setrlimit(RLIMIT_NOFILE, &were);
    expect(fd == -1 && why == EMFILE, "without a descriptor left, ctx_done_fd says −1 and EMFILE");
    fd = ctx_done_fd(ctx);
    ctx_cancel(cancel);
    expect(fd >= 0 && readable(fd), "and makes one as soon as there is one to be had");
    errno = EMFILE;
    expect(ctx_done_fd(ctx_background()) == -1 && errno == 0, "−1 with errno 0 means that done can never be");
}

/* ---- victims --------------------------------------------------------------------------------------------------------------- */

static void make_some(int n)
{
    for (int i = 0; i < n; i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        (void)ctx_with_cancel(ctx_background(), &cancel);
    }
}

static void leak(void)
{
    ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(ctx_background(), &cancel);
}

static void close_all_and_open(void)
{
    char mine[128];
    make_some(MADE);
    for (int fd = 3; fd < 4096; fd++)
        close(fd);
    snprintf(mine, sizeof mine, "%s.mine", getenv("CTX_MINE"));
    for (int fd = 0; fd >= 0 && fd < 1010;) /* it has every number that the trace may have had */
        fd = open(mine, O_WRONLY | O_CREAT, 0600);
    make_some(MADE);
}

static int forks(void)
{
    pid_t child = fork();
    if (child == 0) {
        leak();
        exit(0);
    }
    return status_of(child);
}

static int holds_and_forks(void)
{
    ctx_auto ctx_cancel_t *parents = NULL;
    (void)ctx_with_cancel(ctx_background(), &parents);
    return forks();
}

static int play(const char *role)
{
    volatile int *nowhere = NULL;
    if (strcmp(role, "closes") == 0)
        close_all_and_open();
    else
        make_some(MADE);
    if (strcmp(role, "holds") == 0) {
        printf("%d\n", (int)getpid());
        fflush(stdout);
        (void)getchar();
    }
    if (strcmp(role, "runs") == 0) {
        char command[5000];
        snprintf(command, sizeof command, "'%s' some", self);
        if (system(command) != 0)
            return 1;
        make_some(MADE);
    }
    if (strcmp(role, "aborts") == 0)
        abort();
    if (strcmp(role, "crashes") == 0)
        return *nowhere;
    return strcmp(role, "forks") == 0 ? forks() : strcmp(role, "holds-and-forks") == 0 ? holds_and_forks() : 0;
}

/* As a daemon does: the child of a program that has done nothing goes on, its parent ends at once. */
static int play_daemon(const char *role)
{
    pid_t child = fork();
    if (child == 0)
        return play(role);
    return status_of(child);
}

/* ---- recordings ------------------------------------------------------------------------------------------------------------ */

typedef struct counts {
    int made;
    bool read, in_order, ended;
} counts_t;

static counts_t count(const char *path)
{
    counts_t c = {.in_order = true};
    ctx_trace_header_t header;
    ctx_event_t event;
    uint64_t seq = 0;
    FILE *in = fopen(path, "rb");
    c.read = in != NULL && fread(&header, sizeof header, 1, in) == 1 && memcmp(header.magic, CTX_TRACE_MAGIC, 8) == 0 &&
             fseek(in, (long)header.header_size, SEEK_SET) == 0;
    while (c.read && fread(&event, sizeof event, 1, in) == 1) {
        c.in_order = c.in_order && event.seq == ++seq && !c.ended;
        c.made += event.kind == CTX_EV_NODE_NEW && event.node > 2;
        c.ended = event.kind == CTX_EV_END;
        for (uint32_t at = 0; event.kind == CTX_EV_TEXT && at < event.aux; at += sizeof event)
            (void)fseek(in, sizeof event, SEEK_CUR);
    }
    if (in != NULL)
        fclose(in);
    return c;
}

typedef struct run {
    pid_t pid;
    int in, out, err;
    char said[2000];
} run_t;

static run_t start(const char *role, const char *name, const char *value)
{
    run_t r = {0};
    int in[2], out[2], err[2];
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0)
        exit(2);
    r.pid = fork();
    if (r.pid == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        dup2(err[1], 2);
        setenv(name, value, 1);
        setenv("CTX_MINE", value, 1);
        execl(self, self, role, (char *)NULL);
        _exit(99);
    }
    close(in[0]);
    close(out[1]);
    close(err[1]);
    r.in = in[1], r.out = out[0], r.err = err[0];
    return r;
}

static int end(run_t *r)
{
    size_t got = 0;
    ssize_t n;
    close(r->in);
    while (got < sizeof r->said - 1 && (n = read(r->err, r->said + got, sizeof r->said - 1 - got)) > 0)
        got += (size_t)n;
    close(r->out);
    close(r->err);
    return status_of(r->pid);
}

static run_t ran(const char *role, const char *name, const char *value, int *status)
{
    run_t r = start(role, name, value);
    *status = end(&r);
    return r;
}

static void in_dir(char path[128], const char *name) { snprintf(path, 128, "%s/%s", dir, name); }
static bool one_line(const char *text, const char *with) { return strstr(text, with) != NULL && strchr(text, '\n') == text + strlen(text) - 1; }

static void one_file_for_two(void)
{
    char path[128], number[40], by[80];
    int status;
    in_dir(path, "two.ctx");
    run_t first = start("holds", "CTX_TRACE", path);
    ssize_t n = read(first.out, number, sizeof number - 1);
    number[n > 1 ? n - 1 : 0] = '\0';
    snprintf(by, sizeof by, "two.ctx is being written by process %s; ", number);
    run_t second = ran("some", "CTX_TRACE", path, &status);
    expect(status == 0 && one_line(second.said, by), "a second program with the same CTX_TRACE runs, and one line says who writes it");
    status = end(&first);
    counts_t c = count(path);
    expect(status == 0 && c.made == MADE && c.in_order && c.ended, "the first one's recording is its own, and whole");
    in_dir(path, "runs.ctx");
    run_t runs = ran("runs", "CTX_TRACE", path, &status);
    c = count(path);
    expect(status == 0 && one_line(runs.said, " is not recorded") && c.made == 2 * MADE && c.in_order && c.ended,
           "so it is with a program that runs another one");
    (void)ran("some", "CTX_TRACE", path, &status);
    c = count(path);
    expect(c.made == MADE && c.ended, "once it has ended, the next run takes its place");
}

static void closed_descriptors(void)
{
    char path[128], mine[160];
    struct stat file = {.st_size = -1};
    struct rlimit most;
    int status;
    if (getrlimit(RLIMIT_NOFILE, &most) != 0 || most.rlim_max < 2048) {
        printf("ok - a program that closes what it did not open # SKIP there are too few descriptors here\n");
        return;
    }
    most.rlim_cur = most.rlim_cur < 2048 ? 2048 : most.rlim_cur;
    setrlimit(RLIMIT_NOFILE, &most);
    in_dir(path, "closed.ctx");
    run_t r = ran("closes", "CTX_TRACE", path, &status);
    counts_t c = count(path);
    snprintf(mine, sizeof mine, "%s.mine", path);
    expect(status == 0 && stat(mine, &file) == 0 && file.st_size == 0, "no byte of a trace goes into a file that the program opened");
    expect(c.made == 2 * MADE && c.in_order && c.ended && r.said[0] == '\0', "and the recording goes on in its own");
}

static int lines(const char *text)
{
    int n = 0;
    for (; *text != '\0'; text++)
        n += *text == '\n';
    return n;
}

static void children(void)
{
    char path[128], own[160];
    int status;
    in_dir(path, "daemon.ctx");
    run_t r = start("daemon", "CTX_TRACE", path);
    ssize_t n = read(r.out, own, sizeof own - 1);
    long pid = n > 0 ? strtol(own, NULL, 10) : 0;
    status = end(&r);
    snprintf(own, sizeof own, "%s.%ld", path, pid);
    counts_t c = count(own), parents = count(path);
    expect(status == 0 && c.made == MADE && c.in_order && c.ended, "what a daemon does after its first fork is recorded, in FILE.PID");
    expect(parents.read && parents.made == 0 && parents.ended, "beside its parent's recording");
    in_dir(path, "forks.ctx"); /* whoever the daemon left may still be at work on the other */
    r = ran("forks", "CTX_TRACE", path, &status);
    c = count(path);
    expect(status == 0 && one_line(r.said, " was forked from a recorded one, and is not recorded itself") && c.made == MADE && c.ended,
           "a child that inherits contexts says that it is not recorded");
    if (c.made != MADE || !c.ended || status != 0)
        printf("# status %d, made %zu of %d, ended %d, said: %s\n", status, (size_t)c.made, MADE, c.ended, r.said);
    r = ran("forks", "CTX_LEDGER", "exit", &status);
    expect(status == 3 && strstr(r.said, "libctx: still alive: ") == r.said, "with CTX_LEDGER=exit a child answers for what it made itself");
    run_t holding = ran("holds-and-forks", "CTX_LEDGER", "exit", &status);
    expect(status == 3 && lines(holding.said) == lines(r.said) && strstr(holding.said, "libctx: still alive: ") == holding.said,
           "and not for what its parent holds");
}

static void tails(void)
{
    static const char *const roles[] = {"aborts", "crashes"};
    static const int by[] = {256 + SIGABRT, 256 + SIGSEGV};
    for (int i = 0; i < 2; i++) {
        char path[128], what[100];
        int status;
        in_dir(path, roles[i]);
        (void)ran(roles[i], "CTX_TRACE", path, &status);
        counts_t c = count(path);
        snprintf(what, sizeof what, "a program that %s has all of its recording, without an end, and dies as it would", roles[i]);
        expect(status == by[i] && c.made == MADE && c.in_order && !c.ended, what);
    }
}

static void wrong_settings(void)
{
    static const struct {
        const char *name, *value, *line;
    } wrong[] = {{"CTX_TRACE", "/dev/full", "cannot write the trace: No space left on device"},
                 {"CTX_TRACE", "/no/such/folder/x.ctx", "cannot write the trace to /no/such/folder/x.ctx"},
                 {"CTX_TRACE", "fd:77", "cannot write the trace to fd:77: Bad file descriptor"},
                 {"CTX_TRACE", "file:x", "CTX_TRACE=file:x is neither a file's path"},
                 {"CTX_LEDGER", "yes", "CTX_LEDGER=yes is none of 0, 1, exit, exit:SECONDS; taken as 1"},
                 {"CTX_LEDGER", "exit:abc", "\"abc\" is not a number from 0 to 86400; taken as 1"},
                 {"CTX_TIME_SCALE", "abc", "CTX_TIME_SCALE: \"abc\" is not a number from 1 to 1000000; taken as 1"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char what[100];
        int status;
        run_t r = ran("some", wrong[i].name, wrong[i].value, &status);
        snprintf(what, sizeof what, "%s=%s: one line, and the program runs", wrong[i].name, wrong[i].value);
        expect(status == 0 && one_line(r.said, wrong[i].line), what);
    }
    static const char *const right[][2] = {{"CTX_LEDGER", "exit:2"}, {"CTX_LEDGER", "0"}, {"CTX_LEDGER", "1"}, {"CTX_TIME_SCALE", "1000"}};
    int silent = 0;
    for (int i = 0; i < 4; i++) {
        int status;
        run_t r = ran("some", right[i][0], right[i][1], &status);
        silent += status == 0 && r.said[0] == '\0';
    }
    expect(silent == 4, "nothing is said of right ones");
}

int main(int argc, char **argv)
{
    if (realpath(argv[0], self) == NULL)
        return 2;
    if (argc > 1)
        return strcmp(argv[1], "daemon") == 0 ? play_daemon("holds") : play(argv[1]);
    snprintf(dir, sizeof dir, "/tmp/processes.XXXXXX");
    if (mkdtemp(dir) == NULL || chdir(dir) != 0)
        return 2;
    struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    unsetenv("CTX_LEDGER"); /* the programs' own, below: who runs the tests may have set it for this one */
    signals_and_forks();
    descriptors_and_forks();
    no_descriptors_left();
    one_file_for_two();
    closed_descriptors();
    children();
    tails();
    wrong_settings();
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    failed += system(command) != 0;
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
