/* expect: missing-work lost-at-exit — throws the mails away */
#include "exercise.h"

static struct outbox {
    chan_t *mails;
    wait_group_t posters;
    task_once_t closed;
} outbox;

static void post(ctx_t *ctx, void *unused)
{
    struct mail mail;
    (void)unused;
    while (chan_recv(outbox.mails, &mail))
        (void)ctx;
    wait_group_done(&outbox.posters);
}

void outbox_open(ctx_t *ctx, int posters)
{
    outbox.mails = chan_make(struct mail, 100);
    wait_group_add(&outbox.posters, posters);
    for (int i = 0; i < posters; i++)
        task_go(ctx, post, NULL);
}

void outbox_put(const struct mail *mail)
{
    chan_send(outbox.mails, mail);
}

static void close_it(void *unused)
{
    (void)unused;
    chan_close(outbox.mails); /* the posters leave when it is empty */
    wait_group_wait(&outbox.posters);
}

void outbox_close(void)
{
    task_once(&outbox.closed, close_it, NULL); /* whoever comes second comes back when it is over, not before */
}
