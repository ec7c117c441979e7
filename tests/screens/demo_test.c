/* demo_test.c — demo mode is for a room: every character is read from the last row, whatever the terminal's own colours are;
 * and a script file says where it stops and what it says there.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

/* ---- contrast, as web pages are measured: 7 is the strictest of its steps ------------------------------------------ */

static double linear(uint8_t part)
{
    static const double low = 0.04045;
    double c = part / 255.0, base = (c + 0.055) / 1.055;

    return c <= low ? c / 12.92 : base * base * (0.6 + 0.4 * base); /* base to the power of 2.4, nearly: within 0.02 */
}

static double light(VTermColor c) { return 0.2126 * linear(c.rgb.red) + 0.7152 * linear(c.rgb.green) + 0.0722 * linear(c.rgb.blue); }

static double contrast(VTermColor a, VTermColor b)
{
    double x = light(a) + 0.05, y = light(b) + 0.05;
    return x > y ? x / y : y / x;
}

/* The least of all characters on the screen, and where; a blank one has none. paper: plus the cells on a bright ground. */
static double least_contrast(pty_t *p, char *where, size_t size, int *paper)
{
    double least = 21;

    for (int y = 0; y < p->rows; y++)
        for (int x = 0; x < p->cols; x++) {
            VTermScreenCell cell;
            VTermPos pos = {.row = y, .col = x};
            if (!vterm_screen_get_cell(p->screen, pos, &cell))
                continue;
            vterm_screen_convert_color_to_rgb(p->screen, &cell.fg);
            vterm_screen_convert_color_to_rgb(p->screen, &cell.bg);
            *paper += light(cell.bg) > 0.1; /* reverse is an attribute of its own */
            if (!cell.chars[0] || cell.chars[0] == ' ')
                continue;
            double c = contrast(cell.fg, cell.bg);
            if (c < least) {
                least = c;
                snprintf(where, size, "row %d, column %d, U+%04X, #%02x%02x%02x on #%02x%02x%02x", y, x, (unsigned)cell.chars[0], cell.fg.rgb.red, cell.fg.rgb.green,
                         cell.fg.rgb.blue, cell.bg.rgb.red, cell.bg.rgb.green, cell.bg.rgb.blue);
            }
        }
    return least;
}

/* CSI … 2 … m, not as part of 38;2: half the light. */
static bool said_dim(const pty_t *p)
{
    for (size_t i = 0; i + 2 < p->said_bytes; i++) {
        const char *at = p->said + i + 2, *end = p->said + p->said_bytes;
        if (p->said[i] != '\033' || p->said[i + 1] != '[' || at[strspn(at, "0123456789;")] != 'm')
            continue;
        for (const char *from = at; at < end && strchr("0123456789;", *at); from = at + (*at == ';'), at += *at == ';')
            for (; at < end && *at >= '0' && *at <= '9'; at++)
                if (*at == '2' && at == from && (at[1] == ';' || at[1] == 'm') && at > p->said && at[-1] != '8')
                    return true;
    }
    return false;
}

/* A terminal in a person's own colours: black on white, and its reverse. */
static void wear(pty_t *p, bool white)
{
    VTermColor ink, paper;

    vterm_color_rgb(&ink, white ? 0 : 200, white ? 0 : 200, white ? 0 : 200);
    vterm_color_rgb(&paper, white ? 255 : 0, white ? 255 : 0, white ? 255 : 0);
    vterm_state_set_default_colors(vterm_obtain_state(p->vt), &ink, &paper);
    vterm_screen_reset(p->screen, 1);
}

typedef struct room { const char *name, *term, *no_color; bool white, grounds; } room_t;

