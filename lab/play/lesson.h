/* lesson.h — a lesson: a live program, stopped at its marks. At each stop something is told and shown, a prediction is
 * asked, and running on to the next stop answers it. The right answer is what the run shows, never what a text says.
 *
 * exercises/ID/lesson.txt; a line that begins with @ is one of these, every other is prose:
 *     @stop MARK         here the program has reached scene_mark(MARK)
 *     @show node N       draws the slots of the Nth context that the program derived
 *     @read WHAT         opens a place to read, until the run goes on: mark NAME (LESSON: NAME in the engine's source) ·
 *                        function NAME (of exercise.c) · file NAME (in the lesson's folder)
 *     @ask QUESTION      about the next stop
 *     @value EXPRESSION  what of the run answers it: node N SLOT · tasks · handles · timers · nodes · count NAME · hops · time
 *     @choice LABEL[: VALUE]   what a person may say, and which value of the expression makes it right
 *     @entry ID          the entry that teaches what was just answered: it can be gone to from here
 *     @because TEXT      told after the answer; of several questions asked before one stop, each has its own
 * In what is told, asked or chosen from, {{EXPRESSION}} stands for its value at that stop: so a text tells what is measured.
 */
#ifndef LESSON_H
#define LESSON_H

#include <stdio.h>

#include "catalog.h"
#include "lesson_place.h"
#include "model.h"
#include "trace.h"

typedef struct lesson lesson_t;

enum { LESSON_CHOICES = 6 };
typedef enum step_kind { STEP_STOP, STEP_PROSE, STEP_SHOW, STEP_ASK, STEP_BECAUSE, STEP_READ, STEP_ENTRY } step_kind_t;
typedef struct step {
    step_kind_t kind;
    char *text;  /* mark, prose, question, reason; show, read: what; entry: its id */
    char *value; /* ask: the expression */
    char *label[LESSON_CHOICES], *means[LESSON_CHOICES];
    int choices;
    lesson_place_t place; /* read: where it stands */
} step_t;

lesson_t *lesson_read(const entry_t *e, err_t *err); /* owned (lesson_free); NULL with a sentence */
void lesson_free(lesson_t *l);
size_t lesson_questions(const lesson_t *l);
size_t lesson_steps(const lesson_t *l);
const step_t *lesson_step(const lesson_t *l, size_t i); /* borrowed */
/* Which choice of a question the run shows to be right at this stop, and what the run shows; −1 with a sentence: none. */
int lesson_right(const step_t *ask, const model_t *m, char *seen, size_t size, err_t *err);

/* Puts in the values of this run; false with a sentence: it does not show one of them, or does not reach a stop. */
bool lesson_fill(lesson_t *l, const trace_t *trace, err_t *err);

/* Plays it on the trace of its program. answers: one a line, a choice's letter or label; a person's terminal or a file.
 * Returns 0 all right, 1 some wrong, 2 answers missing or not among the choices, 4 the run answers a question with no
 * choice (the lesson is broken). */
int lesson_play(lesson_t *l, const trace_t *trace, FILE *answers, FILE *out, size_t *right, err_t *err); /* right: so many answers were */
/* A caption script for the visualizer: one caption a stop. Owned. */
char *lesson_captions(const lesson_t *l);

#endif
