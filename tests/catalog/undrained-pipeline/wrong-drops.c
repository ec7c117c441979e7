/* expect: wrong-result missing-work — an image that nobody takes at once is left out */
#include "exercise.h"

static void load_stage(ctx_t *ctx, void *arg)
{
    struct album *album = arg;
    for (int n = 1; n <= album->images; n++) {
        struct image image = load(ctx, album, n);
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
        (void)chan_select(CHAN_SEND(album->shrunk, &image), CHAN_DEFAULT);
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
    return !open;
}
