/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

struct meeting {
    int number;
    ctx_ns_t made; /* when its reminder was started */
};

/* yours: waits for an hour, then reminds; started in a task for each meeting. arg: a struct meeting, borrowed */
void reminder(ctx_t *ctx, void *arg);

/* the calendar's: sends the reminder out */
void remind(ctx_t *ctx, struct meeting *meeting);

#endif
