/* Asked under the lock, closed outside it.
 *
 * expect: finding=panic switches=1
 */
#include "corpus.h"

static chan_t *ch;
static task_mutex_t mutex;
static int closed;

static void shut(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_mutex_lock(&mutex);
    int was = closed;
    task_mutex_unlock(&mutex);
    if (!was) {
        task_mutex_lock(&mutex);
        closed = 1;
        task_mutex_unlock(&mutex);
        chan_close(ch);
    }
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    ch = chan_make_signal();
    both(shut, shut, NULL);
}
