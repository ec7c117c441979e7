/* sandbox.h — what a child process may do before it meets a stranger's program.
 *
 * Layers: resource limits and no_new_privs always; Landlock (files), seccomp (system calls) and namespaces (network,
 * processes) where the kernel has them. What is missing is never silently skipped: the layers that hold are returned,
 * and `ctxlab doctor` and every report name those that do not.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

#include <stdint.h>
#include <sys/types.h>

#include "err.h"
#include "text.h"

enum {
    SANDBOX_LIMITS = 1,
    SANDBOX_NO_NEW_PRIVS = 2,
    SANDBOX_LANDLOCK = 4,
    SANDBOX_SECCOMP = 8,
    SANDBOX_NAMESPACES = 16,
};

typedef struct sandbox_layer {
    unsigned bit;
    const char *name, *about, *without; /* without: what its absence means */
} sandbox_layer_t;
extern const sandbox_layer_t sandbox_layers[]; /* ends with a NULL name */

typedef enum sandbox_profile {
    SANDBOX_COMPILE, /* gcc: starts programs; no network */
    SANDBOX_RUN,     /* the simulator with a learner's program in it: no process, no thread, no socket, nothing to open for writing */
    SANDBOX_FORKS,   /* the same, and it may fork copies of itself (fork-per-schedule) */
    SANDBOX_THREADS  /* real threads on descriptors it was handed */
} sandbox_profile_t;

typedef struct sandbox_opts {
    sandbox_profile_t profile;
    const char *const *read;  /* files and folders that may be read (and executed while compiling); end with NULL */
    const char *const *write; /* folders where files may be made; end with NULL; NULL: none */
    uint64_t memory;          /* bytes of address space; 0: no limit (address sanitizer) */
    uint64_t data;            /* bytes that it may write to; 0: no limit */
    uint64_t file_size;       /* the largest file it may write */
    unsigned cpu_seconds, descriptors;
} sandbox_opts_t;

/* Enters, for good, in the calling process, which must be a child made for this. *layers: what holds. False with a
 * sentence when a layer this kernel has could not be put on: then nothing must be run. */
bool sandbox_enter(const sandbox_opts_t *opts, unsigned *layers, err_t *err);

/* fork, and the child in namespaces of its own: user, processes (it is number 1 there), network, messages, host name.
 * *apart: whether this machine allowed it. */
pid_t sandbox_fork(bool *apart);

/* Which layers this machine has; tried in a child the first time. */
unsigned sandbox_available(void);
/* "no landlock, no seccomp" for those missing in `layers`; "" when all hold. Appends. */
void sandbox_missing(unsigned layers, buf_t *out);

#endif
