/* verdict.h — what the judge says about one learner's file, and how it is written down.
 */
#ifndef VERDICT_H
#define VERDICT_H

#include <jansson.h>

#include "catalog.h"

typedef enum verdict_kind {
    VERDICT_PASS, VERDICT_FAIL, VERDICT_COMPILE_ERROR, VERDICT_TIMEOUT, VERDICT_CRASH, VERDICT_REJECTED, VERDICT_ERROR
} verdict_kind_t;

typedef struct verdict_finding {
    char *name, *file, *message;
    int line;
} verdict_finding_t;

typedef struct verdict_check {
    char *name, *message;
    bool ok;
} verdict_check_t;

typedef struct verdict {
    char *id;
    verdict_kind_t kind;
    char *message;  /* one sentence for a person; NULL where findings and checks say it */
    char *compiler; /* the compiler's own text; NULL */
    verdict_finding_t *finding;
    size_t findings;
    verdict_check_t *check;
    size_t checks;
    bool explored_known, complete;
    uint64_t explored, failing, random; /* random: how many of those explored were */
    char *bound;  /* what bounded the exploration; NULL */
    char *replay; /* the failing schedule, minimised; NULL */
    int replay_size;
    const char *in; /* the folder that the file was taken from, for that command; borrowed; NULL: the workspace */
    char *before, *undone, *deciding; /* beat my fix: see tui.h */
    char *story; /* the failing run told by its switches, a line each; NULL */
    size_t deciding_event;
    char *unconfirmed; /* what the second stage could not look at, and why; NULL */
    bool confirming, flaky, dropped; /* dropped: of one run, whose schedule cancelled everything */
    unsigned layers; /* of the sandbox, that held in every process */
    int points, max_points;
    double seconds;
} verdict_t;

void verdict_start(verdict_t *v, const entry_t *e);
void verdict_free(verdict_t *v);
void verdict_set(verdict_t *v, verdict_kind_t kind, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Texts that may hold a stranger's words: escaped and cut here, once. One a (name, file, line). */
void verdict_add_finding(verdict_t *v, const char *name, const char *file, int line, const char *message);
/* A check that failed once stays failed. */
void verdict_add_check(verdict_t *v, const char *name, bool ok, const char *message);
void verdict_clear_rows(verdict_t *v);
/* The command that makes a run again. in: see verdict_t. Owned. */
char *verdict_command(const char *id, bool shipped, bool big, const char *in, const char *schedule);
/* That for the failing run; NULL when there is none. Owned. */
char *verdict_replay(const verdict_t *v);
/* "Tried all 12 schedules of the small scenario…", without its verdict. Owned. */
char *verdict_tried(const verdict_t *v);
const char *verdict_name(verdict_kind_t kind);
int verdict_exit_code(verdict_kind_t kind, bool single);
/* What it was lost by: the name of its first finding, else of its first failed check, else the kind; "" for a pass. */
const char *verdict_reason(const verdict_t *v);

json_t *verdict_json(const verdict_t *v, bool whole); /* whole: also what only the screen shows. Owned. */
bool verdict_from_json(verdict_t *v, const json_t *doc);

#endif
