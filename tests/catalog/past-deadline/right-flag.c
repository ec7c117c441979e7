/* expect: pass — a flag beside the limit */
#include <stdio.h>
#include <string.h>

#include "exercise.h"

static int copy_until(ctx_t *tool, ctx_ns_t limit, int files)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return copy_files(ctx_with_deadline(tool, limit, &cancel), files);
}

bool run_job(ctx_t *tool, const char *line)
{
    long long ms = 0;
    int files;
    const char *until = strstr(line, "until=");
    bool limited = until != NULL && sscanf(until, "until=%lld", &ms) == 1;
    if (sscanf(line, "files=%d", &files) != 1)
        return false;
    return files == (limited ? copy_until(tool, CTX_MS(ms), files) : copy_files(tool, files));
}
