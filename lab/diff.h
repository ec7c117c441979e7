/* diff.h — two texts compared by lines: side by side, or one below the other as diff -u does. */
#ifndef DIFF_H
#define DIFF_H

#include "text.h"

/* Appends rows of at most width columns: left | right, `<` only left, `>` only right, `|` changed. */
void diff_side_by_side(buf_t *out, const char *left, const char *right, const char *left_name, const char *right_name,
                       size_t width);
/* Appends hunks of ` ` common, `-` only left, `+` only right, with three lines around them. */
void diff_unified(buf_t *out, const char *left, const char *right, const char *left_name, const char *right_name);

#endif
