/* export.h — a trace in forms that other programs read. Each returns false with a sentence in err when it could not be
 * written; `t` may be damaged: what there is is exported.
 */
#ifndef EXPORT_H
#define EXPORT_H

#include <stdio.h>

#include "finding.h"
#include "trace.h"

typedef bool trace_export_t(const trace_t *t, FILE *out, char *err, size_t err_size);

trace_export_t trace_export_json;   /* JSON lines: a header, then one object an event */
trace_export_t trace_export_chrome; /* Chrome Trace JSON: chrome://tracing, ui.perfetto.dev; one track a context */
trace_export_t trace_export_html;   /* one page that replays the tree with a slider; needs no network */

typedef struct trace_export_form {
    const char *name, *suffix, *about;
    trace_export_t *write;
} trace_export_form_t;
extern const trace_export_form_t trace_export_forms[]; /* ends with a NULL name */

/* What a page may say beyond the trace. */
typedef struct trace_page {
    const char *title;          /* NULL: the program's name */
    const findings_t *findings; /* NULL: all that findings_run finds */
    const char *(*source)(void *self, const char *file, bool *changed); /* a file's text, borrowed until the page is written; NULL: not there.
                                   changed: it is not the text that was recorded. May itself be NULL */
    void *self;
} trace_page_t;
bool trace_export_page(const trace_t *t, const trace_page_t *page, FILE *out, char *err, size_t err_size);

#endif
