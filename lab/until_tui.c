/* until_tui.c — weak stand-ins so that the command links while the screen is under way. To be deleted with its landing. */
#include "tui.h"

#define WEAK __attribute__((weak))
WEAK int tui_view(trace_t *t, const tui_options_t *o)
{
    (void)t, (void)o;
    fputs("ctxlab: the screen is not built in yet; --plain shows the run\n", stderr);
    return 2;
}
WEAK int tui_plain(const trace_t *t, FILE *out, const tui_options_t *o)
{
    char line[1024];
    (void)o;
    for (size_t i = 0; i < trace_count(t); i++) {
        (void)trace_line(t, i, false, line, sizeof line);
        fprintf(out, "%s\n", line);
    }
    return 0;
}
WEAK int tui_learn(const tui_host_t *host, const char *entry)
{
    (void)host, (void)entry;
    fputs("ctxlab: the screen is not built in yet; `ctxlab list` begins without it\n", stderr);
    return 2;
}
