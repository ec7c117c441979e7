/* verbs.h — the rows of the table in verbs.c. */
#ifndef VERBS_H
#define VERBS_H

#include "lab.h"

extern const verb_t verb_open, verb_list, verb_show, verb_hint, verb_explain, verb_solution, verb_reset, verb_doctor,
    verb_completions, verb_help, verb_version;

#endif
