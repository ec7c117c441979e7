/* expect: pass — each send guarded, by a macro; channels closed on all ways */
#include "exercise.h"

#define PASS_ON(ctx, ch, image) (chan_send_ctx((ctx), (ch), (image)) == CTX_OK)

static void load_stage(ctx_t *ctx, void *arg)
{
    struct album *album = arg;
    for (int n = 1; n <= album->images; n++) {
        struct image image = load(ctx, album, n);
        if (!PASS_ON(ctx, album->loaded, &image))
            break;
    }
    chan_close(album->loaded);
}

static void shrink_stage(ctx_t *ctx, void *arg)
{
    struct album *album = arg;
    struct image image;
    bool open = true;
    while (chan_recv_ctx(ctx, album->loaded, &image, &open) == CTX_OK && open) {
        shrink(ctx, &image);
        if (!PASS_ON(ctx, album->shrunk, &image))
            break;
    }
    chan_close(album->shrunk);
}

bool show_album(ctx_t *ctx, struct album *album)
{
    struct image image;
    bool open = true;
    task_t stage[] = {task_go(ctx, load_stage, album), task_go(ctx, shrink_stage, album)};
    while (chan_recv_ctx(ctx, album->shrunk, &image, &open) == CTX_OK && open)
        put_on_page(ctx, album, &image);
    task_join(stage[0]);
    task_join(stage[1]);
    return !open;
}
