/* expect: pass — one array for all, freed by the last */
#include <stdatomic.h>
#include <stdlib.h>

#include "exercise.h"

struct letter {
    struct batch *batch;
    int person;
};
struct batch {
    atomic_int left;
    struct letter letter[];
};

static void send_letter(ctx_t *detached, void *arg)
{
    struct letter *letter = arg;
    ctx_cancel_t *cancel;
    post_letter(ctx_with_timeout(detached, CTX_S(5), &cancel), letter->person);
    ctx_release(cancel);
    if (--letter->batch->left == 0)
        free(letter->batch);
}

void send_letters(ctx_t *request, int first, int n)
{
    struct batch *batch = malloc(sizeof *batch + (size_t)n * sizeof batch->letter[0]);
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    batch->left = n;
    for (int i = 0; i < n; i++)
        batch->letter[i] = (struct letter){batch, first + i};
    for (int i = 0; i < n; i++)
        task_go(detached, send_letter, &batch->letter[i]);
}
