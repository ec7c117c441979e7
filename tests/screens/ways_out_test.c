/* ways_out_test.c — the real ctxlab, at work (a file was saved: compiler and judge run), ended in every way: the terminal is
 * as before, and of all its processes none is left.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
enum { MOST = 64 };

static bool all_end(pty_t *p)
{
    pid_t pid[MOST];
    size_t count = pty_others(p, pid, MOST);

    for (size_t i = 0; i < count; i++)
        if (!pty_process_ends(pid[i]))
            return false;
    return pty_others(p, pid, MOST) == 0;
}

static bool alone(pty_t *p, const void *unused)
{
    pid_t pid[MOST];

    (void)unused;
    return pty_others(p, pid, MOST) == 0;
}

/* A process of the judge is there; or it has been, and is done already. */
static bool judges(pty_t *p, const void *unused)
{
    pid_t pid[MOST];

    (void)unused;
    return pty_others(p, pid, MOST) || pty_has(p, "It fails");
}

/* Opens an entry, saves its file, and waits until compiler or judge run. */
static bool at_work(pty_t *p)
{
    pid_t pid[MOST];
    bool good;

    lab_new_workspace();
    if (!lab_start(p, 24, 80, NULL) || !lab_open(p, "discarded-cancel"))
        return false;
    lab_keys(p, "\r");
    good = pty_wait_text(p, "Contexts") && pty_wait_quiet(p, alone, "the run that is shown to be over");
    for (int tries = 0; good && tries < 20; tries++) {
        if (tries) { /* it was faster than this test: once more */
            lab_keys(p, "r");
            good = pty_wait_gone(p, "It fails");
        } else
            good = lab_save("discarded-cancel", "exercises/discarded-cancel/exercise.c");
        good = good && pty_wait_quiet(p, judges, "the judge to be at work");
        if (pty_others(p, pid, MOST))
            return good;
    }
    return false;
}

static void by_signal(int sig, const char *name, bool dies)
{
    pty_t p;
    bool working = at_work(&p);

    kill(p.pid, sig);
    bool ended = pty_wait_end(&p);
    bool said = dies ? WIFSIGNALED(p.status) && WTERMSIG(p.status) == sig : WIFEXITED(p.status) && WEXITSTATUS(p.status) == 128 + sig;
    ok(working && ended && said, "%s while it judges: it ends, and says by what (%d, %d)", name, working, p.status);
    ok(!p.altscreen && p.cursor_visible && pty_tty_same(&p), "%s: the terminal is as before", name);
    ok(all_end(&p), "%s: none of its processes is left", name);
    pty_end(&p);
}

static void by_keys(const char *keys, const char *name, int code)
{
    pty_t p;
    bool working = at_work(&p);

    lab_keys(&p, keys);
    ok(working && pty_wait_end(&p) && WIFEXITED(p.status) && WEXITSTATUS(p.status) == code, "%s while it judges: it ends with %d", name, code);
    ok(!p.altscreen && p.cursor_visible && pty_tty_same(&p), "%s: the terminal is as before", name);
    ok(all_end(&p), "%s: none of its processes is left", name);
    pty_end(&p);
}

/* The window is closed: nobody is there to restore anything for. */
static void by_hang_up(void)
{
    pty_t p;
    bool working = at_work(&p);
    int status = 0;

    close(p.fd);
    bool ended = pty_process_ends(p.pid) && waitpid(p.pid, &status, WNOHANG) == p.pid;
    ok(working && ended, "the window is closed while it judges: it ends");
    ok(all_end(&p), "and none of its processes is left");
    p.ended = ended;
    p.fd = -1;
    pty_end(&p);
}

/* What no handler can see: the kernel ends the others. */
static void by_kill(void)
{
    pty_t p;
    bool working = at_work(&p);

    kill(p.pid, SIGKILL);
    ok(working && pty_wait_end(&p) && WIFSIGNALED(p.status), "SIGKILL while it judges: it is gone");
    ok(all_end(&p), "and none of its processes is left");
    pty_end(&p);
}

/* A shell with job control, as a person has it: stopped, then told to end. */
static void stopped(void)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    const char *argv[] = {"/bin/bash", "-c", "set -m; build/tests/screens/show server 46; echo STOPPED; read x; kill %1; fg; echo CODE $?; read x", NULL};
    pty_t p;

    pty_start(&p, 24, 80, env, argv);
    bool up = pty_wait_text(&p, "Contexts");
    lab_keys(&p, "\032");
    ok(up && pty_wait_text(&p, "STOPPED") && pty_tty_same(&p) && !p.altscreen && p.cursor_visible, "Ctrl-Z: the terminal is as before while it is stopped");
    lab_keys(&p, "\n");
    ok(pty_wait_text(&p, "CODE 143") && pty_tty_same(&p) && !p.altscreen && p.cursor_visible, "told to end while it was stopped: as before, too");
    lab_keys(&p, "\n");
    pty_wait_end(&p);
    pty_end(&p);
}

int main(void)
{
    if (!pty_usable())
        return 0;
    by_signal(SIGTERM, "SIGTERM", false);
    by_signal(SIGHUP, "SIGHUP", false);
    by_signal(SIGINT, "SIGINT", false);
    by_signal(SIGSEGV, "SIGSEGV", true);
    by_signal(SIGABRT, "SIGABRT", true);
    by_keys("\003", "Ctrl-C", 130);
    by_keys("q", "q", 0);
    by_hang_up();
    by_kill();
    stopped();
    lab_clean();
    return tap_end();
}
