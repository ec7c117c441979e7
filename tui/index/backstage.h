/* backstage.h — what a scenario does for itself while it looks after the program that is watched: it waits, looks again, waits. A few such
 * events explain what comes; hundreds in a row are one step of the run.
 */
#ifndef TUI_BACKSTAGE_H
#define TUI_BACKSTAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "trace.h"

enum { BACKSTAGE_LEAST = 12 /* events in a row that are worth passing over */ };

typedef struct backstage_run { uint32_t from, to; } backstage_run_t; /* event numbers + 1 */
typedef struct backstage {
    unsigned char *node, *task; uint32_t nodes, tasks; /* the program has to do with it */
    backstage_run_t *run; uint32_t runs, capacity;
    size_t built, events; /* for so many events it holds; in those runs */
    bool known;           /* there is a program, and there is a scenario */
} backstage_t;

void backstage_look(backstage_t *b, const trace_t *t);
void backstage_free(backstage_t *b);
/* The run of them that event number + 1 is in; NULL: it is in none. */
const backstage_run_t *backstage_at(const backstage_t *b, size_t event);
bool backstage_node(const backstage_t *b, uint32_t node); /* a context of the scenario's own, with which the program has nothing to do */

#endif
