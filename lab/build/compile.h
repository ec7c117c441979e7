/* compile.h — from the text of one ID.c to a program the runner can load.
 */
#ifndef COMPILE_H
#define COMPILE_H

#include "catalog.h"

typedef enum compile_status {
    COMPILE_OK,
    COMPILE_ERRORS,   /* the compiler's own text in `text` */
    COMPILE_REJECTED, /* the gate's sentence in `text` */
    COMPILE_BROKEN    /* not the learner's fault: no compiler, no space; sentence in `text` */
} compile_status_t;

typedef struct compiled {
    compile_status_t status;
    buf_t text;      /* also warnings, when COMPILE_OK */
    char *dir;       /* private folder, removed by compiled_free; NULL: from the cache */
    char *program;   /* ID.so in it, or in the cache */
    unsigned layers; /* of the sandbox it was compiled in */
    double seconds;
} compiled_t;

/* Compiles and gates. Pristine programs (shipped, solution) are kept in the cache under the digest of everything they are
 * made of, when `cache` is set. */
void compile_program(const catalog_t *c, const entry_t *e, const buf_t *source, bool cache, compiled_t *out);
void compiled_free(compiled_t *p);

/* build/cache, or $XDG_CACHE_HOME/ctxlab where the checkout cannot be written. Owned; NULL: nowhere. */
char *cache_dir(const catalog_t *c);

#endif
