/* trace.c — recording: a ring a thread, one writer.
 *
 * A thread puts its events into its own ring, stamped with the processor's counter; nobody else writes there. The writer
 * thread takes what all rings hold up to an instant, merges it by stamp, numbers it and writes it out. So an event costs
 * the program a copy, and the order across threads is by clock.
 *
 * To a FILE nothing is lost: a full ring waits for the writer; a crash or an abort asks the writer for the rest. The tail that
 * a SIGKILL or an _exit loses is what the writer had not yet taken, some milliseconds. To a viewer (live.c) a full ring is left
 * for another one, up to what $CTX_TRACE_BUFFER allows; then events are dropped and counted: the program never waits for a viewer.
 */
#define _GNU_SOURCE /* program_invocation_short_name */
#include "trace.h"
#include "futex.h"
#include "startup.h"
#include "task.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { RING = 4096, BATCH = 2048, PERIOD_MS = 2, IDLE_MS = 50, AHEAD = 16 };

#define OWN_LINE __attribute__((aligned(64)))

typedef struct ring {
    /* its thread's: */
    OWN_LINE _Atomic uint32_t head; /* slots published so far */
    uint32_t limit;                 /* how far head may go before another look at tail */
    _Atomic uint32_t task;
    uint64_t stamp;                 /* the last event's */
    /* the writer's: */
    OWN_LINE _Atomic uint32_t tail; /* slots taken */
    uint32_t taken_to;              /* head as seen at the start of a batch */
    ctx_event_t last;               /* live: the latest event taken or given up */
    /* both, seldom: */
    OWN_LINE _Atomic uint32_t used; /* 0: its thread has ended; another may have it once it is empty */
    _Atomic uint32_t lost;
    _Atomic uint32_t hole; /* events are missing before this slot: what it did last is not known */
    _Atomic bool foreign;  /* its thread is not one that task_go made */
    struct ring *next;    /* all rings, never unlinked */
    struct ring *waiting; /* the writer's: those with something in them, this round */
    OWN_LINE ctx_event_t slots[RING];
} ring_t;

static RT_THREAD ring_t *own;
static _Atomic(ring_t *) rings;
static _Atomic uint32_t ring_count;
static _Atomic bool watched; /* a viewer takes what comes: a burst is kept for it */
static pthread_key_t at_thread_end;
static _Atomic uint32_t writer_idle, kicks;

static struct {
    pthread_mutex_t lock; /* whoever writes */
    bool open, live;
    uint64_t seq;
    uint64_t stamp; /* the last anchor: this stamp was this time */
    ctx_ns_t time;
    size_t filled;
    ctx_event_t out[BATCH];
} writer = {.lock = PTHREAD_MUTEX_INITIALIZER};

static inline uint64_t stamp_now(void)
{
#if defined(__x86_64__)
    return __builtin_ia32_rdtsc();
#else
    return (uint64_t)rt_now();
#endif
}

/* ---- the program's side ------------------------------------------------------------------------------------------ */

static void thread_ended(void *ring) { atomic_store_explicit(&((ring_t *)ring)->used, 0, memory_order_release); }

/* What the child of a fork does at its first event. */
static struct {
    _Atomic bool undecided;
    bool inherits;
} child;
static void begin_in_child(void);

static ring_t *empty_ring(void) /* one that its thread has left; NULL: none */
{
    ring_t *ring;
    for (ring = atomic_load(&rings); ring != NULL; ring = ring->next) {
        uint32_t unused = 0;
        if (atomic_load(&ring->head) == atomic_load(&ring->tail) &&
            atomic_compare_exchange_strong(&ring->used, &unused, 1))
            break;
    }
    return ring;
}

static ring_t *make_ring(void) /* NULL: out of memory */
{
    ring_t *ring = aligned_alloc(64, sizeof *ring);
    if (ring == NULL)
        return NULL;
    memset(ring, 0, offsetof(ring_t, slots));
    atomic_store(&ring->used, 1);
    atomic_fetch_add(&ring_count, 1);
    ring->next = atomic_load(&rings);
    while (!atomic_compare_exchange_weak(&rings, &ring->next, ring))
        continue;
    return ring;
}

