/* answer.c — see answer.h. */
#include "answer.h"

#include <ncurses.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "ink.h"

enum { PARTS = 4, NOWHERE = -1, FEW = 12 /* cells: to empty a row is not cheaper */ };
typedef struct part { rect_t r; bool keeps; } part_t;
static struct { part_t part[PARTS]; int parts, look; } answer = {.look = NOWHERE}, answer_last;

/* A lesser picture: the first of the parts that may come later; whether the others are blank; the rows that are there, `about` to both
 * sides of where one looks. */
typedef struct lesser { int parts, about; bool blank; int few; } lesser_t;

void answer_begin(void)
{
    answer.parts = 0;
    answer.look = NOWHERE;
}

void answer_look(int y) { answer.look = y; }

void answer_later(rect_t part, bool keeps)
{
    bool there = part.y >= 0 && part.x >= 0 && part.h > 0 && part.w > 0 && part.y + part.h <= LINES && part.x + part.w <= COLS;

    if (there && answer.parts < PARTS)
        answer.part[answer.parts++] = (part_t){part, keeps};
}

void answer_shown(void) { answer_last = answer; }

static bool part_same(const rect_t *r)
{
    for (int y = r->y; y < r->y + r->h; y++)
        for (int x = r->x; x < r->x + r->w; x++)
            if (!cell_same(cell_at(cells.kept, y, x), cell_at(cells.whole, y, x)))
                return false;
    return true;
}

/* What the terminal shows there is true: it has not changed, or is the same part of an earlier picture. */
static bool part_stays(const part_t *p)
{
    for (int i = 0; i < answer_last.parts; i++)
        if (p->keeps && !memcmp(&answer_last.part[i].r, &p->r, sizeof p->r))
            return true;
    return part_same(&p->r);
}

static int part_of(int y, int x)
{
    for (int i = 0; i < answer.parts; i++) {
        const rect_t *r = &answer.part[i].r;
        if (y >= r->y && y < r->y + r->h && x >= r->x && x < r->x + r->w)
            return i;
    }
    return NOWHERE;
}

/* How much of the row has changed, in what is looked at. */
static int row_changed(int y)
{
    int changed = 0;

    for (int x = 0; x < cells.cols; x++)
        changed += part_of(y, x) == NOWHERE && !cell_same(cell_at(cells.kept, y, x), cell_at(cells.whole, y, x));
    return changed;
}

static void lesser_paint(lesser_t l)
{
    bool stays[PARTS];

    for (int i = 0; i < answer.parts; i++)
        stays[i] = !l.blank && part_stays(&answer.part[i]);
    for (int y = 0; y < cells.rows; y++) {
        bool away = abs(y - answer.look) > l.about && row_changed(y) > l.few;
        for (int x = 0; x < cells.cols; x++) {
            int part = part_of(y, x);
            const cell_t *from = cell_at(cells.whole, y, x);
            if (part == NOWHERE ? away : part >= l.parts && !stays[part])
                from = &cell_empty;
            else if (part >= l.parts)
                from = cell_at(cells.kept, y, x);
            *cell_at(cells.now, y, x) = *from;
        }
    }
}

static bool lesser_fits(lesser_t l, bool (*fits)(void))
{
    lesser_paint(l);
    return fits();
}

/* The most rows about where one looks. */
static bool lesser_rows(lesser_t l, bool (*fits)(void))
{
    int least = NOWHERE, most = cells.rows; /* that fits; that does not */

    while (most - least > 1) {
        l.about = (least + most) / 2;
        if (lesser_fits(l, fits))
            least = l.about;
        else
            most = l.about;
    }
    l.about = least;
    return least >= 0 && lesser_fits(l, fits);
}

static void look_somewhere(void)
{
    if (answer.look == NOWHERE || answer.look >= cells.rows)
        for (answer.look = 0; answer.look + 1 < cells.rows && !row_changed(answer.look);)
            answer.look++;
}

/* What may come later can stay as it is until then. */
static bool answer_stays(void)
{
    for (int i = 0; i < answer.parts; i++)
        if (!part_stays(&answer.part[i]))
            return false;
    return true;
}

void answer_find(bool (*fits)(void))
{
    cells_copy(cells.whole, cells.now);
    look_somewhere();
    for (int blank = 0; blank < 2; blank++)
        for (int parts = answer.parts - 1; parts >= 0; parts--)
            if ((blank || !part_same(&answer.part[parts].r)) && lesser_fits((lesser_t){parts, cells.rows, blank, FEW}, fits))
                return;
    if (!answer_stays() && lesser_rows((lesser_t){answer.parts, 0, false, FEW}, fits))
        return;
    for (int few = FEW; few >= 0; few -= FEW)
        for (int blank = 0; blank < 2; blank++)
            if (lesser_rows((lesser_t){0, 0, blank, few}, fits))
                return;
    cells_copy(cells.now, cells.kept); /* all of it later */
    fits();
}
