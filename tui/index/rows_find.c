/* rows_find.c — the next row of a context that is meant, however far away it is.
 *
 * Each context is asked once. Of those meant that have a row of their own, all that stand above are marked; then the way leads
 * from the row one stands on up to where something marked follows, and down to it. Nothing is walked through in vain: it costs
 * what there is, and not what there is times how deep it hangs.
 */
#include <stdlib.h>

#include "rows_walk.h"

typedef struct bits { unsigned char *bit; } bits_t;
typedef struct find {
    rows_t *rows;
    bits_t hit, below;           /* a node: it is meant and has a row of its own · such a one hangs below it */
    bits_t group;                /* such a one is a member of it, or hangs below one */
    bits_t known, passes;        /* a node that is no link, or a chain's first: asked whether its own row, or what hangs below it, can be seen · it can */
    uint32_t *way, way_capacity; /* up to one that is known */
} find_t;

static bool is_set(bits_t b, uint32_t i) { return b.bit[i / 8] >> (i % 8) & 1; }
static void set(bits_t b, uint32_t i) { b.bit[i / 8] |= (unsigned char)(1u << (i % 8)); }

/* ---- marking --------------------------------------------------------------------------------------------- */

static uint32_t head_of(const find_t *f, uint32_t node)
{
    const index_chain_t *c = chain_of_(f->rows, node);
    return c ? chain_at(c, 0) : node;
}

/* What hides it besides what hides its parent: the group that it is folded into. */
static bool passes_here(find_t *f, uint32_t head)
{
    rows_t *r = f->rows;
    index_group_t *g = &r->index->group[r->index->node[head].group];

    if (g->parent && (hides_children_(r, g->parent) || !is_set(f->passes, head_of(f, g->parent))))
        return false;
    return !group_folded_(g) || group_place_(r, g, head) != UINT32_MAX;
}

/* Up to the first of which it is known, and down again. */
static bool passes(find_t *f, uint32_t head)
{
    const index_t *x = f->rows->index;
    uint32_t length = 0;

    for (uint32_t at = head; at && !is_set(f->known, at); at = x->node[at].parent ? head_of(f, x->node[at].parent) : 0) {
        f->way = index_grow_(f->way, &f->way_capacity, length, sizeof *f->way);
        f->way[length++] = at;
    }
    while (length) {
        uint32_t at = f->way[--length];
        if (passes_here(f, at))
            set(f->passes, at);
        set(f->known, at);
    }
    return is_set(f->passes, head);
}

static bool has_row(find_t *f, uint32_t node)
{
    rows_t *r = f->rows;
    index_chain_t *c = chain_of_(r, node);

    return group_seen_(r, &r->index->group[r->index->node[node].group]) && passes(f, head_of(f, node)) &&
           (!c || chain_place_(r, c, node) != UINT32_MAX);
}

static void mark(find_t *f, uint32_t node)
{
    const index_node_t *d = &f->rows->index->node[node];

    set(f->hit, node);
    set(f->group, d->group);
    for (uint32_t up = d->parent; up && !is_set(f->below, up); up = f->rows->index->node[up].parent) {
        set(f->below, up);
        set(f->group, f->rows->index->node[up].group);
    }
}

/* ---- the way --------------------------------------------------------------------------------------------- */

static bool node_marked(const find_t *f, uint32_t node) { return is_set(f->hit, node) || is_set(f->below, node); }
static bool is_hit(const find_t *f, row_t row) { return row.type == ROW_NODE && is_set(f->hit, row.id); }

/* What hangs below a link of a chain that is open stands beside it, but below its last one. */
static bool link_marked(const find_t *f, const index_chain_t *c, uint32_t node)
{
    return is_set(f->hit, node) || (c->open && node == chain_at(c, c->count - 1) && is_set(f->below, node));
}

static bool marked(const find_t *f, row_t row)
{
    const index_chain_t *c = row.type == ROW_NODE ? chain_of_(f->rows, row.id) : NULL;
    return c ? link_marked(f, c, row.id) : row.type == ROW_GROUP ? is_set(f->group, row.id) : node_marked(f, row.id);
}

