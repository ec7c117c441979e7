/* terminal_test.c — the terminal is what it was, whatever happens; sizes, kinds of terminal, resizes, bytes written. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "on_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
static const char *show;
static const char *const xterm[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};

static bool open_on(pty_t *p, const char *fixture, const char *event, int rows, int cols, const char *const *env)
{
    const char *argv[] = {show, fixture, event, NULL};
    return pty_start(p, rows, cols, env, argv) && pty_wait_text(p, rows < 10 || cols < 40 ? "ctxlab needs" : "Contexts");
}

static bool restored(pty_t *p) { return !p->altscreen && p->cursor_visible && pty_tty_same(p); }

/* ---- sizes and terminals --------------------------------------------------------------------------------- */

static void matrix(void)
{
    static const struct { const char *name; const char *env[4]; } kinds[] = {
        {"UTF-8, 256 colours", {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL}},
        {"UTF-8, NO_COLOR", {"TERM=xterm-256color", "LC_ALL=C.UTF-8", "NO_COLOR=1", NULL}},
        {"UTF-8, vt100", {"TERM=vt100", "LC_ALL=C.UTF-8", NULL}},
        {"C locale, 256 colours", {"TERM=xterm-256color", "LC_ALL=C", NULL}},
        {"C locale, NO_COLOR", {"TERM=xterm-256color", "LC_ALL=C", "NO_COLOR=1", NULL}},
        {"C locale, vt100", {"TERM=vt100", "LC_ALL=C", NULL}},
    };
    static const int sizes[][2] = {{24, 80}, {16, 60}, {10, 40}, {8, 30}, {50, 200}};

    for (size_t k = 0; k < 6; k++)
        for (size_t s = 0; s < 5; s++) {
            pty_t p;
            bool good = open_on(&p, "leak", "12", sizes[s][0], sizes[s][1], kinds[k].env);
            pty_send(&p, "\t\t\t\t\t\tzq", 8);
            good = good && pty_wait_end(&p) && WIFEXITED(p.status) && WEXITSTATUS(p.status) == 0 && pty_tty_same(&p);
            ok(good, "%s at %dx%d opens, goes through the panes and quits", kinds[k].name, sizes[s][1], sizes[s][0]);
            pty_end(&p);
        }
}

static void ascii_only(void)
{
    static const char *const c_locale[] = {"TERM=vt100", "LC_ALL=C", NULL};
    pty_t p;

    open_on(&p, "leak", "29", 24, 80, c_locale);
    pty_wait_rest(&p);
    char *text = pty_text(&p);
    bool ascii = true;
    for (const char *c = text; *c; c++)
        ascii = ascii && (unsigned char)*c < 128;
    ok(ascii && strstr(text, "told"), "in the C locale every glyph has its ASCII twin, and states are words");
    free(text);
    pty_end(&p);
}

static void no_color(void)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", "NO_COLOR=1", NULL};
    pty_t p;
    int colored = 0;

    open_on(&p, "leak", "20", 24, 80, env);
    pty_wait_rest(&p);
    VTermScreenCell first, cell;
    VTermPos corner = {.row = 22, .col = 79};
    vterm_screen_get_cell(p.screen, corner, &first);
    for (int y = 0; y < 24; y++)
        for (int x = 0; x < 80; x++) {
            VTermPos pos = {.row = y, .col = x};
            vterm_screen_get_cell(p.screen, pos, &cell);
            colored += !vterm_color_is_equal(&cell.fg, &first.fg);
        }
    ok(colored == 0, "NO_COLOR: no cell has a colour (%d have)", colored);
    pty_end(&p);
}

