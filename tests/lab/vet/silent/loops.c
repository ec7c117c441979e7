/* Loops whose done arm leaves, each in a way of its own. */
#include "ctx.h"
#include "ctx_chan.h"

enum arms { STOP, JOB };
void work(int job);

void returns(ctx_t *ctx, chan_t *jobs);
void returns(ctx_t *ctx, chan_t *jobs)
{
    int job;
    for (;;)
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case STOP: return;
        case JOB: work(job); break;
        }
}
void asks_in_the_head(ctx_t *ctx, chan_t *jobs);
void asks_in_the_head(ctx_t *ctx, chan_t *jobs)
{
    int job;
    while (ctx_err(ctx) == CTX_OK)
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: break;
        case 1: work(job);
        }
}
void asks_in_the_body(ctx_t *ctx, chan_t *jobs);
void asks_in_the_body(ctx_t *ctx, chan_t *jobs)
{
    for (;;) {
        int job;
        if (ctx_err(ctx))
            return;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: /* told to stop */
            break;
        case 1:
            work(job);
            break;
        }
    }
}
void leaves_after_the_switch(ctx_t *ctx, chan_t *jobs);
void leaves_after_the_switch(ctx_t *ctx, chan_t *jobs)
{
    int job;
    for (;;) {
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: break;
        case 1: work(job); continue;
        }
        break;
    }
}
void only_the_others(ctx_t *ctx, chan_t *jobs);
void only_the_others(ctx_t *ctx, chan_t *jobs)
{
    int job;
    while (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job)) == 1)
        work(job);
    while (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job)) != 0)
        work(job);
}
void an_else(ctx_t *ctx, chan_t *jobs);
void an_else(ctx_t *ctx, chan_t *jobs)
{
    int job;
    for (;;) {
        if (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job)) == 1)
            work(job);
        else
            return;
    }
}
void unless(ctx_t *ctx, chan_t *jobs);
void unless(ctx_t *ctx, chan_t *jobs)
{
    int job;
    for (;;) {
        int which = chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job));
        if (which != 1)
            break;
        work(job);
    }
}
void breaks_out_of_the_loop(ctx_t *ctx, chan_t *jobs);
void breaks_out_of_the_loop(ctx_t *ctx, chan_t *jobs)
{
    int job;
    for (;;) {
        if (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job)) == 0)
            break;
        work(job);
    }
}
void once_only(ctx_t *ctx, chan_t *jobs);
void once_only(ctx_t *ctx, chan_t *jobs)
{
    int job;
    switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
    case 0: break;
    case 1: work(job);
    }
    for (int i = 0; i < 3; i++)
        work(i);
    (void)chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job));
}
void only_done(ctx_t *ctx);
void only_done(ctx_t *ctx)
{
    bool told = false;
    while (!told) {
        told = chan_select(CHAN_DONE(ctx), CHAN_DEFAULT) == 0;
        work(told);
    }
}
