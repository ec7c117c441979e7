/* saved_test.c — a save is seen, however files tell of it: by the kernel's word, or by looking again and again where there is none.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

static bool write_in_place(const char *from)
{
    char *text = lab_read(from);
    FILE *f = text ? fopen(lab_file("busy-done-loop"), "w") : NULL;
    bool good = f && fputs(text, f) >= 0;

    free(text);
    return f && fclose(f) == 0 && good;
}

/* inotify's descriptor among the screen's own: /proc says which. */
static bool has_inotify(pid_t screen)
{
    for (int fd = 0; fd < 64; fd++) {
        char path[64], to[100];
        snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)screen, fd);
        ssize_t n = readlink(path, to, sizeof to - 1);
        to[n < 0 ? 0 : n] = 0;
        if (strstr(to, "inotify"))
            return true;
    }
    return false;
}

static void saves(const char *name, const char *poll)
{
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", "EDITOR=true", poll, NULL};
    pty_t p;

    lab_new_workspace();
    const char *argv[] = {"./ctxlab", "--workspace", lab_workspace(), NULL};
    bool up = pty_start(&p, 24, 80, env, argv) && pty_wait_text(&p, "Pick a program") && lab_open(&p, "busy-done-loop");
    lab_keys(&p, "\r");
    up = up && pty_wait_text(&p, "Background");
    ok(up && has_inotify(p.pid) == !poll, "%s: the file is followed that way", name);
    ok(lab_save_text("busy-done-loop", "int x = ;\n") && pty_wait_text(&p, "It does not compile."), "%s: a file renamed over it is seen", name);
    ok(write_in_place("tests/catalog/busy-done-loop/right-while.c") && pty_wait_text(&p, "It passes"), "%s: one written in place, too", name);
    lab_quit(&p, name);
}

/* Gone, by the editor or behind the screen's back: said, whatever is asked for next, and the new copy is not judged as if it were
 * what the learner had done. */
static void gone(const char *name, bool editor, const char *key)
{
    pty_t p;

    lab_new_workspace();
    bool up = lab_start(&p, 24, 80, editor ? "rm -f" : NULL) && lab_open(&p, "busy-done-loop");
    lab_keys(&p, "\r");
    up = up && pty_wait_text(&p, "Background") && (editor || unlink(lab_file("busy-done-loop")) == 0);
    lab_keys(&p, key);
    ok(up && pty_wait_text(&p, "Your file busy-done-loop.c was gone."), "%s: it is said that the file was gone", name);
    ok(pty_wait_done(&p) && pty_has(&p, "nothing is judged") && pty_has(&p, "There is no run here yet"), "%s: nothing is judged, no run is shown as its", name);
    ok(access(lab_file("busy-done-loop"), R_OK) == 0, "%s: a new copy is there", name);
    lab_keys(&p, "v");
    ok(pty_wait_text(&p, "Nothing has been judged yet"), "%s: there is no verdict on it", name);
    ok(lab_save("busy-done-loop", "tests/catalog/busy-done-loop/right-while.c") && pty_wait_text(&p, "It passes"), "%s: the next save is seen, and judged", name);
    lab_quit(&p, name);
}

int main(void)
{
    if (!pty_usable())
        return 0;
    saves("told by the kernel", NULL);
    saves("looked for", "CTXLAB_WATCH_POLL=1");
    gone("deleted by the editor", true, "e");
    gone("deleted, then r", false, "r");
    gone("deleted, then e", false, "e");
    gone("deleted, then s", false, "s");
    lab_clean();
    return tap_end();
}
