/* chain.c — contexts alike below each other, each the only child of the one before: who is a link of which chain. */
#include "index.h"

enum { PATTERN = 4 /* links of a chain are alike when the pattern of so many comes again */ };

uint32_t index_only_child(const index_t *x, uint32_t node)
{
    uint32_t group = x->node[node].first_group;

    if (!node || !group || group != x->node[node].last_group || x->group[group].count != 1)
        return 0;
    return x->group[group].one;
}

uint32_t chain_above(const index_t *x, uint32_t node, unsigned kinds, size_t *hops)
{
    const index_node_t *d = &x->node[node < x->nodes ? node : 0];
    const index_chain_t *c = &x->chain[d->chain];
    bool over = d->chain && !(c->kinds & kinds);

    *hops += over ? d->place - c->start + 1 : 1;
    return over ? x->node[chain_at(c, 0)].parent : d->parent;
}

static bool chain_alike(const index_t *x, uint32_t a, uint32_t b)
{
    const index_make_t *g = index_make_of(x, a), *h = index_make_of(x, b);

    return g->kind == h->kind && g->site == h->site && g->kind != CTX_NODE_BACKGROUND && g->kind != CTX_NODE_TODO;
}

static void chain_add(index_t *x, uint32_t chain, uint32_t node)
{
    index_chain_t *c = &x->chain[chain];

    c->member = index_grow_(c->member, &c->capacity, c->start + c->count, sizeof *c->member);
    c->member[c->start + c->count] = node;
    x->node[node].chain = chain;
    x->node[node].place = c->start + c->count++;
    c->kinds |= (uint16_t)index_kind_bit(index_make_of(x, node)->kind);
    crowd_spoil_(c->crowd, x->node[node].place, x->node[node].made);
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
    crowd_forget_(c->crowd);
}
