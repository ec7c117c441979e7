/* One place: never two inside.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static task_sem_t sem = TASK_SEM(1);
static atomic_int inside;
static int most;

static void enter(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_sem_acquire(&sem);
    int now = atomic_fetch_add(&inside, 1) + 1;
    most = now > most ? now : most;
    atomic_fetch_sub(&inside, 1);
    task_sem_release(&sem);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(enter, enter, NULL);
    outcome(most);
}
