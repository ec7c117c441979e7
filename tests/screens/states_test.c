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

static bool has(const char *text) { return pty_has(&p, text); }

static bool gone(const char *text) { return pty_wait_gone(&p, text); }

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
    ok(shows("It fails. spin (busy-done): T2 worker"), "a save that loses says so");
    lab_save("busy-done-loop", "tests/catalog/busy-done-loop/right-while.c");
    ok(shows("It passes") && shows("n: next entry"), "a save that holds says so");
    ok(!has("n next entry"), "and names n once");
    keys("\033");
    ok(shows("Your file passes; this is one run of it.") && !has("busy-done:"), "behind its page nothing is left of what was wrong before");
    keys("n");
    ok(shows("Enter: watch it run") && !has("busy-done-loop"), "n goes to the next entry there, too");
    lab_quit(&p, "wrong, then right");
}

/* ---- neither passed nor failed ---------------------------------------------------------------------------- */

static const char head[] = "#include \"exercise.h\"\n#include <stdlib.h>\nvoid worker(ctx_t *ctx, void *jobs)\n{\n    (void)ctx, (void)jobs;\n";

static void save_body(const char *body)
{
    char text[600];

    snprintf(text, sizeof text, "%s%s}\n", head, body);
    lab_save_text("busy-done-loop", text);
}

static void no_verdict(void)
{
    begin("busy-done-loop", 24, 80);
    keys("\r");
    ok(shows("Contexts"), "a run");
    save_body("    *(volatile int *)8 = 1;\n");
    ok(shows("the program crashed") && shows("Esc: where it stopped"), "a crash: its page says what is behind it");
    keys("\033");
    ok(shows("It is not judged to its end: crash. busy-done-loop: the program crashed") && shows("6❯    *(volatile int *)8 = 1;") && has("◉ c1 Background") && !has("No context yet"),
       "and there the run stands where it crashed, with its line");
    save_body("    exit(0);\n");
    ok(shows("calls or uses 'exit'") && shows("Esc: your file"), "refused: there is only the file");
    keys("\033");
    ok(shows("It is refused, and nothing of it ran.") && shows("6❯    exit(0);") && has("Nothing of it ran. What is wrong with") && !has("Press . to step"),
       "and there it is, with the name that it may not use, and no word of steps that there are not");
    save_body("    for (;;)\n        ;\n");
    ok(shows("runs on for ever") && shows("Esc: where it stopped"), "a loop without end");
    keys("\033");
    ok(shows("It is not judged to its end: timeout.") && has("◉ c1 Background"), "stands where it was stopped, too");
    lab_quit(&p, "no verdict");
}

/* ---- the places that an explanation names ---------------------------------------------------------------- */

static void marks(void)
{
    begin("cancel-too-early", 24, 80); /* it names cancel-handle and cancel */
    keys("\r");
    ok(shows("Contexts"), "a run");
    keys("x");
    ok(shows("x: the place that LESSON: names"), "x: the explanation says how its places are opened");
    keys("x");
    ok(shows("LESSON: cancel-handle") && shows("engine/") && shows("x: the next place"), "x again: the first of them, in the engine's source");
    keys("x");
    ok(gone("LESSON: cancel-handle") && shows("LESSON: cancel") && shows("engine/"), "and again: the next");
    for (int i = 0; i < 8 && !has("x: the place that LESSON: names"); i++) {
        keys("x");
        pty_wait_rest(&p);
    }
    ok(has("x: the place that LESSON: names"), "after the last the explanation again");
    lab_quit(&p, "marks");
}

/* ---- real threads ---------------------------------------------------------------------------------------- */

static void real_threads(void)
{
    begin("stuck-reader", 24, 80);
    keys("\r");
    shows("event 0/");
    ok(shows("Contexts") && gone("event 0/0"), "a run on real threads");
    ok(gone("s take over"), "its line of keys offers nobody to choose");
    keys("s");
    ok(shows("This program runs on real threads: the machine chooses who moves"), "s says why");
    ok(!has("Who moves next?") && has("Space play"), "and opens no scheduler");
    keys("r");
    ok(shows("It fails. deaf to its context (deaf-wait): T"), "a judgement that it loses goes to what was found");
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
    pty_wait_done(&p); /* an answer that is still to come would take the word */
    keys("p");
    ok(shows("there is nothing to predict") && has("Enter let it move"), "p asks nothing there");
    for (int i = 0; i < 80 && !has("The run is over"); i++) {
        keys("\r");
        pty_wait_done(&p);
    }
    ok(shows("The run is over") && shows("u undo") && !has("let it move") && !has("cancel here"), "at its end only what can still be done");
    ok(has("ctxlab run busy-done-loop --schedule '"), "and the command that plays it again");
    keys("\r");
    ok(shows("The run is over: nobody is left to move."), "Enter says what came of it once, not twice");
    lab_quit(&p, "the scheduler's end");
}

