/* matrix_test.c — every kind of terminal at every size: the screens a learner goes through, each looked at. Only characters
 * and colours the terminal may be given; nothing past its edges; a status line on top and the keys at the bottom.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "on_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
enum { SPARE = 7 };

typedef struct kind { const char *name; bool ascii, colour; const char *env[4]; } kind_t;

static const kind_t kinds[] = {
    {"UTF-8, 256 colours", false, true, {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL}},
    {"UTF-8, NO_COLOR", false, false, {"TERM=xterm-256color", "LC_ALL=C.UTF-8", "NO_COLOR=1", NULL}},
    {"UTF-8, vt100", false, false, {"TERM=vt100", "LC_ALL=C.UTF-8", NULL}},
    {"C locale, 256 colours", true, true, {"TERM=xterm-256color", "LC_ALL=C", NULL}},
    {"C locale, NO_COLOR", true, false, {"TERM=xterm-256color", "LC_ALL=C", "NO_COLOR=1", NULL}},
    {"C locale, vt100", true, false, {"TERM=vt100", "LC_ALL=C", NULL}},
};

typedef struct cell { const kind_t *kind; int rows, cols; unsigned seen; char wrong[900]; } cell_t;

static void complain(cell_t *c, const char *screen, const char *what)
{
    size_t used = strlen(c->wrong);
    snprintf(c->wrong + used, sizeof c->wrong - used, " [%s: %s]", screen, what);
}

static char *row_of(char *text, int row)
{
    for (; row > 0 && text; row--)
        text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL;
    if (text && strchr(text, '\n'))
        *strchr(text, '\n') = 0;
    return text;
}

/* Waits for the text that tells the screen, then looks at all of it. */
static void look(cell_t *c, pty_t *p, const char *screen, const char *sign, const char *hint)
{
    if (!pty_wait_text(p, sign)) {
        complain(c, screen, "did not come");
        return;
    }
    c->seen++;
    if (pty_past_edge(p))
        complain(c, screen, "something past the edge");
    if (c->kind->ascii && !pty_said_ascii(p))
        complain(c, screen, "a byte that is no ASCII");
    if (!c->kind->colour && pty_said_colour(p))
        complain(c, screen, "a colour");
    char *text = pty_text(p), *copy = strdup(text), *top = row_of(copy, 0);
    char *bottom = row_of(text, p->rows - 1);
    if (!top || !*top)
        complain(c, screen, "no status line");
    if (!bottom || !strstr(bottom, hint)) {
        complain(c, screen, "no keys at the bottom:");
        complain(c, screen, bottom ? bottom : "");
    }
    free(copy);
    free(text);
}

static void keys(pty_t *p, const char *k) { pty_send(p, k, strlen(k)); }

static void large_enough(cell_t *c, pty_t *p)
{
    look(c, p, "catalog", "The server that", "Enter");
    keys(p, "\r");
    look(c, p, "story", "Make:", "Esc back");
    keys(p, "\r");
    look(c, p, "tree", c->kind->ascii ? "`-" : "\u2514\u2500", "Space"); /* a branch, as this terminal may draw it */
    keys(p, "++++++"); /* play fast to where something is found */
    pty_wait_text(p, "Something is wrong"); /* and asks; Enter tells */
    keys(p, "\r");
    pty_wait_text(p, "Found here: ");
    keys(p, "\t");
    look(c, p, "findings", "unbounded-detached", "Space");
    keys(p, "?");
    look(c, p, "help", "Keys", "Esc");
    keys(p, "\033");
    pty_wait_rest(p);
    keys(p, "s");
    look(c, p, "scheduler", "Who moves next?", "Esc back");
}

static void too_small(cell_t *c, pty_t *p)
{
    if (!pty_wait_text(p, "ctxlab needs") || pty_past_edge(p))
        complain(c, "too small", "no line that says so");
    if (c->kind->ascii && !pty_said_ascii(p))
        complain(c, "too small", "a byte that is no ASCII");
    pty_resize(p, 24, 80);
    large_enough(c, p);
}

static void one(const kind_t *kind, int rows, int cols, const char *file)
{
    const char *argv[] = {"build/tests/screens/learn", file, NULL};
    cell_t c = {.kind = kind, .rows = rows, .cols = cols};
    bool small = rows < 10 || cols < 40;
    pty_t p;

    bool started = pty_start_spare(&p, rows, cols, SPARE, SPARE, kind->env, argv);
    if (small)
        too_small(&c, &p);
    else
        large_enough(&c, &p);
    bool coloured = !kind->colour || pty_said_colour(&p), glyphs = kind->ascii || !pty_said_ascii(&p);
    keys(&p, "q");
    bool ended = pty_wait_end(&p) && WIFEXITED(p.status) && WEXITSTATUS(p.status) == 0 && pty_tty_same(&p);
    ok(started && c.seen == 6 && !*c.wrong && coloured && glyphs && ended, "%s at %dx%d%s: 6 screens as they should be%s", kind->name, cols, rows,
       small ? ", then larger" : "", c.wrong);
    pty_end(&p);
}

int main(void)
{
    static const int sizes[][2] = {{24, 80}, {16, 60}, {10, 40}, {8, 30}, {50, 200}};
    char file[] = "/tmp/ctxlab-matrix-XXXXXX";
    int fd = mkstemp(file);

    if (!pty_usable())
        return 0;
    if (fd < 0 || write(fd, "shipped\n", 8) != 8)
        return 1;
    close(fd);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
            one(&kinds[k], sizes[s][0], sizes[s][1], file);
    unlink(file);
    return tap_end();
}
