/* frame.h — a picture brought to the terminal in few bytes.
 *
 * Curses keeps the cells and finds the keys; what differs between two pictures is written here, because curses spends most of a small
 * change on attributes: each switch resets all, the character set too, and says every colour apart.
 */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include <stdbool.h>
#include <stddef.h>

void frame_start(void);  /* after curses has started: what this terminal's strings are */
void frame_end(void);
/* Lines of some columns alone are moved where the terminal's description says so and the terminal itself, too: many are called xterm. */
bool frame_asks(void);            /* the description says so */
void frame_margins(bool columns); /* what the terminal has said */
void frame_forget(void); /* nothing is known of what the terminal shows: it was lent, or resized */
/* Curses has just painted all of stdscr: what stands there is now kept. */
void frame_keep(void);
/* Writes what differs between what was kept and stdscr, and keeps that; most: in at most so many bytes, by a lesser picture where all of it
 * would take more (answer.h; 0: whatever it takes). False: not for this terminal, or nothing is known of it. */
bool frame_paint(size_t most);
bool frame_owes(void); /* the terminal shows a lesser picture than stdscr */

#endif
