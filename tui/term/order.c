/* order.c — see order.h. */
#include "order.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "ink.h"

/* ---- from left to right ------------------------------------------------------------------------------------ */

enum { BRIDGE = 12 };

/* To (y, x), by moving there, or over the cells between by writing them again. */
static void reach(int y, int x)
{
    ink_at_t before = ink.at, moved, *s = &ink.at;
    int from = s->x;

    ink_move(y, x);
    ink_pen_for(cell_at(cells.now, y, x));
    moved = *s;
    if (before.y != y || from < 0 || from >= x || x - from > BRIDGE)
        return;
    *s = before;
    for (int i = from; i < x; i++)
        ink_put(y, i);
    ink_pen_for(cell_at(cells.now, y, x));
    if (s->used <= moved.used)
        return;
    *s = before;
    ink_move(y, x);
    ink_pen_for(cell_at(cells.now, y, x));
}

enum { AS_WRITTEN, AS_REPEATED, AS_ERASED, AS_WAYS };

static bool run_can(int y, int x, int n, int how)
{
    if (how == AS_REPEATED)
        return ink.rep && n > 2 && x + n < cells.cols - 1; /* at the edge terminals differ */
    return how == AS_WRITTEN || (ink.ech && ink_erasable(cell_at(cells.now, y, x)));
}

static void run_say(int y, int x, int n, int how)
{
    if (how == AS_ERASED) {
        ink_csi(n, 'X');
        return;
    }
    if (how == AS_REPEATED) {
        ink_put(y, x);
        ink_csi(n - 1, 'b');
        ink.at.x = x + n;
        return;
    }
    for (int i = 0; i < n; i++)
        ink_put(y, x + i);
}

/* Cells alike up to the last that differs, and on to what comes next in its row (at `next`; cols: nothing). */
static void run_paint(int y, int x, int n, int next)
{
    ink_at_t before = ink.at, *s = &ink.at;
    size_t best = SIZE_MAX;
    int how = AS_WRITTEN;

    for (int way = 0; way < AS_WAYS && n > 1; way++) {
        if (!run_can(y, x, n, way))
            continue;
        *s = before;
        run_say(y, x, n, way);
        if (next < cells.cols)
            reach(y, next);
        if (s->used < best) {
            best = s->used;
            how = way;
        }
    }
    *s = before;
    run_say(y, x, n, how);
}

static void row_whole(int y)
{
    ink_move(y, 0);
    for (int x = 0; x < cells.cols; x++)
        if (cell_at(cells.now, y, x)->columns)
            ink_put(y, x);
}

/* The cells from x on that are alike, up to the last that differs. */
static int run_of(int y, int x)
{
    int n = cells_alike(y, x);

    while (!cells_differ(y, x + n - 1))
        n--;
    return n;
}

/* Nothing but a blank from x to the row's end, and that is shorter to say than to write. */
static bool row_ends(int y, int x)
{
    return ink.el && x + cells_alike(y, x) == cells.cols && run_of(y, x) > 3 && ink_erasable(cell_at(cells.now, y, x));
}

/* Erases from x to the row's end; from further left, where that is blank, too, and there is no way to go. */
static void row_erase(int y, int x)
{
    int here = ink.at.x;

    if (here >= 0 && here < x && here + cells_alike(y, here) == cells.cols)
        x = here;
    reach(y, x);
    ink_say("\033[K", 3);
}

static void row_paint(int y)
{
    int x = cells_next(y, 0);

    if (x < cells.cols && !cells_simple(y)) {
        row_whole(y);
        return;
    }
    for (; x < cells.cols; x = cells_next(y, x)) {
        int n = run_of(y, x);
        if (row_ends(y, x)) {
            row_erase(y, x);
            return;
        }
        reach(y, x);
        run_paint(y, x, n, cells_next(y, x + n));
        x += n;
    }
}

void order_rows(void)
{
    for (int y = 0; y < cells.rows; y++)
        row_paint(y);
    ink_pen(pen_plain);
}

/* ---- to what is nearest -------------------------------------------------------------------------------------- */

