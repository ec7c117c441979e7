/* scroll.c — see scroll.h. */
#include "scroll.h"

#include <stdlib.h>
#include <string.h>

#include "ink.h"

enum { FARTHEST = 12, ROWS_BYTES = 24, COLUMNS_BYTES = 46, APART = 12 };

/* About what a line's columns cost when it is `from` (NULL: blank) and is to be row y. */
static int row_cost(const cell_t *from, int y, int left, int right)
{
    int cost = 0, since = APART;

    for (int x = left; x <= right; x++, since++) {
        if (cell_same(from ? from + x : &cell_empty, cell_at(cells.now, y, x)))
            continue;
        cost += since > 6 ? 8 : since;
        since = 0;
    }
    return cost;
}

typedef struct costs { int *stays, *moves, *fresh; } costs_t;

static scroll_t scroll_best(int by, costs_t c, scroll_t band)
{
    scroll_t best = {0};
    int far = abs(by);

    for (int top = 0; top + far < cells.rows; top++) {
        int gain = band.gain;
        for (int end = top; end < cells.rows; end++) {
            gain += c.stays[end] - (by > 0 ? c.moves[end] : end - top < far ? c.fresh[end] : c.moves[end]);
            int all = gain;
            for (int y = end - far + 1; by > 0 && y <= end && y >= top; y++) /* its last lines come from beyond it */
                all += c.moves[y] - c.fresh[y];
            if (end - top >= far && all > best.gain)
                best = (scroll_t){top, end, band.left, band.right, by, all};
        }
    }
    return best;
}

/* band: its columns, and as its gain what saying it takes off. */
static scroll_t scroll_in(scroll_t band)
{
    enum { FAR_AWAY = 10000 };
    int *room = calloc((size_t)cells.rows * 3, sizeof *room), changed = 0;
    costs_t c = {room, room + cells.rows, room + 2 * cells.rows};
    scroll_t best = {0};

    if (!room)
        return best;
    for (int y = 0; y < cells.rows; y++) {
        c.stays[y] = row_cost(cell_at(cells.old, y, 0), y, band.left, band.right);
        c.fresh[y] = row_cost(NULL, y, band.left, band.right);
        changed += c.stays[y] > 0;
    }
    for (int by = -FARTHEST; by <= FARTHEST && changed > 2; by++) {
        for (int y = 0; y < cells.rows; y++)
            c.moves[y] = y + by >= 0 && y + by < cells.rows ? row_cost(cell_at(cells.old, y + by, 0), y, band.left, band.right) : FAR_AWAY;
        scroll_t s = by ? scroll_best(by, c, band) : (scroll_t){0};
        best = s.gain > best.gain ? s : best;
    }
    free(room);
    return best;
}

/* How far a line goes down through the picture at x in which nothing has changed: what divides two panes is the longest. */
static int dividing(int x)
{
    int run = 0, longest = 0;

    for (int y = 0; y < cells.rows; y++) {
        const cell_t *c = cell_at(cells.now, y, x), *above = y ? cell_at(cells.now, y - 1, x) : c;
        run = !cell_blank(c) && cell_same(c, above) && !cells_differ(y, x) ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* Between two of the longest. */
static scroll_t scroll_of_pane(void)
{
    int longest = 0, left = 0;
    scroll_t best = {0};

    for (int x = 0; x < cells.cols; x++) {
        int run = dividing(x);
        longest = run > longest ? run : longest;
    }
    for (int x = 0; x <= cells.cols && longest * 2 > cells.rows; x++) {
        if (x < cells.cols && dividing(x) < longest)
            continue;
        if (x - left > 1 && x - left < cells.cols) {
            scroll_t s = scroll_in((scroll_t){.left = left, .right = x - 1, .gain = -COLUMNS_BYTES});
            best = s.gain > best.gain ? s : best;
        }
        left = x + 1;
    }
    return best;
}

scroll_t scroll_find(bool margins)
{
    scroll_t best = scroll_in((scroll_t){.left = 0, .right = cells.cols - 1, .gain = -ROWS_BYTES}), pane = margins ? scroll_of_pane() : best;

    return pane.gain > best.gain ? pane : best;
}

static void scroll_kept(const scroll_t *s)
{
    int far = abs(s->by), width = s->right - s->left + 1;

    for (int i = 0; i <= s->end - s->top; i++) {
        int y = s->by > 0 ? s->top + i : s->end - i, from = y + s->by;
        cell_t *to = cell_at(cells.old, y, s->left);
        if (i + far <= s->end - s->top)
            memcpy(to, cell_at(cells.old, from, s->left), (size_t)width * sizeof *to);
        else
            for (int x = 0; x < width; x++)
                to[x] = cell_empty;
    }
}

void scroll_say(const scroll_t *s)
{
    bool columns = s->left > 0 || s->right < cells.cols - 1;

    ink_pen(pen_plain);
    if (columns) {
        ink_say("\033[?69h", 6);
        ink_csi_two(s->left + 1, s->right + 1, 's');
    }
    ink_csi_two(s->top + 1, s->end + 1, 'r');
    ink_csi_two((s->by > 0 ? s->end : s->top) + 1, s->left + 1, 'H');
    for (int i = 0; i < abs(s->by); i++)
        ink_say(s->by > 0 ? "\n" : "\033M", s->by > 0 ? 1 : 2);
    if (columns)
        ink_say("\033[?69l", 6);
    ink_say("\033[r", 3);
    ink.at.y = ink.at.x = 0; /* setting the margins leaves it there */
    scroll_kept(s);
}
