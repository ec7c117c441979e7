/* judge_parts.h — private to the judge: its parts that have files of their own.
 */
#ifndef JUDGE_PARTS_H
#define JUDGE_PARTS_H

#include "trace.h"
#include "verdict.h"

/* lost: the failing run; passed: the same with its last switch undone. Fills v->deciding and v->deciding_event. */
void judge_deciding(verdict_t *v, const trace_t *lost, const trace_t *passed);

/* Repeated runs do not agree: somebody should look. */
void judge_disagree(verdict_t *v, const char *sentence);

/* said: the analyzer's words on source. Adds the check `vet`; false when some of them count against the file. */
bool judge_vet(const entry_t *e, const char *source, const char *said, verdict_t *v);

/* Is it evidence, held against the shipped program's usual run? Where not, *instead is what it shows instead (owned, or NULL). */
bool judge_evidence(const catalog_t *c, const entry_t *e, const char *given, char **instead);

/* program: what the verdict is about, compiled; NULL: it was not. */
void judge_points(verdict_t *v, const entry_t *e, const char *program, bool answered);

#endif
