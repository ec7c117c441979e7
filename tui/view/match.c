/* match.c — see match.h. */
#include "match.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sentence.h"
#include "text.h"

enum { NOT_ASKED, HOLDS, DOES_NOT };

static bool make_holds(const match_t *m, uint32_t make)
{
    const index_make_t *k = &m->v->index.make[make];
    trace_site_t site = trace_site(m->v->trace, k->site);
    char name[400];

    snprintf(name, sizeof name, "%s(%s) %s:%d %s", sentence_kind(k->kind), trace_text(m->v->trace, k->aux), site.file, site.line, site.func);
    return tui_contains(name, m->text);
}

static bool make_asked(match_t *m, uint32_t make)
{
    if (!m->make[make])
        m->make[make] = make_holds(m, make) ? HOLDS : DOES_NOT;
    return m->make[make] == HOLDS;
}

/* ---- numbers and timeouts -------------------------------------------------------------------------------- */

/* "c12" begins every number that begins with 12; "12" is somewhere in it. */
static bool number_holds(const match_t *m, uint64_t id)
{
    bool zero = m->value < m->size / 10; /* it begins with a zero: no number does */

    if (m->from_start) {
        while (id >= m->size)
            id /= 10;
        return id == m->value && !zero;
    }
    for (; id >= (zero ? m->size : m->size / 10) && id; id /= 10)
        if (id % m->size == m->value)
            return true;
    return false;
}

/* The names of timers differ by how long they are. */
static bool timer_holds(match_t *m, uint32_t node)
{
    const ctx_event_t *made = trace_event(m->v->trace, m->v->index.node[node].made - 1);
    int64_t length = (int64_t)((uint64_t)made->value - (uint64_t)made->time);
    uint32_t at = (uint32_t)(((uint64_t)length ^ made->aux) * 0x9e3779b97f4a7c15u >> 56);
    char name[160];

    if (m->timer[at].known && m->timer[at].length == length && m->timer[at].aux == made->aux)
        return m->timer[at].holds;
    model_label(m->v->model, node, name, sizeof name);
    m->timer[at].length = length;
    m->timer[at].aux = made->aux;
    m->timer[at].known = true;
    return m->timer[at].holds = tui_contains(name, m->text);
}

static void look_for_number(match_t *m)
{
    const char *p = m->text;

    m->from_start = *p == 'c' || *p == 'C';
    p += m->from_start;
    m->size = 1;
    for (; isdigit((unsigned char)*p) && m->size < 10000000000u; p++, m->size *= 10)
        m->value = m->value * 10 + (uint64_t)(*p - '0');
    m->number = !*p && m->size > 1 && m->value < m->v->index.nodes;
    m->across = *p == ' ';
}

/* Only of those whose number ends so can the text begin with it. */
static bool across_holds(const match_t *m, uint32_t node)
{
    char name[160];

    if (m->from_start ? node != m->value : node % m->size != m->value)
        return false;
    sentence_node(m->v->model, node, name, sizeof name);
    return tui_contains(name, m->text);
}

/* ---------------------------------------------------------------------------------------------------------- */

bool match_begin(match_t *m, const view_t *v, const char *text)
{
    *m = (match_t){.v = v, .text = text, .digits = strpbrk(text, "0123456789") != NULL};
    m->make = calloc(v->index.makes, 1);
    if (!m->make)
        return false;
    for (int l = LIFE_LIVE; l < LIVES; l++)
        m->any_life |= m->life[l] = tui_contains(sentence_life((life_t)l), text);
    if (m->digits)
        look_for_number(m);
    bool possible = m->any_life || m->number || m->across;
    for (uint32_t k = 1; k < v->index.makes && !possible; k++)
        possible = make_asked(m, k) || (m->digits && v->index.make[k].kind == CTX_NODE_TIMER);
    return possible;
}

bool match_node(match_t *m, uint32_t node)
{
    const index_t *x = &m->v->index;
    uint32_t make = x->group[x->node[node].group].make;

    if (make_asked(m, make) || (m->any_life && m->life[sentence_unknown(x, node, m->v->n) ? LIFE_UNKNOWN : index_life(x, node, m->v->n)]))
        return true;
    if (!m->digits)
        return false;
    return (m->number && number_holds(m, node)) || (x->make[make].kind == CTX_NODE_TIMER && timer_holds(m, node)) ||
           (m->across && across_holds(m, node));
}

void match_end(match_t *m)
{
    free(m->make);
    m->make = NULL;
}