static void take_ring(ring_t *ring)
{
    ring->stamp = own != NULL ? own->stamp + 1 : 0; /* what went into the one before is older */
    own = ring;
    uint32_t task = task_self();
    atomic_store_explicit(&ring->hole, atomic_load_explicit(&ring->head, memory_order_relaxed), memory_order_relaxed);
    atomic_store_explicit(&ring->foreign, task != TASK_ENGINE && task_is_foreign(), memory_order_relaxed);
    atomic_store_explicit(&ring->task, task == TASK_ENGINE ? 0 : task, memory_order_release);
    ring->limit = atomic_load(&ring->tail) + RING;
    pthread_setspecific(at_thread_end, ring);
}

static ring_t *new_ring(void)
{
    bool first = atomic_load(&child.undecided);
    if (first)
        begin_in_child();
    if (!rt_traced())
        return NULL;
    ring_t *ring = empty_ring();
    if (ring == NULL)
        ring = make_ring();
    if (ring == NULL)
        rt_out_of_memory(sizeof *ring);
    take_ring(ring);
    if (first)
        RT_EVENT(.kind = CTX_EV_TASK_NEW, .other = atomic_load(&ring->task), .aux = rt_text("main"));
    return ring;
}

static void kick(void)
{
    atomic_store_explicit(&writer_idle, 0, memory_order_relaxed);
    atomic_fetch_add(&kicks, 1);
    futex_wake(&kicks, 1);
}

/* A burst that is watched, faster than the writer: this thread goes on in another ring, and what is in this one stays to be taken. */
static bool leave_full_ring(ring_t *full)
{
    if (!atomic_load_explicit(&watched, memory_order_relaxed))
        return false;
    ring_t *ring = empty_ring();
    if (ring == NULL && (size_t)atomic_load(&ring_count) * sizeof *ring < live_room())
        ring = make_ring();
    if (ring == NULL)
        return false;
    take_ring(ring);
    atomic_store_explicit(&full->used, 0, memory_order_release);
    kick();
    return true;
}

/* Full, as far as we know. False: the event is dropped, or recording is over. */
static bool find_room(ring_t *ring, uint32_t head)
{
    ring->limit = atomic_load_explicit(&ring->tail, memory_order_acquire) + RING;
    if (head != ring->limit)
        return true;
    if (writer.live) {
        if (leave_full_ring(ring))
            return true;
        atomic_store_explicit(&ring->hole, head, memory_order_relaxed);
        atomic_fetch_add_explicit(&ring->lost, 1, memory_order_release);
        return false;
    }
    while (rt_traced()) {
        uint32_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
        ring->limit = tail + RING;
        if (head != ring->limit)
            return true;
        kick();
        futex_wait(&ring->tail, tail);
    }
    return false;
}

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
    ring_t *ring = own;
    if (RT_RARE(ring == NULL) && (ring = new_ring()) == NULL)
        return NULL;
    *head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    if (RT_RARE(*head == ring->limit)) {
        if (!find_room(ring, *head))
            return NULL;
        ring = own; /* it may be another one now */
        *head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    }
    fetch_to_write(&ring->slots[(*head + AHEAD) % RING]);
    return &ring->slots[*head % RING];
}

