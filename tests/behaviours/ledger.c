/* ledger.c — the book of what is alive: each kind of row, and each field of it.
 */
#include "behaviours.h"

void neighbour_ledger_nodes(void);
void neighbour_ledger_handle_timer_done(void);
void neighbour_ledger_forwarder(void);
void neighbour_ledger_task(void);
void neighbour_ledger_channel_and_stop(void);
void neighbour_ledger_oldest_first(void);

typedef struct newest {
    ctx_ledger_kind_t kind;
    ctx_ledger_row_t row;
    size_t rows, all;
    ctx_ns_t before; /* the row before was made then */
    bool ordered;
} newest_t;

static void look(const ctx_ledger_row_t *row, void *arg)
{
    newest_t *n = arg;
    n->ordered = n->ordered && row->since >= n->before;
    n->before = row->since;
    n->all++;
    if (row->kind == n->kind) {
        n->row = *row;
        n->rows++;
    }
}

static newest_t newest(ctx_ledger_kind_t kind)
{
    newest_t n = {.kind = kind, .ordered = true};
    EXPECT(ctx_ledger(look, &n) == n.all);
    return n;
}

/* The newest row of its kind: its name, who made it and where, and when; from then on it gets older. */
static void expect_row(ctx_ledger_kind_t kind, const char *what, const char *func, int line, ctx_ns_t began)
{
    newest_t n = newest(kind);
    EXPECT(n.rows > 0);
    EXPECT_TEXT(n.row.what, what);
    EXPECT(n.row.made != NULL && n.row.made->line == line);
    EXPECT(n.row.made != NULL && strstr(n.row.made->file, "ledger.c") != NULL);
    EXPECT_TEXT(n.row.made != NULL ? n.row.made->func : NULL, func);
    EXPECT(n.row.since >= began && n.row.since <= ctx_now());
    ctx_ns_t age = ctx_now() - n.row.since;
    task_sleep(CTX_MS(1));
    newest_t later = newest(kind);
    EXPECT(later.row.since == n.row.since && ctx_now() - later.row.since >= age + CTX_MS(1));
}

static void nothing(void *arg) { (void)arg; }

enum { LINE = __LINE__ + 1 }; /* of the first of these four */
static ctx_t *cancel_context(ctx_cancel_t **cancel) { return ctx_with_cancel(ctx_background(), cancel); }
static ctx_t *timer_context(ctx_cancel_t **cancel) { return ctx_with_timeout(ctx_background(), CTX_S(3600), cancel); }
static ctx_t *value_context(ctx_cancel_t **cancel) { return (void)cancel, ctx_with_value(ctx_background(), ctx_text_key("k"), NULL); }
static ctx_t *detached(ctx_cancel_t **cancel) { return (void)cancel, ctx_without_cancel(ctx_background()); }
static const struct { ctx_t *(*make)(ctx_cancel_t **cancel); const char *what; int line; } contexts[] = {
    {cancel_context, "WithCancel", LINE}, {timer_context, "WithTimeout", LINE + 1},
    {value_context, "WithValue", LINE + 2}, {detached, "WithoutCancel", LINE + 3}};
static const char *const makers[] = {"cancel_context", "timer_context", "value_context", "detached"};

void neighbour_ledger_nodes(void)
{
    for (int i = 0; i < 4; i++) {
        ctx_ns_t began = ctx_now();
        ctx_cancel_t *cancel = NULL;
        ctx_t *ctx = contexts[i].make(&cancel);
        expect_row(CTX_LEDGER_NODE, contexts[i].what, makers[i], contexts[i].line, began);
        EXPECT(newest(CTX_LEDGER_NODE).rows == 1);
        ctx_release(cancel);
        if (cancel == NULL)
            ctx_drop(ctx);
        EXPECT(newest(CTX_LEDGER_NODE).all == 0);
    }
    ctx_ns_t began = ctx_now();
    ctx_custom_t custom;
    ctx_t *own = ctx_custom_init(&custom, &(ctx_ops_t){.type_name = "own"}, NULL);
    expect_row(CTX_LEDGER_NODE, "custom context", __func__, __LINE__ - 1, began);
    ctx_drop(own);
    EXPECT(newest(CTX_LEDGER_NODE).all == 0);
}

