/* Reports through a retry layer: up to three attempts of 100 ms each, 50 ms apart. Of four sorts of callers (two: small). */
#include "scene.h"
#include "exercise.h"
#include "tell.h"

enum { SLOW_ONCE, LEAVES, DAMAGED, FAST, SORTS, PARTS = 2, ATTEMPTS = 3 };

const ctx_error_t report_damaged = {.text = "report damaged"};

bool add_part(ctx_t *ctx, struct report *report, const struct part *part)
{
    if (part->number != report->added + 1)
        tell_fail("wrong-result", "part %d is added to the report, expected part %d", part->number, report->added + 1);
    scene_work(ctx, "part");
    report->added += part->checksum == part->number;
    return part->checksum == part->number;
}

/* What the network has for one attempt: all parts at once, or the first one and then nothing more. */
static chan_t *parts_for(int sort, int n)
{
    chan_t *parts = chan_make(struct part, PARTS);
    struct part first = {1, 1}, second = {2, sort == DAMAGED ? -1 : 2};
    chan_send(parts, &first);
    if (sort == LEAVES || (sort == SLOW_ONCE && n == 0))
        return parts;
    chan_send(parts, &second);
    chan_close(parts);
    return parts;
}

static const ctx_error_t *attempt(ctx_t *caller, int sort, int n)
{
    chan_auto chan_t *parts = parts_for(sort, n);
    struct report report = {parts, 0};
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(caller, CTX_MS(100), &cancel);
    const ctx_error_t *error = put_together(ctx, &report);
    if (error == NULL && report.added < PARTS)
        scene_fail("missing-work", "a report is called complete and lacks a part");
    if (error != NULL && error != &report_damaged && (ctx_err(ctx) == CTX_OK || error->err != ctx_err(ctx)))
        scene_fail("reason-lost", "what the retry layer is told is not what ended the attempt");
    return error;
}

/* The retry layer. */
static void get_report(ctx_t *caller, int sort)
{
    for (int n = 0; n < ATTEMPTS; n++) {
        const ctx_error_t *error = attempt(caller, sort, n);
        scene_count(sort == LEAVES ? "attempts for nobody" : "attempts", 1);
        scene_count("complete", error == NULL);
        scene_note(error == NULL ? "complete" : error->text);
        if (error == NULL || error->err != CTX_DEADLINE_EXCEEDED || task_sleep_ctx(caller, CTX_MS(50)) != CTX_OK)
            return;
    }
}

static void leave(ctx_t *ctx, void *cancel)
{
    (void)ctx;
    task_sleep(CTX_MS(30));
    ctx_cancel(cancel);
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 0; i < scene_size(size, 2, 100); i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *caller = ctx_with_cancel(root, &cancel);
        task_t leaver = i % SORTS == LEAVES ? task_go(ctx_background(), leave, cancel) : (task_t){0};
        scene_count("callers that leave", i % SORTS == LEAVES);
        scene_count("attempts due", (const int[]){2, 0, 1, 1}[i % SORTS]);
        scene_count("reports due", (const int[]){1, 0, 0, 1}[i % SORTS]);
        get_report(caller, i % SORTS);
        task_join(leaver);
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