static inline void publish(uint32_t head, uint64_t stamp)
{
    own->stamp = stamp;
    atomic_store_explicit(&own->head, head + 1, memory_order_release);
    if (RT_RARE(atomic_load_explicit(&writer_idle, memory_order_relaxed)))
        kick();
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

/* ---- what is written ---------------------------------------------------------------------------------------------- */

static void flush(void)
{
    const char *from = (const char *)writer.out;
    size_t left = writer.filled * sizeof writer.out[0];
    writer.filled = 0;
    if (writer.live) {
        live_send(from, left);
        return;
    }
    if (writer.open && !trace_file_write(from, left)) {
        writer.open = false;
        __atomic_store_n(&rt_tracing, false, __ATOMIC_RELAXED);
    }
}

static void trace_raw(const void *record)
{
    if (writer.filled == BATCH)
        flush();
    memcpy(&writer.out[writer.filled++], record, sizeof writer.out[0]);
}

void trace_record(ctx_event_t event)
{
    event.seq = ++writer.seq;
    trace_raw(&event);
}

static void write_text(uint32_t id, const char *text, size_t length)
{
    char slot[sizeof(ctx_event_t)];
    trace_record((ctx_event_t){.kind = CTX_EV_TEXT, .other = id, .aux = (uint32_t)length, .time = writer.time});
    for (size_t at = 0; at < length; at += sizeof slot) {
        size_t n = length - at < sizeof slot ? length - at : sizeof slot;
        memset(slot, 0, sizeof slot);
        memcpy(slot, text + at, n);
        trace_raw(slot);
    }
}

static void write_site(uint32_t id, const ctx_site_t *site, uint32_t file, uint32_t function)
{
    trace_record((ctx_event_t){.kind = CTX_EV_SITE, .site = id, .value = site->line, .other = file, .aux = function,
                               .time = writer.time});
}

/* ---- merging -------------------------------------------------------------------------------------------------------- */

typedef struct anchors {
    uint64_t from_stamp, to_stamp;
    ctx_ns_t from, to;
} anchors_t;

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
    *stamp = ring->slots[tail % RING].seq;
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

static size_t take_run(ring_t *ring, uint64_t until, const anchors_t *a)
{
    size_t taken = 0;
    uint64_t stamp;
    ctx_event_t event;
    while (waits(ring, until, &stamp)) {
        uint32_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
        event = ring->slots[tail % RING];
        event.time = time_of(stamp, a);
        trace_record(event);
        atomic_store_explicit(&ring->tail, tail + 1, memory_order_release);
        taken++;
    }
    if (taken != 0 && writer.live)
        ring->last = event;
    else if (taken != 0)
        futex_wake(&ring->tail, FUTEX_ALL);
    return taken;
}

static uint32_t lost_events(void)
{
    uint32_t lost = 0;
    for (ring_t *ring = atomic_load_explicit(&rings, memory_order_acquire); ring != NULL; ring = ring->next)
        lost += atomic_exchange_explicit(&ring->lost, 0, memory_order_acquire);
    return lost;
}

/* Everything that was recorded before now. Heads first, then the definitions: an event is published after what it
 * names. Returns how many. */
static size_t drain(void)
{
    anchors_t a = {writer.stamp, stamp_now(), writer.time, rt_now()};
    ring_t *among = NULL;
    for (ring_t *ring = atomic_load_explicit(&rings, memory_order_acquire); ring != NULL; ring = ring->next) {
        ring->taken_to = atomic_load_explicit(&ring->head, memory_order_acquire);
        if (ring->taken_to == atomic_load_explicit(&ring->tail, memory_order_relaxed))
            continue;
        ring->waiting = among;
        among = ring;
    }
    size_t taken = 0;
    uint64_t until;
    names_write(write_text, write_site);
    for (ring_t *ring; (ring = oldest(among, a.to_stamp, &until)) != NULL;)
        taken += take_run(ring, until, &a);
    writer.stamp = a.to_stamp;
    writer.time = a.to;
    return taken;
}

/* What the rings hold is given up, and counted: a snapshot will stand in for it. */
uint64_t trace_give_up(void)
{
    uint64_t lost = lost_events();
    for (ring_t *ring = atomic_load_explicit(&rings, memory_order_acquire); ring != NULL; ring = ring->next) {
        uint32_t head = atomic_load_explicit(&ring->head, memory_order_acquire);
        uint32_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
        lost += head - tail;
        if (head != tail)
            ring->last = ring->slots[(head - 1) % RING];
        atomic_store_explicit(&ring->tail, head, memory_order_release);
    }
    writer.stamp = stamp_now();
    writer.time = rt_now();
    return lost;
}

/* What each thread that was heard of does now: nothing that is not known for sure. */
void trace_threads(void (*each)(uint32_t task, bool foreign, const ctx_event_t *waits, void *arg), void *arg)
{
    for (ring_t *ring = atomic_load_explicit(&rings, memory_order_acquire); ring != NULL; ring = ring->next) {
        uint32_t task = atomic_load_explicit(&ring->task, memory_order_acquire);
        if (task == 0 || atomic_load_explicit(&ring->used, memory_order_acquire) == 0)
            continue;
        bool known = ring->last.task == task && atomic_load_explicit(&ring->hole, memory_order_relaxed) !=
                                                    atomic_load_explicit(&ring->tail, memory_order_relaxed);
        each(task, atomic_load_explicit(&ring->foreign, memory_order_relaxed),
             known && ring->last.kind == CTX_EV_TASK_BLOCK ? &ring->last : NULL, arg);
    }
}

void trace_keep_bursts(bool keep) { atomic_store_explicit(&watched, keep, memory_order_relaxed); }
ctx_ns_t trace_time(void) { return writer.time; }
void trace_restart(void) { writer.seq = 0; writer.filled = 0; }
void trace_names(void) { names_write(write_text, write_site); }

void trace_header(ctx_trace_header_t *header)
{
    struct timespec wall;
    clock_gettime(CLOCK_REALTIME, &wall);
    *header = (ctx_trace_header_t){.version = CTX_TRACE_VERSION, .header_size = sizeof *header,
                                   .record_size = sizeof(ctx_event_t), .byte_order = 0x01020304,
                                   .flags = CTX_TRACE_THREADS | (clock_is_scaled() ? CTX_TRACE_SCALED : 0)};
    memcpy(header->magic, CTX_TRACE_MAGIC, sizeof header->magic);
    header->start_unix_ns = (int64_t)wall.tv_sec * 1000000000 + wall.tv_nsec - rt_now();
    const char *entry = getenv("CTX_TRACE_PROGRAM");
    snprintf(header->program, sizeof header->program, "%s", entry != NULL ? entry : program_invocation_short_name);
}

/* ---- the writer ------------------------------------------------------------------------------------------------------ */

static size_t write_once(void)
{
    pthread_mutex_lock(&writer.lock);
    size_t taken = 0;
    if (writer.open) {
        if (writer.live) {
            uint32_t lost = lost_events();
            bool looks = live_turn(lost);
            trace_keep_bursts(looks);
            taken = looks ? drain() : (size_t)live_missed(trace_give_up());
        } else {
            taken = drain();
        }
        flush();
    }
    pthread_mutex_unlock(&writer.lock);
    return taken;
}

static void rest(int ms)
{
    uint32_t seen = atomic_load(&kicks);
    atomic_store(&writer_idle, ms == IDLE_MS);
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    futex_wait_real(&kicks, seen, (int64_t)now.tv_sec * 1000000000 + now.tv_nsec + (int64_t)ms * 1000000);
    atomic_store(&writer_idle, 0);
}

/* A program that crashes or aborts: the tail of its recording is what is looked for. Its handler asks the writer for all that
 * there is and waits, not for long; then the signal does what it would have done. */
static struct {
    _Atomic bool writer_here; /* false in a forked child: nobody would answer */
    _Atomic uint32_t asked, answered;
} crash;
static const int crashes[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS};
enum { CRASHES = sizeof crashes / sizeof crashes[0], CRASH_WAIT_S = 2 };
static RT_THREAD bool is_writer;

static void *write_all(void *arg)
{
    (void)arg;
    is_writer = true;
    prctl(PR_SET_NAME, "ctx-trace", 0, 0, 0);
    while (rt_traced()) {
        uint32_t asked = atomic_load(&crash.asked);
        size_t wrote = write_once();
        if (RT_RARE(asked != atomic_load(&crash.answered))) {
            atomic_store(&crash.answered, asked);
            futex_wake(&crash.answered, FUTEX_ALL);
        }
        rest(wrote != 0 ? PERIOD_MS : IDLE_MS);
    }
    return NULL;
}

static void crashed(int number)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t until = (int64_t)(now.tv_sec + CRASH_WAIT_S) * 1000000000 + now.tv_nsec;
    uint32_t mine = atomic_fetch_add(&crash.asked, 1) + 1, seen;
    bool waits = rt_traced() && !is_writer && atomic_load(&crash.writer_here);
    while (waits && (int32_t)((seen = atomic_load(&crash.answered)) - mine) < 0) {
        kick();
        futex_wait_real(&crash.answered, seen, until);
        clock_gettime(CLOCK_MONOTONIC, &now);
        waits = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec < until;
    }
    raise(number); /* the handling is the system's again; delivered when this returns */
}

