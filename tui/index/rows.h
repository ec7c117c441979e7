/* rows.h — the rows of the tree: walked from where the cursor is, never listed whole.
 *
 * A row is a node, or many folded into one: a group of siblings alike, or a chain of contexts each the only child of the
 * one before. Next and previous cost a few look-ups, so a screen of 50 rows is drawn in the same time over ten nodes and
 * over a million, wide or deep.
 */
#ifndef TUI_ROWS_H
#define TUI_ROWS_H

#include "index.h"

enum { ROW_NONE, ROW_NODE, ROW_GROUP /* id: of the group */, ROW_CHAIN /* id: its uppermost node */ };
typedef struct row { uint8_t type; uint32_t id; } row_t;

#define ROWS_FOLD 4       /* this many siblings alike fold */
#define ROWS_FOLD_CHAIN 8 /* so many below each other */

typedef enum rows_filter { FILTER_ALL, FILTER_LIVE, FILTER_DEAF, FILTER_FINDING, FILTER_COUNT } rows_filter_t;

typedef struct rows {
    index_t *index; /* borrowed */
    size_t n;       /* events applied */
    rows_filter_t filter;
    struct rows_part *part; uint32_t parts, part_capacity; /* filtered: which contexts; rows_list.c */
    uint32_t matches;                  /* so many */
    size_t match_at, match_built;      /* n + 1 they hold for, and how much had been recorded then */
    uint32_t match_finds;              /* index_t.finds then */
    unsigned char *closed; size_t closed_bytes; /* nodes folded by hand: a bit each */
    uint32_t turned;                   /* how often one was opened or closed */
    uint64_t work;                     /* what rows_find looked at, ever: so many contexts, rows and groups */
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

/* The next context from there, and round at the end, that is meant and has a row of its own; 0 none. any: one is meant, though it
 * may be folded into another row (of a filtered list it is not said). Whatever it is, it looks at each context a few times. */
typedef bool rows_meant_t(void *self, uint32_t node);
uint32_t rows_find(rows_t *r, row_t from, int direction, rows_meant_t *meant, void *self, bool *any);

/* A row that stands for many: who, how many of them by now, and what they look like. crowd NULL: it stands for one. */
typedef struct row_many { const index_crowd_t *crowd; const uint32_t *member; uint32_t visible, kinds, start /* of them in the crowd */; bool chain, open; uint32_t life[LIVES], below[LIVES]; /* how many of them, and of what hangs under them, in which state; who is unknown is not live */ } row_many_t;
row_many_t rows_many(rows_t *r, row_t row);
uint32_t rows_node(rows_t *r, row_t row); /* the node it shows, or the first of many; 0 none */
const char *rows_filter_name(rows_filter_t f);

#endif
