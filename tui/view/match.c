/* match.c — see match.h. */
#include "match.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sentence.h"
#include "text.h"

enum { NOT_ASKED, HOLDS, DOES_NOT };

static char *put(char *to, const char *end, const char *text)
{
    size_t n = strlen(text), room = (size_t)(end - to) - 1;

    n = n < room ? n : room;
    memcpy(to, text, n);
    to[n] = 0;
    return to + n;
}

static bool make_holds(const match_t *m, uint32_t make)
{
    const index_make_t *k = &m->v->index.make[make];
    trace_site_t site = trace_site(m->v->trace, k->site);
    char name[400], line[16], *p = name;

    /* "kind(key) file:line function"; there may be a million of them */
    sprintf(line, "%d", site.line);
    p = put(p, name + sizeof name, sentence_kind(k->kind));
    p = put(p, name + sizeof name, "(");
    p = put(p, name + sizeof name, trace_text(m->v->trace, k->aux));
    p = put(p, name + sizeof name, ") ");
    p = put(p, name + sizeof name, site.file);
    p = put(p, name + sizeof name, ":");
    p = put(p, name + sizeof name, line);
    p = put(p, name + sizeof name, " ");
    put(p, name + sizeof name, site.func);
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

static void label_of(match_t *m, uint32_t node, char *name, size_t size)
{
    m->labels++;
    model_label(m->v->model, node, name, size);
}

/* The names of timers differ by how long they are. */
static bool begins_with_rest(const match_t *m, const char *label)
{
    char name[200];

    snprintf(name, sizeof name, "\001 %s", label); /* a mark that no text has: only there it can be found */
    return tui_contains(name, m->rest);
}

static bool timer_holds(match_t *m, uint32_t node, bool begins)
{
    const ctx_event_t *made = trace_event(m->v->trace, m->v->index.node[node].made - 1);
    int64_t length = (int64_t)((uint64_t)made->value - (uint64_t)made->time);
    uint32_t at = (uint32_t)(((uint64_t)length ^ made->aux) * 0x9e3779b97f4a7c15u >> 56);
    char name[160];

    if (m->timer[at].known && m->timer[at].length == length && m->timer[at].aux == made->aux)
        return begins ? m->timer[at].begins : m->timer[at].holds;
    label_of(m, node, name, sizeof name);
    m->timer[at].length = length;
    m->timer[at].aux = made->aux;
    m->timer[at].known = true;
    m->timer[at].holds = tui_contains(name, m->text);
    m->timer[at].begins = m->across && begins_with_rest(m, name);
    return begins ? m->timer[at].begins : m->timer[at].holds;
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
    if (m->across)
        snprintf(m->rest, sizeof m->rest, "\001%s", p);
}

/* Only of those whose number ends so can the text begin with it; and what follows must begin the name. */
static bool across_holds(match_t *m, uint32_t node)
{
    uint32_t make = m->v->index.group[m->v->index.node[node].group].make;
    char name[160];

    if ((m->from_start ? node != m->value : node % m->size != m->value) || node >= m->v->model->nodes || m->v->model->node[node].state == NODE_UNSEEN)
        return false;
    if (m->v->index.make[make].kind == CTX_NODE_TIMER)
        return timer_holds(m, node, true);
    if (!m->begins[make]) {
        label_of(m, node, name, sizeof name);
        m->begins[make] = begins_with_rest(m, name) ? HOLDS : DOES_NOT;
    }
    return m->begins[make] == HOLDS;
}

/* ---------------------------------------------------------------------------------------------------------- */

bool match_begin(match_t *m, const view_t *v, const char *text)
{
    *m = (match_t){.v = v, .text = text, .digits = strpbrk(text, "0123456789") != NULL};
    m->make = calloc(v->index.makes, 2);
    if (!m->make)
        return false;
    m->begins = m->make + v->index.makes;
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
    return (m->number && number_holds(m, node)) || (x->make[make].kind == CTX_NODE_TIMER && timer_holds(m, node, false)) ||
           (m->across && across_holds(m, node));
}

void match_end(match_t *m)
{
    free(m->make);
    m->make = NULL;
}
