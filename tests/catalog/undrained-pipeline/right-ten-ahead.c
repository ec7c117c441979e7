/* expect: pass — err is asked at each image, and what is under way is drained */
/* The album that was closed
 *
 * An album shows thumbnails: one stage loads the images, one shrinks them, the album itself puts them on the page. Whoever
 * closes an album half-way leaves two tasks and an image in memory; after an evening of browsing that is a lot of both.
 *
 * Make: once an album is closed, all its stages come to an end; one that stays open shows all its images, in order.
 */
#include "exercise.h"

static void load_stage(ctx_t *ctx, void *arg)
{
    struct album *album = arg;
    for (int n = 1; n <= album->images && ctx_err(ctx) == CTX_OK; n++) {
        struct image image = load(ctx, album, n);
        chan_send(album->loaded, &image);
    }
    chan_close(album->loaded);
}

static void shrink_stage(ctx_t *ctx, void *arg)
{
    struct album *album = arg;
    struct image image;
    while (chan_recv(album->loaded, &image)) {
        shrink(ctx, &image);
        chan_send(album->shrunk, &image);
    }
    chan_close(album->shrunk);
}

/* Shows the album; true when it was shown to the end. */
bool show_album(ctx_t *ctx, struct album *album)
{
    struct image image;
    bool open = true;
    task_go(ctx, load_stage, album);
    task_go(ctx, shrink_stage, album);
    while (open && chan_recv_ctx(ctx, album->shrunk, &image, &open) == CTX_OK)
        if (open)
            put_on_page(ctx, album, &image);
    bool complete = !open && ctx_err(ctx) == CTX_OK;
    while (open && chan_recv(album->shrunk, &image))
        continue;
    return complete;
}
