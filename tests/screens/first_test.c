/* first_test.c — what is seen first: the learner's own file, whoever acts; and, as the scheduler, the first choice that decides something.
 */
#include <string.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
static pty_t p;

static void keys(const char *k) { lab_keys(&p, k); }
static bool shows(const char *text) { return pty_wait_text(&p, text); }
static bool has(const char *text) { return pty_has(&p, text); }

static void press(const char *key)
{
    keys(key);
    pty_wait_done(&p);
}

static void at_the_start(const char *entry)
{
    lab_new_workspace();
    ok(lab_start(&p, 24, 80, NULL) && lab_open(&p, entry), "%s opens", entry);
    keys("\r");
    pty_wait_gone(&p, "Building and running");
    press("."); /* it plays: that pauses it */
}

static void own_file(void)
{
    at_the_start("discarded-cancel");
    ok(shows("ctx_t *ctx = ctx_with_cancel") && has("c3 WithCancel"), "the first run opens at the learner's own line, with the tree beside it");
    press(":0\r");
    ok(shows("Press . to make one step. Marked: your") && shows("  26\xe2\x80\xa2"), "before the first step the line that comes first is marked");
    press(":5\r");
    ok(shows("The engine acts. Marked: your first") && has("  26\xe2\x80\xa2"), "while the engine acts the file stays");
    press(":21\r");
    ok(shows("The scenario acts (scenario.c:22).") && has("Marked: your last line before it.") && has("  27\xe2\x80\xa2"), "while the scenario acts, too, with who it is");
    ok(has(" scenario.c:22  work_for(ctx, CTX_MS(ms));"), "whose line stands below");
    press(":17\r");
    ok(shows("  27\xe2\x9d\xaf") && !has("acts"), "the learner's own step is marked as such");
    lab_quit(&p, "own file");
}

static void first_choice(void)
{
    at_the_start("forgotten-fetch");
    press(":0\r");
    press("s");
    ok(shows("1 step went before, where one task alone could move") && has("T1 scenario: wg-add") && has("T2 page: derive"),
       "s: the first choice is one among two tasks; what was forced is counted");
    press("u");
    ok(shows("Taken back. Who moves here?") && has("T1 scenario: wg-add") && !has("T2 page: derive") && has("the caller: cancels"), "u: back to where one alone could move");
    lab_quit(&p, "first choice");
    at_the_start("nil-context");
    press(":0\r");
    press("s");
    ok(shows("In this run one task alone can move at each step") && has("cancels everything: c") && has("the caller: cancels everything, here"),
       "where one task alone moves in the whole run: why, and what there is to choose instead");
    lab_quit(&p, "one task");
    at_the_start("uncomparable-key");
    press(":0\r");
    press("s");
    ok(shows("Nobody has a choice in this run: at each step one task alone could move") && has("The run is over"), "where there is nothing to choose at all: why");
    lab_quit(&p, "no choice");
}

int main(void)
{
    own_file();
    first_choice();
    lab_clean();
    return tap_end();
}
