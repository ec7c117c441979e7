/* every.h — the ways through the tool that come by every screen it has, and the look at each.
 */
#ifndef EVERY_H
#define EVERY_H

#include <stdbool.h>
#include <stddef.h>

typedef struct step {
    const char *name; /* of the screen; NULL: only on the way to one */
    const char *keys; /* sent, once what came before is painted; NULL: none */
    const char *sign; /* text that tells that it is there, at 80x24, in ASCII */
    const char *hint; /* what its last line names at every size; NULL: as the step before */
    const char *file, *body; /* saved as the learner's, before: a file, or the body of busy-done-loop's worker */
    bool again;       /* the keys once more until the sign is there */
} step_t;

typedef struct walk {
    const char *name;
    const char *argv[8]; /* of the tool; RECORDED: a recording; JOINED: no tool, but a program joined while it ran */
    const step_t *step;
} walk_t;

extern const walk_t walks[];
extern const int walk_count;

enum { WALK_BUG = 1 }; /* of walks */

/* all: every walk on all six kinds of terminals, each screen at all sizes. Otherwise those that differ most: some. only: one walk,
 * NULL: all. Returns what main does. */
int every_screen(bool all, const char *only);

#endif
