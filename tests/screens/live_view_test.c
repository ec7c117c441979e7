/* live_view_test.c — the screen on a program that runs: pausing the view loses nothing, whoever looks back stays there, a hang is
 * found while it hangs, a second viewer waits its turn; the same in words.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "live_roles.h"
#include "live_watch.h"
#include "on_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

/* ---- a hang ---------------------------------------------------------------------------------------------- */

/* Nothing comes any more, and just that is the fault: the screen finds it all the same, and its clock goes on. */
static void hanging(const char *self)
{
    watched_t w = live_start(self, "stand-still");
    const char *tool = getenv("CTXLAB");
    const char *argv[] = {tool ? tool : "./ctxlab", "view", w.path, "--wait", NULL};
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    pty_t p;

    bool open = pty_start(&p, 30, 100, env, argv) && pty_wait_text(&p, "quiet since");
    ok(open, "a hang: the clock of the live view goes on");
    ok(open && pty_wait_text(&p, "\xe2\x96\xb2"), "a hang: what is wrong by now is marked, without a key");
    pty_send(&p, "w", 1);
    ok(open && pty_wait_text(&p, "deaf-wait") && pty_has(&p, "listens to"), "a hang: who does not hear the end is found while it hangs");
    live_stop(&w);
    ok(open && pty_wait_text(&p, "gone without saying that it ends") && pty_has(&p, "deaf-wait"), "a hang: once it was killed, that is said, and the finding stays");
    pty_end(&p);
}

/* ---- asleep ---------------------------------------------------------------------------------------------- */

static long wakings(pid_t pid)
{
    char path[64], line[200];
    long total = -1;

    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, "voluntary_ctxt_switches:", 24))
            total = strtol(line + 24, NULL, 10);
    if (f)
        fclose(f);
    return total;
}

/* Once it is quiet nothing is due any more: however long one waits, nothing wakes it. */
static bool sleeps(pty_t *p)
{
    bool rests = pty_wait_done(p);
    long before = wakings(p->pid);

    return rests && before > 0 && !pty_read(p, 1500) && wakings(p->pid) == before;
}

static void asleep(const char *self, const char *role, bool hangs)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    watched_t w = live_start(self, role);
    const char *argv[] = {getenv("CTXLAB") ? getenv("CTXLAB") : "./ctxlab", "view", w.path, "--wait", NULL};
    pty_t p;

    bool open = pty_start(&p, 24, 80, env, argv) && pty_wait_text(&p, "quiet since");
    if (!hangs)
        ok(open && sleeps(&p), "asleep: a program that is quiet wakes nobody");
    pty_send(&p, " ", 1);
    ok(open && pty_wait_text(&p, "PAUSED") && sleeps(&p), "asleep: nor does one that %s, while the view is paused", hangs ? "hangs" : "is quiet");
    live_stop(&w);
    ok(open && pty_wait_text(&p, "This is all it said") && sleeps(&p), "asleep: nor one that has ended");
    pty_send(&p, "?", 1);
    ok(open && pty_wait_text(&p, "Keys"), "asleep: a key does");
    pty_end(&p);
}

/* ---- two viewers ----------------------------------------------------------------------------------------- */

/* A program speaks to one at a time. The other is not shown an empty picture as if it were the program's. */
static void two_viewers(const char *self)
{
    watched_t w = live_start(self, "tick");
    const char *tool = getenv("CTXLAB");
    const char *argv[] = {tool ? tool : "./ctxlab", "view", w.path, "--wait", NULL};
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    pty_t first, second;

    bool open = pty_start(&first, 24, 80, env, argv) && pty_wait_text(&first, "c1 Background");
    ok(open && pty_start(&second, 24, 80, env, argv) && pty_wait_text(&second, "one viewer at a time") && !pty_has(&second, "LIVE"), "two viewers: the second is told that it waits");
    ok(pty_has(&second, "It begins when the program speaks to this viewer") && !pty_has(&second, "Space plays"), "two viewers: nothing is offered to be played meanwhile");
    kill(first.pid, SIGKILL);
    pty_wait_end(&first);
    ok(open && pty_wait_text(&second, "c1 Background") && pty_has(&second, "LIVE"), "two viewers: its turn comes when the first is killed");
    pty_end(&first);
    pty_end(&second);
    live_stop(&w);
}
/* ---- pausing --------------------------------------------------------------------------------------------- */

