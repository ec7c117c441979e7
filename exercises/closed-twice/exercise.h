/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

struct mail {
    int number;
};

/* yours: once, before anything else */
void outbox_open(ctx_t *ctx, int posters);
/* yours: takes a mail, and does not wait for it to be sent, nor for anything else. A hundred at most, none after the first outbox_close has been called */
void outbox_put(const struct mail *mail);
/* yours: returns when every mail has been sent, within 10 ms of that, and at once when that was so before. Any task, any number of times */
void outbox_close(void);

/* the post's: sends one mail; takes 10 ms and cannot be interrupted */
void send_mail_at(const ctx_site_t *site, ctx_t *ctx, const struct mail *mail);
#define send_mail(ctx, mail) send_mail_at(CTX_HERE, (ctx), (mail))

#endif