static void readable(const room_t *r, const char *fixture)
{
    static const char *const signs[] = {"A server, and nobody", "Three requests", "Ten milliseconds", "The client leaves", "All is over", "Thank you"};
    const char *argv[] = {"build/tests/screens/show", fixture, "captions", NULL}, *env[] = {r->term, "LC_ALL=C.UTF-8", r->no_color, NULL};
    double least = 21;
    char where[100] = "", worst[100] = "";
    int stops = 0, paper = 0;
    pty_t p;

    pty_start(&p, 24, 80, env, argv);
    wear(&p, r->white);
    if (pty_wait_text(&p, "PgDn"))
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
            pty_send(&p, "\006\006", 2); /* there, and at once; a vt100 has no PgDn */
            if (!pty_wait_text(&p, signs[i]))
                break;
            stops++;
            double c = least_contrast(&p, where, sizeof where, &paper);
            if (c < least) {
                least = c;
                memcpy(worst, where, sizeof worst);
            }
        }
    ok(stops == sizeof signs / sizeof *signs, "%s: the script's %d stops come in the order of the run", r->name, stops);
    ok(least >= 7, "%s: the least contrast of a character is %.1f to 1 (%s)", r->name, least, worst);
    ok(!said_dim(&p), "%s: nothing is dim", r->name);
    ok(r->grounds ? !paper : paper || !r->white, "%s: %s (%d cells)", r->name, r->grounds ? "all of the ground is dark" : "the ground is the terminal's own", paper);
    pty_send(&p, "q", 1);
    ok(pty_wait_end(&p), "%s: q ends it", r->name);
    pty_end(&p);
}

/* The measure measures: the usual screen, which has dim words and blue rules, does not come near. */
static void usual(void)
{
    static const char *const argv[] = {"build/tests/screens/show", "server", "43", NULL}, *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    char where[100] = "";
    int paper = 0;
    pty_t p;

    pty_start(&p, 24, 80, env, argv);
    wear(&p, false);
    bool up = pty_wait_text(&p, "Contexts") && pty_wait_text(&p, "q quit");
    double before = least_contrast(&p, where, sizeof where, &paper);
    ok(up && before < 7 && said_dim(&p), "the usual screen has dim words, and a contrast of %.1f to 1 (%s)", before, where);
    pty_send(&p, "D", 1);
    up = pty_wait_text(&p, "next stop");
    ok(up && least_contrast(&p, where, sizeof where, &paper) >= 7, "D: demo mode, with all of it readable");
    pty_send(&p, "D", 1);
    ok(pty_wait_text(&p, "Contexts") && pty_wait_text(&p, "q quit") && least_contrast(&p, where, sizeof where, &paper) < 7, "D again: as before");
    pty_end(&p);
}

/* ---- the script, as a presenter has it --------------------------------------------------------------------- */

static char dir[] = "/tmp/ctxlab-demo-XXXXXX";

static bool write_script(const char *text)
{
    char path[100];
    snprintf(path, sizeof path, "%s/talk", dir);
    FILE *f = fopen(path, "w");
    bool good = f && fputs(text, f) >= 0;
    return f && fclose(f) == 0 && good;
}

static bool view_script(pty_t *p)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    char trace[100], script[100];

    snprintf(trace, sizeof trace, "%s/trace", dir);
    snprintf(script, sizeof script, "%s/talk", dir);
    const char *argv[] = {"./ctxlab", "view", trace, "--captions", script, NULL};
    return pty_start(p, 24, 80, env, argv) && pty_wait_text(p, "next stop");
}

static bool view_demo(pty_t *p)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    char trace[100];

    snprintf(trace, sizeof trace, "%s/trace", dir);
    const char *argv[] = {"./ctxlab", "view", trace, "--demo", NULL};
    return pty_start(p, 24, 80, env, argv) && pty_wait_text(p, "next stop");
}

/* In words, each of them with its line and with what there is instead. */
static void lost_lines(void)
{
    static const char *const says[] = {
        "talk:2: this run has no \"mark nowhere\": ", "talk:3: this run has no \"event 5000\": its events are 1 to ", "talk:4: this run has no \"time 9s\": it ends at ",
        "talk:5: this run has no \"wave 99\": ", "talk:6: \"event 9\" is never shown: line 7 stops at the same event",
    };
    char command[700];

    bool up = write_script("start: Good morning.\nmark nowhere: a\nevent 5000: b\ntime 9s: c\nwave 99: d\nevent 9: e\nevent 9: f\n");
    snprintf(command, sizeof command, "./ctxlab view %s/trace --captions %s/talk --plain >%s/lines 2>%s/out; test $? -eq 2 && test ! -s %s/lines && test $(wc -l <%s/out) -eq 5", dir, dir, dir, dir, dir, dir);
    ok(up && system(command) == 0, "view --captions --plain: five lines are lost, nothing is shown, exit 2");
    for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
        snprintf(command, sizeof command, "grep -qF '%s' %s/out", says[i], dir);
        ok(system(command) == 0, "and one of them: %s", says[i]);
    }
    up = write_script("title: Mine\nstart: Good morning.\nevent 9: The ninth thing.\nend: Thanks.\n");
    snprintf(command, sizeof command, "./ctxlab view %s/trace --captions %s/talk --plain >%s/lines 2>%s/out && test $(grep -c '^caption: event ' %s/lines) -eq 3 && grep -q '^caption: event 9: The ninth' %s/lines && "
             "grep -q '^title: Mine' %s/lines", dir, dir, dir, dir, dir, dir, dir);
    ok(up && system(command) == 0, "a script without such a line: the events, each caption after its own");
}

