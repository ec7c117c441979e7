/* group.c — which siblings are alike: of one parent, one kind, one line, one key. */
#include <stdlib.h>

#include "index.h"

enum { FEW_GROUPS = 6 };

static uint32_t *hash_room(uint32_t *hash, uint32_t size)
{
    free(hash);
    hash = calloc(size, sizeof *hash);
    if (!hash)
        abort();
    return hash;
}

/* ---- makes ----------------------------------------------------------------------------------------------- */

static uint32_t make_hash(const index_make_t *m)
{
    uint64_t h = ((uint64_t)m->site << 32 | m->aux) * 0x9e3779b97f4a7c15u ^ m->kind;
    h ^= h >> 29;
    return (uint32_t)(h * 0xc2b2ae3d27d4eb4fu >> 32);
}

/* Where it is, or would be. */
static uint32_t *make_slot(index_t *x, const index_make_t *like)
{
    for (uint32_t at = make_hash(like) & (x->make_hash_size - 1);; at = (at + 1) & (x->make_hash_size - 1)) {
        const index_make_t *m = &x->make[x->make_hash[at]];
        if (!x->make_hash[at] || (m->kind == like->kind && m->site == like->site && m->aux == like->aux && m->guess == like->guess))
            return &x->make_hash[at];
    }
}

/* Mostly there are few: as many as the program has lines that make contexts, times their keys. */
static uint32_t make_find(index_t *x, const index_make_t *like)
{
    if (x->makes * 2 >= x->make_hash_size) {
        x->make_hash_size = x->make_hash_size ? x->make_hash_size * 2 : 64;
        x->make_hash = hash_room(x->make_hash, x->make_hash_size);
        for (uint32_t m = 1; m < x->makes; m++)
            *make_slot(x, &x->make[m]) = m;
    }
    uint32_t *slot = make_slot(x, like);
    if (*slot)
        return *slot;
    x->make = index_grow_(x->make, &x->make_capacity, x->makes, sizeof *x->make);
    x->make[x->makes] = *like;
    return *slot = x->makes++;
}

/* ---- groups ---------------------------------------------------------------------------------------------- */

static uint32_t group_hash(uint32_t parent, uint32_t make)
{
    uint64_t h = ((uint64_t)parent << 32 | make) * 0x9e3779b97f4a7c15u;
    h ^= h >> 29;
    return (uint32_t)(h * 0x9e3779b97f4a7c15u >> 32);
}

/* Where it is, or would be. */
static uint32_t *group_slot(const index_t *x, uint32_t parent, uint32_t make)
{
    uint32_t at = group_hash(parent, make) & (x->hash_size - 1);

    while (x->hash[at] && (x->group[x->hash[at]].parent != parent || x->group[x->hash[at]].make != make))
        at = (at + 1) & (x->hash_size - 1);
    return &x->hash[at];
}

static void group_hash_room(index_t *x)
{
    uint32_t *old = x->hash, size = x->hash_size;

    if (size && (x->hashed + FEW_GROUPS + 1) * 2 < size)
        return;
    x->hash_size = size ? size * 2 : 256;
    x->hash = hash_room(NULL, x->hash_size);
    for (uint32_t i = 0; i < size; i++)
        if (old[i])
            *group_slot(x, x->group[old[i]].parent, x->group[old[i]].make) = old[i];
    free(old);
}

/* Most parents have few groups: those are looked through. All of a parent that has more are hashed. */
static uint32_t group_among_few(const index_t *x, uint32_t parent, uint32_t make, uint32_t *seen)
{
    uint32_t g = x->node[parent].last_group;

    for (*seen = 0; g && *seen <= FEW_GROUPS; g = x->group[g].prev, ++*seen)
        if (x->group[g].make == make)
            return g;
    return 0;
}

static void group_hashed(index_t *x, uint32_t g)
{
    *group_slot(x, x->group[g].parent, x->group[g].make) = g;
    x->hashed++;
}

static uint32_t group_new(index_t *x, uint32_t parent, uint32_t make)
{
    x->group = index_grow_(x->group, &x->group_capacity, x->groups, sizeof *x->group);
    uint32_t g = x->groups++;
    index_node_t *p = &x->node[parent];

    x->group[g] = (index_group_t){.parent = parent, .make = make, .prev = p->last_group};
    if (p->last_group)
        x->group[p->last_group].next = g;
    else
        p->first_group = g;
    p->last_group = g;
    return g;
}

uint32_t group_find_(index_t *x, uint32_t parent, index_make_t like)
{
    uint32_t make = make_find(x, &like), seen, g = group_among_few(x, parent, make, &seen);

    if (g || seen < FEW_GROUPS)
        return g ? g : group_new(x, parent, make);
    group_hash_room(x);
    if (seen == FEW_GROUPS) { /* one more is more than few */
        for (g = x->node[parent].last_group; g; g = x->group[g].prev)
            group_hashed(x, g);
        group_hashed(x, g = group_new(x, parent, make));
        return g;
    }
    g = *group_slot(x, parent, make);
    if (!g)
        group_hashed(x, g = group_new(x, parent, make));
    return g;
}

static void group_becomes_many(index_t *x, index_group_t *g)
{
    x->many = index_grow_(x->many, &x->many_capacity, x->manys, sizeof *x->many);
    g->many = x->manys++;
    index_many_t *many = &x->many[g->many];
    many->member = index_grow_(NULL, &many->capacity, 1, sizeof *many->member);
    many->member[0] = g->one;
}

void group_add_(index_t *x, uint32_t group, uint32_t node)
{
    index_group_t *g = &x->group[group];

    x->node[node].group = group;
    x->node[node].ordinal = g->count;
    if (g->count == 0)
        g->one = node;
    if (g->count == 1 && !g->many)
        group_becomes_many(x, g);
    if (g->many) {
        index_many_t *many = &x->many[g->many];
        many->member = index_grow_(many->member, &many->capacity, g->count, sizeof *many->member);
        many->member[g->count] = node;
    }
    g->count++;
}

void group_free_(index_t *x)
{
    for (uint32_t i = 0; i < x->manys; i++) {
        free(x->many[i].member);
        crowd_forget_(x->many[i].crowd);
        free(x->many[i].crowd);
    }
    free(x->make);
    free(x->make_hash);
    free(x->group);
    free(x->many);
    free(x->hash);
}
