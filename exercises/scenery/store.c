/* store.c — see store.h. The work and the wait are shown at the line that asked. */
#include "store_scene.h"

#include "ctx_task.h"
#include "request_scene.h"
#include "scene.h"

enum { SLOW_USERS = 8 };

static struct { int user; ctx_ns_t length; } slow[SLOW_USERS];

void store_slow(int user, ctx_ns_t length)
{
    for (int i = 0; i < SLOW_USERS; i++)
        if (slow[i].user == user || slow[i].user == 0) {
            slow[i].user = user;
            slow[i].length = length;
            return;
        }
}

int store_rows(int user) { return 3 + user * 7 % 5; }

static ctx_ns_t takes(int user)
{
    for (int i = 0; i < SLOW_USERS; i++)
        if (slow[i].user == user && user != 0)
            return slow[i].length;
    return CTX_MS(100);
}

ctx_err_t store_query_at(const ctx_site_t *site, ctx_t *ctx, int user, struct store_answer *answer)
{
    ctx_err_t err = ctx_err_at(site, ctx);
    if (err != CTX_OK)
        return err;
    scene_count("queries", 1);
    scene_count("queries of no request", request_id_quiet(ctx) == 0);
    scene_work_at(site, ctx, "query");
    err = task_sleep_ctx_at(site, ctx, takes(user));
    if (err != CTX_OK)
        return err;
    scene_count("answers", 1);
    *answer = (struct store_answer){user, store_rows(user)};
    return CTX_OK;
}