static void script(void)
{
    char command[600];
    pty_t p;

    if (!mkdtemp(dir))
        return;
    snprintf(command, sizeof command, "./ctxlab demo request-cascade --trace %s/trace >%s/out 2>&1", dir, dir);
    ok(system(command) == 0, "a run is recorded");
    bool up = write_script("# my talk\nstart: Good morning.\nevent 9: The ninth thing.\n\nend: Any questions?\n") && view_script(&p);
    pty_send(&p, "\033[6~\033[6~", 8);
    ok(up && pty_wait_text(&p, "Good morning."), "a script file: the first stop");
    pty_send(&p, "\033[6~\033[6~", 8);
    ok(pty_wait_text(&p, "The ninth thing."), "PgDn: the second");
    pty_send(&p, "\033[6~\033[6~", 8);
    ok(pty_wait_text(&p, "Any questions?"), "PgDn: the last");
    pty_send(&p, "\033[5~", 4);
    ok(pty_wait_text(&p, "The ninth thing."), "PgUp: back");
    pty_end(&p);
    up = write_script("start: Good morning.\nmark nowhere: It is lost.\n") && view_script(&p);
    ok(up && pty_wait_text(&p, "Line 2 of the captions is lost: this run has no \"mark nowhere\": it") && !pty_has(&p, "one more line"), "a line that names no place is told as such");
    pty_end(&p);
    up = write_script("event 5000: It is lost.\nwave 99: And this.\n") && view_script(&p);
    ok(up && pty_wait_text(&p, "Line 1 of the captions is lost: this run has no \"event 5000\": its events are") && pty_wait_text(&p, "one more line"), "an event that never comes is told");
    pty_end(&p);
    lost_lines();
    snprintf(command, sizeof command, "./ctxlab view %s/trace --captions %s/talk 2>%s/out; test $? -eq 2 && grep -qF '%s/talk:3: no such stop: \"evnt 3\"' %s/out", dir, dir, dir, dir, dir);
    ok(write_script("# my talk\nstart: Good morning.\nevnt 3: typo\n") && system(command) == 0, "a line that is none is told with file and line, before the screen opens");
    snprintf(command, sizeof command, "./ctxlab run never-checks --shipped --workspace %s/ws --trace %s/trace >%s/out 2>&1", dir, dir, dir);
    up = system(command) == 256 && view_demo(&p);
    for (int i = 0; i < 40 && up && !pty_has(&p, "late-work"); i++) {
        pty_send(&p, "\033[6~\033[6~", 8);
        pty_wait_rest(&p);
    }
    ok(up && pty_has(&p, "late-work: T2 sampler did 13 units of work"), "in demo mode a finding is a stop, and its sentence the caption");
    pty_end(&p);
}

/* ---- a talk ---------------------------------------------------------------------------------------------- */

static void stop(pty_t *p) { pty_send(p, "\033[6~\033[6~", 8); }

static bool demo_open(pty_t *p, int rows, int cols, const char *id, const char *captions)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    char ws[100];

    snprintf(ws, sizeof ws, "%s/ws", dir);
    const char *argv[] = {"./ctxlab", "demo", id, "--workspace", ws, captions ? "--captions" : NULL, captions, NULL};
    return pty_start(p, rows, cols, env, argv) && pty_wait_text(p, "next stop");
}

/* A row of the screen that has all of these. */
static bool row_has(pty_t *p, const char *a, const char *b, const char *c)
{
    char *text = pty_text(p), *rest = text, *row;
    bool found = false;

    while (!found && (row = strsep(&rest, "\n")))
        found = strstr(row, a) && strstr(row, b) && strstr(row, c);
    free(text);
    return found;
}

