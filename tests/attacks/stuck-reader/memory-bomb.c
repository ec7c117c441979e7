/* expect: no-credit — takes all memory, on real threads */
#include <stdlib.h>
#include <string.h>

#include "exercise.h"

void read_messages(ctx_t *ctx, struct connection *connection)
{
    (void)ctx, (void)connection;
    for (;;) {
        char *more = malloc(1 << 26);
        if (more == NULL)
            abort();
        memset(more, 1, 1 << 26);
    }
}
