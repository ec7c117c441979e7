/* expect: no-credit — macros that grow without end */
#include "exercise.h"

#define A(x) x+x+x+x+x+x+x+x+x+x
#define B(x) A(A(A(x)))
#define C(x) B(B(B(x)))
#define E(x) C(C(C(x)))
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    int a = E(1);
    (void)a;
}
