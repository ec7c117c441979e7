/* story.h — the texts of an entry: story, hints, explanation, solution.
 */
#ifndef STORY_H
#define STORY_H

#include "catalog.h"

enum { HINT_LEVELS = 3 };

/* Title and the comment at the top of the shipped file, without its stars. Owned; NULL with a sentence. */
char *story_text(const entry_t *e, err_t *err);
/* Hint 1 … HINT_LEVELS. Owned; NULL with a sentence. */
char *story_hint(const entry_t *e, int level, err_t *err);
char *story_explain(const entry_t *e, err_t *err);  /* owned */
char *story_solution(const entry_t *e, err_t *err); /* owned */

#endif
