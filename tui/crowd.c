/* crowd.c — many alike shown as one: how they are counted, and which few break out. Chains: who is a link of which. */
#include <stdlib.h>
#include <string.h>

#include "index.h"

enum { PATTERN = 4 /* links of a chain are alike when the pattern of so many comes again */ };

/* ---- counting -------------------------------------------------------------------------------------------- */

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

static const uint32_t *members_of(const index_group_t *g) { return g->member ? g->member : &g->one; }

uint32_t group_visible(const index_t *x, const index_group_t *g, size_t n) { return visible_of(x, members_of(g), g->count, n); }

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
                return members_of(&x->group[group])[0];
        if (node == top)
            return 0;
        const index_node_t *d = &x->node[node];
        const index_group_t *g = &x->group[d->group];
        if (d->ordinal + 1 < g->count)
            return members_of(g)[d->ordinal + 1];
        group = g->next;
        node = g->parent;
    }
}

static bool found_below(const index_t *x, uint32_t node, size_t n)
{
    return node < x->belows && x->below[node] && x->below[node] <= n;
}

static bool found_itself(const index_t *x, uint32_t node, size_t n)
{
    return x->node[node].finding && x->node[node].finding <= n;
}

/* Up to three that a finding shows break out, and a minority of at most three that is not in the state of the many. */
static void crowd_odd(const index_t *x, index_crowd_t *w, const uint32_t *member, uint32_t visible, size_t n, bool below)
{
    uint32_t most = LIFE_LIVE;

    for (uint32_t l = LIFE_LIVE; l < LIFE_COUNT; l++)
        if (w->life[l] > w->life[most])
            most = l;
    uint32_t few = visible - w->life[most];
    bool minority = visible >= 8 && few > 0 && few <= 3;
    if (!minority && !w->found)
        return;
    for (uint32_t i = 0; i < visible && w->odds < 4; i++) {
        uint32_t node = member[i];
        bool found = found_itself(x, node, n) || (below && found_below(x, node, n));
        if ((minority && index_life(x, node, n) != (life_t)most) || (w->found < 4 && found))
            w->odd[w->odds++] = node;
    }
}

static void crowd_count(const index_t *x, index_crowd_t *w, const uint32_t *member, uint32_t visible, size_t n, bool below)
{
    memset(w, 0, sizeof *w);
    w->at = n + 1;
    for (uint32_t i = 0; i < visible; i++) {
        uint32_t node = member[i];
        w->life[index_life(x, node, n)]++;
        w->found += found_itself(x, node, n) || (below && found_below(x, node, n));
        if (below && x->node[node].first_group)
            for (uint32_t at = walk_below(x, node, node); at; at = walk_below(x, node, at))
                w->below[index_life(x, at, n)]++;
    }
    crowd_odd(x, w, member, visible, n, below);
}

/* The place to count in; NULL when there is none to be had. */
static index_crowd_t *crowd_place(index_crowd_t **w)
{
    if (!*w)
        *w = calloc(1, sizeof **w);
    return *w;
}

static const index_crowd_t nobody; /* out of memory: nothing is known */

const index_crowd_t *group_look(index_t *x, index_group_t *g, size_t n)
{
    index_crowd_t *w = crowd_place(&g->crowd);

    if (w && w->at != n + 1)
        crowd_count(x, w, members_of(g), group_visible(x, g, n), n, true);
    return w ? w : &nobody;
}

/* What hangs under a chain hangs under its last link and has rows of its own. */
const index_crowd_t *chain_look(index_t *x, index_chain_t *c, size_t n)
{
    index_crowd_t *w = crowd_place(&c->crowd);

    if (w && w->at != n + 1)
        crowd_count(x, w, c->member + c->start, chain_visible(x, c, n), n, false);
    return w ? w : &nobody;
}

/* ---- findings -------------------------------------------------------------------------------------------- */

