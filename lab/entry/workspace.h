/* workspace.h — where the learner's files live: one ID.c an exercise, made on first use, never overwritten.
 */
#ifndef WORKSPACE_H
#define WORKSPACE_H

#include "catalog.h"

/* --workspace, else $CTXLAB_WORKSPACE, else workspace/ in the checkout. Owned. */
char *workspace_dir(const char *option, const catalog_t *c);
/* Its path, owned, whether it exists or not. */
char *workspace_file(const char *dir, const entry_t *e);
/* Makes the learner's copy where there is none; says so in *made (may be NULL). Owned path; NULL with a sentence. */
char *workspace_ensure(const char *dir, const entry_t *e, bool *made, err_t *err);
/* Puts the shipped file back. The learner's becomes ID.c.bak-N first; *backup (owned) names it, NULL: there was none. */
bool workspace_reset(const char *dir, const entry_t *e, char **backup, err_t *err);
/* Takes what a learner handed in: one plain file of at most 64 KiB of text. */
bool workspace_take(const char *path, buf_t *out, err_t *err);

#endif
