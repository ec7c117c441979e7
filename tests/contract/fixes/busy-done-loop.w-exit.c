/* expect: missing-work — from the catalog page */
#include "exercise.h"
void worker(ctx_t *ctx, void *jobs) { (void)ctx; (void)jobs; }
