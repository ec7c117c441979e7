/* app.h — the loop around the visualizer: keys, pages to read, the prompt, and what the host is asked for.
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "keys.h"
#include "lesson.h"
#include "scheduler.h"
#include "paint.h"
#include "tui.h"
#include "view.h"

/* A text on the whole screen, scrolled. */
typedef struct page {
    char title[120];
    char *text;    /* owned; NULL: no page */
    const char *foot; /* what Enter does here; NULL */
    int scroll, shown, rows; /* shown: the same, as far as there are rows; rows: of the text at the width last drawn */
    int kind;      /* PAGE_* */
    bool desk;     /* read by one person: in no projector's contrast, whatever it lies over */
} page_t;
enum { PAGE_NONE, PAGE_HELP, PAGE_STORY, PAGE_HINT, PAGE_EXPLAIN, PAGE_VERDICT, PAGE_COMPILER, PAGE_FINDING, PAGE_SOLUTION, PAGE_MARK };

typedef enum prompt { PROMPT_NONE, PROMPT_SEARCH, PROMPT_GOTO, PROMPT_ANSWER } prompt_t;

typedef enum run_use { RUN_NONE, RUN_FIRST, RUN_AGAIN, RUN_REPLAY, RUN_ASK, RUN_WHOLE /* of what was scheduled by hand */ } run_use_t;

/* One entry being worked on. */
typedef struct session {
    bool on;
    char entry[80];
    int size, hint;
    int mark; /* PAGE_MARK: which of the places that the explanation names */
    tui_watch_t *watch; /* the learner's file; NULL: nobody follows it */
    char path[4096];    /* where that file is, once it has been asked for; "" */
    tui_job_t *run, *judge; /* under way; a finished judgement is kept for its strings */
    run_use_t use;
    const tui_verdict_t *verdict;
    char *captions; /* owned; demos and lessons: shown in demo mode */
    bool watched;   /* nothing to fix here */
    bool desk;      /* its pages are read before anybody watches */
    bool judging, verdict_shown, play_later, lesson_later, predict_later, demo_later, decided;
    bool studying; /* judged on the side, to know the shortest failing schedule: nothing is shown of it */
    bool passed; /* once, by this learner */
    bool tried;  /* something was judged before this was opened: the first run asks no more */
    bool seen_out; /* a demo, to its end */
    bool solution_asked; /* with the last key, before the pass */
    bool secret, answered; /* a judge entry: its findings are the answer, and wait for the learner's */
    size_t whole_at; /* RUN_WHOLE: the event to go to */
    uint64_t explored;
    char phase[40], lead[600];
    char *compiler; /* owned: what it says of the file as saved; NULL: nothing */
    char *schedule; /* owned: of the run on the screen; NULL: the usual one */
} session_t;

typedef struct catalog {
    const tui_entry_t *entry;
    size_t entries, chosen, first;
    char filter[16]; /* a kind or a status; "" all */
    char *story;     /* of the one under the cursor */
    size_t story_of; /* number + 1; 0: none is there yet */
} catalog_t;

/* Why a picture is painted: MOVED, nothing but the cursor was; CHANGED (true), whatever else. */
enum { CLEAN, CHANGED, MOVED };

typedef struct app {
    const tui_host_t *host;
    view_t view;
    bool in_view; /* else the catalog */
    page_t page;
    page_t behind; /* what was read when the keys were asked for */
    scheduler_t scheduler;
    lesson_t lesson;
    lesson_left_t lesson_left; /* id "": none */
    session_t session;
    catalog_t catalog;
    prompt_t prompt;
    char input[80];
    char said[600]; /* the message that stood there when the key was pressed */
    size_t input_bytes;
    bool learn;   /* tui_learn: Esc from the view leads to the catalog */
    int dirty;    /* CLEAN: what was painted holds */
    bool owes;    /* not all of it is on the terminal: it comes when the cursor rests */
    bool quit, resized;
    int code;
    rect_t screen; /* without the hint line; h 0: nothing was painted yet */
    int64_t painted, ticked; /* ms */
    int clock;               /* live: rings when it is to be looked through again; −1 */
    int64_t rings;           /* … when that is, ms; 0: it does not */
    int64_t heard, looked;   /* live: when the latest bytes came, when it was last looked through for findings, ms */
    int64_t look_cost;       /* … and how long that took */
} app_t;

