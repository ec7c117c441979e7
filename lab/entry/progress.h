/* progress.h — what a learner has done so far: WORKSPACE/progress.json, replaced atomically after each change.
 *
 * A damaged file is set aside as progress.json.damaged-N and a new one begun; entries that the catalog no longer has, or
 * has only now, do no harm.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include "catalog.h"

typedef struct progress_row {
    int attempts, hints; /* hints: how many different ones were read */
    bool passed, seen;   /* seen: a lesson or demo was run to its end */
    int right, asked;    /* a lesson: of so many questions so many were answered right at best; 0 and 0: not written down */
    char reason[64];     /* what the last attempt was lost by (verdict_reason); "" it passed, or there was none */
} progress_row_t;

progress_row_t progress_get(const char *workspace, const entry_t *e);
/* How many hints of that section of hints.md were read; "" is the general one. */
int progress_hints(const char *workspace, const entry_t *e, const char *section);
/* One attempt more, unless the learner's file is what the last one was; reason: "" for a pass, which is kept for good. */
bool progress_attempt(const char *workspace, const entry_t *e, const char *reason, err_t *err);
bool progress_hint(const char *workspace, const entry_t *e, const char *section, int level, err_t *err);
bool progress_seen(const char *workspace, const entry_t *e, err_t *err);
/* The same of a lesson, with so many of its questions answered right; the best is kept. */
bool progress_lesson(const char *workspace, const entry_t *e, size_t right, size_t asked, err_t *err);
/* The learner's file is there, and is not as shipped. */
bool progress_touched(const char *workspace, const entry_t *e);
/* "new", "started" (changed, judged, or helped by a hint: opening it is not starting; a lesson: read, with a wrong answer), "passed" */
const char *progress_status(const char *workspace, const entry_t *e);
/* What to do next: where the learner was, if that is not passed; else the first exercise that is not. NULL: all are. Borrowed. */
const entry_t *progress_next(const char *workspace, const catalog_t *c);
/* The entry worked on last; owned, NULL when none. */
char *progress_last(const char *workspace);

#endif
