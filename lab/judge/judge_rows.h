/* judge_rows.h — a judged run as rows of a verdict.
 */
#ifndef JUDGE_ROWS_H
#define JUDGE_ROWS_H

#include "judge_trace.h"
#include "verdict.h"

/* What it was lost by comes first, then the findings, the entry's own before others, then the checks. */
void judge_add_rows(verdict_t *v, const judging_t *judging, const judged_t *judged);

#endif
