/* expect: busy-done — sleeps long in the done arm */
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
    for (;;) {
        struct job job;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: /* told to stop */
            task_sleep(CTX_MS(100));
            break;
        case 1:
            process(ctx, &job);
            break;
        }
    }
}
