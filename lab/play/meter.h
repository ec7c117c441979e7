/* meter.h — what takes longer than a second says on stderr what is being done and how far it is, when a person sits there.
 *
 * One line, written over and over, and taken away at the end; nothing where stderr is no terminal.
 */
#ifndef METER_H
#define METER_H

#include "trace.h"

typedef struct meter {
    trace_meter_t trace; /* for trace_read_watched, tui_options_t */
    double began, said;  /* seconds */
    int width;           /* of the line that stands there */
    bool seen;           /* a person would see it */
} meter_t;

/* Its address must stay the same until meter_end. */
void meter_begin(meter_t *m);
void meter_at(meter_t *m, const char *doing, uint64_t done, uint64_t of); /* of 0: nobody knows; then they are events */
void meter_end(meter_t *m);

/* For run_spec_t.tick: a meter_run_t of what is being done. counts: so many events are told, too. */
typedef struct meter_run { meter_t meter; char doing[120]; bool counts; } meter_run_t;
void meter_run_begin(meter_run_t *r, bool counts, const char *format, ...) __attribute__((format(printf, 3, 4)));
void meter_run_tick(void *self, uint64_t bytes);

#endif
