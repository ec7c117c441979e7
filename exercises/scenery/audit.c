/* audit.c — see audit.h. Work, waits and panics are shown at the line that writes. */
#include "audit_scene.h"

#include <string.h>

#include "ctx_task.h"
#include "request_scene.h"
#include "scene.h"

enum { EVENTS = 1000, LONGEST = 20 };

static bool hangs[EVENTS];

void audit_hang(int number) { hangs[number % EVENTS] = true; }

static void check_event(const ctx_site_t *site, const struct audit_event *event)
{
    if (event->what == NULL)
        ctx_panic_at(site, "audit: an event without a name");
    if (event->cents < 0)
        ctx_panic_at(site, "audit: a sum below zero");
    if (strlen(event->what) > LONGEST)
        ctx_panic_at(site, "audit: a name longer than its column");
}

ctx_err_t audit_write_at(const ctx_site_t *site, ctx_t *ctx, const struct audit_event *event)
{
    check_event(site, event);
    ctx_err_t err = task_sleep_ctx_at(site, ctx, hangs[event->number % EVENTS] ? CTX_S(3600) : CTX_MS(200));
    if (err != CTX_OK) {
        scene_count("rows lost", 1);
        if (err == CTX_CANCELED && !hangs[event->number % EVENTS])
            scene_fail_at(site, "cut-short", "the write of a row was cancelled: it runs on a context that ends too soon");
        return err;
    }
    scene_work_at(site, ctx, "row");
    scene_count("rows", 1);
    scene_count("rows in no name", request_id_quiet(ctx) != event->number);
    return CTX_OK;
}

void audit_problem(const struct audit_event *event, const char *why)
{
    (void)event;
    scene_note(why);
    scene_count("problems", 1);
}
