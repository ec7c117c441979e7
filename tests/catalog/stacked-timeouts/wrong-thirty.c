/* expect: over-budget cut-short — the outermost limit only */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

answer_t look_up(ctx_t *server, int key)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return send_query(ctx_with_timeout(server, CTX_S(30), &cancel), key);
}
