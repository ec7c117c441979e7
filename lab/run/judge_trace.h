/* judge_trace.h — one run's trace → does it fail, and why. The same code judges inside the explorer and outside it.
 */
#ifndef JUDGE_TRACE_H
#define JUDGE_TRACE_H

#include "check.h"

typedef struct judging { /* the memory is used again from run to run */
    check_func_t *check; /* NULL: none */
    char **findings;     /* those that count besides the ones that always do (FINDINGS_ALSO); ends with NULL; may be NULL */
    bool every; /* nobody says which count: all do */
    int size;
    model_t *model;
    findings_t found;
    check_t checks;
} judging_t;

typedef struct judged {
    bool failed, checked; /* checked: the entry's checks ran to their end */
    bool by_check;        /* a failed check, no finding */
    bool own;             /* something of what the entry is about was found, or failed */
    const char *name;     /* the finding that counts, or failed check, that is nearest to it; static */
    char message[256];
    uint32_t site, task, node;
    size_t event; /* the event at which it became true; 0 unknown */
} judged_t;

bool judging_begin(judging_t *j, check_func_t *check, char **findings, int size, const trace_t *trace);
void judging_end(judging_t *j);
judged_t judge_trace(judging_t *j, const trace_t *trace);
judged_t judge_model(judging_t *j); /* the same where j->model stands at the end of its trace already */
bool judging_counts(const judging_t *j, const finding_t *f); /* does this finding fail this entry's run? */
bool judging_knows(const judging_t *j, const finding_t *f); /* would it, with the evidence that it lacks? */
uint32_t judging_rank(const judging_t *j, const char *name); /* its place among those that the entry is about; their number: not one of them */
bool judging_halted(const judging_t *j); /* a finding ended the run where it stood: what is missing then says nothing */
/* What a failed row says, and where the scenario saw the first of it. */
void judging_row_text(const trace_t *t, const check_row_t *row, char *buf, size_t size);
uint64_t judging_digest(const judging_t *j, const judged_t *verdict); /* of the final state, whatever the order of events */

#endif
