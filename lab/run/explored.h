/* explored.h — numbers of the explorer in an entry's texts, produced by running.
 *
 * A text may hold {{explore PROGRAM}} or {{explore PROGRAM CLAIM}}. PROGRAM: shipped, solution, or the name of a fix in
 * tests/catalog/ID. CLAIM: instead of the entry's own small scenario, the one in exercises/ID/claims/CLAIM.c. Each becomes
 * a sentence with the numbers. They are remembered beside the compiled program, under the digest of all that they depend on.
 */
#ifndef EXPLORED_H
#define EXPLORED_H

#include "lab.h"

/* text, owned, with its placeholders filled; takes text. A number that cannot be had becomes the reason why. */
char *explored_fill(const lab_t *lab, const entry_t *e, char *text);

#endif
