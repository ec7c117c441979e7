/* pane_node.c — the inspector: a context drawn as the box of slots it is. */
#include "view.h"

#include <stdio.h>
#include <string.h>

#include "sentence.h"
#include "text.h"

/* Lines are added top-down; those above `scroll` or below the pane are not drawn. */
typedef struct sheet { rect_t r; int y; bool boxed; } sheet_t;

static void sheet_edge(sheet_t *s, bool top, const char *title)
{
    const char *const *c = (const char *const[]){"┌", "└", "┐", "┘"};
    bool ascii = paint_is_ascii();
    int i = top ? 0 : 1;

    paint_fill(s->r, s->y, 0, s->r.w - 1, ST_RULE, glyph(GL_RULE));
    paint(s->r, s->y, 0, ST_RULE, ascii ? "+" : c[i]);
    paint(s->r, s->y, s->r.w - 1, ST_RULE, ascii ? "+" : c[i + 2]);
    if (title)
        paint_cut(s->r, s->y, 2, s->r.w - 4, ST_TITLE, title);
    s->y++;
    s->boxed = top;
}

static void sheet_slot(void *self, const char *name, style_t st, const char *text)
{
    sheet_t *s = self;
    int left = s->boxed ? 2 : 1, right = s->r.w - (s->boxed ? 2 : 0);
    const char *line;
    size_t bytes;
    for (bool first = true; tui_wrap(&text, right - left - 9, &line, &bytes); first = false) {
        if (s->boxed) {
            paint(s->r, s->y, 0, ST_RULE, glyph(GL_VRULE));
            paint(s->r, s->y, s->r.w - 1, ST_RULE, glyph(GL_VRULE));
        }
        paintf(s->r, s->y, left, ST_DIM, "%-9s", first ? name : ""); /* the blanks as well: each change of style is ten bytes */
        paintf(s->r, s->y, left + 9, st, "%.*s", (int)bytes, line);
        s->y++;
    }
}

static void node_sheet(view_t *v, sheet_t *s, uint32_t node)
{
    char title[200] = " ";
    size_t used = 1;

    used += sentence_node(v->model, node, title + used, sizeof title - used);
    tui_add(title, sizeof title, used, " ");
    sheet_edge(s, true, title);
    node_slots(v, node, sheet_slot, s);
    sheet_edge(s, false, NULL);
    node_story(v, node, sheet_slot, s);
}

static void many_sheet(view_t *v, sheet_t *s, const row_many_t *many)
{
    char title[200] = " ";
    size_t used = 1;

    used += many_title(v->model, many, title + used, sizeof title - used);
    tui_add(title, sizeof title, used, " ");
    sheet_edge(s, true, title);
    many_facts(v, many, sheet_slot, s);
    sheet_edge(s, false, NULL);
    sheet_slot(s, "Enter", ST_KEY, many->open ? "folds them again" : "shows each of them in the tree");
}

void node_draw(view_t *v, rect_t r)
{
    uint32_t node = view_node(v);
    row_many_t many = rows_many(&v->rows, v->cursor);
    sheet_t s = {.r = r, .y = -v->scroll[PANE_NODE]};

    if (!node || node >= v->model->nodes || v->model->node[node].state == NODE_UNSEEN) {
        paint_wrap(r, 0, 1, ST_DIM, node ? "Made before the recording began: nothing more is known of it." : "No context here yet.");
        return;
    }
    if (many.crowd)
        many_sheet(v, &s, &many);
    else
        node_sheet(v, &s, node);
    int over = s.y + v->scroll[PANE_NODE] - r.h;
    if (v->scroll[PANE_NODE] > over)
        v->scroll[PANE_NODE] = over > 0 ? over : 0;
}

bool node_move(view_t *v, request_t req, int page)
{
    if (req == REQ_ENTER && rows_many(&v->rows, v->cursor).crowd) {
        rows_set_open(&v->rows, v->cursor, !rows_open(&v->rows, v->cursor));
        return true;
    }
    return pane_scroll(v, PANE_NODE, req, page);
}
