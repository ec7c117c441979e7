/* progress.h — what a learner has done so far: WORKSPACE/progress.json, replaced atomically after each change.
 *
 * A damaged file is set aside as progress.json.damaged and a new one begun; entries that the catalog no longer has, or
 * has only now, do no harm.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include "catalog.h"

typedef struct progress_row {
    int attempts, hints;
    bool passed, seen; /* seen: a lesson or demo was run */
} progress_row_t;

progress_row_t progress_get(const char *workspace, const entry_t *e);
/* One attempt more. A pass is kept for good. */
bool progress_attempt(const char *workspace, const entry_t *e, bool passed, err_t *err);
bool progress_hint(const char *workspace, const entry_t *e, int level, err_t *err);
bool progress_seen(const char *workspace, const entry_t *e, err_t *err);
/* "new", "started", "passed" */
const char *progress_status(const char *workspace, const entry_t *e);
/* The entry worked on last; owned, NULL when none. */
char *progress_last(const char *workspace);

#endif
