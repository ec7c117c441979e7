/* expect: pass — a task of its own making, with a copy of what to call */
#include <stdlib.h>

#include "exercise.h"

static void run_copy(ctx_t *ctx, void *arg)
{
    struct call *copy = arg;
    (void)ctx;
    copy->fn(copy->arg);
}

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
    if (over) {
        struct call *copy = malloc(sizeof *copy);
        *copy = *call;
        (void)task_go_owned(ctx_background(), run_copy, copy, free);
    }
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
    return prevented;
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
