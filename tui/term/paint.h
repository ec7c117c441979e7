/* paint.h — cells: rectangles, styles, glyphs with their ASCII twins, and a picture of what is on the screen.
 *
 * State is said by a glyph and a word; colour comes last and only where the terminal has it and NO_COLOR is not set.
 */
#ifndef TUI_PAINT_H
#define TUI_PAINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct rect { int y, x, h, w; } rect_t;

typedef enum style {
    ST_NORMAL, ST_DIM, ST_BOLD, ST_TITLE, ST_CURSOR, ST_STATUS, ST_RULE, ST_KEY,
    ST_LIVE, ST_TOLD, ST_NOTICED, ST_STOPPED, ST_FREED, ST_FINDING, ST_OK, ST_FAIL,
    ST_MARK, ST_LESSON, ST_CODE, ST_COMMENT, ST_EVENT, ST_COUNT
} style_t;

typedef enum glyph {
    GL_LIVE, GL_TOLD, GL_NOTICED, GL_STOPPED, GL_FREED, GL_ROOT, GL_HOLLOW, GL_FINDING, GL_CURSOR, GL_HERE,
    GL_TEE, GL_CORNER, GL_BAR, GL_DASH, GL_FORWARD, GL_CUT, GL_FUNC, GL_CLOSED, GL_OPEN,
    GL_FULL, GL_HALF, GL_LESS, GL_EMPTY, GL_RUN, GL_BLOCK, GL_READY, GL_END, GL_CASCADE, GL_RULE, GL_VRULE,
    GL_ARROW, GL_LEFT, GL_DOTS, GL_TIMES, GL_PASS, GL_FAIL, GL_PLAY, GL_PAUSE, GL_BULLET, GL_MICRO, GL_MARK, GL_NEW, GL_DOTTED, GL_BELOW,
    GL_COUNT
} glyph_t;

void paint_init(bool ascii); /* after curses has started */
void paint_contrast(bool high); /* for projectors: bright on black, nothing dim; before erase() */
void paint_words(bool ascii); /* no screen: only which twin of a glyph */
bool paint_is_ascii(void);
const char *glyph(glyph_t g);
unsigned long paint_attr(style_t st); /* an attr_t */

/* Writes text at (y, x) inside r, cut at its edges; returns the column after it. Outside r nothing is touched. */
int paint(rect_t r, int y, int x, style_t st, const char *text);
int paintf(rect_t r, int y, int x, style_t st, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The same, at most `columns` wide, with an ellipsis when it does not fit. */
int paint_cut(rect_t r, int y, int x, int columns, style_t st, const char *text);
void paint_fill(rect_t r, int y, int x, int columns, style_t st, const char *g);
/* Wraps text from row y on; returns the row after it. What has no row left is seen to be missing. */
int paint_wrap(rect_t r, int y, int x, style_t st, const char *text);
/* A bar of `columns` cells in parts (styles and glyphs of the five states), each part > 0 at least one cell. */
int paint_bar(rect_t r, int y, int x, int columns, const uint64_t *part, const style_t *st, const glyph_t *g, size_t parts);
void paint_row_style(rect_t r, int y, int x, int columns, style_t st); /* restyles what is there */

/* The cells now on the screen as an SVG. Owned by nobody: written to path. False with a sentence in err. */
bool paint_svg(const char *path, char *err, size_t err_size);

#endif
