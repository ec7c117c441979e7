/* match.h — which contexts a text that is searched for is about: by kind, key, file:line, function, number, timeout, and by
 * what has become of them at the view's position.
 *
 * Of contexts of one make all is the same but the number and the timeout: so what they share is asked once.
 */
#ifndef TUI_MATCH_H
#define TUI_MATCH_H

#include "view.h"

typedef struct match {
    const view_t *v;
    const char *text;
    bool life[LIVES], any_life;
    unsigned char *make, *begins;         /* by make: does it hold the text; does its name begin with the rest of it */
    bool digits;                          /* numbers and timeouts may hold it */
    bool number, from_start, across;      /* it is a number: with its c? · it reaches from the number into the name: `rest` */
    char rest[84];
    uint32_t labels;                      /* how many names of single contexts were asked */
    uint64_t value, size;                 /* the number, and 10 to the power of its digits */
    struct { int64_t length; uint32_t aux; bool known, holds, begins; } timer[256];
} match_t;

bool match_begin(match_t *m, const view_t *v, const char *text); /* false: no context can be meant */
bool match_node(match_t *m, uint32_t node);
void match_end(match_t *m);

#endif
