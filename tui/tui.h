/* tui.h — the screen: the visualizer of a trace, and the full-screen tool around it.
 *
 * This room reads trace/ and asks `lab` for everything else through tui_host_t: it starts no process but the person's
 * $EDITOR and builds nothing. All calls come from one task, the one that called tui_view or tui_learn. No callback may
 * block for longer than a key press may take (30 ms): what takes longer is a job.
 *
 * The terminal is restored on every way out: return, SIGTERM, SIGINT, SIGHUP, SIGSEGV, Ctrl-Z and `fg`, closed stdout.
 */
#ifndef TUI_H
#define TUI_H

#include <stdio.h>

#include "finding.h"
#include "trace.h"

typedef struct tui_host tui_host_t;

/* ---- the visualizer -------------------------------------------------------------------------------------- */

/* What is found in a trace, appended to out; m stands at its last event, and stays there. Names outlive the call. */
typedef void tui_find_t(const void *self, const char *entry, int size, model_t *m, findings_t *out);

typedef struct tui_options {
    const char *title;               /* what is being looked at: "busy-done-loop", "run.ctxtrace". NULL: the trace's program */
    const char *const *source_dirs;  /* ends with NULL. Where the files that call sites name are searched: as they are
                                        written, below each folder, then by their last part. NULL: as written only */
    int live_fd;                     /* ≥ 0: more bytes of the trace arrive here. −1: the trace is whole. (0 is stdin:
                                        start from TUI_OPTIONS) */
    const char *live_name;           /* what live_fd is, for messages: a socket's or file's path. NULL: "the program" */
    const char *sentence;            /* one sentence on what to look at, shown at the top of the first screen; NULL */
    const char *captions;            /* the text of a caption script: lines `mark NAME: caption` (at scene_mark(NAME)),
                                        `event N: caption`, `time 40ms: caption`; # begins a comment. NULL: none */
    bool demo;                       /* demo mode from the start: large, few, steps by PgUp/PgDn */
    bool at_end;                     /* start at the last event; default: at the first, paused (live: at the end, following) */
    bool play;                       /* start playing */
    const char *nothing;             /* what to say where nothing is found in it; NULL: just that */
    tui_find_t *find;                /* what counts as found in it, the same for whoever asks; NULL: all that findings_run finds */
    const void *find_self;
    bool guess;                      /* where play stops at a finding it asks what one sees there; Enter or w tells, and from then on it is told */
    bool secret;                     /* its findings are the answer that is asked for: show none */
    size_t event;                    /* start at this event; number + 1, 0: as above */
    const char *views;               /* tui_plain: which views, by name and with commas between; NULL: the usual ones */
    const char *at;                  /* tui_plain: as after this event ("120") or at this time ("40ms"); NULL: at the end */
    const char *node;                /* tui_plain: the inspector of this context ("c12"); NULL: of all rows of the tree */
    bool all;                        /* tui_plain: however long the lists are */
    const trace_meter_t *meter;      /* tui_plain: told how far it is; NULL. (The screen shows that itself) */
    const char *entry, *schedule;    /* which run this is, so that `s` and `r` can ask host for more; NULL: a recording */
    int size;                        /* SCENE_SMALL, SCENE_BIG: likewise */
    const tui_host_t *host;          /* NULL: a recording; `s`, `r`, `e` and `H` say so */
} tui_options_t;

#define TUI_OPTIONS ((tui_options_t){.live_fd = -1})

/* Shows t until the person quits. t is borrowed; with live_fd it grows. Returns an exit code: 0, or 2 with one sentence
 * on stderr when there is no terminal to show it on. */
int tui_view(trace_t *t, const tui_options_t *options);

/* A caption script's first line that is none: its number, and what stands there for a place. */
bool tui_captions_wrong(const char *captions, int *line, char *where, size_t size);

/* Of a script without such a line: those whose place this run does not have, and what it has instead: "this run has no \"event 900\": its
 * events are 1 to 82". Told of each, in their order; returns how many. */
typedef void captions_lost_t(void *self, int line, const char *says);
size_t tui_captions_lost(const trace_t *t, const char *captions, captions_lost_t *lost, void *self);

/* Every view as labelled lines, for screen readers, CI and golden tests: events (trace_line), tree, node, tasks, cascades,
 * findings, timeline, source, or all. Usually: events, tree, tasks, cascades, findings. Returns 0; 2 with one sentence on
 * stderr for an option that makes no sense here; 4 when `out` cannot be written. */
int tui_plain(const trace_t *t, FILE *out, const tui_options_t *options);

/* ---- the full-screen tool -------------------------------------------------------------------------------- */

