/* task.h — what the threads runtime knows of the task that is running.
 */
#ifndef TASK_H
#define TASK_H

#include "rt.h"

#define TASK_ENGINE UINT32_MAX /* the engine's own threads */
void task_is_engine(void);
bool task_is_foreign(void); /* not begun by task_go: the first thread, or one that the program made by other means */
ctx_event_t task_snapshot(const void *task); /* as it is now, for one found in the book */
uint32_t task_self(void); /* the running task in the trace; given one when it has none yet */

/* Around a wait, for scene_settle. */
extern RT_LOCAL bool task_counting;
void task_count(int awake);
static inline void task_blocks(void)
{
    if (RT_RARE(task_counting))
        task_count(-1);
}
static inline void task_goes_on(void)
{
    if (RT_RARE(task_counting))
        task_count(1);
}
/* How many tasks are not blocked, and a number that changes whenever one blocks or goes on. */
int32_t task_awake(uint32_t *changes);

int32_t task_alive(void); /* tasks that were started and have not ended */

#endif
