/* signal_os.c — takes real signals: the handler notes the number and wakes a thread, which cancels.
 *
 * No descriptor stands between them: a program that closes all of its descriptors loses none of this, and a forked child has
 * notes and a thread of its own, so that a signal to one process never ends the other's contexts.
 */
#include "rt.h"
#include "ctx_signal.h"
#include "futex.h"
#include "startup.h"
#include "task.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

enum { SIGNALS = 65 };

static _Atomic uint64_t came;  /* bit n - 1: signal n, not yet told */
static _Atomic uint32_t times; /* futex word: changes when one comes */
static bool listening;
static struct sigaction before[SIGNALS];

static void note(int number)
{
    int saved = errno;
    atomic_fetch_or(&came, (uint64_t)1 << (number - 1));
    atomic_fetch_add(&times, 1);
    futex_wake(&times, 1);
    errno = saved;
}

static void *tell_all(void *arg)
{
    (void)arg;
    prctl(PR_SET_NAME, "ctx-signal", 0, 0, 0);
    task_is_engine();
    for (;;) {
        uint32_t seen = atomic_load(&times);
        uint64_t numbers = atomic_exchange(&came, 0);
        for (int n = 1; n < SIGNALS; n++)
            if ((numbers >> (n - 1) & 1) != 0)
                (void)ctx_signal_raise(n);
        futex_wait(&times, seen);
    }
    return NULL;
}

static void listen(void)
{
    pthread_t thread;
    sigset_t all, masked;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &masked);
    int failed = pthread_create(&thread, NULL, tell_all, NULL);
    if (failed == 0)
        pthread_detach(thread);
    pthread_sigmask(SIG_SETMASK, &masked, NULL);
    if (failed != 0) {
        fprintf(stderr, "libctx: cannot listen to signals: %s\n", strerror(failed));
        _Exit(2);
    }
    listening = true;
}

void (rt_signal_watch)(int number, bool on)
{
    if (on && !listening)
        listen();
    if (on) {
        struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
        sigaction(number, &action, &before[number]);
    } else {
        sigaction(number, &before[number], NULL);
    }
}

/* ThreadSanitizer ends a forked child that starts a thread, unless it is told not to: one that only calls exec must not be
 * ended for a thread that it does not need. */
static bool may_start_threads(void)
{
#ifdef __SANITIZE_THREAD__
    const char *options = getenv("TSAN_OPTIONS");
    return options != NULL && strstr(options, "die_after_fork=0") != NULL;
#else
    return true;
#endif
}

/* The thread is its parent's: the child listens with one of its own. What comes in its first instants was noted, and is told. */
void signal_forked(void)
{
    if (listening && may_start_threads())
        listen();
    else
        listening = false; /* with its next context of signals, if there is one */
}
