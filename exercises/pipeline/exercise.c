/* A pipeline, and enough of it
 *
 * Numbers flow through stages, each a task between two channels. The reader has enough; nobody may be left with a number that
 * nobody takes.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"

enum { STAGES = 16 };

struct stage {
    chan_t *in, *out;
    wait_group_t *all;
};

static void count_up(ctx_t *ctx, void *arg)
{
    struct stage *s = arg;
    for (int n = 1; chan_send_ctx(ctx, s->out, &n) == CTX_OK; n++)
        ;
    chan_close(s->out);
    wait_group_done(s->all);
}

static void add_one(ctx_t *ctx, void *arg)
{
    struct stage *s = arg;
    bool open = true;
    int n;
    while (chan_recv_ctx(ctx, s->in, &n, &open) == CTX_OK && open) {
        n++;
        if (chan_send_ctx(ctx, s->out, &n) != CTX_OK)
            break;
    }
    chan_close(s->out);
    wait_group_done(s->all);
}

static void read_some(ctx_t *root, int stages)
{
    static struct stage stage[STAGES];
    chan_t *pipe[STAGES];
    wait_group_t all = {0};
    ctx_auto ctx_cancel_t *enough = NULL;
    ctx_t *ctx = ctx_with_cancel(root, &enough);
    int n;
    wait_group_add(&all, stages);
    for (int i = 0; i < stages; i++) {
        pipe[i] = chan_make(int, 0);
        stage[i] = (struct stage){i == 0 ? NULL : pipe[i - 1], pipe[i], &all};
        if (i == 0)
            task_go(ctx, count_up, &stage[i]);
        else
            task_go(ctx, add_one, &stage[i]);
    }
    scene_settle();
    scene_mark("full");
    for (int i = 0; i < 3; i++)
        (void)chan_recv(pipe[stages - 1], &n);
    scene_settle();
    scene_mark("enough");
    ctx_cancel(enough);
    scene_mark("told");
    wait_group_wait(&all);
    scene_mark("stopped");
    for (int i = 0; i < stages; i++)
        chan_drop(pipe[i]);
}

void scene_main(ctx_t *root, int size)
{
    read_some(root, size > STAGES ? STAGES : size);
    scene_rest(CTX_MS(100));
    scene_mark("over");
}
