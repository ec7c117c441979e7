/* A day that ends while the last photo is being painted: of one photo and one painter, or of a hundred and four. Big: before it a day that ends when all
 * has long been painted, after it one with a photo that is never done. */
#include "scene.h"

#include <stdatomic.h>
#include <stdio.h>

#include "exercise.h"

enum { MANY = 100, HANGS = 250 };

static atomic_int in_hand, painted, ended;
static _Atomic ctx_ns_t last; /* when the last one was painted */

bool make_thumbnail_at(const ctx_site_t *site, ctx_t *ctx, const struct photo *photo)
{
    in_hand++;
    ctx_err_t err = task_sleep_ctx_at(site, ctx, photo->number == HANGS ? CTX_S(3600) : CTX_MS(50));
    in_hand--;
    if (err == CTX_OK) {
        painted++;
        last = ctx_now();
        scene_work_at(site, ctx, photo->number == HANGS ? "at last" : "thumbnail");
    } else if (photo->number != HANGS && !ended) {
        scene_count("half", 1);
    }
    return err == CTX_OK;
}

static void judge(bool said, int accepted, ctx_t *patience, ctx_ns_t start)
{
    char text[160];
    int left = accepted - painted, held = in_hand;
    bool time_left = ctx_err(patience) == CTX_OK;
    ctx_ns_t due = left > 0 || last > start + CTX_S(2) ? start + CTX_S(2) : last > start ? last : start;
    scene_count("ms too long", ctx_now() > due ? (ctx_now() - due) / CTX_MS(1) : 0);
    snprintf(text, sizeof text, "studio_drain has returned%s; photos without a thumbnail: %d of %d (being painted: %d)",
             said ? " and says that all is done" : "", left, accepted, held);
    if (left > 0 && time_left)
        scene_fail("lost-at-exit", text);
    else if (left > 0 && said)
        scene_fail("wrong-result", text);
    scene_count("denied", left == 0 && time_left && !said);
}

static void day(ctx_t *root, int first, int n, ctx_ns_t until_drain)
{
    ctx_auto ctx_cancel_t *end = NULL, *cancel = NULL;
    in_hand = painted = ended = 0;
    studio_open(ctx_with_cancel(root, &end), scene_size(n > 1, 1, 4));
    ctx_ns_t start = ctx_now();
    for (int i = 0; i < n; i++)
        studio_accept(&(struct photo){first + i});
    scene_count("ms kept waiting", (ctx_now() - start) / CTX_MS(1));
    scene_count("accepted", n);
    scene_count("hang", first + n > HANGS);
    task_sleep(until_drain);
    ctx_t *patience = ctx_with_timeout(root, CTX_S(2), &cancel);
    start = ctx_now();
    bool said = studio_drain(patience);
    judge(said, n, patience, start);
    ended = 1; /* the process */
    ctx_cancel(end);
    scene_rest(CTX_MS(200));
}

void scene_main(ctx_t *root, int size)
{
    if (size == SCENE_BIG)
        day(root, 0, MANY, CTX_S(2));
    day(root, MANY, scene_size(size, 1, MANY), CTX_MS(scene_size(size, 10, 1230)));
    if (size == SCENE_BIG)
        day(root, 2 * MANY, MANY, 0);
    scene_mark("idle");
}