enum { PIECES = 80, BLANKS = 4, GAP = 4 };
/* Cells of one row that have one pen, from one that differs to one that differs; n 0: the rest of the row, erased; -1: the row whole.
 * bare: nothing but blanks, for which any pen will do. */
typedef struct piece { int y, x, n; pen_t pen; bool bare; } piece_t;

/* The cell at x can be written on the way with this pen. */
static bool goes_on(int y, int x, pen_t pen)
{
    const cell_t *c = cell_at(cells.now, y, x);

    return cell_blank(c) ? c->pen.back == pen.back && !(pen.bits & IS_REVERSE) : pen_same(c->pen, pen);
}

/* From x on, blanks first or not, as far as one pen leads; over what does not differ, or is blank, where that is short. */
static piece_t piece_at(int y, int x)
{
    int at = x, n = 1, blanks = cells_alike(y, x), gap = 0;
    const cell_t *c = cell_at(cells.now, y, x);

    if (row_ends(y, x))
        return (piece_t){y, x, 0, pen_plain, true};
    if (cell_blank(c)) {
        at = x + blanks;
        if (blanks > BLANKS || at == cells.cols || !cells_differ(y, at - 1) || !cells_differ(y, at) || c->pen.back != cell_at(cells.now, y, at)->pen.back ||
            cell_at(cells.now, y, at)->pen.bits & IS_REVERSE)
            return (piece_t){y, x, run_of(y, x), c->pen, true};
    }
    pen_t pen = cell_at(cells.now, y, at)->pen;
    for (blanks = 0; at < cells.cols && goes_on(y, at, pen) && gap < GAP && blanks <= BLANKS && !(blanks == 0 && row_ends(y, at)); at++) {
        bool differs = cells_differ(y, at), blank = cell_blank(cell_at(cells.now, y, at));
        gap = differs ? 0 : gap + 1;
        blanks = blank ? blanks + 1 : 0;
        if (differs && !(blank && blanks > BLANKS))
            n = at - x + 1;
    }
    return (piece_t){y, x, n, pen, false};
}

/* Returns how many; PIECES: too many. */
static int pieces_find(piece_t piece[PIECES])
{
    int n = 0;

    for (int y = 0; y < cells.rows && n < PIECES; y++) {
        int x = cells_next(y, 0);
        if (x < cells.cols && !cells_simple(y)) {
            piece[n++] = (piece_t){y, 0, -1, cell_at(cells.now, y, 0)->pen, false};
            continue;
        }
        while (x < cells.cols && n < PIECES) {
            piece[n] = piece_at(y, x);
            x = piece[n].n ? cells_next(y, x + piece[n].n) : cells.cols;
            n++;
        }
    }
    return n;
}

static void piece_say(const piece_t *p)
{
    if (p->n == 0)
        row_erase(p->y, p->x);
    else
        reach(p->y, p->x);
    for (int x = p->x, n; x < p->x + p->n; x += n) {
        n = cells_alike(p->y, x);
        n = n < p->x + p->n - x ? n : p->x + p->n - x;
        run_paint(p->y, x, n, x + n < p->x + p->n ? x + n : cells.cols);
    }
}

static void piece_paint(const piece_t *p)
{
    if (p->n < 0)
        row_whole(p->y);
    else
        piece_say(p);
}

/* ---- in which order they come ----------------------------------------------------------------------------------- */

/* far: from the end of one to the first sign of another; from PIECES: from the beginning. last: what is left to say after it. */
typedef struct tour { int count; piece_t piece[PIECES]; unsigned char far[PIECES + 1][PIECES], last[PIECES], at[PIECES]; } tour_t;

static size_t piece_far(const piece_t *p)
{
    ink_at_t before = ink.at;
    int x = p->x;

    reach(p->y, x);
    if (!p->bare)
        ink_pen(p->pen);
    size_t far = ink.at.used - before.used;
    ink.at = before;
    return far < UCHAR_MAX ? far : UCHAR_MAX;
}

