/* One database connection, used by one request after another: a client that leaves a long query, one that leaves when its query
 * is nearly done, one that leaves after its answer. The next request must not notice any of them. A real database in memory.
 */
#include <stdio.h>

#include "scene.h"

#include "exercise.h"

#define COUNT_TO "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < %d) SELECT count(*) FROM c"

enum { SHORT = 200000, LONG = 2000000000 };

static char short_query[200], long_query[200];

void interrupt_query(sqlite3 *db)
{
    task_sleep(CTX_MS(30)); /* the way to the server */
    sqlite3_interrupt(db);
}

typedef struct client {
    ctx_cancel_t *cancel;
    ctx_ns_t after;
} client_t;

static void leave(ctx_t *ctx, void *arg)
{
    client_t *client = arg;
    (void)ctx;
    task_sleep(client->after);
    ctx_cancel(client->cancel);
}

static query_t ask(ctx_t *ctx, sqlite3 *db, const char *sql, int64_t want)
{
    int64_t number = -1;
    query_t result = query_number(ctx, db, sql, &number);
    scene_work(ctx, "query");
    if (result == QUERY_OK && number != want)
        scene_fail("wrong-result", "a query answered another number");
    return result;
}

/* The client leaves 50 ms into a query that would take minutes. */
static void long_one(ctx_t *root, sqlite3 *db)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    client_t client = {cancel, CTX_MS(50)};
    task_t leaver = task_go(ctx_background(), leave, &client);
    ctx_ns_t began = ctx_now();
    query_t result = ask(ctx, db, long_query, LONG);
    scene_count("cancelled in time", ctx_now() - began < CTX_S(1));
    scene_count("said so", result == QUERY_CANCELLED);
    task_join(leaver);
}

/* The client leaves early in a short query: it may end either way, but what was set going must not hit the next one. */
static void short_one(ctx_t *root, sqlite3 *db, ctx_ns_t after)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    client_t client = {cancel, after};
    task_t leaver = task_go(ctx_background(), leave, &client);
    (void)ask(ctx, db, short_query, SHORT);
    scene_count("next asked", 1);
    scene_count("next answered", ask(root, db, short_query, SHORT) == QUERY_OK);
    task_join(leaver);
    ctx_release(cancel);
}

static int give_up(void *deadline) { return ctx_now() > *(ctx_ns_t *)deadline; }

void scene_main(ctx_t *root, int size)
{
    sqlite3 *db;
    ctx_ns_t deadline = ctx_now() + CTX_S(3);
    snprintf(short_query, sizeof short_query, COUNT_TO, SHORT);
    snprintf(long_query, sizeof long_query, COUNT_TO, LONG);
    if (sqlite3_open(":memory:", &db) != SQLITE_OK)
        scene_fail("missing-work", "no database to be had");
    sqlite3_progress_handler(db, 10000, give_up, &deadline); /* so that the run comes to an end */
    long_one(root, db);
    for (int i = 0; i < scene_size(size, 3, 12); i++)
        short_one(root, db, CTX_MS(1 + i % 3 * 6));
    short_one(root, db, CTX_MS(90)); /* leaves when its answer is long there */
    int64_t number = -1;
    ctx_ns_t never = ctx_now() + CTX_S(8);
    sqlite3_progress_handler(db, 10000, give_up, &never);
    scene_count("database usable", query_number(root, db, short_query, &number) == QUERY_OK && number == SHORT);
    sqlite3_close(db);
    scene_mark("idle");
}
