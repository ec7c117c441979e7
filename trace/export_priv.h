/* export_priv.h — what the exports share. Nobody else includes it.
 */
#ifndef EXPORT_PRIV_H
#define EXPORT_PRIV_H

#include "export.h"
#include "model.h"

/* A JSON string with its quotes; bytes that are no UTF-8 become U+FFFD, and no "<" is left (it may stand in a page). */
void export_text_(FILE *out, const char *text);
bool export_end_(FILE *out, const char *what, char *err, size_t err_size); /* flushes; false with a sentence */
size_t trace_words_(const trace_t *t, size_t i, bool stable, char *buf, size_t size); /* what an event says, without columns */

#endif
