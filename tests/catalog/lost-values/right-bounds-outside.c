/* expect: pass — bounded where it is started; the handle travels, the answer comes first */
#include <stdlib.h>

#include "exercise.h"

struct job {
    ctx_cancel_t *cancel;
    const struct letter *letter;
};

static void print_on_the_side(ctx_t *ctx, void *arg)
{
    struct job *job = arg;
    ctx_auto ctx_cancel_t *cancel = job->cancel;
    if (print_letter(ctx, job->letter) != CTX_OK)
        report_unprinted(job->letter);
}

void decide_claim(ctx_t *request, const struct letter *letter)
{
    answer(request, letter);
    struct job *job = malloc(sizeof *job);
    ctx_t *detached = ctx_without_cancel(request);
    ctx_t *bounded = ctx_with_timeout(detached, CTX_S(10), &job->cancel);
    job->letter = letter;
    task_go_owned(bounded, print_on_the_side, job, free);
    ctx_drop(detached);
}
