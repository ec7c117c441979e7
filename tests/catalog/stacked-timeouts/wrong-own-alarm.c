/* expect: cut-short — a task that cancels after ten seconds */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static void alarm_clock(ctx_t *ctx, void *cancel)
{
    if (task_sleep_ctx(ctx, CTX_S(10)) == CTX_OK)
        ctx_cancel(cancel);
}

answer_t look_up(ctx_t *server, int key)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(server, &cancel);
    task_t alarm = task_go(ctx, alarm_clock, cancel);
    answer_t answer = send_query(ctx, key);
    ctx_cancel(cancel);
    task_join(alarm);
    ctx_release(cancel);
    return answer;
}
