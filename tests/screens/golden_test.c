/* golden_test.c — every picture the screen must get right, as a file of what an 80×24 terminal shows.
 *
 * UPDATE=1 writes the files anew: look at the difference before committing it.
 */
#include <stdlib.h>
#include <string.h>

#include "on_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

static const char *const utf8[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
static const char *const ascii[] = {"TERM=vt100", "LC_ALL=C", NULL};

typedef struct golden {
    const char *name, *fixture, *event, *keys;
    int rows, cols;
    const char *const *env;
} golden_t;

static const golden_t goldens[] = {
    {"start", "server", NULL, "", 24, 80, utf8},
    {"tree", "server", "23", "", 24, 80, utf8},
    {"told", "server", "43", "", 24, 80, utf8},
    {"inspector", "server", "46", "\t\t", 24, 80, utf8},
    {"lanes", "server", "50", "\t\t\t", 24, 80, utf8},
    {"cascade", "server", NULL, "]]]", 24, 80, utf8},
    {"log", "server", "46", "\t\t\t\t\t\t", 24, 80, utf8},
    {"help", "server", "46", "?", 24, 80, utf8},
    {"ten-thousand", "wide", NULL, "]]]", 24, 80, utf8},
    {"ten-thousand-noticed", "wide", "50012", "", 24, 80, utf8},
    {"chain", "chain", "50100", "", 24, 80, utf8},
    {"chain-cascade", "chain", NULL, "]]]]", 24, 80, utf8},
    {"chain-inspector", "chain", "50100", "\t\t", 24, 80, utf8},
    {"chain-opened", "chain", "50100", "\r", 24, 80, utf8},
    {"chain-ascii", "chain", "50100", "", 24, 80, ascii},
    {"fan-of-chains", "fan", "60020", "", 24, 80, utf8},
    {"fan-inspector", "fan", "60020", "jjj\t\t", 24, 80, utf8},
    {"pattern", "pattern", "9000", "", 24, 80, utf8},
    {"requests", "requests", "99999", "", 24, 80, utf8},
    {"requests-wave", "requests", NULL, "]", 24, 80, utf8},
    {"crowd-node", "crowd", "3050", "G\t\tz", 36, 120, utf8},
    {"requests-few", "requests", "40", "", 24, 80, utf8},
    {"requests-narrow", "requests", "99999", "", 10, 40, utf8},
    {"requests-wide", "requests", "99999", "", 36, 120, utf8},
    {"requests-ascii", "requests", "99999", "", 24, 80, ascii},
    {"crowd", "crowd", "3050", "\t\t\t", 24, 80, utf8},
    {"crowd-ascii", "crowd", "3050", "\t\t\t", 24, 80, ascii},
    {"crowd-wide", "crowd", "3050", "\t\t\t", 36, 120, utf8},
    {"leaked-child", "leak", NULL, "w", 24, 80, utf8},
    {"leaked-child-end", "leak", "35", "", 24, 80, utf8},
    {"leaked-told-and-deaf", "leak", "35", "/c5\r\t\t", 24, 80, utf8},
    {"leaked-never-told", "leak", "35", "/c7\r\t\t", 24, 80, utf8},
    {"leaked-never-cancelled", "leak", "35", "/c4\r\t\t", 24, 80, utf8},
    {"leaked-ascii", "leak", "35", "/c7\r\t\t", 24, 80, ascii},
    {"not-enough-evidence", "undecided", NULL, "w", 24, 80, utf8},
    {"spinning-task", "spin", NULL, "w", 24, 80, utf8},
    {"spinning-lanes", "spin", "36", "\t\t\t", 24, 80, utf8},
    {"dominated-deadline", "dominated", "17", "G\t\t", 24, 80, utf8},
    {"forwarder", "forwarder", "22", "", 24, 80, utf8},
    {"forwarder-lane", "forwarder", "27", "\t\t\t", 24, 80, utf8},
    {"forwarder-ascii", "forwarder", "27", "\t\t\t\t", 24, 80, ascii},
    {"forwarder-later-wave", "forwarder", "27", "\t\t\t\t", 24, 80, utf8},
    {"called-back", "called-back", "24", "\t\t\t\t", 24, 80, utf8},
    {"called-back-wave", "called-back", NULL, "]]]", 24, 80, utf8},
    {"called-back-said", "called-back", "15", "", 24, 80, utf8},
    {"gap-within", "gap", "13", "", 24, 80, utf8},
    {"gap-after", "gap", "99", "", 24, 80, utf8},
    {"threads-cascade", "threads", "20", "\t\t\t\t", 24, 80, utf8},
    {"threads-lanes", "threads", "20", "\t\t\t", 24, 80, utf8},
    {"threads-node", "threads", "20", "G\t\t", 24, 80, utf8},
    {"released", "released", "33", "\t\t\t\t", 24, 80, utf8},
    {"without-cancel", "without", "20", "", 24, 80, utf8},
    {"without-cancel-ascii", "without", "20", "", 24, 80, ascii},
    {"after-func-ascii", "after", "22", "", 24, 80, ascii},
    {"after-func-cause", "after", "26", "\t\t\t\t", 24, 80, utf8},
    {"after-func-stop", "after", "22", "", 24, 80, utf8},
    {"first-cause-wins", "first-cause", "22", "\t\t", 24, 80, utf8},
    {"first-cause-ascii", "first-cause", "22", "\t\t", 24, 80, ascii},
    {"look-up-ascii", "lookup", "18", "\t\t", 24, 80, ascii},
    {"dominated-ascii", "dominated", "17", "G\t\t", 24, 80, ascii},
    {"spinning-ascii", "spin", NULL, "w", 24, 80, ascii},
    {"ten-thousand-ascii", "wide", NULL, "]]]", 24, 80, ascii},
    {"look-up", "lookup", "18", "", 24, 80, utf8},
    {"seek-time", "server", NULL, ":10ms\r", 24, 80, utf8},
    {"seek-event", "server", NULL, ":41\r", 24, 80, utf8},
    {"seek-nonsense", "server", "30", ":soon\r", 24, 80, utf8},
    {"event-forward-and-back", "server", "38", "...,", 24, 80, utf8},
    {"wave-back", "server", NULL, "]]][", 24, 80, utf8},
    {"finding-forward", "crowd", "1000", "ww", 24, 80, utf8},
    {"finding-back", "crowd", "3000", "W", 24, 80, utf8},
    {"speed", "server", "30", "++-", 24, 80, utf8},
    {"played-to-the-end", "server", "30", "++++++++ ", 24, 80, utf8},
    {"filter-live", "leak", "35", "f", 24, 80, utf8},
    {"filter-told", "leak", "35", "ff", 24, 80, utf8},
    {"filter-finding", "leak", "35", "fff", 24, 80, utf8},
    {"search-in-a-chain", "chain", "50100", "/c7777\r", 24, 80, utf8},
    {"search-state", "fan", "60020", "/told\r", 24, 80, utf8},
    {"search-folded", "pattern", "9000", "/server.c:19\r", 24, 80, utf8},
    {"search-a-line", "wide", "50012", "/server.c:18\r", 24, 80, utf8},
    {"search-next", "server", "46", "/WithCancel\rnnnN", 24, 80, utf8},
    {"cursor-stays", "leak", "14", "G..........", 24, 80, utf8},
    {"search-no-text", "server", "46", "n", 24, 80, utf8},
    {"search-nothing", "fan", "60020", "/nowhere\r", 24, 80, utf8},
    {"narrow", "server", "46", "", 16, 60, utf8},
    {"small", "server", "46", "", 10, 40, utf8},
    {"too-small", "server", "46", "", 8, 30, utf8},
    {"wide", "server", "46", "", 50, 200, utf8},
    {"ascii", "server", "46", "", 24, 80, ascii},
    {"ascii-leak", "leak", "27", "", 24, 80, ascii},
    {"predict", "server", "30", "pjjj\rp", 24, 80, utf8},
    {"predict-answer", "server", "30", "pjjj\rpGk\r", 24, 80, utf8},
    {"predict-ten-thousand", "wide", NULL, "pG\r", 24, 80, utf8},
    {"predict-ten-thousand-answer", "wide", NULL, "pG\rp\r", 24, 80, utf8},
    {"demo", "server", "30", "D", 24, 80, utf8},
    {"demo-start", "server", "captions", "\033[6~\033[6~", 24, 80, utf8},
    {"demo-second-stop", "server", "captions", "\033[6~\033[6~\033[6~\033[6~", 24, 80, utf8},
    {"demo-time-stop", "server", "captions", "\033[6~\033[6~\033[6~\033[6~\033[6~\033[6~", 36, 120, utf8},
    {"demo-back", "server", "captions", "\033[6~\033[6~\033[6~\033[6~\033[6~\033[6~\033[5~", 24, 80, utf8},
    {"demo-end", "server", "captions", "\033[6~\033[6~\033[6~\033[6~\033[6~\033[6~\033[6~\033[6~\033[6~\033[6~\033[6~\033[6~", 24, 80, utf8},
    {"demo-node", "server", "captions", "\033[6~\033[6~\033[6~\033[6~\033[B\r", 24, 80, utf8},
    {"demo-ascii", "server", "captions", "\006\006\006\006", 24, 80, ascii},
    {"joined-late", "joined", "15", "", 24, 80, utf8},
    {"empty", "empty", NULL, "", 24, 80, utf8},
};

static char *slurp(const char *path)
{
    FILE *f = fopen(path, "r");
    char *text = calloc(1, 1 << 16);

    if (f) {
        size_t n = fread(text, 1, (1 << 16) - 1, f);
        text[n] = 0;
        fclose(f);
    }
    return text;
}

static void update(pty_t *p, const char *path)
{
    pty_wait_done(p);
    char *text = pty_text(p);
    FILE *f = fopen(path, "w");
    if (f) {
        fputs(text, f);
        fclose(f);
    }
    free(text);
}

static void differ(pty_t *p, const char *golden)
{
    char *text = pty_text(p);
    const char *a = text, *b = golden;

    for (int row = 1; *a && *b; row++) {
        size_t n = strcspn(a, "\n"), m = strcspn(b, "\n");
        if (n != m || memcmp(a, b, n))
            printf("# row %d shows \"%.*s\"\n#     wanted \"%.*s\"\n", row, (int)n, a, (int)m, b);
        a += n + (a[n] == '\n');
        b += m + (b[m] == '\n');
    }
    free(text);
}

static void golden_check(const golden_t *g, const char *show)
{
    const char *argv[] = {show, g->fixture, g->event, NULL};
    char path[200];
    pty_t p;

    snprintf(path, sizeof path, "tests/screens/golden/%s.txt", g->name);
    char *want = slurp(path);
    if (!pty_start(&p, g->rows, g->cols, g->env, argv)) {
        ok(false, "golden %s: no pseudo-terminal", g->name);
        return;
    }
    pty_wait_text(&p, g->rows < 10 ? "ctxlab needs" : g->event && !strcmp(g->event, "captions") ? "PgDn" : "Contexts");
    pty_send(&p, g->keys, strlen(g->keys));
    if (getenv("UPDATE"))
        update(&p, path);
    else if (!ok(*want && pty_wait_screen(&p, want), "golden %s", g->name))
        differ(&p, want);
    pty_send(&p, "q", 1);
    if (!getenv("UPDATE"))
        ok(pty_wait_end(&p) && p.status == 0, "golden %s: q ends it with 0", g->name);
    pty_end(&p);
    free(want);
}

int main(int argc, char **argv)
{
    const char *show = getenv("SHOW") ? getenv("SHOW") : "build/tests/screens/show";

    if (!pty_usable())
        return 0;
    for (size_t i = 0; i < sizeof goldens / sizeof *goldens; i++)
        if (argc < 2 || !strcmp(argv[1], goldens[i].name))
            golden_check(&goldens[i], show);
    return getenv("UPDATE") ? 0 : tap_end();
}
