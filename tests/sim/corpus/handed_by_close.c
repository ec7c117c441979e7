/* Closing orders what came before it and after a receive that says closed.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static int data;
static chan_t *ch;

static void writer(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    data = 7;
    chan_close(ch);
}

static void reader(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    chan_recv(ch, NULL);
    outcome(data);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    ch = chan_make_signal();
    both(writer, reader, NULL);
}
