/* Two senders, two receivers: who meets whom.
 *
 * expect: outcomes=2
 */
#include "corpus.h"

static chan_t *ch;
static int got[2];

static void send_one(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    int v = 1;
    chan_send(ch, &v);
}

static void send_two(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    int v = 2;
    chan_send(ch, &v);
}

static void receive(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    chan_recv(ch, arg);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    ch = chan_make(int, 0);
    task_t a = task_go(ctx_background(), receive, &got[0]), b = task_go(ctx_background(), receive, &got[1]);
    both(send_one, send_two, NULL);
    task_join(a);
    task_join(b);
    outcome(got[0] * 10 + got[1]);
}
