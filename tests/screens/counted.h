/* counted.h — what ctxlab-counted writes after each picture (ENQ: no terminal description has it in a string that paints). */
#ifndef COUNTED_H
#define COUNTED_H

enum { COUNTED_PAINTED = 5 };

#endif
