/* picture_test.c — P: the picture of a screen is well-formed SVG, says what the screen says, once, in its colours or none. */
#include <ctype.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "on_pty.h"
#include "tap.h"
#include "trace.h"

unsigned tap_passed, tap_failed;
static char dir[] = "/tmp/ctxlab-picture-XXXXXX";

/* Contexts with names that are wide, that need escaping, that combine. */
static bool make_trace_file(const char *path)
{
    static const char *const names[] = {"\xe6\xbc\xa2\xe5\xad\x97", "<a&b>", "\"q'", "e\xcc\x81tude", "\xf0\x9f\x98\x80"};
    char err[300];
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "pictures");

    for (uint32_t i = 0; i < 5; i++)
        trace_add(t, &(ctx_event_t){.kind = CTX_EV_NODE_NEW, .node = i + 3, .other = i + 2 > 2 ? i + 2 : 0, .detail = CTX_NODE_VALUE,
                                    .aux = trace_add_text(t, names[i]), .value = INT64_MAX});
    trace_add(t, &(ctx_event_t){.kind = CTX_EV_END});
    bool good = trace_write_file(t, path, err, sizeof err);
    trace_free(t);
    return good;
}

/* One element after the other, closed in order; attributes in quotes; only the five entities; no control characters. */
static bool well_formed(const char *s)
{
    char open[16][32];
    int depth = 0, elements = 0;

    while (*s) {
        if (*s == '&') {
            static const char *const known[] = {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"};
            bool good = false;
            for (int i = 0; i < 5; i++)
                good = good || !strncmp(s, known[i], strlen(known[i]));
            if (!good)
                return false;
        }
        if (*s != '<') {
            if (((unsigned char)*s < ' ' && *s != '\n') || *s == '>')
                return false;
            s++;
            continue;
        }
        bool closes = s[1] == '/';
        size_t n = strspn(s + 1 + closes, "abcdefghijklmnopqrstuvwxyz");
        char name[32] = "";
        if (!n || n >= sizeof name)
            return false;
        memcpy(name, s + 1 + closes, n);
        for (s += 1 + closes + n; *s && *s != '>' && *s != '/';) { /* name="value" */
            s += strspn(s, " \n");
            size_t key = strspn(s, "abcdefghijklmnopqrstuvwxyzB-"); /* viewBox */
            if (!key || strncmp(s + key, "=\"", 2) || !strchr(s + key + 2, '"'))
                return false;
            s = strchr(s + key + 2, '"') + 1;
        }
        bool empty = *s == '/';
        s += empty;
        if (*s++ != '>' || (closes && (!depth || strcmp(open[--depth], name))))
            return false;
        if (!closes && !empty && depth < 16)
            strcpy(open[depth++], name);
        elements++;
    }
    return depth == 0 && elements > 50;
}

static char *picture(const char *trace, const char *no_color, pty_t *p)
{
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", no_color, NULL};
    char command[600], path[300], here[200];
    const char *argv[] = {"/bin/sh", "-c", command, NULL};
    char *text = calloc(1, 1 << 20);
    glob_t found;

    snprintf(command, sizeof command, "cd %s && rm -f *.svg && exec %s/build/tests/screens/show %s 5", dir, getcwd(here, sizeof here), trace);
    pty_start(p, 24, 80, env, argv);
    if (!pty_wait_text(p, "Contexts"))
        return text;
    pty_send(p, "P", 1);
    pty_wait_text(p, "The picture of this screen is in");
    snprintf(path, sizeof path, "%s/ctxlab-*.svg", dir);
    if (!glob(path, 0, NULL, &found)) {
        FILE *f = fopen(found.gl_pathv[0], "r");
        if (f) {
            text[fread(text, 1, (1 << 20) - 1, f)] = 0;
            fclose(f);
        }
        globfree(&found);
    }
    return text;
}

static size_t times(const char *text, const char *what)
{
    size_t n = 0;
    for (; (text = strstr(text, what)); text += strlen(what))
        n++;
    return n;
}

/* The first character of each row but the message's stands in the picture where it stands on the screen. */
static int misplaced(const char *svg, const char *screen)
{
    char wanted[100];
    int wrong = 0, row = 0;

    for (const char *at = screen; *at; at += strcspn(at, "\n") + 1, row++) {
        size_t column = strspn(at, " ");
        if (row > 17 && row < 22) /* there the picture is told of, once it is made */
            continue;
        if (at[column] <= ' ' || at[column] > '~' || strchr("<>&", at[column]))
            continue;
        snprintf(wanted, sizeof wanted, "<text x=\"%.1f\" y=\"%d\"", 8 + (double)column * 8.4, 8 + row * 17 + 13);
        const char *text = strstr(svg, wanted), *close = text ? strchr(text, '>') : NULL;
        wrong += !close || close[1] != at[column];
    }
    return wrong;
}

int main(void)
{
    char trace[200], command[300];
    pty_t p;

    if (!pty_usable())
        return 0;
    snprintf(trace, sizeof trace, "%s/names.trace", mkdtemp(dir) ? dir : ".");
    ok(make_trace_file(trace), "the trace is there");

    char *svg = picture(trace, "X=1", &p), *screen = pty_text(&p);
    ok(well_formed(svg), "the picture is well-formed");
    ok(strstr(svg, " viewBox=\"0 0 ") && strstr(svg, "max-width:100%"), "in a narrow window it shrinks whole, and is not cut");
    ok(times(screen, "\xe6\xbc\xa2") > 0 && times(svg, ">\xe6\xbc\xa2<") == times(svg, ">\xe5\xad\x97<") && times(svg, ">\xe6\xbc\xa2<") >= times(screen, "\xe6\xbc\xa2"),
       "a wide character is there as often as on the screen (%zu)", times(svg, ">\xe6\xbc\xa2<"));
    ok(times(svg, ">\xe6\xbc\xa2<") <= 3, "and not once for each of its halves");
    ok(times(svg, ">&lt;<") > 0 && times(svg, ">&amp;<") > 0 && times(svg, ">&gt;<") > 0, "what would be markup is escaped");
    ok(times(svg, "fill=\"#5fc8d8\"") > 3, "it has the screen's colours");
    ok(strstr(svg, "<text x=\"16.4\" y=\"21\"") && times(svg, " y=\"21\"") > 20 && misplaced(svg, screen) == 0, "each row is where it is on the screen (%d are not)", misplaced(svg, screen));
    ok(times(svg, "fill=\"#101418\"") > 20, "what is in reverse is dark on light");
    free(svg);
    free(screen);
    pty_end(&p);

    svg = picture(trace, "NO_COLOR=1", &p);
    ok(well_formed(svg), "without colours it is well-formed, too");
    size_t grey = times(svg, "fill=\"#d4d4d4\"") + times(svg, "fill=\"#7d8590\"") + times(svg, "fill=\"#101418\"");
    ok(grey > 50 && grey == times(svg, "fill=\""), "and has none");
    free(svg);
    pty_end(&p);
    snprintf(command, sizeof command, "rm -rf %s", dir);
    return system(command) ? 1 : tap_end();
}