/* The next one among its siblings that is marked, that way. There may be a million of them: members of an open group, links of
 * an open chain and whole groups are passed over by their marks. */
static row_t member_marked(const find_t *f, const index_group_t *g, uint32_t at, int direction)
{
    const uint32_t *member = group_members(f->rows->index, g);

    for (; at < g->count; at += (uint32_t)direction) { /* before the first: around */
        f->rows->work++;
        if (node_marked(f, member[at]))
            return row_item_(f->rows, member[at]);
    }
    return (row_t){0};
}

static row_t link_marked_next(const find_t *f, const index_chain_t *c, uint32_t at, int direction)
{
    for (; at < c->count; at += (uint32_t)direction) {
        f->rows->work++;
        if (link_marked(f, c, chain_at(c, at)))
            return (row_t){ROW_NODE, chain_at(c, at)};
    }
    return (row_t){0};
}

static row_t groups_marked(const find_t *f, uint32_t group, int direction)
{
    const index_t *x = f->rows->index;

    for (; group && !is_set(f->group, group); group = direction > 0 ? x->group[group].next : x->group[group].prev)
        f->rows->work++;
    if (!group)
        return (row_t){0};
    if (group_folded_(&x->group[group]))
        return (row_t){ROW_GROUP, group};
    return member_marked(f, &x->group[group], direction > 0 ? 0 : x->group[group].count - 1, direction);
}

static row_t step(const find_t *f, row_t row, int direction)
{
    f->rows->work++;
    return direction > 0 ? sibling_next_(f->rows, row) : sibling_prev_(f->rows, row);
}

/* Few links of a chain that is folded break out; what follows the last of them is the first that hangs below it. */
static row_t odd_link_marked(const find_t *f, row_t row, const index_chain_t *c, int direction)
{
    do
        row = step(f, row, direction);
    while (row.type == ROW_NODE && chain_of_(f->rows, row.id) == c && !marked(f, row));
    return row;
}

/* And few members of a group. */
static row_t odd_member_marked(const find_t *f, row_t row, int direction)
{
    do
        row = step(f, row, direction);
    while (row.type && !marked(f, row));
    return row;
}

/* Among siblings that are whole groups; going up, what breaks out of a chain stands above what hangs under its last link. */
static row_t beside_group(const find_t *f, const index_group_t *g, int direction)
{
    row_t found = groups_marked(f, direction > 0 ? g->next : g->prev, direction);
    index_chain_t *above = !found.type && direction < 0 && g->parent ? chain_of_(f->rows, g->parent) : NULL;

    if (!above || above->open)
        return found;
    found = last_link_(f->rows, above);
    return !found.type || marked(f, found) ? found : odd_link_marked(f, found, above, -1);
}

static row_t sibling_marked(const find_t *f, row_t row, int direction)
{
    const index_t *x = f->rows->index;
    const index_chain_t *c = row.type == ROW_NODE ? chain_of_(f->rows, row.id) : NULL;

    if (c && c->open)
        return link_marked_next(f, c, x->node[row.id].place - c->start + (uint32_t)direction, direction);
    if (c) {
        row = odd_link_marked(f, row, c, direction);
        return !row.type || marked(f, row) ? row : sibling_marked(f, row, direction);
    }
    const index_group_t *g = &x->group[row.type == ROW_GROUP ? row.id : x->node[row.id].group];
    if (row.type == ROW_GROUP)
        return beside_group(f, g, direction);
    if (group_folded_(g) && !group_open(x, g))
        return odd_member_marked(f, row, direction);
    row_t found = member_marked(f, g, x->node[row.id].ordinal + (uint32_t)direction, direction);
    return found.type || group_folded_(g) ? found : beside_group(f, g, direction);
}

