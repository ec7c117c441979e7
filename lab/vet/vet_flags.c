/* vet_flags.c — see vet_flags.h. No -fexceptions: with it every wrapper would seem to leak. */
#include "vet_flags.h"

#include <stddef.h>

const char *const vet_flags[] = {"gcc", "-std=gnu11", "-O0", "-g", "-fanalyzer", "-Wall", "-Wextra", "-fdiagnostics-color=never",
                                 "-fno-diagnostics-show-caret", "-fdiagnostics-path-format=none", "-fanalyzer-verbosity=1",
                                 "-Wno-analyzer-possible-null-dereference", "-Wno-analyzer-possible-null-argument", NULL};
