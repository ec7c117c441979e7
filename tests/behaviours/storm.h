/* storm.h — random work over a shared tree, for as long as wanted. One at a time.
 */
#ifndef STORM_H
#define STORM_H

#include "behaviours.h"

enum { THREADS = 8, SLOTS = 64 };

typedef struct storm {
    int tasks; /* at most THREADS */
    uint64_t each, seed; /* operations of each task, unless it is over before */
    int over;
    task_t task[THREADS];
    /* what came of it; fired + prevented == registered once all is quiet */
    uint64_t operations, fired, prevented, registered, lies;
} storm_t;

void storm_begin(storm_t *storm);
void storm_end(storm_t *storm); /* joins; what was put down is dropped */

#endif
