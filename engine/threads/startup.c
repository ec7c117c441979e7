/* startup.c — before main and after it.
 */
#include "startup.h"

#include <pthread.h>
#include <stdlib.h>

bool rt_tracing;
bool rt_booking;

static void forked(void)
{
    timer_forked();
    trace_forked();
}

static void __attribute__((constructor)) start(void)
{
    const char *book = getenv("CTX_LEDGER");
    clock_start();
    if (book != NULL && book[0] != '\0' && book[0] != '0')
        rt_booking = true;
    trace_start();
    pthread_atfork(NULL, NULL, forked);
}

static void __attribute__((destructor)) end(void) { trace_end(); }
