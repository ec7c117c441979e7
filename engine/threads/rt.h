/* rt.h — what ctx.c stands on where tasks are threads: futex locks, a monotonic clock, a timer thread, a trace ring a
 * thread. What is inline here is the fast path; the slow one is in the file named beside each declaration.
 */
#ifndef RT_H
#define RT_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#if defined(__GLIBC__) || __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define RT_KNOWS_ALONE 1
#endif

#include "ctx.h"
#include "ctx_event.h"

#define RT_LOCAL __attribute__((visibility("hidden")))
#define RT_RARE(x) __builtin_expect((x) != 0, 0)
#define RT_THREAD __thread __attribute__((tls_model("initial-exec")))

/* True while the process has never had a second thread: plain loads and stores do for what else must be atomic. */
#if defined(RT_KNOWS_ALONE) && !defined(__SANITIZE_THREAD__)
#define rt_alone() (__libc_single_threaded != 0)
#else
#define rt_alone() false
#endif

/* ---- locks (lock.c) --------------------------------------------------------------------------------------- */

typedef struct rt_lock {
    _Atomic uint32_t word; /* 0 free, 1 held */
} rt_lock_t;

/* How many threads sleep for a lock, counted apart from the locks themselves, a few of which share a count: who gives a
 * lock up may not look at it again, for its memory may be gone. */
enum { RT_SLEEPERS = 1024 };
extern RT_LOCAL _Atomic uint32_t rt_sleepers[RT_SLEEPERS];

void rt_lock_wait(rt_lock_t *lock);
void rt_user_code_under(const rt_lock_t *lock); /* this thread runs user code with it held; NULL: no longer */
#define rt_user_code_under(lock) rt_user_code_under(lock)
void rt_lock_wake(rt_lock_t *lock);

static inline void rt_lock_init(rt_lock_t *lock) { atomic_store_explicit(&lock->word, 0, memory_order_relaxed); }

static inline bool rt_try_lock(rt_lock_t *lock)
{
    uint32_t word = 0;
    if (!rt_alone())
        return atomic_compare_exchange_strong_explicit(&lock->word, &word, 1, memory_order_acquire, memory_order_relaxed);
    if (atomic_load_explicit(&lock->word, memory_order_relaxed) != 0)
        return false;
    atomic_store_explicit(&lock->word, 1, memory_order_relaxed);
    return true;
}

static inline void rt_lock(rt_lock_t *lock)
{
    if (RT_RARE(!rt_try_lock(lock)))
        rt_lock_wait(lock);
}

/* No read-modify-write: who is about to sleep makes every running thread pass a barrier between its two looks (lock.c). */
static inline void rt_unlock(rt_lock_t *lock)
{
    atomic_store_explicit(&lock->word, 0, memory_order_release);
    atomic_signal_fence(memory_order_seq_cst);
    if (RT_RARE(atomic_load_explicit(&rt_sleepers[((uintptr_t)lock >> 4) % RT_SLEEPERS], memory_order_relaxed) != 0))
        rt_lock_wake(lock);
}

#include "done.h"

static inline bool rt_chan_closed(const chan_t *ch) { return done_closed(ch); }
void rt_done_tell(struct chan *done, uint32_t word); /* chan.c */
static inline void rt_done_close(struct chan *done)
{
    uint32_t word = 0;
    if (rt_alone()) {
        word = atomic_load_explicit(&done->word, memory_order_relaxed);
        word |= word == 0 ? DONE_CLOSED | DONE_SHARED : DONE_CLOSED;
        atomic_store_explicit(&done->word, word, memory_order_relaxed);
    } else if (!atomic_compare_exchange_strong_explicit(&done->word, &word, DONE_CLOSED | DONE_SHARED, memory_order_acq_rel,
                                                        memory_order_acquire)) {
        word = atomic_fetch_or_explicit(&done->word, DONE_CLOSED, memory_order_acq_rel);
    }
    if (RT_RARE((word & DONE_SLEEPERS) != 0 || done->waiters != NULL))
        rt_done_tell(done, word);
}

int rt_wait_either(chan_t *a, chan_t *b); /* select.c: 0 when a is closed, 1 when b is; NULL never is */

/* ---- time (clock.c, timer.c) ------------------------------------------------------------------------------ */

/* Kept in a wheel of timer.c. What it lies in must not go before the timer has fired or was disarmed. */
typedef struct rt_timer {
    struct rt_timer *next, **link; /* guarded by the wheel's lock; link NULL: not armed */
    ctx_ns_t when;
    uint32_t id;    /* in the trace */
    uint16_t place; /* level and slot in the wheel */
    uint8_t wheel;  /* which; set when it is armed */
    uint8_t kind;   /* RT_TIMER_* */
} rt_timer_t;

enum { RT_TIMER_CTX, RT_TIMER_CHAN };

ctx_ns_t rt_now(void);
static inline void rt_timer_init(rt_timer_t *timer)
{
    timer->link = NULL;
    timer->wheel = 0;
    timer->kind = RT_TIMER_CTX;
}
void rt_timer_arm(rt_timer_t *timer, ctx_ns_t when, uint32_t node_id, const ctx_site_t *site);
bool rt_timer_disarm(rt_timer_t *timer); /* true: it had been armed, and will not fire */

/* ---- tasks (task.c) --------------------------------------------------------------------------------------- */

uint32_t rt_spawn(const char *name, void (*fn)(ctx_t *ctx, void *arg), void *arg, const ctx_site_t *site);

