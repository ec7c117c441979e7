/* study.h — what a learner may look up by name: the calls of the library, as its headers tell them, and the marks
 * (`LESSON: name`) that explanations quote from the engine's source.
 */
#ifndef STUDY_H
#define STUDY_H

#include "catalog.h"

/* The passage about that name, headed by its file and line; false: there is none of that name. */
bool study_find(const catalog_t *c, const char *name, buf_t *out);
/* The nth mark (from 1) that a text names, each counted once; false: it does not name so many. */
bool study_mark_named(const char *text, int nth, char *name, size_t size);
/* "ctx_with_timeout, ctx_auto, …": the families of calls that this entry is about, whole, so that none is given away. */
void study_calls(const entry_t *e, buf_t *out);
/* The eight of them to begin with: what a fix brings in, what stands beside it, what the program has already. */
void study_few_calls(const entry_t *e, buf_t *out);

/* ---- what the exercise's own header, exercise.h, declares ---- */

/* The text holds that name as a word of its own. */
bool study_names(const char *text, const char *name);
char *study_own_path(const entry_t *e); /* owned */
/* "answer, draw_map, …": what the program may call, but not what is the learner's to write. */
void study_own_calls(const entry_t *e, buf_t *out);
/* Comment and declaration, headed by file and line, from every entry that has such a call; false: none has. */
bool study_own_find(const catalog_t *c, const char *name, buf_t *out);
/* All that it declares, as a page to read; nothing where it declares nothing. */
void study_own_page(const entry_t *e, buf_t *out);

#endif
