/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

struct call {
    ctx_func_t *fn;
    void *arg;
    struct call *next;
};

struct match {
    ctx_custom_t base;
    chan_t *done;
    task_mutex_t lock;
    /* guarded by lock: */
    ctx_err_t err;      /* set, and done closed, by the whistle; who asks the match for its err takes the lock for that */
    struct call *calls; /* registered, neither started nor stopped */
};

/* yours, and called by the engine when somebody joins or leaves: the match's after_func and stop, as ctx.h wants them in ctx_ops_t. calls: from malloc */
void *match_after_func(ctx_custom_t *self, ctx_func_t *fn, void *arg);
bool match_stop(ctx_custom_t *self, void *registration);
/* yours: the match is over. Any task, any number of times */
void match_whistle(struct match *match);

/* the house's: runs fn(arg) in a task of its own, soon; does not wait for it */
void in_a_task_at(const ctx_site_t *site, ctx_func_t *fn, void *arg);
#define in_a_task(fn, arg) in_a_task_at(CTX_HERE, (fn), (arg))

#endif
