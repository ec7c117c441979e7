/* hints.h — which hint comes next: hints.md has a general section, for the program as shipped, and one for each kind of
 * mistake that fixes of this entry are known to make.
 *
 *     ## 1                  the general one, from vague to nearly the line
 *     ## 2
 *     ## 3
 *     # leak                a class of verdicts (finding_class), or the name of one finding or check
 *     ## 1
 *
 * A learner whose last attempt was lost by a leak gets the hints on leaks first, then the general ones: one row of levels.
 */
#ifndef HINTS_H
#define HINTS_H

#include "lab.h"

typedef struct hint {
    char *text;       /* owned */
    char section[64]; /* "": the general one */
    char reason[64];  /* what the last attempt was lost by, where that chose the section; "" */
    int number;       /* inside its section, for progress_hint */
    int level, of;    /* in the row of levels */
    int common;       /* how many of them are general */
} hint_t;

/* level 0: the first not read yet, or the last one. False with a sentence. */
bool hint_pick(const lab_t *lab, const entry_t *e, int level, hint_t *out, err_t *err);
/* The same for a verdict that is named, a finding, check or class, instead of the last one. */
bool hint_pick_for(const lab_t *lab, const entry_t *e, const char *reason, int level, hint_t *out, err_t *err);
/* "Your last attempt was lost by leaked-task (leak)." or "". Owned. */
char *hint_why(const hint_t *h);
void hint_free(hint_t *h);

#endif
