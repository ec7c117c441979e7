/* lesson.h — a lesson beside the tree: something is told, a prediction is asked, and the run, playing on, answers it.
 *
 * A lesson is a list of steps (tui.h). They are taken one card at a time: a card is what fits together on the screen between
 * two presses of Enter. An answer and its reasons are a card; what is told and asked next is another.
 */
#ifndef TUI_LESSON_H
#define TUI_LESSON_H

#include "keys.h"
#include "paint.h"
#include "tui.h"

struct app;

enum { LESSON_STEPS = 200, LESSON_PENDING = 8, LESSON_NOTES = 12 };
typedef struct lesson_note { style_t st; char text[1200]; } lesson_note_t;

typedef struct lesson {
    bool on, running, over; /* running: the events up to the next stop are being played */
    const tui_step_t *step; /* borrowed from the host */
    size_t steps, at;       /* at: the next one to take */
    size_t reached;         /* events that may be looked at: what comes after is still a secret */
    size_t asking;          /* the question on the card: its step + 1; 0: none */
    int chosen;
    size_t pending[LESSON_PENDING]; /* questions answered by the person, not yet by the run */
    int said[LESSON_PENDING], pendings, due; /* due: so many of them the run has answered by now */
    int together;           /* so many answers share the card: each stands below its question */
    bool revealed, looked;  /* the card holds an answer; that is about a context of its own, which is shown */
    unsigned questions, asked, right;
    unsigned char known[LESSON_STEPS]; /* a step: the choice that was right, and chosen, + 1. Once more, only the others are asked */
    lesson_note_t note[LESSON_NOTES];
    int notes, scroll, shown /* as far as there are rows */, more /* 1: below what is shown, -1: only above it */;
    size_t reading;         /* the place to read above the card: its step + 1; 0: none, the run is seen */
    int read_scroll;
    const char *entry;      /* that the card names, borrowed from its step; NULL: none */
    int focus;              /* LESSON_ASKS… */
} lesson_t;
enum { LESSON_ASKS, LESSON_READ, LESSON_TREE, LESSON_NODE, LESSON_FOCI };

/* A lesson that was left for an entry it named goes on after the card it was left at. */
typedef struct lesson_left { char id[80]; size_t at, reached; unsigned asked, right; } lesson_left_t;

bool lesson_start(struct app *a); /* over the run on the screen; false: this entry is no lesson */
void lesson_stop(struct app *a);
bool lesson_request(struct app *a, request_t req, int key);
void lesson_arrived(struct app *a); /* play has come to the stop */
bool lesson_fits(struct app *a, const tui_step_t *ask); /* on the card with what is told there, on this screen */
void lesson_draw(struct app *a, rect_t r);

#endif
