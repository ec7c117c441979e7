/* idle_long.c — a screen nobody touches sleeps: no wake-up, no byte, in two seconds. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "on_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

static long switches(pid_t pid)
{
    char path[64], line[200];
    long total = -1;

    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, "voluntary_ctxt_switches:", 24))
            total = strtol(line + 24, NULL, 10);
    if (f)
        fclose(f);
    return total;
}

typedef struct idle { const char *what, *program, *trace, *event, *steps[8]; } idle_t; /* steps: a text to wait for, keys, … */

static const idle_t screens[] = {
    {"the tree", "show-asan", "server", "30", {"Contexts", "."}},
    {"ten thousand, folded", "show-asan", "wide", "20000", {"Contexts", "gj"}},
    {"tasks, zoomed", "show-asan", "leak", "20", {"Contexts", "\t\tz", "worker", "j"}},
    {"the cascade pane", "show-asan", "forwarder", NULL, {"Contexts", "]"}},
    {"the help", "show-asan", "server", "30", {"Contexts", "?", "Keys", "j"}},
    {"a search half typed", "show-asan", "server", "30", {"Contexts", "/wi", "Search: wi", "t"}},
    {"demo mode", "show-asan", "server", "30", {"Contexts", "D\033[6~", "", "\033[6~"}},
    {"live, ended", "show-asan", "server", "live", {"has ended", ","}},
    {"the catalog", "learn-asan", "", NULL, {"Pick a program", "j"}},
    {"a story", "learn-asan", "", "leaky-server", {"Enter: watch it run", "j"}},
    {"a run that stopped at a finding", "learn-asan", "", "leaky-server", {"Enter: watch it run", "\r", "Contexts", "+++++", "Something is wrong", ","}},
    {"the scheduler", "learn-asan", "", "leaky-server", {"Enter: watch it run", "\r", "Contexts", "+++++", "Something is wrong", "s", "Who moves next?", "j"}},
};

static void idle(const idle_t *i, const char *file)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    char path[100];
    const char *argv[] = {path, *i->trace ? i->trace : file, i->event, NULL}, *last = NULL;
    pty_t p;

    snprintf(path, sizeof path, "build/tests/screens/%s", i->program);
    bool open = pty_start(&p, 24, 80, env, argv);
    for (size_t k = 0; k < 8 && i->steps[k]; k++) {
        open = open && (k % 2 || pty_wait_text(&p, i->steps[k]));
        if (!open)
            printf("# %s: no \"%s\"\n", i->what, i->steps[k]);
        last = k % 2 ? i->steps[k] : last;
        if (k % 2)
            pty_send(&p, last, strlen(last));
    }
    pty_wait_done(&p);
    size_t bytes = p.bytes;
    long before = switches(p.pid);
    bool spoke = pty_read(&p, 2000);
    ok(open && before > 0 && !spoke && p.bytes == bytes && switches(p.pid) == before, "%s: two idle seconds, not one byte, not one wake-up (%ld)", i->what,
       switches(p.pid) - before);
    pty_send(&p, "?", 1);
    ok(pty_wait_rest(&p) && p.bytes > bytes, "%s: a key still works", i->what);
    pty_end(&p);
}

int main(void)
{
    char dir[] = "/tmp/ctxlab-idle-XXXXXX", file[100];

    if (!pty_usable())
        return 0;
    snprintf(file, sizeof file, "%s/server.c", mkdtemp(dir) ? dir : "."); /* its folder is watched: one of its own */
    FILE *f = fopen(file, "w");
    if (!f || fputs("shipped\n", f) < 0 || fclose(f))
        return 1;
    setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++)
        idle(&screens[i], file);
    unlink(file);
    rmdir(dir);
    return tap_end();
}
