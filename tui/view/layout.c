/* layout.c — what goes where. 80×24 is the design size; smaller drops panes, larger gains rows. */
#include "view.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "sentence.h"
#include "text.h"

static void layout_title(rect_t r, int y, const char *name, bool active)
{
    paint_fill(r, y, 0, r.w, ST_RULE, glyph(GL_RULE));
    paint(r, y, paint_cut(r, y, 2, r.w - 3, active ? ST_TITLE : ST_NORMAL, name), ST_NORMAL, " ");
    paint(r, y, 1, ST_NORMAL, " ");
}

static void layout_tree_title(const view_t *v, rect_t r)
{
    char name[120];

    size_t used = tui_add(name, sizeof name, 0, "Contexts%s%s", v->filter ? ": " : "", v->filter ? rows_filter_name(v->filter) : "");
    if (!v->follow && !v->live && (int)used + 12 <= r.w - 3)
        tui_add(name, sizeof name, used, " (F follows)");
    layout_title(r, 0, name, !v->in_pane);
}

/* The names of all panes, so that nobody has to remember what Tab leads to. */
static void layout_tabs(const view_t *v, rect_t r, int y)
{
    int x = 1;

    paint_fill(r, y, 0, r.w, ST_RULE, glyph(GL_RULE));
    for (int p = PANE_SOURCE; p < PANE_COUNT; p++) {
        bool chosen = p == (int)v->pane;
        style_t st = chosen ? (v->in_pane ? ST_STATUS : ST_TITLE) : p == PANE_FINDINGS && v->findings.count ? ST_FINDING : ST_DIM;
        if (x + tui_width(panes[p].name) > r.w)
            break;
        x = paint(r, y, x, st, panes[p].name) + 1;
    }
}

static rect_t inset(rect_t r) { return (rect_t){r.y + 1, r.x, r.h - 1, r.w}; }

static int layout_rows(const char *text, int columns)
{
    const char *line;
    size_t bytes;
    int rows = 0;

    while (tui_wrap(&text, columns, &line, &bytes))
        rows++;
    return rows;
}

/* The event's number and its sentence; returns the bytes of the number. */
static size_t layout_event(const view_t *v, char *text, size_t size)
{
    char number[32];
    size_t head = tui_add(text, size, 0, "%s ", tui_number(v->n, number));

    if (!v->n)
        return head;
    sentence(v->model, v->n - 1, text + head, size - head);
    return head;
}

/* Nothing of it was looked at yet: then it is said what it is. */
static bool layout_unseen(const view_t *v) { return v->n == 0 || (v->n == v->began && !v->playing); }

static void layout_lead(const view_t *v, rect_t r, int y, int rows)
{
    char text[1400];
    rect_t box = {r.y + y, r.x + 1, rows, r.w - 2};
    char number[32];

    if (v->message[0]) {
        int y2 = paint_wrap(box, 0, 0, ST_KEY, v->message);
        if (y2 >= rows || layout_unseen(v))
            return;
        box = (rect_t){box.y + y2, box.x, rows - y2, box.w};
    }
    if (layout_unseen(v) && v->lead) {
        paint_wrap(box, 0, 0, ST_BOLD, v->lead);
        return;
    }
    if (v->n == 0 && v->live && !trace_count(v->trace)) {
        paint_wrap(box, 0, 0, ST_BOLD, "Nothing has come yet. It begins when the program speaks to this viewer; q leaves.");
        return;
    }
    if (v->n == 0) {
        snprintf(text, sizeof text, "%s %s recorded. Space plays, . makes one step, ? shows all keys.", tui_number(trace_count(v->trace), number),
                 trace_count(v->trace) == 1 ? "event is" : "events are");
        paint_wrap(box, 0, 0, ST_BOLD, text);
        return;
    }
    const ctx_event_t *ev = view_event(v);
    size_t head = layout_event(v, text, sizeof text);
    paint_wrap(box, 0, 0, sentence_dull(ev) ? ST_NORMAL : ST_BOLD, text);
    text[head] = 0;
    paint(box, 0, 0, ST_DIM, text);
}

