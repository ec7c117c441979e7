/* A signal is for who has waited longest: who waits later, though before that one has gone, takes nobody's place.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static task_mutex_t mutex;
static task_cond_t cond;
static int order[2], gone;

static void waits(ctx_t *ctx, void *arg)
{
    (void)ctx;
    task_mutex_lock(&mutex);
    task_cond_wait(&cond, &mutex);
    order[gone++] = *(int *)arg;
    task_mutex_unlock(&mutex);
}

void scene_main(ctx_t *root, int size)
{
    static int numbers[] = {1, 2};
    (void)root, (void)size;
    task_t first = task_go(ctx_background(), waits, &numbers[0]);
    task_sleep(CTX_MS(1));
    task_t second = task_go(ctx_background(), waits, &numbers[1]);
    task_cond_signal(&cond); /* whether the second waits already or not */
    task_join(first);
    outcome(order[0]);
    task_sleep(CTX_MS(1));
    task_cond_signal(&cond);
    task_join(second);
}
