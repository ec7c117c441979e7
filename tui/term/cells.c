/* cells.c — see cells.h. */
#define _XOPEN_SOURCE_EXTENDED 1
#include "cells.h"

#include <ncurses.h>
#include <stdlib.h>
#include <string.h>

_Static_assert((int)CELL_SIGNS == (int)CCHARW_MAX, "a cell holds what curses holds");

cells_t cells;
const pen_t pen_plain = {-1, -1, 0};
const cell_t cell_empty = {.text = L" ", .pen = {-1, -1, 0}, .columns = 1};
static unsigned cells_has, cells_never_coloured;
static cchar_t *cells_line; /* a row as curses has it, and its end */

void cells_start(unsigned has, unsigned never_coloured)
{
    cells_has = has;
    cells_never_coloured = never_coloured;
}

/* ---- of one cell ------------------------------------------------------------------------------------------- */

bool pen_same(pen_t a, pen_t b) { return a.front == b.front && a.back == b.back && a.bits == b.bits; }

bool cell_same(const cell_t *a, const cell_t *b)
{
    return a->text[0] == b->text[0] && pen_same(a->pen, b->pen) && a->columns == b->columns && !wcscmp(a->text, b->text);
}

bool cell_blank(const cell_t *c) { return c->text[0] == L' ' && !c->text[1] && !(c->pen.bits & IS_REVERSE); }

static cell_t cell_read(const cchar_t *wide)
{
    cell_t c = cell_empty;
    attr_t attr;
    short pair;

    if (getcchar(wide, c.text, &attr, &pair, NULL) == ERR)
        return c;
    if (!c.text[0])
        c.text[0] = L' ';
    if (pair > 0)
        pair_content(pair, &c.pen.front, &c.pen.back);
    unsigned bits = (attr & A_BOLD ? IS_BOLD : 0u) | (attr & A_DIM ? IS_DIM : 0u) | (attr & (A_REVERSE | A_STANDOUT) ? IS_REVERSE : 0u);
    bits &= cells_has & ~(pair > 0 ? cells_never_coloured : 0u);
    c.pen.bits = (unsigned char)bits;
    if (cell_blank(&c)) { /* of a blank nothing is seen but its ground */
        c.pen.bits = 0;
        c.pen.front = -1;
    }
    int columns = wcwidth(c.text[0]);
    c.columns = columns > 1 ? 2 : 1;
    return c;
}

/* ---- of a picture ------------------------------------------------------------------------------------------ */

void cells_read(void)
{
    int y, x;

    getyx(stdscr, y, x);
    for (int i = 0; i < cells.rows; i++) {
        mvin_wchnstr(i, 0, cells_line, cells.cols); /* a wide character is one of them */
        const cchar_t *wide = cells_line;
        for (int k = 0; k < cells.cols; k++, wide++) {
            cell_t *c = cell_at(cells.now, i, k);
            bool again = k > 0 && c[-1].columns == 1 && !memcmp(wide, wide - 1, sizeof *wide);
            *c = again ? c[-1] : cell_read(wide);
            if (c->columns == 2 && k + 1 < cells.cols)
                *cell_at(cells.now, i, ++k) = (cell_t){.text = L"", .pen = c->pen};
        }
    }
    move(y, x);
}

static bool cells_there(void) { return cells.old && cells.now && cells.kept && cells.whole && cells_line; }
bool cells_fit(void) { return cells_there() && cells.rows == LINES && cells.cols == COLS; }

bool cells_room(void)
{
    size_t count = (size_t)LINES * (size_t)COLS, each = sizeof *cells.old;

    if (cells_fit())
        return true;
    cells_end();
    cells = (cells_t){LINES, COLS, calloc(count, each), calloc(count, each), calloc(count, each), calloc(count, each)};
    cells_line = calloc((size_t)COLS + 1, sizeof *cells_line);
    return cells_there();
}

void cells_swap(void)
{
    cell_t *was = cells.old;

    cells.old = cells.now;
    cells.now = was;
}

void cells_copy(cell_t *to, const cell_t *from) { memcpy(to, from, (size_t)cells.rows * (size_t)cells.cols * sizeof *to); }

void cells_end(void)
{
    free(cells.old);
    free(cells.now);
    free(cells.kept);
    free(cells.whole);
    free(cells_line);
    cells = (cells_t){0};
    cells_line = NULL;
}

/* ---- what differs ------------------------------------------------------------------------------------------ */

bool cells_differ(int y, int x) { return !cell_same(cell_at(cells.old, y, x), cell_at(cells.now, y, x)); }

int cells_next(int y, int x)
{
    while (x < cells.cols && !cells_differ(y, x))
        x++;
    return x;
}

int cells_alike(int y, int x)
{
    const cell_t *first = cell_at(cells.now, y, x);
    int n = 1;

    while (x + n < cells.cols && cell_same(first + n, first))
        n++;
    return n;
}

bool cells_simple(int y)
{
    for (int x = 0; x < cells.cols; x++) {
        const cell_t *a = cell_at(cells.old, y, x), *b = cell_at(cells.now, y, x);
        if (a->columns != 1 || b->columns != 1 || (a->text[0] && a->text[1]) || b->text[1])
            return false;
    }
    return true;
}