static void layout_rule(rect_t r, int x)
{
    for (int y = 0; y < r.h; y++)
        paint(r, y, x, ST_RULE, glyph(GL_VRULE));
}

/* Where the arrows move is seen first. What stands beside the tree says itself whose it is, as long as its first line is there; the tree does not. */
static void layout_later(const view_t *v, rect_t tree, rect_t side)
{
    if (v->in_pane || v->asking)
        answer_later(inset(tree), false);
    else
        answer_later(inset(side), !v->scroll[v->pane]);
}

static void layout_one(view_t *v, rect_t r)
{
    pane_t p = v->in_pane ? v->pane : PANE_TREE;

    v->side = r;
    if (p == PANE_TREE && !v->zoom && r.h >= 12) { /* narrow but high: the tree, and what belongs to it below */
        rect_t tree = {r.y, r.x, r.h / 2, r.w}, low = {r.y + tree.h, r.x, r.h - tree.h, r.w};
        layout_later(v, tree, low);
        layout_tree_title(v, tree);
        tree_draw(v, inset(tree));
        layout_tabs(v, low, 0);
        panes[v->pane].draw(v, inset(low));
        return;
    }
    if (p == PANE_TREE)
        layout_tree_title(v, r);
    else
        layout_tabs(v, r, 0);
    panes[p].draw(v, inset(r));
}

/* What stands below the chosen pane where there are rows for both: the inspector; below the inspector, what has been found by now. */
static rect_t layout_second(view_t *v, rect_t side)
{
    bool node = v->pane == PANE_SOURCE || v->pane == PANE_NODE, found = view_found_by(v, v->n) > 0;
    pane_t second = node ? PANE_FINDINGS : PANE_NODE;
    int h = node ? side.h * 3 / 10 : v->pane == PANE_FINDINGS ? side.h * 7 / 10 : side.h / 2; /* a context takes more than a finding */

    if (side.h < 26 || (node && (!found || view_hides(v))))
        return side;
    rect_t low = {side.y + side.h - h, side.x, h, side.w};
    layout_title(low, 0, panes[second].name, false);
    panes[second].draw(v, inset(low));
    return (rect_t){side.y, side.x, side.h - h, side.w};
}

/* Three columns: the source always, beside what is chosen. */
static void layout_three(view_t *v, rect_t r)
{
    int left = r.w * 3 / 10, mid = r.w * 37 / 100;
    rect_t tree = {r.y, r.x, r.h, left}, source = {r.y, r.x + left + 1, r.h, mid};
    rect_t side = {r.y, source.x + mid + 1, r.h, r.w - left - mid - 2};
    pane_t p = v->pane == PANE_SOURCE ? PANE_NODE : v->pane;

    v->side = side;
    v->source_beside = true;
    layout_later(v, tree, side);
    if (v->in_pane)
        answer_later(inset(v->pane == PANE_SOURCE ? side : source), false);
    layout_rule(r, left);
    layout_rule(r, left + mid + 1);
    layout_tree_title(v, tree);
    tree_draw(v, inset(tree));
    layout_title(source, 0, "Source", v->in_pane && v->pane == PANE_SOURCE);
    source_draw(v, inset(source));
    side = layout_second(v, side);
    layout_tabs(v, side, 0);
    panes[p].draw(v, inset(side));
    v->source_beside = false;
}

bool view_wide(const view_t *v, rect_t r) { return r.w >= 150 && !v->zoom; }

