/* A struct assigned whole is read and written like its bytes.
 *
 * expect: finding=data-race switches=0
 */
#include "corpus.h"

struct big { char text[64]; };
static struct big shared;

static void writer(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    shared.text[40] = 1;
}

static void reader(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    struct big mine;
    memcpy(&mine, &shared, sizeof mine);
    scene_count("seen", mine.text[40]);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(writer, reader, NULL);
}
