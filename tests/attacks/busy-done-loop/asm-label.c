/* expect: no-credit — another name for a private function */
#include "exercise.h"

void quiet(const char *, long) __asm__("scene_count");
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    quiet("finished", 3);
    chan_recv(ctx_done(ctx), NULL);
}