typedef struct tui_entry {
    const char *id, *topic;
    const char *section; /* the heading it stands under: its topic, but lessons stand before what they are needed for */
    const char *title;
    const char *kind;   /* "bug", "judge", "lesson", "demo" */
    const char *status; /* "new", "seen", "tried", "passed": shown as it is, */
    const char *detail; /* but for what says it better: "4 of 6", the answers that were right; NULL */
} tui_entry_t;

typedef enum tui_text { TUI_STORY /* level 1: the page of it, with what its calls do */, TUI_HINT, TUI_EXPLAIN,
               TUI_MARK /* level: which of the places in the engine's source that the explanation names, from 1 */ } tui_text_t;

/* Which run. entry NULL is not allowed; a demo takes `count` (0: its default). */
typedef struct tui_run {
    const char *entry;
    int size;             /* SCENE_SMALL or SCENE_BIG */
    const char *schedule; /* "" or NULL: the default one */
    bool ask;             /* stop where `schedule` ends: the trace closes with CTX_EV_CHOICE and CTX_EV_WAITING records */
    uint64_t skip;        /* ask: so many choices after the schedule's last go the usual way before it stops */
    uint64_t until;       /* ask: instead, it stops at the first choice after so many events (STEP records not counted), be the
                             schedule used up or not. The CHOICE records' value says how far it came: ctx_event.h */
    bool open_choice;     /* ask: instead, at the first choice after `until` events (0: of the run) in which more than one move could be made,
                             the caller's cancel not counted; there may be none */
    uint64_t token;       /* ask: instead, it stops where this token of the schedule, from 1, would be taken */
    bool shipped;         /* the program as shipped, not the learner's */
    uint64_t count;
} tui_run_t;

typedef struct tui_check { const char *name, *message; bool ok; } tui_check_t;
typedef struct tui_found { const char *name, *file, *message; int line; } tui_found_t;

typedef struct tui_verdict {
    const char *verdict; /* the words of grade --json: "pass", "fail", "compile-error", "timeout", "crash", "rejected", "error" */
    const char *message; /* one sentence for a person, in every case but "pass" and "fail"; NULL */
    const char *compiler; /* compile-error: the compiler's own text; NULL */
    const tui_found_t *finding; size_t findings;
    const tui_check_t *check;   size_t checks;
    bool explored_known, complete;
    uint64_t explored, failing;
    const char *bound;     /* what bounded the exploration, when not complete; NULL */
    bool confirming;       /* the slower parts still run, and may only lower it */
    double seconds;
    int points, max_points; /* known when it no longer confirms */
    /* beat my fix: all NULL or 0 when it holds */
    const char *replay;    /* the failing schedule, minimised: what --schedule takes */
    size_t replay_length;  /* its number of choices: the shortest known */
    int replay_size;       /* SCENE_SMALL or SCENE_BIG: where replay fails */
    const char *before;    /* the prefix of replay up to the deciding switch: `s` starts there */
    const char *undone;    /* the same run with that switch undone, which passes; NULL: there is none */
    size_t deciding_event; /* in the replay's trace: event number + 1 of the deciding switch; 0: not known */
    const char *deciding;  /* one sentence: "T2 went on before T1 had looked: done was already closed" */
} tui_verdict_t;

typedef enum tui_job_state { TUI_JOB_RUNNING, TUI_JOB_DONE, TUI_JOB_FAILED } tui_job_state_t;

typedef struct tui_progress {
    const char *phase;  /* "compiling", "exploring", "confirming" */
    uint64_t explored;  /* schedules so far, 0: not counted */
    const char *error;  /* TUI_JOB_FAILED: one sentence, or the compiler's text */
    bool compile_error; /* error is the compiler's text */
} tui_progress_t;

typedef struct tui_watch tui_watch_t; /* the host's: a learner's file, followed */
typedef struct tui_job tui_job_t; /* the host's: a run or a judgement under way */

/* One step of a lesson. */
enum { TUI_CHOICES = 6 };
typedef enum tui_step_kind { TUI_STEP_STOP, TUI_STEP_TELL, TUI_STEP_SHOW, TUI_STEP_ASK, TUI_STEP_BECAUSE, TUI_STEP_READ, TUI_STEP_ENTRY } tui_step_kind_t;
typedef struct tui_step {
    tui_step_kind_t kind;
    const char *text;                /* a stop's mark; what is told or asked; the reason after an answer; the name of what is read; an entry's id */
    uint32_t node;                   /* SHOW and ASK: the context it is about, 0: none */
    const char *choice[TUI_CHOICES]; /* ASK */
    int choices;
    const char *file; /* READ: a file's path, */
    int line, lines;  /* and which lines of it */
} tui_step_t;

/* What lab implements. Strings inside results are borrowed until the next call of the same function or, for a job's, until
 * job_end. A callback that may be NULL says so; its key then answers with a sentence. */
struct tui_host {
    void *self;
    const char *command; /* what the person typed to come here, for commands to type next; NULL: "ctxlab" */

