/* shapes.h — large traces by hand, for the benchmarks of trace and screen and the tests of what those rely on.
 */
#ifndef SHAPES_H
#define SHAPES_H

#include "trace.h"

typedef struct shape {
    const char *name, *about;
    size_t per_node; /* events a node, about */
    trace_t *(*make)(size_t events);
} shape_t;
extern const shape_t shapes[];  /* ends with a NULL name */
extern const shape_t attacks[]; /* the same: attacks.c */

trace_t *shape_make(const char *name, size_t events); /* NULL: no such shape. Owned. */
void shape_dice(uint64_t seed);                       /* for those that leave something to chance: the same seed, the same trace */

#endif
