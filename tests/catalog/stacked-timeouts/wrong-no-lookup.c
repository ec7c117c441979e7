/* expect: missing-work — deletes the work */
/* Verdict: no-bug
 * Evidence: count timers=4
 */
#include "exercise.h"

answer_t look_up(ctx_t *server, int key)
{
    (void)server, (void)key;
    return ANSWERED;
}
