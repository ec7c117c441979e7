/* A deadline, and an answer all the same
 *
 * A page has a second. The price service gets 100 ms of it; whoever does not hear from it by then shows the price of yesterday.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"

struct page {
    ctx_ns_t service_takes;
    wait_group_t *all;
};

struct question {
    chan_t *answer;
    ctx_ns_t takes;
};

static void ask_prices(ctx_t *ctx, void *arg)
{
    struct question *q = arg;
    int price = 42;
    if (task_sleep_ctx(ctx, q->takes) == CTX_OK)
        (void)chan_send_ctx(ctx, q->answer, &price);
}

/* CTX_OK: *price is today's. */
static ctx_err_t price_now(ctx_t *page, ctx_ns_t takes, int *price)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(page, CTX_MS(100), &cancel);
    chan_auto chan_t *answer = chan_make(int, 1);
    struct question q = {answer, takes};
    task_t asked = task_go(ctx, ask_prices, &q);
    ctx_err_t err = chan_recv_ctx(ctx, answer, price, NULL);
    task_join(asked);
    return err;
}

static void show_page(ctx_t *ctx, void *arg)
{
    struct page *page = arg;
    int price = 40;
    if (price_now(ctx, page->service_takes, &price) == CTX_OK)
        scene_work(ctx, "today's price");
    else if (task_sleep_ctx(ctx, CTX_MS(5)) == CTX_OK)
        scene_work(ctx, "yesterday's price"); /* from the cache, under the page's context: the other one has ended */
    wait_group_done(page->all);
}

static void show_pages(ctx_t *root, int n)
{
    static struct page page[64];
    wait_group_t all = {0};
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(root, CTX_S(1), &cancel);
    wait_group_add(&all, n);
    for (int i = 0; i < n; i++) {
        page[i] = (struct page){CTX_MS(i % 2 == 0 ? 70 : 700), &all};
        task_go(ctx, show_page, &page[i]);
    }
    scene_settle();
    scene_mark("asked");
    task_sleep(CTX_MS(80));
    scene_mark("answered");
    task_sleep(CTX_MS(22));
    scene_mark("late");
    wait_group_wait(&all);
    scene_mark("shown");
}

void scene_main(ctx_t *root, int size)
{
    show_pages(root, size < 2 ? 2 : size > 64 ? 64
                                              : size);
    scene_rest(CTX_S(1));
    scene_mark("over");
}
