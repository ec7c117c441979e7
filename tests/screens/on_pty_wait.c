/* on_pty_wait.c — waiting for a state of a program on a pseudo-terminal; see on_pty.h. */
#include "on_pty.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 120000, PATIENCE_LOST_MS = 10000, LOOK_AGAIN_MS = 5 };

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- what the program is doing --------------------------------------------------------------------------- */

/* BUSY: computes or writes. WAITS: for something, or for some time. RESTS: for something, however long it takes. ASLEEP: a shell,
 * which waits in other ways. */
typedef enum doing { BUSY, WAITS, RESTS, ASLEEP, UNKNOWN } doing_t;

static bool read_file(char *text, size_t size, const char *format, pid_t pid)
{
    char path[64];

    snprintf(path, sizeof path, format, (int)pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, size - 1);
    if (fd >= 0)
        close(fd);
    text[n > 0 ? n : 0] = 0;
    return n > 0;
}

static bool sleeps(pid_t pid)
{
    char text[600];
    const char *name_ends = read_file(text, sizeof text, "/proc/%d/stat", pid) ? strrchr(text, ')') : NULL;

    return name_ends && name_ends[1] && name_ends[2] == 'S';
}

/* The kernel says in which call it is, and with which arguments. */
static doing_t doing(const pty_t *p)
{
    pid_t pid = p->pid;
    char text[300];
    long call;
    unsigned long long arg[3];

    if (!read_file(text, sizeof text, "/proc/%d/syscall", pid))
        return UNKNOWN;
    if (!sleeps(pid) || sscanf(text, "%ld %llx %llx %llx", &call, &arg[0], &arg[1], &arg[2]) != 4)
        return BUSY;
    switch (call) {
#ifdef SYS_poll
    case SYS_poll:
    case SYS_restart_syscall: /* it was stopped meanwhile; the arguments are still those of poll */
        return (int)arg[2] < 0 ? RESTS : WAITS;
#endif
    case SYS_ppoll: return arg[2] ? WAITS : RESTS;
    case SYS_read:
    case SYS_wait4:
    case SYS_rt_sigsuspend: return p->shell ? ASLEEP : BUSY;
    default: return BUSY;
    }
}

/* Typed, and not read yet. (Asking the line moves what is still on its way.) */
static bool unread(const pty_t *p)
{
    struct pollfd f = {.fd = open(p->line, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC), .events = POLLIN};
    bool there = f.fd >= 0 && poll(&f, 1, 0) == 1 && (f.revents & POLLIN);

    if (f.fd >= 0)
        close(f.fd);
    return there;
}

size_t pty_others(pty_t *p, pid_t *pid, size_t most)
{
    DIR *proc = opendir("/proc");
    size_t count = 0;

    for (struct dirent *d; proc && (d = readdir(proc)) && count < most;) {
        char text[600], state;
        int group, session;
        pid_t other = isdigit((unsigned char)*d->d_name) ? atoi(d->d_name) : 0;
        if (!other || other == p->pid || !read_file(text, sizeof text, "/proc/%d/stat", other))
            continue;
        const char *rest = strrchr(text, ')'); /* the name may hold anything */
        if (rest && sscanf(rest + 1, " %c %*d %d %d", &state, &group, &session) == 3 && session == p->pid && state != 'Z')
            pid[count++] = other;
    }
    if (proc)
        closedir(proc);
    return count;
}

/* ---- giving up ------------------------------------------------------------------------------------------- */

static int patience_ms = PATIENCE_MS;

void pty_show(pty_t *p)
{
    char *all = pty_text(p);
    pid_t pid[8];
    size_t others = p->ended ? 0 : pty_others(p, pid, 8);

    printf("# the screen, %dx%d; ", p->cols, p->rows);
    if (p->ended && WIFSIGNALED(p->status))
        printf("the program was ended by signal %d:\n", WTERMSIG(p->status));
    else if (p->ended)
        printf("the program has ended with %d:\n", WEXITSTATUS(p->status));
    else {
        static const char *const does[] = {"is busy", "waits", "is at rest", "is asleep", "runs"};
        printf("the program %s, %zu others of its processes run:\n", does[doing(p)], others);
    }
    for (char *line = all, *next; *line; line = next) {
        next = strchr(line, '\n') + 1;
        printf("#   | %.*s\n", (int)(next - line - 1), line);
    }
    fflush(stdout);
    free(all);
}

static bool gave_up(pty_t *p, int64_t since, const char *what, const char *text)
{
    printf("# waited %lld s for %s%s%s%s\n", (long long)(now_ms() - since) / 1000, what, text ? " \"" : "", text ? text : "", text ? "\"" : "");
    pty_show(p);
    patience_ms = PATIENCE_LOST_MS;
    return false;
}

/* ---- waiting --------------------------------------------------------------------------------------------- */

/* Takes what is there; false: nothing was. */
static bool drain(pty_t *p)
{
    bool some = false;

    while (!p->ended && pty_read(p, 0))
        some = true;
    return some;
}

/* What has begun to be written is written; after a moved cursor also what comes when it rests. Where the kernel does not say: when nothing comes
 * for a while. */
static void whole(pty_t *p, int64_t end)
{
    size_t had = p->bytes;

    while (!p->ended && now_ms() < end) {
        doing_t d = doing(p);
        bool owes = p->moved && d == WAITS && p->bytes == had;
        if (d == UNKNOWN) {
            pty_settle(p, 100);
            return;
        }
        if (!drain(p) && d != BUSY && !owes)
            return;
        if (d == BUSY || owes)
            pty_read(p, LOOK_AGAIN_MS);
    }
}