static void resizes(void)
{
    pty_t p;
    bool good = open_on(&p, "server", "46", 24, 80, xterm);

    pty_resize(&p, 8, 30);
    ok(good && pty_wait_text(&p, "ctxlab needs"), "below 40x10 one line says so");
    pty_resize(&p, 16, 60);
    ok(pty_wait_text(&p, "Contexts"), "and it recovers");
    pty_resize(&p, 50, 200);
    ok(pty_wait_text(&p, "Source") && pty_wait_text(&p, "T2 tick_worker"), "200x50 shows source and lanes beside the tree");
    pty_resize(&p, 24, 80);
    ok(pty_wait_text(&p, "c5 WithCancel"), "back at 80x24");
    pty_send(&p, "q", 1);
    ok(pty_wait_end(&p) && restored(&p), "resized, quit, restored");
    pty_end(&p);
}

/* ---- ways out -------------------------------------------------------------------------------------------- */

static void signals(void)
{
    static const struct { int sig; const char *name; bool dies; } sigs[] = {
        {SIGTERM, "SIGTERM", false}, {SIGINT, "SIGINT", false}, {SIGHUP, "SIGHUP", false}, {SIGQUIT, "SIGQUIT", false},
        {SIGSEGV, "SIGSEGV", true}, {SIGABRT, "SIGABRT", true}, {SIGBUS, "SIGBUS", true},
    };

    for (size_t i = 0; i < sizeof sigs / sizeof *sigs; i++) {
        pty_t p;
        bool open = open_on(&p, "server", "46", 24, 80, xterm);
        bool was_up = p.altscreen && !pty_tty_same(&p);
        kill(p.pid, sigs[i].sig);
        bool ended = pty_wait_end(&p);
        bool said = sigs[i].dies ? WIFSIGNALED(p.status) && WTERMSIG(p.status) == sigs[i].sig
                                 : WIFEXITED(p.status) && WEXITSTATUS(p.status) == 128 + sigs[i].sig;
        ok(open && was_up && ended && said && restored(&p), "%s: the terminal comes back", sigs[i].name);
        pty_end(&p);
    }
}

static void control_keys(void)
{
    pty_t p;

    open_on(&p, "server", "46", 24, 80, xterm);
    pty_send(&p, "\003", 1);
    ok(pty_wait_end(&p) && WEXITSTATUS(p.status) == 130 && restored(&p), "Ctrl-C ends it with 130, restored");
    pty_end(&p);
}

/* A shell with job control, as a person has it: Ctrl-Z, then fg. */
static void stop_and_go(void)
{
    char script[400];
    snprintf(script, sizeof script, "set -m; %s server 46; echo STOPPED; read x; fg; echo AGAIN; read x; fg; echo CAME BACK", show);
    const char *argv[] = {"/bin/bash", "-c", script, NULL};
    pty_t p;

    pty_start(&p, 24, 80, xterm, argv);
    bool up = pty_wait_text(&p, "Contexts");
    pty_send(&p, "\032", 1);
    ok(up && pty_wait_text(&p, "STOPPED"), "Ctrl-Z stops it");
    pty_send(&p, "\n", 1);
    ok(pty_wait_text(&p, "Contexts") && p.altscreen, "fg brings the screen back, painted whole");
    pty_send(&p, "\032", 1);
    ok(pty_wait_text(&p, "AGAIN") && restored(&p), "Ctrl-Z a second time: the terminal is as before while it is stopped");
    pty_send(&p, "\n", 1);
    ok(pty_wait_text(&p, "Contexts") && p.altscreen, "and fg brings it back once more");
    pty_send(&p, "q", 1);
    ok(pty_wait_end(&p) && restored(&p), "and q restores the terminal");
    pty_end(&p);
}

static void no_terminal(void)
{
    char command[400], line[300] = "";

    snprintf(command, sizeof command, "%s server </dev/null 2>&1", show);
    FILE *f = popen(command, "r");
    bool said = f && fgets(line, sizeof line, f);
    int status = f ? pclose(f) : -1;
    ok(said && strstr(line, "needs a terminal") && WEXITSTATUS(status) == 2, "without a terminal: one sentence, exit 2");
    for (int file = 0; file < 2; file++) { /* with a terminal on stdin */
        const char *argv[] = {"/bin/bash", "-c", command, NULL};
        pty_t p;
        snprintf(command, sizeof command, "%s server %s 2>/dev/null; echo CODE $?", show, file ? ">/dev/null" : ">&-");
        ok(pty_start(&p, 24, 80, xterm, argv) && pty_wait_end(&p) && pty_wait_text(&p, "CODE 2") && restored(&p), "stdout %s: exit 2", file ? "is no terminal" : "closed");
        pty_end(&p);
    }
}

