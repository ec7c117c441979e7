/* rows.c — see rows.h. */
#include "rows_walk.h"
#include "sentence.h"

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
    free(r->part);
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

static index_group_t *group_of(const rows_t *r, uint32_t node) { return &r->index->group[r->index->node[node].group]; }
/* A root nobody has derived from says nothing. */
bool group_seen_(const rows_t *r, const index_group_t *g)
{
    uint32_t first = g->one;
    uint8_t kind = group_make(r->index, g)->kind;
    bool root = kind == CTX_NODE_BACKGROUND || kind == CTX_NODE_TODO;

    return node_seen_(r, first) && !(root && g->count == 1 && !r->index->node[first].first_group);
}

static index_group_t *group_next(const rows_t *r, uint32_t id)
{
    while (id && !group_seen_(r, &r->index->group[id])) {
        if (r->index->group[id].count && !node_seen_(r, r->index->group[id].one))
            return NULL; /* groups are in the order of their first member */
        id = r->index->group[id].next;
    }
    return id ? &r->index->group[id] : NULL;
}

static index_group_t *group_prev(const rows_t *r, uint32_t id)
{
    while (id && !group_seen_(r, &r->index->group[id]))
        id = r->index->group[id].prev;
    return id ? &r->index->group[id] : NULL;
}
/* The k-th row of a group as it is shown: all its members, or those that break out. */
static uint32_t group_shown(rows_t *r, index_group_t *g, uint32_t k)
{
    if (!group_folded_(g) || group_open(r->index, g))
        return k < g->count && node_seen_(r, group_at(r->index, g, k)) ? group_at(r->index, g, k) : 0;
    const index_crowd_t *w = group_odd(r->index, g, r->n);
    return k < w->odds ? w->odd[k] : 0;
}

static uint32_t group_shown_count(rows_t *r, index_group_t *g)
{
    if (!group_folded_(g) || group_open(r->index, g))
        return group_visible(r->index, g, r->n);
    return group_odd(r->index, g, r->n)->odds;
}

/* Which of the shown rows is node; UINT32_MAX when it is not shown. */
uint32_t group_place_(rows_t *r, index_group_t *g, uint32_t node)
{
    if (!group_folded_(g) || group_open(r->index, g))
        return r->index->node[node].ordinal;
    const index_crowd_t *w = group_odd(r->index, g, r->n);
    for (uint32_t k = 0; k < w->odds; k++)
        if (w->odd[k] == node)
            return k;
    return UINT32_MAX;
}

/* ---- many in one row ------------------------------------------------------------------------------------- */

index_chain_t *chain_of_(const rows_t *r, uint32_t node)
{
    index_chain_t *c = &r->index->chain[r->index->node[node].chain];
    return r->index->node[node].chain && c->count >= ROWS_FOLD_CHAIN ? c : NULL;
}

static bool is_head(const index_chain_t *c, uint32_t node) { return chain_at(c, 0) == node; }
static bool is_tail(const index_chain_t *c, uint32_t node) { return chain_at(c, c->count - 1) == node; }
static row_t row_group(const rows_t *r, const index_group_t *g) { return (row_t){ROW_GROUP, (uint32_t)(g - r->index->group)}; }
static row_t row_chain(const index_chain_t *c) { return (row_t){ROW_CHAIN, chain_at(c, 0)}; }

/* As it stands among its siblings. */
row_t row_item_(const rows_t *r, uint32_t node)
{
    const index_chain_t *c = node ? chain_of_(r, node) : NULL;
    return c && is_head(c, node) ? row_chain(c) : row_node(node);
}

/* The row under which the children of a node stand; none for the roots. */
static row_t row_owner(const rows_t *r, uint32_t node)
{
    const index_chain_t *c = node ? chain_of_(r, node) : NULL;
    return c && !c->open ? row_chain(c) : row_node(node);
}

/* The k-th link of a chain that has a row of its own; 0 none. */
static uint32_t chain_shown(rows_t *r, index_chain_t *c, uint32_t k)
{
    if (c->open)
        return k < c->count && node_seen_(r, chain_at(c, k)) ? chain_at(c, k) : 0;
    const index_crowd_t *w = chain_look(r->index, c, r->n);
    return k < w->odds ? w->odd[k] : 0;
}

static uint32_t chain_shown_count(rows_t *r, index_chain_t *c)
{
    return c->open ? chain_visible(r->index, c, r->n) : chain_look(r->index, c, r->n)->odds;
}

row_t last_link_(rows_t *r, index_chain_t *c)
{
    uint32_t count = chain_shown_count(r, c);
    return row_node(count ? chain_shown(r, c, count - 1) : 0);
}

