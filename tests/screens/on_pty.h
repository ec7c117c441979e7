/* on_pty.h — a program on a real pseudo-terminal, its screen kept by libvterm.
 *
 * Nothing sleeps and nothing counts milliseconds: what is waited for is a state, which a busy machine reaches later and an idle
 * one at once. A wait gives up after two minutes (the first; the program's next ones after ten seconds, it has failed anyway) and
 * says what it waited for and what the screen shows instead: that is all that is known of a failure on another machine.
 */
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
    int below, beside;  /* rows and columns that the kept screen has beyond the terminal's: nothing may be there */
    char *said;         /* what was written since pty_hush */
    size_t said_bytes, said_capacity;
    bool altscreen, cursor_visible, ended;
    int status;         /* waitpid's, once ended */
    bool shell;         /* no program of ours: it waits in its own ways */
    bool asked;         /* keys were sent, or a size; their answer has not been waited for */
    bool moved;         /* the last of them moved a cursor: some of the picture may come only when that rests */
    size_t sized;       /* bytes when the size was changed, + 1: no wait is over before more have come; 0: it is painted */
    const char *passing; /* pty_watch's; passed: it was on the screen */
    bool passed;
    char line[64];      /* the terminal's name: what was typed and is not read yet is seen there */
    struct termios before;
} pty_t;

/* argv[0] without a slash is looked for in $PATH. env: NAME=VALUE strings, ends with NULL; set on top of a small clean environment. */
/* Says why all of a program's tests are skipped where this machine has no pseudo-terminals (a bare chroot). */
bool pty_usable(void);
bool pty_start(pty_t *p, int rows, int cols, const char *const *env, const char *const *argv);
/* The same, the kept screen larger by so many rows and columns than what the program is told. Rows below: only where nothing is scrolled,
 * for they would be, too. */
bool pty_start_spare(pty_t *p, int rows, int cols, int below, int beside, const char *const *env, const char *const *argv);
void pty_hush(pty_t *p);         /* forgets what was written so far */
bool pty_past_edge(pty_t *p);    /* something was written beyond the terminal's rows or columns */
bool pty_said_colour(pty_t *p);  /* an escape that sets a colour */
bool pty_said_ascii(pty_t *p);   /* no byte above 126, and none on the screen that curses has written as two */
void pty_end(pty_t *p); /* kills what still runs */
void pty_send(pty_t *p, const char *keys, size_t n);
/* The news of a size is no key, whose taking could be seen: the next wait begins with the picture of the new one. */
void pty_resize(pty_t *p, int rows, int cols);
bool pty_read(pty_t *p, int timeout_ms);                          /* some bytes, or the end; false: neither came */

/* ---- waiting (on_pty_wait.c) ----------------------------------------------------------------------------- */

/* Until it is on a screen that has taken in all keys that were sent, and is painted whole: other texts of the same picture can be
 * asked for with pty_has, and what is not there does not come with those keys. */
bool pty_wait_text(pty_t *p, const char *text);
bool pty_wait_either(pty_t *p, const char *text, const char *other);
/* What may be there for a moment only: named before the keys that bring it, then waited for; it may have gone again. */
void pty_watch(pty_t *p, const char *text);
bool pty_wait_seen(pty_t *p);
bool pty_wait_gone(pty_t *p, const char *text);                   /* until it is no longer there */
bool pty_wait_screen(pty_t *p, const char *golden);               /* until the screen is exactly this */
bool pty_wait_end(pty_t *p);
/* Until every key has been read and acted upon, and all of it is painted: the program waits for what comes next, without a time
 * limit of its own (nothing plays, no save is settling). pty_wait_done: nor has it a process at work (a run, a judgement). */
bool pty_wait_rest(pty_t *p);
bool pty_wait_done(pty_t *p);
bool pty_wait_for(pty_t *p, bool (*holds)(pty_t *, const void *), const void *arg, const char *what); /* asked after all that comes */
bool pty_wait_quiet(pty_t *p, bool (*holds)(pty_t *, const void *), const char *what); /* asked again and again, though nothing comes */
bool pty_has(pty_t *p, const char *text); /* now: after a wait that makes it certain */
void pty_show(pty_t *p);                  /* the screen as it is now, as lines of comment */
size_t pty_others(pty_t *p, pid_t *pid, size_t most); /* the processes of its session but for itself; zombies are gone */
bool pty_process_ends(pid_t pid);         /* until it has; a child is not reaped */
void pty_settle(pty_t *p, int quiet_ms);  /* until nothing came for so long: for random keys, where no state is waited for */

char *pty_text(pty_t *p);                                         /* rows, trailing blanks cut; owned */
/* In a row of pty_text: how many columns lie before at; where the column begins, its end if it is not so long. */
int pty_columns(const char *row, const char *at);
const char *pty_column(const char *row, int column);
bool pty_tty_same(pty_t *p);                                      /* the line's modes are what they were */

#endif
