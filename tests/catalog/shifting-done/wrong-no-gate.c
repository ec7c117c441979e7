/* expect: over-budget — the copier does not look */
/* Paused once, never stopped
 *
 * A backup is a context of the house's own making, below its server's, and can be paused in the busy hours. One that has been
 * paused cannot be stopped: the server is gone, and it copies to the last file. At lunch the clerk's screen had said "ended".
 *
 * Make: paused, a backup begins no file and sleeps, and resumed it goes on with the next; it ends with its server, paused or not,
 * and only then, for all who ask for its done, whenever they ask. (Nobody wakes up more than 25 times in six files.)
 */
#include "exercise.h"

chan_t *backup_done(ctx_custom_t *self) { return ctx_done(ctx_custom_inner(self)); }

ctx_err_t backup_err(ctx_custom_t *self)
{
    return ctx_err(ctx_custom_inner(self));
}

void backup_pause(struct backup *backup, bool pause)
{
    if (pause) {
        backup->resumed = chan_make_signal();
        backup->paused = true;
    } else {
        backup->paused = false;
        chan_close(backup->resumed);
    }
}

ctx_err_t backup_copy(struct backup *backup, int files)
{
    ctx_t *ctx = ctx_of_custom(&backup->base);
    for (int file = 0; file < files; file++) {
        ctx_err_t err = copy_file(ctx, file);
        if (err != CTX_OK)
            return err;
    }
    return CTX_OK;
}
