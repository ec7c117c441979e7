/* resized_test.c — what is waited for after a change of size is the picture of the new one: also of a program that is at rest while
 * another thread of it gets the news, and takes its time to paint.
 */
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "on_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

static void paint(void)
{
    struct winsize size;

    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    printf("\033[2J\033[H%d columns", size.ws_col);
    fflush(stdout);
}

/* For that long it computes; whoever looks only at the thread that waits sees a program at rest. */
static void dawdle(void)
{
    struct timespec t;

    do
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    while (t.tv_sec == 0 && t.tv_nsec < 200000000);
}

static void *painter(void *set)
{
    int sig;

    sigwait(set, &sig);
    dawdle();
    paint();
    return NULL;
}

static int late(void)
{
    struct pollfd keys = {.fd = STDIN_FILENO, .events = POLLIN};
    sigset_t set;
    pthread_t thread;

    sigemptyset(&set);
    sigaddset(&set, SIGWINCH);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    paint();
    if (pthread_create(&thread, NULL, painter, &set))
        return 1;
    while (poll(&keys, 1, -1) < 0) {}
    pthread_join(thread, NULL);
    return 0;
}

static void resizes(const char *with, bool (*waits)(pty_t *))
{
    const char *argv[] = {"/proc/self/exe", "late", NULL}, *env[] = {"TERM=xterm-256color", NULL};
    pty_t p;

    bool up = pty_start(&p, 24, 80, env, argv) && pty_wait_text(&p, "80 columns") && pty_wait_rest(&p);
    pty_resize(&p, 16, 60);
    bool rests = up && waits(&p);
    ok(rests && pty_has(&p, "60 columns"), "%s waits for the picture of the new size", with);
    pty_resize(&p, 16, 60);
    ok(pty_wait_rest(&p), "%s: the size it has already brings none", with);
    pty_end(&p);
}

static bool gone(pty_t *p) { return pty_wait_gone(p, "nowhere"); }

int main(int argc, char **argv)
{
    if (argc > 1 && !strcmp(argv[1], "late"))
        return late();
    if (!pty_usable())
        return 0;
    resizes("a wait for rest", pty_wait_rest);
    resizes("a wait until all is done", pty_wait_done);
    resizes("a wait for a text to go", gone);
    return tap_end();
}
