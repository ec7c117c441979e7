/* The whistle, and at the same time somebody who joins. Big: before that, fifty who play until the whistle, and fifty of whom each leaves before it. */
#include "scene.h"

#include <stdlib.h>

#include "exercise.h"

static void call(ctx_t *ctx, void *arg)
{
    struct call call = *(struct call *)arg;
    (void)ctx;
    free(arg);
    call.fn(call.arg);
}

void in_a_task_at(const ctx_site_t *site, ctx_func_t *fn, void *arg)
{
    struct call *copy = malloc(sizeof *copy);
    *copy = (struct call){fn, arg, NULL};
    task_go_at(site, "call", ctx_background(), call, copy);
    scene_count("deferred", 1);
}

static chan_t *match_done(ctx_custom_t *self) { return ((struct match *)self)->done; }

static ctx_err_t match_err(ctx_custom_t *self)
{
    struct match *match = (struct match *)self;
    task_mutex_lock(&match->lock);
    ctx_err_t err = match->err;
    task_mutex_unlock(&match->lock);
    return err;
}

static const ctx_ops_t ops = {.type_name = "match", .done = match_done, .err = match_err, .after_func = match_after_func, .stop = match_stop};
static struct match match;
static ctx_t *playing;
static ctx_ns_t whistled; /* when; 0: not yet */

static void play(ctx_t *ctx, void *unused)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *mine = ctx_with_cancel(playing, &cancel);
    (void)ctx, (void)unused;
    scene_work(mine, "joined");
    chan_recv(ctx_done(mine), NULL);
    scene_count("told", 1);
    scene_count("told early", whistled == 0);
    scene_count("told late", whistled != 0 && ctx_now() > whistled);
    scene_count("told the reason", ctx_err(mine) == CTX_CANCELED);
}

/* Registers something that does nothing; was that stopped? */
static bool stops(void) { return match_stop(&match.base, match_after_func(&match.base, free, NULL)); }
static void two_come(ctx_t *root) /* and one goes again */
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    task_go(root, play, NULL);
    scene_work(ctx_with_cancel(playing, &cancel), "visited");
}

void scene_main(ctx_t *root, int size)
{
    int early = scene_size(size, 0, 50);
    match.done = chan_make_signal();
    playing = ctx_custom_init(&match.base, &ops, NULL);
    scene_count("players", early + 1);
    for (int i = 0; i < early; i++)
        two_come(root);
    scene_count("wrong stops", early > 0 && !stops());
    scene_settle();
    task_go(root, play, NULL); /* at the whistle */
    whistled = ctx_now();
    match_whistle(&match);
    scene_rest(CTX_MS(10));
    scene_count("wrong stops", early > 0 && (match_whistle(&match), stops()));
    scene_count("still registered", match.calls != NULL);
    scene_mark("idle");
    ctx_drop(playing);
}
