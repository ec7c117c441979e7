/* So does a buffered one; and the receive is before the next send into its place.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static int data;
static chan_t *full, *empty;

static void writer(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    for (int i = 1; i < 3; i++) {
        chan_recv(empty, NULL);
        data += i;
        chan_send(full, NULL);
    }
}

static void reader(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    int sum = 0;
    for (int i = 0; i < 2; i++) {
        chan_recv(full, NULL);
        sum += data;
        chan_send(empty, NULL);
    }
    outcome(sum);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    full = chan_make(int, 1);
    empty = chan_make(int, 1);
    int go = 0;
    chan_send(empty, &go);
    both(writer, reader, NULL);
}
