/* every.c — every screen of the tool, at every size, on every kind of terminal, by a change of size and back: a line on top, its
 * keys at the bottom, nothing past the edges, nothing cut without a mark, only characters and colours that the terminal may be
 * given, "too small" where it is, and afterwards the very screen that was there before.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "every.h"
#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
static pty_t p;
enum { SPARE = 7, ROWS = 24, COLUMNS = 80 };

typedef struct kind { const char *name; bool ascii, colour; const char *env[4]; } kind_t;

static const kind_t kinds[] = {
    {"UTF-8, 256 colours", false, true, {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL}},
    {"C locale, vt100", true, false, {"TERM=vt100", "LC_ALL=C", NULL}},
    {"UTF-8, NO_COLOR", false, false, {"TERM=xterm-256color", "LC_ALL=C.UTF-8", "NO_COLOR=1", NULL}},
    {"UTF-8, vt100", false, false, {"TERM=vt100", "LC_ALL=C.UTF-8", NULL}},
    {"C locale, 256 colours", true, true, {"TERM=xterm-256color", "LC_ALL=C", NULL}},
    {"C locale, NO_COLOR", true, false, {"TERM=xterm-256color", "LC_ALL=C", "NO_COLOR=1", NULL}},
};
/* A pair is as different as two sizes are: one that drops panes, one that gains them; the smallest, and too small. */
static const struct { int rows, columns; } sizes[] = {{16, 60}, {50, 200}, {10, 40}, {8, 30}};
enum { SIZES = sizeof sizes / sizeof *sizes, PAIR = 2 };

static char cuts[150];
static int wrong, looked;

static void complain(const kind_t *k, const step_t *s, const char *what, const char *detail)
{
    printf("# %s, %s, %dx%d: %s%s%s\n", k->name, s->name ? s->name : s->sign, p.cols, p.rows, what, *detail ? ": " : "", detail);
    wrong++;
}

static const char *row(char *text, int at)
{
    for (; at > 0 && text; at--)
        text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL;
    if (text && strchr(text, '\n'))
        *strchr(text, '\n') = 0;
    return text ? text : "";
}

static void look(const kind_t *k, const step_t *s, const char *hint)
{
    char *text = pty_text(&p), *copy = strdup(text), *lost;
    bool small = p.rows < 10 || p.cols < 40;

    looked++;
    if (pty_past_edge(&p))
        complain(k, s, "something past the edge", "");
    if (k->ascii && !pty_said_ascii(&p))
        complain(k, s, "a byte that is no ASCII", "");
    if (!k->colour && pty_said_colour(&p))
        complain(k, s, "a colour", "");
    if (small && !strstr(text, "ctxlab needs 40x10"))
        complain(k, s, "it does not say that it is too small", "");
    if (!small && !*row(copy, 0))
        complain(k, s, "nothing on top", "");
    free(copy);
    copy = strdup(text);
    const char *keys = row(copy, p.rows - 1);
    if (!small && !strstr(keys, hint))
        complain(k, s, "its keys are not at the bottom", keys);
    free(copy);
    lost = lab_read(cuts);
    if (lost && *lost)
        complain(k, s, "cut without a mark", lost);
    free(lost);
    free(text);
}

#ifdef DUMPS /* for looking at them: a function dump(), in the file of that name */
#include DUMPS
#else
static void dump(const kind_t *k, const walk_t *w, const step_t *s) { (void)k, (void)w, (void)s; }
#endif

/* To that size, and once all is painted: is it as it should be? */
static void resized(const kind_t *k, const step_t *s, const char *hint, int rows, int columns)
{
    if (truncate(cuts, 0))
        perror(cuts);
    pty_hush(&p);
    pty_resize(&p, rows, columns);
    pty_wait_rest(&p);
    look(k, s, hint);
}

/* Each of these sizes in turn, and back each time. */
static void every_size(const kind_t *k, const walk_t *w, const step_t *s, const char *hint, int first, int end)
{
    char *before = pty_text(&p);

    dump(k, w, s);
    for (int i = first; i < end; i++) {
        resized(k, s, hint, sizes[i].rows, sizes[i].columns);
        dump(k, w, s);
        resized(k, s, hint, ROWS, COLUMNS);
        char *after = pty_text(&p);
        if (strcmp(before, after)) {
            complain(k, s, "another screen after a change of size there and back", "");
            printf("# before, back from %dx%d:\n%s# after:\n%s", sizes[i].columns, sizes[i].rows, before, after);
        }
        free(after);
    }
    free(before);
}