int app_loop(app_t *a);
const char *tui_command(const tui_host_t *host); /* the command's name as the person typed it */
/* The run once more, in lines of at most so many columns that a shell takes at once; owned. size 1: the big scenario. */
char *tui_run_again(const char *command, const char *entry, int size, const char *schedule, int columns);
char *tui_run_shown(const char *command, const char *entry, int size, const char *schedule, int columns); /* its beginning, where a word is wider */
char *tui_run_line(const char *command, const char *entry, int size, const char *schedule); /* one line, however long; owned */
void app_say(app_t *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
unsigned app_where(const app_t *a); /* IN_* for the key table */

/* live.c */
void live_begin(app_t *a);
void live_hear(app_t *a);  /* there is something to read */
void live_look(app_t *a);  /* the clock rang, if it did: what came is looked through */
void live_again(app_t *a); /* somebody may follow again: sets the clock, where it is needed */

/* hints.c */
enum { BRIEF_BELOW = 50 }; /* columns: what is named at the foot is named in fewer words */
void hints_line(const app_t *a, rect_t r);

/* prompt.c */
void prompt_open(app_t *a, prompt_t p);
void prompt_key(app_t *a, int key);
void prompt_draw(const app_t *a, rect_t r);

/* page.c */
void page_open(app_t *a, int kind, const char *title, char *text /* owned by the page */, const char *foot);
void page_close(app_t *a);
int page_width(int kind, int columns);
void page_leave(app_t *a); /* from the keys back to what was read; else closed */
void page_draw(app_t *a, rect_t r);
bool page_request(app_t *a, request_t req);
char *page_help(const app_t *a); /* the key table as text; owned */
void page_markdown(rect_t r, const char *text, int scroll, int *rows);
void page_finding(app_t *a);

/* list.c */
void tui_catalog_load(app_t *a);
void tui_catalog_draw(app_t *a, rect_t r);
bool tui_catalog_request(app_t *a, request_t req);
bool tui_catalog_empty(const app_t *a); /* the filter leaves nothing */
void story_untitled(char *story, const char *id);

/* session.c */
void session_open(app_t *a, const char *entry);
void session_close(app_t *a);
void session_solution_anew(app_t *a); /* the page of the solution, in another width */
bool session_request(app_t *a, request_t req);
void session_poll(app_t *a);
void session_seen_out(app_t *a);
void session_saved(app_t *a); /* a save that has settled is judged */
int session_wait(const app_t *a); /* ms until it is to be looked for again; -1: not before there is something to read */
bool session_answer(app_t *a, const char *text); /* "bug, event 41", for entries that ask for a judgement; false: not taken */
bool session_next_later(app_t *a); /* n after the pass, the verdict's page being closed */
bool session_asks_answer(const app_t *a);
size_t session_fds(const app_t *a, int fds[4]);
void session_run(app_t *a, run_use_t use, const char *schedule, int size);
void session_ask(app_t *a, const tui_run_t *where);
void session_show(app_t *a, trace_t *t, size_t event, bool play);
/* outcome.c */
const char *verdict_name_of(const tui_verdict_t *v);    /* of a losing one: its first finding's, or failed check's */
const char *verdict_message_of(const tui_verdict_t *v); /* the sentence of that; NULL: there is none */
char *session_compiler_text(const char *text); /* owned */
char *session_verdict_text(const tui_verdict_t *v, const char *entry, const char *command, const char *next); /* next: what comes after a pass, NULL; owned */

#endif