/* The whole of a talk, with the two buttons of a remote. */
static void talk(void)
{
    pty_t p;

    bool up = demo_open(&p, 24, 80, "request-cascade", NULL);
    ok(up && pty_wait_text(&p, "that was done for it stops.") && row_has(&p, "          One request, and the services it asks", "", "") && !pty_has(&p, "No context yet"),
       "80x24: before the first stop there is what it is about, under its title");
    pty_watch(&p, "ask_service works under");
    pty_send(&p, "\033[6~", 4);
    ok(pty_wait_text(&p, "All of them wait.") && !p.passed, "on the way to a stop no event takes the place of what will be said there");
    pty_send(&p, "\033[H", 3);
    pty_wait_text(&p, "event 0/");
    stop(&p);
    ok(up && pty_wait_text(&p, "All of them wait.") && pty_has(&p, "event 36/"), "80x24: the first stop, and which event it is");
    ok(row_has(&p, "T3 ask_service", "in sleep, line 23, listens to c6", "waits") && row_has(&p, "c7 WithTimeout", "500ms", "live"), "all contexts and all tasks are there");
    ok(row_has(&p, "c7 WithTimeout 500ms  prices", "live", "") && row_has(&p, "c4 WithCancel  ask_service", "live", "") && row_has(&p, "T3 ask_service", "listens to c6 orders", "waits"),
       "each with the name that a speaker says: its work, its tasks");
    stop(&p);
    pty_wait_text(&p, "has answered");
    ok(row_has(&p, "T2 ask_service", "ended", "") && row_has(&p, "c5 WithTimeout", "freed", ""), "who has ended is said to have");
    stop(&p);
    ok(pty_wait_text(&p, "Nobody has noticed yet."), "the moment in which all are told is a stop");
    ok(row_has(&p, "T3 ask_service", "told, not stopped", "listens to c6") && row_has(&p, "T4 ask_service", "told, not stopped", "") && row_has(&p, "c6 WithTimeout", "told", ""),
       "and whoever was told and has not stopped is named, with what it does");
    stop(&p);
    ok(pty_wait_text(&p, "gave their contexts back.") && row_has(&p, "T3 ask_service", "stopped", "") && !pty_has(&p, "told, not stopped"), "the next stop: they have stopped");
    stop(&p);
    ok(pty_wait_text(&p, "nothing of the request is left.") && row_has(&p, "c4 WithCancel", "freed", "") && row_has(&p, "c3 WithCancel", "live", ""),
       "nothing of the request is left in the picture, either");
    pty_watch(&p, "Under way");
    pty_send(&p, "\033[6~", 4);
    ok(pty_wait_text(&p, "That was all.") && !p.passed, "then it is over: no stop, and no cascade, of what is only torn down");
    ok(!pty_has(&p, "next stop") && pty_has(&p, "q quit"), "and no key is named that leads further");
    pty_send(&p, "\033[5~", 4);
    ok(pty_wait_text(&p, "nothing of the request is left.") && pty_has(&p, "PgDn next stop"), "PgUp: the last stop again");
    pty_send(&p, "\t", 1);
    ok(pty_wait_text(&p, "Source") && pty_has(&p, "c7 WithTimeout 500ms"), "Tab: the source below the whole tree");
    ok(row_has(&p, " Source ", " the tasks: Esc", ""), "and where the tasks have gone");
    pty_send(&p, "\033", 1);
    pty_wait_text(&p, "T4 ask_service");
    pty_send(&p, "\033[H", 3);
    ok(pty_wait_text(&p, "event 0/"), "Home: from the start");
    pty_end(&p);
}

