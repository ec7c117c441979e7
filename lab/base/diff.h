/* diff.h — two programs compared by lines: side by side, or one below the other as diff -u does. The comment that each begins with, which
 * tells the story, is left out, but where it holds an answer. */
#ifndef DIFF_H
#define DIFF_H

#include "text.h"

/* Appends rows of at most width columns: left | right, `<` only left, `>` only right, `|` changed. */
void diff_side_by_side(buf_t *out, const char *left, const char *right, const char *left_name, const char *right_name,
                       size_t width);
/* Appends hunks of ` ` common, `-` only left, `+` only right, with three lines around them. */
void diff_unified(buf_t *out, const char *left, const char *right, const char *left_name, const char *right_name);

/* Only what differs, with a few lines around it, in at most width columns; long lines go on below. Wide enough: side by side,
 * changed rows beginning with `~`; else one below the other, `-` for left's and `+` for right's. False: they are alike. */
bool diff_differences(buf_t *out, const char *left, const char *right, size_t width);

#endif
