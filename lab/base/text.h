/* text.h — growing byte strings, and making a stranger's text harmless.
 */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Zero-initialised is empty; data is NUL-terminated once anything was added. Owned by whoever declares it (buf_free). */
typedef struct buf {
    char *data;
    size_t len, cap;
} buf_t;

void buf_add(buf_t *b, const void *bytes, size_t n);
void buf_adds(buf_t *b, const char *text);
void buf_addc(buf_t *b, char c);
void buf_addf(buf_t *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_clear(buf_t *b);
void buf_free(buf_t *b);
const char *buf_text(const buf_t *b); /* "" when empty; borrowed until the next change */

/* Owned copies; out of memory ends the process with one line. */
void *xcalloc(size_t n, size_t size);
char *xstrdup(const char *text);
char *xstrndup(const char *text, size_t n);
char *xformat(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Appends text so that no terminal, log or markup is moved by it: control characters and bytes that are no UTF-8 become
 * \xNN, at most max bytes of input are taken, a cut is marked. Newlines and tabs stay when `lines`. */
void text_safe(buf_t *out, const char *text, size_t max, bool lines);
/* As one word of a shell: in single quotes, and no control character in it. */
void text_quoted(buf_t *out, const char *text);
/* Splits "a, b ,c" into an owned NULL-terminated array of owned strings. */
char **text_split(const char *list);
void text_free_list(char **list);
bool text_in_list(char *const *list, const char *word);
/* Edits needed to turn a into b, for "did you mean". */
size_t text_distance(const char *a, const char *b);
size_t text_width(const char *text); /* characters, not bytes */
size_t text_columns(FILE *out); /* of the terminal, else $COLUMNS; 0: nobody knows */
/* One line, broken between words; what goes on stands below its first word. */
void text_wrap(FILE *out, const char *line, size_t width);
/* Writes lines; where out is a terminal, those too wide for it are broken between words. Not the ones that hold a command
 * to copy, nor code (indented by four). */
void text_print(FILE *out, const char *text);
/* A verb's help: on a terminal its paragraphs and the rows of its tables are wrapped to it, its examples are not. */
void text_help(FILE *out, const char *text);
/* A whole number, 0 and up, and nothing after it. False leaves *out alone. */
bool number_parse(const char *text, int64_t *out);

#endif
