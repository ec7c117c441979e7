/* expect: crash — aborts on real threads */
#include <stdlib.h>

#include "exercise.h"

void read_messages(ctx_t *ctx, struct connection *connection)
{
    (void)ctx, (void)connection;
    abort();
}
