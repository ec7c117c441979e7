/* demo_stops_test.c — each demo of the catalog as a presenter shows it, at three sizes, to the last stop and back: at each stop the caption
 * is whole, and on the screen are the contexts that it names, whoever is not like the many, and where a cascade has begun. What must be
 * there is read from the same run, recorded; whether it is, from the screen.
 */
#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "demo.h"
#include "on_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
static char dir[] = "/tmp/ctxlab-demo-stops-XXXXXX";
static const struct { int rows, columns; } sizes[] = {{24, 80}, {16, 60}, {50, 200}};
enum { SIZES = sizeof sizes / sizeof *sizes, STOPS = 20 };

/* ---- what must be there ---------------------------------------------------------------------------------- */

typedef struct must { char text[DEMO_TEXT]; uint32_t node[64]; bool named[64]; int nodes; } must_t;
typedef struct talk { view_t v; char *script; must_t stop[STOPS]; int stops; } talk_t;

static void must_add(must_t *m, uint32_t node, bool named)
{
    for (int i = 0; i < m->nodes; i++)
        if (m->node[i] == node)
            return;
    m->node[m->nodes] = node;
    m->named[m->nodes++] = named;
}

static void must_at(talk_t *t, size_t at, must_t *m)
{
    caption_t c = script_at(&t->v, at);
    uint32_t named[32];

    snprintf(m->text, sizeof m->text, "%.*s", c.bytes, c.text);
    m->nodes = 0;
    int count = demo_named(m->text, 'c', named, 32);
    for (int i = 0; i < count; i++)
        must_add(m, named[i], true);
    rows_look(&t->v.rows, at, FILTER_ALL);
    int rows = 0;
    for (row_t row = rows_first(&t->v.rows); row.type && rows < 1000; row = rows_next(&t->v.rows, row), rows++) {
        row_t up = rows_parent(&t->v.rows, row);
        if (row.type == ROW_NODE && (up.type == ROW_GROUP || up.type == ROW_CHAIN) && m->nodes < 64)
            must_add(m, row.id, false);
    }
}

static char *file_text(const char *path)
{
    FILE *f = fopen(path, "r");
    char *text = calloc(1, 1 << 16);

    if (f && !fread(text, 1, (1 << 16) - 1, f))
        text[0] = 0;
    if (f)
        fclose(f);
    return text;
}

static bool talk_open(talk_t *t, const char *id, const char *size)
{
    char command[500], path[200], err[300];
    tui_options_t o = TUI_OPTIONS;

    snprintf(path, sizeof path, "%s/%s", dir, id);
    snprintf(command, sizeof command, "./ctxlab demo %s %s %s --trace %s --workspace %s/ws >/dev/null 2>&1", id, size ? "--size" : "", size ? size : "", path, dir);
    trace_t *trace = system(command) ? NULL : trace_read_file(path, err, sizeof err);
    snprintf(path, sizeof path, "exercises/%s/captions.txt", id);
    *t = (talk_t){.script = file_text(path)};
    o.captions = t->script;
    o.demo = true;
    if (!trace)
        return false;
    view_open(&t->v, trace, true, &o);
    for (size_t at = 0; t->stops < STOPS && (at = demo_stop(&t->v, at, true)) != 0;)
        must_at(t, at, &t->stop[t->stops++]);
    return t->stops > 2;
}

static void talk_close(talk_t *t)
{
    view_close(&t->v);
    free(t->script);
}

/* ---- whether it is --------------------------------------------------------------------------------------- */

static int lost; /* of what was looked for */

/* "c12" as a word of its own, above the caption. */
static bool shows(const char *picture, uint32_t node)
{
    char name[16];
    size_t n = (size_t)snprintf(name, sizeof name, "c%u", node);

    for (const char *at = picture; (at = strstr(at, name)) != NULL; at++)
        if ((at == picture || !isalnum((unsigned char)at[-1])) && at[n] == ' ')
            return true;
    return false;
}

/* Of many alike, the row that stands for it. */
static bool shows_many(talk_t *t, const char *picture, uint32_t node, size_t at)
{
    rows_look(&t->v.rows, at, FILTER_ALL);
    row_t row = rows_of(&t->v.rows, node);
    return (row.type == ROW_GROUP && strstr(picture, "\xc3\x97 ")) || (row.type == ROW_CHAIN && strstr(picture, " deep "));
}

