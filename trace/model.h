/* model.h — what a trace says is true after its first n events: contexts, tasks, handles, timers, channels, cascades.
 *
 * Apply forward (≥ 10 M events/s), seek by keyframes (1 M events: ≤ 5 ms). Findings, checks and screen read this and
 * nothing else. Every object's id is its index. An event's number + 1 fits 32 bits: a reader takes no more events.
 */
#ifndef MODEL_H
#define MODEL_H

#include "trace.h"

enum { NODE_UNSEEN, NODE_LIVE, NODE_TOLD, NODE_FREED };

/* What changes often comes first, the rest from MODEL_NODE_REST on: a million of them are looked at and sought through. What an
 * event said when it happened is not said again here; model_told_event and its like give that event. */
typedef struct model_node {
    uint8_t state, kind;       /* NODE_*, ctx_node_kind */
    uint8_t err, why;          /* why it ended: CTX_WHY_* */
    uint8_t done;              /* 0 none, 1 open, 2 closed, 3 shared-closed */
    uint8_t forwarder;         /* 1 started, 2 ended, 3 after_func */
    uint8_t born_done : 1, dominated : 1, dominated_cause : 1;
    uint8_t looked : 1;        /* somebody looked while it lived */
    uint8_t straggles : 1;     /* told, has tasks, nobody noticed yet */
    uint8_t under_detach : 1;  /* it or an ancestor is a WithoutCancel */
    uint8_t used : 1;          /* a task runs with it, work was done under it, somebody listened, looked or asked a value */
    uint32_t carrier;          /* the node whose end is its end: itself, an ancestor past values, 0 (never ends) */
    uint32_t set;              /* in this node's children set; 0 = in none */
    uint32_t cascade, wave;    /* in its cascade: 1 the node it started on, 2 its children… ; forwarder arrivals come later */
    uint32_t told_event, noticed_event, stopped_event, detached_event; /* event number + 1; 0 = not (yet) known */
    uint32_t in_set;           /* entries in its children set now */
    uint32_t children;         /* by derivation, ever */
    uint32_t last_child;       /* its youngest child by derivation; 0 none */
    uint32_t listeners;        /* tasks whose context it is, alive */
    uint32_t work_before, work_after; /* work events under it before and after it was told */
    uint32_t last_work_event, last_task_event; /* directly under it: event number + 1 */

    uint32_t prev;             /* the sibling made before it; 0 none */
    uint32_t parent;           /* derived from */
    uint32_t handle, timer;    /* its first; 0 none */
    uint32_t made_by, made_at; /* task, site */
    uint32_t made_event, dominated_event;
    uint32_t resync_;          /* private: the resync it was confirmed in */
    int64_t deadline;          /* INT64_MAX: none of its own */
} model_node_t;
#define MODEL_NODE_REST offsetof(model_node_t, prev)

enum { TASK_UNSEEN, TASK_RUNNING, TASK_BLOCKED, TASK_ENDED };

typedef struct model_task {
    uint8_t state, op, deaf; /* blocked in op; deaf: to every context */
    uint8_t of_scenario;     /* its own function is the scenario's, as far as known */
    uint8_t before;          /* it waited already when watching began: since when is not known */
    uint8_t spins;           /* its latest event says that it never gets anywhere */
    uint8_t made_deadline;   /* it derived a context with one */
    uint32_t object;         /* blocked on */
    uint32_t listens;        /* node it listens to in that call; 0 none */
    uint32_t ctx;
    uint32_t site, own_site; /* of its latest event · where in the watched program it is, as far as known: the latest such site;
                                in a task of the scenario, unless that was seen at work since; 0 nowhere (trace_site_is_harness) */
    uint32_t last_event, ended_event;
    uint32_t done_node, done_wins_after; /* receives, one after the other, of the same done that is already closed */
    uint32_t late_work, late_looks; /* since its context was told: units of work · work that takes time */
    uint32_t busy_count;     /* the most receives in a row of one done that is already closed */
    int64_t since;           /* of its state */
    uint64_t steps, steps_since_told; /* since its context was told */

    uint32_t parent, name_text, made_at, made_event;
    uint32_t fault;          /* in model_t.fault; 0 none, as of most of a million tasks */
    uint32_t resync_;
    int64_t made, ended;
} model_task_t;
#define MODEL_TASK_REST offsetof(model_task_t, parent)

/* What a task did wrong, as far as one task shows it */
typedef struct model_fault {
    uint32_t busy_site, late_site, deaf_site; /* where each was seen first, 0 never */
    uint32_t busy_event, late_event, deaf_event, deaf_op;
    int64_t deaf_ns; /* the longest it stayed deaf in a wait after its context was told, in deaf_op */
} model_fault_t;

typedef struct model_handle { uint8_t state /* 0 unseen 1 held 2 released */; uint32_t node, made_at, resync_, made_event, released_event; } model_handle_t;
typedef struct model_timer { uint8_t state /* 0 unseen 1 armed 2 stopped 3 fired 4 freed */, ticker; uint32_t node, chan, made_at, made_by, resync_, armed_event; int64_t when; } model_timer_t;
typedef struct model_chan { uint8_t state /* 0 unseen 1 open 2 closed 3 freed */; uint32_t made_at, type_text, resync_; int64_t length, capacity; } model_chan_t;

