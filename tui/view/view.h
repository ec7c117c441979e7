/* view.h — the visualizer's state: a trace, where in it one is, and what is shown of it.
 *
 * A pane is a row of the table `panes`: how it is drawn and what the moving keys do in it. Nothing here waits or reads
 * keys; app.c does.
 */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include <time.h>

#include "backstage.h"
#include "finding.h"
#include "index.h"
#include "keys.h"
#include "lanes.h"
#include "paint.h"
#include "rows.h"
#include "source.h"
#include "tui.h"

typedef enum pane { PANE_TREE, PANE_SOURCE, PANE_NODE, PANE_TASKS, PANE_CASCADE, PANE_FINDINGS, PANE_LOG, PANE_COUNT } pane_t;

/* A prediction under way: what was marked, which cascade it is about. */
enum { PREDICT_NONE, PREDICT_TOLD, PREDICT_LAST, PREDICT_PLAYS /* the run answers */ };
typedef struct predict {
    int stage;
    unsigned char *marked; /* a node */
    uint32_t nodes, count, cascade, last, line /* the site shown meanwhile; 0: the event's */;
    bool crew /* last stands for all alike */, demo /* it was on before */, plain /* who is told was no question */;
    bool never /* the answer: some never stop; or, of `wrong`, nothing goes wrong */, wrong /* asked is who does what goes wrong */;
} predict_t;

enum { VIEW_QUIET_NS = 2000000000 }; /* live: nothing has come for so long that it is said */
/* Where the log stands: events above its first line; how many lines there were, and the current event, when that was found. */
typedef struct log_place { size_t top, rows, n; } log_place_t;

typedef struct view {
    trace_t *trace; /* borrowed, or owned_trace */
    uint32_t serial; /* no two views are the same */
    trace_t *owned_trace;
    tui_options_t options;
    model_t *model;
    index_t index;
    rows_t rows;
    findings_t findings;
    size_t findings_at; /* events they were computed over */
    size_t *shown_from; /* a finding: the event from which on the screen shows it unasked */
    struct found_order *found; /* the same in order: view_found.c */
    source_t source;
    source_fault_t fault; /* the file as saved does not compile: shown instead of the event's line */

    size_t n;        /* events applied: the position */
    size_t began;    /* the program's first step is the next: as far as this the run is not looked at yet */
    row_t cursor;
    int cursor_line; /* its line in the tree pane */
    int family;      /* a lesson's: so many rows from the cursor on are seen with it, as far as there is room */
    row_t sure;      /* a row known to be there at sure_n − 1 events: asking costs its depth */
    size_t sure_n;
    pane_t pane;     /* the right pane, or what fills a narrow screen */
    bool in_pane;    /* the moving keys go to the pane, not to the tree */
    rect_t side;       /* where the chosen pane is, since it was last drawn */
    bool source_beside; /* the source is on the screen already, in a column of its own */
    bool top;        /* nothing to go back to but what view_inside says: q quits */
    bool zoom, follow, playing, live, demo;
    double speed;    /* events a second, the person's */
    double pace;     /* the same on the way to `until`; 0: speed */
    rows_filter_t filter;
    uint32_t finding; /* selected, number + 1 */
    uint32_t guess;   /* asked about and not told yet, number + 1 */
    lane_t lane;      /* selected */
    lanes_t lanes;
    backstage_t backstage; /* view_backstage's */
    uint32_t lanes_above, lanes_below; /* of those that are drawn */
    int scroll[PANE_COUNT], scroll_x; /* of a pane's rows, as asked for */
    int shown[PANE_COUNT];   /* the same as far as there are rows */
    log_place_t log;
    char search[80];
    char message[600]; /* until the next key */
    const char *lead;  /* a sentence above all: the verdict's, the scheduler's; borrowed */
    int64_t quiet;     /* live: for so long nothing has come, as far as the findings know; ns */
    time_t quiet_since; /* by the clock on the wall */
    bool asking;       /* the trace ends in a choice */
    predict_t predict;
    uint32_t shown_site;   /* the line below the panes, when it is not the event's; 0 */
    size_t until;          /* playing: stop at this event; 0: go on */
    int row_step;          /* the tree's rows on every so many lines */
    struct { size_t at; uint32_t turned; rows_filter_t filter; int rows, least, tasks /* the whole run's; demo.c */; bool black, leaving; size_t left /* D: where; + 1 */; } show;
    struct { uint32_t *at, count, capacity; size_t of, found_at; } stops; /* demo_stops.c: events, + 1 */
} view_t;

