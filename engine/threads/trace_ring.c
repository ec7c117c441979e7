/* trace_ring.c — the program's side of a recording: each thread puts its events into a ring of its own.
 *
 * An event is stamped with the processor's counter and copied into the ring; nobody else writes there. Into a FILE nothing is
 * lost: a full ring waits for the writer. To a viewer a full ring is left for another one, up to what $CTX_TRACE_BUFFER
 * allows; then events are dropped and counted: the program never waits for a viewer.
 */
#include "trace_ring.h"
#include "futex.h"
#include "task.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>

enum { AHEAD = 16 };

static RT_THREAD tape_t *own;
static RT_THREAD ring_t *own_ring;
static _Atomic(ring_t *) rings;
static _Atomic uint32_t ring_count;
static _Atomic bool watched; /* a viewer takes what comes: a burst is kept for it */
static pthread_key_t at_thread_end;

ring_t *rings_first(void) { return atomic_load_explicit(&rings, memory_order_acquire); }
void trace_keep_bursts(bool keep) { atomic_store_explicit(&watched, keep, memory_order_relaxed); }

/* ---- rings ------------------------------------------------------------------------------------------------------- */

static void thread_ended(void *ring) { atomic_store_explicit(&((ring_t *)ring)->used, 0, memory_order_release); }
void rings_start(void) { pthread_key_create(&at_thread_end, thread_ended); }

static ring_t *empty_ring(void) /* one that its thread has left; NULL: none */
{
    ring_t *ring;
    for (ring = atomic_load(&rings); ring != NULL; ring = ring->next) {
        uint32_t unused = 0;
        if (atomic_load(&ring->tape->head) == atomic_load(&ring->tail) &&
            atomic_compare_exchange_strong(&ring->used, &unused, 1))
            break;
    }
    return ring;
}

static ring_t *make_ring(void) /* NULL: out of memory */
{
    int error = errno;
    uint32_t block = 0;
    ring_t *ring = aligned_alloc(64, sizeof *ring);
    tape_t *tape = ring != NULL ? tail_block(CTX_TAIL_RING, &block) : NULL;
    if (ring != NULL && block == 0 && (tape = aligned_alloc(64, sizeof *tape)) != NULL)
        memset(tape, 0, offsetof(tape_t, slots));
    errno = error;
    if (tape == NULL) {
        free(ring);
        return NULL;
    }
    memset(ring, 0, sizeof *ring);
    ring->tape = tape;
    ring->block = block;
    atomic_store(&ring->used, 1);
    atomic_fetch_add(&ring_count, 1);
    ring->next = atomic_load(&rings);
    while (!atomic_compare_exchange_weak(&rings, &ring->next, ring))
        continue;
    return ring;
}

static void take_ring(ring_t *ring)
{
    tape_t *tape = ring->tape;
    tape->stamp = own != NULL ? own->stamp + 1 : 0; /* what went into the one before is older */
    own = tape;
    own_ring = ring;
    uint32_t task = task_self();
    atomic_store_explicit(&ring->hole, atomic_load_explicit(&tape->head, memory_order_relaxed), memory_order_relaxed);
    atomic_store_explicit(&ring->foreign, task != TASK_ENGINE && task_is_foreign(), memory_order_relaxed);
    atomic_store_explicit(&tape->task, task == TASK_ENGINE ? 0 : task, memory_order_release);
    tape->limit = atomic_load(&ring->tail) + RING;
    pthread_setspecific(at_thread_end, ring);
}

static bool new_ring(void)
{
    bool first = trace_child_begins();
    if (!rt_traced())
        return false;
    ring_t *ring = empty_ring();
    if (ring == NULL)
        ring = make_ring();
    if (ring == NULL)
        rt_out_of_memory(sizeof *ring + sizeof *ring->tape);
    take_ring(ring);
    if (first)
        RT_EVENT(.kind = CTX_EV_TASK_NEW, .other = atomic_load(&own->task), .aux = rt_text("main"));
    return true;
}

/* A burst that is watched, faster than the writer: this thread goes on in another ring, and what is in this one stays to be taken. */
static bool leave_full_ring(ring_t *full)
{
    if (!atomic_load_explicit(&watched, memory_order_relaxed))
        return false;
    ring_t *ring = empty_ring();
    if (ring == NULL && (size_t)atomic_load(&ring_count) * (sizeof *ring + sizeof *ring->tape) < live_room())
        ring = make_ring();
    if (ring == NULL)
        return false;
    take_ring(ring);
    atomic_store_explicit(&full->used, 0, memory_order_release);
    trace_kick();
    return true;
}

/* Full, as far as we know. False: the event is dropped, or recording is over. */
static bool find_room(uint32_t head)
{
    ring_t *ring = own_ring;
    bool live = trace_is_live();
    for (;;) {
        uint32_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
        if (!rt_traced()) /* after the look: when a recording breaks off, slots seem free whose events are nowhere else */
            return false;
        own->limit = tail + RING;
        if (head != own->limit)
            return true;
        if (live)
            break;
        trace_kick();
        futex_wait(&ring->tail, tail);
    }
    if (leave_full_ring(ring))
        return true;
    atomic_store_explicit(&ring->hole, head, memory_order_relaxed);
    atomic_fetch_add_explicit(&ring->lost, 1, memory_order_release);
    return false;
}

