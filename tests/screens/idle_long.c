/* idle_long.c — a screen nobody touches sleeps: no wake-up, no byte, in two seconds. */
#include <stdlib.h>
#include <string.h>

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

int main(void)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    const char *argv[] = {"build/tests/screens/show-asan", "server", "30", NULL};
    pty_t p;

    setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    bool open = pty_start(&p, 24, 80, env, argv) && pty_wait_text(&p, "Contexts");
    pty_settle(&p, 500);
    size_t bytes = p.bytes;
    long before = switches(p.pid);
    bool spoke = pty_read(&p, 2000);
    ok(open && before > 0 && !spoke && p.bytes == bytes, "two idle seconds: not one byte");
    ok(switches(p.pid) == before, "and not one wake-up");
    pty_send(&p, ".", 1);
    ok(pty_wait_text(&p, "event 31/"), "a key still works");
    pty_end(&p);
    return tap_end();
}
