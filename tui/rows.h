/* rows.h — the rows of the tree: walked from where the cursor is, never listed whole.
 *
 * A row is a node, or a group of siblings alike folded into one. Next and previous cost a few look-ups, so a screen of
 * 50 rows is drawn in the same time over ten nodes and over a million.
 */
#ifndef TUI_ROWS_H
#define TUI_ROWS_H

#include "index.h"

enum { ROW_NONE, ROW_NODE, ROW_GROUP };
typedef struct row { uint8_t type; uint32_t id; } row_t;

#define ROWS_FOLD 4 /* this many siblings alike fold */

typedef enum rows_filter { FILTER_ALL, FILTER_LIVE, FILTER_DEAF, FILTER_FINDING, FILTER_COUNT } rows_filter_t;

typedef struct rows {
    index_t *index; /* borrowed */
    size_t n;       /* events applied */
    rows_filter_t filter;
    uint32_t *match; uint32_t matches; /* filtered: node ids */
    size_t match_at;                   /* n + 1 they hold for */
    unsigned char *closed; size_t closed_bytes; /* nodes folded by hand: a bit each */
} rows_t;

void rows_free(rows_t *r);
void rows_look(rows_t *r, size_t n, rows_filter_t filter); /* before walking */
row_t rows_first(rows_t *r);
row_t rows_last(rows_t *r);
row_t rows_next(rows_t *r, row_t row);
row_t rows_prev(rows_t *r, row_t row);
row_t rows_of(rows_t *r, uint32_t node); /* the row that shows node now: itself, or what it is folded into */
row_t rows_parent(rows_t *r, row_t row);
bool rows_valid(rows_t *r, row_t row);
bool rows_open(rows_t *r, row_t row);        /* shows its members or children */
bool rows_can_open(rows_t *r, row_t row);
void rows_set_open(rows_t *r, row_t row, bool open);
void rows_reveal(rows_t *r, uint32_t node);  /* opens what hides it */
int rows_depth(rows_t *r, row_t row);
bool rows_more(rows_t *r, row_t row);        /* another row follows under the same parent */
bool row_same(row_t a, row_t b);
const char *rows_filter_name(rows_filter_t f);

#endif
