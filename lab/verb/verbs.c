/* verbs.c — the table of verbs: one row here, one file verb_NAME.c each. */
#include "verbs.h"

const verb_t *const verbs[] = {
    &verb_open, &verb_list,  &verb_show, &verb_run,  &verb_grade, &verb_watch,  &verb_explore, &verb_hint,
    &verb_explain, &verb_solution, &verb_reset, &verb_demo, &verb_view, &verb_trace, &verb_vet, &verb_doctor, &verb_new,
    &verb_completions, &verb_help, &verb_version, NULL,
};
