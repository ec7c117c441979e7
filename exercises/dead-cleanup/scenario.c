/* Tables of three rows, one after the other; the customer of every second one leaves after 15 ms, in the middle of a row. In the big scenario every
 * tenth connection hangs when it is closed. */
#include "scene.h"

#include "exercise.h"
#include "request_scene.h"

enum { MANY = 100, ROWS = 3 };

struct connection {
    int rows, closed;
};
struct table {
    struct connection connection; /* first: it is found by it */
    int number;
};
static struct table tables[MANY + 1];
static bool hangs(struct table *table) { return table->number % 10 == 5; }

struct connection *db_connect_at(const ctx_site_t *site, ctx_t *ctx, struct table *table)
{
    scene_work_at(site, ctx, "connected");
    return ctx_err_at(site, ctx) == CTX_OK ? &table->connection : NULL;
}

bool db_more(struct connection *connection) { return connection->rows < ROWS; }

bool db_copy_row_at(const ctx_site_t *site, ctx_t *ctx, struct connection *connection)
{
    scene_count("rows over a closed connection", connection->closed);
    if (task_sleep_ctx_at(site, ctx, CTX_MS(10)) != CTX_OK)
        return false;
    connection->rows++;
    scene_work_at(site, ctx, "row copied");
    return true;
}

bool db_close_at(const ctx_site_t *site, ctx_t *ctx, struct connection *connection)
{
    struct table *table = (struct table *)connection;
    ctx_ns_t start = ctx_now();
    scene_count("closings in no name", request_id_quiet(ctx) != table->number);
    ctx_err_t err = task_sleep_ctx_at(site, ctx, hangs(table) ? CTX_S(60) : CTX_MS(50));
    scene_count("over 1 s", ctx_now() - start > CTX_S(1));
    scene_count("hung for 1 s", err == CTX_DEADLINE_EXCEEDED && hangs(table) && ctx_now() - start == CTX_S(1));
    if (err == CTX_CANCELED)
        scene_fail_at(site, "missing-work", "a connection stays open: closing it was refused, since its context had ended");
    connection->closed = connection->closed || err == CTX_OK;
    return err == CTX_OK;
}

void report_open(struct table *table) { scene_count("reported without need", !hangs(table)); }

static void leave(ctx_t *ctx, void *cancel)
{
    (void)ctx;
    task_sleep(CTX_MS(15));
    ctx_cancel(cancel);
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, 2, MANY);
    for (int i = 1; i <= n; i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_kept ctx_t *request = request_ctx(ctx_with_cancel(root, &cancel), i);
        tables[i].number = i;
        task_t customer = i % 2 == 0 ? task_go(root, leave, cancel) : (task_t){0};
        scene_count("said to be whole", copy_table(request, &tables[i]));
        if (customer.id != 0)
            task_join(customer);
        scene_count("tables whole", tables[i].connection.rows == ROWS);
        scene_count(i % 2 ? "to be whole" : "left", 1);
        scene_count("hung", hangs(&tables[i]));
    }
    scene_rest(CTX_S(10));
    for (int i = 1; i <= n; i++)
        scene_count("open at the end", !tables[i].connection.closed);
    scene_mark("idle");
}
