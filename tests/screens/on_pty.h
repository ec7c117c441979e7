/* on_pty.h — a program on a real pseudo-terminal, its screen kept by libvterm. Nothing sleeps: everything waits for bytes. */
#ifndef ON_PTY_H
#define ON_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

typedef struct pty {
    pid_t pid;
    int fd, rows, cols;
    VTerm *vt;
    VTermScreen *screen;
    size_t bytes;       /* written by the program so far */
    int spare;          /* rows and columns that the kept screen has beyond the terminal's: nothing may be there */
    char *said;         /* what was written since pty_hush */
    size_t said_bytes, said_capacity;
    bool altscreen, cursor_visible, ended;
    int status;         /* waitpid's, once ended */
    struct termios before;
} pty_t;

/* argv[0] without a slash is looked for in $PATH. env: NAME=VALUE strings, ends with NULL; set on top of a small clean environment. */
/* Says why all of a program's tests are skipped where this machine has no pseudo-terminals (a bare chroot). */
bool pty_usable(void);
bool pty_start(pty_t *p, int rows, int cols, const char *const *env, const char *const *argv);
/* The same, the kept screen larger by so many rows and columns than what the program is told. */
bool pty_start_spare(pty_t *p, int rows, int cols, int spare, const char *const *env, const char *const *argv);
void pty_hush(pty_t *p);         /* forgets what was written so far */
bool pty_past_edge(pty_t *p);    /* something was written beyond the terminal's rows or columns */
bool pty_said_colour(pty_t *p);  /* an escape that sets a colour */
bool pty_said_ascii(pty_t *p);   /* no byte above 126 */
void pty_end(pty_t *p); /* kills what still runs */
void pty_send(pty_t *p, const char *keys, size_t n);
void pty_resize(pty_t *p, int rows, int cols);
bool pty_read(pty_t *p, int timeout_ms);                          /* some bytes, or the end; false: neither came */
bool pty_wait_text(pty_t *p, const char *text);                   /* until it is on the screen; 10 s at most */
bool pty_wait_screen(pty_t *p, const char *golden);               /* until the screen is exactly this */
bool pty_wait_end(pty_t *p);
void pty_settle(pty_t *p, int quiet_ms);                          /* until nothing came for so long */
char *pty_text(pty_t *p);                                         /* rows, trailing blanks cut; owned */
/* In a row of pty_text: how many columns lie before at; where the column begins, its end if it is not so long. */
int pty_columns(const char *row, const char *at);
const char *pty_column(const char *row, int column);
bool pty_tty_same(pty_t *p);                                      /* the line's modes are what they were */

#endif
