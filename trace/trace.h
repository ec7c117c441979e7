/* trace.h — reading a trace: records in memory, texts and call sites by id.
 *
 * One owner; no thread rule beyond that. Damage is refused with a sentence in `err`, and what came before it is kept.
 */
#ifndef TRACE_H
#define TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ctx_event.h"

typedef struct trace_site {
    const char *file, *func; /* borrowed from the trace */
    int line;
} trace_site_t;

typedef struct trace trace_t;

/* Reads a whole file. NULL with a sentence in err (what, to which file, what to try) when nothing is usable; a trace cut
 * short or damaged further on is returned with trace_damage() set. Owned (trace_free). */
trace_t *trace_read_file(const char *path, char *err, size_t err_size);
/* The same from memory; bytes are copied. */
trace_t *trace_read(const void *bytes, size_t size, char *err, size_t err_size);
/* An empty one to append to: live attach, and runs in this process. Owned. */
trace_t *trace_new(uint64_t flags, const char *program);
/* Appends raw bytes as they arrive (any cut); returns the number of events that became complete. */
size_t trace_feed(trace_t *t, const void *bytes, size_t size, char *err, size_t err_size);
void trace_reset(trace_t *t); /* forgets the events, keeps texts and sites */
void trace_free(trace_t *t);

const ctx_trace_header_t *trace_header(const trace_t *t);
size_t trace_count(const trace_t *t);                       /* events: neither SITE nor TEXT */
const ctx_event_t *trace_event(const trace_t *t, size_t i); /* borrowed; i < count */
const char *trace_text(const trace_t *t, uint32_t id);      /* "" when unknown */
trace_site_t trace_site(const trace_t *t, uint32_t id);     /* {"?", "?", 0} when unknown */
const char *trace_damage(const trace_t *t);                 /* NULL when whole */
uint32_t trace_texts(const trace_t *t);                     /* highest text id + 1 */
uint32_t trace_sites(const trace_t *t);                     /* highest site id + 1 */
uint64_t trace_unknown(const trace_t *t);                   /* records of unknown kinds that were skipped */
uint32_t trace_find_text(const trace_t *t, const char *text); /* the first id of a text, 0 when it never occurs */
uint32_t trace_same_text(const trace_t *t, uint32_t id);      /* the first id with the same characters as id's */
/* Is the site in the scenario, the scenery or the engine, and not in the program that is watched? A file named
 * scenario.c, a file in a folder scenery/ or engine/, and site 0 are. */
bool trace_site_is_harness(const trace_t *t, uint32_t site);

/* Of which text of a source file a recording was made, by the last part of the file's name: marked by whoever keeps it, so that
 * whoever shows it later can tell another text. */
void trace_mark_source(trace_t *t, const char *name, const void *bytes, size_t n);
bool trace_source_mark(const trace_t *t, const char *name, uint64_t *digest);
/* And where that file was, as an absolute path; NULL: it is not said. Borrowed. */
void trace_source_from(trace_t *t, const char *name, const char *path);
const char *trace_source_path(const trace_t *t, const char *name);
uint64_t trace_source_digest(const void *bytes, size_t n);

/* For writers in this process. Texts are interned. */
uint32_t trace_add_text(trace_t *t, const char *text);
uint32_t trace_add_site(trace_t *t, const char *file, int line, const char *func);
void trace_add(trace_t *t, const ctx_event_t *ev); /* seq 0: the next one */
/* Many at once, as the engine wrote them, SITE and TEXT records among them, no header; whole texts only. Returns the
 * number of events added. */
size_t trace_add_records(trace_t *t, const ctx_event_t *records, size_t n);
bool trace_write_file(const trace_t *t, const char *path, char *err, size_t err_size); /* atomically */
bool trace_write_fd(const trace_t *t, int fd, char *err, size_t err_size); /* from where fd stands; fd stays open */

const char *trace_kind_name(unsigned kind); /* "told", "node-new"… */
int64_t trace_start(const trace_t *t);        /* time of the first event: lines and screens count from there */
const char *trace_op_name(unsigned op);     /* "send", "select"… */
/* One labelled line for people (--plain): "   12  40ms  T2  told  c3 request  canceled  from c1  [file.c:31]" */
size_t trace_line(const trace_t *t, size_t i, bool stable, char *buf, size_t size);
/* Work on a large trace may be watched: every few milliseconds it says what is being done and how far it is. False: stop here. */
typedef struct trace_meter { bool (*at)(void *self, const char *doing, uint64_t done, uint64_t of); void *self; } trace_meter_t;
static inline bool trace_goes_on(const trace_meter_t *m, const char *doing, uint64_t done, uint64_t of) { return !m || m->at(m->self, doing, done, of); }
/* From now on work that goes through all of this trace (an export) is watched. Borrowed; NULL: by nobody. */
void trace_watch(trace_t *t, const trace_meter_t *meter);
/* trace_read_file, watched: in bytes. One that is stopped is like one whose end is missing. meter NULL: nobody watches. */
trace_t *trace_read_watched(const char *path, const trace_meter_t *meter, char *err, size_t err_size);
/* What the first line asked for would look up in all events before: whoever goes through them anyway may have it done on the way. */
void trace_learn(const trace_t *t, size_t events);

#endif
