/* rows.c — see rows.h. */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

bool row_same(row_t a, row_t b) { return a.type == b.type && a.id == b.id; }

const char *rows_filter_name(rows_filter_t f)
{
    static const char *const names[FILTER_COUNT] = {"all", "live", "told, not stopped", "with a finding"};
    return names[f];
}

void rows_free(rows_t *r)
{
    free(r->match);
    free(r->closed);
    *r = (rows_t){0};
}

static row_t row_node(uint32_t id) { return (row_t){id ? ROW_NODE : ROW_NONE, id}; }

/* ---- open and closed ------------------------------------------------------------------------------------- */

static bool node_closed(const rows_t *r, uint32_t node)
{
    return node / 8 < r->closed_bytes && (r->closed[node / 8] >> (node % 8) & 1);
}

static void node_close(rows_t *r, uint32_t node, bool closed)
{
    if (node / 8 >= r->closed_bytes) {
        if (!closed)
            return;
        size_t to = node / 8 + 1024;
        unsigned char *more = realloc(r->closed, to);
        if (!more)
            return;
        memset(more + r->closed_bytes, 0, to - r->closed_bytes);
        r->closed = more;
        r->closed_bytes = to;
    }
    if (closed)
        r->closed[node / 8] |= (unsigned char)(1u << (node % 8));
    else
        r->closed[node / 8] &= (unsigned char)~(1u << (node % 8));
}

static bool seen(const rows_t *r, uint32_t node)
{
    const index_node_t *d = &r->index->node[node];
    return d->made && d->made <= r->n;
}

static index_group_t *group_of(const rows_t *r, uint32_t node) { return &r->index->group[r->index->node[node].group]; }
/* A root nobody has derived from says nothing. */
static bool group_seen(const rows_t *r, const index_group_t *g)
{
    uint32_t first = group_at(g, 0);
    bool root = g->kind == CTX_NODE_BACKGROUND || g->kind == CTX_NODE_TODO;

    return seen(r, first) && !(root && g->count == 1 && !r->index->node[first].first_group);
}

static index_group_t *group_next(const rows_t *r, uint32_t id)
{
    while (id && !group_seen(r, &r->index->group[id])) {
        if (r->index->group[id].count && !seen(r, group_at(&r->index->group[id], 0)))
            return NULL; /* groups are in the order of their first member */
        id = r->index->group[id].next;
    }
    return id ? &r->index->group[id] : NULL;
}

static index_group_t *group_prev(const rows_t *r, uint32_t id)
{
    while (id && !group_seen(r, &r->index->group[id]))
        id = r->index->group[id].prev;
    return id ? &r->index->group[id] : NULL;
}
/* Folding is decided by the whole trace, so that rows do not jump from single to folded while it plays. */
static bool group_folded(const index_group_t *g) { return g->count >= ROWS_FOLD; }

/* The k-th row of a group as it is shown: all its members, or those that break out. */
static uint32_t group_shown(rows_t *r, index_group_t *g, uint32_t k)
{
    if (!group_folded(g) || g->open)
        return k < g->count && seen(r, group_at(g, k)) ? group_at(g, k) : 0;
    group_look(r->index, g, r->n);
    return k < g->odds ? g->odd[k] : 0;
}

static uint32_t group_shown_count(rows_t *r, index_group_t *g)
{
    if (!group_folded(g) || g->open)
        return group_visible(r->index, g, r->n);
    group_look(r->index, g, r->n);
    return g->odds;
}

/* Which of the shown rows is node; UINT32_MAX when it is not shown. */
static uint32_t group_place(rows_t *r, index_group_t *g, uint32_t node)
{
    if (!group_folded(g) || g->open)
        return r->index->node[node].ordinal;
    group_look(r->index, g, r->n);
    for (uint32_t k = 0; k < g->odds; k++)
        if (g->odd[k] == node)
            return k;
    return UINT32_MAX;
}

/* ---- filtered: a plain list ------------------------------------------------------------------------------ */

