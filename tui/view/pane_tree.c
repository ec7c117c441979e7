/* pane_tree.c — the tree of contexts: one row a node, one row for many alike. */
#include "demo.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "sentence.h"
#include "text.h"

enum { NAME_LEAST = 6 /* columns */ };

style_t life_style(life_t life)
{
    static const style_t styles[LIFE_COUNT] = {ST_DIM, ST_LIVE, ST_TOLD, ST_NOTICED, ST_STOPPED, ST_FREED};
    return styles[life];
}

glyph_t life_glyph(life_t life)
{
    static const glyph_t glyphs[LIFE_COUNT] = {GL_FREED, GL_LIVE, GL_TOLD, GL_NOTICED, GL_STOPPED, GL_FREED};
    return glyphs[life];
}

/* The only child of an only child, far down: it stands below its parent, and no further in. `up`: its parent, and whose that is. */
static bool tree_straight(view_t *v, row_t row, const row_t up[2])
{
    return !rows_more(&v->rows, row) && !rows_more(&v->rows, up[0]) && row_same(rows_prev(&v->rows, row), up[0]) &&
           row_same(rows_prev(&v->rows, up[0]), up[1]);
}

/* Into up: what stands further and further out, first the row itself. Returns how many. */
static int tree_above(view_t *v, row_t row, row_t up[], int most, bool *straight)
{
    enum { STEPS = 3 }; /* so many levels always stand further in */
    int depth = 0, columns = 0;

    for (row_t p = row; p.type && depth < most; p = rows_parent(&v->rows, p))
        up[depth++] = p;
    *straight = false;
    for (int i = 0; i < depth; i++)
        if (depth < most && i < depth - STEPS - 1 && tree_straight(v, up[i], up + i + 1))
            *straight = *straight || i == 0;
        else
            up[columns++] = up[i];
    return columns;
}

/* In a bar of many, from LIFE_LIVE to LIFE_UNKNOWN. */
glyph_t bar_glyph(int life)
{
    static const glyph_t glyphs[LIVES] = {GL_BLOCK, GL_FULL, GL_HALF, GL_LESS, GL_EMPTY, GL_DOTTED, GL_BLOCK};
    return glyphs[life];
}

/* The lines from the ancestors down to this row; returns the column after them. */
static int tree_edges(view_t *v, rect_t r, int y, row_t row, int limit)
{
    row_t up[64];
    bool straight;

    if (v->filter)
        return 1;
    int x = 1, depth = tree_above(v, row, up, 64, &straight) - 1, shown = depth * 2 > limit ? limit / 2 : depth;
    if (depth == 0)
        return x;
    if (shown < depth)
        paint(r, y, x - 1, ST_DIM, glyph(GL_DOTS));
    for (int i = shown - 1; i >= 1; i--, x += 2)
        paint(r, y, x, ST_RULE, rows_more(&v->rows, up[i]) ? glyph(GL_BAR) : "  ");
    if (straight)
        return paint(r, y, x + 1, ST_RULE, glyph(GL_BELOW));
    return paint(r, y, x, ST_RULE, glyph(rows_more(&v->rows, row) ? GL_TEE : GL_CORNER));
}

/* Edges that news does not take like the others. */
static int tree_edge_kind(const model_node_t *d, rect_t r, int y, int x)
{
    if (d->kind == CTX_NODE_WITHOUT_CANCEL)
        return paint(r, y, x, ST_FINDING, glyph(GL_CUT));
    if (d->forwarder == 1 || d->forwarder == 2)
        return paint(r, y, x, d->forwarder == 1 ? ST_EVENT : ST_DIM, glyph(GL_FORWARD));
    if (d->kind == CTX_NODE_AFTER_FUNC || d->forwarder == 3)
        return paint(r, y, x, ST_EVENT, glyph(GL_FUNC));
    return x;
}

/* How many hops up from the asked node; −1: not on the way of the look-up that is the current event. */
static int tree_hop(const view_t *v, uint32_t node)
{
    const ctx_event_t *ev = view_event(v);
    int hop = 0;

    if (!ev || ev->kind != CTX_EV_VALUE)
        return -1;
    for (uint32_t at = ev->node; at && at < v->model->nodes && hop < 4096; at = v->model->node[at].parent, hop++) {
        if (at == node)
            return hop;
        if (at == ev->other)
            break;
    }
    return -1;
}

