/* story.h — the texts of an entry: story, explanation, solution (hints: hints.h).
 */
#ifndef STORY_H
#define STORY_H

#include "catalog.h"

/* Title and the comment at the top of the shipped file, without its stars. Owned; NULL with a sentence. */
char *story_text(const entry_t *e, err_t *err);
/* Its goal as something to be observed, from the same comment's "Make:". Owned; NULL: none is told. */
char *story_goal(const entry_t *e);
char *story_explain(const entry_t *e, err_t *err);  /* owned */
char *story_solution(const entry_t *e, err_t *err); /* owned */

#endif
