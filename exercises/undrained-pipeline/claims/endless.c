/* Claim: draining ends an album's stages only if the album has an end. Here a camera takes its place, and is closed after the
 * first picture.
 */
#include "scene.h"

#include "exercise.h"

static struct album album;
static ctx_cancel_t *close_album;

struct image load(ctx_t *ctx, struct album *from, int number)
{
    (void)from;
    work_for(ctx, CTX_MS(3));
    return (struct image){number, 0};
}

void shrink(ctx_t *ctx, struct image *image)
{
    (void)image;
    work_for(ctx, CTX_MS(2));
}

void put_on_page(ctx_t *ctx, struct album *on, const struct image *image)
{
    (void)on, (void)image;
    scene_work(ctx, "picture");
    ctx_cancel(close_album);
}

static void reader(ctx_t *ctx, void *arg)
{
    (void)arg;
    (void)show_album(ctx, &album);
}

void scene_main(ctx_t *root, int size)
{
    (void)size;
    album = (struct album){1 << 30, chan_make(struct image, 0), chan_make(struct image, 0), 0};
    task_go(ctx_with_cancel(root, &close_album), reader, NULL);
    scene_rest(CTX_MS(40));
    scene_mark("idle");
    ctx_release(close_album);
}
