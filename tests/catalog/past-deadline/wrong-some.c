/* expect: wrong-result — what was copied before the limit is a success */
#include <stdio.h>
#include <string.h>

#include "exercise.h"

struct job {
    int files;
    ctx_ns_t until;
};

static bool read_job(const char *line, struct job *job)
{
    long long ms;
    const char *until = strstr(line, "until=");
    memset(job, 0, sizeof *job);
    job->until = CTX_NO_DEADLINE;
    if (until != NULL && sscanf(until, "until=%lld", &ms) == 1)
        job->until = CTX_MS(ms);
    return sscanf(line, "files=%d", &job->files) == 1;
}

bool run_job(ctx_t *tool, const char *line)
{
    struct job job;
    if (!read_job(line, &job))
        return false;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_deadline(tool, job.until, &cancel);
    return copy_files(ctx, job.files) >= 0;
}
