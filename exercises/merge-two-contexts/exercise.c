/* Done when either is
 *
 * Work belongs to a request and to a session at once: it has to stop when either ends. An after_func carries the end of one
 * over to a context derived from the other.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"

struct merged {
    ctx_cancel_t *cancel;
    ctx_t *other; /* whose end is carried over */
};

static void carry_over(void *arg)
{
    struct merged *merged = arg;
    ctx_cancel_cause(merged->cancel, ctx_cause(merged->other));
}

static void work(ctx_t *ctx, void *arg)
{
    wait_group_t *done = arg;
    while (task_sleep_ctx(ctx, CTX_MS(10)) == CTX_OK)
        scene_work(ctx, "step");
    scene_note(ctx_cause(ctx)->text);
    wait_group_done(done);
}

static void work_for_both(ctx_t *root)
{
    static const ctx_error_t logged_out = {.text = "the user logged out"};
    wait_group_t done = {0};
    ctx_auto ctx_cancel_t *log_out = NULL, *hang_up = NULL, *cancel = NULL;
    ctx_t *session = ctx_with_cancel(root, &log_out);
    ctx_t *request = ctx_with_timeout(root, CTX_S(1), &hang_up);
    ctx_t *both = ctx_with_cancel(request, &cancel);
    struct merged merged = {cancel, session};
    ctx_auto_stop ctx_stop_t *stop = ctx_after_func(session, carry_over, &merged);
    wait_group_add(&done, 1);
    task_go(both, work, &done);
    scene_settle();
    scene_mark("merged");
    task_sleep(CTX_MS(35));
    ctx_cancel_cause(log_out, &logged_out);
    scene_mark("logged out");
    wait_group_wait(&done);
    scene_mark("carried");
}

void scene_main(ctx_t *root, int size)
{
    (void)size;
    work_for_both(root);
    scene_rest(CTX_MS(10));
    scene_mark("over");
}
