/* The copies without a limit
 *
 * A copy tool reads its jobs from lines like "files=12 until=5000", the limit being an instant on the tool's clock in ms,
 * never 0; until=-5 was before the clock's start. Jobs with a limit run as they should. Those without one, which should have all
 * the time in the world, copy nothing.
 *
 * Make: a job without a limit copies all its files; a job whose limit has passed copies none, and is an error; any other
 *       limit holds to the millisecond.
 */
#include <stdio.h>
#include <string.h>

#include "exercise.h"

struct job {
    int files;
    bool limited; /* until was set: zero is an instant like any other */
    ctx_ns_t until;
};

static bool read_job(const char *line, struct job *job)
{
    long long ms;
    const char *until = strstr(line, "until=");
    memset(job, 0, sizeof *job);
    if (until != NULL && sscanf(until, "until=%lld", &ms) == 1) {
        job->limited = true;
        job->until = CTX_MS(ms);
    }
    return sscanf(line, "files=%d", &job->files) == 1;
}

bool run_job(ctx_t *tool, const char *line)
{
    struct job job;
    if (!read_job(line, &job))
        return false;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = job.limited ? ctx_with_deadline(tool, job.until, &cancel) : ctx_with_cancel(tool, &cancel);
    return copy_files(ctx, job.files) == job.files;
}