/* Only where the program, or a sanitizer, has no handler of its own yet; whoever sets one later replaces ours. */
static void watch_crashes(void)
{
    struct sigaction action = {.sa_handler = crashed, .sa_flags = (int)(SA_RESETHAND | SA_ONSTACK)}, now;
    for (int i = 0; i < CRASHES; i++)
        if (sigaction(crashes[i], NULL, &now) == 0 && now.sa_handler == SIG_DFL)
            sigaction(crashes[i], &action, NULL);
}

/* The roots are there before anybody derives from them. */
void trace_roots(void)
{
    static const uint8_t kinds[] = {CTX_NODE_BACKGROUND, CTX_NODE_TODO};
    for (uint32_t i = 0; i < 2; i++)
        trace_record((ctx_event_t){.kind = CTX_EV_NODE_NEW, .node = i + 1, .detail = kinds[i], .value = CTX_NO_DEADLINE,
                                   .time = writer.time});
}

static bool write_header(void)
{
    ctx_trace_header_t header;
    trace_header(&header);
    return trace_file_write(&header, sizeof header);
}

static void start_writer(void)
{
    pthread_t thread;
    sigset_t all, before;
    writer.stamp = stamp_now();
    writer.time = rt_now();
    writer.open = true;
    if (!writer.live)
        trace_roots();
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    __atomic_store_n(&rt_tracing, true, __ATOMIC_RELAXED);
    if (pthread_create(&thread, NULL, write_all, NULL) == 0) {
        pthread_detach(thread);
        atomic_store(&crash.writer_here, true);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void trace_start(void)
{
    const char *where = getenv("CTX_TRACE");
    if (where == NULL || where[0] == '\0')
        return;
    writer.live = strncmp(where, "unix:", 5) == 0;
    if (writer.live ? !live_listen(where + 5) : !(trace_file_open(where) && write_header()))
        return;
    rt_booking = rt_booking || writer.live; /* a snapshot is taken from the book */
    pthread_key_create(&at_thread_end, thread_ended);
    start_writer();
    (void)task_self(); /* the main thread is task 1 */
    if (!writer.live)
        watch_crashes();
}

void trace_end(void)
{
    if (!rt_traced())
        return;
    (void)write_once();
    pthread_mutex_lock(&writer.lock);
    __atomic_store_n(&rt_tracing, false, __ATOMIC_RELAXED);
    if (writer.open) {
        if (writer.live)
            live_last_turn(lost_events());
        (void)drain();
        trace_record((ctx_event_t){.kind = CTX_EV_END, .value = (int64_t)writer.seq, .time = writer.time});
        flush();
        writer.open = false;
    }
    if (writer.live)
        live_end();
    pthread_mutex_unlock(&writer.lock);
}

/* ---- fork -------------------------------------------------------------------------------------------------------------- */

void trace_hold(bool held)
{
    if (held)
        pthread_mutex_lock(&writer.lock);
    names_hold(held);
    if (!held)
        pthread_mutex_unlock(&writer.lock);
}

/* The file and the socket are the parent's. Nothing is done until the child's first event: most children only call exec. */
void trace_forked(void)
{
    atomic_store(&crash.writer_here, false);
    if (!rt_traced())
        return;
    for (ring_t *ring = atomic_load(&rings); ring != NULL; ring = ring->next) {
        atomic_store(&ring->tail, atomic_load(&ring->head));
        atomic_store(&ring->lost, 0);
        atomic_store(&ring->used, 0);
    }
    child.inherits = own == NULL || own->task != 1;
    own = NULL;
    writer.open = false;
    trace_restart();
    for (int kind = 0; kind < RT_ID_KINDS; kind++)
        child.inherits |= kind != RT_ID_TASK && atomic_load(&given[kind]) != 0;
    atomic_store(&child.undecided, true);
    if (writer.live)
        live_forked();
    else
        trace_file_leave();
}

/* A recording begins with what there is: only a child that inherits no contexts, channels and timers can have one. */
static void begin_in_child(void)
{
    pthread_mutex_lock(&writer.lock);
    if (atomic_exchange(&child.undecided, false)) {
        names_again();
        if (!writer.live && !child.inherits && trace_file_open_own() && write_header()) {
            start_writer();
        } else {
            __atomic_store_n(&rt_tracing, false, __ATOMIC_RELAXED);
            fprintf(stderr, "libctx: process %d was forked from a recorded one, and is not recorded itself\n", (int)getpid());
        }
    }
    pthread_mutex_unlock(&writer.lock);
}
