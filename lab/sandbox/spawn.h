/* spawn.h — child processes with an end: a limit in real time (what a busy machine keeps them waiting for a processor is
 * not counted, up to ten times the limit), an output limit, and nothing left behind.
 *
 * A child gets a process group of its own, stdin from /dev/null, one pipe for stdout and stderr, and dies with us. When
 * it is over, or has to be, the whole group is killed.
 */
#ifndef SPAWN_H
#define SPAWN_H

#include <sys/types.h>

#include "err.h"
#include "sandbox.h"
#include "text.h"

typedef struct spawn {
    const char *const *argv; /* argv[0]: looked for in the caller's PATH */
    const char *const *env;  /* ends with NULL; NULL: a small fixed one */
    const char *dir;         /* where it runs; NULL: here */
    const sandbox_opts_t *sandbox; /* entered before the program starts; NULL: limits are the program's own affair */
    bool apart;              /* in namespaces of its own, where this machine allows; always so with a sandbox */
    bool alone;              /* its very first process there is the program: it handles its signals itself */
    const int *fds;          /* become 3, 4, … in the child */
    size_t fd_count;
    int wall_ms;
    size_t output_limit; /* more than this ends it */
    void (*tick)(void *self); /* while it is waited for, a few times a second; NULL */
    void *tick_self;
} spawn_t;

typedef struct spawned {
    int exit_code;     /* −1: ended by a signal */
    bool not_started;  /* it never began; output says why */
    int signal;        /* 0: none */
    bool timed_out, flooded, interrupted;
    unsigned layers;   /* of the sandbox, when one was asked for */
    double seconds;
    buf_t output;      /* owned: spawned_free */
} spawned_t;

typedef struct child child_t;

/* NULL with a sentence when it could not be started. Owned: spawn_wait ends and frees it. */
child_t *spawn_start(const spawn_t *s, err_t *err);
void spawn_wait(child_t *child, spawned_t *result);
void spawn_stop(child_t *child); /* it ends now; spawn_wait must follow */
/* Both in one. */
bool spawn_run(const spawn_t *s, spawned_t *result, err_t *err);
void spawned_free(spawned_t *result);

/* Ctrl-C, SIGTERM, SIGHUP end what is running and let the caller clean up; a third one is not waited for. */
void interrupt_catch(void);
bool interrupted(void);
/* Ends this process by the signal that was caught, so that the shell sees why; returns when there was none. */
void interrupt_finish(void);

double seconds_now(void); /* monotonic */

#endif
