/* trace_ring.h — a ring a thread: what the threads that record (trace_ring.c) share with the one that takes (trace_merge.c).
 */
#ifndef TRACE_RING_H
#define TRACE_RING_H

#include "trace.h"

enum { RING = 4096 };

#define OWN_LINE __attribute__((aligned(64)))

/* The events of a thread. It lies in the tail's file where there is one (ctx_tail.h), so there is nothing in it that would hurt
 * whatever others wrote there: no pointers, and places are taken modulo RING. */
typedef struct tape {
    /* its thread's: */
    OWN_LINE uint32_t kind;
    _Atomic uint32_t head; /* slots published so far */
    uint32_t limit;        /* how far head may go before another look at the ring's tail */
    _Atomic uint32_t task;
    uint64_t stamp; /* the last event's */
    /* the writer's: */
    OWN_LINE _Atomic uint32_t taken;
    OWN_LINE ctx_event_t slots[RING];
} tape_t;

typedef struct ring {
    tape_t *tape;
    uint32_t block;    /* of the tail, from 1; 0: it lies in the program's own memory */
    struct ring *next; /* all rings, never unlinked */
    /* the writer's: */
    OWN_LINE _Atomic uint32_t tail; /* slots taken */
    uint32_t taken_to;              /* head as seen at the start of a batch */
    ctx_event_t last;               /* live: the latest event taken or given up */
    struct ring *waiting;           /* those with something in them, this round */
    /* both, seldom: */
    OWN_LINE _Atomic uint32_t used; /* 0: its thread has ended; another may have it once it is empty */
    _Atomic uint32_t lost;
    _Atomic uint32_t hole; /* events are missing before this slot: what it did last is not known */
    _Atomic bool foreign;  /* its thread is not one that task_go made */
} ring_t;

static inline uint64_t stamp_now(void)
{
#if defined(__x86_64__)
    return __builtin_ia32_rdtsc();
#else
    return (uint64_t)rt_now();
#endif
}

/* trace_ring.c */
ring_t *rings_first(void);
void rings_start(void);
uint32_t rings_forked(void); /* the child has none; returns which task forked, 0: none that recorded */

bool ids_given(void);        /* to anything but tasks */

/* trace_merge.c; for the one who holds the writer's lock */
void merge_anchor(void); /* from here on time is counted */
size_t merge_all(void);
uint32_t merge_lost(void);
void rings_let_go(void);

/* trace.c */
void trace_kick(void);
bool trace_is_live(void);
bool trace_child_begins(void); /* at the first event of a forked child; true: it was that */
extern RT_LOCAL _Atomic uint32_t trace_writer_idle;

#endif
