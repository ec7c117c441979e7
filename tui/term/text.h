/* text.h — text on cells: widths, cutting, wrapping, numbers and times as people read them.
 *
 * What programs print and learners write reaches the screen only through tui_clean: no control character, no escape.
 */
#ifndef TUI_TEXT_H
#define TUI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one character of s; returns its bytes (≥ 1, at the terminator 0) and its columns. Broken UTF-8 is one column. */
size_t tui_char(const char *s, uint32_t *code, int *columns);
int tui_width(const char *s);
size_t tui_fit(const char *s, int columns, int *used); /* bytes of s that fit in columns */
/* Copies s into buf with control characters replaced and tabs as blanks; when ascii, what is above it becomes its twin (a dash, dots), or '?'. */
size_t tui_clean(const char *s, size_t n, bool ascii, char *buf, size_t size);
/* The next line of *p at most columns wide, broken at a blank where there is one; false when *p is used up. */
bool tui_wrap(const char **p, int columns, const char **line, size_t *bytes);

/* Appends to buf, which holds `used` bytes; always terminated. Returns the bytes used now (< size). */
size_t tui_add(char *buf, size_t size, size_t used, const char *format, ...) __attribute__((format(printf, 4, 5)));
const char *tui_number(uint64_t n, char buf[32]);   /* 10,000 */
const char *tui_rate(double n, char buf[32]);       /* 16,384, and 0.5: so many a second */
const char *tui_time(int64_t ns, char buf[32]);     /* 40ms, 1.5s, 250us, 0s */
bool tui_contains(const char *hay, const char *needle); /* case does not matter */

#endif