uint32_t chain_place_(rows_t *r, index_chain_t *c, uint32_t node)
{
    if (c->open)
        return r->index->node[node].place - c->start;
    const index_crowd_t *w = chain_look(r->index, c, r->n);
    for (uint32_t k = 0; k < w->odds; k++)
        if (w->odd[k] == node)
            return k;
    return UINT32_MAX;
}

/* Of a chain, whose links stand on each other: those whose end nobody would have told us of. */
static uint32_t chain_unknown(const rows_t *r, const row_many_t *many)
{
    const index_t *x = r->index;
    uint32_t unknown = 0, above = 0;
    bool before = false; /* of `above`, which is foreign and live */

    for (uint32_t i = 0; i < many->visible; i++) {
        uint32_t node = many->member[i];
        bool foreign = index_make_of(x, node)->kind == CTX_NODE_CUSTOM, live = index_life(x, node, r->n) == LIFE_LIVE;
        if (live && (foreign || x->node[node].passes)) {
            before = foreign && above && x->node[node].parent == above ? before : sentence_unknown(x, node, r->n);
            unknown += before;
        }
        above = live && foreign ? node : 0;
    }
    return unknown;
}

/* Siblings alike stand on the same: what is unknown of one that lives is so of all that do. */
static uint32_t group_unknown(const rows_t *r, const row_many_t *many)
{
    for (uint32_t i = 0; i < many->visible; i++)
        if (index_life(r->index, many->member[i], r->n) == LIFE_LIVE)
            return sentence_unknown(r->index, many->member[i], r->n) ? many->crowd->life[LIFE_LIVE] : 0;
    return 0;
}

/* under: of those below them, how many are unknown. */
static row_many_t many_lives(const rows_t *r, row_many_t many, uint32_t under)
{
    const unsigned foreign = index_kind_bit(CTX_NODE_CUSTOM) | index_kind_bit(CTX_NODE_VALUE);
    uint32_t unknown = 0;

    memcpy(many.life, many.crowd->life, sizeof many.crowd->life);
    if (r->index->unknown && many.crowd->life[LIFE_LIVE] && many.kinds & foreign)
        unknown = many.chain ? chain_unknown(r, &many) : group_unknown(r, &many);
    many.life[LIFE_UNKNOWN] = unknown;
    many.life[LIFE_LIVE] -= unknown;
    memcpy(many.below, many.crowd->below, sizeof many.crowd->below);
    many.below[LIFE_UNKNOWN] = under;
    many.below[LIFE_LIVE] -= under;
    return many;
}

row_many_t rows_many(rows_t *r, row_t row)
{
    if (row.type == ROW_GROUP) {
        index_group_t *g = &r->index->group[row.id];
        row_many_t many = {.crowd = group_look(r->index, g, r->n), .member = group_members(r->index, g), .visible = group_visible(r->index, g, r->n),
                           .kinds = index_kind_bit(group_make(r->index, g)->kind), .open = group_open(r->index, g)};
        return many_lives(r, many, group_unknown_below(r->index, g, r->n));
    }
    index_chain_t *c = row.type == ROW_CHAIN ? chain_of_(r, row.id) : NULL;
    if (!c)
        return (row_many_t){0};
    return many_lives(r, (row_many_t){.crowd = chain_look(r->index, c, r->n), .member = c->member + c->start, .visible = chain_visible(r->index, c, r->n),
                                      .kinds = c->kinds, .start = c->start, .chain = true, .open = c->open}, 0);
}

uint32_t rows_node(rows_t *r, row_t row)
{
    return row.type == ROW_GROUP ? r->index->group[row.id].one : row.id;
}

/* ---- down ------------------------------------------------------------------------------------------------ */

static row_t group_first_row(rows_t *r, index_group_t *g)
{
    return !g ? (row_t){0} : group_folded_(g) ? row_group(r, g) : row_item_(r, group_shown(r, g, 0));
}

static row_t group_last_row(rows_t *r, index_group_t *g)
{
    if (!g)
        return (row_t){0};
    uint32_t count = group_folded_(g) ? 0 : group_shown_count(r, g);
    return group_folded_(g) ? row_group(r, g) : row_item_(r, count ? group_shown(r, g, count - 1) : 0);
}

/* The node whose children stand directly under this row; 0 none do. */
static uint32_t row_parent_node(rows_t *r, row_t row)
{
    if (row.type == ROW_GROUP || row.type == ROW_NONE)
        return 0;
    const index_chain_t *c = chain_of_(r, row.id);
    uint32_t node = row.id;
    if (row.type == ROW_CHAIN)
        node = c && !c->open ? chain_at(c, c->count - 1) : 0;
    else if ((c && (!c->open || !is_tail(c, node))) || node_closed(r, node))
        node = 0;
    return node && node_seen_(r, node) ? node : 0;
}

