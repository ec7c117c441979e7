/* tail.h — FILE.tail: what a program that was killed had recorded and not written yet (engine/include/ctx_tail.h).
 */
#ifndef TRACE_TAIL_H
#define TRACE_TAIL_H

#include "ctx_tail.h"
#include "trace.h"

/* What a tail has, as FILE would have gone on. Nothing in it is believed: what its checks do not hold is left out. */
typedef struct trace_tail {
    uint8_t *bytes; /* owned: names, or events in order */
    size_t size, room, events;
    uint32_t outside; /* blocks that found no place: of their threads there is nothing here */
    bool damaged;     /* something was left out */
} trace_tail_t;

/* The bytes of the tail that stands beside that trace. Owned (free). NULL: there is none to be read, or it does not keep still. */
uint8_t *trace_tail_read_(const char *trace, size_t *size);
/* Its head. False: it is no tail, or another recording's. */
bool trace_tail_head_(const uint8_t *from, size_t size, const uint8_t id[16], ctx_tail_head_t *head);
/* What goes on where FILE has head->kept records, in this order: all names; the records that were about to be written; the
 * events that were still in rings, `seq` and `time` being those of the record before. */
void trace_tail_names_(const uint8_t *from, size_t size, const ctx_tail_head_t *head, trace_tail_t *out);
void trace_tail_waiting_(const uint8_t *from, const ctx_tail_head_t *head, const uint8_t **bytes, size_t *size);
void trace_tail_rings_(const uint8_t *from, size_t size, const ctx_tail_head_t *head, uint64_t seq, int64_t time, trace_tail_t *out);
void trace_tail_free_(trace_tail_t *tail);

#endif
