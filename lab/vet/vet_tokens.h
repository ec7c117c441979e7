/* vet_tokens.h — what can be told from a file's tokens alone, and no compiler's analyzer looks for: habits with contexts.
 */
#ifndef VET_TOKENS_H
#define VET_TOKENS_H

#include "catalog.h"

/* The guards of libctx's headers: preprocessed with these defined, its calls keep their names. Ends with NULL. */
extern const char *const vet_guards[];

/* preprocessed: what `gcc -E` with vet_guards made of file. Prints "FILE:LINE: warning: … [HABIT]" for each place, and once a
 * habit the exercise that teaches it. Returns how many. */
int vet_tokens(const catalog_t *c, const char *file, const char *preprocessed);

#endif
