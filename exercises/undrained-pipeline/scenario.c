/* Albums: one is closed by its reader after some images, the other one stays open to the end. */
#include "scene.h"

#include "exercise.h"
#include "tell.h"

enum { MANY = 100, LARGE = 4000, SMALL = 100 };

static struct {
    struct album album; /* first: put_on_page is given its address */
    int close_after;
    ctx_cancel_t *cancel;
} open_albums[MANY];

struct image load(ctx_t *ctx, struct album *album, int number)
{
    (void)album;
    work_for(ctx, CTX_MS(3));
    return (struct image){number, LARGE};
}

void shrink(ctx_t *ctx, struct image *image)
{
    work_for(ctx, CTX_MS(2));
    image->width = SMALL;
}

void put_on_page(ctx_t *ctx, struct album *album, const struct image *image)
{
    if (image->number != ++album->shown)
        scene_fail("missing-work", "an image is left out, or shown out of order");
    if (image->width != SMALL)
        tell_fail("wrong-result", "image %d is put on the page %d wide, expected %d", image->number, image->width, SMALL);
    if (album->shown == 2)
        work_for(ctx, CTX_MS(20)); /* the page is full, and another one begun: who comes meanwhile has to wait */
    scene_work(ctx, "thumbnail");
    for (int i = 0; i < MANY; i++)
        if (album == &open_albums[i].album && album->shown == open_albums[i].close_after)
            ctx_cancel(open_albums[i].cancel);
}

static void read_album(ctx_t *root, int i, int images, int close_after)
{
    struct album *album = &open_albums[i].album;
    *album = (struct album){images, chan_make(struct image, 0), chan_make(struct image, 0), 0};
    open_albums[i].close_after = close_after;
    bool complete = show_album(ctx_with_cancel(root, &open_albums[i].cancel), album);
    scene_count("due", close_after < images ? close_after : images);
    if (complete != (album->shown == images) && close_after > images)
        tell_fail("wrong-result", "show_album says %d, and %d of %d images were shown, expected %d", complete, album->shown, images, !complete);
    scene_rest(CTX_MS(200));
}

/* At the mark only what the closed albums have left behind is still there. */
void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, 2, MANY), images = scene_size(size, 3, 20);
    for (int i = 0; i < n; i++)
        read_album(root, i, i == 0 ? images : scene_size(size, 1, 20), i % 4 == 0 ? 1 + i / 7 : images + 1);
    scene_rest(CTX_S(1));
    scene_mark("idle");
    for (int i = 0; i < n; i++)
        ctx_release(open_albums[i].cancel);
}
