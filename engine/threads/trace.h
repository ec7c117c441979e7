/* trace.h — between the writer (trace.c), the names it defines (names.c) and the live viewer (live.c).
 */
#ifndef CTX_TRACE_WRITER_H
#define CTX_TRACE_WRITER_H

#include "rt.h"

/* names.c: texts and call sites that have been numbered, each written once before the first event that uses it */
void names_write(void (*text)(uint32_t id, const char *text, size_t length),
                 void (*site)(uint32_t id, const ctx_site_t *site, uint32_t file, uint32_t function));
void names_again(void); /* the next names_write begins with the first */
void names_hold(bool held);

/* trace.c; for the one who holds the writer's lock */
void trace_record(ctx_event_t event); /* numbered here; time as given */
void trace_header(ctx_trace_header_t *header);
void trace_names(void);
void trace_roots(void);
uint64_t trace_give_up(void);
void trace_keep_bursts(bool keep); /* somebody takes what comes */
/* After trace_give_up. waits: the TASK_BLOCK it stands in; NULL: it goes on, or that is not known. */
void trace_threads(void (*each)(uint32_t task, bool foreign, const ctx_event_t *waits, void *arg), void *arg);
ctx_ns_t trace_time(void);
void trace_restart(void);

/* trace_file.c; each says in one line what is wrong */
bool trace_file_open(const char *path);
bool trace_file_write(const void *bytes, size_t size);
void trace_file_leave(void);
bool trace_file_open_own(void);

/* live.c */
bool live_listen(const char *path);
bool live_turn(uint32_t lost); /* once a round: accepts, resyncs. False: nobody looks, or not now */
void live_last_turn(uint32_t lost); /* the program ends: what is still to be said of a gap is said now */
uint64_t live_missed(uint64_t events); /* given up in a turn that did not look; returned as it was given */
size_t live_room(void);             /* bytes of events that may wait for a viewer, in rings and as written: $CTX_TRACE_BUFFER */
void live_send(const void *bytes, size_t size);
void live_end(void);
void live_forked(void);

#endif