static void tree_words(const view_t *v, uint32_t node, life_t life, char *buf, size_t size)
{
    const model_node_t *d = &v->model->node[node];
    const ctx_event_t *ev = view_event(v);
    int hop = tree_hop(v, node);

    if (v->predict.stage && predict_marked(v, node))
        snprintf(buf, size, "will be told?");
    else if (hop >= 0)
        snprintf(buf, size, ev->other == node ? "%s found" : "%s hop %d", hop || ev->other != node ? "^" : "", hop);
    else if (v->index.node[node].guessed)
        snprintf(buf, size, "made earlier");
    else if (d->kind == CTX_NODE_BACKGROUND || d->kind == CTX_NODE_TODO)
        snprintf(buf, size, "root");
    else if (d->born_done && life != LIFE_FREED)
        snprintf(buf, size, "born done");
    else if (d->kind == CTX_NODE_AFTER_FUNC)
        snprintf(buf, size, "%s", sentence_after(&v->index, node, v->n));
    else if (d->dominated && life == LIFE_LIVE)
        snprintf(buf, size, "no timer");
    else
        snprintf(buf, size, "%s", sentence_state(&v->index, node, v->n));
}

/* The cursor's row: its first word, which no other row has, in reverse; to a hall, all of it. So a moved cursor is two words. */
static void tree_mark(const view_t *v, rect_t r, int y, int x, int columns, const char *name)
{
    char word[160];

    snprintf(word, sizeof word, "%.*s", (int)(v->demo ? strlen(name) : strcspn(name, " ")), name);
    int wide = tui_width(word);
    paint_row_style(r, y, x, wide < columns ? wide : columns, ST_CURSOR);
}

/* To a hall its name as well: a speaker says "the database", and not c6. */
static void tree_name(const view_t *v, rect_t r, int y, int x, int room, uint32_t node)
{
    char name[100];

    if (v->demo && room >= NAME_LEAST && demo_name(v, node, name, sizeof name))
        paint_cut(r, y, x + 2, room - 2, ST_BOLD, name);
}

static void tree_node_row(view_t *v, rect_t r, int y, uint32_t node, row_t row, bool cursor)
{
    const model_node_t *d = &v->model->node[node];
    const ctx_event_t *ev = view_event(v);
    life_t life = index_life(&v->index, node, v->n);
    bool root = d->kind == CTX_NODE_BACKGROUND || d->kind == CTX_NODE_TODO, here = ev && ev->node == node;
    bool unknown = sentence_unknown(&v->index, node, v->n);
    style_t st = root ? ST_NORMAL : unknown ? ST_DIM : life_style(life);
    char name[160], words[40];
    int x = tree_edges(v, r, y, row, r.w - 24), right = r.w;

    x = tree_edge_kind(d, r, y, x);
    x = paint(r, y, x, st, unknown ? "?" : glyph(root ? GL_ROOT : d->dominated && life == LIFE_LIVE ? GL_HOLLOW : life_glyph(life)));
    if (!rows_open(&v->rows, row) && rows_can_open(&v->rows, row))
        x = paint(r, y, x, ST_KEY, glyph(GL_CLOSED));
    tree_words(v, node, life, words, sizeof words);
    if (here)
        paint(r, y, right -= tui_width(glyph(GL_HERE)), ST_EVENT, glyph(GL_HERE));
    right -= tui_width(words) + 1;
    paint(r, y, right, st, words);
    uint32_t from = v->index.node[node].finding;
    bool chosen = v->pane == PANE_FINDINGS && v->finding && v->findings.item[v->finding - 1].node == node;
    if ((from && from <= v->n) || chosen)
        paint(r, y, right -= tui_width(glyph(GL_FINDING)) + 1, ST_FINDING, glyph(GL_FINDING));
    sentence_node(v->model, node, name, sizeof name);
    int after = paint_cut(r, y, x + 1, right - x - 2, life == LIFE_FREED ? ST_DIM : ST_NORMAL, name);
    tree_name(v, r, y, after, right - after - 1, node);
    if (cursor)
        tree_mark(v, r, y, x + 1, right - x - 2, name);
}

