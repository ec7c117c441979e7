/* Tidied up at the end
 *
 * Each event of a stream is handled detached from whoever opened it, within 5 s, and the list of handles is given back when the
 * stream ends. Streams run for weeks: the process grows by the hour, and a profile shows timers of events that were handled
 * seconds ago.
 *
 * Make: an event still has 5 s and the name of its stream, whoever has left; and when the next one is asked for, nothing is held
 * any more of those before.
 */
#include "exercise.h"

void process_stream(ctx_t *ctx, struct stream *stream)
{
    struct event event;
    while (next_event(stream, &event)) {
        ctx_auto ctx_cancel_t *cancel = NULL; /* the body is a scope: given back at the end of each round */
        ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
        ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
        handle_event(limited, &event);
    }
}
