/* expect: pass — the stages as an array of structs with functions in them */
#include "exercise.h"

typedef struct image step_t(ctx_t *ctx, struct album *album, struct image *image, int n, bool *more);

static struct image first(ctx_t *ctx, struct album *album, struct image *image, int n, bool *more)
{
    *more = n <= album->images;
    return *more ? load(ctx, album, n) : *image;
}

static struct image second(ctx_t *ctx, struct album *album, struct image *image, int n, bool *more)
{
    (void)n;
    *more = chan_recv_ctx(ctx, album->loaded, image, more) == CTX_OK && *more;
    if (*more)
        shrink(ctx, image);
    return *image;
}

struct stage {
    step_t *step;
    struct album *album;
    chan_t *out; /* borrowed from the album */
};

static void run_stage(ctx_t *ctx, void *arg)
{
    const struct stage stage = *(struct stage *)arg;
    struct image image;
    bool more = true;
    for (int n = 1; more; n++) {
        image = stage.step(ctx, stage.album, &image, n, &more);
        more = more && chan_send_ctx(ctx, stage.out, &image) == CTX_OK;
    }
    chan_close(stage.out);
}

bool show_album(ctx_t *ctx, struct album *album)
{
    struct stage stages[] = {{first, album, album->loaded}, {second, album, album->shrunk}};
    task_t tasks[sizeof stages / sizeof *stages];
    struct image image;
    bool open = true;
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        tasks[i] = task_go(ctx, run_stage, &stages[i]);
    while (open && chan_recv_ctx(ctx, album->shrunk, &image, &open) == CTX_OK)
        if (open)
            put_on_page(ctx, album, &image);
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        task_join(tasks[i]);
    return !open;
}
