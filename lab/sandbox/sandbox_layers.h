/* sandbox_layers.h — private to the sandbox: the layers that depend on the kernel. */
#ifndef SANDBOX_LAYERS_H
#define SANDBOX_LAYERS_H

#include "sandbox.h"

int landlock_version(void); /* 0: this kernel has none */
bool landlock_enter(const sandbox_opts_t *opts, err_t *err);
bool seccomp_usable(void);
bool seccomp_enter(sandbox_profile_t profile, err_t *err);

#endif
