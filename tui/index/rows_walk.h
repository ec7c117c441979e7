/* rows_walk.h — what the files of the rows share: the steps of a walk, one level at a time. Nobody else includes it.
 */
#ifndef TUI_ROWS_WALK_H
#define TUI_ROWS_WALK_H

#include "rows.h"

/* Folding is decided by the whole trace, so that rows do not jump from single to folded while it plays. */
static inline bool group_folded_(const index_group_t *g) { return g->count >= ROWS_FOLD; }
static inline bool node_seen_(const rows_t *r, uint32_t node)
{
    const index_node_t *d = &r->index->node[node];
    return d->made && d->made <= r->n;
}
bool group_seen_(const rows_t *r, const index_group_t *g);
uint32_t group_place_(rows_t *r, index_group_t *g, uint32_t node); /* which of the shown rows is node; UINT32_MAX: not shown */
index_chain_t *chain_of_(const rows_t *r, uint32_t node);          /* that folds; NULL */
uint32_t chain_place_(rows_t *r, index_chain_t *c, uint32_t node);
row_t last_link_(rows_t *r, index_chain_t *c); /* of those that have a row of their own */
bool hides_children_(const rows_t *r, uint32_t node);
row_t row_item_(const rows_t *r, uint32_t node); /* as it stands among its siblings */
row_t first_child_(rows_t *r, row_t row);
row_t last_child_(rows_t *r, row_t row);
row_t sibling_next_(rows_t *r, row_t row);
row_t sibling_prev_(rows_t *r, row_t row);
bool rows_takes_(const rows_t *r, uint32_t node);         /* the filter does */
uint32_t rows_list_next_(const rows_t *r, uint32_t node); /* filtered: the first after it; 0 none */
uint32_t rows_list_prev_(const rows_t *r, uint32_t node); /* the last before it; 0 none */

#endif
