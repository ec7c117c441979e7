/* signal_os.c — takes real signals: the handler writes the number to a pipe, a thread reads it and cancels.
 */
#define _GNU_SOURCE /* pipe2 */
#include "rt.h"
#include "ctx_signal.h"
#include "task.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { SIGNALS = 65 };

static int ends[2] = {-1, -1};
static struct sigaction before[SIGNALS];

static void came(int number)
{
    unsigned char byte = (unsigned char)number;
    int saved = errno;
    (void)!write(ends[1], &byte, 1);
    errno = saved;
}

static void *read_all(void *arg)
{
    unsigned char byte;
    (void)arg;
    prctl(PR_SET_NAME, "ctx-signal", 0, 0, 0);
    task_is_engine();
    for (;;) {
        ssize_t n = read(ends[0], &byte, 1);
        if (n == 1)
            (void)ctx_signal_raise(byte);
        else if (n == 0 || errno != EINTR)
            return NULL;
    }
}

static void start(void)
{
    pthread_t thread;
    sigset_t all, masked;
    if (pipe2(ends, O_CLOEXEC) != 0 || fcntl(ends[1], F_SETFL, O_NONBLOCK) != 0) {
        fprintf(stderr, "libctx: cannot listen to signals: %s\n", strerror(errno));
        _Exit(2);
    }
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &masked);
    if (pthread_create(&thread, NULL, read_all, NULL) == 0)
        pthread_detach(thread);
    pthread_sigmask(SIG_SETMASK, &masked, NULL);
}

void (rt_signal_watch)(int number, bool on)
{
    if (ends[0] < 0)
        start();
    if (on) {
        struct sigaction action = {.sa_handler = came, .sa_flags = SA_RESTART};
        sigaction(number, &action, &before[number]);
    } else {
        sigaction(number, &before[number], NULL);
    }
}
