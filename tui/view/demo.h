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
size_t demo_stop(const view_t *v, size_t n, bool forward);      /* the stop nearest to n on that side; 0 none */

/* demo_tasks.c: a row a task, at most r.h of them: those that matter for what is on the screen. */
int demo_tasks_rows(view_t *v, int most); /* so many there will ever be in this run */
void demo_tasks_draw(view_t *v, rect_t r);

#endif