static void bad_term(void)
{
    static const char *const dumb[] = {"TERM=dumb", NULL}, *const unknown[] = {"TERM=no-such-terminal", NULL};
    const char *argv[] = {show, "server", NULL};
    pty_t p;

    pty_start(&p, 24, 80, dumb, argv);
    ok(pty_wait_end(&p) && WEXITSTATUS(p.status) == 2 && pty_wait_text(&p, "cannot move its cursor"), "TERM=dumb: one sentence, exit 2");
    pty_end(&p);
    pty_start(&p, 24, 80, unknown, argv);
    ok(pty_wait_end(&p) && WEXITSTATUS(p.status) == 2 && pty_wait_text(&p, "is not known"), "an unknown TERM: one sentence, exit 2");
    pty_end(&p);
}

static void hang_up(void)
{
    pty_t p;

    open_on(&p, "server", "46", 24, 80, xterm);
    close(p.fd); /* the window is closed */
    int status = 0;
    pid_t got = pty_process_ends(p.pid) ? waitpid(p.pid, &status, WNOHANG) : 0;
    ok(got == p.pid, "the terminal's window closes: the program ends");
    p.ended = got == p.pid;
    p.fd = -1;
    pty_end(&p);
}

static void live(void)
{
    pty_t p;

    open_on(&p, "server", "live", 24, 80, xterm);
    ok(pty_wait_text(&p, "has ended; this is all it said") && pty_wait_text(&p, "event 60/60"), "live: follows what arrives, says when it ends");
    pty_send(&p, ":12\r", 4);
    ok(pty_wait_text(&p, "event 12/60"), "and what came can be gone back to");
    pty_send(&p, "q", 1);
    ok(pty_wait_end(&p) && restored(&p), "live: restored");
    pty_end(&p);
}

/* ---- bytes ----------------------------------------------------------------------------------------------- */

typedef struct moves { const char *what, *fixture, *event, *first; } moves_t;

static void cursor_bytes(void)
{
    static const moves_t moves[] = {
        {"the tree of a server", "server", "30", "g"},   {"the tree of a leak", "leak", "30", "g"},
        {"a look-up's tree", "lookup", "30", "g"},       {"ten thousand, unfolded", "wide", "20000", "gjjj\rgjjj"},
        {"a forwarder's tree", "forwarder", "30", "g"},  {"the filtered list", "server", "30", "fg"},
        {"the tasks", "server", "40", "\t\t\tg"},        {"the zoomed tree", "server", "30", "zg"},
    };

    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        pty_t p;
        size_t worst = 0, moved = 0;
        open_on(&p, moves[i].fixture, moves[i].event, 24, 80, xterm);
        pty_wait_rest(&p);
        pty_send(&p, moves[i].first, strlen(moves[i].first));
        pty_wait_rest(&p);
        for (int k = 0; k < 6; k++) {
            size_t before = p.bytes;
            pty_send(&p, k < 4 ? "j" : "k", 1);
            pty_wait_rest(&p);
            moved += p.bytes > before;
            if (p.bytes - before > worst)
                worst = p.bytes - before;
        }
        ok(moved > 1 && worst <= 300, "%s: a cursor move writes at most 300 bytes (%zu; %zu moves)", moves[i].what, worst, moved);
        pty_end(&p);
    }
}

int main(void)
{
    show = getenv("SHOW") ? getenv("SHOW") : "build/tests/screens/show";
    if (!pty_usable())
        return 0;
    matrix();
    ascii_only();
    no_color();
    resizes();
    signals();
    control_keys();
    stop_and_go();
    no_terminal();
    bad_term();
    hang_up();
    live();
    cursor_bytes();
    return tap_end();
}
