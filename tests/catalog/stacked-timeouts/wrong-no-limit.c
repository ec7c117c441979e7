/* expect: over-budget cut-short — none is left */
/* Verdict: no-bug
 * Evidence: count timers=4
 */
#include "exercise.h"

answer_t look_up(ctx_t *server, int key)
{
    return send_query(server, key);
}
