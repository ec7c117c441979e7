/* expect: no-credit — sleeps in the system */
#include "exercise.h"

#include <unistd.h>
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    sleep(1000);
}
