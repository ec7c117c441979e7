/* flow.c — see flow.h */
#include "flow.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

enum { WIDEST = 100, USUAL = 80 };

static bool is_fence(const char *line) { return strncmp(line, "```", 3) == 0; }

static bool is_code(const char *line) { return strncmp(line, "    ", 4) == 0; }

static bool is_item(const char *line)
{
    size_t digits = strspn(line, "0123456789");
    return ((line[0] == '-' || line[0] == '*') && line[1] == ' ') || (digits > 0 && digits < 3 && strncmp(line + digits, ". ", 2) == 0);
}

/* Lines that somebody is to fill in, or to find: each is its own. */
static bool is_field(const char *line)
{
    static const char *const names[] = {"Make:", "Verdict:", "Evidence:"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(line, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

/* Does the paragraph before it go on in this line? */
static bool goes_on(const char *line)
{
    return *line != '\0' && *line != '\n' && *line != '\r' && *line != '#' && !is_fence(line) && !is_code(line) && !is_item(line) &&
           !is_field(line);
}

static void take_line(buf_t *line, const char **text)
{
    size_t n = strcspn(*text, "\n"), end = n;
    while (end > 0 && isspace((unsigned char)(*text)[end - 1]))
        end--;
    buf_add(line, *text, end);
    *text += n + ((*text)[n] == '\n');
}

/* A heading, an item, a paragraph: one line, however many it had. */
static void take(buf_t *line, const char **text)
{
    bool alone = **text == '#' || **text == '\n' || is_code(*text);
    buf_clear(line);
    take_line(line, text);
    while (!alone && goes_on(*text)) {
        const char *more = *text + strspn(*text, " \t");
        buf_addc(line, ' ');
        take_line(line, &more);
        *text = more;
    }
}

static void unmark(buf_t *line)
{
    const char *from = line->data + strspn(line->data, "#");
    from += from > line->data ? strspn(from, " ") : 0;
    char *to = line->data;
    for (; *from != '\0'; from++)
        if (strncmp(from, "**", 2) == 0)
            from++;
        else if (*from != '`')
            *to++ = *from;
    *to = '\0';
    line->len = (size_t)(to - line->data);
}

void flow_print(FILE *out, const char *markdown)
{
    size_t width = text_columns(out);
    buf_t line = {0};
    width = width == 0 ? USUAL : width > WIDEST ? WIDEST : width;
    for (bool fence = false; *markdown != '\0';) {
        bool mark = is_fence(markdown), as_it_is = mark || fence || is_code(markdown);
        if (as_it_is) {
            buf_clear(&line);
            take_line(&line, &markdown);
        } else {
            take(&line, &markdown);
        }
        fence = fence != mark;
        if (mark)
            continue;
        if (!as_it_is && line.len > 0)
            unmark(&line);
        if (as_it_is)
            fprintf(out, "%s\n", buf_text(&line));
        else
            text_wrap(out, buf_text(&line), width);
    }
    buf_free(&line);
}
