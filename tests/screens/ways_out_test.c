/* ways_out_test.c — the real ctxlab, at work (a file was saved: compiler and judge run), ended in every way: the terminal is
 * as before, and of all its processes none is left.
 */
#include <ctype.h>
#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
enum { MOST = 64 };

/* The processes of the session that the screen leads, but for itself; zombies are gone. */
static size_t others(pid_t session, pid_t pid[MOST])
{
    DIR *proc = opendir("/proc");
    size_t count = 0;

    for (struct dirent *d; proc && (d = readdir(proc)) && count < MOST;) {
        char path[300], line[600] = "", state;
        int group, in;
        if (!isdigit((unsigned char)*d->d_name))
            continue;
        snprintf(path, sizeof path, "/proc/%.20s/stat", d->d_name);
        FILE *f = fopen(path, "r");
        const char *rest = f && fgets(line, sizeof line, f) ? strrchr(line, ')') : NULL; /* the name may hold anything */
        if (rest && sscanf(rest + 1, " %c %*d %d %d", &state, &group, &in) == 3 && in == session && state != 'Z' && atoi(d->d_name) != session)
            pid[count++] = atoi(d->d_name);
        if (f)
            fclose(f);
    }
    if (proc)
        closedir(proc);
    return count;
}

/* All of them end, at most four seconds each. */
static bool all_end(pid_t session)
{
    pid_t pid[MOST];
    size_t count = others(session, pid);

    for (size_t i = 0; i < count; i++) {
        int process = (int)syscall(SYS_pidfd_open, pid[i], 0);
        struct pollfd wait = {.fd = process, .events = POLLIN};
        if (process >= 0 && poll(&wait, 1, 4000) != 1)
            return false;
        if (process >= 0)
            close(process);
    }
    return others(session, pid) == 0;
}

/* Opens an entry, saves its file, and waits until compiler or judge run. */
static bool at_work(pty_t *p)
{
    pid_t pid[MOST];

    lab_new_workspace();
    if (!lab_start(p, 24, 80, NULL) || !lab_open(p, "discarded-cancel"))
        return false;
    lab_keys(p, "\r");
    if (!pty_wait_text(p, "Contexts"))
        return false;
    for (int tries = 0; tries < 500 && others(p->pid, pid); tries++)
        pty_read(p, 20); /* the run that is shown */
    if (others(p->pid, pid) || !lab_save("discarded-cancel", "exercises/discarded-cancel/exercise.c"))
        return false;
    for (int tries = 0; tries < 500 && !others(p->pid, pid); tries++)
        pty_read(p, 20);
    return others(p->pid, pid) > 0;
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
    ok(all_end(p.pid), "%s: none of its processes is left", name);
    pty_end(&p);
}

static void by_keys(const char *keys, const char *name, int code)
{
    pty_t p;
    bool working = at_work(&p);

    lab_keys(&p, keys);
    ok(working && pty_wait_end(&p) && WIFEXITED(p.status) && WEXITSTATUS(p.status) == code, "%s while it judges: it ends with %d", name, code);
    ok(!p.altscreen && p.cursor_visible && pty_tty_same(&p), "%s: the terminal is as before", name);
    ok(all_end(p.pid), "%s: none of its processes is left", name);
    pty_end(&p);
}

/* The window is closed: nobody is there to restore anything for. */
static void by_hang_up(void)
{
    pty_t p;
    bool working = at_work(&p);
    int status = 0, process = (int)syscall(SYS_pidfd_open, p.pid, 0);
    struct pollfd wait = {.fd = process, .events = POLLIN};

    close(p.fd);
    bool ended = poll(&wait, 1, 4000) == 1 && waitpid(p.pid, &status, WNOHANG) == p.pid;
    ok(working && ended, "the window is closed while it judges: it ends");
    ok(all_end(p.pid), "and none of its processes is left");
    close(process);
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
    ok(all_end(p.pid), "and none of its processes is left");
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
