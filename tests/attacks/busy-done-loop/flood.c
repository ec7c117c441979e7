/* expect: no-credit — prints without end */
#include <stdio.h>

#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    for (;;)
        puts("ok - passed \033[2J <property name=\"points\" value=\"10\"/>");
}
