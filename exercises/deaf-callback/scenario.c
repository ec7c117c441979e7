/* Exports of three parts, one after the other. Customers leave after 150 ms, every second one after a second, when all is over. */
#include "scene.h"

#include <stdatomic.h>

#include "exercise.h"
#include "request_scene.h"

enum { PARTS = 3, MANY = 100 };

struct export {
    int number, parts;
    ctx_cancel_t *customer;
    const ctx_site_t *at; /* where the next part is asked for */
    _Atomic ctx_ns_t leaves, over; /* when its customer left, when it ended; 0: not yet */
    atomic_int closed;
};

static struct export exports[MANY + 1];

bool write_part_at(const ctx_site_t *site, ctx_t *ctx, struct export *export)
{
    export->at = site;
    if (export->parts == PARTS)
        return false;
    scene_count("parts in no name", request_id_quiet(ctx) != export->number);
    if (task_sleep_ctx_at(site, ctx, CTX_MS(100)) != CTX_OK)
        return scene_fail_at(site, "cut-short", "an export ended with its customer: others wait for it"), false;
    export->parts++;
    scene_work_at(site, ctx, "part written");
    return true;
}
void move_bar(struct export *export) { scene_count("bar moved", export->closed == 0); }

void close_bar_at(const ctx_site_t *site, struct export *export)
{
    if (atomic_fetch_add(&export->closed, 1) > 0)
        scene_fail_at(site, "wrong-result", "a bar is closed that had been closed before");
    else if (export->over != 0 && ctx_now() > export->over)
        scene_fail_at(site, "wrong-result", "a bar is closed whose export has long been over");
    else if (export->leaves == 0)
        scene_fail_at(site, "wrong-result", "a bar is closed, and its customer sits before it");
    else
        scene_count(ctx_now() == export->leaves ? "closed in time" : "closed late", 1);
}

static void leave(ctx_t *ctx, void *arg)
{
    struct export *export = arg;
    (void)ctx;
    task_sleep(export->number % 2 == 1 ? CTX_MS(150) : CTX_S(1));
    export->leaves = ctx_now();
    ctx_cancel(export->customer);
    scene_settle();
    if (export->over == 0 && export->closed == 0)
        scene_fail_at(export->at, "missing-work", "a customer has left, the export still runs, and the bar hangs there");
}

static void serve(ctx_t *root, int number)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *request = request_ctx(ctx_with_cancel(root, &cancel), number);
    struct export *export = &exports[number];
    *export = (struct export){.number = number, .customer = cancel};
    task_t customer = task_go(root, leave, export);
    run_export(request, export);
    export->over = ctx_now();
    scene_count("exports", 1);
    scene_count("left", number % 2 == 1);
    task_join(customer);
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 1; i <= scene_size(size, 2, MANY); i++)
        serve(root, i);
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
