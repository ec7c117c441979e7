/* startup.c — before main and after it.
 */
#include "startup.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool rt_tracing;
bool rt_booking;

/* So that the child finds the wheels, the table of tasks and the book whole, and their locks free. */
static void before_fork(void)
{
    mutex_hold(rt_signal_lock(), true);
    timer_hold(true); /* who holds a wheel may wait for the trace's writer; who writes looks into the book */
    task_hold(true);
    trace_hold(true);
    ledger_hold(true);
    done_fd_hold(true);
}

static void after_fork(void)
{
    done_fd_hold(false);
    ledger_hold(false);
    trace_hold(false);
    task_hold(false);
    timer_hold(false);
    mutex_hold(rt_signal_lock(), false);
}

static void forked(void)
{
    after_fork();
    lock_forked();
    ledger_forked();
    timer_forked();
    trace_forked();
    done_fd_forked();
    signal_forked();
}

/* A number from least to most and nothing else; where it is not, one line says what is done instead. */
long setting_number(const char *name, const char *text, long least, long most, long otherwise)
{
    char *end = NULL;
    long n = strtol(text, &end, 10);
    if (end != text && *end == '\0' && n >= least && n <= most)
        return n;
    fprintf(stderr, "libctx: %s: \"%s\" is not a number from %ld to %ld; taken as %ld\n", name, text, least, most, otherwise);
    return otherwise;
}

/* "", "0" or unset: no book; "1": the book; "exit", "exit:SECONDS": the book, and a judgement at the end. */
static void read_ledger(const char *book)
{
    if (book == NULL || book[0] == '\0' || strcmp(book, "0") == 0)
        return;
    rt_booking = true;
    if (strcmp(book, "exit") == 0)
        ledger_judges(1);
    else if (strncmp(book, "exit:", 5) == 0)
        ledger_judges(setting_number("CTX_LEDGER=exit:SECONDS", book + 5, 0, 86400, 1));
    else if (strcmp(book, "1") != 0)
        fprintf(stderr, "libctx: CTX_LEDGER=%s is none of 0, 1, exit, exit:SECONDS; taken as 1\n", book);
}

static void __attribute__((constructor)) start(void)
{
    clock_start();
    lock_start();
    read_ledger(getenv("CTX_LEDGER"));
    trace_start();
    pthread_atfork(before_fork, after_fork, forked);
}

static void __attribute__((destructor)) end(void)
{
    trace_end();
    ledger_end();
}
