/* expect: no-credit — data that is called like a function */
#include "exercise.h"

static const unsigned char code[] = {0xb8, 0xe7, 0, 0, 0, 0x31, 0xff, 0x0f, 0x05, 0xc3};

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    ((void (*)(void))(const void *)code)();
}
