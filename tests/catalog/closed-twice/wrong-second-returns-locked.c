/* expect: lost-at-exit — the flag under a lock, and who comes second is sent away */
#include "exercise.h"

static struct outbox {
    chan_t *mails;
    wait_group_t posters;
    task_mutex_t lock;
    bool closed;
} outbox;

static void post(ctx_t *ctx, void *unused)
{
    struct mail mail;
    (void)unused;
    while (chan_recv(outbox.mails, &mail))
        send_mail(ctx, &mail);
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

void outbox_close(void)
{
    task_mutex_lock(&outbox.lock);
    bool first = !outbox.closed;
    outbox.closed = true;
    task_mutex_unlock(&outbox.lock);
    if (!first)
        return;
    chan_close(outbox.mails); /* the posters leave when it is empty */
    wait_group_wait(&outbox.posters);
}
