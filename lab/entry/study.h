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

#endif
