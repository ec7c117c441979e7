/* expect: cut-short unstable-done panic — a pause closes the channel that there is: the server's */
/* Paused once, never stopped
 *
 * A backup is a context of the house's own making, below its server's, and can be paused in the busy hours. One that has been
 * paused cannot be stopped: the server is gone, and it copies to the last file. At lunch the clerk's screen had said "ended".
 *
 * Make: paused, a backup begins no file and sleeps, and resumed it goes on with the next; it ends with its server, paused or not,
 * and only then, for all who ask for its done, whenever they ask. (Nobody wakes up more than 25 times in six files.)
 */
#include "exercise.h"

chan_t *backup_done(ctx_custom_t *self) { return ((struct backup *)self)->done; }

ctx_err_t backup_err(ctx_custom_t *self)
{
    ctx_err_t err = ctx_err(ctx_custom_inner(self));
    return err == CTX_OK && ((struct backup *)self)->paused ? CTX_CANCELED : err;
}

void backup_pause(struct backup *backup, bool pause)
{
    chan_t *done = chan_make_signal();
    if (pause) {
        backup->resumed = chan_make_signal();
        backup->paused = true;
        chan_close(backup->done); /* nothing is to be begun now */
    } else {
        backup->done = done;
        backup->paused = false;
        chan_close(backup->resumed);
    }
}

ctx_err_t backup_copy(struct backup *backup, int files)
{
    ctx_t *ctx = ctx_of_custom(&backup->base);
    for (int file = 0; file < files; file++) {
        while (chan_select(CHAN_DONE(ctx), CHAN_DEFAULT) == 0) {
            if (!backup->paused)
                return ctx_err(ctx);
            chan_recv(backup->resumed, NULL);
        }
        ctx_err_t err = copy_file(ctx, file);
        if (err != CTX_OK)
            return err;
    }
    return CTX_OK;
}
