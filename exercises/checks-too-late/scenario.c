/* An exchange with feeds of a price every 10 ms. Some feeds end after theirs; the others fall silent, and their windows are
 * closed some time later (or earlier: big). A window whose feed has ended needs no closing.
 */
#include "scene.h"

#include <stdio.h>

#include "exercise.h"
#include "tell.h"

enum { PRICES = 3, MOST = 100 };

static struct feed feeds[MOST];

void show(ctx_t *ctx, struct feed *feed, const struct price *price)
{
    if (price->number != ++feed->shown)
        tell_fail("wrong-result", "a window shows price number %d of what the exchange sent, expected number %d", price->number, feed->shown);
    scene_work(ctx, "price");
}

static bool ends(const struct feed *feed) { return (feed - feeds) % 3 == 1; }

static void quote(ctx_t *ctx, void *arg)
{
    struct feed *feed = arg;
    (void)ctx;
    for (int number = 1; number <= PRICES; number++) {
        struct price price = {number, 100.0 + number};
        task_sleep(CTX_MS(10));
        chan_send(feed->prices, &price);
    }
    if (ends(feed))
        chan_close(feed->prices);
}

static int due(ctx_ns_t open) { return open > CTX_MS(10) * PRICES ? PRICES : (int)((open - 1) / CTX_MS(10)); }

/* Where the first price is missing is noted, for the check. */
static void look(const struct feed *feed, ctx_ns_t open)
{
    static char said[160];
    if (feed->shown >= due(open) || said[0] != '\0')
        return;
    (void)snprintf(said, sizeof said, "missing-work: window %d is closed after %d ms, with %d of its %d prices shown", (int)(feed - feeds) + 1,
                   (int)(open / CTX_MS(1)), feed->shown, due(open));
    scene_note(said);
}

/* Window i is open for i + 1 ms (big), or for 45 ms. The exchange sends a price at 10, 20 and 30 ms. */
void scene_main(ctx_t *root, int size)
{
    ctx_cancel_t *window[MOST];
    int n = scene_size(size, 1, MOST);
    ctx_ns_t first = CTX_MS(scene_size(size, 45, 1)), open = first;
    for (int i = 0; i < n; i++, open += CTX_MS(1)) {
        feeds[i] = (struct feed){chan_make(struct price, PRICES), 0};
        scene_count("due", due(open));
        task_go(ctx_with_cancel(root, &window[i]), viewer, &feeds[i]);
        task_go(ctx_background(), quote, &feeds[i]);
    }
    for (int i = 0; i < n; i++) {
        task_sleep(i == 0 ? first : CTX_MS(1));
        look(&feeds[i], first + i * CTX_MS(1));
        if (!ends(&feeds[i]) || i + 1 <= 10 * PRICES)
            ctx_cancel(window[i]);
    }
    scene_rest(CTX_MS(200));
    scene_mark("idle");
    for (int i = 0; i < n; i++)
        ctx_release(window[i]);
}
