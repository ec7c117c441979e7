/* judge_second.h — the second stage of a verdict: what passed in the simulator is built for real threads with an address
 * sanitizer and run a few times, and shown to the compiler's analyzer. It may only lower a verdict, and only by evidence
 * that a busy machine cannot make up: a sanitizer's report or a panic that names the file, and, when all runs agree, who
 * waits for ever or what is held at the end, when nobody is left who could change that. How long something took, or who
 * came first, is none.
 *
 * What could not be done (no sanitizer here, a run that came to no end) lowers nothing and is said: verdict.unconfirmed.
 */
#ifndef JUDGE_SECOND_H
#define JUDGE_SECOND_H

#include "catalog.h"
#include "verdict.h"

typedef struct second second_t;

/* Starts both compilers and returns. virtual_ns: how long the small and the big scenario last; 0: unknown. Owned:
 * second_finish. */
second_t *second_start(const catalog_t *c, const entry_t *e, const buf_t *source, const int64_t virtual_ns[2]);
/* Waits for the compilers, plays the runs; adds the checks `threads` and `vet` and lowers v, if that is how it is. */
void second_finish(second_t *s, verdict_t *v);
void second_drop(second_t *s); /* the verdict is known without it */

#endif
