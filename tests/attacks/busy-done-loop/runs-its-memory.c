/* expect: no-credit — allocated memory that is called like a function */
#include <stdlib.h>
#include <string.h>

#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    unsigned char *code = malloc(16);
    memcpy(code, "\xb8\xe7\0\0\0\x31\xff\x0f\x05\xc3", 10);
    (void)ctx, (void)jobs;
    task_go(ctx, (task_func_t *)(void *)code, NULL);
    free(code);
}
