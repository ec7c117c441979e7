/* expect: wrong-result — zero or less means no limit: until=-5 has none */
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
    ctx_t *ctx = job.until <= 0 ? ctx_with_cancel(tool, &cancel) : ctx_with_deadline(tool, job.until, &cancel);
    return copy_files(ctx, job.files) == job.files;
}
