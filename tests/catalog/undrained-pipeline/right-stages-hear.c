/* expect: pass — the stages hear the close, and the page shows what is under way */
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
    for (int n = 1; n <= album->images; n++) {
        struct image image = load(ctx, album, n);
        /* the next stage may have left; a stage that leaves closes what it sends on, and so ends the one after it */
        if (chan_send_ctx(ctx, album->loaded, &image) != CTX_OK)
            break;
    }
    chan_close(album->loaded);
}

static void shrink_stage(ctx_t *ctx, void *arg)
{
    struct album *album = arg;
    struct image image;
    while (chan_recv(album->loaded, &image)) {
        shrink(ctx, &image);
        if (chan_send_ctx(ctx, album->shrunk, &image) != CTX_OK)
            break;
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
    while (open && (open = chan_recv(album->shrunk, &image)))
        if (open)
            put_on_page(ctx, album, &image);
    return !open;
}
