/* judge.h — the verdict on one learner's file: compile and gate, controls, all schedules of the small scenario, the big
 * one, and, before a pass, full traces of schedules the judge picks at random, judged outside the learner's process.
 */
#ifndef JUDGE_H
#define JUDGE_H

#include "compile.h"
#include "runs.h"
#include "verdict.h"

enum { JUDGE_THREAD_RUNS = 4 }; /* of the small scenario, where it runs on real threads; and one of the big one */

typedef struct judge_opts {
    /* Told what is being done and, once it is known, the verdict so far (confirming). May be NULL. */
    void (*tell)(void *arg, const char *phase, const verdict_t *so_far);
    void *arg;
    bool no_controls; /* for the controls themselves */
} judge_opts_t;

/* path: the learner's ID.c. Always leaves a verdict in *out (verdict_free). */
void judge_file(const catalog_t *c, const entry_t *e, const char *path, const judge_opts_t *opts, verdict_t *out);
/* The same for a text in memory that is not a submission: shipped programs, solutions. */
void judge_text(const catalog_t *c, const entry_t *e, const buf_t *source, bool pristine, const judge_opts_t *opts, verdict_t *out);

/* Proves on this machine that the shipped program fails for a declared reason and the reference passes; remembered under
 * the digest of all that it depends on. False with a sentence. */
bool judge_controls(const catalog_t *c, const entry_t *e, err_t *why);

/* Judge entries' answers: what there is to find may be told. The verdict is right, with evidence of whatever kind, or somebody
 * has given up (`Verdict: give-up`). */
bool judge_answer_opens(const entry_t *e, const char *source);
bool judge_is_verdict(const char *verdict);          /* bug, no-bug */
size_t judge_evidence_bytes(const char *text);       /* of event N, line N, count NAME=V at its head; 0: none of them */
/* All that `Evidence: count NAME=V` may name: t is the shipped program's usual run. how: in which way it is counted, or "". */
typedef void judge_count_func_t(void *arg, const char *name, int64_t value, const char *how);
void judge_counts(const entry_t *e, const trace_t *t, judge_count_func_t *tell, void *arg);
/* The two header lines against the entry's answer. True when both are right; adds the checks. */
bool judge_answer(const catalog_t *c, const entry_t *e, const buf_t *source, verdict_t *v);

#endif
