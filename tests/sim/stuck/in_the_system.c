/* A system call that nothing ends.
 *
 * expect: waits
 */
#include <unistd.h>

#include "../corpus.h"

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    int ends[2];
    char c;
    if (pipe(ends) == 0)
        outcome(read(ends[0], &c, 1));
}