typedef struct model_cascade {
    uint32_t node, task, site, err, cause_text;
    uint32_t first_event, last_event; /* event number + 1; last 0: not over */
    uint32_t told, waves, stragglers; /* stragglers: told, had a task, nobody noticed yet */
    uint32_t direct_waves;            /* waves when the call returned; later ones came through forwarders */
    uint32_t why;                     /* CTX_WHY_*: what started it. BORN: one node that was told as it was made */
    int64_t start, end;
} model_cascade_t;

typedef struct model_mark { uint32_t text; size_t event; int64_t time; } model_mark_t;

typedef struct model {
    const trace_t *trace; /* borrowed */
    size_t applied;       /* events applied */
    int64_t now;
    model_node_t *node; uint32_t nodes;       /* node[0] unused; nodes = highest id + 1 */
    model_task_t *task; uint32_t tasks;
    model_handle_t *handle; uint32_t handles;
    model_timer_t *timer; uint32_t timers;
    model_chan_t *chan; uint32_t chans;
    model_cascade_t *cascade; uint32_t cascades;
    model_mark_t *mark; uint32_t marks;
    model_fault_t *fault; uint32_t faults;    /* fault[0]: nothing wrong */
    uint32_t live_nodes, live_tasks, held_handles, armed_timers, forwarders; /* nodes: roots not counted */
    uint32_t peak_nodes, peak_tasks, peak_handles, peak_timers;             /* the most there ever were at once */
    size_t idle_event;     /* the latest mark "idle": event number + 1, 0 none */
    size_t teardown_event; /* the scenario returned: event number + 1, 0 not yet */
    uint8_t end_detail;    /* of END: 0 ended, 1 stopped by a choice, 2 cut */
    uint64_t lost; /* records lost in gaps */
    size_t seen_from; /* event number + 1: what was made after it has been seen whole. Before it events were lost, or nobody watched:
                         of what is older nothing follows from an event that is not there */
    uint32_t found_ended; /* contexts that lived before a gap, and were found ended after it */
    bool slow_clock; /* time moved although tasks were runnable: promptness is not judged */
    bool dropped;    /* the schedule cancelled everything ("drop"): what a caller who stays may ask for is not judged */
    bool ended;
    struct model_private *priv;
} model_t;

model_t *model_new(const trace_t *trace); /* at event 0. Owned (model_free). */
void model_free(model_t *m);
void model_rewind(model_t *m, const trace_t *trace); /* at event 0 of trace, reusing the memory */
void model_apply(model_t *m, size_t n);  /* to exactly n events applied */
void model_seek(model_t *m, size_t n);   /* the same: either way, by keyframes */
/* Applies everything that has arrived. */
static inline void model_apply_all(model_t *m) { model_apply(m, trace_count(m->trace)); }

/* Has all been seen of what was made by that event? Only then does it mean something that nothing was heard of it. */
static inline bool model_seen_whole(const model_t *m, size_t made_event) { return made_event > m->seen_from; }

/* Has this context ended, as far as the trace says? Its own end, or for a value that of the context below it. */
static inline bool model_is_told(const model_t *m, uint32_t node)
{
    uint32_t carrier = node < m->nodes ? m->node[node].carrier : 0;
    return carrier && m->node[carrier].told_event;
}
/* The four instants of a node and its making; INT64_MIN = not (yet) known. */
int64_t model_made(const model_t *m, uint32_t node);
int64_t model_told(const model_t *m, uint32_t node);
int64_t model_noticed(const model_t *m, uint32_t node);
int64_t model_stopped(const model_t *m, uint32_t node);
int64_t model_detached(const model_t *m, uint32_t node);
/* The event that made it, told it, was first to notice: borrowed; a record of zeros when there is none. */
const ctx_event_t *model_made_event(const model_t *m, uint32_t node);
const ctx_event_t *model_told_event(const model_t *m, uint32_t node); /* task: who told · other: from which node · aux: cause */
const ctx_event_t *model_noticed_event(const model_t *m, uint32_t node);
uint32_t model_handle_maker(const model_t *m, uint32_t handle);  /* the task; 0 unknown */
uint32_t model_handle_release(const model_t *m, uint32_t handle); /* the site; 0 unknown */
uint32_t model_told_site(const model_t *m, uint32_t node);     /* where; inside a cascade, where that began */
uint32_t model_name_text(const model_t *m, uint32_t node);     /* a value's key, a custom context's type */
int64_t model_asked_deadline(const model_t *m, uint32_t node); /* before a parent's sooner one took its place */
int64_t model_deadline(const model_t *m, uint32_t node); /* the soonest of it and its ancestors; INT64_MAX none */
/* Sums over the events applied, by text: work, counts and notes of that name, and work under an ended context. */
typedef struct model_text { uint32_t work, work_after, work_outlived /* detached from a context that has ended */, notes, fails; int64_t count; size_t mark_event; } model_text_t;
model_text_t model_text(const model_t *m, const char *text);

uint32_t model_root(const model_t *m, uint32_t i);        /* i-th root (node without parent), 0 when there are fewer */
size_t model_name(const model_t *m, uint32_t node, char *buf, size_t size); /* path in Go's words */
size_t model_name_at(const model_t *m, uint32_t node, size_t depth, char *buf, size_t size); /* for whoever knows how many stand on its path, itself among them */
/* Short label for one row: "WithTimeout 50ms", "WithValue(user)" */
size_t model_label(const model_t *m, uint32_t node, char *buf, size_t size);
size_t model_task_label(const model_t *m, uint32_t task, char *buf, size_t size); /* "T2 tick_worker" */

#endif
