/* text.c — see text.h. */
#include "text.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

static size_t text_decode(const unsigned char *s, uint32_t *code)
{
    unsigned lead = s[0];
    size_t n = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    uint32_t c = n == 1 ? lead : n == 2 ? lead & 31 : n == 3 ? lead & 15 : lead & 7;

    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xc0) != 0x80) {
            n = 0;
            break;
        }
        c = c << 6 | (s[i] & 63);
    }
    *code = n ? c : '?';
    return n ? n : 1;
}

size_t tui_char(const char *s, uint32_t *code, int *columns)
{
    if (!*s) {
        *code = 0;
        *columns = 0;
        return 0;
    }
    size_t n = text_decode((const unsigned char *)s, code);
    *columns = 1;
    if (*code >= 0x300) {
        int w = wcwidth((wchar_t)*code);
        *columns = w < 0 ? 1 : w;
    }
    return n;
}

int tui_width(const char *s)
{
    int used;
    tui_fit(s, 1 << 20, &used);
    return used;
}

size_t tui_fit(const char *s, int columns, int *used)
{
    size_t bytes = 0;
    int at = 0;

    for (;;) {
        uint32_t code;
        int w;
        size_t n = tui_char(s + bytes, &code, &w);
        if (n == 0 || at + w > columns)
            break;
        bytes += n;
        at += w;
    }
    if (used)
        *used = at;
    return bytes;
}

/* What texts are set with and ASCII has not: one column each. 0: it has nothing like it. */
static char text_twin(uint32_t code)
{
    static const struct { uint16_t code; char twin; } twins[] = {{0xb7, '.'}, {0xb5, 'u'}, {0xd7, 'x'}, {0x2013, '-'}, {0x2014, '-'}, {0x2018, '\''},
        {0x2019, '\''}, {0x201c, '"'}, {0x201d, '"'}, {0x2026, '~'}, {0x2190, '<'}, {0x2192, '>'}, {0x2212, '-'}, {0x2264, '<'}, {0x2265, '>'}};

    for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
        if (twins[i].code == code)
            return twins[i].twin;
    return 0;
}

size_t tui_clean(const char *s, size_t n, bool ascii, char *buf, size_t size)
{
    size_t used = 0;
    int column = 0;

    for (size_t i = 0; i < n && s[i] && used + 5 < size;) {
        uint32_t code;
        size_t bytes = text_decode((const unsigned char *)s + i, &code);
        if (i + bytes > n)
            break;
        if (code == '\t') {
            do
                buf[used++] = ' ';
            while (++column % 4 && used + 5 < size);
        } else {
            bool bad = code < 32 || (code >= 0x7f && (ascii || code < 0xa0)) || (code >= 0x200b && code <= 0x200f) ||
                       (code >= 0x202a && code <= 0x202e);
            char twin = bad && ascii ? text_twin(code) : 0;
            if (bad || (bytes == 1 && code == '?'))
                buf[used++] = twin ? twin : '?';
            else {
                memcpy(buf + used, s + i, bytes);
                used += bytes;
            }
            column++;
        }
        i += bytes;
    }
    buf[used] = 0;
    return used;
}

bool tui_wrap(const char **p, int columns, const char **line, size_t *bytes)
{
    const char *s = *p;

    if (!s || !*s)
        return false;
    const char *end = strchrnul(s, '\n');
    if (columns < 1)
        columns = 1;
    size_t fit = tui_fit(s, columns, NULL);
    *line = s;
    if (s + fit >= end) {
        *bytes = (size_t)(end - s);
        *p = *end ? end + 1 : end;
        return true;
    }
    size_t cut = fit;
    while (cut > 0 && s[cut] != ' ')
        cut--;
    if (cut == 0) { /* one long word: cut it, but always go on */
        uint32_t code;
        int w;
        cut = fit ? fit : tui_char(s, &code, &w);
    }
    *bytes = cut;
    s += cut;
    while (*s == ' ')
        s++;
    *p = s;
    return true;
}

size_t tui_add(char *buf, size_t size, size_t used, const char *format, ...)
{
    va_list ap;

    if (used + 1 >= size)
        return used;
    va_start(ap, format);
    int n = vsnprintf(buf + used, size - used, format, ap);
    va_end(ap);
    if (n < 0)
        return used;
    return used + (size_t)n < size ? used + (size_t)n : size - 1;
}

const char *tui_number(uint64_t n, char buf[32])
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%" PRIu64, n), out = 0;

    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0)
            buf[out++] = ',';
        buf[out++] = digits[i];
    }
    buf[out] = 0;
    return buf;
}

const char *tui_rate(double n, char buf[32])
{
    if (n >= 1)
        return tui_number((uint64_t)n, buf);
    snprintf(buf, 32, "%g", n);
    return buf;
}

const char *tui_time(int64_t ns, char buf[32])
{
    static const struct { int64_t unit; const char *name; } units[] = {{1000000000, "s"}, {1000000, "ms"}, {1000, "us"}};
    double v = (double)ns;
    const char *name = "ns";

    if (ns == INT64_MAX || ns == INT64_MIN) {
        snprintf(buf, 32, "never");
        return buf;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (ns >= units[i].unit || ns <= -units[i].unit) {
            v = (double)ns / (double)units[i].unit;
            name = units[i].name;
            break;
        }
    snprintf(buf, 32, "%.6g%s", (double)(int64_t)(v * 1000 + (v < 0 ? -0.5 : 0.5)) / 1000, ns == 0 ? "s" : name); /* as Go writes it, and the trace does */
    return buf;
}

static bool contains_from(const char *hay, const char *needle, size_t n, int first)
{
    for (const char *p = hay; (p = strchr(p, first)) != NULL; p++)
        if (!strncasecmp(p, needle, n))
            return true;
    return false;
}

/* strcasestr takes five times as long, and a search asks a million names. */
bool tui_contains(const char *hay, const char *needle)
{
    int lower = tolower((unsigned char)*needle), upper = toupper((unsigned char)*needle);
    size_t n = strlen(needle);

    return !n || contains_from(hay, needle, n, lower) || (upper != lower && contains_from(hay, needle, n, upper));
}
