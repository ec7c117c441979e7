/* opening.h — while a large trace is being opened: the screen says what is done and how far it is, and a signal is heeded at once.
 */
#ifndef TUI_OPENING_H
#define TUI_OPENING_H

#include "trace.h"

typedef struct opening { trace_meter_t meter; size_t events; int64_t began, painted; /* ms */ bool quit; } opening_t;

/* Its address must stay the same while the meter is in use. */
void opening_begin(opening_t *o, const trace_t *t);

#endif
