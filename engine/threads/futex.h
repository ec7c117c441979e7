/* futex.h — the system calls that waiting rests on. Every wait may wake for no reason: callers look again.
 */
#ifndef FUTEX_H
#define FUTEX_H

#include <stdatomic.h>
#include <stdint.h>

#include "ctx.h"

void futex_wait(const _Atomic uint32_t *word, uint32_t seen);                       /* while *word == seen */
void futex_wait_real(const _Atomic uint32_t *word, uint32_t seen, ctx_ns_t when);  /* the system's time */
void futex_wait_until(const _Atomic uint32_t *word, uint32_t seen, ctx_ns_t when); /* engine time */
/* while both are as seen; wakes by itself from time to time on a kernel before 5.16 */
void futex_wait_two(const _Atomic uint32_t *a, uint32_t seen_a, const _Atomic uint32_t *b, uint32_t seen_b);
void futex_wake(const _Atomic uint32_t *word, int n); /* by address only: the word itself may be gone */
#define FUTEX_ALL INT32_MAX

ctx_ns_t clock_real(ctx_ns_t engine_time); /* the system's monotonic clock at that engine time; saturates */

#endif