static bool saves(const step_t *s)
{
    static const char head[] = "#include \"exercise.h\"\n#include <stdlib.h>\nvoid worker(ctx_t *ctx, void *jobs)\n{\n    (void)ctx, (void)jobs;\n";
    char text[600];

    if (s->file)
        return lab_save("busy-done-loop", s->file);
    snprintf(text, sizeof text, "%s%s}\n", head, s->body ? s->body : "");
    return !s->body || lab_save_text("busy-done-loop", text);
}

static bool step(const step_t *s)
{
    bool there = saves(s);

    for (int i = 0; there && i < 60; i++) {
        if (s->keys)
            lab_keys(&p, s->keys);
        if (!s->again)
            break;
        pty_wait_done(&p);
        if (pty_has(&p, s->sign))
            break;
    }
    there = there && pty_wait_text(&p, s->sign);
    pty_wait_done(&p);
    return there && pty_wait_text(&p, s->sign);
}

static bool start(const kind_t *k, const walk_t *w)
{
    static char recorded[200];
    char path[5000], home[5000], cut[200];
    const char *env[10] = {path, home, "EDITOR=true", cut}, *argv[10] = {"ctxlab-looked"};
    int n = 1;

    lab_new_workspace();
    snprintf(path, sizeof path, "PATH=%s/build/tests/screens:%s", lab_folder(), getenv("PATH"));
    snprintf(home, sizeof home, "CTXLAB_HOME=%s", lab_folder());
    snprintf(cut, sizeof cut, "CTXLAB_CUTS=%s", cuts);
    for (int i = 0; k->env[i]; i++)
        env[4 + i] = k->env[i];
    snprintf(recorded, sizeof recorded, "%s/a.ctxtrace", lab_workspace());
    for (int i = 0; w->argv[i]; i++)
        argv[n++] = !strcmp(w->argv[i], "RECORDED") ? recorded : w->argv[i];
    if (n > 1 && !strcmp(argv[1], "view")) {
        char command[400];
        snprintf(command, sizeof command, "./ctxlab run busy-done-loop --shipped --trace %s >/dev/null 2>&1", recorded);
        if (system(command) == -1)
            return false;
    }
    if (n > 1 && !strcmp(argv[1], "JOINED")) {
        argv[0] = "build/tests/screens/show", argv[1] = "joined", argv[2] = "15";
        return pty_start_spare(&p, ROWS, COLUMNS, 0, SPARE, env, argv);
    }
    if (n == 1) {
        argv[n++] = "--workspace";
        argv[n++] = lab_workspace();
    }
    return pty_start_spare(&p, ROWS, COLUMNS, 0, SPARE, env, argv);
}

/* pair: at which sizes the first screen is seen, the next one at the others, and so on; −1: each screen at all. */
static void walk(const kind_t *k, const walk_t *w, int pair)
{
    const char *hint = "";
    int screens = 0;
    bool going = start(k, w);

    wrong = looked = 0;
    for (const step_t *s = w->step; going && s->sign; s++) {
        hint = s->hint ? s->hint : hint;
        going = step(s);
        if (!going)
            complain(k, s, "did not come", "");
        else if (s->name) {
            int first = pair < 0 ? 0 : (pair + screens) % 2 * PAIR;
            every_size(k, w, s, hint, first, pair < 0 ? SIZES : first + PAIR);
            screens++;
        }
    }
    lab_keys(&p, "\033\033\033\033q");
    bool ended = pty_wait_end(&p) && WIFEXITED(p.status) && WEXITSTATUS(p.status) == 0 && !p.altscreen && pty_tty_same(&p);
    ok(going && ended && !wrong && screens, "%s, %s: %d screens, each at 80x24 and %s", k->name, w->name, screens,
       pair < 0 ? "60x16, 200x50, 40x10 and 30x8" : "by turns 60x16 and 200x50, 40x10 and 30x8");
    pty_end(&p);
}

/* One kind of terminal a walk; the longest walk, which comes by the most panes, on both, at the sizes at which the other was not. */
static void some(int w)
{
    walk(&kinds[w % 2], &walks[w], w % 2);
    if (w == WALK_BUG)
        walk(&kinds[1 - w % 2], &walks[w], 1 - w % 2);
}

int every_screen(bool all, const char *only)
{
    int fd;

    if (!pty_usable())
        return 0;
    snprintf(cuts, sizeof cuts, "/tmp/ctxlab-cuts-XXXXXX");
    fd = mkstemp(cuts);
    if (fd < 0)
        return 1;
    close(fd);
    for (int w = 0; w < walk_count; w++) {
        if (only && strcmp(only, walks[w].name))
            continue;
        if (!all)
            some(w);
        for (size_t k = 0; all && k < sizeof kinds / sizeof *kinds; k++)
            walk(&kinds[k], &walks[w], -1);
    }
    unlink(cuts);
    lab_clean();
    return tap_end();
}
