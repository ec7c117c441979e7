/* lesson_place.h — what a lesson gives to read: a place in a file, opened where its text speaks of it. */
#ifndef LESSON_PLACE_H
#define LESSON_PLACE_H

#include <stdio.h>

#include "catalog.h"

/* "mark NAME": LESSON: NAME in engine/ctx.c (or another file of the engine); "function NAME" of the lesson's own program;
 * "file NAME": a file in the lesson's folder. */
typedef struct lesson_place {
    char *path;    /* owned */
    char name[120]; /* "engine/ctx.c:532 (LESSON: cancel)" */
    int line, lines;
} lesson_place_t;

/* False with a sentence: there is no such place. */
bool lesson_place(const entry_t *e, const char *what, lesson_place_t *place, err_t *err);
/* Its lines with their numbers. */
void lesson_place_print(const lesson_place_t *place, FILE *out);

#endif
