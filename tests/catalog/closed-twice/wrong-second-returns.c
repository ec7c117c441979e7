/* expect: lost-at-exit — who comes second is sent away at once */
#include <stdatomic.h>

#include "exercise.h"

static struct outbox {
    chan_t *mails;
    wait_group_t posters;
    atomic_bool closed;
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
    if (atomic_exchange(&outbox.closed, true))
        return;
    chan_close(outbox.mails); /* the posters leave when it is empty */
    wait_group_wait(&outbox.posters);
}
