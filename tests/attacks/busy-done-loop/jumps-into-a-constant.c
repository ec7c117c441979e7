/* expect: rejected crash no-credit — the bytes of a system call hidden in a constant, and a jump to them */
#include "exercise.h"

long hide_bytes(long x);
long hide_bytes(long x) { return x ^ 0x1090050f10909090; } /* 0f 05: syscall */

void worker(ctx_t *ctx, void *jobs)
{
    struct job job;
    void (*into)(void) = (void (*)(void))((char *)hide_bytes + 4);
    (void)chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job));
    into();
}
