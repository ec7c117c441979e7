/* ink.h — bytes on their way to the terminal: the pen, the cursor, the cells, each in the fewest bytes this terminal has for it.
 *
 * Nothing leaves before ink_write: a way is tried, its length looked at, and `ink.at` set back to where it began.
 */
#ifndef TUI_INK_H
#define TUI_INK_H

#include "cells.h"

/* x is −1 where the cursor's place is not known, or in the last column with the next line pending. */
typedef struct ink_at { size_t used; int y, x; pen_t pen; } ink_at_t;

typedef struct ink {
    bool usable; /* this terminal's strings are the standard's */
    bool hpa, vpa, cuf, cub, el, ech, rep, scrolls, margins, bce, reverse_off, front_off, back_off;
    char *bytes;
    size_t room;
    ink_at_t at;
} ink_t;
extern ink_t ink;

void ink_start(void); /* after curses has started: what this terminal's strings are */
void ink_end(void);
void ink_begin(void); /* from here on nothing is known of the cursor; what was said stays */
void ink_write(void);

void ink_say(const char *bytes, size_t n);
void ink_csi(int number, char end);            /* ESC [ number end; no number where it is 1 */
void ink_csi_two(int first, int second, char end);
void ink_pen(pen_t to);
void ink_pen_for(const cell_t *c); /* a blank needs its ground only */
void ink_move(int y, int x);
void ink_put(int y, int x);        /* the new picture's cell, where the cursor is */
bool ink_erasable(const cell_t *c); /* erasing leaves just that */

#endif
