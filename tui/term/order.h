/* order.h — the differing cells in the order that writes the fewest bytes. */
#ifndef TUI_ORDER_H
#define TUI_ORDER_H

#include <stdbool.h>

void order_rows(void); /* row by row, from left to right */
/* Not row by row, but what has one pen of several rows, then what has the next: what is to be said between one piece and another is measured,
 * and a short way through all of them looked for. False: nothing said, there are too many. */
bool order_shortest(void);

#endif
