/* file_out.h — a large file that is written piece by piece: its name is the whole one's, or the old one's, and never half of it.
 */
#ifndef FILE_OUT_H
#define FILE_OUT_H

#include <stdio.h>

#include "err.h"

/* Beside path, under a name of its own; a device, a pipe or a link is written to as it is. Whoever is told to stop meanwhile (Ctrl-C)
 * takes what is there away first. One at a time. NULL with a sentence. */
FILE *file_out_begin(const char *path, err_t *err);
/* Closes it. ok: it gets its name; else it is taken away. False with a sentence: not all could be written. */
bool file_out_end(FILE *f, bool ok, err_t *err);

#endif
