/* text.c — see text.h */
#include "text.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static _Noreturn void out_of_memory(void)
{
    fputs("ctxlab: out of memory\n", stderr);
    exit(4);
}

void *xcalloc(size_t n, size_t size)
{
    void *p = calloc(n == 0 ? 1 : n, size);
    if (p == NULL)
        out_of_memory();
    return p;
}

char *xstrndup(const char *text, size_t n)
{
    char *copy = strndup(text, n);
    if (copy == NULL)
        out_of_memory();
    return copy;
}

char *xstrdup(const char *text) { return xstrndup(text, strlen(text)); }

char *xformat(const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int n = vasprintf(&text, format, args);
    va_end(args);
    if (n < 0)
        out_of_memory();
    return text;
}

static void buf_reserve(buf_t *b, size_t more)
{
    if (b->len + more + 1 <= b->cap)
        return;
    size_t cap = b->cap < 64 ? 64 : b->cap;
    while (cap < b->len + more + 1)
        cap *= 2;
    char *data = realloc(b->data, cap);
    if (data == NULL)
        out_of_memory();
    b->data = data;
    b->cap = cap;
}

void buf_add(buf_t *b, const void *bytes, size_t n)
{
    buf_reserve(b, n);
    if (n > 0)
        memcpy(b->data + b->len, bytes, n);
    b->len += n;
    b->data[b->len] = '\0';
}

void buf_adds(buf_t *b, const char *text) { buf_add(b, text, strlen(text)); }
void buf_addc(buf_t *b, char c) { buf_add(b, &c, 1); }

void buf_addf(buf_t *b, const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int n = vasprintf(&text, format, args);
    va_end(args);
    if (n < 0)
        out_of_memory();
    buf_add(b, text, (size_t)n);
    free(text);
}

void buf_clear(buf_t *b)
{
    b->len = 0;
    if (b->data != NULL)
        b->data[0] = '\0';
}

void buf_free(buf_t *b)
{
    free(b->data);
    *b = (buf_t){NULL, 0, 0};
}

const char *buf_text(const buf_t *b) { return b->data == NULL ? "" : b->data; }

/* Bytes of the well-formed UTF-8 character at p, 0 when there is none. C1 controls (U+0080–U+009F) count as none:
 * terminals act on them; so do the characters that turn the direction of writing, and U+FFFE and U+FFFF, which XML has not. */
static size_t utf8_length(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80)
        return 1;
    size_t n = p[0] >= 0xf0 && p[0] < 0xf5 ? 4 : p[0] >= 0xe0 ? 3 : p[0] >= 0xc2 ? 2 : 0;
    if (n == 0 || p[0] >= 0xf5 || left < n)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    if ((n == 2 && p[0] == 0xc2 && p[1] < 0xa0) || (n == 3 && p[0] == 0xe0 && p[1] < 0xa0) ||
        (n == 3 && p[0] == 0xed && p[1] >= 0xa0) || (n == 4 && p[0] == 0xf0 && p[1] < 0x90) ||
        (n == 4 && p[0] == 0xf4 && p[1] >= 0x90) || (p[0] == 0xef && p[1] == 0xbf && p[2] >= 0xbe))
        return 0;
    bool turns = n == 3 && p[0] == 0xe2 &&
                 ((p[1] == 0x80 && p[2] >= 0x8e && p[2] <= 0xae && (p[2] <= 0x8f || p[2] >= 0xa8)) ||
                  (p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9));
    return turns ? 0 : n;
}

void text_safe(buf_t *out, const char *text, size_t max, bool lines)
{
    const unsigned char *p = (const unsigned char *)text;
    size_t left = strnlen(text, max + 1), taken = 0;
    while (left > 0) {
        size_t n = utf8_length(p, left);
        bool control = n == 1 && (p[0] < 0x20 || p[0] == 0x7f);
        if (taken + (n == 0 ? 1 : n) > max) {
            buf_adds(out, "…");
            return;
        }
        if (control && lines && (p[0] == '\n' || p[0] == '\t'))
            control = false;
        if (n == 0 || control) {
            buf_addf(out, "\\x%02x", p[0]);
            n = 1;
        } else {
            buf_add(out, p, n);
        }
        p += n;
        left -= n;
        taken += n;
    }
}

void text_quoted(buf_t *out, const char *text)
{
    buf_t safe = {0};
    text_safe(&safe, text, strlen(text), false);
    buf_addc(out, '\'');
    for (const char *p = buf_text(&safe); *p != '\0'; p++)
        if (*p == '\'')
            buf_adds(out, "'\\''");
        else
            buf_addc(out, *p);
    buf_addc(out, '\'');
    buf_free(&safe);
}

char **text_split(const char *list)
{
    size_t count = 1;
    for (const char *p = list; *p != '\0'; p++)
        count += *p == ',';
    char **out = xcalloc(count + 1, sizeof *out);
    size_t n = 0;
    for (const char *p = list; *p != '\0';) {
        p += strspn(p, ", \t");
        size_t len = strcspn(p, ",");
        const char *next = p + len;
        while (len > 0 && isspace((unsigned char)p[len - 1]))
            len--;
        if (len > 0)
            out[n++] = xstrndup(p, len);
        p = next;
    }
    return out;
}

