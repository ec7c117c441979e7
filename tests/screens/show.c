/* show.c — opens the screen on a drawn trace, for the tests and for looking: show NAME [plain] [EVENT] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "tui.h"

int main(int argc, char **argv)
{
    static const char *const dirs[] = {"tests/screens/data", NULL};
    tui_options_t o = TUI_OPTIONS;
    bool plain = argc > 2 && !strcmp(argv[2], "plain");
    trace_t *t = argc > 1 ? fixture(argv[1]) : NULL;

    if (!t) {
        fprintf(stderr, "show: usage: show NAME [plain] [EVENT]; names:");
        for (size_t i = 0; fixture_names[i]; i++)
            fprintf(stderr, " %s", fixture_names[i]);
        fputc('\n', stderr);
        return 2;
    }
    o.source_dirs = dirs;
    if (argc > 2 && !plain)
        o.event = strtoul(argv[2], NULL, 10) + 1 > 1 ? strtoul(argv[2], NULL, 10) : 0;
    int code = plain ? tui_plain(t, stdout, &o) : tui_view(t, &o);
    trace_free(t);
    return code;
}
