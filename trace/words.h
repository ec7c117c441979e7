/* words.h — how this room says things: errors, reasons, lengths of time, places, contexts. For the tracer's own files,
 * the exports and the screen.
 */
#ifndef WORDS_H
#define WORDS_H

#include "trace.h"

/* All write at most size bytes with the closing NUL and return what the whole text has, like snprintf. */
size_t words_length(int64_t ns, char *buf, size_t size);                     /* "50ms", "1.5s", "-3us" */
/* The same, of real threads to three digits: their clock says more than anybody asked for. */
size_t words_span(const trace_t *t, int64_t ns, char *buf, size_t size);
size_t words_point(const trace_t *t, int64_t point, char *buf, size_t size); /* since the trace's start; "never" */
size_t words_site(const trace_t *t, uint32_t site, char *buf, size_t size);  /* "exercise.c:31"; "" when unknown */
size_t words_event_node(const trace_t *t, const ctx_event_t *made, char *buf, size_t size); /* "WithTimeout 50ms" */
const char *words_err(unsigned err);            /* "canceled", "deadline-exceeded", "custom" */
const char *words_why(unsigned why);            /* "call", "deadline", "parent"… */
const char *words_node_kind(unsigned kind);     /* "WithCancel"… */
int words_utf8(const unsigned char *s); /* the length of the UTF-8 character at s, 0 when it is none */
/* A text of a program's must break neither the line nor the terminal: what is no character, or commands one, becomes a dot.
 * lines: but for the ends of lines, and tabs. */
void words_clean(char *text, bool lines);
const char *words_base(const char *path);       /* the last part of a path */

#endif