static void ticks(const watched_t *w, int n)
{
    for (int i = 0; i < n; i++)
        if (write(w->in, "\n", 1) != 1)
            return;
}

/* The two numbers of "event 5/12" on the status line. */
static bool position(pty_t *p, long *n, long *count)
{
    char *text = pty_text(p), *at = strstr(text, "event ");
    bool found = at && sscanf(at, "event %ld/%ld", n, count) == 2;

    free(text);
    return found;
}

typedef struct where { long least, stands; } where_t;

static bool is_there(pty_t *p, const void *arg)
{
    const where_t *w = arg;
    long n, count;

    return position(p, &n, &count) && count >= w->least && (w->stands < 0 ? n == count : n == w->stands);
}

/* Until so many are recorded, and the view is at the newest of them, or stands where it stood. */
static bool wait_count(pty_t *p, long least, long stands)
{
    char what[100];

    snprintf(what, sizeof what, stands < 0 ? "%ld events or more, the newest of them shown" : "%ld events or more, number %ld shown", least, stands);
    return pty_wait_for(p, is_there, &(where_t){.least = least, .stands = stands}, what);
}

static void pausing(const char *self)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    const char *ctxlab = getenv("CTXLAB") ? getenv("CTXLAB") : "./ctxlab";
    watched_t w = live_start(self, "tick");
    const char *argv[] = {ctxlab, "view", w.path, NULL};
    long before = 0, at = 0;
    pty_t p;

    close(live_join_at(w.path)); /* it listens now */
    if (!pty_start(&p, 24, 80, env, argv)) {
        ok(false, "pausing: no pseudo-terminal");
        live_stop(&w);
        return;
    }
    ok(pty_wait_text(&p, "LIVE") && wait_count(&p, 5, -1), "pausing: the view is live, and was told what there is");
    ticks(&w, 20);
    ok(wait_count(&p, 20, -1), "pausing: it follows the newest event");
    pty_send(&p, " ", 1);
    ok(pty_wait_text(&p, "PAUSED") && position(&p, &at, &before), "pausing: Space pauses");
    ticks(&w, 30);
    ok(wait_count(&p, before + 30, at), "pausing: the view stays while the recording goes on");
    pty_send(&p, ":2\r", 3);
    ok(pty_wait_text(&p, "event 2/"), "pausing: back to the second event of a program that runs");
    pty_send(&p, "...", 3);
    ok(pty_wait_text(&p, "event 5/"), "pausing: and forward from there");
    ticks(&w, 10);
    ok(wait_count(&p, before + 40, 5), "pausing: while more comes");
    pty_send(&p, " ", 1);
    ok(pty_wait_text(&p, "REPLAY"), "pausing: what plays again is a replay, and no longer live");
    pty_send(&p, "s", 1);
    ok(pty_wait_text(&p, "This program runs by itself: there is nothing to run"), "pausing: who is no recording is not called one");
    pty_send(&p, "F", 1);
    ok(pty_wait_text(&p, "LIVE") && wait_count(&p, before + 40, -1), "pausing: F is at the newest again, and nothing is missing");
    close(w.in);
    w.in = -1;
    ok(pty_wait_text(&p, "has ended"), "pausing: the end of the program is said");
    pty_send(&p, "q", 1);
    ok(pty_wait_end(&p) && p.status == 0, "pausing: q ends the view with 0");
    pty_end(&p);
    live_stop(&w);
}

