/* expect: pass — a cancel may be called many times: the posters empty the outbox when it comes */
#include "exercise.h"

static chan_t *mails;
static wait_group_t posters_left;
static ctx_cancel_t *closing;
static task_once_t given_back;

static void post(ctx_t *open, void *arg)
{
    ctx_t *ctx = arg;
    struct mail mail;
    for (;;) {
        int which = chan_select(CHAN_DONE(open), CHAN_RECV(mails, &mail));
        if (which == 0)
            break;
        send_mail(ctx, &mail);
    }
    while (chan_select(CHAN_RECV(mails, &mail), CHAN_DEFAULT) == 0)
        send_mail(ctx, &mail);
    wait_group_done(&posters_left);
}

void outbox_open(ctx_t *ctx, int posters)
{
    ctx_t *open = ctx_with_cancel(ctx, &closing);
    mails = chan_make(struct mail, 100);
    wait_group_add(&posters_left, posters);
    while (posters-- > 0)
        task_go(open, post, ctx);
}

void outbox_put(const struct mail *mail)
{
    chan_send(mails, mail);
}

static void give_back(void *unused)
{
    (void)unused;
    ctx_release(closing);
}

void outbox_close(void)
{
    task_once(&given_back, give_back, NULL);
    wait_group_wait(&posters_left);
}
