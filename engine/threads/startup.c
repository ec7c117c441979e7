/* startup.c — before main and after it.
 */
#include "startup.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

bool rt_tracing;
bool rt_booking;

/* So that the child finds the wheels, the table of tasks and the book whole, and their locks free. */
static void before_fork(void)
{
    ledger_hold(true);
    timer_hold(true);
    task_hold(true);
}

static void after_fork(void)
{
    task_hold(false);
    timer_hold(false);
    ledger_hold(false);
}

static void forked(void)
{
    after_fork();
    lock_forked();
    ledger_forked();
    timer_forked();
    trace_forked();
}

static void __attribute__((constructor)) start(void)
{
    const char *book = getenv("CTX_LEDGER");
    clock_start();
    lock_start();
    if (book != NULL && book[0] != '\0' && book[0] != '0')
        rt_booking = true;
    if (book != NULL && strncmp(book, "exit", 4) == 0)
        ledger_judges(book[4] == ':' ? book + 5 : NULL);
    trace_start();
    pthread_atfork(before_fork, after_fork, forked);
}

static void __attribute__((destructor)) end(void)
{
    trace_end();
    ledger_end();
}
