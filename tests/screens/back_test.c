/* back_test.c — who becomes the scheduler and moves nothing loses nothing: Esc brings back what stood there, to the last character.
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

static bool same(char *before)
{
    char *after = pty_text(&p);
    bool equal = before && after && !strcmp(before, after);

    if (!equal) {
        printf("# it was:\n# %s\n", before ? before : "");
        pty_show(&p);
    }
    free(before);
    free(after);
    return equal;
}

/* s, these keys, Esc. */
static void and_back(const char *what, const char *meanwhile)
{
    char *before = pty_text(&p);

    press("s");
    bool took = has("Who moves next?") || has("The run is over");
    for (const char *k = meanwhile; *k; k++) {
        char key[2] = {*k, 0};
        press(key);
    }
    ok(took && has("u undo"), "%s: s takes over", what);
    press("\033");
    ok(same(before), "%s: Esc brings back what stood there", what);
}

static void opens(const char *entry)
{
    lab_new_workspace();
    ok(lab_start(&p, 24, 80, NULL) && lab_open(&p, entry), "%s opens", entry);
}

static void from_runs(void)
{
    opens("err-before-done");
    lab_keys(&p, "\r");
    pty_wait_gone(&p, "Building and running");
    press(".");
    press(":20\r");
    and_back("a run, in the middle", "");
    press("\t");
    press("\t");
    and_back("another pane", "jk");
    press(":76\r");
    and_back("a run that is over", "uu");
    lab_keys(&p, "r");
    ok(shows("It fails. err-before-done: decided here.") && shows("event 17/"), "the judge shows a run that fails");
    pty_wait_done(&p);
    and_back("the run that fails", "");
    and_back("the run that fails, with what is asked there gone back from", "u");
    and_back("the run that fails, with s pressed twice", "j?\033");
    press(".");
    and_back("the run that fails, an event further on", "su");
    press("v");
    ok(has("The deciding switch"), "v: the verdict");
    and_back("the verdict", "");
    press("\033");
    press("s");
    press("\r");
    press("\033");
    ok(has("You chose so far; the rest of this run went the usual way."), "who moved keeps the run that came of it");
    lab_quit(&p, "runs");
}

static void from_a_pass(void)
{
    opens("busy-done-loop");
    lab_keys(&p, "\r");
    lab_save("busy-done-loop", "solutions/busy-done-loop.c");
    ok(shows("It passes"), "a right fix passes");
    pty_wait_done(&p);
    and_back("the verdict on it", "u");
    press("\033");
    ok(has("Your file passes; this is one run of it."), "Esc: the run behind");
    and_back("a run that holds", "");
    lab_quit(&p, "pass");
}

/* Where play holds and asks what one sees. */
static void from_a_hold(void)
{
    opens("discarded-cancel");
    lab_keys(&p, "\r");
    ok(shows("something is wrong by now."), "it plays, and holds where something can be seen");
    pty_wait_done(&p);
    and_back("the hold", "");
    press("\r");
    ok(has("Found here"), "which tells what it asked about, as before");
    lab_quit(&p, "hold");
}

/* Where nobody has a choice. */
static void from_no_choice(void)
{
    opens("uncomparable-key");
    lab_keys(&p, "\r");
    pty_wait_gone(&p, "Building and running");
    press(".");
    press(":12\r");
    and_back("a run without a choice", "");
    lab_quit(&p, "no choice");
}

int main(void)
{
    if (!pty_usable())
        return 0;
    from_runs();
    from_a_pass();
    from_a_hold();
    from_no_choice();
    lab_clean();
    return tap_end();
}
