/* frame_test.c — pictures drawn at random, each from the one before: what the terminal shows after the bytes of the difference is the
 * picture, cell by cell. One side draws, the other keeps the terminal; both make the same pictures of the same numbers. In some of them a line
 * down the middle divides two panes, of which one scrolls: on a terminal that can move lines of some columns alone, and on those that cannot.
 * And some are painted as the answer to a moved cursor is, in few bytes, before they are painted whole, if they are.
 */
#define _XOPEN_SOURCE_EXTENDED 1
#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <pty.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>
#include <wchar.h>

#include "answer.h"
#include "frame.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

enum { ROWS = 24, COLUMNS = 80, PICTURES = 400, PATIENCE_MS = 120000, PAINTED = 5, SECOND_HALF = 0xffff, MIDDLE = 39, LESS = 120 };

/* colour: 0 is the terminal's own, else of 1 to 7. */
typedef struct ink { unsigned char bold, reverse, colour; } ink_t;
typedef struct spot { wchar_t c; ink_t ink; } spot_t;
static spot_t grid[ROWS][COLUMNS];
static bool divided, hasty; /* hasty: each picture in LESS bytes first, every other one never whole */
static uint64_t state;

static unsigned any(unsigned below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % below;
}

static const spot_t nothing = {.c = L' '};

static void set(int y, int x, spot_t s, bool wide)
{
    if (x + wide >= COLUMNS || (divided && x <= MIDDLE && x + wide >= MIDDLE))
        return;
    for (int i = x; i <= x + wide; i++) { /* half of what was there is nothing */
        if (grid[y][i].c == SECOND_HALF)
            grid[y][i - 1] = nothing;
        if (i + 1 < COLUMNS && grid[y][i + 1].c == SECOND_HALF)
            grid[y][i + 1] = nothing;
    }
    grid[y][x] = s;
    if (wide)
        grid[y][x + 1] = (spot_t){SECOND_HALF, s.ink};
}

static void start_picture(void)
{
    state = 7;
    for (int y = 0; y < ROWS; y++)
        for (int x = 0; x < COLUMNS; x++)
            grid[y][x] = divided && x == MIDDLE ? (spot_t){L'│', {.colour = 4}} : nothing;
}

/* A pane's lines move up or down, all or some of them; half of them are full, so that to write them again is long. */
static void pane_moves(void)
{
    int top = (int)any(ROWS - 9), rows = 9 + (int)any((unsigned)(ROWS - top - 8)), by = 1 + (int)any(2), left = any(2) ? MIDDLE + 1 : 0;
    int right = left ? COLUMNS : MIDDLE;
    bool up = any(2);
    size_t bytes = (size_t)(right - left) * sizeof grid[0][0];

    for (int i = 0; i < rows; i++) {
        int y = up ? top + i : top + rows - 1 - i, from = up ? y + by : y - by;
        if (i < rows - by)
            memcpy(&grid[y][left], &grid[from][left], bytes);
        else
            for (int x = left; x < right; x++)
                set(y, x, (spot_t){(wchar_t)(L'a' + (wchar_t)any(26)), {.colour = (unsigned char)any(3)}}, false);
    }
}

/* A word, a line, a gap, or characters of two columns; sometimes all moves up or down, or part of it. */
static void next_picture(void)
{
    static const wchar_t marks[] = L"─│●▲…░";

    if (divided && any(2) == 0)
        pane_moves();
    if (any(3) == 0) {
        int top = (int)any(ROWS - 3), rows = 3 + (int)any((unsigned)(ROWS - top - 2)), by = 1 + (int)any(2);
        bool up = any(2);
        size_t moved = (size_t)(rows - by) * sizeof grid[0];
        memmove(grid[top + (up ? 0 : by)], grid[top + (up ? by : 0)], moved);
    }
    for (unsigned edits = any(12); edits > 0; edits--) {
        int y = (int)any(ROWS), x = (int)any(COLUMNS), n = 1 + (int)any(30);
        ink_t ink = {.bold = any(4) == 0, .reverse = any(5) == 0, .colour = (unsigned char)(any(2) ? any(8) : 0)};
        unsigned kind = any(8);
        wchar_t mark = marks[any(6)];
        for (int i = 0; i < n && x + i < COLUMNS; i += 1 + (kind == 7)) {
            wchar_t c = kind < 4 ? (wchar_t)(L'a' + (wchar_t)any(26)) : kind == 4 ? mark : kind == 7 ? L'日' : L' ';
            set(y, x + i, (spot_t){c, kind == 5 || kind == 6 ? (ink_t){0} : ink}, kind == 7);
        }
    }
}

/* ---- one side ---------------------------------------------------------------------------------------------- */

static void draw(void)
{
    erase();
    for (int y = 0; y < ROWS; y++)
        for (int x = 0; x < COLUMNS; x++) {
            spot_t s = grid[y][x];
            if (s.c == SECOND_HALF)
                continue;
            attr_set((s.ink.bold ? A_BOLD : 0) | (s.ink.reverse ? A_REVERSE : 0), s.ink.colour, NULL);
            mvaddnwstr(y, x, &s.c, 1);
        }
}

static bool say_painted(void)
{
    static const char painted = PAINTED;

    return write(STDOUT_FILENO, &painted, 1) == 1;
}

/* The pane at the right may come later. */
static bool paint_less(int k)
{
    answer_begin();
    answer_look(k % ROWS);
    if (divided)
        answer_later((rect_t){0, MIDDLE + 1, ROWS, COLUMNS - MIDDLE - 1}, k % 3);
    return frame_paint(LESS) && say_painted();
}

