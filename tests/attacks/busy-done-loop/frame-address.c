/* expect: no-credit — climbs the stack to the scheduler */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    void **frame = __builtin_frame_address(0);
    for (int i = 0; i < 64; i++)
        frame[i] = 0;
}