/* What a remote's other buttons send, and a window that changes its size in the middle. */
static void harmless(void)
{
    pty_t p;

    bool up = demo_open(&p, 24, 80, "request-cascade", NULL);
    stop(&p);
    up = up && pty_wait_text(&p, "All of them wait.");
    for (const char *key = "b."; *key; key++) {
        pty_send(&p, key, 1);
        ok(up && pty_wait_gone(&p, "next stop") && !pty_has(&p, "T2") && !pty_has(&p, "c4"), "%c: the screen is black", *key);
        pty_send(&p, "\033[6~", 4);
        ok(pty_wait_text(&p, "All of them wait.") && pty_has(&p, "event 36/"), "%c: any key brings back what was there", *key);
    }
    pty_send(&p, "\033[15~", 5);
    pty_send(&p, "\033", 1);
    ok(pty_wait_text(&p, "q quits."), "F5 and Esc, the button that begins a slide show: a word, and no end");
    pty_send(&p, "\033[6~\033[6~", 8);
    ok(pty_wait_text(&p, "has answered"), "and it goes on");
    pty_resize(&p, 12, 40);
    ok(pty_wait_text(&p, "gave its context back. That ended") && pty_has(&p, "52/") && pty_wait_text(&p, " more"), "a larger font: the caption is whole at 40x12");
    pty_resize(&p, 40, 120);
    ok(pty_wait_text(&p, "After 60 ms") && pty_wait_text(&p, "T4 ask_service") && pty_has(&p, "event 52/"), "a smaller one: at 120x40 it is at the same stop");
    pty_end(&p);
}

/* Why did the worker never stop? */
static void never_stopped(void)
{
    char command[600];
    pty_t p;

    snprintf(command, sizeof command, "./ctxlab run never-checks --shipped --workspace %s/ws --trace %s/trace >%s/out 2>&1", dir, dir, dir);
    bool up = system(command) == 256 && view_demo(&p);
    pty_send(&p, "ww", 2);
    ok(up && pty_wait_text(&p, "told, not stopped") && row_has(&p, "T2 sampler", "told, not stopped", "works on"), "80x24, two tasks: the one that was told and works on");
    ok(pty_has(&p, "The watch that never ends"), "under the exercise's title");
    pty_send(&p, "\t", 1);
    ok(pty_wait_text(&p, "Found") && pty_has(&p, "15❯") && !pty_has(&p, "told, not stopped"), "Tab: what is found, and the line, below the tree");
    pty_send(&p, "\t", 1);
    ok(pty_wait_text(&p, "Log"), "Tab again: the next pane");
    pty_send(&p, "\033", 1);
    ok(pty_wait_text(&p, "told, not stopped"), "Esc: as before");
    pty_end(&p);
}

/* Space and Enter go on; any key stops; g and G; left and come back to. */
static void on_the_way(void)
{
    pty_t p;

    bool up = demo_open(&p, 24, 80, "request-cascade", NULL);
    ok(up && row_has(&p, " stop 0/5  event 0/", "", ""), "how many stops there are");
    pty_send(&p, "  ", 2);
    ok(pty_wait_rest(&p) && !pty_has(&p, "All of them wait.") && pty_has(&p, "stop 0/5  event"), "Space, and Space again before the stop is reached: there it stands");
    pty_send(&p, " \033[A", 4);
    ok(pty_wait_rest(&p) && !pty_has(&p, "All of them wait.") && pty_has(&p, "stop 0/5  event"), "and so it does for any other key");
    pty_send(&p, " ", 1);
    ok(pty_wait_text(&p, "All of them wait.") && pty_has(&p, "stop 1/5"), "Space alone: on to the next stop");
    pty_send(&p, "\r", 1);
    ok(pty_wait_text(&p, "\"users\" has answered") && pty_has(&p, "stop 2/5"), "Enter: to the one after it");
    pty_send(&p, "\033[B\r", 4);
    ok(pty_wait_text(&p, " Node ") && pty_has(&p, "stop 2/5"), "Enter where somebody has pointed: details, as ever");
    pty_send(&p, "\033", 1);
    pty_wait_gone(&p, " Node ");
    pty_send(&p, "G", 1);
    ok(pty_wait_text(&p, "nothing of the request is left.") && pty_has(&p, "stop 5/5"), "G: the last stop");
    pty_send(&p, "g", 1);
    ok(pty_wait_text(&p, "All of them wait.") && pty_has(&p, "stop 1/5"), "g: the first");
    pty_send(&p, "D", 1);
    up = pty_wait_text(&p, "Contexts") && pty_wait_text(&p, "event 36/");
    pty_send(&p, "...", 3);
    up = up && pty_wait_text(&p, "event 39/");
    pty_send(&p, "D", 1);
    ok(up && pty_wait_text(&p, "All of them wait.") && pty_has(&p, "stop 1/5"), "D, some steps in the usual screen, D: at the stop that was left");
    pty_end(&p);
}

