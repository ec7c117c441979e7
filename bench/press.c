/* press.c — see press.h. */
#include "press.h"

#include <fcntl.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

enum { FRAME_MS = 34 /* a frame is painted so long after the last one, or at once */, NOTHING_MS = 15, PATIENCE = 3000 };

static double now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

/* Several programs may be looked at at once: most of the time goes by until no frame is owed. But one answers at a time, so that
 * none has to share the machine with another. */
static int turn(void)
{
    const char *path = getenv("BENCH_TURN");
    int fd = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (fd >= 0)
        flock(fd, LOCK_EX);
    return fd;
}

static void turn_over(int fd)
{
    if (fd >= 0)
        close(fd);
}

double cpu_ms(pid_t pid)
{
    clockid_t clock;
    struct timespec ts;
    if (clock_getcpuclockid(pid, &clock) || clock_gettime(clock, &ts))
        return 0;
    return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

long memory_kb(pid_t pid, const char *what)
{
    char path[64], line[200];
    long kb = -1;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, what, strlen(what)))
            kb = strtol(line + strlen(what), NULL, 10);
    if (f)
        fclose(f);
    return kb;
}

bool asleep(pid_t pid)
{
    char path[64], line[300] = "";
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *f = fopen(path, "r");
    bool read = f && fgets(line, sizeof line, f);
    if (f)
        fclose(f);
    const char *state = read ? strrchr(line, ')') : NULL;
    return state && state[1] == ' ' && state[2] == 'S';
}

/* It has painted and waits again; or waits for so long that there was nothing to paint. */
static bool done(const pty_t *p, bool painted, double since, double computed)
{
    if (p->ended)
        return true;
    double now = now_ms();
    if (now - since > PATIENCE)
        return true;
    return asleep(p->pid) && computed > 0 && (painted || now - since > NOTHING_MS);
}

pressed_t press(pty_t *p, const char *keys)
{
    while (pty_read(p, FRAME_MS) && !p->ended) /* no frame is owed */
        continue;
    int mine = turn();
    double before = cpu_ms(p->pid), start = now_ms(), last = start;
    size_t bytes = p->bytes;
    pty_send(p, keys, strlen(keys));
    do {
        while (pty_read(p, 2) && !p->ended)
            last = now_ms();
    } while (!done(p, p->bytes > bytes, start, cpu_ms(p->pid) - before));
    turn_over(mine);
    return (pressed_t){p->bytes > bytes ? last - start : NAN, cpu_ms(p->pid) - before};
}

bool screen_open(pty_t *p, const char *ctxlab, const char *path, int rows, int cols, double *ms)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    const char *argv[] = {ctxlab, "view", path, NULL};
    int mine = turn();
    double start = now_ms();
    bool there = pty_start(p, rows, cols, env, argv) && pty_wait_text(p, "Contexts");
    *ms = now_ms() - start;
    turn_over(mine);
    if (there)
        return true;
    printf("%s did not open\n", path);
    return false;
}

void verdict(const char *what, bool holds, const char *format, ...)
{
    va_list ap;
    printf("  %s  %-34s ", holds ? "hit " : "MISS", what);
    va_start(ap, format);
    vprintf(format, ap);
    va_end(ap);
    putchar('\n');
    fflush(stdout);
}
