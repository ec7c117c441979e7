/* One database connection, used by one request after another: a client that leaves a long query, some that leave when their query
 * is nearly done, one that leaves after its answer. The next request must not notice any of them. A real database in memory. What
 * a query costs is counted in the processor's time, and who interrupts is waited for: a busy machine changes no verdict.
 */
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#include "scene.h"
#include "exercise.h"

#define COUNT_TO "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < %d) SELECT count(*) FROM c"

enum { TINY = 20000, SHORT = 200000, LONG = 2000000000 };

static atomic_int begun, over; /* interrupts */

void interrupt_query(sqlite3 *db)
{
    begun++;
    task_sleep(CTX_MS(30)); /* the way to the server */
    sqlite3_interrupt(db);
    over++;
}

static ctx_ns_t worked(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return CTX_S(t.tv_sec) + t.tv_nsec;
}

/* So that the run comes to an end: no query is given more than three seconds. */
static ctx_ns_t began;
static int give_up(void *unused) { return unused == NULL && worked() > began + CTX_S(3); }

typedef struct client {
    ctx_cancel_t *cancel;
    ctx_ns_t after, left; /* left: what had been worked by then */
} client_t;

static void leave(ctx_t *ctx, void *arg)
{
    client_t *client = arg;
    (void)ctx;
    task_sleep(client->after);
    client->left = worked();
    ctx_cancel(client->cancel);
}

static query_t ask(ctx_t *ctx, sqlite3 *db, int rows)
{
    char sql[200];
    int64_t number = -1;
    snprintf(sql, sizeof sql, COUNT_TO, rows);
    began = worked();
    query_t result = query_number(ctx, db, sql, &number);
    scene_work(ctx, "query");
    if (result == QUERY_OK && number != rows)
        scene_fail("wrong-result", "a query answered another number");
    return result;
}

/* The client leaves 50 ms into a query that would take minutes. */
static void long_one(ctx_t *root, sqlite3 *db)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    client_t client = {cancel, CTX_MS(50), 0};
    task_t leaver = task_go(ctx_background(), leave, &client);
    query_t result = ask(ctx, db, LONG);
    ctx_ns_t ended = worked();
    task_join(leaver);
    scene_count("cancelled in time", ended - client.left < CTX_S(1));
    scene_count("said so", result == QUERY_CANCELLED);
}

/* Other requests go on asking, for so much work and until no interrupt is on its way any more. */
static void others(ctx_t *root, sqlite3 *db, ctx_ns_t work)
{
    ctx_ns_t from = worked();
    bool answered = true;
    do
        answered = ask(root, db, SHORT) == QUERY_OK && answered;
    while (worked() < from + work || begun != over);
    scene_count("next asked", 1);
    scene_count("next answered", answered);
}

/* The client leaves early in a query, which may end either way; with after < 0, once it has its answer. What was set going must
 * not hit the next query. */
static void leaves(ctx_t *root, sqlite3 *db, int rows, int after)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    client_t client = {cancel, CTX_MS(after < 0 ? 0 : after), 0};
    task_t leaver = after < 0 ? (task_t){0} : task_go(ctx_background(), leave, &client);
    (void)ask(ctx, db, rows);
    if (after < 0)
        ctx_cancel(cancel);
    others(root, db, after < 0 ? CTX_MS(100) : 0);
    if (after >= 0)
        task_join(leaver);
}

void scene_main(ctx_t *root, int size)
{
    sqlite3 *db;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK)
        scene_fail("missing-work", "no database to be had");
    sqlite3_progress_handler(db, 10000, give_up, NULL);
    long_one(root, db);
    for (int i = 0; i < scene_size(size, 4, 12); i++)
        leaves(root, db, i % 2 ? TINY : SHORT, i % 2 ? 1 : 1 + i % 3 * 6);
    leaves(root, db, SHORT, -1);
    sqlite3_progress_handler(db, 10000, give_up, NULL);
    scene_count("database usable", ask(root, db, SHORT) == QUERY_OK);
    sqlite3_close(db);
    scene_mark("idle");
}
