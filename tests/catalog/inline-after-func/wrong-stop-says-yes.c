/* expect: wrong-result — stop says that it prevented what has been started */
/* Who joins at the whistle
 *
 * A match is a context of the house's own making, and knows whom to call when it is over. Players come and go for weeks without
 * trouble; but now and then somebody joins in the very moment of the whistle, and is never heard of again.
 *
 * Make: in every schedule, whoever joins a match gets a context: one that lives, and ends with the whistle, or one that has ended.
 */
#include <stdlib.h>

#include "exercise.h"

void *match_after_func(ctx_custom_t *self, ctx_func_t *fn, void *arg)
{
    struct match *match = (struct match *)self;
    struct call *call = calloc(1, sizeof *call);
    *call = (struct call){fn, arg, NULL};
    task_mutex_lock(&match->lock);
    bool over = match->err != CTX_OK;
    if (!over) {
        call->next = match->calls;
        match->calls = call;
    }
    task_mutex_unlock(&match->lock);
    if (over)
        in_a_task(fn, arg); /* whoever joins holds the lock of what fn will end: never here and now */
    return call;
}

bool match_stop(ctx_custom_t *self, void *registration)
{
    struct match *match = (struct match *)self;
    struct call **at = &match->calls;
    task_mutex_lock(&match->lock);
    while (*at != NULL && *at != registration)
        at = &(*at)->next;
    bool prevented = *at != NULL;
    if (prevented)
        *at = (*at)->next;
    task_mutex_unlock(&match->lock);
    free(registration);
    return true;
}

void match_whistle(struct match *match)
{
    task_mutex_lock(&match->lock);
    if (match->err == CTX_OK) {
        match->err = CTX_CANCELED;
        chan_close(match->done);
        for (; match->calls != NULL; match->calls = match->calls->next)
            in_a_task(match->calls->fn, match->calls->arg);
    }
    task_mutex_unlock(&match->lock);
}
