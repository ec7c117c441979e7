/* Seeded: each line that ends in a comment with a habit's name is one, every other is none. */
#include "ctx.h"
#include "ctx_chan.h"

enum arms { STOP, JOB, TICK };
#define STOPPED CHAN_DONE(ctx)
void work(int job);
void finish(void);

void by_break(ctx_t *ctx, chan_t *jobs);
void by_break(ctx_t *ctx, chan_t *jobs)
{
    int job;
    while (1) {
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: break; /* empty-done-arm */
        case 1: work(job); break;
        }
    }
}

void by_name(ctx_t *ctx, chan_t *jobs);
void by_name(ctx_t *ctx, chan_t *jobs)
{
    int job;
    for (;;)
        switch (chan_select(STOPPED, CHAN_RECV(jobs, &job))) {
        case STOP: { /* empty-done-arm */
            continue;
        }
        case JOB: work(job);
        }
}

void by_if(ctx_t *ctx, chan_t *jobs);
void by_if(ctx_t *ctx, chan_t *jobs)
{
    int job;
    do {
        if (chan_select(CHAN_RECV(jobs, &job), CHAN_DONE(ctx)) == 0) /* empty-done-arm */
            work(job);
    } while (1);
}

void by_variable(ctx_t *ctx, chan_t *jobs);
void by_variable(ctx_t *ctx, chan_t *jobs)
{
    int job;
    for (;;) {
        int which = chan_select(CHAN_DONE(ctx),
                                CHAN_RECV(jobs, &job));
        if (which == 0) /* empty-done-arm */
            continue;
        work(job);
    }
}

void by_default(ctx_t *ctx, chan_t *jobs);
void by_default(ctx_t *ctx, chan_t *jobs)
{
    int job;
    for (;;) {
        switch (chan_select(CHAN_RECV(jobs, &job), CHAN_RECV(ctx_done(ctx), NULL))) {
        case 0: work(job); break;
        default:; /* empty-done-arm */
        }
    }
}

void without_a_case(ctx_t *ctx, chan_t *jobs, chan_t *ticks);
void without_a_case(ctx_t *ctx, chan_t *jobs, chan_t *ticks)
{
    int job;
    for (;;)
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job), CHAN_RECV(ticks, NULL))) { /* empty-done-arm */
        case JOB: work(job); break;
        case TICK: finish(); break;
        }
}

void whatever_it_was(ctx_t *ctx, chan_t *jobs);
void whatever_it_was(ctx_t *ctx, chan_t *jobs)
{
    int job;
    for (;;) {
        (void)chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job)); /* empty-done-arm */
        finish();
    }
}

void in_the_condition(ctx_t *ctx, chan_t *jobs);
void in_the_condition(ctx_t *ctx, chan_t *jobs)
{
    int job;
    while (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job)) >= 0) /* empty-done-arm */
        work(job);
}
