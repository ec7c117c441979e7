/* program_private.h — see program_private.c */
#ifndef PROGRAM_PRIVATE_H
#define PROGRAM_PRIVATE_H

#include <elfutils/libdwfl.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct private {
    uintptr_t from, end;
    unsigned char *is; /* a byte for each from `from` to `end` */
} private_t;

/* From `written` on lies what changes. False: no memory. Without symbols nothing is private. private_free */
bool private_read(private_t *p, Dwfl_Module *module, const char *path, uintptr_t from, uintptr_t written, uintptr_t end);
void private_free(private_t *p);

#endif