static void layout_main(view_t *v, rect_t r)
{
    if (r.w < 72 || v->zoom) {
        layout_one(v, r);
        return;
    }
    if (view_wide(v, r)) {
        layout_three(v, r);
        return;
    }
    int left = r.w * 19 / 40;
    rect_t tree = {r.y, r.x, r.h, left}, side = {r.y, r.x + left + 1, r.h, r.w - left - 1};
    v->side = side;
    layout_later(v, tree, side);
    layout_rule(r, left);
    layout_tree_title(v, tree);
    tree_draw(v, inset(tree));
    layout_tabs(v, side, 0);
    panes[v->pane].draw(v, inset(side));
}

static void layout_low(view_t *v, rect_t r, pane_t p)
{
    layout_title(r, 0, panes[p].name, false);
    panes[p].draw(v, inset(r));
}

/* Rows to spare: the lanes of the tasks, always; and columns to spare: the log beside them. What is chosen is there already. */
static void layout_tall(view_t *v, rect_t *r)
{
    if (r->h < 26 || v->zoom || r->w < 72)
        return;
    int h = r->h / 4 + 2;
    rect_t low = {r->y + r->h - h, r->x, h, r->w}, right = low;
    r->h -= h;
    if (!view_wide(v, *r) || v->pane == PANE_TASKS || v->pane == PANE_LOG) {
        layout_low(v, low, v->pane != PANE_TASKS ? PANE_TASKS : PANE_LOG);
        return;
    }
    low.w = low.w * 3 / 5;
    right = (rect_t){low.y, low.x + low.w + 1, h, right.w - low.w - 1};
    layout_rule((rect_t){low.y, low.x, h, r->w}, low.w);
    layout_low(v, low, PANE_TASKS);
    layout_low(v, right, PANE_LOG);
}

/* The rows of words: what is said, and the event when that leaves room for it. */
static int layout_said(const view_t *v, rect_t r)
{
    char text[1400];

    if (!v->message[0] && layout_unseen(v))
        return v->lead ? layout_rows(v->lead, r.w - 2) : 2;
    layout_event(v, text, sizeof text);
    if (!v->message[0])
        return layout_rows(text, r.w - 2);
    int rows = layout_rows(v->message, r.w - 2);
    return v->n && rows == 1 ? rows + (layout_rows(text, r.w - 2) > 1 ? 2 : 1) : rows; /* and the event below it */
}

/* The rows below the panes: a rule, two to five of words, the line, the strip; on a small screen the words alone, and none of
 * them where a pane was asked to have the screen. What is said is not cut for the panes' sake. */
int view_foot(const view_t *v, rect_t r)
{
    int rows = v->n || v->message[0] || v->lead ? layout_said(v, r) : 2, most = r.h >= 20 || (v->message[0] && !v->asking) ? 5 : 3; /* who may move next is read there, too */

    if (v->zoom && r.h < 20)
        return v->message[0] ? rows > most ? most : rows : 0;
    return (r.h < 15 ? 0 : 3) + (rows < 2 ? 2 : rows > most ? most : rows);
}

void view_draw(view_t *v, rect_t r)
{
    int foot = view_foot(v, r);
    bool small = r.h < 15 || (v->zoom && r.h < 20);
    rect_t body = {r.y + 1, r.x, r.h - 1 - foot, r.w};

    if (v->demo) {
        int left = r.w < 72 ? 0 : r.w * 19 / 40 + 1;
        v->side = (rect_t){body.y, left, body.h, r.w - left};
        demo_draw(v, r);
        return;
    }
    answer_later((rect_t){r.y + r.h - foot, r.x, foot, r.w}, false);
    status_draw(v, r, 0);
    layout_tall(v, &body);
    layout_main(v, body);
    int y = r.h - foot;
    if (small) {
        layout_lead(v, r, y, foot);
        return;
    }
    paint_fill(r, y++, 0, r.w, ST_RULE, glyph(GL_RULE));
    int rows = foot - 3;
    layout_lead(v, r, y, rows);
    source_line_draw(v, r, y + rows);
    timeline_draw(v, r, y + rows + 1);
}
