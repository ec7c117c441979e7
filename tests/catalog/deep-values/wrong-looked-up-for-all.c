/* expect: wrong-result missing-work data-race — the first request's fields for everybody */
/* Twelve questions a row
 *
 * Verdict: no-bug
 * Evidence: line 20
 */
#include <string.h>

#include "exercise.h"

static struct row cached;
static task_once_t once;

static void fill(void *arg)
{
    const struct request *request = arg;
    memcpy(cached.field, request->field, sizeof cached.field);
}

void serve(ctx_t *ctx, const struct request *request)
{
    task_once(&once, fill, (void *)request);
    for (int n = 0; n < request->rows; n++) {
        struct row row = cached;
        row.number = n;
        write_row(ctx, &row);
    }
}