static bool filter_takes(const rows_t *r, uint32_t node)
{
    life_t life = index_life(r->index, node, r->n);

    switch (r->filter) {
    case FILTER_LIVE: return life == LIFE_LIVE;
    case FILTER_DEAF: return life == LIFE_TOLD || life == LIFE_NOTICED;
    case FILTER_FINDING: return life != LIFE_UNSEEN && r->index->node[node].finding && r->index->node[node].finding <= r->n;
    default: return life != LIFE_UNSEEN;
    }
}

void rows_look(rows_t *r, size_t n, rows_filter_t filter)
{
    r->n = n;
    if (r->filter != filter)
        r->match_at = 0;
    r->filter = filter;
    if (filter == FILTER_ALL || r->match_at == n + 1)
        return;
    uint32_t *match = realloc(r->match, (r->index->nodes + 1) * sizeof *match);
    if (!match)
        return;
    r->match = match;
    r->matches = 0;
    r->match_at = n + 1;
    for (uint32_t i = 1; i < r->index->nodes; i++)
        if (filter_takes(r, i))
            r->match[r->matches++] = i;
}

static uint32_t match_place(const rows_t *r, uint32_t node)
{
    uint32_t low = 0, high = r->matches;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (r->match[mid] < node)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* ---- walking --------------------------------------------------------------------------------------------- */

static row_t group_first_row(rows_t *r, index_group_t *g)
{
    if (group_folded(g))
        return (row_t){ROW_GROUP, (uint32_t)(g - r->index->group)};
    return row_node(group_shown(r, g, 0));
}

static index_group_t *first_child_group(rows_t *r, uint32_t node)
{
    return group_next(r, r->index->node[node].first_group);
}

static index_group_t *last_child_group(rows_t *r, uint32_t node)
{
    return group_prev(r, r->index->node[node].last_group);
}

/* What follows all of g's rows. */
static row_t after_group(rows_t *r, index_group_t *g)
{
    for (;;) {
        index_group_t *next_group = group_next(r, g->next);
        if (next_group)
            return group_first_row(r, next_group);
        uint32_t node = g->parent;
        if (node == 0)
            return (row_t){0};
        g = group_of(r, node);
        uint32_t place = group_place(r, g, node);
        uint32_t next = place == UINT32_MAX ? 0 : group_shown(r, g, place + 1);
        if (next)
            return row_node(next);
    }
}

row_t rows_next(rows_t *r, row_t row)
{
    if (row.type == ROW_NONE)
        return row;
    if (r->filter) {
        uint32_t at = match_place(r, row.id + 1);
        return row_node(at < r->matches ? r->match[at] : 0);
    }
    if (row.type == ROW_GROUP) {
        index_group_t *g = &r->index->group[row.id];
        uint32_t first = group_shown(r, g, 0);
        return first ? row_node(first) : after_group(r, g);
    }
    index_group_t *child = node_closed(r, row.id) ? NULL : first_child_group(r, row.id);
    if (child)
        return group_first_row(r, child);
    index_group_t *g = group_of(r, row.id);
    uint32_t place = group_place(r, g, row.id);
    uint32_t next = place == UINT32_MAX ? 0 : group_shown(r, g, place + 1);
    return next ? row_node(next) : after_group(r, g);
}

static row_t group_last_row(rows_t *r, index_group_t *g)
{
    for (;;) {
        uint32_t shown = group_shown_count(r, g);
        if (shown == 0)
            return (row_t){ROW_GROUP, (uint32_t)(g - r->index->group)};
        uint32_t node = group_shown(r, g, shown - 1);
        index_group_t *child = node_closed(r, node) ? NULL : last_child_group(r, node);
        if (!child)
            return row_node(node);
        g = child;
    }
}

row_t rows_prev(rows_t *r, row_t row)
{
    if (row.type == ROW_NONE)
        return row;
    if (r->filter) {
        uint32_t at = match_place(r, row.id);
        return row_node(at ? r->match[at - 1] : 0);
    }
    index_group_t *g = row.type == ROW_GROUP ? &r->index->group[row.id] : group_of(r, row.id);
    if (row.type == ROW_NODE) {
        uint32_t place = group_place(r, g, row.id);
        if (place && place != UINT32_MAX) {
            uint32_t before = group_shown(r, g, place - 1);
            index_group_t *child = node_closed(r, before) ? NULL : last_child_group(r, before);
            return child ? group_last_row(r, child) : row_node(before);
        }
        if (group_folded(g))
            return (row_t){ROW_GROUP, (uint32_t)(g - r->index->group)};
    }
    index_group_t *before = group_prev(r, g->prev);
    return before ? group_last_row(r, before) : row_node(g->parent);
}

row_t rows_first(rows_t *r)
{
    if (r->filter)
        return row_node(r->matches ? r->match[0] : 0);
    index_group_t *g = first_child_group(r, 0);
    return g ? group_first_row(r, g) : (row_t){0};
}

row_t rows_last(rows_t *r)
{
    if (r->filter)
        return row_node(r->matches ? r->match[r->matches - 1] : 0);
    index_group_t *g = last_child_group(r, 0);
    return g ? group_last_row(r, g) : (row_t){0};
}

row_t rows_parent(rows_t *r, row_t row)
{
    if (row.type == ROW_NONE || r->filter)
        return (row_t){0};
    index_group_t *g = row.type == ROW_GROUP ? &r->index->group[row.id] : group_of(r, row.id);
    if (row.type == ROW_NODE && group_folded(g))
        return (row_t){ROW_GROUP, (uint32_t)(g - r->index->group)};
    return row_node(g->parent);
}

row_t rows_of(rows_t *r, uint32_t node)
{
    if (!node || node >= r->index->nodes || !seen(r, node) || !group_seen(r, group_of(r, node)))
        return (row_t){0};
    if (r->filter)
        return row_node(filter_takes(r, node) ? node : 0);
    row_t best = row_node(node);
    for (uint32_t at = node; at;) { /* the outermost thing that hides it wins */
        index_group_t *g = group_of(r, at);
        if (group_folded(g) && group_place(r, g, at) == UINT32_MAX)
            best = (row_t){ROW_GROUP, (uint32_t)(g - r->index->group)};
        at = g->parent;
        if (at && node_closed(r, at))
            best = row_node(at);
    }
    return best;
}

bool rows_valid(rows_t *r, row_t row)
{
    if (row.type == ROW_NONE)
        return false;
    if (row.type == ROW_GROUP)
        return !r->filter && row.id < r->index->groups && row_same(rows_of(r, group_at(&r->index->group[row.id], 0)), row) ? true
               : !r->filter && row.id < r->index->groups && group_seen(r, &r->index->group[row.id]) && r->index->group[row.id].open;
    return row_same(rows_of(r, row.id), row);
}

bool rows_open(rows_t *r, row_t row)
{
    if (row.type == ROW_GROUP)
        return r->index->group[row.id].open;
    return row.type == ROW_NODE && !node_closed(r, row.id);
}

bool rows_can_open(rows_t *r, row_t row)
{
    if (r->filter || row.type == ROW_NONE)
        return false;
    return row.type == ROW_GROUP || first_child_group(r, row.id) != NULL;
}

void rows_set_open(rows_t *r, row_t row, bool open)
{
    if (row.type == ROW_GROUP)
        r->index->group[row.id].open = open;
    else if (row.type == ROW_NODE)
        node_close(r, row.id, !open);
}

void rows_reveal(rows_t *r, uint32_t node)
{
    while (node && node < r->index->nodes && r->index->node[node].made) {
        index_group_t *g = group_of(r, node);
        if (group_folded(g) && group_place(r, g, node) == UINT32_MAX)
            g->open = true;
        node = g->parent;
        if (node)
            node_close(r, node, false);
    }
}

int rows_depth(rows_t *r, row_t row)
{
    int depth = 0;

    if (r->filter)
        return 0;
    for (row = rows_parent(r, row); row.type; row = rows_parent(r, row))
        depth++;
    return depth;
}

bool rows_more(rows_t *r, row_t row)
{
    if (r->filter || row.type == ROW_NONE)
        return false;
    index_group_t *g = row.type == ROW_GROUP ? &r->index->group[row.id] : group_of(r, row.id);
    if (row.type == ROW_NODE) {
        uint32_t place = group_place(r, g, row.id);
        if (place != UINT32_MAX && group_shown(r, g, place + 1))
            return true;
        if (group_folded(g))
            return false; /* members hang under their group's row */
    }
    return group_next(r, g->next) != NULL;
}
