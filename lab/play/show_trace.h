/* show_trace.h — one trace, shown: on the screen, as lines, as data, as a short summary; and kept in a file.
 */
#ifndef SHOW_TRACE_H
#define SHOW_TRACE_H

#include "lab.h"
#include "trace.h"
#include "tui.h"
#include "verdict.h"

typedef enum show_mode { SHOW_SUMMARY, SHOW_VIEW, SHOW_PLAIN, SHOW_JSON } show_mode_t;

typedef struct show_opts {
    show_mode_t mode;
    const char *views;    /* --plain=VIEWS; "" and NULL: the usual ones */
    const char *save;     /* --trace FILE; NULL */
    const char *schedule; /* what was run; NULL: the default */
    int64_t size;
    bool shipped, threads; /* threads: nobody chose a schedule */
    bool broke;            /* the run did not end */
    const char *captions;  /* instead of the entry's own; NULL: those */
    const char *captions_name; /* the file they are from */
} show_opts_t;

/* e: NULL for a recording of something else. Judges it, and returns LAB_PASSED or LAB_FAILED by what it finds; LAB_USAGE
 * when it cannot be shown as asked. */
int show_trace(const lab_t *lab, const entry_t *e, trace_t *t, const show_opts_t *opts);
/* Findings and checks of a trace as rows; true when nothing counts against it. Without an entry, all
 * findings. */
bool trace_judge(const entry_t *e, const trace_t *t, int size, verdict_t *rows);
/* The same for the screen and the plain views: those findings, those that lack evidence as well, and what checks of a
 * whole run failed; m stands at the end of its trace. */
void trace_find(const entry_t *e, int size, model_t *m, findings_t *out);
tui_find_t find_in_entry; /* self: the entry */
/* Folders where the files that call sites name are found, ends with NULL; owned array of owned strings. */
char **source_dirs(const lab_t *lab, const entry_t *e, bool shipped);

/* What demo mode says at each stop: a demo's own captions, a lesson's stops with the numbers of the run t (NULL: there is none yet).
 * Owned; NULL: nothing. */
char *captions_of(const entry_t *e, const trace_t *t);
/* A person's own, from a file; false with a sentence: it cannot be read, or a line of it is none. */
bool captions_file(const char *path, buf_t *text, err_t *err);

/* Does this run have the place of each of its lines? Of those it has not, says on stderr where they stand, and what there is instead. */
bool captions_hold(const trace_t *t, const char *name, const char *captions);

/* Why what is found in a judge entry is not told yet: its learner's file has not answered; NULL: it may be told. */
const char *show_held(const lab_t *lab, const entry_t *e);

#endif
