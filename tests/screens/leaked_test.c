/* leaked_test.c — the three ways in which a child is left behind, in three C programs that are built and run: never told, told
 * and deaf, never cancelled under a parent that lives long. Each is one picture.
 */
#include <stdlib.h>
#include <string.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

typedef struct leak { const char *name, *node, *says; } leak_t;

/* At the end of all work, with a leaked child in the inspector. */
static void picture(const leak_t *l)
{
    char path[100], keys[60], golden[60], box[60];
    pty_t p;

    lab_new_workspace();
    snprintf(path, sizeof path, "tests/screens/data/leak-%s.c", l->name);
    ok(lab_save("discarded-cancel", path) && lab_start(&p, 24, 80, NULL) && lab_open(&p, "discarded-cancel"), "%s: a program opens", l->name);
    lab_keys(&p, "\r");
    bool up = pty_wait_text(&p, "Background");
    snprintf(keys, sizeof keys, ".:99ms\r.../%s\r\t\t", l->node);
    snprintf(box, sizeof box, "─ %s WithCancel ", l->node);
    lab_keys(&p, keys);
    ok(up && pty_wait_text(&p, box) && pty_wait_text(&p, l->says), "%s: the inspector says so", l->name);
    snprintf(golden, sizeof golden, "program-%s", l->name);
    ok(lab_golden(&p, golden), "%s: the whole picture", l->name);
    lab_quit(&p, l->name);
}

int main(void)
{
    static const leak_t leaks[] = {
        {"never-told", "c8", "▲ never"}, {"told-and-deaf", "c4", "▲ not yet: 1 task is deaf"}, {"never-cancelled", "c4", "▲ never cancelled"},
    };

    if (!pty_usable())
        return 0;
    for (size_t i = 0; i < sizeof leaks / sizeof *leaks; i++)
        picture(&leaks[i]);
    lab_clean();
    return tap_end();
}
