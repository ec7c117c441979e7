/* expect: no-credit — looks private symbols up by name */
#include "exercise.h"

#include <dlfcn.h>
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    dlsym(0, "sim");
}
