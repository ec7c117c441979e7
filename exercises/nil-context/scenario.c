/* Uploads, one after the other; the customer of every second one leaves after 50 ms, with the file half read. Then the nightly run, started by
 * a clock that knows no context; one of its files never ends. */
#include "scene.h"

#include "exercise.h"
#include "request_scene.h"

enum { MANY = 100 };

static struct file files[MANY];
static int night_files;

bool may_upload(ctx_t *ctx) { return ctx_err(ctx) == CTX_OK; }

bool read_rows_at(const ctx_site_t *site, ctx_t *ctx, const struct file *file)
{
    ctx_ns_t start = ctx_now();
    int whose = request_id_quiet(ctx);
    scene_count("uploads in nobody's name", file->number > 0 && whose != file->number);
    scene_count("nightly files in a request's name", file->number <= 0 && whose != 0);
    bool read = task_sleep_ctx_at(site, ctx, file->takes) == CTX_OK;
    scene_count("over 2 s", ctx_now() - start > CTX_S(2));
    if (read)
        scene_work_at(site, ctx, file->number > 0 ? "upload read" : "nightly file read");
    return read;
}

static void leave(ctx_t *ctx, void *cancel)
{
    if (task_sleep_ctx(ctx, CTX_MS(50)) == CTX_OK)
        ctx_cancel(cancel);
}

static void send(ctx_t *root, int number, bool leaves)
{
    struct file file = {number, leaves ? CTX_MS(500) : CTX_MS(20)};
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *request = request_ctx(ctx_with_cancel(root, &cancel), number);
    task_t customer = leaves ? task_go(request, leave, cancel) : (task_t){0};
    bool done = upload(request, &file);
    scene_count("uploads said to be done", done);
    scene_count("uploads of who had left", done && leaves);
    scene_count("uploads of who stayed", !leaves);
    ctx_cancel(cancel);
    if (leaves)
        task_join(customer);
}

static void clock_strikes(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    for (int i = 0; i < night_files; i++)
        files[i] = (struct file){-i, i == 0 ? CTX_S(60) : CTX_MS(20)};
    scene_count("nightly said", import_nightly(files, night_files));
    scene_count("nightly files", night_files - 1);
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 1; i <= scene_size(size, 2, MANY); i++)
        send(root, i, i % 2 == 0);
    night_files = scene_size(size, 2, MANY);
    task_join(task_go(ctx_background(), clock_strikes, NULL));
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
