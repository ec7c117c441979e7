/* crowd.c — many alike shown as one: how they are counted, and which few break out.
 *
 * Members are counted in blocks. A block knows for which n its counts hold: from the latest change in it up to the next one.
 * So a step counts one block anew, and a million members cost as much as a thousand.
 */
#include <stdlib.h>
#include <string.h>

#include "index.h"
#include "sentence.h"

enum { BLOCK = 256, LEAST = 8 /* of fewer no minority breaks out */ };

typedef struct crowd_block {
    uint32_t from, to, built; /* as in the crowd */
    uint32_t life[LIFE_COUNT], below[LIFE_COUNT], found;
} crowd_block_t;

typedef struct members { const uint32_t *all; uint32_t start, count; bool below; /* what hangs under them counts, too */ } members_t;

/* ---- one by one ------------------------------------------------------------------------------------------ */

/* In the order of ids: how many were made by then. */
static uint32_t visible_of(const index_t *x, const uint32_t *member, uint32_t count, size_t n)
{
    uint32_t low = 0, high = count;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (x->node[member[mid]].made <= n)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

uint32_t group_visible(const index_t *x, const index_group_t *g, size_t n) { return visible_of(x, group_members(x, g), g->count, n); }

uint32_t chain_visible(const index_t *x, const index_chain_t *c, size_t n)
{
    return visible_of(x, c->member + c->start, c->count, n);
}

/* The next one below `top`, each before its children; 0 at the end. */
static uint32_t walk_below(const index_t *x, uint32_t top, uint32_t node)
{
    uint32_t group = x->node[node].first_group;

    for (;;) {
        for (; group; group = x->group[group].next)
            if (x->group[group].count)
                return x->group[group].one;
        if (node == top)
            return 0;
        const index_node_t *d = &x->node[node];
        const index_group_t *g = &x->group[d->group];
        if (d->ordinal + 1 < g->count)
            return group_at(x, g, d->ordinal + 1);
        group = g->next;
        node = g->parent;
    }
}

/* An event at which something changes bounds the n for which a count at n holds. */
static void bound(crowd_block_t *b, uint32_t event, uint32_t n)
{
    if (event > n)
        b->to = event < b->to ? event : b->to;
    else
        b->from = event > b->from ? event : b->from;
}

static void bound_if(crowd_block_t *b, uint32_t event, uint32_t n)
{
    if (event)
        bound(b, event, n);
}

static life_t life_bound(const index_t *x, crowd_block_t *b, uint32_t node, uint32_t n)
{
    const index_node_t *d = &x->node[node];

    bound_if(b, d->made, n);
    bound_if(b, d->freed, n);
    if (d->passes)
        d = &x->node[d->wave];
    bound_if(b, d->told, n);
    bound_if(b, d->noticed, n);
    bound_if(b, d->stopped, n);
    return index_life(x, node, n);
}

static uint32_t found_itself(const index_t *x, uint32_t node) { return x->node[node].finding; }
static uint32_t found_below(const index_t *x, uint32_t node, bool below) { return below && node < x->belows ? x->below[node] : 0; }

static bool found(const index_t *x, uint32_t node, bool below, uint32_t n)
{
    uint32_t self = found_itself(x, node), under = found_below(x, node, below);
    return (self && self <= n) || (under && under <= n);
}

static void count_below(const index_t *x, crowd_block_t *b, uint32_t node, uint32_t n)
{
    for (uint32_t at = walk_below(x, node, node); at; at = walk_below(x, node, at))
        b->below[life_bound(x, b, at, n)]++;
}

/* ---- in blocks ------------------------------------------------------------------------------------------- */

static void count_block(const index_t *x, crowd_block_t *b, const members_t *m, uint32_t first, uint32_t end, uint32_t n)
{
    *b = (crowd_block_t){.to = UINT32_MAX, .built = (uint32_t)x->built};
    for (uint32_t i = first; i < end; i++) {
        uint32_t node = m->all[i];
        life_t life = life_bound(x, b, node, n);
        b->life[life]++;
        b->found += life != LIFE_UNSEEN && found(x, node, m->below, n);
        bound_if(b, found_itself(x, node), n);
        bound_if(b, found_below(x, node, m->below), n);
        if (m->below)
            count_below(x, b, node, n);
    }
}

static void add_block(index_crowd_t *w, const crowd_block_t *b)
{
    for (int l = 0; l < LIFE_COUNT; l++) {
        w->life[l] += b->life[l];
        w->below[l] += b->below[l];
    }
    w->found += b->found;
    w->from = b->from > w->from ? b->from : w->from;
    w->to = b->to < w->to ? b->to : w->to;
}

static uint32_t seen_in(const crowd_block_t *b)
{
    uint32_t seen = 0;

    for (int l = LIFE_LIVE; l < LIFE_COUNT; l++)
        seen += b->life[l];
    return seen;
}

static void odd_in_block(const index_t *x, index_crowd_t *w, const members_t *m, uint32_t first, uint32_t end, uint32_t most, bool minority, uint32_t n)
{
    for (uint32_t i = first; i < end && w->odds < 4; i++) {
        uint32_t node = m->all[i], life = index_life(x, node, n);
        if (life != LIFE_UNSEEN && ((minority && life != most) || (w->found < 4 && found(x, node, m->below, n))))
            w->odd[w->odds++] = node;
    }
}

typedef struct span { uint32_t first, end; } span_t;

static span_t span_of(const members_t *m, uint32_t block, uint32_t end)
{
    uint32_t first = block * BLOCK, after = first + BLOCK;
    return (span_t){first < m->start ? m->start : first, after > end ? end : after};
}

/* Up to three that a finding shows break out, and a minority of at most three that is not in the state of the many. */
static void crowd_odd(const index_t *x, index_crowd_t *w, const members_t *m, uint32_t end, uint32_t n)
{
    uint32_t most = LIFE_LIVE, seen = 0;

    for (uint32_t l = LIFE_LIVE; l < LIFE_COUNT; l++) {
        seen += w->life[l];
        most = w->life[l] > w->life[most] ? l : most;
    }
    uint32_t few = seen - w->life[most];
    bool minority = seen >= LEAST && few > 0 && few <= 3;
    if (!minority && !w->found)
        return;
    for (uint32_t k = m->start / BLOCK; k * BLOCK < end && w->odds < 4; k++) {
        const crowd_block_t *b = &w->block[k];
        span_t s = span_of(m, k, end);
        if ((minority && seen_in(b) != b->life[most]) || (w->found < 4 && b->found))
            odd_in_block(x, w, m, s.first, s.end, most, minority, n);
    }
}

static bool holds(const index_t *x, uint32_t from, uint32_t to, uint32_t built, uint32_t n)
{
    return n >= from && n < to && (x->unclimbed <= built || n < x->unclimbed);
}

static void crowd_count(const index_t *x, index_crowd_t *w, const members_t *m, uint32_t n)
{
    uint32_t seen = visible_of(x, m->all + m->start, m->count, n), end = m->start + (seen < m->count ? seen + 1 : seen);
    crowd_block_t *block = w->block;
    uint32_t blocks = w->blocks;

    block = index_grow_(block, &blocks, (m->start + m->count) / BLOCK, sizeof *block);
    *w = (index_crowd_t){.to = UINT32_MAX, .built = (uint32_t)x->built, .block = block, .blocks = blocks};
    for (uint32_t k = m->start / BLOCK; k * BLOCK < end; k++) {
        crowd_block_t *b = &block[k];
        span_t s = span_of(m, k, m->start + m->count);
        if (!holds(x, b->from, b->to, b->built, n))
            count_block(x, b, m, s.first, s.end, n);
        add_block(w, b);
    }
    crowd_odd(x, w, m, end, n);
    w->life[LIFE_UNSEEN] = w->below[LIFE_UNSEEN] = 0;
}

void crowd_lives(const index_t *x, const index_crowd_t *w, const uint32_t *member, uint32_t from, uint32_t to, size_t n, uint32_t life[LIFE_COUNT])
{
    while (from < to) {
        uint32_t end = from / BLOCK * BLOCK + BLOCK;
        if (from % BLOCK == 0 && end <= to && from / BLOCK < w->blocks && w->block[from / BLOCK].from <= n && n < w->block[from / BLOCK].to) {
            for (int l = 0; l < LIFE_COUNT; l++)
                life[l] += w->block[from / BLOCK].life[l];
        } else
            for (uint32_t i = from; i < end && i < to; i++)
                life[index_life(x, member[i], n)]++;
        from = end;
    }
}

static const index_crowd_t nobody; /* out of memory: nothing is known */

static const index_crowd_t *crowd_look(index_t *x, index_crowd_t **where, const members_t *m, size_t n)
{
    if (!*where) {
        *where = calloc(1, sizeof **where);
        x->crowds += *where != NULL;
    }
    index_crowd_t *w = *where;
    if (w && !holds(x, w->from, w->to, w->built, (uint32_t)n))
        crowd_count(x, w, m, (uint32_t)n);
    return w ? w : &nobody;
}

const index_crowd_t *group_look(index_t *x, const index_group_t *g, size_t n)
{
    members_t m = {group_members(x, g), 0, g->count, true};
    return g->many ? crowd_look(x, &x->many[g->many].crowd, &m, n) : &nobody;
}

const index_crowd_t *group_odd(index_t *x, const index_group_t *g, size_t n)
{
    return g->count < LEAST && !x->below ? &nobody : group_look(x, g, n);
}

/* Not counted in blocks: it changes with what stands above all of them. */
uint32_t group_unknown_below(index_t *x, const index_group_t *g, size_t n)
{
    index_crowd_t *w = g->many ? x->many[g->many].crowd : NULL;

    if (!w || !x->unknown || !w->below[LIFE_LIVE])
        return 0;
    if (w->asked == n + 1 && w->asked_built == x->built)
        return w->unknown;
    w->unknown = 0;
    for (uint32_t i = group_visible(x, g, n); i-- > 0;)
        for (uint32_t top = group_at(x, g, i), at = walk_below(x, top, top); at; at = walk_below(x, top, at))
            w->unknown += index_life(x, at, n) == LIFE_LIVE && sentence_unknown(x, at, n);
    w->asked = n + 1;
    w->asked_built = x->built;
    return w->unknown;
}

/* What hangs under a chain hangs under its last link and has rows of its own. */
const index_crowd_t *chain_look(index_t *x, index_chain_t *c, size_t n)
{
    members_t m = {c->member, c->start, c->count, false};
    return crowd_look(x, &c->crowd, &m, n);
}

/* ---- what is counted grows ------------------------------------------------------------------------------- */

void crowd_forget_(index_crowd_t *w)
{
    if (!w)
        return;
    free(w->block);
    *w = (index_crowd_t){0};
}

void crowd_spoil_(index_crowd_t *w, uint32_t place, uint32_t at)
{
    if (!w)
        return;
    w->to = at < w->to ? at : w->to;
    if (place / BLOCK < w->blocks && at < w->block[place / BLOCK].to)
        w->block[place / BLOCK].to = at;
}

static void touch_member(index_t *x, uint32_t node, uint32_t at)
{
    const index_node_t *d = &x->node[node];
    const index_group_t *g = &x->group[d->group];

    if (g->many)
        crowd_spoil_(x->many[g->many].crowd, d->ordinal, at);
}

/* All above it count it as below them; but for the links of a chain, which have no siblings. */
static void touch_one(index_t *x, uint32_t node, uint32_t at)
{
    enum { DEEP = 256 };

    if (x->node[node].chain)
        crowd_spoil_(x->chain[x->node[node].chain].crowd, x->node[node].place, at);
    for (int hops = 0; node; hops++) {
        const index_node_t *d = &x->node[node];
        if (hops == DEEP) {
            x->unclimbed = at;
            return;
        }
        touch_member(x, node, at);
        uint32_t head = d->chain ? chain_at(&x->chain[d->chain], 0) : node;
        if (head != node)
            touch_member(x, head, at);
        node = x->node[head].parent;
    }
}

void crowd_touch_(index_t *x, uint32_t node, uint32_t at)
{
    if (!x->crowds)
        return;
    touch_one(x, node, at);
    for (uint32_t value = x->node[node].passes ? 0 : x->node[node].value; value; value = x->node[value].value)
        touch_one(x, value, at);
}

/* ---- findings -------------------------------------------------------------------------------------------- */

void index_found_none(index_t *x)
{
    x->finds++;
    for (uint32_t i = 0; x->belows && i < x->nodes; i++)
        x->node[i].finding = 0;
    free(x->below);
    x->below = NULL;
    x->belows = 0;
    for (uint32_t i = 0; i < x->tasks; i++)
        x->task[i].finding = 0;
    for (uint32_t i = 0; i < x->crews; i++)
        x->crew[i].finding = 0;
    for (uint32_t i = 0; i < x->manys; i++) /* what they remember was with those findings */
        crowd_forget_(x->many[i].crowd);
    for (uint32_t i = 0; i < x->chains; i++)
        crowd_forget_(x->chain[i].crowd);
}

void index_found(index_t *x, uint32_t node, uint32_t from)
{
    x->finds++;
    if (!x->below) {
        x->below = calloc(x->nodes, sizeof *x->below);
        x->belows = x->below ? x->nodes : 0;
    }
    if (node >= x->belows)
        return;
    x->node[node].finding = from;
    for (uint32_t up = x->node[node].parent; up && up < x->belows; up = x->node[up].parent) {
        if (x->below[up] && x->below[up] <= from)
            break; /* and so it is all the way up */
        x->below[up] = from;
    }
}
