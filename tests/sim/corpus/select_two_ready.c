/* Two arms are ready: either.
 *
 * expect: outcomes=2
 */
#include "corpus.h"

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    chan_t *a = chan_make(int, 1), *b = chan_make(int, 1);
    int one = 1;
    chan_send(a, &one);
    chan_send(b, &one);
    outcome(chan_select(CHAN_RECV(a, NULL), CHAN_RECV(b, NULL)));
}
