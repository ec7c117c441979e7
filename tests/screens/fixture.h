/* fixture.h — drawn traces: small runs written by hand, one for each picture the screen must get right. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "trace.h"

trace_t *fixture(const char *name); /* owned; NULL when there is none of that name */
extern const char *const fixture_names[]; /* ends with NULL */

typedef struct picture { const char *name; void (*draw)(void); } picture_t;
trace_t *fixture_many(const char *name); /* those of many contexts */

#endif
