/* bench.h — the timing that every C and C++ program of the comparison shares. A row is printed as "name value".
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

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
