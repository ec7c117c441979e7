/* lists_test.c — a list that is longer than its room says how many more there are, above and below: the catalog, tasks, findings; a
 * lesson's questions name the key that shows the rest.
 */
#include <stdio.h>
#include <string.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
static pty_t p;

static bool shows(const char *text) { return pty_wait_text(&p, text); }
static bool has(const char *text) { return pty_has(&p, text); }

static void catalog(int rows, int cols)
{
    lab_new_workspace();
    ok(lab_start(&p, rows, cols, NULL) && shows(" more") && !has("above"), "%dx%d: the catalog goes on below", cols, rows);
    lab_keys(&p, "\033[6~\033[6~\033[6~");
    ok(shows(" above, … "), "in its middle it says both");
    lab_keys(&p, "G");
    ok(pty_wait_gone(&p, " more") && shows(" above"), "at its end, what is above");
    lab_keys(&p, "ffff");
    ok(shows("only: demo") && has(" more") == (rows < 24), "a filter counts what it takes");
    lab_quit(&p, "the catalog");
}

static void shown(const char *name, const char *event, int rows, const char *keys, const char *below, const char *further, const char *both)
{
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL}, *argv[] = {"build/tests/screens/show", name, event, NULL};

    bool up = pty_start(&p, rows, 80, env, argv) && shows("Contexts");
    lab_keys(&p, keys);
    ok(up && shows(below), "%s at 80x%d: %s", name, rows, below);
    lab_keys(&p, further);
    ok(shows(both), "further down: %s", both);
    lab_quit(&p, name);
}

static void lesson(void)
{
    lab_new_workspace();
    ok(lab_start(&p, 16, 60, NULL) && lab_open(&p, "lazy-done"), "a lesson at 60x16");
    lab_keys(&p, "\r");
    ok(shows("Question 1 of 4") && !has("PgDn") && !has("PgUp"), "a question that fits");
    static const char *const answers[] = {"b", "\r", "b", "\r", "a", "\r", "a"};
    for (size_t k = 0; k < sizeof answers / sizeof *answers; k++) {
        lab_keys(&p, answers[k]);
        pty_wait_rest(&p);
    }
    ok(shows("Questions 3 to 4") && has("PgDn: more") && has("PgDn more"), "two answers that do not: the bottom line names PgDn");
    lab_keys(&p, "\033[6~\033[6~\033[6~\033[6~");
    ok(shows("PgUp more") && !has("PgDn"), "at their end: PgUp");
    pty_resize(&p, 50, 200);
    ok(shows("Questions 3 to 4") && !has("PgDn") && !has("PgUp"), "with room for all: neither");
    lab_quit(&p, "a lesson");
}

int main(void)
{
    if (!pty_usable())
        return 0;
    catalog(24, 80);
    catalog(10, 40);
    shown("crowd", "3000", 24, "\t\t\tj\r", " more", "jjjjjjjjjjjjjjjjjjjj", " above");
    shown("crowd", "1000", 16, "w", "… 3 more", "ww", " above");
    lesson();
    lab_clean();
    return tap_end();
}
