/* Calls one after the other, one in the small scenario: it is hung up. Big: every second one's credit is used up, every third line is cut. */
#include "scene.h"

#include <stdatomic.h>

#include "exercise.h"
#include "request_scene.h"
#include "tell.h"

enum { MANY = 100 };

static const ctx_error_t hung_up = {.text = "hung up"}, no_credit = {.text = "credit used up", .timeout = true}, line_cut = {.text = "line cut"};

struct call {
    int number;
    const ctx_error_t *planned, *reason; /* the latter is the true one */
    ctx_cancel_t *line;
    _Atomic ctx_ns_t over;
    atomic_int filed;
};
static struct call calls[MANY + 1];

void talk_at(const ctx_site_t *site, ctx_t *line, struct call *call)
{
    chan_case_t end = CHAN_DONE(line);
    (void)chan_select_at(site, &end, 1);
    call->over = ctx_now();
    call->reason = ctx_cause_at(NULL, line);
}

void file_record_at(const ctx_site_t *site, ctx_t *ctx, struct call *call, const ctx_error_t *reason)
{
    bool none = reason == NULL;
    scene_note(none ? "archive: no reason" : reason->text);
    scene_count("no reason", none);
    if (!none && reason != call->reason)
        tell_fail_at(site, "wrong-result", "a record says that its call ended for \"%s\", expected \"%s\"", reason->text, tell_reason(call->reason));
    if (task_sleep_ctx_at(site, ctx, CTX_MS(200)) == CTX_CANCELED)
        scene_fail_at(site, "cut-short", "a record was not filed: its context was ended while the archive was writing");
    else if (ctx_err_at(NULL, ctx) == CTX_OK) {
        scene_work_at(site, ctx, none ? "record filed: no reason" : "record filed");
        scene_count("filed", 1);
        scene_count("in no name", request_id_quiet(ctx) != call->number);
    }
}

static void end_call(ctx_t *ctx, void *arg)
{
    struct call *call = arg;
    if (task_sleep_ctx(ctx, CTX_MS(30)) == CTX_OK)
        ctx_cancel_cause(call->line, call->planned);
}

static void serve(ctx_t *root, struct call *call)
{
    ctx_ns_t credit = call->planned == &no_credit ? CTX_MS(20) : CTX_S(60);
    ctx_kept ctx_t *line = request_ctx(ctx_with_timeout_cause(root, credit, &no_credit, &call->line), call->number);
    task_t caller = task_go(root, end_call, call);
    take_call(line, call);
    scene_count("late", ctx_now() - call->over > CTX_MS(50));
    scene_count("calls", 1);
    task_join(caller);
    ctx_release(call->line);
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 1; i <= scene_size(size, 1, MANY); i++) {
        calls[i].number = i;
        calls[i].planned = i % 2 == 0 ? &no_credit : i % 3 == 0 ? &line_cut : &hung_up;
        serve(root, &calls[i]);
    }
    scene_rest(CTX_S(6));
    scene_mark("idle");
}
