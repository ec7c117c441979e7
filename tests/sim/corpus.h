/* corpus.h — for the small programs whose answers are known. The first comment of each says them:
 *
 *     expect: outcomes=6 finding=deadlock switches=1 runs=10 slow=2
 *
 * outcomes  how many different values the schedules report with outcome()
 * finding   what the failing schedules fail with; left out: none fails
 * switches  the fewest switches from the usual schedule with which one fails
 * runs      at most so many executions, given-up ones included
 * slow      outcomes when the clock may also move although tasks could
 */
#ifndef CORPUS_H
#define CORPUS_H

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"

static inline void outcome(int64_t value) { scene_count("outcome", value + 1); }
/* Starts both and waits for their end. */
static inline void both(task_func_t *a, task_func_t *b, void *arg)
{
    task_t first = task_go(ctx_background(), a, arg), second = task_go(ctx_background(), b, arg);
    task_join(first);
    task_join(second);
}

#endif
