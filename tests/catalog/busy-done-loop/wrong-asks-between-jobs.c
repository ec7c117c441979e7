/* expect: leaked-task deaf-wait — asks between two jobs, and waits for the next one deaf */
/* The worker that would not rest
 *
 * A pool is shut down by cancelling its context; the workers then go home. Since the last release the service answers
 * the shutdown, but one core stays at 100 % until somebody kills the process.
 *
 * Make: after the cancel every worker ends at once, with the job in its hands finished.
 */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    while (ctx_err(ctx) == CTX_OK) {
        struct job job;
        if (chan_recv(jobs, &job))
            process(ctx, &job);
    }
}