static void tour_measure(tour_t *t)
{
    ink_at_t begin = ink.at;

    for (int i = 0; i <= t->count; i++) {
        const piece_t *p = i < t->count ? &t->piece[i] : NULL;
        if (p) {
            int x = p->n > 0 && p->x + p->n < cells.cols ? p->x + p->n : p->n ? -1 : p->x;
            ink.at = (ink_at_t){.used = begin.used, .y = p->y, .x = x, .pen = p->pen};
            t->last[i] = pen_same(p->pen, pen_plain) ? 0 : 3;
        } else
            ink.at = begin;
        for (int k = 0; k < t->count; k++)
            t->far[p ? i : PIECES][k] = (unsigned char)piece_far(&t->piece[k]);
    }
    ink.at = begin;
}

static int tour_step(const tour_t *t, int from, int to) { return to < t->count ? t->far[from < 0 ? PIECES : t->at[from]][t->at[to]] : t->last[t->at[from]]; }

static int tour_length(const tour_t *t)
{
    int length = 0;

    for (int i = 0; i <= t->count; i++)
        length += tour_step(t, i - 1, i);
    return length;
}

/* Always to what is nearest. */
static void tour_near(tour_t *t)
{
    bool done[PIECES] = {false};

    for (int i = 0, from = PIECES; i < t->count; i++) {
        int best = -1;
        for (int k = 0; k < t->count; k++)
            if (!done[k] && (best < 0 || t->far[from][k] < t->far[from][best]))
                best = k;
        t->at[i] = (unsigned char)best;
        done[best] = true;
        from = best;
    }
}

/* One pen after the other, each from top to bottom. */
static void tour_pens(tour_t *t)
{
    bool done[PIECES] = {false};
    int n = 0;

    for (int first = 0; first < t->count; first++)
        for (int i = first; i < t->count && !done[first]; i++)
            if (i > first && !done[i] && pen_same(t->piece[i].pen, t->piece[first].pen)) {
                t->at[n++] = (unsigned char)i;
                done[i] = true;
            } else if (i == first)
                t->at[n++] = (unsigned char)i;
}

/* The `n` from i on come before what stands at k. */
static void tour_shift(tour_t *t, int i, int n, int k)
{
    unsigned char some[8];

    memcpy(some, t->at + i, (size_t)n);
    if (k < i)
        memmove(t->at + k + n, t->at + k, (size_t)(i - k));
    else
        memmove(t->at + i, t->at + i + n, (size_t)(k - i - n));
    memcpy(t->at + (k < i ? k : k - n), some, (size_t)n);
}

/* What is gained when the n from i on come before what stands at k. */
static int tour_gain(const tour_t *t, int i, int n, int k)
{
    int out = tour_step(t, i - 1, i) + tour_step(t, i + n - 1, i + n), in = tour_step(t, k - 1, k);
    int over = i + n < t->count ? (i ? t->far[t->at[i - 1]][t->at[i + n]] : t->far[PIECES][t->at[i + n]]) : i ? t->last[t->at[i - 1]] : 0;
    int to = k ? t->far[t->at[k - 1]][t->at[i]] : t->far[PIECES][t->at[i]];
    int on = k < t->count ? t->far[t->at[i + n - 1]][t->at[k]] : t->last[t->at[i + n - 1]];

    return out + in - over - to - on;
}

/* One to three at a time come elsewhere as long as that gains. */
static void tour_better(tour_t *t)
{
    bool again = true;

    for (int rounds = 0; again && rounds < 20; rounds++) {
        again = false;
        for (int n = 1; n <= 3; n++)
            for (int i = 0; i + n <= t->count; i++)
                for (int k = 0; k <= t->count; k++)
                    if ((k < i || k > i + n) && tour_gain(t, i, n, k) > 0) {
                        tour_shift(t, i, n, k);
                        again = true;
                        break;
                    }
    }
}

bool order_shortest(void)
{
    static tour_t t, other;

    t.count = pieces_find(t.piece);
    if (t.count == PIECES)
        return false;
    tour_measure(&t);
    other = t;
    tour_near(&t);
    tour_better(&t);
    tour_pens(&other);
    tour_better(&other);
    const tour_t *best = tour_length(&t) <= tour_length(&other) ? &t : &other;
    for (int i = 0; i < t.count; i++)
        piece_paint(&t.piece[best->at[i]]);
    ink_pen(pen_plain);
    return true;
}
