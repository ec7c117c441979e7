/* guess_test.c — what is guessed before the run goes on where no cancel leaves anything to guess, and that some never stop.
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

/* Paused, at the beginning. */
static void at_the_start(const char *entry)
{
    lab_new_workspace();
    ok(lab_start(&p, 24, 80, NULL) && lab_open(&p, entry), "%s opens", entry);
    lab_keys(&p, "\r");
    pty_wait_gone(&p, "Building and running");
    press(".");
    press(":0\r");
}

static void goes_wrong(void)
{
    at_the_start("double-unlink");
    press("p");
    ok(has("Does anything go wrong in this") && has("below them: nothing.") && has("nothing goes wrong") && has("T1 scenario"), "no cancel to guess: what goes wrong is asked instead");
    ok(!has("109/115") && has("Enter this one "), "and the run is not skipped for it");
    press("G");
    ok(has("Does anything go wrong in this") && has("\xe2\x9d\xafnothing goes wrong"), "the question stays while one looks for the answer");
    press("k");
    ok(has("\xe2\x9d\xafT1 scenario"), "and back up");
    press("G");
    lab_keys(&p, "\r\r");
    ok(shows("leak (stale-link), T1 scenario: something goes wrong") && has("Found") && !has("is told when the run"), "wrong: the run comes to it, and it is told");
    press(":0\r");
    press("p");
    lab_keys(&p, "\r\r");
    ok(shows("leak (stale-link), T1 scenario, as you said"), "right");
    press(":115\r");
    press("p");
    ok(has("No cancellation lies ahead") || has("nothing to predict"), "behind it nothing is asked");
    lab_quit(&p, "goes wrong");
}

static void never_stops(void)
{
    at_the_start("busy-done-loop");
    press("p");
    ok(has("Which task will be the last to") && has("below them: never.") && has("never: some do not stop"), "who stops last: never is an answer");
    press("jjj");
    ok(has("\xe2\x9d\xafnever: some do not stop") && has("below them: never."), "below the last of them");
    lab_keys(&p, "\r\r");
    ok(shows("None of their tasks has stopped, as you said."), "and it is the right one");
    press(":0\r");
    press("p");
    lab_keys(&p, "\r\r");
    ok(shows("None of their tasks has stopped. Space"), "who named one is told so");
    lab_quit(&p, "never stops");
}

int main(void)
{
    if (!pty_usable())
        return 0;
    goes_wrong();
    never_stops();
    lab_clean();
    return tap_end();
}
