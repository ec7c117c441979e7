/* program_inline.h — private to program.c: calls that were compiled inline.
 */
#ifndef PROGRAM_INLINE_H
#define PROGRAM_INLINE_H

#include <elfutils/libdw.h>
#include <stdint.h>
#include <stdio.h>

typedef struct inline_row {
    uintptr_t low, high; /* the instructions */
    int line;            /* where the program wrote the call */
    char file[64];
} inline_row_t;

typedef struct inlines {
    inline_row_t *row;
    size_t count;
} inlines_t;

void inlines_read(inlines_t *t, Dwarf_Die *cu, uintptr_t bias); /* adds those of a compilation unit */
const inline_row_t *inlines_find(const inlines_t *t, uintptr_t pc); /* NULL: none there */
void inlines_free(inlines_t *t);

#endif