/* The words of the caption in their order, however the lines are broken; returns where it begins, NULL: not all of it. */
static const char *says(const char *screen, const char *caption)
{
    char first[20];

    snprintf(first, sizeof first, "%.*s", 12, caption);
    for (const char *from = screen; (from = strstr(from, first)) != NULL; from++) {
        const char *a = from, *b = caption;
        while (*a && *b) {
            bool blank = isspace((unsigned char)*a) && isspace((unsigned char)*b);
            if (!blank && *a != *b)
                break;
            a += blank ? strspn(a, " \n") : 1;
            b += blank ? strspn(b, " ") : 1;
        }
        if (!*b)
            return from;
    }
    return NULL;
}

static bool said(pty_t *p, const void *caption)
{
    char *text = pty_text(p);
    bool is = says(text, caption) != NULL;

    free(text);
    return is;
}

/* Returns the screen, owned. */
static char *look(pty_t *p, talk_t *t, int stop, const char *id)
{
    const must_t *m = &t->stop[stop];
    char *text = pty_wait_for(p, said, m->text, m->text) ? pty_text(p) : NULL, *caption = text ? (char *)(uintptr_t)says(text, m->text) : NULL;
    size_t at = 0;

    for (int i = 0; i <= stop; i++)
        at = demo_stop(&t->v, at, true);
    if (!caption) {
        lost++;
        return text;
    }
    char keep = *caption;
    *caption = 0;
    for (int i = 0; i < m->nodes; i++)
        if (!shows(text, m->node[i]) && !(m->named[i] && shows_many(t, text, m->node[i], at))) {
            printf("# %s, %dx%d, stop %d: c%u, %s, is out of sight\n", id, p->cols, p->rows, stop + 1, m->node[i], m->named[i] ? "which the caption names" : "which breaks out");
            pty_show(p);
            lost++;
        }
    *caption = keep;
    return text;
}

static bool show(pty_t *p, int size, const char *id, const char *count)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    char ws[100];

    snprintf(ws, sizeof ws, "%s/ws", dir);
    const char *argv[] = {"./ctxlab", "demo", id, "--workspace", ws, count ? "--size" : NULL, count, NULL};
    return pty_start(p, sizes[size].rows, sizes[size].columns, env, argv) && pty_wait_text(p, "next stop");
}

static void there_and_back(talk_t *t, const char *id, const char *count, int size)
{
    char *was[STOPS] = {NULL};
    int same = 0;
    pty_t p;

    lost = 0;
    bool up = show(&p, size, id, count);
    for (int i = 0; i < t->stops && up; i++) {
        pty_send(&p, "\033[6~\033[6~", 8);
        was[i] = look(&p, t, i, id);
    }
    for (int i = t->stops - 2; i >= 0 && up; i--) {
        pty_send(&p, "\033[5~", 4);
        char *again = look(&p, t, i, id);
        same += again && was[i] && !strcmp(again, was[i]);
        free(again);
    }
    ok(up && !lost, "%s%s%s at %dx%d: at each of %d stops, there and back, one sees what is spoken of and who breaks out", id, count ? ", size " : "", count ? count : "",
       sizes[size].columns, sizes[size].rows, t->stops);
    ok(same == t->stops - 1, "%s%s%s at %dx%d: whoever goes back sees what was there before (%d of %d)", id, count ? ", size " : "", count ? count : "", sizes[size].columns,
       sizes[size].rows, same, t->stops - 1);
    for (int i = 0; i < t->stops; i++)
        free(was[i]);
    pty_end(&p);
}

static void demo(const char *id, const char *count)
{
    talk_t t;
    bool up = talk_open(&t, id, count);

    ok(up, "%s runs, and has %d stops", id, t.stops);
    for (int i = 0; i < SIZES && up; i++)
        there_and_back(&t, id, count, i);
    talk_close(&t);
}

/* ---- a row of many that somebody has opened -------------------------------------------------------------- */

static bool has_child(pty_t *p, const void *name)
{
    char *text = pty_text(p), *at = strstr(text, name), *end = at ? strchr(at, '\n') : NULL;
    bool is = at && end && memmem(at, (size_t)(end - at), "told", 4);

    free(text);
    return is;
}

