/* compile_parts.h — private to compiling: the sandboxed steps of which a compilation is made.
 */
#ifndef COMPILE_PARTS_H
#define COMPILE_PARTS_H

#include "compile.h"
#include "spawn.h"

enum { COMPILE_MS = 10000, COMPILE_TEXT = 64 * 1024 };

/* What gcc may read: itself, the system's headers, the engine's public headers, the entry's and the scenery's own headers.
 * Not the checks, scenarios and solutions. */
typedef struct reach {
    char *path[64];
    size_t count;
} reach_t;

reach_t compile_reach(const catalog_t *c, const entry_t *e);
void reach_add(reach_t *r, const char *base, const char *rest);
void reach_free(reach_t *r);
sandbox_opts_t compile_limits(const reach_t *r, const char *const *write);

typedef enum flavour {
    FLAVOUR_TEXT,      /* only preprocessed, for the gate */
    FLAVOUR_USUAL,     /* what the verdict comes from */
    FLAVOUR_SANITIZED, /* real threads, address sanitizer */
    FLAVOUR_VET        /* the analyzer, with what the headers say about ownership */
} flavour_t;

/* One compiler process in p->dir. step_end waits for it: false when it was stopped or could not be started, which settles
 * p->status and p->text. */
typedef struct step {
    child_t *child;
    spawned_t end;
    err_t err;
} step_t;

void step_start(step_t *s, const catalog_t *c, const entry_t *e, const compiled_t *p, flavour_t flavour, const char *const *last,
                size_t output_limit);
bool step_end(step_t *s, const entry_t *e, compiled_t *p);
bool settle(compiled_t *p, compile_status_t status, const char *text);

/* p->dir/ID.o → p->program; sanitized: p->dir/ID.asan.o, on real threads whatever the entry. */
bool link_program(const catalog_t *c, const entry_t *e, compiled_t *p, bool sanitized);

#endif
