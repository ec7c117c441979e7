/* expect: pass — a count under a lock, and a channel made for whoever waits */
#include "exercise.h"

static task_mutex_t lock;
static int under_way;
static chan_t *none_left;

static void count(int n)
{
    task_mutex_lock(&lock);
    under_way += n;
    if (under_way == 0 && none_left != NULL) {
        chan_close(none_left);
        none_left = NULL;
    }
    task_mutex_unlock(&lock);
}

static void write_row(ctx_t *detached, void *arg)
{
    ctx_cancel_t *cancel;
    if (log_row(ctx_with_timeout(detached, CTX_S(5), &cancel), arg) != CTX_OK)
        report_lost(arg);
    ctx_release(cancel);
    count(-1);
}

void take_payment(ctx_t *request, const struct payment *payment)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    count(+1);
    task_go(detached, write_row, (void *)payment);
    respond(request, payment);
}

void shut_down(ctx_t *ctx)
{
    chan_auto chan_t *wait = chan_make_signal();
    task_mutex_lock(&lock);
    if (under_way > 0)
        none_left = wait;
    else
        chan_close(wait);
    task_mutex_unlock(&lock);
    if (chan_select(CHAN_DONE(ctx), CHAN_RECV(wait, NULL)) == 0) {
        task_mutex_lock(&lock);
        none_left = NULL;
        task_mutex_unlock(&lock);
    }
    say_goodbye(ctx);
}