void text_free_list(char **list)
{
    for (char **p = list; list != NULL && *p != NULL; p++)
        free(*p);
    free(list);
}

bool text_in_list(char *const *list, const char *word)
{
    for (; list != NULL && *list != NULL; list++)
        if (strcmp(*list, word) == 0)
            return true;
    return false;
}

size_t text_distance(const char *a, const char *b)
{
    size_t la = strlen(a), lb = strlen(b);
    size_t *row = xcalloc(lb + 1, sizeof *row);
    for (size_t j = 0; j <= lb; j++)
        row[j] = j;
    for (size_t i = 1; i <= la; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            best = row[j] + 1 < best ? row[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            diagonal = row[j];
            row[j] = best;
        }
    }
    size_t result = row[lb];
    free(row);
    return result;
}

size_t text_width(const char *text)
{
    size_t n = 0;
    for (; *text != '\0'; text++)
        n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

static size_t terminal_width(FILE *out)
{
    struct winsize size = {0};
    int fd = fileno(out);
    return fd >= 0 && isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20 ? size.ws_col : 0;
}

size_t text_columns(FILE *out)
{
    size_t width = terminal_width(out);
    const char *set = getenv("COLUMNS");
    long n = width == 0 && set != NULL ? strtol(set, NULL, 10) : 0;
    return width > 0 ? width : n >= 20 && n <= 1000 ? (size_t)n : 0;
}

/* Rows after the first begin at that column. */
static void wrap_at(FILE *out, const char *line, size_t width, size_t indent)
{
    size_t column = strspn(line, " ");
    fprintf(out, "%*s", (int)column, "");
    for (const char *p = line + column; *p != '\0';) {
        size_t gap = strspn(p, " "), n = gap + strcspn(p + gap, " ");
        char *word = xstrndup(p, n);
        if (column > indent && column + text_width(word) > width) {
            fprintf(out, "\n%*s", (int)indent, "");
            column = indent;
            fputs(word + gap, out);
            column += text_width(word + gap);
        } else {
            fputs(word, out);
            column += text_width(word);
        }
        free(word);
        p += n;
    }
    fputc('\n', out);
}

void text_wrap(FILE *out, const char *line, size_t width)
{
    size_t indent = strspn(line, " ");
    wrap_at(out, line, width, indent + (strncmp(line + indent, "- ", 2) == 0 ? 2 : 0));
}

/* In a table ("  --name   what it is") below its last column; a usage line below its verb. */
static size_t help_indent(const char *line, size_t width)
{
    size_t indent = strspn(line, " "), row = 0;
    const char *gap = strstr(line + indent, "  ");
    if (strncmp(line, "usage: ctxlab ", 14) == 0)
        indent = 14;
    else if (indent > 0 && gap != NULL && (row = (size_t)(gap - line) + strspn(gap, " ")) <= width / 2)
        indent = row;
    else if (line[indent] == '-' && indent > 0) /* a long option's text begins a blank after it */
        indent = width / 3 < 18 ? width / 3 : 18;
    return indent;
}

/* The next line is of the same sentence: both of a paragraph, or the rest of a table's row. */
static bool help_goes_on(const char *line, const char *next)
{
    size_t indent = strspn(line, " "), under = strspn(next, " ");
    bool text = *line != '\0' && next[0] != '\0' && next[0] != '\n';
    return text && line[strlen(line) - 1] != ':' && ((indent == 0 && under == 0 && islower((unsigned char)next[0])) || (indent > 0 && under >= 8 && under > indent));
}

void text_help(FILE *out, const char *text)
{
    size_t width = terminal_width(out);
    bool verbatim = width == 0; /* what is to be pasted stays as it is */
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        buf_t line = {0};
        buf_add(&line, text, n);
        text += n + (text[n] == '\n');
        verbatim = verbatim || strncmp(buf_text(&line), "example", 7) == 0;
        while (!verbatim && help_goes_on(buf_text(&line), text)) {
            n = strcspn(text, "\n");
            size_t blank = strspn(text, " ");
            buf_addc(&line, ' ');
            buf_add(&line, text + blank, n - blank);
            text += n + (text[n] == '\n');
        }
        if (verbatim || text_width(buf_text(&line)) <= width)
            fprintf(out, "%s\n", buf_text(&line));
        else
            wrap_at(out, buf_text(&line), width, help_indent(buf_text(&line), width));
        buf_free(&line);
    }
}

void text_print(FILE *out, const char *text)
{
    size_t width = terminal_width(out);
    if (width == 0) {
        fputs(text, out);
        return;
    }
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        char *line = xstrndup(text, n);
        bool code = strncmp(line, "    ", 4) == 0 && line[4] != ' ';
        if (code || strstr(line, "--schedule") != NULL || text_width(line) <= width)
            fprintf(out, "%s\n", line);
        else
            text_wrap(out, line, width);
        free(line);
        text += n + (text[n] == '\n');
    }
}

bool number_parse(const char *text, int64_t *out)
{
    char *end = NULL;
    errno = 0;
    long long n = strtoll(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0)
        return false;
    *out = n;
    return true;
}