/* The size was changed, and nothing has been painted since. */
static bool unsized(pty_t *p)
{
    if (p->sized && p->bytes >= p->sized)
        p->sized = 0;
    return p->sized && !p->ended;
}

/* All keys are taken in and painted: it is at rest again, or has painted since it took the last. */
static void answered(pty_t *p, int64_t end)
{
    size_t had = SIZE_MAX;

    while (p->asked && !p->ended && now_ms() < end) {
        bool taken = !unread(p);
        doing_t d = doing(p);
        drain(p);
        if (d == UNKNOWN)
            pty_settle(p, 100);
        p->asked = !taken || (d != RESTS && d != ASLEEP && d != UNKNOWN && p->bytes <= had);
        if (taken && d != BUSY && had == SIZE_MAX)
            had = p->bytes;
        p->asked = unsized(p) || p->asked;
        if (p->asked)
            pty_read(p, LOOK_AGAIN_MS);
    }
    p->asked = false;
}

bool pty_wait_for(pty_t *p, bool (*holds)(pty_t *, const void *), const void *arg, const char *what)
{
    int64_t since = now_ms(), end = since + patience_ms;

    answered(p, end);
    for (;;) {
        drain(p);
        if (holds(p, arg)) {
            whole(p, end);
            return true;
        }
        int64_t left = end - now_ms();
        if (p->ended || left <= 0)
            return holds(p, arg) || gave_up(p, since, what, NULL);
        pty_read(p, left < 1000 ? (int)left : 1000);
    }
}

bool pty_has(pty_t *p, const char *text)
{
    char *all = pty_text(p);
    bool has = strstr(all, text) != NULL;
    free(all);
    return has;
}

typedef struct texts { const char *one, *other; } texts_t;

static bool has_text(pty_t *p, const void *arg)
{
    const texts_t *t = arg;
    return pty_has(p, t->one) || (t->other && pty_has(p, t->other));
}

static bool has_not(pty_t *p, const void *text) { return !pty_has(p, text); }

static bool is_screen(pty_t *p, const void *golden)
{
    char *all = pty_text(p);
    bool same = !strcmp(all, golden);
    free(all);
    return same;
}

static bool has_ended(pty_t *p, const void *unused)
{
    (void)unused;
    return p->ended;
}

/* Nothing is on its way to it, and it waits for nothing but that. Where the kernel does not say: nothing came for long. */
static bool at_rest(pty_t *p, const void *unused)
{
    (void)unused;
    if (p->ended)
        return true;
    drain(p);
    if (unread(p) || unsized(p))
        return false;
    doing_t d = doing(p);
    if (d != UNKNOWN)
        return d == RESTS && !unread(p) && !drain(p);
    size_t had = p->bytes;
    pty_settle(p, 500);
    return p->bytes == had && sleeps(p->pid) && !unread(p);
}

static bool is_done(pty_t *p, const void *unused)
{
    pid_t pid[1];
    return at_rest(p, unused) && (p->ended || !pty_others(p, pid, 1)) && at_rest(p, unused);
}

bool pty_wait_quiet(pty_t *p, bool (*holds)(pty_t *, const void *), const char *what)
{
    int64_t since = now_ms(), end = since + patience_ms;

    while (!holds(p, NULL)) {
        if (now_ms() >= end)
            return gave_up(p, since, what, NULL);
        pty_read(p, LOOK_AGAIN_MS);
    }
    return true;
}

static bool wait_texts(pty_t *p, const texts_t *t)
{
    char what[300];

    snprintf(what, sizeof what, "\"%s\"%s%s%s", t->one, t->other ? " or \"" : "", t->other ? t->other : "", t->other ? "\"" : "");
    return pty_wait_for(p, has_text, t, what);
}

bool pty_wait_text(pty_t *p, const char *text) { return wait_texts(p, &(texts_t){text, NULL}); }
bool pty_wait_either(pty_t *p, const char *text, const char *other) { return wait_texts(p, &(texts_t){text, other}); }

static bool was_seen(pty_t *p, const void *unused)
{
    (void)unused;
    return p->passed;
}

void pty_watch(pty_t *p, const char *text)
{
    p->passing = text;
    p->passed = false;
}

bool pty_wait_seen(pty_t *p)
{
    char what[300];

    snprintf(what, sizeof what, "\"%s\", if only for a moment", p->passing);
    bool seen = pty_wait_for(p, was_seen, NULL, what);
    p->passing = NULL;
    return seen;
}

bool pty_wait_gone(pty_t *p, const char *text)
{
    char what[300];

    snprintf(what, sizeof what, "\"%s\" to go", text);
    return pty_wait_for(p, has_not, text, what);
}

bool pty_wait_screen(pty_t *p, const char *golden) { return pty_wait_for(p, is_screen, golden, "the picture that is kept"); }
bool pty_wait_end(pty_t *p) { return pty_wait_for(p, has_ended, NULL, "the program to end"); }
bool pty_wait_rest(pty_t *p) { return pty_wait_quiet(p, at_rest, "the program to have answered every key"); }
bool pty_wait_done(pty_t *p) { return pty_wait_quiet(p, is_done, "the program and its processes to be done"); }

bool pty_process_ends(pid_t pid)
{
    struct pollfd wait = {.fd = (int)syscall(SYS_pidfd_open, pid, 0), .events = POLLIN}; /* readable once it has ended */
    bool ended = wait.fd < 0 || poll(&wait, 1, patience_ms) == 1;

    if (wait.fd >= 0)
        close(wait.fd);
    if (!ended) {
        printf("# waited for process %d to end\n", (int)pid);
        patience_ms = PATIENCE_LOST_MS;
    }
    return ended;
}

void pty_settle(pty_t *p, int quiet_ms)
{
    while (!p->ended && pty_read(p, quiet_ms))
        ;
}
