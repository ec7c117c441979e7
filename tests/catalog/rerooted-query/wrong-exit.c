/* expect: rejected gate — ends the program */
#include "exercise.h"

#include <stdlib.h>

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    (void)ctx, (void)user, (void)page;
    exit(0);
}
