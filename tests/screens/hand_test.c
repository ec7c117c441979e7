/* hand_test.c — scheduled by hand: a run that spins or crashes says so in words; the solution is shown to who asks twice.
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
    if (!pty_wait_either(&p, "Background", "Found here"))
        return false;
    press("."); /* it plays: that pauses it */
    press(":0\r");
    press("s");
    return pty_wait_either(&p, "Who moves next? 0 moves, 0 switches", "The run is over");
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
    static const char *const spin[3] = {"T2 worker spins: 20,000,000", "steps, and time stands still."};
    static const char *const stuck[3] = {"The run is stopped in T2", "worker: it crashed."};
    char text[400];

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
    all_ends();
    solution();
    lab_clean();
    return tap_end();
}
