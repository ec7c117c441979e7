/* unknown.c — foreign contexts of whose end nobody tells us: below what has ended, and not looked at since.
 *
 * Whoever stands on one of them is asked through it, so what was found out at an instant is kept for that instant: a chain of a
 * hundred thousand is climbed once and not once for each of its links.
 */
#include <stdlib.h>
#include <string.h>

#include "index.h"
#include "sentence.h"

void unknown_begin_(index_t *x)
{
    if (!x->unknown)
        x->unknown = calloc(1, sizeof *x->unknown);
}

void unknown_free_(index_t *x)
{
    if (x->unknown)
        free(x->unknown->answer);
    free(x->unknown);
}

/* Room for an answer a context, none given yet at this instant; false: out of memory. An answer is the instant's stamp, and a bit. */
static bool unknown_at(const index_t *x, index_unknown_t *u, size_t n)
{
    if (u->stamp && u->n == n && u->built == x->built)
        return true;
    if (u->answers < x->nodes) {
        uint32_t *more = realloc(u->answer, x->node_capacity * sizeof *more);
        if (!more)
            return false;
        memset(more + u->answers, 0, (x->node_capacity - u->answers) * sizeof *more);
        u->answer = more;
        u->answers = x->node_capacity;
    }
    if (++u->stamp > UINT32_MAX >> 1) {
        memset(u->answer, 0, u->answers * sizeof *u->answer);
        u->stamp = 1;
    }
    u->n = n;
    u->built = x->built;
    return true;
}

/* What it stands on, past values. */
static uint32_t above_of(const index_t *x, uint32_t node)
{
    uint32_t parent = x->node[node].parent;

    return x->node[parent].passes ? x->node[parent].wave : parent;
}

static bool lives_foreign(const index_t *x, uint32_t node, size_t n)
{
    return node && index_life(x, node, n) == LIFE_LIVE && index_make_of(x, node)->kind == CTX_NODE_CUSTOM;
}

bool sentence_unknown(const index_t *x, uint32_t node, size_t n)
{
    const uint32_t whose = x->node[node].passes ? x->node[node].wave : node;
    index_unknown_t *u = x->unknown;
    uint32_t above = whose, hops = 0;

    if (!lives_foreign(x, whose, n) || !u || !unknown_at(x, u, n))
        return false;
    for (; hops < x->nodes && lives_foreign(x, above, n) && u->answer[above] >> 1 != u->stamp; hops++)
        above = above_of(x, above);
    u->work += hops;
    bool known = lives_foreign(x, above, n), is = known ? u->answer[above] & 1 : above && index_life(x, above, n) > LIFE_LIVE;
    for (uint32_t at = whose; hops > 0; hops--, at = above_of(x, at))
        u->answer[at] = u->stamp << 1 | is;
    return is;
}
