/* expect: pass — a group serves, below a context that ends when the time is over */
#include "ctx_group.h"
#include "exercise.h"

struct drain {
    ctx_group_t *group;
    chan_t *over;
};

static const ctx_error_t *serve(ctx_t *ctx, void *client)
{
    answer(ctx, client);
    return NULL;
}

static void wait_for_all(ctx_t *ctx, void *arg)
{
    struct drain *drain = arg;
    (void)ctx;
    (void)ctx_group_wait(drain->group);
    chan_close(drain->over);
}

int run_server(ctx_t *process, struct door *door)
{
    ctx_auto_signals ctx_signals_t *signals = NULL;
    ctx_auto ctx_cancel_t *end = NULL, *cancel = NULL;
    ctx_t *accepting = ctx_with_signals(process, &signals, SIGINT, SIGTERM);
    ctx_group_t *group = NULL;
    (void)ctx_with_group(ctx_with_cancel(process, &end), &group);
    for (struct client *client; (client = next_client(accepting, door)) != NULL;)
        ctx_group_go(group, serve, client);
    chan_auto chan_t *over = chan_make_signal();
    struct drain drain = {group, over};
    task_t waiter = task_go(process, wait_for_all, &drain);
    (void)chan_recv_ctx(ctx_with_timeout(process, CTX_S(1), &cancel), over, NULL, NULL);
    ctx_cancel(end);
    task_join(waiter);
    ctx_group_release(group);
    return 0;
}
