/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

enum { MOST_PARTS = 8 };

struct upload {
    int parts, chunks; /* so many parts, so many chunks each */
    struct part {
        struct upload *upload;
        int number;
        chan_t *results; /* const ctx_error_t *; kept, dropped by the part */
    } part[MOST_PARTS];
    struct store *store; /* the program's */
};

/* yours: uploads all chunks of all parts. NULL, or why it could not be completed; an error's `err` says canceled where the
 * caller has left. When it returns, upload is the caller's again. */
const ctx_error_t *upload_file(ctx_t *ctx, struct upload *upload);

/* the store's: takes 10 ms and cannot be interrupted; NULL, or why the chunk was refused */
const ctx_error_t *put_chunk(ctx_t *ctx, struct upload *upload, int part, int chunk);

#endif
