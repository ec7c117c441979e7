/* frame.c — see frame.h. Which bytes: of several ways to the same cells all are tried, the shortest stays. */
#include "frame.h"

#include <string.h>

#include "answer.h"
#include "cells.h"
#include "ink.h"
#include "order.h"
#include "scroll.h"

static bool frame_known, frame_columns, frame_owing;
static size_t frame_most;

void frame_start(void)
{
    ink_start();
    frame_columns = false;
}

void frame_forget(void) { frame_known = false; }
bool frame_owes(void) { return frame_owing; }
bool frame_asks(void) { return ink.usable && ink.margins; }
void frame_margins(bool columns) { frame_columns = columns && frame_asks(); }

void frame_end(void)
{
    cells_end();
    ink_end();
    frame_known = frame_columns = frame_owing = false;
}

void frame_keep(void)
{
    frame_known = ink.usable && cells_room();
    if (frame_known) {
        cells_read();
        cells_swap();
    }
    answer_shown();
    frame_owing = false;
}

/* What was said from `from` to `middle` and what was said from there on lead to the same picture: the shorter stays. */
static void frame_shorter(size_t from, size_t middle)
{
    size_t first = middle - from, second = ink.at.used - middle;

    if (second < first)
        memmove(ink.bytes + from, ink.bytes + middle, second);
    ink.at.used = from + (second < first ? second : first);
}

enum { LARGE = 5000 }; /* cells from which on another order is not looked for: there it takes longer than its bytes are worth */
enum { FEW = 60, SOME = 200 }; /* bytes up to which no scroll is looked for, and no other order */

static void frame_differences(void)
{
    ink_at_t begin = ink.at;

    order_rows();
    size_t middle = ink.at.used;
    if (middle - begin.used <= SOME || cells.rows * cells.cols > LARGE)
        return;
    ink.at = begin;
    ink.at.used = middle;
    if (order_shortest())
        frame_shorter(begin.used, middle);
    else
        ink.at.used = middle;
}

/* From what the terminal shows to what it is to show. */
static void frame_say(void)
{
    ink.at.used = 0;
    ink_begin();
    frame_differences();
    scroll_t scroll = ink.scrolls && ink.at.used > FEW ? scroll_find(frame_columns) : (scroll_t){0};
    if (scroll.gain > 0) { /* a guess: both are tried */
        size_t without = ink.at.used;
        ink_begin();
        scroll_say(&scroll);
        frame_differences();
        frame_shorter(0, without);
    }
}

static bool frame_fits(void)
{
    cells_copy(cells.old, cells.kept); /* a scroll that was tried is done to it */
    frame_say();
    return ink.at.used <= frame_most;
}

bool frame_paint(size_t most)
{
    if (!frame_known || !cells_fit())
        return false;
    cells_read();
    cells_copy(cells.kept, cells.old);
    frame_say();
    frame_most = most;
    frame_owing = most && ink.at.used > most;
    if (frame_owing)
        answer_find(frame_fits);
    ink_write();
    cells_swap();
    answer_shown();
    return true;
}
