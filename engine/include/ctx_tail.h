/* ctx_tail.h — the tail of a recording: FILE.tail, which stands beside FILE while a program records into it. Version 1.
 *
 * What was recorded and is not in FILE yet lies in FILE.tail: the program has it mapped, so the system keeps it whatever the
 * program dies of. A recording that ends removes it. A head, then blocks of one size, each of one kind. All numbers are the
 * machine's own; the whole is as large as the program found useful, and a block that was not to be had is full of zeros.
 */
#ifndef CTX_TAIL_H
#define CTX_TAIL_H

#include <stdint.h>

#define CTX_TAIL_MAGIC "ctxtail\x01"

/* Follows ctx_trace_header_t in FILE, whose header_size says so: which recording it is, and whose. */
typedef struct ctx_trace_mark {
    uint8_t id[16];   /* drawn by lot, the tail has the same; all zeros: there is no tail */
    uint64_t process; /* the same for all programs that one process executes, one after the other; 0: not known */
} ctx_trace_mark_t;

/* What an event's stamp was at that time. */
typedef struct ctx_tail_anchor {
    uint64_t stamp;
    int64_t time;
} ctx_tail_anchor_t;

/* From which block the last record came, counted from 1, and which of the ring's it was; 0: from none. */
typedef struct ctx_tail_from {
    uint32_t block, at;
} ctx_tail_from_t;

/* The head. An event goes from its ring to `out`, and from there to FILE; at each instant one of the three has it. Of the records
 * that were put (each 48 bytes, those of a text counted too), FILE has `kept`, and the others stand in out, from its beginning. */
typedef struct ctx_tail_head {
    char magic[8];
    uint32_t byte_order, head_size, block_size, record_size; /* head_size: with out */
    uint32_t ring_slots, slots_at; /* a ring: so many records, the first so many bytes into its block */
    uint32_t out_at, out_slots;
    uint8_t id[16];
    uint64_t put, kept;
    ctx_tail_from_t from[2]; /* [put % 2]: the last one's; its ring may not have heard of it yet */
    ctx_tail_anchor_t begun, now[2];
    uint32_t turn;    /* now[turn % 2] holds, the other may be half written */
    uint32_t outside; /* blocks that were not to be had: their threads' last events are lost */
} ctx_tail_head_t;

enum { CTX_TAIL_RING = 1, CTX_TAIL_NAMES = 2, CTX_TAIL_NAMES_AT = 64 };

/* A block begins with its kind. A ring: the records of one thread, `seq` being the stamp and `time` nothing yet. Those from
 * taken up to head (both counted from 0 on and round after 2^32) have not left it. Names: SITE and TEXT records as FILE
 * has them, all from the start, `used` bytes from CTX_TAIL_NAMES_AT on. */
typedef struct ctx_tail_ring {
    uint32_t kind, head;
    uint32_t theirs[14]; /* the program's own */
    uint32_t taken;
} ctx_tail_ring_t;
typedef struct ctx_tail_names {
    uint32_t kind, used;
} ctx_tail_names_t;

#endif
