/* counted.h — what ctxlab-counted writes after each picture: COUNTED_PAINTED, "KEYS MOST OWES NOW", COUNTED_SAID. The two are ENQ and ACK: no terminal
 * description has them in a string that paints.
 */
#ifndef COUNTED_H
#define COUNTED_H

/* KEYS it has read so far, that was to be of MOST bytes (0: of any number), whether it OWES the rest of it (0 or 1), and its clock, ms. */
enum { COUNTED_PAINTED = 5, COUNTED_SAID = 6 };

#endif