/* ---- memory, descriptors (memory.c, done_fd.c) ------------------------------------------------------------ */

void *rt_out_of_memory(size_t size) __attribute__((noreturn));
extern RT_LOCAL void *(*rt_malloc_hook)(size_t size); /* tests: fail the Nth */

static inline void *rt_alloc(size_t size)
{
    void *memory = RT_RARE(rt_malloc_hook != NULL) ? rt_malloc_hook(size) : malloc(size);
    if (RT_RARE(memory == NULL))
        rt_out_of_memory(size);
    return memory;
}
static inline void rt_free(void *memory) { free(memory); }
void rt_signal_watch(int number, bool on); /* signal_os.c */
void *rt_signal_lock(void);                /* signal.c: a task_mutex_t, held around fork */
#define rt_signal_watch(number, on) rt_signal_watch((number), (on))

/* ---- the trace (trace.c) ---------------------------------------------------------------------------------- */

extern RT_LOCAL bool rt_tracing;
enum rt_id { RT_ID_NODE, RT_ID_HANDLE, RT_ID_TASK, RT_ID_CHAN, RT_ID_TIMER, RT_ID_OBJECT, RT_ID_KINDS };

/* An event's fields in registers; what: kind, flags and detail, as they lie in a record. The stamp is now's, or (also) that of
 * the same thread's last event. */
void rt_emit_(uint32_t what, uint32_t node, uint32_t other, uint32_t site, uint32_t aux, int64_t value);
void rt_emit_also_(uint32_t what, uint32_t node, uint32_t other, uint32_t site, uint32_t aux, int64_t value);
uint32_t rt_site_id(ctx_site_t *site);
uint32_t rt_text_id(const char *text);
uint32_t rt_static_text_id(const char *text); /* the text at this address never changes */
uint32_t rt_new_id(enum rt_id kind);

static inline bool rt_traced(void) { return RT_RARE(__atomic_load_n(&rt_tracing, __ATOMIC_RELAXED)); }
#define rt_may_trace() rt_traced()
#define RT_EMIT_(emit, ...)                                                                                      \
    do {                                                                                                         \
        if (rt_traced()) {                                                                                       \
            const ctx_event_t ev_ = {__VA_ARGS__};                                                               \
            emit(ev_.kind | (uint32_t)ev_.flags << 16 | (uint32_t)ev_.detail << 24, ev_.node, ev_.other, ev_.site, \
                 ev_.aux, ev_.value);                                                                            \
        }                                                                                                        \
    } while (0)
#define RT_EVENT(...) RT_EMIT_(rt_emit_, __VA_ARGS__)
/* also: at the instant of this task's last event, where no lock taken in between could have let another's come first */
#define RT_EVENT_AS(also, ...) RT_EMIT_(((also) ? rt_emit_also_ : rt_emit_), __VA_ARGS__)
#define RT_NEW_ID(kind) (rt_traced() ? rt_new_id(RT_ID_##kind) : 0)
#define RT_STEP(op, ctx, site) ((void)0)
#define RT_TIMED_STEP(op, ctx, site) ((void)0)
#define RT_CASCADE_STEP(child) ((void)0)

static inline uint32_t RT_SITE(const ctx_site_t *site)
{
    if (!rt_traced() || site == NULL)
        return 0;
    uint32_t id = __atomic_load_n(&site->id, __ATOMIC_ACQUIRE);
    return id != 0 ? id : rt_site_id((ctx_site_t *)(uintptr_t)site);
}
#define rt_static_text(text) (rt_traced() ? rt_static_text_id(text) : 0)
static inline uint32_t rt_text(const char *text) { return rt_traced() && text != NULL ? rt_text_id(text) : 0; }

/* ---- checks and the ledger (ledger.c) --------------------------------------------------------------------- */

extern RT_LOCAL bool rt_booking;

static inline bool rt_booked(void) { return RT_RARE(__atomic_load_n(&rt_booking, __ATOMIC_RELAXED)); }
#define rt_may_book() rt_booked()

void rt_nil_use(const ctx_site_t *site) __attribute__((noreturn));
void rt_book_use(const void *ptr, const ctx_site_t *site, const char *what);
void rt_book_add(ctx_ledger_kind_t kind, void *ptr, const char *what, const ctx_site_t *site);
void rt_book_remove(ctx_ledger_kind_t kind, void *ptr);

void rt_check_stack(void); /* a panic when little of it is left */
#define rt_check_stack() rt_check_stack()
#define rt_check_code(fn) ((void)0) /* the simulator's affair */

static inline void rt_check_use(const void *ptr, const ctx_site_t *site, const char *what)
{
    (void)what;
    if (RT_RARE(ptr == NULL))
        rt_nil_use(site);
}
static inline void rt_check_handle(const ctx_cancel_t *cancel, const ctx_site_t *site, const char *what)
{
    if (RT_RARE(cancel == NULL))
        rt_nil_use(site);
    if (rt_booked())
        rt_book_use(cancel, site, what);
}
static inline void rt_ledger_add(ctx_ledger_kind_t kind, void *ptr, const char *what, const ctx_site_t *site)
{
    if (rt_booked())
        rt_book_add(kind, ptr, what, site);
}
static inline void rt_ledger_remove(ctx_ledger_kind_t kind, void *ptr)
{
    if (rt_booked())
        rt_book_remove(kind, ptr);
}

#endif
