/* A backup's server is stopped in the pause, another's after it. Big: others' when all is copied; and some ask before and after the pause, too. */
#include "exercise.h"
#include "tell.h"
static const ctx_ops_t ops = {.type_name = "backup", .done = backup_done, .err = backup_err};
static atomic_int back, begun;
static const chan_t *first; /* what done was */

ctx_err_t copy_file_at(const ctx_site_t *site, ctx_t *ctx, int file)
{
    tell_count("begun out of turn", file != begun, "file %d is begun, expected file %d", file, begun);
    begun++;
    scene_work_at(site, ctx, "file begun");
    return task_sleep_ctx_at(site, ctx, CTX_MS(10));
}

static void copy(ctx_t *server, void *backup)
{
    ctx_err_t err = backup_copy(backup, 6);
    scene_count("right answers", err == CTX_OK ? begun == 6 : err == ctx_err(server));
    back++;
}

static void listen(ctx_t *backup, void *server)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *mine = ctx_with_cancel(backup, &cancel);
    chan_select(CHAN_DONE(backup));
    scene_count("told early", ctx_err(server) == CTX_OK);
    chan_select(CHAN_DONE(mine));
    scene_count("told", 1);
}

static void ask(ctx_t *backup, ctx_t *server, bool listens)
{
    scene_count("other channels", ctx_done(backup) != first);
    scene_count("said to be over", ctx_err(backup) != CTX_OK);
    scene_count("asked", listens);
    if (listens)
        task_go(backup, listen, server);
}

static void play(ctx_t *root, struct backup *backup, ctx_ns_t pause, int due, ctx_ns_t rest, bool all)
{
    ctx_auto ctx_cancel_t *stop = NULL;
    ctx_t *server = ctx_with_cancel(root, &stop), *ctx = ctx_custom_init(&backup->base, &ops, server);
    backup->done = ctx_done(server);
    chan_close(backup->resumed = chan_make_signal());
    first = ctx_done(ctx);
    back = begun = 0;
    ask(ctx, server, all);
    task_go(server, copy, backup);
    scene_rest(CTX_MS(5));
    backup_pause(backup, true);
    ask(ctx, server, all);
    scene_rest(pause);
    scene_count("begun in a pause", begun > 1);
    if (due > 1)
        backup_pause(backup, false);
    ask(ctx, server, all || due > 1);
    scene_rest(rest);
    ctx_cancel(stop);
    scene_rest(CTX_S(1));
    scene_count("begun too late", begun > due);
    scene_count("too few begun", begun < due);
    scene_count("back by then", back);
    if (due == 1)
        backup_pause(backup, false);
    scene_rest(CTX_S(1));
    ctx_drop(ctx);
}

void scene_main(ctx_t *root, int size)
{
    static struct backup backups[100];
    int n = scene_size(size, 2, 100);
    for (int i = 0; i < n; i++)
        play(root, &backups[i], n > 2 ? CTX_S(600) : CTX_MS(20), i % 3 == 0 ? 1 : i % 3 * 3, i % 3 == 2 ? CTX_S(2) : CTX_MS(17), n > 2);
    scene_count("backups", n);
    scene_mark("idle");
}
