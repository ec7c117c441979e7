/* index_parts.h — for the files that build the index: index.c the contexts, index_cascade.c who told whom, index_task.c the tasks,
 * index_gap.c what a snapshot after lost events says. `at` is an event, number + 1.
 */
#ifndef TUI_INDEX_PARTS_H
#define TUI_INDEX_PARTS_H

#include "index.h"

/* index.c */
index_node_t *index_node_(index_t *x, uint32_t id); /* there, from now on */
index_task_t *index_task_(index_t *x, uint32_t id);
/* The context that a question to this one ends at: itself, or what is below the values. [0] for those that never end. */
index_node_t *index_carrier_(index_t *x, uint32_t node);
/* A foreign context has no end that is told: who runs with it, and who notices it, is under what it stands on as well. [0] for the others. */
index_node_t *index_below_foreign_(index_t *x, uint32_t node);
void index_freed_(index_t *x, uint32_t node, uint32_t at);
void index_notices_(index_t *x, uint32_t node, uint32_t at);

/* index_cascade.c */
void index_cascade_open_(index_t *x, const ctx_event_t *ev, uint32_t at);
void index_told_(index_t *x, const ctx_event_t *ev, uint32_t at);
void index_cascade_end_(index_t *x, const ctx_event_t *ev, uint32_t at);

/* index_task.c */
void index_task_event_(index_t *x, uint32_t task, uint32_t at); /* something was heard of it */
void index_task_new_(index_t *x, const ctx_event_t *ev, uint32_t at);
void index_task_end_(index_t *x, const ctx_event_t *ev, uint32_t at);
void index_after_run_(index_t *x, const ctx_event_t *ev, uint32_t at);

/* index_gap.c */
void index_gap_(index_t *x, const ctx_event_t *ev);
void index_named_(index_t *x, const ctx_event_t *ev);
void index_whole_(index_t *x, uint32_t at);

#endif