static void opened(int size, const char *count, const char *many, const char *child)
{
    static const char *const stops[] = {"One parent, c4", "One child was cancelled", "Now c4 was cancelled"};
    char all[40];
    pty_t p;

    snprintf(all, sizeof all, "%s\xc3\x97", many);
    bool up = show(&p, size, "wide-cascade", count);
    for (int i = 0; i < 3 && up; i++) {
        pty_send(&p, "\033[6~\033[6~", 8);
        up = pty_wait_text(&p, stops[i]);
        if (i == 0)
            pty_send(&p, "\033[B\033[B\033[B\r", 10);
        up = up && (i != 0 || pty_wait_text(&p, "c6 WithCancel"));
        if (i == 1)
            ok(up && pty_wait_for(&p, has_child, child, "the child in the middle, told") && pty_has(&p, "c4 WithCancel") && pty_has(&p, all),
               "%dx%d: of %s children opened by hand, the one that was cancelled is on the screen, with its row of many and its parent", p.cols, p.rows, many);
        if (i == 1)
            ok(up && pty_has(&p, " more"), "%dx%d: and what is left out between is said to be", p.cols, p.rows);
        if (i == 2)
            ok(up && pty_wait_for(&p, has_child, "c4 WithCancel", "the parent, told") && pty_has(&p, " told") && !pty_has(&p, " live,"), "%dx%d: next, where the cascade begins", p.cols, p.rows);
    }
    pty_send(&p, "\033[5~", 4);
    ok(up && pty_wait_text(&p, stops[1]) && pty_wait_for(&p, has_child, child, "the child in the middle, told"), "%dx%d: and going back, that child again", p.cols, p.rows);
    pty_end(&p);
}

/* What a caption speaks of goes before the tasks, where there is no room for both. */
static void many_named(void)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL}, *const names[] = {"c6 ", "c8 ", "c10 ", "c12 "};
    char ws[100], path[100];
    pty_t p;

    snprintf(ws, sizeof ws, "%s/ws", dir);
    snprintf(path, sizeof path, "%s/talk", dir);
    FILE *f = fopen(path, "w");
    bool up = f && fputs("start: Begin.\nmark asked: These wait: c6, c8, c10, c12.\nend: End.\n", f) > 0 && !fclose(f);
    const char *argv[] = {"./ctxlab", "demo", "request-cascade", "--size", "12", "--captions", path, "--workspace", ws, NULL};
    up = up && pty_start(&p, 16, 60, env, argv) && pty_wait_text(&p, "next stop");
    pty_send(&p, "\033[6~\033[6~", 8);
    up = up && pty_wait_text(&p, "Begin.");
    pty_send(&p, "\033[6~\033[6~", 8);
    up = up && pty_wait_text(&p, "These wait") && pty_wait_text(&p, "12\xc3\x97");
    pty_send(&p, "\033[B\033[B\033[B\r\033[5~\033[6~\033[6~", 22);
    up = up && pty_wait_text(&p, "c12 WithTimeout");
    for (size_t i = 0; i < 4; i++)
        ok(up && pty_wait_text(&p, "These wait") && pty_has(&p, names[i]), "60x16: a caption that names four of twelve: %sis on the screen", names[i]);
    pty_end(&p);
}

static bool is_demo(const char *id)
{
    char path[400];

    snprintf(path, sizeof path, "exercises/%s/entry.ini", id);
    char *text = file_text(path);
    bool is = strstr(text, "kind = demo") != NULL;
    free(text);
    return is;
}

int main(int argc, char **argv)
{
    struct dirent **entry;
    char command[100];
    int demos = 0, count;

    if (!pty_usable())
        return 0;
    if (!mkdtemp(dir))
        return 1;
    count = scandir("exercises", &entry, NULL, alphasort);
    for (int i = 0; i < count; i++)
        if (is_demo(entry[i]->d_name) && (argc < 2 || !strcmp(argv[1], entry[i]->d_name))) {
            demos++;
            demo(entry[i]->d_name, NULL);
        }
    ok(argc > 1 || demos == 12, "%d demos", demos);
    for (int i = 0; i < SIZES && argc < 2; i++)
        opened(i, NULL, "10,000", "c5005 WithCancel");
    if (argc < 2 || !strcmp(argv[1], "-")) {
        opened(0, "60000", "60,000", "c30005 WithCancel"); /* further down than is gone through */
        many_named();
        demo("worker-pool", "300");
        demo("graceful-shutdown", "60");
        demo("timeout-with-fallback", "40");
    }
    snprintf(command, sizeof command, "rm -rf %s", dir);
    if (system(command))
        printf("# %s is left\n", dir);
    return tap_end();
}
