/* demo.h — what the parts of demo mode share: the script of stops, and the rows of the tasks. */
#ifndef TUI_DEMO_H
#define TUI_DEMO_H

#include "view.h"

enum { DEMO_TEXT = 1200 }; /* the longest text of a stop, with its NUL */

/* demo_script.c: a stop's caption, borrowed from the script, not ended by a NUL. */
typedef struct caption { size_t event; const char *text; int bytes; } caption_t;

caption_t script_at(const view_t *v, size_t n);                 /* what the script says exactly there; event 0: nothing */
bool script_title(const view_t *v, char *buf, size_t size);     /* its line `title: …` */
bool script_story(const view_t *v, char *buf, size_t size);     /* its line `story: …`: what is shown before the first stop */
int script_rows(const view_t *v, int columns);                  /* of its longest caption */
int text_rows(const char *text, int columns);                   /* that it takes, wrapped */
void script_each(const view_t *v, void (*take)(void *self, size_t event), void *self); /* where it stops, line after line */

/* demo_stops.c */
size_t demo_stop(view_t *v, size_t n, bool forward);            /* the stop nearest to n on that side; 0 none */
uint32_t demo_stops(view_t *v, size_t n, uint32_t *all);        /* so many stops are passed after n events, of all */

/* demo.c: what is said at the stop after n events; false: nothing but the event itself. */
bool demo_says(view_t *v, size_t n, char *buf, size_t size);

/* demo_rows.c: the lines of the tree, at most so many; returns how many. row.type 0: the line says that so many rows are missing there,
 * uncounted: and more. */
typedef struct demo_line { row_t row; uint32_t missing; bool uncounted; } demo_line_t;
int demo_lines(view_t *v, int most, demo_line_t *line);
int demo_least(view_t *v, size_t n);                                        /* so many lines the stop after n events cannot do without */
int demo_named(const char *text, char letter, uint32_t *id, int most);      /* of "c4 is told": 4 */

/* demo_tasks.c: a row a task, at most r.h of them: those that matter for what is on the screen. */
int demo_tasks_rows(view_t *v, int most); /* so many there will ever be in this run */
void demo_tasks_draw(view_t *v, rect_t r);

#endif
