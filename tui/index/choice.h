/* choice.h — the end of a run that stopped to ask: who could move and how, and who cannot and why, in the words that the screen and the
 * prompt of `--schedule ask` both use.
 */
#ifndef TUI_CHOICE_H
#define TUI_CHOICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model.h"

typedef struct candidate {
    uint32_t task, site, op, node, object;
    int64_t when;
    const char *token, *what; /* borrowed from the trace */
    bool waiting, usual;
} candidate_t;

enum { SCHED_CANDIDATES = 64 };
/* Those that could move first, `movable` of them; then those that wait. */
typedef struct choices { candidate_t candidate[SCHED_CANDIDATES]; size_t candidates, movable, usual; } choices_t;

size_t scheduler_end(const trace_t *t); /* the event at which a run stopped to ask */
void choices_read(const trace_t *t, choices_t *out);
bool choice_asked(const trace_t *t);    /* it did, and says who could move */
/* What the run said of this task when it stopped to ask, CTX_EV_CHOICE or CTX_EV_WAITING; NULL: m does not stand there, or nothing is said
 * of it. That is the truth about it: that a task waits is an event only once somebody else has moved. */
const ctx_event_t *choice_of(const model_t *m, uint32_t task);
/* m stands where the run stopped. */
void choice_name(const model_t *m, const candidate_t *c, char *buf, size_t size); /* "T2 worker", "a slow machine" */
void choice_next(const model_t *m, const choices_t *all, const candidate_t *c, char *buf, size_t size); /* "next: select", "waits for T3 to return" */

#endif
