/* expect: pass — takes jobs through a buffer of bytes */
#include <string.h>

#include "exercise.h"

static unsigned char *bytes_of(struct job *job) { return (unsigned char *)job; }

void worker(ctx_t *ctx, void *jobs)
{
    unsigned char buffer[sizeof(struct job)];
    struct job job, zero;
    memset(&zero, 0, sizeof zero);
    while (memcpy(&job, &zero, sizeof job), chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, buffer)) == 1) {
        memmove(bytes_of(&job), buffer, sizeof buffer);
        process(ctx, &job);
    }
}
