/* hides_test.c — on a screen that has room for everything, nothing says what is still asked: the log and what is found end where one is,
 * until it has been said. And in a log one steps through, the mark moves and the lines stand.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
static pty_t p;

static bool shows(const char *text) { return pty_wait_text(&p, text); }
static bool has(const char *text) { return pty_has(&p, text); }

/* Its last line is the event where one is; numbers have no comma there. */
static bool log_ends(void)
{
    char *text = pty_text(&p), *at = strstr(text, "event "), last[20], next[20];
    int n = at ? atoi(at + strlen("event ")) : 0;

    snprintf(last, sizeof last, "│%6d ", n);
    snprintf(next, sizeof next, "│%6d ", n + 1);
    bool ends = n && strstr(text, last) && !strstr(text, next);
    free(text);
    return ends;
}

static void predicted(void)
{
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL}, *argv[] = {"build/tests/screens/show", "server", "1", NULL};

    ok(pty_start(&p, 50, 200, env, argv) && shows("─ Log ─"), "the log stands below at 200x50");
    lab_keys(&p, "p");
    ok(shows("is about to cancel c3") && log_ends() && !has("told          c5"), "a prediction: the log ends before the cancel");
    lab_keys(&p, "\t\t\t\t\t\t");
    ok(shows("Log") && !has("cancel-end"), "and so does its pane");
    lab_keys(&p, "\033");
    shows("Space play");
    lab_keys(&p, "\033");
    pty_wait_rest(&p);
    lab_keys(&p, "\033");
    ok(shows("cancel-end") && has("told          c5"), "left: what comes is there again");
    lab_quit(&p, "a prediction");
}

static void first_run(void)
{
    lab_new_workspace();
    ok(lab_start(&p, 50, 200, NULL) && lab_open(&p, "busy-done-loop"), "a bug's first run");
    lab_keys(&p, "\r");
    shows("Space play");
    lab_keys(&p, "..........");
    ok(shows("PAUSED") && log_ends(), "its log ends where one is");
    lab_keys(&p, "\t\t\t\t\t");
    ok(shows("What is found is told when the run has come to it.") && !has("busy-done."), "nothing is found yet");
    lab_keys(&p, "++++++++ ");
    ok(shows("Something is wrong by now.") && !has("busy-done "), "asked: its name is nowhere");
    lab_keys(&p, "\r");
    ok(shows("Found here: busy-done.") && has("leaks 0"), "told: it is");
    lab_quit(&p, "a first run");
}

static void judged(void)
{
    lab_new_workspace();
    ok(lab_start(&p, 50, 200, NULL) && lab_open(&p, "longer-child"), "a judge entry");
    lab_keys(&p, "\r");
    shows("Space play");
    lab_keys(&p, ".....");
    ok(shows("PAUSED") && log_ends(), "its log ends where one is");
    lab_keys(&p, "++++++++++ ");
    ok(shows("What there is to find") && log_ends(), "at its end all is there");
    lab_quit(&p, "a judge entry");
}

/* The first line of the log's pane, whose file begins under the heading. */
static bool log_begins(int event)
{
    char line[20];

    snprintf(line, sizeof line, "│%5d ", event);
    char *text = pty_text(&p), *at = strstr(text, "Found─Log");
    bool begins = at && (at = strstr(at, "\n")) && (at = strstr(at, "│")) && !strncmp(at, line, strlen(line));
    free(text);
    return begins;
}

static void stands(void)
{
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL}, *argv[] = {"build/tests/screens/show", "server", "30", NULL};

    ok(pty_start(&p, 24, 80, env, argv) && shows("event 30/60"), "a run in its middle");
    lab_keys(&p, "\t\t\t\t\t\t");
    ok(shows("38 10ms") && log_begins(23), "its log has the event in its middle");
    lab_keys(&p, "jjjjjjj");
    ok(shows("event 37/60") && log_begins(23), "seven steps on the lines stand where they were");
    lab_keys(&p, "j");
    ok(shows("event 38/60") && log_begins(31), "at its end it goes on by half a page");
    lab_keys(&p, "kkkkkk");
    ok(shows("event 32/60") && log_begins(31), "and stands again, with a line above the mark");
    lab_keys(&p, "k");
    ok(shows("event 31/60") && log_begins(24), "at its begin it goes back by half a page");
    lab_quit(&p, "a log one steps through");
}

int main(void)
{
    if (!pty_usable())
        return 0;
    predicted();
    first_run();
    judged();
    stands();
    lab_clean();
    return tap_end();
}
