/* Seeded: each line that ends in a comment with a finding's name is one, every other is none. */
#include <stddef.h>

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

struct service {
    ctx_t *ctx;
};

void service_init(struct service *service, ctx_t *ctx);
void service_init(struct service *service, ctx_t *ctx)
{
    service->ctx = ctx; /* context-in-struct */
}

int query(ctx_t *ctx);
int query(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *mine = ctx_with_timeout(ctx_background(), CTX_S(1), &cancel); /* rerooted */
    return ctx_err(ctx) == CTX_OK && ctx_err(mine) == CTX_OK;
}

int main(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *root = ctx_with_cancel(ctx_background(), &cancel); /* a root where there is none: no finding */
    static char ann[] = "ann";
    ctx_kept ctx_t *user = ctx_with_value(root, ctx_text_key("user_id"), ann); /* text-key */
    return query(user);
}

void loops(ctx_t *ctx, chan_t *jobs);
void loops(ctx_t *ctx, chan_t *jobs)
{
    int job;
    for (;;) {
        switch (chan_select(CHAN_RECV(jobs, &job), CHAN_DONE(ctx))) {
        case 0: continue;
        case 1: /* empty-done-arm */
            break; /* … */
        }
    }
}

void leaves(ctx_t *ctx, chan_t *jobs);
void leaves(ctx_t *ctx, chan_t *jobs)
{
    int job;
    for (;;) {
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: continue;
        }
    }
}

void nil(void);
void nil(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(NULL, &cancel); /* null-context */
}
