/* trace.c — recording: a ring a thread, one writer.
 *
 * A thread puts its events into its own ring (trace_ring.c). The writer thread takes what all rings hold up to an instant, merges it
 * by stamp (trace_merge.c), numbers it and writes it out. So an event costs the program a copy, and the order across threads is by
 * clock.
 *
 * To a FILE nothing is lost: a full ring waits for the writer; a crash or an abort asks the writer for the rest; and of a
 * program that is killed or calls _exit the rest is in FILE.tail (trace_tail.c). To a viewer: live.c.
 */
#define _GNU_SOURCE /* program_invocation_short_name */
#include "trace_ring.h"
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

enum { PERIOD_MS = 2, IDLE_MS = 50 };

_Atomic uint32_t trace_writer_idle;
static _Atomic uint32_t kicks;

static struct {
    pthread_mutex_t lock; /* whoever writes */
    bool open, live;
    uint64_t seq;
    size_t filled;
    ctx_event_t *out; /* TRACE_BATCH: in the tail, or these */
    ctx_event_t own[TRACE_BATCH];
} writer = {.lock = PTHREAD_MUTEX_INITIALIZER, .out = writer.own};

bool trace_is_live(void) { return writer.live; }

void trace_kick(void)
{
    atomic_store_explicit(&trace_writer_idle, 0, memory_order_relaxed);
    atomic_fetch_add(&kicks, 1);
    futex_wake(&kicks, 1);
}

/* ---- what is written ---------------------------------------------------------------------------------------------- */

static void flush(void)
{
    const char *from = (const char *)writer.out;
    size_t left = writer.filled * sizeof writer.out[0];
    if (writer.live) {
        writer.filled = 0;
        live_send(from, left);
        return;
    }
    if (!writer.open)
        return;
    if (trace_file_write(from, left)) {
        writer.filled = 0;
        tail_kept();
        return;
    }
    writer.open = false;
    __atomic_store_n(&rt_tracing, false, __ATOMIC_RELAXED);
    rings_let_go();
}

static ctx_event_t *next_out(void)
{
    if (RT_RARE(writer.filled == TRACE_BATCH))
        flush();
    return writer.open ? &writer.out[writer.filled] : NULL;
}

ctx_event_t *trace_next(uint64_t *seq)
{
    *seq = ++writer.seq;
    return next_out();
}

void trace_put(uint32_t block, uint32_t at)
{
    writer.filled++;
    tail_put(block, at);
}

static void put_bytes(const void *bytes, size_t size)
{
    ctx_event_t *next = next_out();
    if (next == NULL)
        return;
    memset(next, 0, sizeof *next);
    memcpy(next, bytes, size);
    trace_put(0, 0);
}

void trace_record(ctx_event_t event)
{
    event.seq = ++writer.seq;
    put_bytes(&event, sizeof event);
}

static void write_text(uint32_t id, const char *text, size_t length)
{
    trace_record((ctx_event_t){.kind = CTX_EV_TEXT, .other = id, .aux = (uint32_t)length, .time = trace_time()});
    for (size_t at = 0; at < length; at += sizeof(ctx_event_t)) {
        size_t n = length - at < sizeof(ctx_event_t) ? length - at : sizeof(ctx_event_t);
        put_bytes(text + at, n);
    }
}

static void write_site(uint32_t id, const ctx_site_t *site, uint32_t file, uint32_t function)
{
    trace_record((ctx_event_t){.kind = CTX_EV_SITE, .site = id, .value = site->line, .other = file, .aux = function,
                               .time = trace_time()});
}

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
            uint32_t lost = merge_lost();
            bool looks = live_turn(lost);
            trace_keep_bursts(looks);
            taken = looks ? merge_all() : (size_t)live_missed(trace_give_up());
        } else {
            taken = merge_all();
        }
        flush();
    }
    pthread_mutex_unlock(&writer.lock);
    return taken;
}

/* Not at all if there was a kick since `seen`: a full ring may have been passed already. */
static void rest(int ms, uint32_t seen)
{
    atomic_store(&trace_writer_idle, ms == IDLE_MS);
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    futex_wait_real(&kicks, seen, (int64_t)now.tv_sec * 1000000000 + now.tv_nsec + (int64_t)ms * 1000000);
    atomic_store(&trace_writer_idle, 0);
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
        uint32_t asked = atomic_load(&crash.asked), seen = atomic_load(&kicks);
        size_t wrote = write_once();
        if (RT_RARE(asked != atomic_load(&crash.answered))) {
            atomic_store(&crash.answered, asked);
            futex_wake(&crash.answered, FUTEX_ALL);
        }
        rest(wrote != 0 ? PERIOD_MS : IDLE_MS, seen);
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
        trace_kick();
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
                                   .time = trace_time()});
}

static bool write_header(void)
{
    struct { ctx_trace_header_t header; ctx_trace_mark_t mark; } begins;
    trace_header(&begins.header);
    begins.header.header_size = sizeof begins;
    begins.mark.process = trace_file_process();
    tail_open(trace_file_path(), begins.mark.id);
    names_tell();
    writer.out = tail_out() != NULL ? tail_out() : writer.own;
    return trace_file_write(&begins, sizeof begins);
}

static void start_writer(void)
{
    pthread_t thread;
    sigset_t all, before;
    merge_anchor();
    writer.open = true;
    if (!writer.live) {
        trace_roots();
        flush(); /* from now on all that is not in the file is in rings */
    }
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
    rings_start();
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
            live_last_turn(merge_lost());
        (void)merge_all();
        trace_record((ctx_event_t){.kind = CTX_EV_END, .value = (int64_t)writer.seq, .time = trace_time()});
        flush();
        if (writer.open && !writer.live)
            tail_remove();
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

/* What the child of a fork does at its first event. */
static struct {
    _Atomic bool undecided;
    bool inherits;
} child;

/* The file and the socket are the parent's. Nothing is done until the child's first event: most children only call exec. */
void trace_forked(void)
{
    atomic_store(&crash.writer_here, false);
    if (!rt_traced())
        return;
    child.inherits = rings_forked() != 1 || ids_given();
    writer.open = false;
    writer.out = writer.own;
    trace_restart();
    atomic_store(&child.undecided, true);
    tail_forked();
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

bool trace_child_begins(void)
{
    bool first = atomic_load(&child.undecided);
    if (first)
        begin_in_child();
    return first;
}
