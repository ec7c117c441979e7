/* judge_parts.h — private to the judge: its parts that have files of their own.
 */
#ifndef JUDGE_PARTS_H
#define JUDGE_PARTS_H

#include "trace.h"
#include "verdict.h"

/* lost: the failing run; passed: the same with its last switch undone. Fills v->deciding and v->deciding_event. */
void judge_deciding(verdict_t *v, const trace_t *lost, const trace_t *passed);

#endif
