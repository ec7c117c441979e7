/* looked.c — linked into ctxlab around its painting: whatever is cut at an edge without a mark, or has no row left, is written to the
 * file that $CTXLAB_CUTS names, a line each. What the eye would have to find on some two thousand screens is found so.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "paint.h"
#include "text.h"

size_t __real_tui_fit(const char *s, int columns, int *used);
size_t __wrap_tui_fit(const char *s, int columns, int *used);
int __real_paint_wrap(rect_t r, int y, int x, style_t st, const char *text);
int __wrap_paint_wrap(rect_t r, int y, int x, style_t st, const char *text);

static void cut(const char *how, const char *text, const char *rest)
{
    const char *path = getenv("CTXLAB_CUTS");
    char line[700];

    if (!path || !rest[strspn(rest, " \n")])
        return;
    int n = snprintf(line, sizeof line - 1, "%s \"%.300s\" loses \"%.300s", how, text, rest);
    n = n < (int)sizeof line - 3 ? n : (int)sizeof line - 3;
    for (int i = 0; i < n; i++)
        line[i] = line[i] == '\n' ? ' ' : line[i];
    line[n++] = '"';
    line[n++] = '\n';
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd >= 0 && write(fd, line, (size_t)n) < 0)
        abort();
    if (fd >= 0)
        close(fd);
}

/* paint() asks what fits, and how wide that is. */
size_t __wrap_tui_fit(const char *s, int columns, int *used)
{
    size_t n = __real_tui_fit(s, columns, used);

    if (used)
        cut("a row", s, s + n);
    return n;
}

/* It marks itself what it cuts; where it has no row at all it cannot. (Without rows it counts.) */
int __wrap_paint_wrap(rect_t r, int y, int x, style_t st, const char *text)
{
    if (r.h > 0 && y >= r.h)
        cut("a text", text, text);
    return __real_paint_wrap(r, y, x, st, text);
}
