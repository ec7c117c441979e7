/* vet_source.h — a C file as `vet` reads it: tokens after the file's own macros were expanded, and what they declare. libctx's
 * headers are left out of that (their include guards are defined), so its calls keep their names.
 */
#ifndef VET_SOURCE_H
#define VET_SOURCE_H

#include "catalog.h"
#include "clex.h"

typedef struct vet_token {
    clex_token_t t;
    bool own; /* of the file itself; else of a header of the program's */
} vet_token_t;

typedef struct vet_func {
    const char *name; /* a token's text */
    uint64_t takes;   /* bit n: its n-th parameter is a context */
    size_t open, end; /* its body's braces, end one past; 0: only declared */
    bool roots;       /* takes no context and gives back a fresh root, or what hangs on one */
} vet_func_t;

typedef struct vet_const { const char *name; long value; } vet_const_t; /* of an enum */

typedef struct vet_source {
    const catalog_t *catalog;
    const char *file;
    vet_token_t *token;
    size_t n;
    vet_func_t *func;
    size_t funcs;
    vet_const_t *constant;
    size_t constants;
    const char *alias[32]; /* typedef names that mean ctx_t; from `pointers` on: ctx_t * */
    size_t aliases, pointers;
    bool custom; /* it makes a context of its own, which holds the one it wraps */
    int found;
    unsigned said; /* bit per rule */
} vet_source_t;

typedef enum vet_rule { VET_IN_STRUCT, VET_REROOTED, VET_TEXT_KEY, VET_EMPTY_DONE, VET_NIL, VET_LOST, VET_TWICE, VET_LATE, VET_RULES } vet_rule_t;

/* text: what `gcc -E` made of the file. False: out of memory. */
bool vet_source_read(vet_source_t *v, const char *text);
void vet_source_free(vet_source_t *v);

void vet_warn(vet_source_t *v, vet_rule_t rule, size_t at); /* prints FILE:LINE: warning: …, and what teaches it */
const clex_token_t *vet_at(const vet_source_t *v, size_t i);
bool vet_is(const vet_source_t *v, size_t i, const char *text);
bool vet_is_name(const vet_source_t *v, size_t i);
size_t vet_past(const vet_source_t *v, size_t i); /* the index after the bracket that closes the one at i */
/* The n-th argument of the call whose name stands at i: [*from, *end). */
bool vet_argument(const vet_source_t *v, size_t i, size_t n, size_t *from, size_t *end);
/* A declaration of a context at i: `ctx_t *NAME`, or by a typedef; the NAME's index. 0: none. */
size_t vet_declares(const vet_source_t *v, size_t i);
const vet_func_t *vet_func_named(const vet_source_t *v, const char *name);
const vet_func_t *vet_func_around(const vet_source_t *v, size_t i); /* whose body i lies in; NULL: none */

/* vet_loops.c: a done arm in a loop that does nothing */
void vet_loops(vet_source_t *v, const vet_func_t *f);
/* vet_handles.c: owned, and not given back, or twice */
void vet_handles(vet_source_t *v, const vet_func_t *f);

#endif
