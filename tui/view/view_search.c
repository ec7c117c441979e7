/* view_search.c — searching the rows, and going to an event or a time that was typed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "match.h"
#include "text.h"

static bool is_meant(void *match, uint32_t node) { return match_node(match, node); }

static bool search_arrives(view_t *v, uint32_t node)
{
    view_cursor_to(v, node);
    v->cursor = (row_t){ROW_NODE, node};
    return true;
}

/* One row after the other, a few screens far and round at the end: mostly it is there. */
static bool search_near(view_t *v, match_t *m, int direction)
{
    enum { NEAR = 300 };
    row_t row = v->cursor;

    for (int i = 0; i < NEAR; i++) {
        row = direction > 0 ? rows_next(&v->rows, row) : rows_prev(&v->rows, row);
        if (!row.type)
            row = direction > 0 ? rows_first(&v->rows) : rows_last(&v->rows);
        if (row.type == ROW_NODE && match_node(m, row.id))
            return search_arrives(v, row.id);
        if (row_same(row, v->cursor))
            return false;
    }
    return false;
}

/* Nothing that has a row of its own is meant: what is folded is opened. */
static bool search_folded(view_t *v, match_t *m, int direction)
{
    uint32_t from = view_node(v), nodes = v->index.nodes;

    for (uint32_t k = 1; k < nodes; k++) {
        uint32_t node = (direction > 0 ? from + k : from + nodes - k) % nodes;
        life_t life = node ? index_life(&v->index, node, v->n) : LIFE_UNSEEN;
        if (life == LIFE_UNSEEN || !match_node(m, node))
            continue;
        rows_reveal(&v->rows, node);
        view_cursor_to(v, node);
        return row_same(v->cursor, rows_of(&v->rows, node));
    }
    return false;
}

/* The rows first, in their order; then what is folded. */
static bool search_tree(view_t *v, match_t *m, int direction)
{
    bool any;

    if (search_near(v, m, direction))
        return true;
    uint32_t found = rows_find(&v->rows, v->cursor, direction, is_meant, m, &any);
    if (found)
        return search_arrives(v, found);
    return any && search_folded(v, m, direction);
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

bool view_search(view_t *v, const char *text, int direction)
{
    match_t m;

    if (!*text)
        return false;
    v->follow = false;
    rows_look(&v->rows, v->n, v->filter);
    if (v->pane == PANE_FINDINGS && v->in_pane)
        return search_finding(v, text, direction);
    if (search_id(v, text))
        return true;
    bool found = match_begin(&m, v, text) && search_tree(v, &m, direction);
    match_end(&m);
    return found;
}

/* How many events come before that time, or, with `also`, at it. They are in order of time: halve. */
static size_t events_until(const view_t *v, double ns, bool also)
{
    size_t low = 0, high = trace_count(v->trace);

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        double at = (double)(trace_event(v->trace, mid)->time - trace_start(v->trace));
        if (at < ns || (also && at <= ns))
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

size_t view_event_at(const view_t *v, const char *text, bool begins)
{
    static const struct { const char *unit; double ns; } units[] = {{"s", 1e9}, {"ms", 1e6}, {"us", 1e3}, {"ns", 1}};
    char *end;
    double value = strtod(text, &end);

    if (end == text || value < 0 || value > 1e15)
        return 0;
    if (!*end)
        return (size_t)value + 1;
    for (size_t i = 0; i < 4; i++)
        if (!strcmp(end, units[i].unit))
            return events_until(v, value * units[i].ns, !begins) + (begins ? 2 : 1);
    return 0;
}

bool view_goto_text(view_t *v, const char *text)
{
    size_t to = view_event_at(v, text, false);

    if (!to)
        return false;
    v->playing = false;
    v->until = 0;
    if (v->live)
        v->follow = to > trace_count(v->trace);
    view_goto(v, to - 1);
    return true;
}
