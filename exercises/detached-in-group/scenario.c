/* A trip without a flight, known after 150 ms, and with a car on the fifth page. Big: ninety more, of which a third has both, the car on the 20th page, and a
 * third a customer who leaves after 250 ms. */
#include "scene.h"

#include <string.h>

#include "exercise.h"
#include "request_scene.h"

enum { NO_FLIGHT, BOTH, LEAVES, MANY = 91 };

static struct {
    int kind, car; /* car: found */
    ctx_ns_t off;  /* when the trip was; 0: it is on */
} now;

bool ask_airlines_at(const ctx_site_t *site, ctx_t *ctx, const struct trip *trip)
{
    (void)trip;
    ctx_err_t err = task_sleep_ctx_at(site, ctx, now.kind == NO_FLIGHT ? CTX_MS(150) : CTX_S(1));
    if (err == CTX_OK && now.kind == NO_FLIGHT)
        now.off = ctx_now();
    return err == CTX_OK && now.kind != NO_FLIGHT;
}

bool ask_agency_at(const ctx_site_t *site, ctx_t *ctx, const struct trip *trip, int page)
{
    (void)trip;
    scene_count("begun", 1);
    bool late = now.off > 0 && ctx_now() > now.off;
    scene_count("begun late", late);
    if (late)
        scene_note("late-work: the trip is off, and find_car begins another page");
    now.car = task_sleep_ctx_at(site, ctx, CTX_MS(100)) == CTX_OK && page >= (now.kind == NO_FLIGHT ? 5 : 20);
    return now.car;
}

void enter_pages_at(const ctx_site_t *site, ctx_t *ctx, const struct trip *trip, int pages)
{
    if (request_id_quiet(ctx) != trip->number)
        scene_fail_at(site, "rerooted", "an entry in the books that does not bear its request's number");
    if (task_sleep_ctx_at(site, ctx, CTX_MS(20)) == CTX_OK) {
        scene_work_at(site, ctx, "entry");
        scene_count("entered", pages);
    }
}

static void leave(ctx_t *ctx, void *cancel)
{
    (void)ctx;
    task_sleep(CTX_MS(250));
    now.off = ctx_now();
    ctx_cancel(cancel);
}

static void search(ctx_t *root, int i)
{
    static struct trip trips[MANY + 1];
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *request = request_ctx(ctx_with_cancel(root, &cancel), i);
    trips[i] = (struct trip){i};
    now.kind = (i - 1) % 3;
    now.off = now.car = 0;
    ctx_ns_t start = ctx_now();
    task_t customer = now.kind == LEAVES ? task_go(root, leave, cancel) : (task_t){0};
    const ctx_error_t *said = search_trip(request, &trips[i]);
    scene_count("trips", 1);
    scene_count("too late", ctx_now() > (now.off > 0 ? now.off : start + CTX_S(2)) + CTX_MS(200));
    scene_count("right answers", now.kind == BOTH ? said == NULL && now.car : said != NULL && strncmp(said->text, "no flight", now.kind == LEAVES ? 3 : 9) == 0);
    if (customer.id != 0)
        task_join(customer);
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 1; i <= scene_size(size, 1, MANY); i++)
        search(root, i);
    scene_rest(CTX_S(60));
    scene_mark("idle");
}