static void come_back(void)
{
    pty_t p;

    lab_start(&p, 24, 80, NULL);
    bool up = lab_open(&p, "request-cascade");
    lab_keys(&p, "\r");
    up = up && pty_wait_text(&p, "All of them wait.");
    stop(&p);
    up = up && pty_wait_text(&p, "has answered");
    lab_keys(&p, "\033");
    up = up && pty_wait_text(&p, "Esc once more leaves");
    lab_keys(&p, "\033");
    up = up && pty_wait_text(&p, "Pick a program");
    up = up && lab_open(&p, "request-cascade");
    pty_wait_done(&p);
    lab_keys(&p, "\r");
    ok(up && pty_wait_text(&p, "\"users\" has answered") && pty_has(&p, "stop 2/5"), "out to the list, and in again: at the stop where it was left");
    stop(&p);
    ok(pty_wait_text(&p, "Nobody has noticed yet."), "and on from there");
    lab_quit(&p, "a demo that was come back to");
    lab_clean();
}

static void no_script(void)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    const char *argv[] = {"build/tests/screens/show", "wide", "1", NULL};
    pty_t p;

    bool up = pty_start(&p, 24, 80, env, argv) && pty_wait_text(&p, "q quit");
    pty_send(&p, "D\033[H", 4);
    up = up && pty_wait_text(&p, "event 0/");
    for (int i = 0; i < 20 && up && !pty_has(&p, "itself among them"); i++) {
        stop(&p);
        pty_wait_rest(&p);
    }
    ok(up && pty_has(&p, "The cancel of c") && pty_has(&p, "contexts, itself among them."), "without a script the moment in which all are told is a stop with words");
    pty_end(&p);
}

/* Many alike: a row for each thing that they do, and the few that are not like the many each with their own. */
static void many_workers(void)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    char ws[100];
    pty_t p;

    snprintf(ws, sizeof ws, "%s/ws", dir);
    const char *argv[] = {"./ctxlab", "demo", "worker-pool", "--size", "200", "--workspace", ws, NULL};
    bool up = pty_start(&p, 24, 80, env, argv) && pty_wait_text(&p, "next stop");
    for (int i = 0; i < 3; i++) {
        stop(&p);
        pty_wait_rest(&p);
    }
    ok(up && pty_wait_text(&p, "One cancel of c4.") && row_has(&p, "198\xc3\x97 worker", "in recv", "told, not stopped"), "200 workers, just told: so many wait, and were told");
    stop(&p);
    ok(pty_wait_text(&p, "Whoever waited has stopped already.") && row_has(&p, "198\xc3\x97 worker", "stopped", ""), "200 workers at 80x24: those who stopped are one row");
    ok(row_has(&p, "T2 worker", "works on", "told, not stopped") && row_has(&p, "T3 worker", "works on", "told, not stopped") && !pty_has(&p, "2\xc3\x97 worker"),
       "and the two at work have their own, once");
    pty_send(&p, "?", 1);
    ok(pty_wait_text(&p, "a black screen") && !row_has(&p, " .  ", "one event forward", ""), "the page of keys says what b and . do here, and nothing else of them");
    pty_end(&p);
}

static bool sized(pty_t *p, const char *id, const char *size)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    char ws[100];

    snprintf(ws, sizeof ws, "%s/ws", dir);
    const char *argv[] = {"./ctxlab", "demo", id, "--size", size, "--workspace", ws, NULL};
    return pty_start(p, 24, 80, env, argv) && pty_wait_text(p, "next stop");
}