/* Each key that leads back leads away from the newest: what comes does not take one along. */
static void looking_back(const char *self)
{
    static const char *const keys[] = {"[", "w", "W", ",", ":4\r"};
    static const char *const names[] = {"[", "w", "W", ",", ":"};
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    watched_t w = live_start(self, "tick");
    const char *argv[] = {getenv("CTXLAB") ? getenv("CTXLAB") : "./ctxlab", "view", w.path, NULL};
    long at = 0, count = 0;
    pty_t p;

    close(live_join_at(w.path));
    bool open = pty_start(&p, 24, 80, env, argv) && pty_wait_text(&p, "LIVE") && wait_count(&p, 5, -1) && write(w.in, "d", 1) == 1;
    ticks(&w, 5);
    open = open && pty_wait_text(&p, "quiet since"); /* it was looked through: what is found is known */
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        pty_send(&p, keys[i], strlen(keys[i]));
        bool back = open && pty_wait_text(&p, "PAUSED") && position(&p, &at, &count) && at < count;
        ticks(&w, 10);
        ok(back && wait_count(&p, count + 10, at), "looking back: %s leads away from the newest event, and it stays there", names[i]);
        pty_send(&p, "F", 1);
        open = open && pty_wait_text(&p, "LIVE") && wait_count(&p, count + 10, -1);
    }
    ok(open, "looking back: F leads to the newest each time");
    pty_end(&p);
    live_stop(&w);
}

/* Whoever looks at what was stays there when the program ends. */
static void ends_meanwhile(const char *self)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    watched_t w = live_start(self, "tick");
    const char *argv[] = {getenv("CTXLAB") ? getenv("CTXLAB") : "./ctxlab", "view", w.path, NULL};
    long at = 0, count = 0, later = 0;
    pty_t p;

    close(live_join_at(w.path));
    bool open = pty_start(&p, 24, 80, env, argv) && pty_wait_text(&p, "LIVE") && wait_count(&p, 5, -1);
    ticks(&w, 20);
    open = open && wait_count(&p, 20, -1);
    pty_send(&p, ",", 1);
    open = open && pty_wait_text(&p, "PAUSED") && position(&p, &at, &count);
    ticks(&w, 20);
    ok(open && wait_count(&p, count + 20, at), "ends meanwhile: a step back, and it follows no more");
    close(w.in);
    w.in = -1;
    ok(open && pty_wait_text(&p, "has ended") && position(&p, &later, &count) && later == at && at < count, "ends meanwhile: at the program's end one stays where one was");
    pty_end(&p);
    live_stop(&w);
}
/* ---- in words -------------------------------------------------------------------------------------------- */

/* In words, for as long as the program runs; and what there is to say once it has ended. */
static void in_words(const char *self)
{
    const char *ctxlab = getenv("CTXLAB") ? getenv("CTXLAB") : "./ctxlab";
    watched_t w = live_start(self, "tick");
    char command[300], line[400];
    bool event = false, tree = false, task = false;

    close(live_join_at(w.path));
    snprintf(command, sizeof command, "%s view %s --plain 2>&1", ctxlab, w.path);
    FILE *f = popen(command, "r");
    while (f && fgets(line, sizeof line, f)) {
        if (strstr(line, "snapshot-end")) { /* it is heard: now the program goes on, and ends */
            ticks(&w, 5);
            close(w.in);
        }
        event = event || strstr(line, "live-seen");
        tree = tree || !strcmp(line, "tree: c1 Background: live\n");
        task = task || !strncmp(line, "task: T1 main", 13);
    }
    ok(f && pclose(f) == 0 && event, "in words: events are told as they come");
    ok(tree && task, "in words: the tree and the tasks once it has ended");
    w.in = -1;
    live_stop(&w);
}
int main(int argc, char **argv)
{
    if (argc > 1)
        return live_role(argv[1]);
    signal(SIGPIPE, SIG_IGN);
    in_words(argv[0]);
    if (pty_usable()) {
        pausing(argv[0]);
        looking_back(argv[0]);
        ends_meanwhile(argv[0]);
        hanging(argv[0]);
        asleep(argv[0], "tick", false);
        asleep(argv[0], "stand-still", true);
        two_viewers(argv[0]);
    }
    return tap_end();
}
