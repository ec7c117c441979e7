/* expect: pass — the copier listens to what the backup wraps */
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

static bool may_go_on(ctx_t *server, struct backup *backup)
{
    while (ctx_err(server) == CTX_OK && backup->paused)
        chan_select(CHAN_DONE(server), CHAN_RECV(backup->resumed, NULL));
    return ctx_err(server) == CTX_OK;
}

ctx_err_t backup_copy(struct backup *backup, int files)
{
    ctx_t *server = ctx_custom_inner(&backup->base);
    int file = 0;
    while (file < files && may_go_on(server, backup) && copy_file(server, file) == CTX_OK)
        file++;
    return file == files ? CTX_OK : ctx_err(server);
}
