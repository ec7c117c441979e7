/* secret_test.c — judge entries: what is found is the answer that is asked for, and stays hidden until it is right. The
 * editor, too: it returns, it gives up, it is not there.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
static pty_t p;

static void keys(const char *k) { lab_keys(&p, k); }
static bool shows(const char *text) { return pty_wait_text(&p, text); }

static bool has(const char *text) { return pty_has(&p, text); }

static bool gone(const char *text) { return pty_wait_gone(&p, text); }

/* What a finding is seen by: its name, its triangle, the count of leaks. */
static bool told(void) { return has("dominated-deadline") || has("▲") || has("leaks"); }

static void at_the_end(void)
{
    keys("\r++++++++++");
    shows("END");
}

/* ---- hidden ---------------------------------------------------------------------------------------------- */

/* The picture that P saves, without its marks; it is removed. */
static bool picture_tells(void)
{
    DIR *d = opendir(".");
    bool tells = true;

    for (struct dirent *e; d && (e = readdir(d)) != NULL;) {
        char *text, name[300];
        if (strncmp(e->d_name, "ctxlab-2", 8) || !strstr(e->d_name, ".svg"))
            continue;
        snprintf(name, sizeof name, "%s", e->d_name);
        text = lab_read(name);
        tells = !text || strstr(text, "▲") || strstr(text, "dominated-deadline");
        free(text);
        unlink(name);
    }
    if (d)
        closedir(d);
    return tells;
}

static void hidden(void)
{
    lab_new_workspace();
    ok(lab_start(&p, 24, 80, NULL) && lab_open(&p, "longer-child"), "a judge entry opens");
    at_the_end();
    ok(shows("What there is to find here is what you are asked: A writes your answer."), "at the end of its run it asks, and tells nothing");
    ok(!told(), "not in the status line, the tree, the strip");
    keys("w");
    ok(shows("What there is to find here") && !told(), "w goes to no finding");
    for (int pane = 0; pane < 6; pane++) {
        keys("\t");
        pty_wait_rest(&p);
        ok(!told(), "pane %d tells nothing", pane + 1);
    }
    keys("\t");
    keys("P");
    ok(shows("The picture of this screen is in") && !picture_tells(), "nor does the picture");
    keys("x");
    ok(shows("What there is to find here"), "nor is it explained");
    keys("r");
    ok(shows("It is not passed. Say first whether it is a bug") && !told(), "nor does the judge tell");
    keys("v");
    ok(shows("It is not passed. Say first") && !told(), "nor its page");
}

/* How many events the run on the screen has. */
static int events(void)
{
    char *text = pty_text(&p), *at = strstr(text, "event ");
    int n = 0, all = 0;

    if (!at || sscanf(at, "event %d/%d", &n, &all) != 2)
        all = 0;
    free(text);
    return all;
}

/* One that loses in some orders only: the judge knows which, and the answer is still asked for. */
static void hidden_switch(void)
{
    lab_new_workspace();
    lab_start(&p, 24, 80, NULL);
    lab_open(&p, "cascade-unlocked");
    keys("\r++++++++++");
    ok(shows("What there is to find here"), "a run that nothing goes wrong in");
    pty_wait_done(&p);
    int usual = events();
    keys("r");
    ok(shows("It is not passed. Say first whether it is a bug"), "is judged");
    pty_wait_done(&p);
    ok(usual > 0 && events() == usual, "the usual run stays on the screen, and not one that loses: %d events, %d", usual, events());
    keys(":0\rs");
    ok(shows("You are the scheduler.") && !has("that decided") && !has("the run passes"), "nor does the scheduler begin there");
    lab_quit(&p, "a switch that is not told");
}

/* The same entry opened by `ctxlab run ID --view`. */
static void hidden_in_a_view(void)
{
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    const char *argv[] = {getenv("CTXLAB") ? getenv("CTXLAB") : "./ctxlab", "run", "longer-child", "--view", "--workspace", NULL, NULL};

    lab_new_workspace();
    argv[5] = lab_workspace();
    ok(pty_start(&p, 24, 80, env, argv) && shows("Contexts"), "run --view of a judge entry");
    keys("w");
    ok(shows("What there is to find here") && !told(), "tells nothing either");
    keys("q");
    pty_wait_end(&p);
    pty_end(&p);
}

/* ---- opened ---------------------------------------------------------------------------------------------- */

