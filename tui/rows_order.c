/* rows_order.c — which of two rows comes first, without walking from one to the other. */
#include "rows.h"

bool rows_path(rows_t *r, row_t row, row_path_t *path)
{
    path->rows = 0;
    for (; row.type && path->rows < ROWS_DEEP; row = rows_parent(r, row))
        path->row[path->rows++] = row;
    return !row.type;
}

typedef struct place { uint32_t after, group, ordinal; } place_t;

/* Among the rows under the same parent. The links of a chain come before what hangs under its last one; groups are numbered
 * in the order in which they stand. */
static place_t place_of(const rows_t *r, row_t row)
{
    const index_t *x = r->index;

    if (row.type == ROW_GROUP)
        return (place_t){1, row.id, 0};
    const index_node_t *d = &x->node[row.id];
    if (row.type == ROW_NODE && d->chain && x->chain[d->chain].count >= ROWS_FOLD_CHAIN)
        return (place_t){0, 0, d->place};
    return (place_t){1, d->group, d->ordinal};
}

static int compare_place(place_t a, place_t b)
{
    if (a.after != b.after)
        return a.after < b.after ? -1 : 1;
    if (a.group != b.group)
        return a.group < b.group ? -1 : 1;
    return a.ordinal < b.ordinal ? -1 : a.ordinal > b.ordinal;
}

int rows_compare(const rows_t *r, const row_path_t *a, const row_path_t *b)
{
    if (r->filter) /* a plain list, by number */
        return a->row[0].id < b->row[0].id ? -1 : a->row[0].id > b->row[0].id;
    uint32_t i = a->rows, k = b->rows;
    while (i && k && row_same(a->row[i - 1], b->row[k - 1]))
        i--, k--;
    if (!i || !k) /* one stands under the other */
        return i ? 1 : k ? -1 : 0;
    return compare_place(place_of(r, a->row[i - 1]), place_of(r, b->row[k - 1]));
}