static row_t child_marked(const find_t *f, row_t row, int direction)
{
    row_t child = direction > 0 ? first_child_(f->rows, row) : last_child_(f->rows, row);
    return !child.type || marked(f, child) ? child : sibling_marked(f, child, direction);
}

/* Of what stands at this row and below it, the first; or, going up, the last. */
static uint32_t inside(const find_t *f, row_t row, int direction)
{
    while (row.type && !(direction > 0 && is_hit(f, row))) {
        row_t child = child_marked(f, row, direction);
        if (!child.type)
            return is_hit(f, row) ? row.id : 0;
        row = child;
    }
    return row.id;
}

static uint32_t beside_and_above(const find_t *f, row_t row, int direction)
{
    for (; row.type; row = rows_parent(f->rows, row)) {
        row_t next = sibling_marked(f, row, direction);
        if (next.type)
            return inside(f, next, direction);
        row_t parent = direction < 0 ? rows_parent(f->rows, row) : (row_t){0};
        if (is_hit(f, parent))
            return parent.id;
    }
    return 0;
}

static uint32_t next_marked(const find_t *f, row_t from, int direction)
{
    row_t child = direction > 0 && from.type ? child_marked(f, from, 1) : (row_t){0};
    uint32_t found = child.type ? inside(f, child, 1) : beside_and_above(f, from, direction);

    if (found)
        return found;
    const index_node_t *roots = &f->rows->index->node[0]; /* round at the end */
    return inside(f, groups_marked(f, direction > 0 ? roots->first_group : roots->last_group, direction), direction);
}

/* ---------------------------------------------------------------------------------------------------------- */

static bits_t bits_for(uint32_t count) { return (bits_t){calloc(count / 8 + 1, 1)}; }

static bool find_begin(find_t *f, rows_t *r)
{
    uint32_t nodes = r->index->nodes;

    *f = (find_t){.rows = r, .hit = bits_for(nodes), .below = bits_for(nodes), .group = bits_for(r->index->groups), .known = bits_for(nodes), .passes = bits_for(nodes)};
    return f->hit.bit && f->below.bit && f->group.bit && f->known.bit && f->passes.bit;
}

static void find_end(find_t *f)
{
    free(f->hit.bit);
    free(f->below.bit);
    free(f->group.bit);
    free(f->known.bit);
    free(f->passes.bit);
    free(f->way);
}

static uint32_t find_in_tree(rows_t *r, row_t from, int direction, rows_meant_t *meant, void *self, bool *any)
{
    enum { AHEAD = 16 };
    find_t f;
    uint32_t found = 0, rows = 0;

    if (find_begin(&f, r)) {
        for (uint32_t node = 1; node < r->index->nodes; node++) {
            if (node + AHEAD < r->index->nodes) /* its parent may be anywhere */
                __builtin_prefetch(&r->index->node[r->index->node[node + AHEAD].parent]);
            r->work++;
            if (!node_seen_(r, node) || !meant(self, node))
                continue;
            *any = true;
            if (has_row(&f, node)) {
                mark(&f, node);
                rows++;
            }
        }
        found = rows ? next_marked(&f, from, direction) : 0;
    }
    find_end(&f);
    return found;
}

static uint32_t find_in_list(rows_t *r, row_t from, int direction, rows_meant_t *meant, void *self)
{
    uint32_t node = from.type ? from.id : direction > 0 ? 0 : r->index->nodes;

    for (uint32_t k = 0; k < r->matches; k++) {
        uint32_t next = direction > 0 ? rows_list_next_(r, node) : rows_list_prev_(r, node);
        node = next ? next : direction > 0 ? rows_list_next_(r, 0) : rows_list_prev_(r, r->index->nodes);
        r->work++;
        if (meant(self, node))
            return node;
    }
    return 0;
}

uint32_t rows_find(rows_t *r, row_t from, int direction, rows_meant_t *meant, void *self, bool *any)
{
    *any = false;
    return r->filter ? find_in_list(r, from, direction, meant, self) : find_in_tree(r, from, direction, meant, self, any);
}
