/* Callers that take their time over each row. One takes the first row and closes the query; another one reads to the end. */
#include "scene.h"

#include "exercise.h"

enum { FEW = 2, MANY = 100 };

bool read_row(ctx_t *ctx, struct query *query, struct row *row)
{
    if (query->next == query->last)
        return false;
    work_for(ctx, CTX_MS(1));
    row->number = ++query->next;
    return true;
}

static void fetch(ctx_t *root, struct query *query, int wanted)
{
    ctx_cancel_t *cancel;
    struct row row;
    int seen = 0;
    bool open = true;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    start_query(ctx, query);
    while (seen < wanted && chan_recv_ctx(ctx, query->rows, &row, &open) == CTX_OK && open) {
        if (row.number != ++seen)
            scene_fail("missing-work", "a caller that is still there gets rows with gaps between them; every row is expected, in order");
        scene_work(ctx, "row");
        work_for(ctx, CTX_MS(5));
    }
    scene_count("wanted", wanted < query->last ? wanted : query->last);
    ctx_release(cancel);
    scene_rest(CTX_MS(20));
}

void scene_main(ctx_t *root, int size)
{
    static struct query queries[MANY];
    int n = scene_size(size, FEW, MANY), endless = 1000000;
    for (int i = 0; i < n; i++) {
        bool all = i % 2 == 1;
        queries[i].last = all ? scene_size(size, 6, 20) : endless;
        fetch(root, &queries[i], all ? endless : 1);
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
