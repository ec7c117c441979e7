/* vet_tokens.h — what can be told from a file's tokens alone, and no compiler's analyzer looks for: habits with contexts.
 */
#ifndef VET_TOKENS_H
#define VET_TOKENS_H

#include "catalog.h"

/* Prints "FILE:LINE: warning: …" for each place, and once a kind the exercise that teaches it. Returns how many. */
int vet_tokens(const catalog_t *c, const char *file, const char *source);

#endif
