/* verbs.h — the rows of the table in verbs.c. */
#ifndef VERBS_H
#define VERBS_H

#include "lab.h"

extern const verb_t verb_open, verb_list, verb_show, verb_run, verb_grade, verb_watch, verb_explore, verb_hint, verb_explain,
    verb_solution, verb_reset, verb_demo, verb_view, verb_trace, verb_vet, verb_doctor, verb_new, verb_completions, verb_help,
    verb_version;

#endif
