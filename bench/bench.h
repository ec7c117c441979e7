/* bench.h — the timing that every C and C++ program of the comparison shares. A row is printed as "name value".
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static inline double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static inline int bench_less(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Threads that are timed together call this first: each keeps to a processor of its own, in turn. The kernel likes to put
 * two that wait for the same barrier on one, and then a row says nothing about two.
 * (Go's scheduler places its own.) */
static inline void bench_own_processor(void)
{
    static int given;
    unsigned long mask = 1ul << (__atomic_fetch_add(&given, 1, __ATOMIC_RELAXED) % 2);
    (void)!syscall(SYS_sched_setaffinity, 0, sizeof mask, &mask); /* with one processor it stays where it is */
}

/* The median of 7 batches of n, in ns each. */
#define BATCHES 7
#define ROW(name, n, statement)                                               \
    do {                                                                      \
        double batch_[BATCHES];                                               \
        for (int b_ = 0; b_ < BATCHES; b_++) {                                \
            double from_ = now_ns();                                          \
            for (long i = 0; i < (long)(n); i++) {                            \
                statement;                                                    \
            }                                                                 \
            batch_[b_] = (now_ns() - from_) / (double)(n);                    \
        }                                                                     \
        qsort(batch_, BATCHES, sizeof batch_[0], bench_less);                 \
        printf("%s %.2f\n", name, batch_[BATCHES / 2]);                       \
        fflush(stdout);                                                       \
    } while (0)

#define KEEP(value) __asm__ volatile("" : : "g"(value) : "memory")

#endif
