/* expect: pass — the first error behind a mutex, all tasks joined */
#include "exercise.h"

struct race {
    task_mutex_t lock; /* guards first */
    const ctx_error_t *first;
    ctx_cancel_t *cancel;
};

struct runner {
    struct race *race;
    struct part *part;
};

static void lost(struct race *race, const ctx_error_t *error)
{
    task_mutex_lock(&race->lock);
    if (race->first == NULL)
        race->first = error;
    task_mutex_unlock(&race->lock);
    ctx_cancel(race->cancel);
}

static void send_part(ctx_t *ctx, void *arg)
{
    struct runner *r = arg;
    for (int chunk = 0; chunk < r->part->upload->chunks; chunk++) {
        const ctx_error_t *error = ctx_error_of(ctx_err(ctx));
        if (error == NULL)
            error = put_chunk(ctx, r->part->upload, r->part->number, chunk);
        if (error != NULL) {
            lost(r->race, error);
            return;
        }
    }
}

const ctx_error_t *upload_file(ctx_t *ctx, struct upload *upload)
{
    struct race race = {.first = NULL};
    struct runner runner[MOST_PARTS];
    task_t task[MOST_PARTS];
    ctx_t *all = ctx_with_cancel(ctx, &race.cancel);
    for (int n = 0; n < upload->parts; n++) {
        upload->part[n] = (struct part){upload, n, NULL};
        runner[n] = (struct runner){&race, &upload->part[n]};
        task[n] = task_go(all, send_part, &runner[n]);
    }
    for (int n = 0; n < upload->parts; n++)
        task_join(task[n]);
    ctx_release(race.cancel);
    return race.first;
}
