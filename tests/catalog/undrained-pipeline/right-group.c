/* expect: pass — an error group of two stages, the page a third */
#include "ctx_group.h"
#include "exercise.h"

static const ctx_error_t *load_stage(ctx_t *ctx, void *arg)
{
    struct album *album = arg;
    ctx_err_t err = CTX_OK;
    for (int n = 1; n <= album->images && err == CTX_OK; n++) {
        struct image image = load(ctx, album, n);
        err = chan_send_ctx(ctx, album->loaded, &image);
    }
    chan_close(album->loaded);
    return ctx_error_of(err);
}

static const ctx_error_t *shrink_stage(ctx_t *ctx, void *arg)
{
    struct album *album = arg;
    struct image image;
    ctx_err_t err;
    bool open = true;
    while ((err = chan_recv_ctx(ctx, album->loaded, &image, &open)) == CTX_OK && open) {
        shrink(ctx, &image);
        if ((err = chan_send_ctx(ctx, album->shrunk, &image)) != CTX_OK)
            break;
    }
    chan_close(album->shrunk);
    return ctx_error_of(err);
}

static const ctx_error_t *page(ctx_t *ctx, void *arg)
{
    struct album *album = arg;
    struct image image;
    bool open = true;
    ctx_err_t err;
    while ((err = chan_recv_ctx(ctx, album->shrunk, &image, &open)) == CTX_OK && open)
        put_on_page(ctx, album, &image);
    return ctx_error_of(err);
}

bool show_album(ctx_t *ctx, struct album *album)
{
    ctx_auto_group ctx_group_t *group = NULL;
    (void)ctx_with_group(ctx, &group);
    ctx_group_go(group, load_stage, album);
    ctx_group_go(group, shrink_stage, album);
    ctx_group_go(group, page, album);
    return ctx_group_wait(group) == NULL && album->shown == album->images;
}