static void by_key(void)
{
    keys("A");
    ok(shows("Your verdict and evidence:"), "A asks");
    keys("\033");
    ok(gone("Say bug or no-bug"), "Esc takes its question along");
    keys("Amaybe so\r");
    ok(shows("is not taken: mend it, or Esc. An answer is bug or no-bug") && shows("evidence: maybe so"), "what is no answer is not taken");
    ok(!told(), "and opens nothing");
    keys("\025bug, line 1b\r");
    ok(shows("\"bug line 1b\" is not taken") && !told(), "half a number is none");
    keys("\025bug, line 1 (it says so)\r");
    ok(shows("Written into your file: bug, because of line 1 (it says so)."), "one's own words may follow it");
    char *file = lab_read(lab_file("longer-child"));
    ok(file && strstr(file, "Evidence: line 1 (it says so)"), "and stand in the file");
    free(file);
    keys("Abug, line 1\r");
    ok(shows("Written into your file: bug, because of line 1."), "a wrong answer is one");
    pty_wait_rest(&p);
    ok(!told(), "and opens nothing");
    keys("r");
    ok(shows("it is not the right one") && !told(), "nor does judging it: it says that it is wrong, and not why");
    keys("w");
    pty_wait_rest(&p);
    ok(!told(), "nor w");
    keys("Ano-bug count rows said written=22\r");
    ok(shows("Written into your file: no-bug, because of count rows said written=22."), "a count's name may have spaces");
    keys("w");
    ok(shows("dominated-deadline"), "and the right verdict opens what was found");
    lab_quit(&p, "judge entry");
}

static void by_hand(void)
{
    lab_new_workspace();
    lab_start(&p, 24, 80, NULL);
    lab_open(&p, "longer-child");
    at_the_end();
    char *shipped = lab_read("exercises/longer-child/exercise.c"), *both = NULL;
    ok(shipped && asprintf(&both, "/* Verdict: bug */\n%s", shipped) > 0 && lab_save_text("longer-child", both), "half an answer, written by hand");
    ok(shows("it is not the right one") && !told(), "is told that it is wrong, and nothing else");
    free(both);
    ok(asprintf(&both, "/* Verdict: bug */\n/* Evidence: line 1 */\n%s", shipped) > 0 && lab_save_text("longer-child", both), "a whole one, and wrong");
    ok(shows("it is not the right one") && !told(), "opens nothing, as with A");
    keys("Agive up\r");
    ok(shows("Written into your file: give-up."), "who gives up");
    pty_wait_done(&p); /* that is a save, and judged: a page that is read then would be taken away */
    keys("r");
    ok(shows("dominated-deadline"), "is told what was found");
    pty_wait_done(&p);
    free(both);
    free(shipped);
    keys("v");
    ok(shows("answer-verdict") && shows("given up"), "and the judge says that it was given up");
    ok(has("Not passed yet") && !has("It fails"), "what is no bug does not fail: it is not passed yet");
    lab_quit(&p, "answered by hand");
}

static void taught_here(void)
{
    lab_new_workspace();
    lab_start(&p, 24, 80, NULL);
    lab_open(&p, "busy-done-loop");
    keys("\r++++++++++");
    ok(shows("Something is wrong by now. Look at T2 worker and c3 WithCancel") && !has("busy-done busy") && !has("in a row"), "the first run asks what one sees, and gives it no name");
    keys("w");
    ok(shows("Found here: ") && shows("busy-done busy-done-loop.c:14"), "w tells");
    keys("\r");
    ok(shows("What it means") && shows("Fix:") && !has("Taught by"), "its page sends nobody to where they are");
    lab_quit(&p, "the page of a finding");
}

/* ---- the editor ------------------------------------------------------------------------------------------ */

static void editors(void)
{
    lab_new_workspace();
    lab_start(&p, 24, 80, "cp tests/catalog/busy-done-loop/right-while.c");
    lab_open(&p, "busy-done-loop");
    keys("e");
    ok(shows("It passes"), "the editor returns: its work is judged");
    lab_quit(&p, "editor");
    lab_new_workspace();
    lab_start(&p, 24, 80, "false");
    lab_open(&p, "busy-done-loop");
    keys("\r");
    shows("Contexts");
    keys("e");
    ok(shows("The editor ended with code 1: nothing is judged."), "an editor that gives up: nothing is judged");
    keys("r");
    keys("r");
    keys("r");
    ok(shows("(busy-done): "), "r, again and again while it runs: the last one's verdict");
    keys("?");
    ok(shows("play or pause"), "and keys go on working");
    keys("\033");
    pty_wait_rest(&p);
    lab_quit(&p, "editor that fails");
}

int main(void)
{
    if (!pty_usable())
        return 0;
    hidden();
    by_key();
    by_hand();
    hidden_in_a_view();
    hidden_switch();
    taught_here();
    editors();
    lab_clean();
    return tap_end();
}
