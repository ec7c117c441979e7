/* rows_list.c — the filtered rows: a plain list of the contexts that are meant, a bit each.
 *
 * They are asked in parts of 1,024, and a part knows for which n its answers hold, like a block of a crowd: so a step asks one part
 * anew, and going to and fro between two instants asks those that differ.
 */
#include "rows_walk.h"
#include "sentence.h"

enum { PART = 1024, BITS = 64, WORDS = PART / BITS };

typedef struct rows_part {
    uint32_t from, to; /* n for which it holds; both 0: it is to be asked */
    uint32_t count;
    uint64_t bit[WORDS];
} rows_part_t;

static bool is_root(uint8_t kind) { return kind == CTX_NODE_BACKGROUND || kind == CTX_NODE_TODO; }

bool rows_takes_(const rows_t *r, uint32_t node)
{
    const index_t *x = r->index;
    life_t life = index_life(x, node, r->n);

    switch (r->filter) {
    case FILTER_LIVE: return life == LIFE_LIVE && !sentence_unknown(x, node, r->n) && !is_root(index_make_of(x, node)->kind);
    case FILTER_DEAF: return life == LIFE_TOLD || life == LIFE_NOTICED;
    case FILTER_FINDING: return life != LIFE_UNSEEN && x->node[node].finding && x->node[node].finding <= r->n;
    default: return life != LIFE_UNSEEN;
    }
}

/* ---- one part -------------------------------------------------------------------------------------------- */

static void bound(rows_part_t *p, uint32_t event, uint32_t n)
{
    if (event > n)
        p->to = event < p->to ? event : p->to;
    else
        p->from = event > p->from ? event : p->from;
}

static void bounds_of(const index_t *x, rows_part_t *p, uint32_t node, uint32_t n)
{
    const index_node_t *d = &x->node[node], *end = d->passes ? &x->node[d->wave] : d;

    bound(p, d->made, n);
    bound(p, d->freed, n);
    bound(p, d->finding, n);
    bound(p, end->told, n);
    bound(p, end->noticed, n);
    bound(p, end->stopped, n);
}

/* Of a foreign one that lives it depends on what stands above it: that holds for this n and no other. */
static bool only_now(const rows_t *r, uint32_t node)
{
    const index_t *x = r->index;
    uint32_t end = x->node[node].passes ? x->node[node].wave : node;

    return x->unknown && r->filter == FILTER_LIVE && index_make_of(x, end)->kind == CTX_NODE_CUSTOM && index_life(x, node, r->n) == LIFE_LIVE;
}

static void ask(rows_t *r, rows_part_t *p, uint32_t first)
{
    const index_t *x = r->index;
    uint32_t n = (uint32_t)r->n;

    *p = (rows_part_t){.to = UINT32_MAX};
    for (uint32_t node = first ? first : 1; node < first + PART && node < x->nodes; node++) {
        r->work++;
        bounds_of(x, p, node, n);
        if (only_now(r, node))
            p->from = n, p->to = n + 1;
        if (!rows_takes_(r, node))
            continue;
        p->bit[node % PART / BITS] |= UINT64_C(1) << node % BITS;
        p->count++;
    }
}

/* ---- all of them ----------------------------------------------------------------------------------------- */

/* Another filter, more events, other findings: nothing of it holds. */
static void begin(rows_t *r, rows_filter_t filter)
{
    uint32_t parts = (r->index->nodes + PART - 1) / PART;

    if (r->match_at && r->filter == filter && r->match_built == r->index->built && r->match_finds == r->index->finds)
        return;
    r->part = index_grow_(r->part, &r->part_capacity, parts, sizeof *r->part);
    for (uint32_t k = 0; k < parts; k++)
        r->part[k].from = r->part[k].to = 0;
    r->parts = parts;
    r->match_at = 0;
    r->match_built = r->index->built;
    r->match_finds = r->index->finds;
}

void rows_look(rows_t *r, size_t n, rows_filter_t filter)
{
    r->n = n;
    if (filter != FILTER_ALL)
        begin(r, filter);
    r->filter = filter;
    if (filter == FILTER_ALL || r->match_at == n + 1)
        return;
    r->matches = 0;
    r->match_at = n + 1;
    for (uint32_t k = 0; k < r->parts; k++) {
        rows_part_t *p = &r->part[k];
        if (n < p->from || n >= p->to)
            ask(r, p, k * PART);
        r->matches += p->count;
    }
}

uint32_t rows_list_next_(const rows_t *r, uint32_t node)
{
    uint32_t at = node + 1, k = at / PART;

    for (; k < r->parts; k++, at = k * PART) {
        const rows_part_t *p = &r->part[k];
        for (uint32_t w = at % PART / BITS; p->count && w < WORDS; w++, at = k * PART + w * BITS) {
            uint64_t left = p->bit[w] & UINT64_MAX << at % BITS;
            if (left)
                return k * PART + w * BITS + (uint32_t)__builtin_ctzll(left);
        }
    }
    return 0;
}

/* (Nobody is at 0.) */
uint32_t rows_list_prev_(const rows_t *r, uint32_t node)
{
    uint32_t at = node < r->parts * PART ? node : r->parts * PART;

    while (at > 0) {
        const rows_part_t *p = &r->part[(at - 1) / PART];
        uint32_t w = (at - 1) % PART / BITS, first = (at - 1) / BITS * BITS;
        uint64_t before = at % BITS ? p->bit[w] & ((UINT64_C(1) << at % BITS) - 1) : p->bit[w];
        if (before)
            return first + BITS - 1 - (uint32_t)__builtin_clzll(before);
        at = p->count ? first : (at - 1) / PART * PART;
    }
    return 0;
}
