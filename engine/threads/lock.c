/* lock.c — the slow half of rt_lock, and the futex calls.
 *
 * Who gives a lock up stores 0 and then looks whether somebody sleeps; who is about to sleep says so and then looks whether
 * the lock is free. On both sides the two must not change places. The first side is the common one, so the second pays for
 * both: membarrier makes every thread of the process that runs pass a full barrier. Whoever stored before it is seen;
 * whoever stores after it sees the sleeper. Where the call is not to be had, a sleeper looks again every millisecond.
 */
#include "futex.h"
#include "rt.h"
#include "startup.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { SPINS = 64 };

void futex_wait(const _Atomic uint32_t *word, uint32_t seen)
{
    int saved = errno;
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, seen, NULL, NULL, 0);
    errno = saved;
}

void futex_wait_until(const _Atomic uint32_t *word, uint32_t seen, ctx_ns_t when)
{
    futex_wait_real(word, seen, clock_real(when));
}

void futex_wait_real(const _Atomic uint32_t *word, uint32_t seen, ctx_ns_t real)
{
    int saved = errno;
    struct timespec until = {real / 1000000000, real % 1000000000};
    syscall(SYS_futex, word, FUTEX_WAIT_BITSET_PRIVATE, seen, &until, NULL, FUTEX_BITSET_MATCH_ANY);
    errno = saved;
}

#ifndef SYS_futex_waitv
#define SYS_futex_waitv 449
#endif
struct wait_on { /* struct futex_waitv, which older headers lack */
    uint64_t seen, word;
    uint32_t flags, reserved;
};

void futex_wait_two(const _Atomic uint32_t *a, uint32_t seen_a, const _Atomic uint32_t *b, uint32_t seen_b)
{
    enum { FLAGS = 2 | FUTEX_PRIVATE_FLAG }; /* 32 bits wide */
    int saved = errno;
    struct wait_on both[2] = {{seen_a, (uintptr_t)a, FLAGS, 0}, {seen_b, (uintptr_t)b, FLAGS, 0}};
    if (syscall(SYS_futex_waitv, both, 2, 0, NULL, CLOCK_MONOTONIC) < 0 && errno != EAGAIN && errno != EINTR) {
        struct timespec moment = {0, 1000000}; /* not there: look again every millisecond */
        syscall(SYS_futex, a, FUTEX_WAIT_PRIVATE, seen_a, &moment, NULL, 0);
    }
    errno = saved;
}

void futex_wake(const _Atomic uint32_t *word, int n)
{
    int saved = errno;
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, n, NULL, NULL, 0);
    errno = saved;
}

static inline void pause_cpu(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

static RT_THREAD const rt_lock_t *held_by_us;

void (rt_user_code_under)(const rt_lock_t *lock) { held_by_us = lock; }

_Atomic uint32_t rt_sleepers[RT_SLEEPERS];

static _Atomic bool no_barrier;

void lock_start(void)
{
    no_barrier = syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) != 0;
}

void lock_forked(void)
{
    for (int i = 0; i < RT_SLEEPERS; i++)
        atomic_store_explicit(&rt_sleepers[i], 0, memory_order_relaxed); /* they sleep in the parent */
}

static bool try_lock(rt_lock_t *lock)
{
    uint32_t word = 0;
    return atomic_load_explicit(&lock->word, memory_order_relaxed) == 0 &&
           atomic_compare_exchange_strong_explicit(&lock->word, &word, 1, memory_order_acquire, memory_order_relaxed);
}

static void sleep_for(rt_lock_t *lock)
{
    _Atomic uint32_t *sleepers = &rt_sleepers[((uintptr_t)lock >> 4) % RT_SLEEPERS];
    atomic_fetch_add(sleepers, 1);
    bool blind = no_barrier || syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0) != 0;
    while (!try_lock(lock)) {
        if (blind)
            futex_wait_until(&lock->word, 1, rt_now() + CTX_MS(1));
        else
            futex_wait(&lock->word, 1);
    }
    atomic_fetch_sub(sleepers, 1);
}

void rt_lock_wait(rt_lock_t *lock)
{
    if (lock == held_by_us)
        ctx_panic("deadlock: a custom context's after_func called back at once, under the child's lock");
    for (int i = 0; i < SPINS; i++) {
        if (try_lock(lock))
            return;
        pause_cpu();
    }
    int saved = errno;
    sleep_for(lock);
    errno = saved;
}

void rt_lock_wake(rt_lock_t *lock) { futex_wake(&lock->word, 1); }