static bool whole(int k) { return !hasty || k % 2 == 0; }

static void painter(bool margins)
{
    setlocale(LC_ALL, "");
    if (!newterm(NULL, stdout, stdin))
        _exit(1);
    start_color();
    use_default_colors();
    nonl();
    leaveok(stdscr, TRUE);
    for (short i = 1; i < 8; i++)
        init_pair(i, i, -1);
    frame_start();
    frame_margins(margins);
    start_picture();
    bool good = true;
    for (int k = 0; k < PICTURES && good; k++) {
        next_picture();
        draw();
        if (k && hasty)
            good = paint_less(k);
        if (k && whole(k))
            good = good && frame_paint(0) && !frame_owes();
        else if (!k) {
            refresh();
            frame_keep();
        }
        good = good && (!whole(k) || say_painted());
    }
    frame_end();
    _exit(good ? 0 : 1);
}

/* ---- the other --------------------------------------------------------------------------------------------- */

/* All bytes of a picture are given to the kept terminal at once: where a reading ended is nobody's business. */
static char buf[1 << 18];
static size_t came;

static bool picture_comes(int fd, VTerm *vt, size_t *bytes)
{
    for (;;) {
        char *end = memchr(buf, PAINTED, came);
        if (end) {
            size_t n = (size_t)(end - buf);
            vterm_input_write(vt, buf, n);
            *bytes += n;
            came -= n + 1;
            memmove(buf, end + 1, came);
            return true;
        }
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        ssize_t n = poll(&ready, 1, PATIENCE_MS) == 1 ? read(fd, buf + came, sizeof buf - came) : -1;
        if (n <= 0)
            return false;
        came += (size_t)n;
    }
}

static bool spot_is(VTermScreen *screen, int y, int x, const char *term)
{
    VTermScreenCell cell;
    VTermPos pos = {.row = y, .col = x};
    spot_t s = grid[y][x];
    bool coloured = strcmp(term, "vt100") != 0;

    if (s.c == SECOND_HALF)
        return true;
    vterm_screen_get_cell(screen, pos, &cell);
    uint32_t c = cell.chars[0] ? cell.chars[0] : ' ';
    if (c != (uint32_t)s.c || (cell.attrs.reverse != 0) != (s.ink.reverse != 0))
        return false;
    if (s.c == L' ' && !s.ink.reverse) /* of a blank nothing is seen */
        return true;
    bool own = VTERM_COLOR_IS_DEFAULT_FG(&cell.fg);
    bool right = !coloured || s.ink.colour == 0 ? own : VTERM_COLOR_IS_INDEXED(&cell.fg) && cell.fg.indexed.idx % 8 == s.ink.colour;
    return right && (cell.attrs.bold != 0) == (s.ink.bold != 0);
}

static size_t pictures(const char *term, bool margins)
{
    struct winsize size = {.ws_row = ROWS, .ws_col = COLUMNS};
    int fd, slave, status = 0, right = 0;
    size_t bytes = 0;

    if (openpty(&fd, &slave, NULL, NULL, &size) < 0) {
        ok(false, "%s: a pseudo-terminal", term);
        return 0;
    }
    pid_t pid = fork();
    if (pid == 0) {
        close(fd);
        if (login_tty(slave) < 0)
            _exit(1);
        setenv("TERM", term, 1);
        setenv("LC_ALL", "C.UTF-8", 1);
        painter(margins);
    }
    close(slave);
    came = 0;
    VTerm *vt = vterm_new(ROWS, COLUMNS);
    vterm_set_utf8(vt, 1);
    VTermScreen *screen = vterm_obtain_screen(vt);
    vterm_screen_reset(screen, 1);
    start_picture();
    for (bool same = true; same && right < PICTURES; right += same) {
        size_t before = bytes;
        next_picture();
        same = !(hasty && right) || (picture_comes(fd, vt, &bytes) && bytes - before <= LESS);
        same = same && (!whole(right) || picture_comes(fd, vt, &bytes));
        for (int i = 0; same && whole(right) && i < ROWS * COLUMNS; i++)
            if (!spot_is(screen, i / COLUMNS, i % COLUMNS, term)) {
                printf("# picture %d: row %d, column %d is not what was drawn (U+%04x)\n", right + 1, i / COLUMNS, i % COLUMNS, (unsigned)grid[i / COLUMNS][i % COLUMNS].c);
                same = false;
            }
    }
    close(fd);
    waitpid(pid, &status, 0);
    vterm_free(vt);
    ok(right == PICTURES, "%s%s%s%s: %d of %d pictures are on the terminal as drawn (%zu bytes)", term, divided ? ", two panes" : "", margins ? ", margins" : "", hasty ? ", in haste" : "", right, PICTURES, bytes);
    return bytes;
}

int main(void)
{
    static const char *const terms[] = {"xterm-256color", "xterm", "vt100", "linux", "screen", "screen-256color"};

    setlocale(LC_ALL, "C.UTF-8");
    for (int panes = 0; panes < 4; panes++) {
        divided = panes % 2;
        hasty = panes / 2;
        for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
            pictures(terms[i], false);
    }
    hasty = false;
    size_t without = pictures("xterm-256color", false), with = pictures("xterm-256color", true);
    ok(with > 0 && with * 5 < without * 4, "moving a pane's lines alone, the terminal is sent %zu bytes instead of %zu", with, without);
    ok(pictures("vt100", true) > 0, "what a terminal's description does not have is not sent to it");
    return tap_end();
}
