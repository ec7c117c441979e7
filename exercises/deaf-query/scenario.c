/* One database connection, used by one request after another: clients that leave a long query, one nearly done, one answered, and
 * one that waits. Who comes next must not notice them, nor must what the program itself asks. A real database; all ask the same,
 * how many rows there are is settled while they are counted. What a query costs is counted in the processor's time, and who
 * interrupts is waited for: a busy machine changes no verdict.
 */
#include <stdatomic.h>
#include <time.h>
#include "scene.h"
#include "exercise.h"
#include "tell.h"

#define REPORT "SELECT count(*) FROM orders"
#define ORDERS                                                                                                 \
    "CREATE VIEW orders AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE more(x)) SELECT x FROM c"

enum { TINY = 2, SHORT = 20, PATIENT = 1300, ENDLESS = 3000 /* of work, in ms; nobody is given more */ };

static atomic_int begun, over;  /* interrupts */
static atomic_int asked, heard; /* queries; heard: whose caller is back */
static ctx_ns_t next_work;
static struct counted { /* the one that runs: the connection sees to it that it is one */
    int query;
    int64_t began, work, rows;
} counted;

#undef sqlite3_interrupt
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

/* Whether there are more rows: until the work is done, or somebody sees that nobody waits for it. */
static void more(sqlite3_context *call, int n, sqlite3_value **row)
{
    counted.rows = n == 1 ? sqlite3_value_int64(row[0]) : 0;
    if (counted.rows == 1)
        counted = (struct counted){asked, worked(), next_work, 1};
    bool unheard = counted.query <= heard, enough = counted.rows % 100 == 0 && worked() - counted.began > counted.work;
    if (unheard)
        scene_count("worked on unheard", 1);
    if (unheard || (enough && counted.work >= CTX_MS(ENDLESS)))
        sqlite3_result_error(call, "given up", -1);
    else
        sqlite3_result_int(call, !enough);
}

struct client {
    ctx_cancel_t *cancel;
    ctx_ns_t after, left; /* left: what had been worked by then */
};

static void leave(ctx_t *ctx, void *arg)
{
    struct client *client = arg;
    (void)ctx;
    task_sleep(client->after);
    client->left = worked();
    ctx_cancel(client->cancel);
}

static query_t ask(ctx_t *ctx, sqlite3 *db, int ms)
{
    int64_t number = -1;
    next_work = CTX_MS(ms);
    asked++;
    query_t result = query_number(ctx, db, REPORT, &number);
    heard = asked;
    scene_work(ctx, "query");
    if (result == QUERY_OK && number != counted.rows)
        tell_fail("wrong-result", "a query answered %lld, expected %lld", (long long)number, (long long)counted.rows);
    return result;
}

/* What the program itself asks. */
static void between(sqlite3 *db)
{
    next_work = CTX_MS(SHORT);
    asked++;
    scene_count("between asked", 1);
    scene_count("between answered", sqlite3_exec(db, REPORT, NULL, NULL, NULL) == SQLITE_OK);
    heard = asked;
}

/* Other requests go on asking, for so much work and until no interrupt is on its way any more. */
static void others(ctx_t *root, sqlite3 *db, ctx_ns_t work)
{
    bool answered = true;
    ctx_ns_t from = worked();
    between(db);
    do
        answered = ask(root, db, SHORT) == QUERY_OK && answered;
    while (worked() < from + work || begun != over);
    scene_count("next answered", answered);
}

/* The client leaves early in a query, which may end either way unless it would take minutes; with after < 0, once it has its
 * answer. What was set going must not hit the next query. */
static void leaves(ctx_t *root, sqlite3 *db, int ms, int after)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    struct client client = {cancel, CTX_MS(after < 0 ? 0 : after), 0};
    task_t leaver = after < 0 ? (task_t){0} : task_go(ctx_background(), leave, &client);
    query_t result = ask(ctx, db, ms);
    ctx_ns_t ended = worked();
    if (after < 0)
        ctx_cancel(cancel);
    others(root, db, after < 0 ? CTX_MS(100) : 0);
    if (after >= 0)
        task_join(leaver);
    scene_count("cancelled in time", ms == ENDLESS && ended - client.left < CTX_S(1));
    scene_count("said so", ms == ENDLESS && result == QUERY_CANCELLED);
}

void scene_main(ctx_t *root, int size)
{
    sqlite3 *db;
    bool made = sqlite3_open(":memory:", &db) == SQLITE_OK &&
                sqlite3_create_function(db, "more", 1, SQLITE_UTF8, NULL, more, NULL, NULL) == SQLITE_OK &&
                sqlite3_exec(db, ORDERS, NULL, NULL, NULL) == SQLITE_OK;
    if (!made)
        scene_fail("missing-work", "no database to be had");
    leaves(root, db, ENDLESS, 50);
    for (int i = 0; i < scene_size(size, 4, 12); i++)
        leaves(root, db, i % 2 ? TINY : SHORT, i % 2 ? 1 : 1 + i % 3 * 6);
    leaves(root, db, SHORT, -1);
    scene_count("patient answered", ask(root, db, scene_size(size, SHORT, PATIENT)) == QUERY_OK);
    sqlite3_close(db);
    scene_mark("idle");
}