static void tree_many_row(view_t *v, rect_t r, int y, const row_many_t *many, row_t row, bool cursor)
{
    enum { PARTS = LIVES - LIFE_LIVE };
    static const style_t styles[PARTS] = {ST_LIVE, ST_TOLD, ST_NOTICED, ST_STOPPED, ST_FREED, ST_DIM};
    glyph_t cells[PARTS];
    many_words_t words;
    uint64_t part[PARTS];
    int x = tree_edges(v, r, y, row, r.w - 30);

    for (int i = 0; i < PARTS; i++) {
        part[i] = many->life[i + LIFE_LIVE];
        cells[i] = bar_glyph(i + LIFE_LIVE);
    }
    x = paint(r, y, x, ST_KEY, glyph(many->open ? GL_OPEN : GL_CLOSED));
    if (many->crowd->found)
        x = paint(r, y, x, ST_FINDING, glyph(GL_FINDING));
    bool asked = v->predict.stage && many->visible && predict_marked(v, many->member[0]); /* one Enter marks them all */
    int room = r.w - x - 1, bar = many_words(v->model, many, asked ? "will be told?" : NULL, room, &words);
    int from = x + 1;
    x = paint_cut(r, y, from, room, ST_NORMAL, words.name);
    if (cursor)
        tree_mark(v, r, y, from, room, words.name);
    if (bar)
        x = paint_bar(r, y, x + 1, bar, part, styles, cells, PARTS);
    paint_cut(r, y, r.w - tui_width(words.counts) > x ? r.w - tui_width(words.counts) : x + 1, r.w - x - 1, ST_NORMAL, words.counts);
}

/* Keeps the cursor's line where it was, unless the pane's edges say otherwise or rows below would be missing. */
static row_t tree_top(view_t *v, int height)
{
    row_t top = v->cursor, row = v->cursor;
    int line = 0, below = 0;

    if (v->cursor_line >= height)
        v->cursor_line = height - 1;
    if (v->family && v->cursor_line > height - v->family)
        v->cursor_line = height - v->family;
    if (v->cursor_line < 0)
        v->cursor_line = 0;
    for (; row.type && below < height - v->cursor_line; below++)
        row = rows_next(&v->rows, row);
    if (v->cursor_line < height - below)
        v->cursor_line = height - below;
    for (; line < v->cursor_line; line++) {
        row_t before = rows_prev(&v->rows, top);
        if (!before.type)
            break;
        top = before;
    }
    v->cursor_line = line;
    return top;
}

static const char *tree_empty(const view_t *v)
{
    if (v->filter)
        return "No context is like that here. f shows others.";
    if (trace_count(v->trace))
        return v->demo ? "No context yet." : "No context yet. Press . to step, Space to play.";
    if (v->live)
        return "Nothing has come yet. A program speaks to one viewer at a time: this one's turn comes when the other leaves.";
    return v->fault.line ? "Nothing of it ran. What is wrong with the file is marked in its source." : "There is no run here yet.";
}

static void tree_row(view_t *v, rect_t r, int y, row_t row)
{
    const bool elsewhere = v->asking && !v->in_pane; /* the arrows choose who moves next: one cursor is enough */
    bool cursor = row_same(row, v->cursor) && (!v->demo || !v->follow || v->pane == PANE_NODE); /* a room looks at what happens, until somebody points */

    if (cursor)
        paint(r, y, 0, elsewhere ? ST_DIM : ST_KEY, glyph(elsewhere ? GL_BULLET : GL_CURSOR));
    if (cursor && !v->in_pane && !elsewhere)
        answer_look(r.y + y);
    row_many_t many = rows_many(&v->rows, row);
    if (many.crowd)
        tree_many_row(v, r, y, &many, row, cursor);
    else
        tree_node_row(v, r, y, row.id, row, cursor);
}

/* A line that stands for rows which have none. */
static void tree_missing(rect_t r, int y, uint32_t missing, bool uncounted)
{
    char number[32], text[60];

    snprintf(text, sizeof text, uncounted && missing ? " +%s and more" : uncounted ? " %s more" : " +%s more", missing ? tui_number(missing, number) : glyph(GL_DOTS));
    paint_fill(r, y, 0, r.w, ST_NORMAL, " ");
    paint(r, y, 1, ST_KEY, text);
}

/* Somebody points: the rows around the cursor, one after the other. */
static void tree_around(view_t *v, rect_t r, int lines)
{
    enum { COUNTED = 20000 /* more rows are not gone through for one picture */ };
    row_t row = tree_top(v, lines);
    uint32_t more = 1; /* the last line stands for its own row, too */

    for (int y = 0; y < r.h && row.type; y += v->row_step, row = rows_next(&v->rows, row))
        tree_row(v, r, y, row);
    if (!v->demo || !row.type || r.h < 2) /* a room does not scroll: what is not there is said to be */
        return;
    for (; row.type && more < COUNTED; row = rows_next(&v->rows, row))
        more++;
    tree_missing(r, (lines - 1) * v->row_step, more, row.type != ROW_NONE);
}

