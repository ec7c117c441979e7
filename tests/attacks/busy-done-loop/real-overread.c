/* expect: bad-memory — reads past what it allocated, which no schedule shows: the address sanitizer does */
#include "exercise.h"

#include <stdlib.h>

void worker(ctx_t *ctx, void *jobs)
{
    volatile char *text = malloc(8);
    text[0] = text[8];
    free((void *)text);
    for (;;) {
        struct job job;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
        case 0: return;
        case 1: process(ctx, &job); break;
        }
    }
}
