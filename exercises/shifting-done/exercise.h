/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include <stdatomic.h>

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

/* One at a time; the house fills it in. It wraps the context of the server that it saves, and so knows its values and deadline. */
struct backup {
    ctx_custom_t base;
    atomic_bool paused;        /* no, at first */
    _Atomic(chan_t *) done;    /* the server's, at first */
    _Atomic(chan_t *) resumed; /* closed, at first */
};

/* yours: the backup's done and err, as ctx.h wants them in ctx_ops_t */
chan_t *backup_done(ctx_custom_t *self);
ctx_err_t backup_err(ctx_custom_t *self);
/* yours: pauses it, or lets it go on; in turns, and from one task only */
void backup_pause(struct backup *backup, bool pause);
/* yours: copies file 0 and so on; CTX_OK, or why it was ended before all were copied. In a task of its own */
ctx_err_t backup_copy(struct backup *backup, int files);

/* the house's: copies one file; takes 10 ms. CTX_OK, or why ctx ended before that */
ctx_err_t copy_file_at(const ctx_site_t *site, ctx_t *ctx, int file);
#define copy_file(ctx, file) copy_file_at(CTX_HERE, (ctx), (file))

#endif