/* Two moves of one task at one line: what tells them apart is said. */
static void two_ways(void)
{
    begin("stacked-timeouts", 24, 80);
    lab_save("stacked-timeouts", "tests/catalog/stacked-timeouts/right-one.c");
    keys("\r");
    shows("It passes");
    keys("s");
    ok(shows("Who moves next? 0 moves"), "the scheduler of a program that sleeps until its context ends");
    for (int i = 0; i < 20 && !has("sleep, its time is up"); i++) { /* the second offered each time: a cancel, a slow clock */
        pty_wait_done(&p);
        keys("j\r");
        pty_wait_done(&p);
    }
    ok(shows("sleep, its time is up") && shows("sleep, its context has"), "both ways of a sleep to end have a name");
    lab_quit(&p, "two ways");
}

/* ---- findings beside their source ------------------------------------------------------------------------ */

static int count(const char *text)
{
    char *all = pty_text(&p);
    int n = 0;

    for (const char *at = all; (at = strstr(at, text)) != NULL; at++)
        n++;
    free(all);
    return n;
}

static void findings_and_source(void)
{
    begin("never-checks", 24, 80);
    keys("\r");
    ok(gone("event 0/0"), "it runs");
    lab_save("never-checks", "exercises/never-checks/exercise.c");
    ok(shows("It fails.") && shows("never-checks.c:"), "a run with its findings");
    pty_wait_done(&p);
    ok(count("▲ ") >= 3 && count("never-checks.c:15") >= 3, "each is named, with its line");
    if (!ok(has("  14   ") && has("  15❯") && has("  17   "), "and the source of the chosen one has its rows"))
        pty_show(&p);
    keys("x");
    ok(pty_wait_either(&p, "What it means", "Ways out"), "x explains");
    lab_quit(&p, "findings");
}

/* What only who has passed is told. */
static void explained(void)
{
    begin("busy-done-loop", 24, 80);
    keys("x");
    ok(pty_wait_either(&p, "The busy done", "Esc back"), "x on the story explains the exercise");
    keys("G");
    ok(shows("They are told here once you have passed"), "but the ways out are kept for who has passed");
    lab_save("busy-done-loop", "tests/catalog/busy-done-loop/right-while.c");
    ok(shows("It passes"), "passed");
    ok(gone("confirming"), "and confirmed");
    keys("x");
    pty_wait_rest(&p);
    keys("G");
    ok(shows("Ways out") && !has("They are told here once"), "then they are told");
    lab_quit(&p, "explained");
}

/* ---- a demo ---------------------------------------------------------------------------------------------- */

static void demo(void)
{
    lab_new_workspace();
    ok(lab_start(&p, 24, 80, NULL) && shows("New here? Begin with the lesson on top."), "the first screen says where to begin");
    lab_open(&p, "wide-cascade");
    keys("\r");
    ok(shows("One parent, c4, and its children."), "Enter on a demo's story plays it to its first stop");
    keys("\033[6~\033[6~");
    ok(shows("One child was cancelled."), "PgDn twice: at the next stop at once");
    pty_watch(&p, "Under way: ");
    keys("\033[6~");
    ok(pty_wait_seen(&p), "on the way to the next it says how many are told, not what was said before");
    keys("\033");
    ok(shows("Esc once more leaves"), "a remote's Esc does not end it");
    keys("\033");
    ok(shows("One parent, many children ") && !has("children      passed"), "left halfway it is not passed");
    keys("\r");
    shows("Enter: ");
    keys("\r");
    ok(shows("One child was cancelled.") && has("stop 2/4"), "opened again it is at the stop where it was left");
    for (int i = 0; i < 12; i++) {
        keys("\033[6~");
        pty_wait_rest(&p);
    }
    keys("\033");
    ok(shows("children      passed"), "seen to its end it is");
    lab_quit(&p, "demo");
}

/* ---- small screens --------------------------------------------------------------------------------------- */

static void small(void)
{
    begin("lazy-done", 24, 80);
    keys("\033");
    pty_wait_rest(&p);
    keys("?");
    ok(shows("plays on to the next stop"), "the page of keys");
    for (int i = 0; i < 8 && !has("Background and TODO are there"); i++) {
        keys("\033[6~");
        pty_wait_rest(&p);
    }
    ok(has("Background and TODO are there"), "says why c2 is not in the tree");
    lab_quit(&p, "keys");
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
    no_verdict();
    wrong_then_right();
    marks();
    real_threads();
    scheduler_over();
    two_ways();
    findings_and_source();
    explained();
    demo();
    small();
    lab_clean();
    return tap_end();
}
