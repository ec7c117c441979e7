/* view_search.c — searching the rows, and going to an event or a time that was typed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sentence.h"
#include "text.h"
#include "view.h"

/* What is looked for, and what is known of it already: contexts alike are asked once. */
typedef struct search {
    const char *text;
    bool digits, life[LIFE_COUNT];
    struct { uint32_t site, aux; uint8_t kind, known; bool holds; } key[256];
} search_t;

static void search_start(search_t *s, const char *text)
{
    *s = (search_t){.text = text, .digits = strpbrk(text, "0123456789") != NULL};
    for (int l = LIFE_LIVE; l < LIFE_COUNT; l++)
        s->life[l] = tui_contains(sentence_life((life_t)l), text);
}

static bool key_matches(const view_t *v, search_t *s, const index_make_t *g)
{
    uint32_t at = (g->site * 31u + g->aux * 17u + g->kind) % 256;
    char name[400];

    if (s->key[at].known && s->key[at].site == g->site && s->key[at].aux == g->aux && s->key[at].kind == g->kind)
        return s->key[at].holds;
    trace_site_t site = trace_site(v->trace, g->site);
    snprintf(name, sizeof name, "%s(%s) %s:%d %s", sentence_kind(g->kind), trace_text(v->trace, g->aux), site.file, site.line, site.func);
    s->key[at].site = g->site;
    s->key[at].aux = g->aux;
    s->key[at].kind = g->kind;
    s->key[at].known = true;
    return s->key[at].holds = tui_contains(name, s->text);
}

static bool node_matches(const view_t *v, search_t *s, uint32_t node)
{
    const index_make_t *g = index_make_of(&v->index, node);
    char name[400];

    if (s->life[index_life(&v->index, node, v->n)] || key_matches(v, s, g))
        return true;
    if (!s->digits)
        return false;
    sentence_node(v->model, node, name, sizeof name);
    return tui_contains(name, s->text);
}

/* Nothing that has a row of its own is meant: what is folded is opened. */
static bool search_folded(view_t *v, search_t *s, int direction)
{
    uint32_t from = view_node(v), nodes = v->index.nodes;

    for (uint32_t k = 1; k < nodes; k++) {
        uint32_t node = (direction > 0 ? from + k : from + nodes - k) % nodes;
        life_t life = node ? index_life(&v->index, node, v->n) : LIFE_UNSEEN;
        if (life == LIFE_UNSEEN || !node_matches(v, s, node))
            continue;
        rows_reveal(&v->rows, node);
        view_cursor_to(v, node);
        return row_same(v->cursor, rows_of(&v->rows, node));
    }
    return false;
}

static bool search_id(view_t *v, const char *text)
{
    char *end;
    unsigned long id = (text[0] == 'c' || text[0] == 'C') && text[1] ? strtoul(text + 1, &end, 10) : 0;

    if (!id || *end || id >= v->index.nodes || !v->index.node[id].made)
        return false;
    if (v->index.node[id].made > v->n)
        view_goto(v, v->index.node[id].made);
    rows_reveal(&v->rows, (uint32_t)id);
    view_cursor_to(v, (uint32_t)id);
    return true;
}

static bool search_finding(view_t *v, const char *text, int direction)
{
    for (uint32_t k = 1; k <= v->findings.count; k++) {
        uint32_t i = (v->finding + v->findings.count * 2 - 1 + (direction > 0 ? k : v->findings.count - k)) % v->findings.count;
        if (tui_contains(v->findings.item[i].name, text) || tui_contains(v->findings.item[i].message, text)) {
            v->finding = i + 1;
            return true;
        }
    }
    return false;
}

/* The rows first, in their order; then what is folded. */
bool view_search(view_t *v, const char *text, int direction)
{
    search_t s;
    row_t row = v->cursor;
    bool turned = false;

    if (!*text)
        return false;
    v->follow = false;
    rows_look(&v->rows, v->n, v->filter);
    if (v->pane == PANE_FINDINGS && v->in_pane)
        return search_finding(v, text, direction);
    if (search_id(v, text))
        return true;
    search_start(&s, text);
    for (;;) {
        row = direction > 0 ? rows_next(&v->rows, row) : rows_prev(&v->rows, row);
        if (!row.type && turned)
            break;
        if (!row.type) {
            turned = true;
            row = direction > 0 ? rows_first(&v->rows) : rows_last(&v->rows);
        }
        if (row.type == ROW_NODE && node_matches(v, &s, row.id)) {
            view_cursor_to(v, row.id);
            v->cursor = row;
            return true;
        }
        if (turned && row_same(row, v->cursor))
            break;
    }
    return !v->filter && search_folded(v, &s, direction);
}

size_t view_event_at(const view_t *v, const char *text)
{
    static const struct { const char *unit; double ns; } units[] = {{"s", 1e9}, {"ms", 1e6}, {"us", 1e3}, {"ns", 1}};
    char *end;
    double value = strtod(text, &end);

    if (end == text || value < 0 || value > 1e15)
        return 0;
    if (!*end)
        return (size_t)value + 1;
    for (size_t i = 0; i < 4; i++) {
        if (strcmp(end, units[i].unit))
            continue;
        size_t low = 0, high = trace_count(v->trace); /* events come in order of time: halve */
        while (low < high) {
            size_t mid = low + (high - low) / 2;
            if ((double)(trace_event(v->trace, mid)->time - trace_start(v->trace)) < value * units[i].ns)
                low = mid + 1;
            else
                high = mid;
        }
        return low + 2;
    }
    return 0;
}

bool view_goto_text(view_t *v, const char *text)
{
    size_t to = view_event_at(v, text);

    if (to)
        view_goto(v, to - 1);
    return to != 0;
}
