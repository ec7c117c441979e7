/* counted_pty.h — ctxlab-counted on a pseudo-terminal: a key, the picture that answers it, and what is owed of that one.
 *
 * Nothing is timed: the program says of each picture how many keys it has read (counted.h). So what comes unasked, of a run that has ended, is
 * never taken for an answer.
 */
#ifndef COUNTED_PTY_H
#define COUNTED_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <vterm.h>

enum { ROWS = 24, COLS = 80, SAID = 1 << 16 };

/* changed: so many cells, as the kept terminal shows them. */
typedef struct picture { size_t bytes, changed, most; unsigned keys; bool owes; long long ms; } picture_t;

typedef struct counted {
    pid_t pid;
    int fd, rows, cols;
    bool lost;
    char buf[4096], said[SAID], words[80];
    size_t at, came;
    unsigned sent;          /* keys */
    picture_t last, answer, after; /* the last picture; to the last key; and of that one what was owed, bytes 0: nothing was */
    VTerm *vt;
    VTermScreenCell cell[ROWS][COLS], answered[ROWS][COLS]; /* answered: what was seen while something was owed */
} counted_t;

typedef struct screen { int rows, cols; bool answers; const char *const *env; } screen_t; /* answers: what a terminal is asked */

extern bool counted_gave_up; /* one that says nothing more: what is left would only be waited for as well */

bool counted_begin(counted_t *c, const screen_t *screen, const char *const *argv);
bool counted_end(counted_t *c); /* q; it ends with 0 */
bool counted_painted(counted_t *c); /* the next picture, whatever it is */
/* One key, and the picture that answers it; and where that one owes something, what comes when the cursor rests. */
bool counted_press(counted_t *c, const char *key);
void counted_keys(counted_t *c, const char *text); /* each of them is one */
bool counted_send(counted_t *c, const char *text); /* the same, at once: their pictures are for who calls to wait for */
bool counted_rest(counted_t *c);                   /* what the last picture owes, if it does */
bool counted_changed(const counted_t *c);          /* the last key changed something on the screen */
bool counted_fresh(counted_t *c);                  /* painted anew, all of it, it is what was there before */

bool counted_has(const counted_t *c, const char *text);
bool counted_until(counted_t *c, const char *text); /* a picture has it: what is asked of other processes is answered when it is */
bool counted_alike(const VTermScreenCell *a, const VTermScreenCell *b); /* they look the same */
void counted_say_screen(const counted_t *c);

#endif
