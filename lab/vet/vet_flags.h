/* vet_flags.h — how the compiler's analyzer is asked, by `ctxlab vet` and by the judge.
 */
#ifndef VET_FLAGS_H
#define VET_FLAGS_H

extern const char *const vet_flags[]; /* the compiler first; ends with NULL */

#endif
