/* every_key.h — each key of the key table, in each pane.
 */
#ifndef EVERY_KEY_H
#define EVERY_KEY_H

#include "press.h"

typedef struct slowest { pressed_t took; const char *keys, *pane, *where; } slowest_t;
enum { SLOWEST = 4 };
typedef struct every { slowest_t slow[SLOWEST]; size_t presses, painted; double wall[4096]; } every_t;

/* where: what to say of the place in the trace. Presses them all and leaves the view as it was, or nearly. */
void every_key(pty_t *p, every_t *e, const char *where, bool all_panes); /* or the tree, the node, the cascade */
void every_key_report(every_t *e);

#endif