/* t is borrowed; taken: owned by the view from now on. */
void view_open(view_t *v, trace_t *t, bool taken, const tui_options_t *options);
void view_close(view_t *v);
void view_goto(view_t *v, size_t n);         /* clamps; the cursor follows when asked to */
bool view_called_back(const view_t *v, const index_stop_t *s); /* the news came by a foreign context's own call: no forwarder brought it */
void view_grown(view_t *v);                  /* the trace has more events */
/* view_found.c: in the order in which they show, and in that of their events. There may be a million. */
void view_found_order_(view_t *v);           /* anew: they are others */
void view_found_free_(view_t *v);
uint32_t view_found_by(const view_t *v, size_t n);         /* how many show by then */
uint32_t view_found_shown(const view_t *v, uint32_t place); /* who shows in that place; number + 1, 0 none */
uint64_t view_found_leaks(const view_t *v, size_t n);      /* handles and tasks that those by then say are left */
uint32_t view_found_near(const view_t *v, bool forward);   /* the next by its event; number + 1, 0 none */
uint32_t view_found_far(const view_t *v, bool first);      /* the first of all by its event, or the last */
void view_findings(view_t *v);               /* brings the findings up to date */
void view_finding_first(view_t *v);           /* to where the first one shows, with it opened */
void view_finding_step(view_t *v, bool forward); /* to the next one in the order of events */
uint32_t view_finding_shown(const view_t *v, size_t n);  /* the one that shows next after n; number + 1, 0 none */
void view_finding_open(view_t *v, uint32_t found);
void view_finding_tell(view_t *v, uint32_t found); /* the same, and says so */
void view_guess(view_t *v, uint32_t found);  /* goes to where it shows, and asks */
void view_guess_say(view_t *v);              /* what was asked, as long as one is there and nothing else is said */
bool view_guess_request(view_t *v, request_t req);
void view_say(view_t *v, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool view_hides(const view_t *v);            /* what comes is the answer to what is asked: nothing beyond here is shown */
bool view_inside(const view_t *v);           /* Esc leads back to the whole of it */
bool view_request(view_t *v, request_t req); /* false: not for the visualizer */
bool view_cut(const view_t *v);              /* at the end of what there is: a program on threads that did not say that it ends */
double view_rate(const view_t *v);           /* at which it plays now */
bool view_tick(view_t *v);                   /* one step of play; false when it stopped */
void view_draw(view_t *v, rect_t r);
bool view_wide(const view_t *v, rect_t r);   /* three columns, the source always among them */
int view_foot(const view_t *v, rect_t r);    /* the rows it takes below the panes */
bool view_search(view_t *v, const char *text, int direction);
/* "120", "40ms": event number + 1, 0 when it is neither. Of a time, the last event not later: the state that holds then; or,
 * for a stop of a talk, the first event not sooner: what begins then. */
size_t view_event_at(const view_t *v, const char *text, bool begins);
bool view_goto_text(view_t *v, const char *text); /* "120", "40ms" */

/* What the scenario does for itself, in a run of an entry; of a recording, a demo, a lesson: nothing is known. */
const backstage_t *view_backstage(view_t *v);
const ctx_event_t *view_event(const view_t *v);      /* the one just applied; NULL at the start */
uint32_t view_site(const view_t *v, size_t *event);  /* the call site to show for the position; 0 none */

/* own_line.c: the program that is watched stays in sight while its scenario, its scenery or the engine acts. */
typedef struct own_line { uint32_t site /* to be shown; 0 none */, acts /* where the step was made; 0: the engine */; enum { OWN_HERE, OWN_BEFORE, OWN_AFTER } aside; } own_line_t;
own_line_t view_own_line(const view_t *v);
void own_line_says(const view_t *v, const own_line_t *line, char *buf, size_t size); /* who acts; not of OWN_HERE */
size_t view_own_next(const trace_t *t, size_t n); /* the program's first step after n events: number + 1, 0 none near */

uint32_t view_node(const view_t *v);                 /* the node the cursor is on, or its group's first; 0 none */
void view_cursor_to(view_t *v, uint32_t node);       /* the row that shows it */

typedef struct pane_ops {
    const char *name;
    void (*draw)(view_t *v, rect_t r);
    bool (*move)(view_t *v, request_t req, int page); /* the moving keys and Enter; false: not taken */
} pane_ops_t;
extern const pane_ops_t panes[PANE_COUNT];

void tree_draw(view_t *v, rect_t r);
bool tree_move(view_t *v, request_t req, int page);
void source_draw(view_t *v, rect_t r);
bool source_move(view_t *v, request_t req, int page);
void source_around(view_t *v, rect_t r, uint32_t site, int scroll); /* the file with that line marked */
void source_read_draw(view_t *v, rect_t r, const char *file, int line, int lines, int scroll); /* a place to read, no event's */
void source_line_draw(view_t *v, rect_t r, int y); /* the line alone, for the bottom */
int lanes_draw(view_t *v, rect_t r); /* the lanes alone; returns the row after them */
/* What there is to say of a context: its slots, and then its story; each a name and a text. Painted and printed alike. */
typedef void fact_fn_t(void *self, const char *name, style_t st, const char *text);
void node_slots(const view_t *v, uint32_t node, fact_fn_t *fn, void *self);
void node_story(const view_t *v, uint32_t node, fact_fn_t *fn, void *self);
void many_facts(const view_t *v, const row_many_t *many, fact_fn_t *fn, void *self);
size_t many_title(const model_t *m, const row_many_t *many, char *buf, size_t size); /* "10,000 x WithTimeout 40ms" */
/* rows_words.c: the same in a row of so many columns, and how many there are in which state; returns the columns of its bar, 0: no room
 * for one. counts NULL: by what they are. */
typedef struct many_words { char name[160], counts[160]; } many_words_t;
int many_words(const model_t *m, const row_many_t *many, const char *counts, int room, many_words_t *out);
size_t many_kind(const model_t *m, const row_many_t *many, bool short_name, bool length, char *buf, size_t size); /* "WithTimeout 40ms", "Timeout" */
void node_draw(view_t *v, rect_t r);
bool node_move(view_t *v, request_t req, int page);
void tasks_draw(view_t *v, rect_t r);
bool tasks_move(view_t *v, request_t req, int page);
void cascade_draw(view_t *v, rect_t r);
bool cascade_move(view_t *v, request_t req, int page);
void findings_draw(view_t *v, rect_t r);
bool findings_move(view_t *v, request_t req, int page);
void log_draw(view_t *v, rect_t r);
bool log_move(view_t *v, request_t req, int page);
void timeline_draw(view_t *v, rect_t r, int y);
void demo_draw(view_t *v, rect_t r);
void demo_step(view_t *v, bool forward);
void demo_toggle(view_t *v);
void demo_left(view_t *v);   /* a demo of the catalog is closed: where */
bool demo_resume(view_t *v);       /* and opened again: there; false: it was not left in its middle */
bool demo_request(view_t *v, request_t req); /* before the usual ones; false: not for it */
bool demo_name(const view_t *v, uint32_t node, char *buf, size_t size); /* demo_names.c: "auth", "by handle"; false: its label says all there is */
size_t demo_lost(const view_t *v, captions_lost_t *lost, void *self); /* the script's lines whose place this trace does not have: told of each; how many */
void demo_lost_say(view_t *v); /* on the screen: the first, and how many more */
void predict_begin(view_t *v);
void predict_stop(view_t *v);
void predict_arrived(view_t *v); /* play has come to where the answer is known */
bool predict_request(view_t *v, request_t req);
bool predict_marked(const view_t *v, uint32_t node);
void status_draw(view_t *v, rect_t r, int y);

/* Scrolls a pane's text: a few panes share it. */
bool pane_scroll(view_t *v, pane_t pane, request_t req, int page);
int pane_from(view_t *v, pane_t pane, int rows, rect_t r); /* rows: of the pane, 0 when it was not scrolled; the first to draw */
void pane_more(rect_t r, int rows);                        /* a mark where rows are left below */
void pane_left(rect_t r, int y, size_t above, size_t below); /* at the end of row y: how many of a list are not seen */
style_t life_style(life_t life);
glyph_t life_glyph(life_t life);
glyph_t bar_glyph(int life);

#endif
