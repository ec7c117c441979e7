/* lab.h — what every verb gets: its row in the table, the catalog, the workspace, the exit codes.
 */
#ifndef LAB_H
#define LAB_H

#include "catalog.h"
#include "err.h"
#include "text.h"

/* Stable; in the man page. */
enum {
    LAB_PASSED = 0,  /* passed, or done */
    LAB_FAILED = 1,  /* a finding, or a failed check */
    LAB_USAGE = 2,   /* usage, or bad input */
    LAB_COMPILE = 3, /* the learner's file does not compile (a single entry only) */
    LAB_JUDGE = 4    /* the judge could not do its work; beats LAB_FAILED */
};

typedef struct lab {
    catalog_t catalog;
    char *workspace;
    const char *in; /* --in DIR: the learner's files are DIR/ID.c, and nobody's progress is written; borrowed; NULL: the workspace's */
} lab_t;

/* One row a verb, at the end of verb_NAME.c; verbs.c lists them. */
typedef struct verb {
    const char *name, *usage, *about;
    const char *help; /* what it does, options, examples: shown by `ctxlab NAME --help` */
    int (*run)(const struct verb *verb, int argc, char **argv);
    bool hidden; /* not for people: left out of help */
} verb_t;

extern const verb_t *const verbs[]; /* ends with NULL */
const verb_t *verb_find(const char *name);
void verb_print_help(const verb_t *verb); /* to stdout */
const char *verb_nearest(const char *name); /* for "did you mean"; borrowed; NULL: none is near */

/* Says "ctxlab: SENTENCE" on stderr and returns code. */
int lab_fail(int code, const err_t *err);
int lab_usage(const verb_t *verb, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Reads the catalog; workspace: --workspace's value or NULL. Names damaged entries on stderr. */
bool lab_open(lab_t *lab, const char *workspace, err_t *err);
void lab_close(lab_t *lab);

/* The body of `show`, `hint`, `explain`, `solution`, `reset`, `run`…: opens the lab, finds the one entry, calls body. */
typedef int lab_body_t(lab_t *lab, const entry_t *e, void *arg);
int lab_with_entry(const char *workspace, const char *id, lab_body_t *body, void *arg);

/* The learner's file. ensure: a copy of the shipped one is laid where the workspace has none; never under --in. Owned; NULL with a
 * sentence. */
char *lab_file(const lab_t *lab, const entry_t *e, bool ensure, err_t *err);

/* Is it a folder that --in may name? False with a sentence that says what to write. NULL is fine. */
bool lab_folder(const char *in, err_t *err);

/* Everything written to stdout got there; else says so and returns LAB_JUDGE. */
int lab_flush(int code);

#endif
