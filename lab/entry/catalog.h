/* catalog.h — the pristine catalog: one folder an entry under exercises/, its solution under solutions/.
 *
 * Found beside the executable (the checkout's root), or in $CTXLAB_HOME. Entries come in learning order: topic, then
 * `order`. An entry whose folder is damaged is left out and named in `damage`; the others do not suffer.
 */
#ifndef CATALOG_H
#define CATALOG_H

#include "check.h"
#include "err.h"
#include "text.h"

typedef enum entry_kind { ENTRY_BUG, ENTRY_JUDGE, ENTRY_LESSON, ENTRY_DEMO } entry_kind_t;

typedef struct entry {
    char *id, *topic, *title;
    char *section; /* under which it is listed: its topic, but a lesson may stand before another one */
    char *dir;      /* exercises/ID */
    char *solution; /* solutions/ID.c; the file need not exist */
    entry_kind_t kind;
    char **origins;  /* tags of the catalogues of known bugs */
    char **findings; /* what the shipped program is guilty of: any of them proves the control; behind FINDINGS_ALSO what counts besides */
    char **allow;    /* undefined symbols its learner may use beyond the base list */
    char **extra;    /* keys the lab itself does not know, "key=value", for lessons and demos */
    int order, points;
    bool threads; /* io: real threads, no explorer */
    char *answer_verdict, *answer_evidence; /* judge entries */
    check_func_t *check;                    /* NULL: none compiled in */
} entry_t;

typedef struct catalog {
    char *home;
    entry_t *entry;
    size_t count;
    buf_t damage; /* one line an entry that could not be read */
} catalog_t;

bool catalog_load(catalog_t *c, err_t *err);
void catalog_free(catalog_t *c);
/* NULL with "unknown entry 'x'; did you mean 'y'?". Borrowed. */
const entry_t *catalog_find(const catalog_t *c, const char *id, err_t *err);
bool entry_gradable(const entry_t *e);
const char *entry_kind_name(entry_kind_t kind);
/* The path of one of its files; owned. */
char *entry_path(const entry_t *e, const char *name);
/* The value of a key of entry.ini the lab itself does not read; NULL when absent. Borrowed. */
const char *entry_extra(const entry_t *e, const char *key);
/* The size a demo has when nobody names one (its key `size`); 0 for all else: the small scenario. */
int64_t entry_usual_size(const entry_t *e);
/* The folder ctxlab lives in: $CTXLAB_HOME, else where the executable is. Owned; NULL with a sentence. */
char *catalog_home(err_t *err);
/* This program's own file, to start it again; owned. Works where /proc is not mounted. */
char *self_path(void);

/* In learning order; ends with NULL. */
extern const char *const catalog_topics[];

#endif
