/* story_run.h — a failing run told in the program's own lines: who went before whom, and where. */
#ifndef STORY_RUN_H
#define STORY_RUN_H

#include "schedule.h"
#include "trace.h"

/* One line a switch of s, as the run in t made it (recorded with its choices). decides: undoing the last one makes it pass. */
void story_of_run(const trace_t *t, const schedule_t *s, bool decides, char *buf, size_t size);

/* Which way a task goes from record `from` on, as the end of a sentence: "sent on ch3", "heard that c2 had ended". */
void story_way(const trace_t *t, size_t from, uint32_t task, char *buf, size_t size);

#endif