row_t first_child_(rows_t *r, row_t row)
{
    index_chain_t *c = row.type == ROW_CHAIN ? chain_of_(r, row.id) : NULL;
    uint32_t first = row.type == ROW_GROUP ? group_shown(r, &r->index->group[row.id], 0) : c ? chain_shown(r, c, 0) : 0;

    if (first)
        return row.type == ROW_GROUP ? row_item_(r, first) : row_node(first);
    uint32_t node = row_parent_node(r, row);
    return node ? group_first_row(r, group_next(r, r->index->node[node].first_group)) : (row_t){0};
}

row_t last_child_(rows_t *r, row_t row)
{
    uint32_t node = row_parent_node(r, row);
    row_t last = node ? group_last_row(r, group_prev(r, r->index->node[node].last_group)) : (row_t){0};

    if (last.type)
        return last;
    if (row.type == ROW_GROUP) {
        index_group_t *g = &r->index->group[row.id];
        uint32_t count = group_shown_count(r, g);
        return row_item_(r, count ? group_shown(r, g, count - 1) : 0);
    }
    index_chain_t *c = row.type == ROW_CHAIN ? chain_of_(r, row.id) : NULL;
    return c ? last_link_(r, c) : (row_t){0};
}

/* ---- across ---------------------------------------------------------------------------------------------- */

/* A link of a chain, among the rows under the chain's. */
static row_t link_next(rows_t *r, index_chain_t *c, uint32_t node)
{
    uint32_t place = chain_place_(r, c, node), next = place == UINT32_MAX ? 0 : chain_shown(r, c, place + 1);

    if (next || c->open)
        return row_node(next);
    uint32_t owner = row_parent_node(r, row_chain(c));
    return owner ? group_first_row(r, group_next(r, r->index->node[owner].first_group)) : (row_t){0};
}

static row_t link_prev(rows_t *r, index_chain_t *c, uint32_t node)
{
    uint32_t place = chain_place_(r, c, node);
    return row_node(place && place != UINT32_MAX ? chain_shown(r, c, place - 1) : 0);
}

row_t sibling_next_(rows_t *r, row_t row)
{
    index_chain_t *c = row.type == ROW_NODE ? chain_of_(r, row.id) : NULL;

    if (c)
        return link_next(r, c, row.id);
    index_group_t *g = row.type == ROW_GROUP ? &r->index->group[row.id] : group_of(r, row.id);
    if (row.type != ROW_GROUP) {
        uint32_t place = group_place_(r, g, row.id), next = place == UINT32_MAX ? 0 : group_shown(r, g, place + 1);
        if (next || group_folded_(g))
            return row_item_(r, next);
    }
    return group_first_row(r, group_next(r, g->next));
}

row_t sibling_prev_(rows_t *r, row_t row)
{
    index_chain_t *c = row.type == ROW_NODE ? chain_of_(r, row.id) : NULL;

    if (c)
        return link_prev(r, c, row.id);
    index_group_t *g = row.type == ROW_GROUP ? &r->index->group[row.id] : group_of(r, row.id);
    if (row.type != ROW_GROUP) {
        uint32_t place = group_place_(r, g, row.id);
        if (place && place != UINT32_MAX)
            return row_item_(r, group_shown(r, g, place - 1));
        if (group_folded_(g))
            return (row_t){0};
    }
    row_t before = group_last_row(r, group_prev(r, g->prev));
    index_chain_t *above = before.type || !g->parent ? NULL : chain_of_(r, g->parent);
    if (!above || above->open) /* under a folded chain its own odd links come first */
        return before;
    return last_link_(r, above);
}

row_t rows_parent(rows_t *r, row_t row)
{
    if (row.type == ROW_NONE || r->filter)
        return (row_t){0};
    const index_chain_t *c = row.type == ROW_NODE ? chain_of_(r, row.id) : NULL;
    if (c)
        return row_chain(c);
    index_group_t *g = row.type == ROW_GROUP ? &r->index->group[row.id] : group_of(r, row.id);
    if (row.type != ROW_GROUP && group_folded_(g))
        return row_group(r, g);
    return row_owner(r, g->parent);
}

/* ---- the list -------------------------------------------------------------------------------------------- */

row_t rows_next(rows_t *r, row_t row)
{
    if (row.type == ROW_NONE)
        return row;
    if (r->filter)
        return row_node(rows_list_next_(r, row.id));
    row_t next = first_child_(r, row);
    while (!next.type && row.type) {
        next = sibling_next_(r, row);
        row = rows_parent(r, row);
    }
    return next;
}

static row_t last_below(rows_t *r, row_t row)
{
    for (row_t last = last_child_(r, row); last.type; last = last_child_(r, row))
        row = last;
    return row;
}

