/* expect: pass — the line in a task of its own, with a limit */
#include <stdlib.h>

#include "exercise.h"

struct line {
    struct search *search;
    int found;
};

static void keep_statistics(ctx_t *ctx, void *arg)
{
    struct line *line = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    write_line(ctx_with_timeout(ctx, CTX_S(1), &cancel), line->search, line->found);
}

void admit_reader(ctx_t *request, struct search *search)
{
    struct line *line = calloc(1, sizeof *line);
    line->search = search;
    for (ctx_err_t err = CTX_OK; err == CTX_OK && more_stacks(search);)
        err = look_into_stack(request, search, &line->found);
    if (!more_stacks(search))
        show_page(request, search, line->found);
    ctx_t *detached = ctx_without_cancel(request);
    task_go_owned(detached, keep_statistics, line, free);
    ctx_drop(detached);
}
