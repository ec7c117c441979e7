/* expect: missing-work — sends none */
#include "exercise.h"

void send_letters(ctx_t *request, int first, int n)
{
    (void)request, (void)first, (void)n;
}