row_t rows_prev(rows_t *r, row_t row)
{
    if (row.type == ROW_NONE)
        return row;
    if (r->filter)
        return row_node(rows_list_prev_(r, row.id));
    row_t before = sibling_prev_(r, row);
    return before.type ? last_below(r, before) : rows_parent(r, row);
}

row_t rows_first(rows_t *r)
{
    if (r->filter)
        return row_node(rows_list_next_(r, 0));
    return group_first_row(r, group_next(r, r->index->node[0].first_group));
}

row_t rows_last(rows_t *r)
{
    if (r->filter)
        return row_node(rows_list_prev_(r, r->index->nodes));
    row_t last = group_last_row(r, group_prev(r, r->index->node[0].last_group));
    return last.type ? last_below(r, last) : last;
}

bool rows_more(rows_t *r, row_t row)
{
    return !r->filter && row.type && sibling_next_(r, row).type;
}

/* ---- where a node is shown ------------------------------------------------------------------------------- */

bool hides_children_(const rows_t *r, uint32_t node)
{
    const index_chain_t *c = node && node_closed(r, node) ? chain_of_(r, node) : NULL;
    return node && node_closed(r, node) && (!c || c->open);
}

/* The row, which stands for node or for something below it, unless a fold hides it: the outermost that does wins. */
static row_t row_climb(rows_t *r, row_t row, uint32_t node)
{
    while (node) {
        index_chain_t *c = chain_of_(r, node);
        if (c && row_same(row, row_node(node)) && chain_place_(r, c, node) == UINT32_MAX)
            row = row_chain(c);
        if (c)
            node = chain_at(c, 0);
        index_group_t *g = group_of(r, node);
        if (group_folded_(g) && group_place_(r, g, node) == UINT32_MAX)
            row = row_group(r, g);
        node = g->parent;
        if (hides_children_(r, node))
            row = row_node(node);
    }
    return row;
}

row_t rows_of(rows_t *r, uint32_t node)
{
    if (!node || node >= r->index->nodes || !node_seen_(r, node) || !group_seen_(r, group_of(r, node)))
        return (row_t){0};
    if (r->filter)
        return row_node(rows_takes_(r, node) ? node : 0);
    return row_climb(r, row_node(node), node);
}

bool rows_valid(rows_t *r, row_t row)
{
    if (row.type == ROW_NODE)
        return row_same(rows_of(r, row.id), row);
    if (row.type == ROW_NONE || r->filter)
        return false;
    if (row.type == ROW_CHAIN) {
        const index_chain_t *c = row.id < r->index->nodes ? chain_of_(r, row.id) : NULL;
        return c && is_head(c, row.id) && node_seen_(r, row.id) && row_same(row_climb(r, row, row.id), row);
    }
    index_group_t *g = row.id < r->index->groups ? &r->index->group[row.id] : NULL;
    if (!g || !group_folded_(g) || !group_seen_(r, g))
        return false;
    return !hides_children_(r, g->parent) && row_same(row_climb(r, row, g->parent), row);
}

/* ---- open and closed, by hand ---------------------------------------------------------------------------- */

bool rows_open(rows_t *r, row_t row)
{
    const index_chain_t *c = row.type == ROW_CHAIN ? chain_of_(r, row.id) : NULL;

    if (row.type == ROW_GROUP)
        return group_open(r->index, &r->index->group[row.id]);
    return c ? c->open : row.type == ROW_NODE && !node_closed(r, row.id);
}

bool rows_can_open(rows_t *r, row_t row)
{
    if (r->filter || row.type == ROW_NONE)
        return false;
    if (row.type != ROW_NODE)
        return true;
    const index_chain_t *c = chain_of_(r, row.id);
    return (!c || (c->open && is_tail(c, row.id))) && group_next(r, r->index->node[row.id].first_group) != NULL;
}

void rows_set_open(rows_t *r, row_t row, bool open)
{
    index_chain_t *c = row.type == ROW_CHAIN ? chain_of_(r, row.id) : NULL;

    r->turned++;
    if (row.type == ROW_GROUP)
        group_set_open(r->index, &r->index->group[row.id], open);
    else if (c) {
        c->open = open;
        node_close(r, chain_at(c, c->count - 1), false);
    } else if (row.type == ROW_NODE)
        node_close(r, row.id, !open);
}

void rows_reveal(rows_t *r, uint32_t node)
{
    r->turned++;
    while (node && node < r->index->nodes && r->index->node[node].made) {
        index_chain_t *c = chain_of_(r, node);
        if (c && chain_place_(r, c, node) == UINT32_MAX)
            c->open = true;
        if (c)
            node = chain_at(c, 0);
        index_group_t *g = group_of(r, node);
        if (group_folded_(g) && group_place_(r, g, node) == UINT32_MAX)
            group_set_open(r->index, g, true);
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
