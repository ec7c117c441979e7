/* Jobs that fail for a reason of their own or succeed, early and late; half of them with one reporter, half with the other. */
#include "scene.h"

#include "exercise.h"
#include "tell.h"

enum { FEW = 2, MANY = 100 };

static const ctx_error_t disk_full = {.text = "disk full"}, no_route = {.text = "no route to host"};

static ctx_t *application; /* when that ends, all jobs end with it */

struct report {
    const ctx_error_t *reason; /* the true one */
    ctx_ns_t takes;
    ctx_cancel_t *cancel;
};

void write_down(ctx_t *ctx, struct report *report, const ctx_error_t *reason)
{
    scene_work(ctx, "report");
    scene_note(reason == NULL ? "reason: none" : reason->text);
    scene_count("no reason", reason == NULL);
    if (reason == NULL)
        tell_fail("wrong-result", "a report says that a job has ended, and names no reason, expected \"%s\"", tell_reason(report->reason));
    else if (reason != report->reason && ctx_err(application) == CTX_OK)
        tell_fail("wrong-result", "a report says that its job ended for \"%s\", expected \"%s\"", reason->text, tell_reason(report->reason));
}

/* One job. Whoever derives its context releases it, also when all went well: else its reporter would wait for ever. */
static void job(ctx_t *ctx, void *arg)
{
    struct report *report = arg;
    (void)ctx;
    task_sleep(report->takes);
    if (report->reason != &ctx_error_canceled)
        ctx_cancel_cause(report->cancel, report->reason);
    ctx_release(report->cancel);
}

void scene_main(ctx_t *root, int size)
{
    static struct report reports[MANY];
    static const ctx_error_t *const reasons[] = {&disk_full, &no_route, &ctx_error_canceled};
    int n = scene_size(size, FEW, MANY);
    application = root;
    for (int i = 0; i < n; i++) {
        struct report *report = &reports[i];
        *report = (struct report){reasons[i % 3], CTX_MS(i < FEW ? 5 + 15 * i : 7 * i), NULL};
        ctx_t *ctx = ctx_with_cancel_cause(root, &report->cancel);
        scene_count("jobs", 1);
        if (i % 2 == 0)
            task_go(ctx, report_end, report);
        else
            task_go(ctx, report_failure, report);
        task_go(ctx_background(), job, report);
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
