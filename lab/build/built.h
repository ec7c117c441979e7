/* built.h — the program of an entry, compiled: the learner's or the shipped one. For verbs that run it.
 */
#ifndef BUILT_H
#define BUILT_H

#include "compile.h"
#include "lab.h"

/* dir: where ID.c is (NULL: the workspace, made on first use); shipped: the catalog's own. Demos and lessons are always
 * shipped. Says what is wrong on stderr; returns LAB_PASSED, or the exit code. */
int built_program(const lab_t *lab, const entry_t *e, const char *dir, bool shipped, compiled_t *out);

#endif
