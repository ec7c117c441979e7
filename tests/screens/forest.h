/* forest.h — random traces: forests of contexts, and what may happen to them. The same every time.
 */
#ifndef FOREST_H
#define FOREST_H

#include "trace.h"

uint32_t any(uint32_t below); /* by chance */
void put(trace_t *t, ctx_event_t ev);
/* Grows by chains, fans and single contexts of a few lines; some are told, some noticed, some freed. rich: some have
 * hundreds of siblings, some a timeout, and tasks run under some of them and end. Owned. */
trace_t *forest(uint32_t nodes, bool rich);

#endif
