/* sandbox.c — limits, no_new_privs, and the order of the layers. Landlock and seccomp have files of their own. */
#include "sandbox.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox_layers.h"

const sandbox_layer_t sandbox_layers[] = {
    {SANDBOX_LIMITS, "limits", "processor time, memory, file size, descriptors", "a program may use up the machine"},
    {SANDBOX_NO_NEW_PRIVS, "no-new-privs", "no program gains rights by starting another", "set-user-id programs work"},
    {SANDBOX_LANDLOCK, "landlock", "only the files a run needs can be opened", "files are guarded by user rights only"},
    {SANDBOX_SECCOMP, "seccomp", "no processes, sockets, signals to others", "system calls are not filtered"},
    {SANDBOX_NAMESPACES, "namespaces", "no network, no other process in sight; all that was started ends",
     "processes and network are guarded by seccomp only"},
    {0, NULL, NULL, NULL},
};

static bool limit(int what, uint64_t value, const char *name, err_t *err)
{
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)what, &now) == 0 && now.rlim_max < value)
        value = now.rlim_max; /* somebody stricter was here before us */
    struct rlimit r = {value, value};
    return setrlimit((__rlimit_resource_t)what, &r) == 0 || err_errno(err, "sandbox: cannot limit %s", name);
}

#ifdef __SANITIZE_ADDRESS__ /* its shadow of all memory is no use of any */
enum { MEMORY_LIMITED = 0 };
#else
enum { MEMORY_LIMITED = 1 };
#endif

static bool enter_limits(const sandbox_opts_t *o, err_t *err)
{
    unsigned files = o->descriptors == 0 ? 64 : o->descriptors;
    bool ok = limit(RLIMIT_CORE, 0, "core files", err) && limit(RLIMIT_FSIZE, o->file_size, "file size", err) &&
              limit(RLIMIT_CPU, o->cpu_seconds, "processor time", err) &&
              limit(RLIMIT_NOFILE, files, "descriptors", err);
    if (ok && MEMORY_LIMITED && o->memory > 0)
        ok = limit(RLIMIT_AS, o->memory, "memory", err);
    if (ok && MEMORY_LIMITED && o->data > 0)
        ok = limit(RLIMIT_DATA, o->data, "memory", err);
    return ok;
}

bool sandbox_enter(const sandbox_opts_t *opts, unsigned *layers, err_t *err)
{
    *layers = 0;
    if (!enter_limits(opts, err))
        return false;
    *layers |= SANDBOX_LIMITS;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return err_errno(err, "sandbox: cannot set no_new_privs");
    *layers |= SANDBOX_NO_NEW_PRIVS;
    if (opts->profile != SANDBOX_COMPILE)
        (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    if (landlock_version() > 0) {
        if (!landlock_enter(opts, err))
            return false;
        *layers |= SANDBOX_LANDLOCK;
    }
    if (seccomp_usable()) {
        if (!seccomp_enter(opts->profile, err))
            return false;
        *layers |= SANDBOX_SECCOMP;
    }
    return true;
}

unsigned sandbox_available(void)
{
    static unsigned known;
    static const char *const nothing[] = {NULL};
    if (known != 0)
        return known;
    bool apart;
    pid_t child = sandbox_fork(&apart);
    if (child == 0) {
        sandbox_opts_t o = {.profile = SANDBOX_COMPILE, .read = nothing, .write = nothing, .file_size = 1 << 20, .cpu_seconds = 10};
        unsigned layers = 0;
        err_t err;
        (void)sandbox_enter(&o, &layers, &err);
        _exit((int)(layers | (apart ? SANDBOX_NAMESPACES : 0)));
    }
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    known = child > 0 && WIFEXITED(status) ? (unsigned)WEXITSTATUS(status) : 0;
    return known;
}

void sandbox_missing(unsigned layers, buf_t *out)
{
    for (const sandbox_layer_t *l = sandbox_layers; l->name != NULL; l++)
        if ((layers & l->bit) == 0)
            buf_addf(out, "%sno %s", out->len > 0 ? ", " : "", l->name);
}
