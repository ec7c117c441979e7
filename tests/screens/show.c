/* show.c — opens the screen on a drawn trace, for the tests and for looking: show NAME [plain] [EVENT] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "tui.h"

/* The same trace arriving piece by piece from another process. */
static int live_fd(const char *name)
{
    int ends[2];
    char path[] = "/tmp/ctxlab-live-XXXXXX", piece[1000], err[300];

    if (pipe(ends) || close(mkstemp(path)) || fork() > 0) {
        close(ends[1]);
        return ends[0];
    }
    trace_t *t = fixture(name);
    close(ends[0]);
    FILE *f = trace_write_file(t, path, err, sizeof err) ? fopen(path, "r") : NULL;
    size_t n;
    while (f && (n = fread(piece, 1, sizeof piece, f)) > 0) {
        if (write(ends[1], piece, n) < 0)
            break;
    }
    unlink(path);
    _exit(0);
}

int main(int argc, char **argv)
{
    static const char *const dirs[] = {"tests/screens/data", NULL};
    tui_options_t o = TUI_OPTIONS;
    bool plain = argc > 2 && !strcmp(argv[2], "plain");
    char err[300] = "";
    trace_t *t = argc < 2 ? NULL : strchr(argv[1], '/') ? trace_read_file(argv[1], err, sizeof err) : fixture(argv[1]);

    if (!t) {
        fprintf(stderr, "%s\nshow: usage: show NAME|./FILE [plain | live | EVENT]; names:", err);
        for (size_t i = 0; fixture_names[i]; i++)
            fprintf(stderr, " %s", fixture_names[i]);
        fputc('\n', stderr);
        return 2;
    }
    o.source_dirs = dirs;
    if (plain) { /* show NAME plain VIEWS AT NODE */
        o.views = argc > 3 && *argv[3] ? argv[3] : NULL;
        o.at = argc > 4 && *argv[4] ? argv[4] : NULL;
        o.node = argc > 5 ? argv[5] : NULL;
    }
    if (argc > 2 && !plain)
        o.event = strtoul(argv[2], NULL, 10) + 1 > 1 ? strtoul(argv[2], NULL, 10) : 0;
    if (argc > 2 && !strcmp(argv[2], "captions")) {
        o.event = 0;
        o.demo = true;
        o.captions = "# a script\nstart: A server, and nobody has come yet.\nevent 23: Three requests are served.\ntime 10ms: Ten milliseconds later.\n"
                     "wave 1: The client leaves.\nmark idle: All is over.\nmark nowhere: never shown\nend: Thank you.\n";
    }
    if (argc > 2 && !strcmp(argv[2], "live")) {
        trace_free(t);
        t = trace_new(CTX_TRACE_VIRTUAL, argv[1]);
        o.event = 0;
        o.live_fd = live_fd(argv[1]);
    }
    int code = plain ? tui_plain(t, stdout, &o) : tui_view(t, &o);
    trace_free(t);
    return code;
}
