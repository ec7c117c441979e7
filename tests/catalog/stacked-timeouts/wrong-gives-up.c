/* expect: missing-work — ten seconds, and what timed out is said to be given up, what answered late an answer */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

answer_t look_up(ctx_t *server, int key)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    answer_t answer = send_query(ctx_with_timeout(server, CTX_S(10), &cancel), key);
    return answer == ANSWERED ? ANSWERED : ANSWERED;
}
