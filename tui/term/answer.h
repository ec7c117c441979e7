/* answer.h — of a picture that takes more bytes than its answer may: the lesser one that is written at once.
 *
 * Who paints says what may come later, and where one looks. Of a lesser picture nothing is false: each of its parts is the new one whole,
 * or the one before whole, or blank; where not even the part that is looked at fits, so many of its rows about that place are there, and
 * the other rows that changed are blank. What it lacks is owed, and is written when the cursor rests, with all else.
 */
#ifndef TUI_ANSWER_H
#define TUI_ANSWER_H

#include <stdbool.h>

#include "paint.h"

void answer_begin(void); /* a picture is painted: nothing has been said of it */
void answer_look(int y); /* at this row of the screen */
/* This part may come later; the first one said is the last to be left out. keeps: it says itself whose picture it is, so that the one before
 * may stay meanwhile. */
void answer_later(rect_t part, bool keeps);

/* Of cells.now, to cells.now the most that fits: `fits` says what it takes, and is asked last of what is left there. cells.kept: what the
 * terminal shows. */
void answer_find(bool (*fits)(void));
void answer_shown(void); /* that is what the terminal has now */

#endif
