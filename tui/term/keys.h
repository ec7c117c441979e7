/* keys.h — the key table: what drives the handler, the `?` page and the hint line.
 */
#ifndef TUI_KEYS_H
#define TUI_KEYS_H

#include <stdbool.h>
#include <stddef.h>

typedef enum request {
    REQ_NONE, REQ_QUIT, REQ_BACK, REQ_HELP, REQ_UP, REQ_DOWN, REQ_LEFT, REQ_RIGHT, REQ_PAGE_UP, REQ_PAGE_DOWN, REQ_HOME,
    REQ_END, REQ_PANE_NEXT, REQ_PANE_PREV, REQ_ENTER, REQ_SEARCH, REQ_SEARCH_NEXT, REQ_SEARCH_PREV, REQ_FILTER,
    REQ_FINDING_NEXT, REQ_FINDING_PREV, REQ_PLAY, REQ_EVENT_NEXT, REQ_EVENT_PREV, REQ_WAVE_NEXT, REQ_WAVE_PREV,
    REQ_FASTER, REQ_SLOWER, REQ_FOLLOW, REQ_ZOOM, REQ_RUN, REQ_EDIT, REQ_HINT, REQ_SCHEDULER, REQ_PICTURE,
    REQ_UNDO, REQ_DROP_CANCEL, REQ_PREDICT, REQ_DEMO, REQ_EXPLAIN, REQ_VERDICT, REQ_GOTO, REQ_ANSWER, REQ_NEXT, REQ_OPEN, REQ_SOLUTION, REQ_CHOICE, REQ_BLACK, REQ_COPY, REQ_STOP_FIRST, REQ_STOP_LAST, REQ_COUNT
} request_t;

/* Where a key means something. */
enum {
    IN_VIEW = 1,      /* the visualizer */
    IN_CATALOG = 2,
    IN_PAGE = 4,      /* a text to read */
    IN_SCHEDULER = 8, /* picking who moves */
    IN_DEMO = 16,
    IN_ALL = 31,
    IN_LESSON = 32,   /* asked beside the tree */
    IN_QUESTION = 64, /* and a question waits for its answer */
    IN_PREDICT = 128, /* marking who will be told */
    IN_LAST = 256,    /* and saying who stops last */
    IN_OWN = IN_SCHEDULER | IN_LESSON | IN_QUESTION | IN_PREDICT | IN_LAST /* places with keys of their own */
};

typedef struct key_row {
    request_t request;
    unsigned where;
    int key[6];         /* curses keys or characters; 0 ends */
    const char *keys;   /* as shown: "Space" */
    const char *hint;   /* one or two words for the hint line; NULL: never shown there */
    const char *help;   /* a line for the `?` page */
} key_row_t;

extern const key_row_t key_table[];
extern const size_t key_rows;

request_t keys_find(unsigned where, int key);
const key_row_t *keys_row(request_t request, unsigned where);
const char *keys_brief(const key_row_t *k); /* its hint on a narrow screen */

#endif
