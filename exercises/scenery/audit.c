/* audit.c — see audit.h. Work, waits and panics are shown at the line that writes. */
#include "audit_scene.h"

#include <string.h>

#include "ctx_task.h"
#include "request_scene.h"
#include "scene.h"

enum { EVENTS = 1000, LONGEST = 20 };

static bool hangs[EVENTS];
static audit_stuck_t stuck; /* the latest write that hangs, while it does */

void audit_hang(int number) { hangs[number % EVENTS] = true; }

bool audit_stuck(audit_stuck_t *out)
{
    *out = stuck;
    return stuck.site != NULL;
}

/* A write that hangs, until its context ends. */
static ctx_err_t hang(const ctx_site_t *site, ctx_t *ctx, int number)
{
    audit_stuck_t now = {site, number, ctx_now(), CTX_NO_DEADLINE};
    (void)ctx_deadline(ctx, &now.until);
    stuck = now;
    ctx_err_t err = task_sleep_ctx_at(site, ctx, CTX_S(3600 * 24));
    if (stuck.number == number)
        stuck.site = NULL;
    return err;
}

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
    bool hung = hangs[event->number % EVENTS];
    ctx_err_t err = hung ? hang(site, ctx, event->number) : task_sleep_ctx_at(site, ctx, CTX_MS(200));
    if (err != CTX_OK) {
        scene_count("rows lost", !hung);
        if (err == CTX_CANCELED && !hung)
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
