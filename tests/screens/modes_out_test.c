/* modes_out_test.c — the real ctxlab in each of its modes, ended from outside: the terminal is as before, the exit code says by
 * what, and of all its processes none is left. (While it judges: ways_out_test.c.)
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
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

static bool as_before(pty_t *p) { return !p->altscreen && p->cursor_visible && pty_tty_same(p); }

/* ---- the modes ------------------------------------------------------------------------------------------- */

static bool list(pty_t *p)
{
    lab_new_workspace();
    return lab_start(p, 24, 80, NULL);
}

static bool opened(pty_t *p, const char *entry, const char *shows)
{
    if (!list(p) || !lab_open(p, entry))
        return false;
    lab_keys(p, "\r");
    return pty_wait_text(p, shows);
}

static bool run(pty_t *p) { return opened(p, "busy-done-loop", "Background"); }
static bool lesson(pty_t *p) { return opened(p, "lazy-done", "Question 1 of 4"); }
static bool demo(pty_t *p) { return opened(p, "request-cascade", "PgDn"); }

static bool scheduler(pty_t *p)
{
    if (!run(p))
        return false;
    lab_keys(p, ".");
    lab_keys(p, ":0\r");
    if (!pty_wait_done(p))
        return false;
    lab_keys(p, "s");
    return pty_wait_text(p, "Who moves next? 0 moves");
}

static bool view_socket(pty_t *p, const char *path, const char *shows)
{
    char program[600];
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    const char *argv[] = {program, "view", path, NULL};

    snprintf(program, sizeof program, "%s/ctxlab", lab_folder());
    return pty_start(p, 24, 80, env, argv) && pty_wait_text(p, shows);
}

/* No screen is there yet. */
static bool waiting(pty_t *p)
{
    char path[300];

    lab_new_workspace();
    snprintf(path, sizeof path, "%s-none.sock", lab_workspace());
    return view_socket(p, path, "ait");
}

static pid_t watched; /* a program that has said what a recording holds, and goes on */

static void watched_ends(void)
{
    if (watched > 0) {
        kill(watched, SIGKILL);
        waitpid(watched, NULL, 0);
    }
    watched = 0;
}

/* All but the last record, which would say that it has ended. */
static void say_and_stay(int listening, const char *recording)
{
    static char all[1 << 20];
    FILE *f = fopen(recording, "r");
    size_t n = f ? fread(all, 1, sizeof all, f) : 0;
    int viewer = accept(listening, NULL, NULL);

    for (size_t said = 0; viewer >= 0 && n > 48 && said < n - 48;) {
        ssize_t got = write(viewer, all + said, n - 48 - said);
        if (got < 0)
            break;
        said += (size_t)got;
    }
    for (;;)
        pause();
}

static bool live(pty_t *p)
{
    char command[1500], recording[300];
    struct sockaddr_un at = {.sun_family = AF_UNIX};

    watched_ends();
    lab_new_workspace();
    snprintf(recording, sizeof recording, "%s/recording", lab_workspace());
    snprintf(at.sun_path, sizeof at.sun_path, "%s/live.sock", lab_workspace());
    snprintf(command, sizeof command, "mkdir -p %s && %s/ctxlab demo request-cascade --trace %s >/dev/null 2>&1", lab_workspace(), lab_folder(), recording);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (system(command) != 0 || bind(fd, (struct sockaddr *)&at, sizeof at) || listen(fd, 1)) {
        close(fd);
        return false;
    }
    watched = fork();
    if (!watched)
        say_and_stay(fd, recording);
    close(fd);
    return view_socket(p, at.sun_path, "Background") && pty_wait_text(p, "event 9");
}

static const struct { const char *name; bool (*opens)(pty_t *p); } modes[] = {
    {"the list", list}, {"a run", run}, {"a lesson", lesson}, {"a demo", demo}, {"the scheduler", scheduler}, {"a live view", live}, {"waiting for a program", waiting},
};

/* ---------------------------------------------------------------------------------------------------------- */

static void by_signal(const char *mode, bool (*opens)(pty_t *p), int sig, const char *name, bool dies)
{
    pty_t p;
    bool up = opens(&p);

    kill(p.pid, sig);
    bool ended = pty_wait_end(&p);
    bool said = dies ? WIFSIGNALED(p.status) && WTERMSIG(p.status) == sig : WIFEXITED(p.status) && WEXITSTATUS(p.status) == 128 + sig;
    ok(up && ended && said, "%s in %s: it ends, and says by what (%d, %d)", name, mode, up, p.status);
    ok(as_before(&p) && all_end(&p), "%s in %s: the terminal is as before, no process is left", name, mode);
    pty_end(&p);
}

static void by_hang_up(const char *mode, bool (*opens)(pty_t *p))
{
    pty_t p;
    bool up = opens(&p);
    int status = 0;

    close(p.fd);
    bool ended = pty_process_ends(p.pid) && waitpid(p.pid, &status, WNOHANG) == p.pid;
    ok(up && ended && all_end(&p), "the window is closed in %s: it ends, and no process is left", mode);
    p.ended = ended;
    p.fd = -1;
    pty_end(&p);
}

/* With a shell that has job control: stopped, looked at, brought back, left. */
static void stopped(void)
{
    char script[900];
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    const char *argv[] = {"/bin/bash", "-c", script, NULL};
    pty_t p;

    lab_new_workspace();
    snprintf(script, sizeof script, "set -m; %s/ctxlab --workspace %s; echo STOPPED; read x; fg; echo CODE $?; read x", lab_folder(), lab_workspace());
    bool up = pty_start(&p, 24, 80, env, argv) && pty_wait_text(&p, "Pick a program") && lab_open(&p, "busy-done-loop");
    lab_keys(&p, "\r");
    up = up && pty_wait_text(&p, "Background");
    lab_keys(&p, "\032");
    ok(up && pty_wait_text(&p, "STOPPED") && as_before(&p), "Ctrl-Z in a run: the terminal is as before while it is stopped");
    lab_keys(&p, "\n");
    ok(pty_wait_text(&p, "Background") && p.altscreen, "fg brings the run back");
    lab_keys(&p, "q");
    ok(pty_wait_text(&p, "CODE 0") && as_before(&p), "q after that: as before, with 0");
    lab_keys(&p, "\n");
    pty_wait_end(&p);
    pty_end(&p);
}

int main(void)
{
    if (!pty_usable())
        return 0;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        bool bare = modes[i].opens == waiting; /* nothing to restore: the signal itself ends it */
        by_signal(modes[i].name, modes[i].opens, SIGTERM, "SIGTERM", bare);
        by_signal(modes[i].name, modes[i].opens, SIGHUP, "SIGHUP", bare);
        by_signal(modes[i].name, modes[i].opens, SIGSEGV, "SIGSEGV", true);
        by_hang_up(modes[i].name, modes[i].opens);
    }
    watched_ends();
    stopped();
    lab_clean();
    return tap_end();
}
