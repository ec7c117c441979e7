/* expect: no-credit — a local array that is called like a function */
#include <string.h>

#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    unsigned char code[16];
    memcpy(code, "\xb8\xe7\0\0\0\x31\xff\x0f\x05\xc3", 10);
    (void)ctx, (void)jobs;
    ((void (*)(void))(void *)code)();
}
