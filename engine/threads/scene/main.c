/* main.c — plays one exercise on threads: `PROGRAM [small|big]`. Linked with the learner's file, its scenario, its
 * scenery and libctx.a.
 *
 * Environment: $CTX_TRACE records, $CTX_TIME_SCALE speeds the clock up, so that 30 s take 30 ms. Exit status: 0 as it
 * should be, 1 the scenario saw a wrong result, 2 a panic, 3 a deadlock ($CTX_WATCH=1: somebody looks for one). What is
 * still alive at the end is printed when the book is kept ($CTX_LEDGER=1). $CTX_REPORT_FD: the descriptor into which an
 * address sanitizer, where the program was built with one, writes its report. $CTX_HURRY=1: nobody asks how long things take;
 * settling is a shorter wait.
 */
#include "scene.h"
#include "ctx_event.h"
#include "rt.h"
#include "scene_root.h"
#include "startup.h"
#include "task.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void __sanitizer_set_report_fd(void *fd) __attribute__((weak));

static void print(const ctx_ledger_row_t *row, void *arg)
{
    (void)arg;
    if (row->made != NULL)
        fprintf(stderr, "alive: %s made at %s:%d in %s\n", row->what, row->made->file, row->made->line,
                row->made->func);
    else
        fprintf(stderr, "alive: %s\n", row->what);
}

enum { LOOKS = 20, LOOK_NS = 100000000, PATIENCE = 35 };

/* All but `others` tasks wait for another one, and no timer is left to help: seen twenty times in a row, a tenth of a second
 * apart, so that a task that was woken and has had no processor yet is not taken for one that waits. */
static bool still(int others, int looks)
{
    uint32_t seen = 0, before = 0;
    int in_a_row = 0;
    for (int i = 0; in_a_row < LOOKS && i < looks; i++, before = seen) {
        struct timespec moment = {0, LOOK_NS};
        nanosleep(&moment, NULL);
        in_a_row = task_awake(&seen) == others && !timer_any_armed() && seen == before ? in_a_row + 1 : 0;
        if (others == 1 && task_alive() == 0)
            return false;
    }
    return in_a_row == LOOKS;
}

static void *watch(void *arg)
{
    task_is_engine();
    while (!still(0, PATIENCE))
        continue;
    RT_EVENT(.kind = CTX_EV_DEADLOCK, .task = 1);
    fprintf(stderr, "deadlock: every task waits for another one, and no timer is left to help\n");
    trace_end();
    _Exit(3);
    return arg;
}

/* At the end: is it certain that those who are left will never go on? Then the trace says so. */
static void look_who_is_left(void)
{
    if (getenv("CTX_WATCH") != NULL && task_alive() > 0 && still(1, PATIENCE))
        RT_EVENT(.kind = CTX_EV_MARK, .aux = rt_text("still"));
}

static void read_environment(void)
{
    pthread_t thread;
    const char *fd = getenv("CTX_REPORT_FD");
    if (fd != NULL && __sanitizer_set_report_fd != NULL)
        __sanitizer_set_report_fd((void *)(uintptr_t)strtoul(fd, NULL, 10));
    if (getenv("CTX_HURRY") != NULL)
        scene_moment_ns = 50000;
    if (getenv("CTX_WATCH") != NULL && pthread_create(&thread, NULL, watch, NULL) == 0)
        pthread_detach(thread);
}

int main(int argc, char **argv)
{
    int size = argc > 1 && strcmp(argv[1], "big") == 0 ? SCENE_BIG : SCENE_SMALL;
    task_counting = true;
    read_environment();
    ctx_cancel_t *cancel = NULL;
    ctx_t *root = ctx_with_cancel(ctx_background(), &cancel);
    scene_set_root(cancel);
    scene_main(root, size);
    RT_EVENT(.kind = CTX_EV_TEARDOWN);
    scene_set_root(NULL);
    ctx_release(cancel);
    scene_settle();
    look_who_is_left();
    (void)ctx_ledger(print, NULL);
    return scene_failures != 0;
}
