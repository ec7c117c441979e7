/* A send that nobody will ever meet.
 *
 * expect: finding=deadlock switches=0
 */
#include "corpus.h"

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    chan_t *ch = chan_make_signal();
    chan_send(ch, NULL);
}