void index_found_none(index_t *x)
{
    for (uint32_t i = 0; x->belows && i < x->nodes; i++)
        x->node[i].finding = 0;
    free(x->below);
    x->below = NULL;
    x->belows = 0;
    for (uint32_t i = 0; i < x->tasks; i++)
        x->task[i].finding = 0;
    for (uint32_t i = 0; i < x->crews; i++)
        x->crew[i].finding = 0;
    for (uint32_t i = 0; i < x->groups; i++) /* what they remember was with those findings */
        if (x->group[i].crowd)
            x->group[i].crowd->at = 0;
    for (uint32_t i = 0; i < x->chains; i++)
        if (x->chain[i].crowd)
            x->chain[i].crowd->at = 0;
}

void index_found(index_t *x, uint32_t node, uint32_t from)
{
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

/* ---- chains ---------------------------------------------------------------------------------------------- */

uint32_t index_only_child(const index_t *x, uint32_t node)
{
    uint32_t group = x->node[node].first_group;

    if (!node || !group || group != x->node[node].last_group || x->group[group].count != 1)
        return 0;
    return group_at(&x->group[group], 0);
}

static bool chain_alike(const index_t *x, uint32_t a, uint32_t b)
{
    const index_group_t *g = &x->group[x->node[a].group], *h = &x->group[x->node[b].group];

    return g->kind == h->kind && g->site == h->site && g->kind != CTX_NODE_BACKGROUND && g->kind != CTX_NODE_TODO;
}

static void chain_add(index_t *x, uint32_t chain, uint32_t node)
{
    index_chain_t *c = &x->chain[chain];

    c->member = index_grow_(c->member, &c->capacity, c->start + c->count, sizeof *c->member);
    c->member[c->start + c->count] = node;
    x->node[node].chain = chain;
    x->node[node].place = c->start + c->count++;
    c->kinds |= (uint16_t)(1u << x->group[x->node[node].group].kind);
    if (c->crowd)
        c->crowd->at = 0;
}

static uint32_t chain_new(index_t *x)
{
    x->chain = index_grow_(x->chain, &x->chain_capacity, x->chains, sizeof *x->chain);
    return x->chains++;
}

/* The nearest ancestor, through only children, that is alike; 0 none. */
static uint32_t chain_like(const index_t *x, uint32_t node)
{
    uint32_t up = node;

    for (int hop = 0; hop < PATTERN; hop++) {
        uint32_t parent = x->node[up].parent;
        if (!parent || index_only_child(x, parent) != up)
            return 0;
        up = parent;
        if (chain_alike(x, up, node))
            return up;
    }
    return 0;
}

void chain_join_(index_t *x, uint32_t node)
{
    uint32_t parent = x->node[node].parent, like = chain_like(x, node), way[PATTERN], links = 0;

    if (!like || x->node[node].chain)
        return;
    if (!x->node[parent].chain) {
        for (uint32_t at = parent; !x->node[at].chain; at = x->node[at].parent) {
            way[links++] = at;
            if (at == like)
                break;
        }
        uint32_t chain = chain_new(x);
        while (links)
            chain_add(x, chain, way[--links]);
    }
    chain_add(x, x->node[parent].chain, node);
}

/* The shorter part moves, so that cutting again and again stays cheap. */
static void chain_move(index_t *x, uint32_t from, uint32_t first, uint32_t count)
{
    uint32_t to = chain_new(x);

    x->chain[to].open = x->chain[from].open;
    for (uint32_t i = 0; i < count; i++)
        chain_add(x, to, x->chain[from].member[first + i]);
}

/* Called before parent gets a child: when it has one already, its chain ends with it from now on. */
void chain_cut_(index_t *x, uint32_t parent)
{
    uint32_t chain = x->node[parent].chain;

    if (!parent || !chain)
        return;
    index_chain_t *c = &x->chain[chain];
    uint32_t start = c->start, head = x->node[parent].place - start + 1, tail = c->count - head;
    if (!tail)
        return;
    if (tail <= head) {
        chain_move(x, chain, start + head, tail);
        c = &x->chain[chain];
        c->count = head;
    } else {
        chain_move(x, chain, start, head);
        c = &x->chain[chain];
        c->start += head;
        c->count = tail;
    }
    if (c->crowd)
        c->crowd->at = 0;
}
