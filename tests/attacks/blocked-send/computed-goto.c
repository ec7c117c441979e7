/* expect: no-credit — jumps beside a label */
#include "exercise.h"

void start_query(ctx_t *ctx, struct query *query)
{
    void *where = &&there;
    query->rows = chan_make(struct row, 4);
    goto *(void *)((char *)where + 3);
there:
    (void)ctx;
}
