/* finding.h — the sins a trace can prove: pure functions over the model, each with a name of catalog.md, a sentence with
 * the numbers, and the line. Judge, screen and `trace check` share them.
 */
#ifndef FINDING_H
#define FINDING_H

#include "model.h"

typedef struct finding {
    const char *name;    /* "lost-cancel"; static */
    uint32_t node, task; /* what it is about; 0 none */
    uint32_t site;       /* where: call site id, 0 unknown */
    size_t event;        /* the event at which it became true; event number + 1 */
    uint32_t count;      /* how many of the kind at this site (one finding a site) */
    bool prompt_only;    /* judged on prompt schedules only */
    bool unknown;        /* "not enough evidence yet" */
    char message[256];   /* one sentence with the numbers */
} finding_t;

typedef struct findings {
    finding_t *item;
    uint32_t count, capacity;
    bool lasts; /* of a program that goes on: a row says how long something has lasted by now */
} findings_t;

/* In a list of names: those before it are what an entry is about, those behind it count as well. */
#define FINDINGS_ALSO "+"

typedef struct finding_kind {
    const char *name, *about; /* about: one line for lists; docs/findings.md explains each at length */
    bool always_fails;        /* fails every exercise; false: only where entry.ini names it */
    bool holds_cancelled;     /* a check of that name counts also where the schedule cancelled everything (model->dropped):
                                 no amount of work, answer or point in time that a caller who stays may ask for */
} finding_kind_t;
extern const finding_kind_t finding_kinds[]; /* ends with a NULL name */

/* Runs every finding over the trace m is on (m ends at the last event). Appends to out; one a (name, site). The leak
 * findings look at the mark "idle", or at the end where there is none. */
void findings_run(model_t *m, findings_t *out);
/* The same of a program that is watched while it runs: nothing has come from it for so long, in nanoseconds. */
void findings_run_quiet(model_t *m, findings_t *out, int64_t quiet);
bool findings_has(const findings_t *out, const char *name);
bool finding_always_fails(const char *name);
bool finding_holds_cancelled(const char *name);
/* finding_class.c: "leak", "hang", "late cancel"…: what kind of mistake a finding or a check is; "" for others. */
const char *finding_class(const char *name);
/* What a verdict is headed by: the class of what was found, or a word that says it better where the class (by which hints are
 * chosen) is wider; message NULL: not known. Borrowed. */
const char *finding_headline(const char *name, const char *message);
/* "work missing (missing-work)": the words, and the name by which it is asked for (ctxlab explain missing-work). */
size_t finding_naming(const char *name, const char *message, char *buf, size_t size);
void findings_add(findings_t *out, const finding_t *f);
void findings_take(findings_t *out, findings_t *from); /* appended; nothing is left in `from` */
void findings_clear(findings_t *out);
void findings_free(findings_t *out);

#endif
