/* expect: rejected — leaves the program */
/* Verdict: no-bug
 * Evidence: count timers=4
 */
#include <stdlib.h>

#include "exercise.h"

answer_t look_up(ctx_t *server, int key)
{
    (void)server, (void)key;
    exit(0);
}