void neighbour_ledger_handle_timer_done(void)
{
    ctx_ns_t began = ctx_now();
    ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_S(3600), &cancel);
    int line = __LINE__ - 1;
    expect_row(CTX_LEDGER_HANDLE, "cancel handle", __func__, line, began);
    expect_row(CTX_LEDGER_TIMER, "timer", __func__, line, began);
    ctx_cancel_t *other = ctx_cancel_dup(cancel);
    expect_row(CTX_LEDGER_HANDLE, "cancel handle", __func__, __LINE__ - 1, began);
    EXPECT(newest(CTX_LEDGER_HANDLE).rows == 2 && newest(CTX_LEDGER_DONE).rows == 0);
    began = ctx_now();
    (void)ctx_done(ctx); /* it is made by who asks first */
    expect_row(CTX_LEDGER_DONE, "done channel", __func__, __LINE__ - 1, began);
    ctx_cancel(cancel);
    EXPECT(newest(CTX_LEDGER_TIMER).rows == 0); /* disarmed */
    ctx_release(cancel);
    EXPECT(newest(CTX_LEDGER_HANDLE).rows == 1 && newest(CTX_LEDGER_DONE).rows == 1);
    ctx_release(other);
    EXPECT(newest(CTX_LEDGER_DONE).all == 0);
    began = ctx_now();
    chan_timer_t *timer = timer_new(CTX_S(3600));
    expect_row(CTX_LEDGER_TIMER, "timer", __func__, __LINE__ - 1, began);
    timer_drop(timer);
    EXPECT(newest(CTX_LEDGER_TIMER).all == 0);
}

void neighbour_ledger_forwarder(void)
{
    ctx_ns_t began = ctx_now();
    plain_custom_t custom;
    ctx_t *foreign = plain_init(&custom, &severed_ops, NULL);
    ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(foreign, &cancel);
    expect_row(CTX_LEDGER_FORWARDER, "forwarder", __func__, __LINE__ - 1, began);
    EXPECT(newest(CTX_LEDGER_FORWARDER).rows == 1);
    ctx_release(cancel);
    plain_end(&custom); /* back when its helper is gone, and nobody refers to it */
    while (newest(CTX_LEDGER_FORWARDER).rows > 0)
        task_yield();
}

static void receives(ctx_t *ctx, void *arg)
{
    (void)ctx;
    (void)chan_recv(arg, NULL);
}

void neighbour_ledger_task(void)
{
    ctx_ns_t began = ctx_now();
    chan_auto chan_t *go = chan_make_signal();
    task_t task = task_go(ctx_background(), receives, go);
    expect_row(CTX_LEDGER_TASK, "task", __func__, __LINE__ - 1, began);
    EXPECT(newest(CTX_LEDGER_TASK).rows == 1);
    chan_close(go);
    task_join(task);
    while (newest(CTX_LEDGER_TASK).rows > 0) /* joined: it may still be on its way out of the book */
        task_yield();
}

void neighbour_ledger_channel_and_stop(void)
{
    ctx_ns_t began = ctx_now();
    chan_t *ch = chan_make(int, 3);
    expect_row(CTX_LEDGER_CHAN, "channel", __func__, __LINE__ - 1, began);
    chan_drop(ch);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    began = ctx_now();
    ctx_stop_t *stop = ctx_after_func(ctx, nothing, NULL);
    int line = __LINE__ - 1;
    expect_row(CTX_LEDGER_STOP, "after_func", __func__, line, began);
    expect_row(CTX_LEDGER_NODE, "AfterFunc", __func__, line, began);
    expect_row(CTX_LEDGER_DONE, "done channel", __func__, line, began); /* who registers asks for it */
    EXPECT(ctx_stop(stop));
    ctx_stop_drop(stop);
    EXPECT(newest(CTX_LEDGER_STOP).rows == 0 && newest(CTX_LEDGER_NODE).rows == 1);
}

static size_t nobody_asked;
static void never(const ctx_ledger_row_t *row, void *arg)
{
    (void)row, (void)arg;
    nobody_asked++;
}

void neighbour_ledger_oldest_first(void)
{
    enum { MANY = 20 };
    ctx_cancel_t *cancel[MANY];
    for (int i = 0; i < MANY; i++)
        (void)ctx_with_cancel(ctx_background(), &cancel[i]);
    newest_t n = newest(CTX_LEDGER_NODE);
    EXPECT(n.rows == MANY && n.all == 2 * MANY && n.ordered);
    EXPECT(ctx_ledger(NULL, NULL) == 2 * MANY);
    for (int i = 0; i < MANY; i++)
        ctx_release(cancel[i * 7 % MANY]);
    EXPECT(ctx_ledger(never, NULL) == 0 && nobody_asked == 0);
}
