/* leaving_test.c — what a key ends is not waited for: however long a run or a judgement takes to be gone, the screen answers.
 *
 * A worker that is stopped (SIGSTOP) is one that takes for ever.
 */
#include <ctype.h>
#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
enum { MOST = 64 };

/* Those whose parent is the screen, in one of these states; zombies are gone. */
static size_t workers(pid_t screen, const char *states, pid_t pid[MOST])
{
    DIR *proc = opendir("/proc");
    size_t count = 0;

    for (struct dirent *d; proc && (d = readdir(proc)) && count < MOST;) {
        char path[300], line[600] = "", state;
        int parent;
        if (!isdigit((unsigned char)*d->d_name))
            continue;
        snprintf(path, sizeof path, "/proc/%.20s/stat", d->d_name);
        FILE *f = fopen(path, "r");
        const char *rest = f && fgets(line, sizeof line, f) ? strrchr(line, ')') : NULL; /* the name may hold anything */
        if (rest && sscanf(rest + 1, " %c %d", &state, &parent) == 2 && parent == screen && strchr(states, state))
            pid[count++] = atoi(d->d_name);
        if (f)
            fclose(f);
    }
    if (proc)
        closedir(proc);
    return count;
}

static const char any[] = "RSDTt", halted[] = "T";

static void send_all(const pid_t *pid, size_t count, int sig)
{
    for (size_t i = 0; i < count; i++)
        kill(pid[i], sig);
}

/* Stops who runs and judges, until so many stand still. Whoever was done before is asked for once more. */
static bool halt(pty_t *p, size_t least)
{
    pid_t pid[MOST];

    for (time_t end = time(NULL) + 120; time(NULL) < end && workers(p->pid, halted, pid) < least && !p->ended;) {
        pty_read(p, 2);
        size_t all = workers(p->pid, any, pid);
        send_all(pid, all, SIGSTOP);
        if (all < least && pty_has(p, "It fails"))
            lab_keys(p, "r");
    }
    if (workers(p->pid, halted, pid) < least)
        pty_show(p);
    return workers(p->pid, halted, pid) >= least;
}

/* Opens the entry, saves its file, and stops who judges it; then once more, with another one. */
static bool two_for_ever(pty_t *p)
{
    pid_t pid[MOST];

    if (!lab_open(p, "discarded-cancel"))
        return false;
    lab_keys(p, "\r");
    if (!pty_wait_text(p, "Background"))
        return false;
    while (workers(p->pid, any, pid) && !p->ended)
        pty_read(p, 20); /* the run that is shown */
    if (!lab_save("discarded-cancel", "exercises/discarded-cancel/exercise.c") || !halt(p, 1))
        return false;
    lab_keys(p, "r");
    return halt(p, 2);
}

static bool back_to_list(pty_t *p)
{
    lab_keys(p, "\033");
    return pty_wait_text(p, "Enter opens it.");
}

static void answers(void)
{
    pty_t p;
    pid_t pid[MOST];

    lab_new_workspace();
    bool up = lab_start(&p, 24, 80, NULL) && two_for_ever(&p);
    ok(up, "two that do not end when they are told to");
    up = back_to_list(&p);
    size_t all = workers(p.pid, halted, pid);
    ok(up && all >= 2, "Esc: the list is there while %zu are not gone yet", all);
    up = lab_open(&p, "discarded-cancel");
    lab_keys(&p, "\r");
    ok(up && pty_wait_text(&p, "Building and running") && workers(p.pid, any, pid) == all, "the next run waits for those: no further process is there");
    send_all(pid, all, SIGCONT);
    ok(pty_wait_text(&p, "Background"), "they end: it goes on by itself");
    lab_quit(&p, "then");
}

static void ends(void)
{
    pty_t p;
    pid_t pid[MOST];
    bool gone = true;

    lab_new_workspace();
    bool up = lab_start(&p, 24, 80, NULL) && two_for_ever(&p);
    size_t count = workers(p.pid, halted, pid);
    ok(up && count > 0, "once more such two");
    lab_quit(&p, "in the midst of it");
    for (size_t i = 0; i < count; i++)
        gone = gone && kill(pid[i], 0) < 0;
    ok(gone, "and it left none of them behind");
}

int main(void)
{
    if (!pty_usable())
        return 0;
    answers();
    ends();
    lab_clean();
    return tap_end();
}
