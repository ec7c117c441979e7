/* expect: lost-cancel — one context made once, kept for all */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static ctx_cancel_t *cancel;

answer_t look_up(ctx_t *server, int key)
{
    static ctx_t *limit;
    static ctx_ns_t made;
    if (limit == NULL || ctx_now() > made) {
        if (limit != NULL)
            ctx_release(cancel);
        limit = ctx_with_timeout(server, CTX_S(10), &cancel);
        made = ctx_now();
    }
    return send_query(limit, key);
}