/* ---- events ------------------------------------------------------------------------------------------------------ */

/* The writer has read the slots ahead, so their lines are in its processor: asked for early, they are here in time. */
static inline void fetch_to_write(const ctx_event_t *slot)
{
#if defined(__x86_64__)
    __asm__ volatile("prefetchw %0" : : "m"(*slot));
#else
    __builtin_prefetch(slot, 1);
#endif
}

/* A free slot of this thread's ring, to be filled and published; NULL: none, the event is dropped. */
static inline ctx_event_t *take_slot(uint32_t *head)
{
    if (RT_RARE(own == NULL) && !new_ring())
        return NULL;
    tape_t *tape = own;
    *head = atomic_load_explicit(&tape->head, memory_order_relaxed);
    if (RT_RARE(*head == tape->limit)) {
        if (!find_room(*head))
            return NULL;
        tape = own; /* it may be another one now */
        *head = atomic_load_explicit(&tape->head, memory_order_relaxed);
    }
    fetch_to_write(&tape->slots[(*head + AHEAD) % RING]);
    return &tape->slots[*head % RING];
}

static inline void publish(uint32_t head, uint64_t stamp)
{
    own->stamp = stamp;
    atomic_store_explicit(&own->head, head + 1, memory_order_release);
    if (RT_RARE(atomic_load_explicit(&trace_writer_idle, memory_order_relaxed)))
        trace_kick();
}

/* kind, flags and detail lie side by side in a record, the lowest byte first on the machines this is for. */
static inline void fill(ctx_event_t *slot, uint64_t stamp, uint32_t what, uint32_t node, uint32_t other, uint32_t site,
                        uint32_t aux, int64_t value)
{
    slot->seq = stamp;
    slot->time = 0;
    slot->kind = (uint16_t)what;
    slot->flags = (uint8_t)(what >> 16);
    slot->detail = (uint8_t)(what >> 24);
    slot->task = atomic_load_explicit(&own->task, memory_order_relaxed);
    slot->node = node;
    slot->other = other;
    slot->site = site;
    slot->aux = aux;
    slot->value = value;
}

void rt_emit_(uint32_t what, uint32_t node, uint32_t other, uint32_t site, uint32_t aux, int64_t value)
{
    uint32_t head;
    ctx_event_t *slot = take_slot(&head);
    if (RT_RARE(slot == NULL))
        return;
    uint64_t stamp = stamp_now();
    fill(slot, stamp, what, node, other, site, aux, value);
    publish(head, stamp);
}

void rt_emit_also_(uint32_t what, uint32_t node, uint32_t other, uint32_t site, uint32_t aux, int64_t value)
{
    uint32_t head;
    ctx_event_t *slot = take_slot(&head);
    if (RT_RARE(slot == NULL))
        return;
    uint64_t stamp = RT_RARE(own->stamp == 0) ? stamp_now() : own->stamp;
    fill(slot, stamp, what, node, other, site, aux, value);
    publish(head, stamp);
}

/* ---- ids --------------------------------------------------------------------------------------------------------- */

static _Atomic uint32_t given[RT_ID_KINDS];

uint32_t rt_new_id(enum rt_id kind)
{
    enum { BLOCK = 64 };
    static RT_THREAD struct { uint32_t next, end; } mine[RT_ID_KINDS];
    if (kind == RT_ID_TASK)
        return atomic_fetch_add_explicit(&given[kind], 1, memory_order_relaxed) + 1;
    if (mine[kind].next == mine[kind].end) {
        mine[kind].next = atomic_fetch_add_explicit(&given[kind], BLOCK, memory_order_relaxed) + 1;
        mine[kind].end = mine[kind].next + BLOCK;
        if (kind == RT_ID_NODE && mine[kind].next == 1)
            mine[kind].next = 3; /* 1 and 2 are the roots */
    }
    return mine[kind].next++;
}

bool ids_given(void)
{
    bool any = false;
    for (int kind = 0; kind < RT_ID_KINDS; kind++)
        any |= kind != RT_ID_TASK && atomic_load(&given[kind]) != 0;
    return any;
}

/* ---- fork ---------------------------------------------------------------------------------------------------------- */

/* What is in the tail is the parent's, and its memory too: the child lets go of all, and begins with rings of its own. */
uint32_t rings_forked(void)
{
    uint32_t task = own != NULL ? atomic_load_explicit(&own->task, memory_order_relaxed) : 0;
    own = NULL;
    own_ring = NULL;
    pthread_setspecific(at_thread_end, NULL);
    for (ring_t *ring = atomic_exchange(&rings, NULL), *next; ring != NULL; ring = next) {
        next = ring->next;
        if (ring->block != 0)
            tail_unmap(ring->tape);
        else
            free(ring->tape);
        free(ring);
    }
    atomic_store(&ring_count, 0);
    return task;
}