    /* The catalog in learning order; *list is borrowed until the next call. */
    size_t (*entries)(void *self, const tui_entry_t **list);
    /* A text in Markdown, owned (free); level: which hint, from 1; NULL when there is no such text (no more hints), or
     * with the reason in err. */
    char *(*text)(void *self, const char *entry, tui_text_t what, int level, char *err, size_t err_size);
    /* What is said at each stop of a demo or a lesson, with the numbers of that run (NULL: there is none yet). Owned; NULL: nothing. May be NULL. */
    char *(*captions)(void *self, const char *entry, const trace_t *trace);
    /* The solution beside the learner's own, in at most so many columns: Markdown, owned. NULL with a sentence in err before the
     * pass, unless it is forced. May be NULL. */
    char *(*solution)(void *self, const char *entry, int columns, bool force, char *err, size_t err_size);
    /* The learner's file, made on first use. False with a sentence in err. */
    bool (*file)(void *self, const char *entry, char *path, size_t size, char *err, size_t err_size);
    /* That file, followed: each save is told once, when it has settled. NULL: it cannot be. All five NULL: nothing is noticed.
     * watch_fd is readable when there may be something (−1: it never is), watch_wait says how long a poll may sleep at most
     * (ms, −1: for ever), watch_saved is asked whenever one returned. */
    tui_watch_t *(*watch)(void *self, const char *entry);
    int (*watch_fd)(void *self, tui_watch_t *watch);
    int (*watch_wait)(void *self, tui_watch_t *watch);
    bool (*watch_saved)(void *self, tui_watch_t *watch);
    void (*watch_end)(void *self, tui_watch_t *watch);
    tui_find_t *find; /* tui_options.find for runs of an entry. May be NULL. */
    /* Folders for tui_options.source_dirs, for this entry. */
    const char *const *(*source_dirs)(void *self, const char *entry);

    /* Jobs: never NULL; what cannot start is a job that has FAILED. */
    tui_job_t *(*run)(void *self, const tui_run_t *run);
    tui_job_t *(*judge)(void *self, const char *entry, bool study); /* study: the same, but no attempt of the learner's */
    int (*job_fd)(void *self, tui_job_t *job); /* readable when there is something to poll for */
    tui_job_state_t (*job_poll)(void *self, tui_job_t *job, tui_progress_t *progress); /* never blocks */
    trace_t *(*job_trace)(void *self, tui_job_t *job); /* of a run that is DONE: owned by the caller; once */
    const tui_verdict_t *(*job_verdict)(void *self, tui_job_t *job); /* of a judgement, from `confirming` on */
    void (*job_end)(void *self, tui_job_t *job); /* stops it if need be, and frees it */

    /* A schedule one move longer: schedule + the token of a CTX_EV_CHOICE record. Owned (free). */
    char *(*schedule_add)(void *self, const char *schedule, const char *token);
    /* One move shorter; NULL when there is none left. Owned (free). */
    char *(*schedule_undo)(void *self, const char *schedule);
    size_t (*schedule_length)(void *self, const char *schedule);

    /* Judge entries: writes the two answer lines into the learner's file; false with an empty err when they are no answer (bug or
     * no-bug; event N, line N or count NAME=V, and then whatever words). The verdict "give-up" needs no evidence. May be NULL. */
    bool (*answer)(void *self, const char *entry, const char *verdict, const char *evidence, char *err, size_t err_size);
    /* What there is to find may be told: the right verdict stands in the learner's file, by whatever hand, or a give-up. May be NULL. */
    bool (*answered)(void *self, const char *entry);
    /* Puts the learner's file back as shipped, keeping a backup. May be NULL. */
    bool (*reset)(void *self, const char *entry, char *err, size_t err_size);
    /* Lessons, asked beside the tree: the steps of one (0: the entry is none), with the numbers of that run (NULL: there is none yet), borrowed until the next call; which choice of
     * a question the run shows to be right where m is (−1: none of them); and that one was answered, or a demo seen, to its end. All NULL:
     * lessons are only watched. */
    size_t (*lesson)(void *self, const char *entry, const trace_t *trace, const tui_step_t **steps);
    int (*lesson_right)(void *self, const char *entry, size_t step, const model_t *m);
    void (*lesson_done)(void *self, const char *entry, unsigned right, unsigned asked); /* a demo: 0, 0 */
    /* Told when a learner opens an entry or a hint, for progress. May be NULL. */
    void (*seen)(void *self, const char *entry, int hint_level);
};

/* The full-screen tool: catalog, story, source and tree, edit, run again, verdict, beat my fix. entry: where to start
 * (NULL: the catalog). Returns an exit code like tui_view. */
int tui_learn(const tui_host_t *host, const char *entry);

#endif
