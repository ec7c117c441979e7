/* Maps one after the other, one in the small scenario: a town's. Big: every third is a town, and the drawing hangs on every 20th. */
#include "scene.h"

#include <stdatomic.h>

#include "exercise.h"
#include "request_scene.h"

enum { MANY = 100, PASSES = 2000, OFFICE = -1, MINUTE = 60 };

static struct pass { int whose; ctx_ns_t until; } passes[PASSES];
static struct map maps[MANY + 1];
static atomic_int issued, under_way, drawn[MANY + 1], asked[MANY + 1], filed[MANY + 1];
CTX_KEY(pass_key);

static bool hangs(struct map *map) { return map->number % 20 == 0; }
static const struct pass *issue(int whose)
{
    struct pass *pass = &passes[issued++ % PASSES];
    *pass = (struct pass){whose, ctx_now() + CTX_S(5 * MINUTE)};
    return pass;
}

const struct pass *pass_of(ctx_t *ctx) { return ctx_value_at(NULL, ctx, pass_key); }
const struct pass *renew_pass_at(const ctx_site_t *site, ctx_t *ctx)
{
    return request_id_quiet(ctx) == 0 || task_sleep_ctx_at(site, ctx, CTX_S(1)) != CTX_OK ? NULL : issue(request_id_quiet(ctx));
}
const struct pass *office_pass_at(const ctx_site_t *site, ctx_t *ctx) { return renew_pass_at(site, ctx) == NULL ? NULL : issue(OFFICE); }
void answer_at(const ctx_site_t *site, ctx_t *ctx, struct map *map)
{
    work_for_at(site, ctx, CTX_MS(10));
    scene_count("answers", map != NULL && ctx_err_at(site, ctx) == CTX_OK);
}

ctx_err_t draw_map_at(const ctx_site_t *site, ctx_t *ctx, struct map *map)
{
    ctx_ns_t start = ctx_now();
    under_way++;
    ctx_err_t err = task_sleep_ctx_at(site, ctx, CTX_S(hangs(map) ? 1440 * MINUTE : map->number % 3 == 1 ? 10 * MINUTE : MINUTE));
    under_way--;
    scene_count("given up late", ctx_now() - start > CTX_S(20 * MINUTE));
    scene_count("cancelled", err == CTX_CANCELED);
    drawn[map->number] = err == CTX_OK;
    return err;
}

bool file_map_at(const ctx_site_t *site, ctx_t *ctx, struct map *map, const struct pass *pass)
{
    bool right = pass != NULL && (pass->whose == OFFICE || pass->whose == map->number), valid = right && ctx_now() <= pass->until;
    scene_count("asked too often", asked[map->number]++ == 2);
    scene_count("refused", !valid);
    scene_work_at(site, ctx, valid ? "registry: the pass is good" : right ? "registry: refused, the pass has run out" : "registry: refused, another's pass");
    if (!valid || task_sleep_ctx_at(site, ctx, CTX_S(1)) != CTX_OK)
        return false;
    scene_work_at(site, ctx, "map filed");
    filed[map->number] = 1;
    scene_count("filed undrawn", !drawn[map->number]);
    scene_count("filed in no name", request_id_quiet(ctx) != map->number);
    return true;
}

void report_unfiled(struct map *map) { scene_count(filed[map->number] ? "filed, and reported" : hangs(map) ? "reported" : "lost", 1); }

void scene_main(ctx_t *root, int size)
{
    for (int i = 1; i <= scene_size(size, 1, MANY); i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_kept ctx_t *known = request_ctx(ctx_with_cancel(root, &cancel), i);
        ctx_kept ctx_t *request = ctx_with_value(known, pass_key, (void *)issue(i));
        ctx_ns_t start = ctx_now();
        maps[i].number = i;
        hand_in(request, &maps[i]);
        scene_count("late", ctx_now() - start > CTX_MS(50));
        scene_count(hangs(&maps[i]) ? "hung" : "to be filed", 1);
    }
    scene_rest(CTX_S(21 * MINUTE));
    scene_rest(under_way > 0 ? CTX_S(600 * MINUTE) : 0); /* whoever waits too long is told so */
    scene_mark("idle");
}
