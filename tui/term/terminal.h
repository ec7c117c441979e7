/* terminal.h — the terminal: opened once, given back on every way out, lent to an editor in between.
 *
 * Signals become bits read by the loop; nothing else happens in a handler, except that a crash writes the bytes that give
 * the terminal back and then lets the crash take its course.
 */
#ifndef TUI_TERMINAL_H
#define TUI_TERMINAL_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TERM_RESIZED = 1, TERM_KEY = 2, TERM_QUIT = 4, TERM_STOP = 8, TERM_FD = 16 };

/* False with one sentence in err when there is no usable terminal. */
bool term_open(char *err, size_t err_size);
void term_close(void);
bool term_is_open(void);
bool term_is_ascii(void); /* the locale or the terminal has no box characters */
int term_signal(void);    /* which signal asked to quit, 0 none */

/* Waits for a key, a signal or one of fds; timeout −1: for ever. Returns TERM_* bits; fds' revents are filled in. */
unsigned term_wait(struct pollfd *fds, size_t count, int timeout_ms);
/* The next key that has already arrived: curses' KEY_*, a character, or −1. A character beyond ASCII has TERM_CHAR set: its number
 * may be that of a KEY_*. */
enum { TERM_CHAR = 1 << 24 };
int term_key(void);
/* Brings what was painted to the terminal; most: in at most so many bytes, as far as they go (0: whatever it takes). True: the rest is owed. */
bool term_refresh(size_t most);
void term_resize(void);  /* after TERM_RESIZED */
void term_stop(void);   /* Ctrl-Z: gives the terminal back, stops, takes it again after fg */
int64_t term_now_ms(void);

/* Runs `command` (the person's editor, split at blanks) on file with the terminal lent to it. line ≥ 1: `+line` for editors
 * known to take it. Returns its exit code, or −1 with a sentence in err. */
int term_edit(const char *command, const char *file, int line, char *err, size_t err_size);
/* Prints text as it is on the terminal without the picture, where lines have no edge, and waits for Enter. False: it could not. */
bool term_print(const char *text);

#endif
