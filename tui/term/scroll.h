/* scroll.h — a list that has moved on: the terminal moves its lines itself. */
#ifndef TUI_SCROLL_H
#define TUI_SCROLL_H

#include <stdbool.h>

/* Lines top to end, columns left to right, move up by `by` (down, where it is less than 0); gain: about what that saves. */
typedef struct scroll { int top, end, left, right, by, gain; } scroll_t;

scroll_t scroll_find(bool margins); /* margins: of columns, too; gain 0: none is worth it */
void scroll_say(const scroll_t *s); /* says it, and does it to the kept picture */

#endif
