/* view_search.c — searching the rows, and going to an event or a time that was typed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sentence.h"
#include "text.h"
#include "view.h"

static bool row_matches(view_t *v, row_t row, const char *text)
{
    uint32_t node = rows_node(&v->rows, row);
    char name[400];

    sentence_node(v->model, node, name, sizeof name);
    if (tui_contains(name, text))
        return true;
    trace_site_t s = trace_site(v->trace, v->index.group[v->index.node[node].group].site);
    snprintf(name, sizeof name, "%s:%d %s %s", s.file, s.line, s.func, sentence_life(index_life(&v->index, node, v->n)));
    return tui_contains(name, text);
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

/* A search walks rows for at most a frame's time worth of them. */
bool view_search(view_t *v, const char *text, int direction)
{
    enum { ENOUGH = 200000 };
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
    for (int tries = 0; tries < ENOUGH; tries++) {
        row = direction > 0 ? rows_next(&v->rows, row) : rows_prev(&v->rows, row);
        if (!row.type) {
            if (turned)
                break;
            turned = true;
            row = direction > 0 ? rows_first(&v->rows) : rows_last(&v->rows);
        }
        if (row.type && row_matches(v, row, text)) {
            view_cursor_to(v, rows_node(&v->rows, row));
            v->cursor = row;
            return true;
        }
    }
    return false;
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