/* A room looks on. */
static void tree_chosen(view_t *v, rect_t r, int lines)
{
    enum { MOST = 512 };
    demo_line_t line[MOST];
    int count = demo_lines(v, lines < MOST ? lines : MOST, line);

    for (int i = 0; i < count; i++) {
        if (line[i].row.type)
            tree_row(v, r, i * v->row_step, line[i].row);
        else
            tree_missing(r, i * v->row_step, line[i].missing, line[i].uncounted);
        if (row_same(line[i].row, v->cursor))
            v->cursor_line = i; /* whoever begins to point sees the same rows */
    }
}

void tree_draw(view_t *v, rect_t r)
{
    int lines = (r.h + v->row_step - 1) / v->row_step;

    rows_look(&v->rows, v->n, v->filter);
    bool sure = row_same(v->sure, v->cursor) && v->sure_n == v->n + 1 && v->filter == FILTER_ALL;
    if (!sure && !rows_valid(&v->rows, v->cursor)) {
        row_t near = v->cursor.type ? rows_of(&v->rows, rows_node(&v->rows, v->cursor)) : (row_t){0};
        v->cursor = near.type ? near : rows_first(&v->rows);
    }
    if (!v->cursor.type) {
        paint_wrap(r, 0, 1, ST_DIM, tree_empty(v));
        return;
    }
    v->sure = v->cursor;
    v->sure_n = v->n + 1;
    if (v->demo && v->follow && lines > 0)
        tree_chosen(v, r, lines);
    else
        tree_around(v, r, lines);
}

static void tree_step(view_t *v, int by, int height)
{
    for (; by; by += by < 0 ? 1 : -1) {
        row_t to = by < 0 ? rows_prev(&v->rows, v->cursor) : rows_next(&v->rows, v->cursor);
        if (!to.type)
            return;
        if (row_same(v->sure, v->cursor))
            v->sure = to; /* what is next to a row that is there is there */
        v->cursor = to;
        v->cursor_line += by < 0 ? -1 : 1;
        if (v->cursor_line < 0)
            v->cursor_line = 0;
        if (v->cursor_line >= height)
            v->cursor_line = height - 1;
    }
}

static void tree_left(view_t *v)
{
    if (rows_can_open(&v->rows, v->cursor) && rows_open(&v->rows, v->cursor)) {
        rows_set_open(&v->rows, v->cursor, false);
        return;
    }
    row_t up = rows_parent(&v->rows, v->cursor);
    for (row_t at = v->cursor; up.type && !row_same(at, up) && at.type; at = rows_prev(&v->rows, at))
        if (v->cursor_line > 0)
            v->cursor_line--;
        else
            break;
    if (up.type)
        v->cursor = up;
}

static void tree_right(view_t *v, int page)
{
    if (!rows_can_open(&v->rows, v->cursor))
        return;
    if (!rows_open(&v->rows, v->cursor))
        rows_set_open(&v->rows, v->cursor, true);
    else
        tree_step(v, 1, page);
}

bool tree_move(view_t *v, request_t req, int page)
{
    rows_look(&v->rows, v->n, v->filter);
    if (req != REQ_ENTER)
        v->follow = false;
    switch (req) {
    case REQ_UP: tree_step(v, -1, page); break;
    case REQ_DOWN: tree_step(v, 1, page); break;
    case REQ_PAGE_UP: tree_step(v, -page, page); break;
    case REQ_PAGE_DOWN: tree_step(v, page, page); break;
    case REQ_HOME:
        v->cursor = rows_first(&v->rows);
        v->cursor_line = 0;
        break;
    case REQ_END:
        v->cursor = rows_last(&v->rows);
        v->cursor_line = page - 1;
        break;
    case REQ_LEFT: tree_left(v); break;
    case REQ_RIGHT: tree_right(v, page); break;
    case REQ_ENTER:
        if (v->cursor.type != ROW_NODE)
            rows_set_open(&v->rows, v->cursor, !rows_open(&v->rows, v->cursor));
        else {
            v->pane = PANE_NODE;
            v->scroll[PANE_NODE] = 0;
        }
        break;
    default: return false;
    }
    return true;
}
