/* startup.h — what the runtime reads from the environment before main, and how it ends.
 *
 *   CTX_TRACE=FILE or unix:PATH   record (trace.c)        CTX_LEDGER=1       keep the book (ledger.c)
 *   CTX_TIME_SCALE=N              engine time runs N times as fast (clock.c)
 *                                                         CTX_LEDGER=exit    and at the end list what is alive: status 3
 */
#ifndef STARTUP_H
#define STARTUP_H

#include "rt.h"

long setting_number(const char *name, const char *text, long least, long most, long otherwise);
void clock_start(void);
ctx_ns_t clock_scaled(ctx_ns_t real); /* engine time at that reading of the monotonic clock */
bool clock_is_scaled(void);
void trace_start(void);
void trace_end(void); /* everything recorded so far is written; recording is over */
void lock_start(void);
void lock_forked(void);
void timer_forked(void);
bool timer_any_armed(void);
void timer_hold(bool held); /* around fork: takes or gives back the lock */
void task_hold(bool held);
void ledger_hold(bool held);
void ledger_judges(long seconds); /* at the end of the process the book must be empty */
void ledger_end(void);
void ledger_forked(void);
void trace_hold(bool held);
void trace_forked(void);
void signal_forked(void);
void done_fd_hold(bool held);
void done_fd_forked(void); /* a descriptor of its own under each number */
void mutex_hold(void *mutex, bool held); /* sync.c; a task_mutex_t */

#endif
