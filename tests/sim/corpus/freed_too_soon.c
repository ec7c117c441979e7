/* Freed by one while another still reads: nothing orders the two.
 *
 * expect: finding=data-race
 */
#include "corpus.h"

static int *shared;

static void reader(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    scene_count("seen", *shared);
}

static void owner(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    free(shared);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    shared = malloc(sizeof *shared);
    *shared = 1;
    both(reader, owner, NULL);
}
