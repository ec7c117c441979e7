/* main.c — plays one exercise on threads: `PROGRAM [small|big]`. Linked with the learner's file, its scenario, its
 * scenery and libctx.a.
 *
 * Environment: $CTX_TRACE records, $CTX_TIME_SCALE speeds the clock up, so that 30 s take 30 ms. Exit status: 0 as it
 * should be, 1 the scenario saw a wrong result, 2 a panic. What is still alive at the end is printed when the book is
 * kept ($CTX_LEDGER=1).
 */
#include "scene.h"
#include "ctx_event.h"
#include "rt.h"
#include "scene_root.h"
#include "task.h"

#include <stdio.h>
#include <string.h>

static void print(const ctx_ledger_row_t *row, void *arg)
{
    (void)arg;
    if (row->made != NULL)
        fprintf(stderr, "alive: %s made at %s:%d in %s\n", row->what, row->made->file, row->made->line,
                row->made->func);
    else
        fprintf(stderr, "alive: %s\n", row->what);
}

int main(int argc, char **argv)
{
    int size = argc > 1 && strcmp(argv[1], "big") == 0 ? SCENE_BIG : SCENE_SMALL;
    task_counting = true;
    ctx_cancel_t *cancel = NULL;
    ctx_t *root = ctx_with_cancel(ctx_background(), &cancel);
    scene_set_root(cancel);
    scene_main(root, size);
    RT_EVENT(.kind = CTX_EV_TEARDOWN);
    ctx_release(cancel);
    scene_settle();
    (void)ctx_ledger(print, NULL);
    return scene_failures != 0;
}
