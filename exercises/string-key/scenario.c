/* Customers in pairs, at the same time: one who has logged in, and one who has or (in every second pair) has not. The statistics keep their
 * visitor in the context, above the login and below it; a mirror between the two stores under each name that it reads in a
 * context's printout. */
#include "scene.h"

#include <stdio.h>
#include <string.h>

#include "exercise.h"

enum { PAIRS = 50, NAMES = 8 };

static const struct user users[2] = {{7, "ann"}, {8, "bob"}}, visitor = {900001, "a visitor"}, mirrored = {-1, "the mirror"};
static const struct order orders[2] = {{0}, {1}};
static const struct user *logged_in[2]; /* by order */

bool book_at(const ctx_site_t *site, ctx_t *ctx, const struct order *order, const struct user *user)
{
    const struct user *due = logged_in[order->number];
    if (task_sleep_ctx_at(site, ctx, CTX_MS(10)) != CTX_OK)
        return false;
    scene_work_at(site, ctx, user == due ? "booked on the user" : user == &visitor ? "booked on a visitor" : "booked on a stranger");
    if (user == &visitor || user == &mirrored)
        scene_fail_at(site, "key-collision", "an order is booked on what another package keeps in the context, not on the login's user");
    else if (user != due)
        scene_fail_at(site, "cross-talk", "an order is booked on somebody else than the user who has logged in");
    return true;
}

static ctx_t *statistics_begin(ctx_t *ctx) { return ctx_with_value(ctx, ctx_text_key("user_id"), (void *)&visitor); }
static void statistics_end(ctx_t *ctx)
{
    const void *found = ctx_value(ctx, ctx_text_key("user_id"));
    if (found == NULL)
        scene_fail("rerooted", "the statistics find nothing of the request any more: the login does not stand below it");
    else if (found != &visitor)
        scene_fail("key-collision", "the statistics ask for their visitor, and find the login's user");
}

/* A value for each name that ctx's printout shows. Owned. */
static ctx_t *mirror(ctx_t *ctx, int number)
{
    static char names[2][NAMES][64]; /* by order: they are served at the same time */
    char path[1024], *at = path;
    (void)ctx_name(ctx_keep(ctx), path, sizeof path);
    for (int n = 0; n < NAMES && (at = strstr(at, "WithValue(")) != NULL; n++, at++) {
        char *name = names[number][n];
        (void)snprintf(name, 64, "%.*s", (int)strcspn(at + 10, ",)"), at + 10);
        ctx_kept ctx_t *above = ctx;
        ctx = n == 0 || strcmp(name, names[number][n - 1]) != 0 ? ctx_with_value(above, ctx_text_key(name), (void *)&mirrored) : ctx_keep(above);
    }
    return ctx;
}

static void serve(ctx_t *request, void *arg)
{
    const struct order *order = arg;
    const struct user *user = logged_in[order->number];
    ctx_kept ctx_t *visit = statistics_begin(request);
    ctx_kept ctx_t *login = user != NULL ? login_begin(visit, user) : ctx_keep(visit);
    statistics_end(login);
    ctx_kept ctx_t *copied = mirror(login, order->number);
    ctx_kept ctx_t *page = statistics_begin(copied);
    bool booked = place_order(page, order);
    scene_count(user != NULL ? "booked" : "booked on nobody", booked);
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 0; i < scene_size(size, 2, PAIRS); i++) {
        logged_in[0] = &users[i % 2];
        logged_in[1] = i % 2 ? NULL : &users[1];
        task_t one = task_go(root, serve, (void *)&orders[0]);
        serve(root, (void *)&orders[1]);
        task_join(one);
        scene_count("logged in", 1 + (i % 2 == 0));
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
