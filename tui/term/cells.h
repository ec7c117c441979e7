/* cells.h — two pictures as cells: the one the terminal shows, and the one curses holds for it. */
#ifndef TUI_CELLS_H
#define TUI_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

enum { IS_BOLD = 1, IS_DIM = 2, IS_REVERSE = 4, CELL_SIGNS = 5 };
typedef struct pen { short front, back; unsigned char bits; } pen_t;
/* columns: 0 for the second half of a wide character. */
typedef struct cell { wchar_t text[CELL_SIGNS + 1]; pen_t pen; unsigned char columns; } cell_t;

/* old: what the terminal shows; now: what it is to show. kept, whole: the two as they were before a lesser picture was tried (answer.h). */
typedef struct cells { int rows, cols; cell_t *old, *now, *kept, *whole; } cells_t;
extern cells_t cells;
extern const pen_t pen_plain;
extern const cell_t cell_empty;

/* has: of IS_, what the terminal has; never_coloured: of these, what it cannot have together with a colour. */
void cells_start(unsigned has, unsigned never_coloured);
bool cells_room(void);  /* for a screen of LINES × COLS; what was kept of another size is lost */
bool cells_fit(void);   /* there is that room already */
void cells_read(void);  /* stdscr to now */
void cells_swap(void);  /* now is what the terminal shows */
void cells_copy(cell_t *to, const cell_t *from); /* a picture */
void cells_end(void);

static inline cell_t *cell_at(cell_t *of, int y, int x) { return &of[(size_t)y * (size_t)cells.cols + (size_t)x]; }
bool pen_same(pen_t a, pen_t b);
bool cell_same(const cell_t *a, const cell_t *b);
bool cell_blank(const cell_t *c); /* nothing is seen of it but its ground */
bool cells_differ(int y, int x);
int cells_next(int y, int x);     /* the first that differs, from x on; cols: none */
int cells_alike(int y, int x);    /* so many alike from x on */
bool cells_simple(int y);         /* no character of two columns in it, and none of more signs than one */

#endif
