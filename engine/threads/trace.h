/* trace.h — between the writer (trace.c), the names it defines (names.c), the file (trace_file.c), its tail (trace_tail.c) and the
 * live viewer (live.c).
 */
#ifndef CTX_TRACE_WRITER_H
#define CTX_TRACE_WRITER_H

#include "ctx_tail.h"
#include "rt.h"

enum { TRACE_BATCH = 2048 };

/* names.c: texts and call sites that have been numbered, each written once before the first event that uses it */
void names_write(void (*text)(uint32_t id, const char *text, size_t length),
                 void (*site)(uint32_t id, const ctx_site_t *site, uint32_t file, uint32_t function));
void names_again(void); /* the next names_write begins with the first */
void names_hold(bool held);
void names_tell(void); /* the tail all that there are */

/* trace.c, trace_merge.c; for the one who holds the writer's lock */
void trace_record(ctx_event_t event); /* numbered here; time as given */
ctx_event_t *trace_next(uint64_t *seq); /* where the next record is to be written, and its number; NULL: recording broke off */
void trace_put(uint32_t block, uint32_t at); /* it is; it was this one of that block of the tail's, or 0 */
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
const char *trace_file_path(void); /* absolute; "": none, or it is no regular file */
uint64_t trace_file_process(void); /* ctx_trace_mark_t */

/* trace_tail.c: what is in FILE.tail. All do nothing where there is none. */
void tail_open(const char *file, uint8_t id[16]); /* id: zeros where it cannot be had, and one line has said why */
void *tail_block(uint32_t kind, uint32_t *number); /* zeroed but for the kind; NULL: not to be had */
void tail_unmap(void *block);
void tail_name(const void *record, size_t size); /* under the names' lock */
ctx_event_t *tail_out(void);                     /* where records wait to be written, TRACE_BATCH of them; NULL: no tail */
void tail_put(uint32_t block, uint32_t at);
void tail_kept(void);                            /* what was put is in the file */
void tail_anchor(uint64_t stamp, ctx_ns_t time);
void tail_remove(void);
void tail_forked(void);

/* live.c */
bool live_listen(const char *path);
bool live_turn(uint32_t lost); /* once a round: accepts, resyncs. False: nobody looks, or not now */
void live_last_turn(uint32_t lost); /* the program ends: what is still to be said of a gap is said now */
uint64_t live_missed(uint64_t events); /* given up in a turn that did not look; returned as it was given */
size_t live_room_asked(void);
size_t live_room(void);             /* bytes of events that may wait for a viewer, in rings and as written: $CTX_TRACE_BUFFER */
void live_send(const void *bytes, size_t size);
void live_end(void);
void live_forked(void);

#endif
