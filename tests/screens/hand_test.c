/* hand_test.c — scheduled by hand: a cancel is dropped at any step, and each way in which a run can end is said in words.
 */
#include <stdlib.h>
#include <string.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
static pty_t p;

static bool shows(const char *text) { return pty_wait_text(&p, text); }
static bool has(const char *text) { return pty_has(&p, text); }

static void press(const char *key)
{
    lab_keys(&p, key);
    pty_wait_done(&p);
}

/* Opens the entry with this text as its file (NULL: as shipped), and takes over at the run's first choice. */
static bool take_over(const char *entry, const char *text)
{
    lab_new_workspace();
    if ((text && !lab_save_text(entry, text)) || !lab_start(&p, 24, 80, NULL) || !lab_open(&p, entry))
        return false;
    lab_keys(&p, "\r");
    if (!pty_wait_either(&p, "Background", "Something is wrong"))
        return false;
    press("."); /* it plays: that pauses it */
    press(":0\r");
    press("s");
    return pty_wait_either(&p, "Who moves next? 0 moves, 0 switches", "The run is over");
}

/* ---- a cancel at any step -------------------------------------------------------------------------------- */

static void drops(void)
{
    int steps = 0, dropped = 0, undone = 0;

    ok(take_over("busy-done-loop", NULL), "c: a run to be scheduled");
    for (; steps < 6 && !has("The run is over"); steps++) {
        char moves[40];
        if (!has("the caller: cancels everything, here"))
            break;
        lab_keys(&p, "c");
        if (!shows("You let the caller go instead of the usual one.") || !shows(", 1 switch "))
            break;
        dropped++;
        snprintf(moves, sizeof moves, "Who moves next? %d move%s, 0 switches", steps, steps == 1 ? "" : "s");
        lab_keys(&p, "u");
        undone += shows(moves) && shows("the caller: cancels everything, here");
        snprintf(moves, sizeof moves, "Who moves next? %d move%s, 0 switches", steps + 1, steps == 0 ? "" : "s");
        lab_keys(&p, "\r");
        if (!pty_wait_either(&p, moves, "The run is over"))
            break;
    }
    ok(steps == 6 && dropped == steps, "c: a cancel can be dropped at each of %d steps (%d)", steps, dropped);
    ok(undone == steps, "u: and be taken back there (%d)", undone);
    press("c");
    ok(shows("You let the caller go"), "c: once more, to go on with it");
    press("c");
    ok(shows("No cancel can be dropped here: the caller has cancelled already"), "c: but not twice");
    for (int i = 0; i < 40 && !has("The run is over"); i++)
        press("\r");
    ok(shows("It fails, 1 switch from the usual") && shows("worker spins") && shows("No move of yours was"), "what comes of it is said, and nobody is praised for what happens anyway");
    press("c");
    ok(has("nobody is left to hear of a cancel"), "c: nor when the run is over");
    lab_quit(&p, "c");
}

/* A right fix, and a cancel before the first job: that no job was taken then is no fault. */
static void held(void)
{
    lab_new_workspace();
    ok(lab_start(&p, 24, 80, NULL) && lab_open(&p, "busy-done-loop"), "a right fix");
    lab_keys(&p, "\r");
    lab_save("busy-done-loop", "solutions/busy-done-loop.c");
    ok(shows("It passes"), "passes");
    press("\033");
    press("s");
    ok(shows("Who moves next? 0 moves, 0 switches"), "s: the scheduler");
    press("c");
    ok(shows("You let the caller go") && !has("cancels everything, here"), "c: everything is cancelled, once");
    for (int i = 0; i < 40 && !has("The run is over"); i++)
        press("\r");
    ok(shows("The run is over. It held: with") && has("leaks, spins or hangs.") && !has("It fails"), "the run held: what a caller who stays may ask for is not asked");
    ok(has("All that is judged is over. u takes a move back."), "and that this is all there was to choose");
    lab_quit(&p, "held");
}

/* ---- how it ends ----------------------------------------------------------------------------------------- */

static void ends(const char *name, const char *entry, const char *text, const char *const says[3])
{
    bool up = text && take_over(entry, text);

    for (int i = 0; up && i < 60 && !has("The run is over"); i++)
        press("\r");
    ok(up && has("The run is over"), "%s: the run ends", name);
    for (int i = 0; i < 3 && says[i]; i++)
        ok(has(says[i]), "%s: it says \"%s\"", name, says[i]);
    press("\r");
    ok(has("nobody is left to move. u takes a move back"), "%s: nobody moves any more", name);
    if (!has("Nobody had a choice"))
        press("u");
    ok(has("Who moves next?") || has("Nobody had a choice in this run"), "%s: a move can be taken back", name);
    lab_quit(&p, name);
}

static void all_ends(void)
{
    static const char worker[] = "#include \"exercise.h\"\nvoid worker(ctx_t *ctx, void *jobs)\n{\n    (void)ctx, (void)jobs;\n    %s\n}\n";
    static const char *const deadlock[3] = {"Deadlock: 3 tasks wait, and", "nothing can wake any of them.", "scenario in recv (err-before-done.c:37)"};
    static const char *const spin[3] = {"T2 worker spins: 20,000,000", "steps, and time stands still."};
    static const char *const stuck[3] = {"The run is stopped in T2", "worker: it crashed."};
    static const char closes[] = "chan_close(shift.done);";
    char text[400], waits[8000], *shipped = lab_read("exercises/err-before-done/exercise.c"), *at = shipped ? strstr(shipped, closes) : NULL;

    if (at)
        snprintf(waits, sizeof waits, "%.*schan_recv(shift.done, NULL);%s", (int)(at - shipped), shipped, at + strlen(closes));
    ends("a deadlock", "err-before-done", at ? waits : NULL, deadlock);
    free(shipped);
    snprintf(text, sizeof text, worker, "for (volatile int i = 0;; i++) {}");
    ends("a spin", "busy-done-loop", text, spin);
    snprintf(text, sizeof text, worker, "volatile int *nowhere = NULL; *nowhere = 1;");
    ends("a crash", "busy-done-loop", text, stuck);
}

/* ---- the solution, before the pass ----------------------------------------------------------------------- */

static void solution(void)
{
    lab_new_workspace();
    ok(lab_start(&p, 24, 80, NULL) && lab_open(&p, "busy-done-loop"), "S: an entry opens");
    lab_keys(&p, "\r");
    pty_wait_gone(&p, "Building and running");
    press(".");
    press("S");
    ok(shows("S once more") && !has("the solution  "), "S before the pass asks whether one wants to");
    press("S");
    ok(shows("A solution beside yours"), "S again shows it");
    press("\033");
    press("S");
    press(".");
    press("S");
    ok(!has("A solution beside yours"), "another key between the two takes it back");
    lab_quit(&p, "S");
}

int main(void)
{
    if (!pty_usable())
        return 0;
    drops();
    held();
    all_ends();
    solution();
    lab_clean();
    return tap_end();
}
