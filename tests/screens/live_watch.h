/* live_watch.h — a program of live_roles.c, started with a socket to be watched at, and a viewer that is no screen. */
#ifndef LIVE_WATCH_H
#define LIVE_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "index.h"
#include "model.h"
#include "trace.h"

/* in: its input; out: what it prints. -1: closed already. */
typedef struct watched { pid_t pid; int in, out; char path[80]; } watched_t;
typedef struct seen { trace_t *trace; model_t *model; index_t index; int fd; bool begun; size_t gaps, snapshots, looks; } seen_t;

watched_t live_start_at(const char *self, const char *role, const char *path);
watched_t live_start(const char *self, const char *role); /* at a path of its own */
void live_stop(watched_t *w);                              /* kills it */
int live_join_at(const char *path);                        /* until it listens; -1 */

seen_t live_watch(const watched_t *w);
bool live_read_one(seen_t *s); /* a record: an event, or part of a text; false: none comes any more */
bool live_read_until(seen_t *s, size_t snapshots); /* until there were so many, and not beyond the last of them */
void live_look_away(seen_t *s);

#endif
