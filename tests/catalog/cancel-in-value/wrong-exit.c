/* expect: rejected — leaves the program */
#include <stdlib.h>

#include "exercise.h"

bool make_report(ctx_t *parent, const struct report *report)
{
    (void)parent, (void)report;
    exit(0);
}
