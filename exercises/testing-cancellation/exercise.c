/* Cancelling at every step
 *
 * A function is tested for what it does when it is cancelled. Its author tested it uncancelled, and it passed. There is a leak
 * in it.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
enum { PAGES = 3,
       MINUTES = 60 };

struct page {
    int number;
    chan_t *results;
};

static const int takes[PAGES] = {10, 20, 30}; /* minutes */

/* A page takes its time; then it is handed over. */
static void fetch(ctx_t *ctx, void *arg)
{
    struct page *page = arg;
    (void)ctx;
    task_sleep(CTX_S(MINUTES) * takes[page->number]);
    chan_send(page->results, &page->number);
    scene_count("fetchers that came home", 1);
}

/* What is tested: all pages, or as many as have come when ctx ends. */
static void fetch_all(ctx_t *ctx, struct page *pages, chan_t *results)
{
    int got = 0, page;
    for (int i = 0; i < PAGES; i++) {
        pages[i] = (struct page){i, results};
        task_go(ctx, fetch, &pages[i]);
    }
    while (got < PAGES && chan_select(CHAN_DONE(ctx), CHAN_RECV(results, &page)) == 1)
        got++;
}

/* One test: its context ends after so many minutes; then there is a day's time for all to come home. */
static void test(ctx_t *root, int minutes, struct page *pages, chan_t *results)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    fetch_all(ctx_with_timeout(root, CTX_S(MINUTES) * minutes, &cancel), pages, results);
    scene_rest(CTX_S(24 * 60 * MINUTES));
}

void scene_main(ctx_t *root, int size)
{
    static struct page pages[4][PAGES];
    static const int minutes[] = {35, 25, 15, 5};
    ctx_ns_t began = ctx_now();
    (void)size;
    scene_mark("before");
    test(root, minutes[0], pages[0], chan_make(int, 0));
    scene_count("hours of the run's clock", (ctx_now() - began) / CTX_S(60 * MINUTES));
    scene_mark("uncancelled");
    test(root, minutes[1], pages[1], chan_make(int, 0));
    scene_mark("cancelled after two");
    test(root, minutes[2], pages[2], chan_make(int, 0));
    scene_mark("cancelled after one");
    test(root, minutes[3], pages[3], chan_make(int, 0));
    scene_mark("cancelled at once");
}
