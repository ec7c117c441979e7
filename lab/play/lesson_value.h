/* lesson_value.h — what a run shows at a stop, as a word; and a context drawn with its slots. */
#ifndef LESSON_VALUE_H
#define LESSON_VALUE_H

#include <stdio.h>

#include "ctx.h"
#include "err.h"
#include "model.h"

/* Expressions: lesson.h. False with a sentence when it is none. */
bool lesson_value(const model_t *m, const char *expression, char *out, size_t size, err_t *err);
/* The id of the context an expression is about ("node N …"), made by then or not; 0: it is about none. */
uint32_t lesson_node(const char *expression);
/* "node N": its slots in a box. */
bool lesson_show(const model_t *m, const char *what, FILE *out, err_t *err);

#endif
