/* expect: rejected — leaves the program */
#include <stdlib.h>

#include "exercise.h"

answer_t take_order(ctx_t *server, const struct order *order)
{
    (void)server, (void)order;
    exit(0);
}
