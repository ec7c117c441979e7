/* export_priv.h — what the exports share. Nobody else includes it.
 */
#ifndef EXPORT_PRIV_H
#define EXPORT_PRIV_H

#include "export.h"
#include "model.h"

/* A JSON string with its quotes; bytes that are no UTF-8 become U+FFFD, and no "<" is left (it may stand in a page). */
void export_text_(FILE *out, const char *text);
void export_markup_(FILE *out, const char *text); /* the same as text of a page */
/* At each event: now and then it says to whoever watches how far it is. */
void export_at_(const trace_t *t, size_t event);
bool export_end_(FILE *out, const char *what, char *err, size_t err_size); /* flushes; false with a sentence */
size_t trace_words_(const trace_t *t, size_t i, bool stable, char *buf, size_t size); /* what an event says, without columns */

/* The page under way. */
typedef struct page_out {
    FILE *out;
    const trace_t *t;
    const model_t *m; /* at the end */
    const trace_page_t *page;
    const findings_t *found;
    uint32_t *kept;   /* event numbers (+ 1) that the slider stops at, ascending */
    size_t keeps;
    size_t *freed;    /* by node: event number + 1 of its NODE_FREE */
} page_out_t;

void page_top_(page_out_t *p);   /* export_top.c: what is read without the script: what was found, the cascades, what is left out */
bool page_keep_(page_out_t *p);  /* export_keep.c */
enum { PAGE_EVENTS = 12000, PAGE_NODES = 50000, PAGE_TASKS = 10000, PAGE_WAITS = 60000, PAGE_CASCADES = 40, PAGE_SOURCE = 200000 };

#endif
