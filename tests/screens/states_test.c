/* states_test.c — what the screen says is about what is there now: after a save, after a pass, where nobody can choose, on a
 * small screen. With the catalog's own programs and the real judge.
 */
#include <stdlib.h>
#include <string.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
static pty_t p;

static void keys(const char *k) { lab_keys(&p, k); }
static bool shows(const char *text) { return pty_wait_text(&p, text); }

static bool has(const char *text)
{
    char *all = pty_text(&p);
    bool there = strstr(all, text) != NULL;
    free(all);
    return there;
}

static bool gone(const char *text)
{
    for (int tries = 0; tries < 200 && has(text); tries++)
        pty_read(&p, 50);
    return !has(text);
}

/* Waits as long as a judge of real threads takes. */
static bool comes(const char *text)
{
    for (int tries = 0; tries < 6 && !has(text); tries++)
        shows(text);
    return has(text);
}

static void begin(const char *entry, int rows, int cols)
{
    lab_new_workspace();
    ok(lab_start(&p, rows, cols, NULL) && lab_open(&p, entry), "%s opens at %dx%d", entry, cols, rows);
}

/* ---- a wrong fix, then a right one ----------------------------------------------------------------------- */

static void wrong_then_right(void)
{
    begin("busy-done-loop", 24, 80);
    ok(shows("Esc back") && !has("Enter go on"), "below a page: only keys that its last line does not name");
    keys("\r");
    ok(shows("Contexts") && shows("H hint") && shows("s take over") && shows("Tab panes") && shows("? help") && shows("Esc back"), "80 columns: the way on and the way out are named");
    lab_save("busy-done-loop", "exercises/busy-done-loop/exercise.c");
    ok(shows("It fails. busy-done: T2 worker"), "a save that loses says so");
    lab_save("busy-done-loop", "tests/catalog/busy-done-loop/right-while.c");
    ok(shows("It passes") && shows("n: next entry"), "a save that holds says so");
    ok(!has("n next entry"), "and names n once");
    keys("\033");
    ok(shows("Your file passes; this is one run of it.") && !has("busy-done:"), "behind its page nothing is left of what was wrong before");
    keys("n");
    ok(shows("Enter: watch it run") && !has("busy-done-loop"), "n goes to the next entry there, too");
    lab_quit(&p, "wrong, then right");
}

/* ---- real threads ---------------------------------------------------------------------------------------- */

static void real_threads(void)
{
    begin("stuck-reader", 24, 80);
    keys("\r");
    comes("event 0/");
    ok(comes("Contexts") && gone("event 0/0"), "a run on real threads");
    ok(gone("s take over"), "its line of keys offers nobody to choose");
    keys("s");
    ok(shows("This program runs on real threads: the machine chooses who moves"), "s says why");
    ok(!has("Who moves next?") && has("Space play"), "and opens no scheduler");
    keys("r");
    ok(comes("It fails. deaf-wait: T"), "a judgement that it loses goes to what was found");
    ok(has("▲") && !has("event 0/"), "with the finding on the screen");
    keys("v");
    ok(shows("It fails") && has("deaf-wait") && shows("Checks"), "v: the whole verdict");
    lab_quit(&p, "real threads");
}

/* ---- the scheduler's end --------------------------------------------------------------------------------- */

static void scheduler_over(void)
{
    begin("busy-done-loop", 24, 80);
    keys("\rs");
    ok(shows("Who moves next?"), "the scheduler");
    ok(shows("Enter let it move"), "which takes a move with Enter");
    keys("p");
    ok(shows("there is nothing to predict") && has("Enter let it move"), "p asks nothing there");
    for (int i = 0; i < 80 && !has("The run is over"); i++) {
        keys("\r");
        pty_settle(&p, 60);
    }
    ok(shows("The run is over") && shows("u undo") && !has("let it move") && !has("cancel here"), "at its end only what can still be done");
    ok(has("ctxlab run busy-done-loop \\") && has("--schedule '"), "a command that a shell takes in two lines");
    keys("\r");
    ok(shows("The run is over: nobody is left to move."), "Enter says what came of it once, not twice");
    lab_quit(&p, "the scheduler's end");
}

/* ---- small screens --------------------------------------------------------------------------------------- */

static void small(void)
{
    begin("lazy-done", 24, 80);
    ok(has("Enter: begin, answer its questions   Esc: only watch"), "80 columns: the last line of a lesson's story is whole");
    lab_quit(&p, "story");
    begin("busy-done-loop", 20, 60);
    keys("\r");
    ok(shows("Contexts") && shows("Tab panes") && shows("? help") && shows("Esc back"), "60x20: the way on and the way out are named");
    ok(gone("event 0/0") && shows("─Source─"), "and the source stands below the tree");
    lab_quit(&p, "60x20");
}

int main(void)
{
    if (!pty_usable())
        return 0;
    wrong_then_right();
    real_threads();
    scheduler_over();
    small();
    lab_clean();
    return tap_end();
}
