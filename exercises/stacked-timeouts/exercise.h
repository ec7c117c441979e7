/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

typedef enum { ANSWERED, TIMED_OUT, GAVE_UP } answer_t;

/* yours: one lookup; ends within 10 s, and when the server ends */
answer_t look_up(ctx_t *server, int key);

/* the database's: usually takes 50 ms; TIMED_OUT when ctx's deadline comes first, GAVE_UP when it is cancelled */
answer_t send_query(ctx_t *ctx, int key);

#endif
