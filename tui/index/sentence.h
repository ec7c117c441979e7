/* sentence.h — one event in one plain sentence, and the words the screen uses for things. */
#ifndef TUI_SENTENCE_H
#define TUI_SENTENCE_H

#include "index.h"
#include "model.h"

/* The model is where event `i` (from 0) has just been applied, or later. */
size_t sentence(const model_t *m, size_t i, char *buf, size_t size);
const char *sentence_life(life_t life);     /* "told" */
/* "told", "freed"; "unknown" of a foreign context that nobody has looked at since what it stands on has ended: its code is its own. */
const char *sentence_state(const index_t *x, uint32_t node, size_t n);
bool sentence_unknown(const index_t *x, uint32_t node, size_t n);
const char *sentence_after(const index_t *x, uint32_t node, size_t n); /* of an after-func: "waits", "runs", "prevented" */
const char *sentence_err(unsigned err);     /* "canceled" */
const char *sentence_kind(unsigned kind);   /* "WithCancel" */
size_t sentence_kinds(unsigned kinds, char *buf, size_t size); /* a bit a kind: "WithCancel, WithValue" */
size_t sentence_node(const model_t *m, uint32_t node, char *buf, size_t size); /* "c3 WithTimeout 50ms" */
size_t sentence_task(const model_t *m, uint32_t task, char *buf, size_t size); /* "T2 worker"; "the engine" for 0 */
/* A point in time as the screen says it: counted from the first event. */
/* A cancel that is the scenario's root's own: the caller's, at teardown or where a schedule drops it. */
bool sentence_caller(const trace_t *t, const ctx_event_t *ev);
const char *sentence_when(const trace_t *t, int64_t at, char buf[32]);
/* A cause worth saying: not the err in other words. */
bool sentence_cause_says(const char *cause);
bool sentence_dull(const ctx_event_t *ev);  /* bookkeeping that a first look may skip */

#endif