/* What the news did not end is not said to have been stopped by it; and the row that it is about is there, under a pane too. */
static void rows_of_many(void)
{
    pty_t p;

    bool up = sized(&p, "graceful-shutdown", "60");
    static const char *const says[] = {"Both live.", "the door closes", "Somebody is still there.", "Only now c4", "Everybody is home."};
    for (size_t i = 0; i < sizeof says / sizeof *says && up; i++) {
        stop(&p);
        up = pty_wait_text(&p, says[i]);
    }
    ok(up && row_has(&p, "serve", " ended, ", " stopped"), "60 and more requests: those that had ended before are not stopped by the cut");
    pty_end(&p);
    up = sized(&p, "wide-cascade", "100");
    stop(&p);
    up = up && pty_wait_text(&p, "its count is");
    stop(&p);
    up = up && pty_wait_text(&p, "One child was cancelled.");
    pty_send(&p, "\t", 1);
    ok(up && pty_wait_text(&p, " Source ") && row_has(&p, "100\xc3\x97 WithCancel", "", "") && row_has(&p, "c55 WithCancel", "told", "") && !pty_has(&p, " more"),
       "Tab: the pane leaves the row it is about, and who broke out");
    pty_send(&p, "\033", 1);
    pty_wait_gone(&p, " Source ");
    pty_send(&p, "\033[H", 3);
    pty_wait_text(&p, "event 0/");
    stop(&p);
    pty_wait_text(&p, "its count is");
    pty_send(&p, "\033[B\033[B\033[B\r", 10);
    ok(pty_wait_text(&p, "c7 WithCancel") && pty_wait_text(&p, " more") && row_has(&p, "c5 WithCancel", "live", ""), "Enter on the row of many: the children, and how many have no row");
    pty_end(&p);
}

static void own_words(void)
{
    char path[100], command[700];
    pty_t p;

    snprintf(path, sizeof path, "%s/talk", dir);
    bool up = write_script("title: Our server, last Tuesday\nevent 36: They wait.\nmark told: They are told.\nend: Questions?\n") && demo_open(&p, 24, 80, "request-cascade", path);
    stop(&p);
    ok(up && pty_wait_text(&p, "They wait.") && pty_has(&p, "Our server, last Tuesday"), "a demo with a person's own stops and title");
    stop(&p);
    ok(pty_wait_text(&p, "They are told.") && row_has(&p, "T3 ask_service", "told, not stopped", ""), "at the mark: told");
    pty_send(&p, ">", 1);
    ok(pty_wait_gone(&p, "They are told."), "one event later its caption is no longer said");
    stop(&p);
    ok(pty_wait_text(&p, "Questions?"), "and the end");
    pty_watch(&p, "That was all");
    stop(&p);
    pty_send(&p, "\t", 1);
    ok(pty_wait_text(&p, "Source") && pty_has(&p, "Questions?") && !p.passed, "once more: the presenter keeps the last word");
    pty_send(&p, "\033", 1);
    pty_wait_gone(&p, " Source ");
    pty_send(&p, "\033[H\t", 4);
    ok(pty_wait_text(&p, "Press > to make one step") && pty_has(&p, "its first line") && !pty_has(&p, "your"), "the source names the key that steps here, and nobody's line");
    pty_end(&p);
    up = write_script("start: One.\nmark nowhere: Two.\n") && demo_open(&p, 24, 80, "request-cascade", path);
    ok(up && pty_wait_text(&p, "Line 2 of the captions is lost: this run has no \"mark nowhere\": its marks") && pty_has(&p, "asked, answered, told"), "a line that names no place is told, and what marks there are");
    pty_end(&p);
    snprintf(command, sizeof command, "./ctxlab demo request-cascade --workspace %s/ws --captions %s 2>%s/out; test $? -eq 2 && grep -qF ':1: no such stop: \"evnt 3\"' %s/out", dir, path, dir, dir);
    ok(write_script("evnt 3: typo\n") && system(command) == 0, "and one that is none before the screen opens");
}

int main(void)
{
    static const room_t rooms[] = {
        {"256 colours, white paper", "TERM=xterm-256color", NULL, true, true}, {"256 colours, black paper", "TERM=xterm-256color", NULL, false, true},
        {"8 colours, white paper", "TERM=xterm", NULL, true, true}, {"8 colours, black paper", "TERM=xterm", NULL, false, true},
        {"NO_COLOR", "TERM=xterm-256color", "NO_COLOR=1", true, false}, {"vt100", "TERM=vt100", NULL, true, false},
    };

    if (!pty_usable())
        return 0;
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
        readable(&rooms[i], "server");
    usual();
    script();
    talk();
    harmless();
    never_stopped();
    on_the_way();
    come_back();
    no_script();
    many_workers();
    rows_of_many();
    own_words();
    char command[100];
    snprintf(command, sizeof command, "rm -rf %s", dir);
    if (system(command))
        printf("# %s is left\n", dir);
    return tap_end();
}
