/* trace_merge.c — the writer's side of the rings: what all of them hold up to an instant, merged by stamp.
 *
 * A slot is given back to be written again when its event stands where it waits to be written to the file. That is in the tail as
 * well as the ring is, so that one of the two has it whenever the program is killed.
 */
#include "trace_ring.h"
#include "futex.h"

typedef struct anchors {
    uint64_t from_stamp, to_stamp;
    ctx_ns_t from, to;
} anchors_t;

static struct {
    uint64_t stamp; /* the last anchor: this stamp was this time */
    ctx_ns_t time;
} now;

ctx_ns_t trace_time(void) { return now.time; }

void merge_anchor(void)
{
    now.stamp = stamp_now();
    now.time = rt_now();
    tail_anchor(now.stamp, now.time);
}

static ctx_ns_t time_of(uint64_t stamp, const anchors_t *a)
{
    if (stamp <= a->from_stamp)
        return a->from;
    if (stamp >= a->to_stamp)
        return a->to;
    return a->from + (ctx_ns_t)((double)(stamp - a->from_stamp) / (double)(a->to_stamp - a->from_stamp) *
                                (double)(a->to - a->from));
}

static bool waits(const ring_t *ring, uint64_t horizon, uint64_t *stamp)
{
    uint32_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
    if (tail == ring->taken_to)
        return false;
    *stamp = ring->tape->slots[tail % RING].seq;
    return *stamp <= horizon;
}

/* The ring with the oldest event; *until: how far it may be read before another's turn comes. */
static ring_t *oldest(ring_t *among, uint64_t horizon, uint64_t *until)
{
    ring_t *first = NULL;
    uint64_t best = 0, second = horizon, stamp;
    for (ring_t *ring = among; ring != NULL; ring = ring->waiting) {
        if (!waits(ring, horizon, &stamp))
            continue;
        if (first == NULL || stamp < best) {
            if (first != NULL)
                second = best;
            first = ring;
            best = stamp;
        } else if (stamp < second) {
            second = stamp;
        }
    }
    *until = second;
    return first;
}

/* The order of these is what a reader of the tail goes by. */
static void give_back(ring_t *ring, uint32_t at)
{
    trace_put(ring->block, at);
    atomic_store_explicit(&ring->tape->taken, at + 1, memory_order_release);
    atomic_store_explicit(&ring->tail, at + 1, memory_order_release);
}

static size_t take_run(ring_t *ring, uint64_t until, const anchors_t *a)
{
    size_t taken = 0;
    uint64_t stamp, seq;
    ctx_event_t *event = NULL;
    while (waits(ring, until, &stamp) && (event = trace_next(&seq)) != NULL) {
        uint32_t at = atomic_load_explicit(&ring->tail, memory_order_relaxed);
        *event = ring->tape->slots[at % RING];
        event->seq = seq;
        event->time = time_of(stamp, a);
        give_back(ring, at);
        taken++;
    }
    if (event != NULL && trace_is_live())
        ring->last = *event;
    else if (taken != 0)
        futex_wake(&ring->tail, FUTEX_ALL);
    return taken;
}

uint32_t merge_lost(void)
{
    uint32_t lost = 0;
    for (ring_t *ring = rings_first(); ring != NULL; ring = ring->next)
        lost += atomic_exchange_explicit(&ring->lost, 0, memory_order_acquire);
    return lost;
}

/* Everything that was recorded before now. Heads first, then the definitions: an event is published after what it
 * names. Returns how many. */
size_t merge_all(void)
{
    anchors_t a = {now.stamp, stamp_now(), now.time, rt_now()};
    ring_t *among = NULL;
    for (ring_t *ring = rings_first(); ring != NULL; ring = ring->next) {
        ring->taken_to = atomic_load_explicit(&ring->tape->head, memory_order_acquire);
        if (ring->taken_to == atomic_load_explicit(&ring->tail, memory_order_relaxed))
            continue;
        ring->waiting = among;
        among = ring;
    }
    size_t taken = 0;
    uint64_t until;
    trace_names();
    for (ring_t *ring; (ring = oldest(among, a.to_stamp, &until)) != NULL;) {
        size_t run = take_run(ring, until, &a);
        if (run == 0)
            break; /* recording broke off */
        taken += run;
    }
    now.stamp = a.to_stamp;
    now.time = a.to;
    tail_anchor(now.stamp, now.time);
    return taken;
}

/* Recording broke off: nobody waits for room any more. */
void rings_let_go(void)
{
    for (ring_t *ring = rings_first(); ring != NULL; ring = ring->next) {
        atomic_fetch_add_explicit(&ring->tail, 1, memory_order_release);
        futex_wake(&ring->tail, FUTEX_ALL);
    }
}

/* What the rings hold is given up, and counted: a snapshot will stand in for it. */
uint64_t trace_give_up(void)
{
    uint64_t lost = merge_lost();
    for (ring_t *ring = rings_first(); ring != NULL; ring = ring->next) {
        uint32_t head = atomic_load_explicit(&ring->tape->head, memory_order_acquire);
        uint32_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
        lost += head - tail;
        if (head != tail)
            ring->last = ring->tape->slots[(head - 1) % RING];
        atomic_store_explicit(&ring->tail, head, memory_order_release);
    }
    merge_anchor();
    return lost;
}

/* What each thread that was heard of does now: nothing that is not known for sure. */
void trace_threads(void (*each)(uint32_t task, bool foreign, const ctx_event_t *waits, void *arg), void *arg)
{
    for (ring_t *ring = rings_first(); ring != NULL; ring = ring->next) {
        uint32_t task = atomic_load_explicit(&ring->tape->task, memory_order_acquire);
        if (task == 0 || atomic_load_explicit(&ring->used, memory_order_acquire) == 0)
            continue;
        bool known = ring->last.task == task && atomic_load_explicit(&ring->hole, memory_order_relaxed) !=
                                                    atomic_load_explicit(&ring->tail, memory_order_relaxed);
        each(task, atomic_load_explicit(&ring->foreign, memory_order_relaxed),
             known && ring->last.kind == CTX_EV_TASK_BLOCK ? &ring->last : NULL, arg);
    }
}
