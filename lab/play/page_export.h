/* page_export.h — a recording as one page to give to somebody (trace/export.h), with all that the lab knows of it: the entry's title,
 * what is found in it by the same rules as everywhere, and the source.
 */
#ifndef PAGE_EXPORT_H
#define PAGE_EXPORT_H

#include <stdio.h>

#include "err.h"
#include "trace.h"

bool page_write(trace_t *t, const char *path, FILE *out, err_t *err); /* path: of the recording; its source may lie beside it */

#endif
