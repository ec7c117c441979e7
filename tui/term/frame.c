/* frame.c — see frame.h. Which bytes: of several ways to the same cells all are tried, the shortest stays. */
#define _XOPEN_SOURCE_EXTENDED 1
#include "frame.h"

#include <errno.h>
#include <limits.h>
#include <ncurses.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

enum { IS_BOLD = 1, IS_DIM = 2, IS_REVERSE = 4 };
typedef struct pen { short front, back; unsigned char bits; } pen_t;
/* columns: 0 for the second half of a wide character. */
typedef struct cell { wchar_t text[CCHARW_MAX + 1]; pen_t pen; unsigned char columns; } cell_t;

/* x is −1 where the cursor's place is not known, or in the last column with the next line pending. */
typedef struct state { size_t used; int y, x; pen_t pen; } state_t;

static const pen_t plain = {-1, -1, 0};

static struct {
    bool usable, known;
    bool hpa, vpa, cuf, cub, el, ech, rep, scrolls, bce, reverse_off, front_off, back_off;
    unsigned has, never_coloured; /* of IS_ */
    int rows, cols;
    cell_t *old, *now; /* rows × cols */
    cchar_t *line;     /* a row as curses has it, and its end */
    char *bytes;
    size_t room;
    state_t at;
} frame;

/* ---- the terminal's strings ------------------------------------------------------------------------------- */

/* It has this capability, and it is written as the standard has it (ECMA-48); delays, which no terminal of today needs, aside. */
static bool is(const char *capability, const char *written)
{
    const char *s = tigetstr(capability);
    size_t n = strlen(written);

    return s && s != (char *)-1 && !strncmp(s, written, n) && (!s[n] || !strncmp(s + n, "$<", 2));
}

static unsigned has_bits(void)
{
    return (is("bold", "\033[1m") ? IS_BOLD : 0u) | (is("dim", "\033[2m") ? IS_DIM : 0u) | (is("rev", "\033[7m") ? IS_REVERSE : 0u);
}

/* Back to plain: the standard's string, maybe with one that also goes back to the usual characters, which are never left. */
static bool resets(void)
{
    const char *s = tigetstr("sgr0");

    return s && s != (char *)-1 && (strstr(s, "\033[m") || strstr(s, "\033[0m"));
}

void frame_start(void)
{
    const char *op = tigetstr("op");
    int never = tigetnum("ncv");

    frame.usable = is("cup", "\033[%i%p1%d;%p2%dH") && resets() && (tigetflag("am") <= 0 || tigetflag("xenl") > 0);
    frame.hpa = is("hpa", "\033[%i%p1%dG");
    frame.vpa = is("vpa", "\033[%i%p1%dd");
    frame.cuf = is("cuf", "\033[%p1%dC");
    frame.cub = is("cub", "\033[%p1%dD");
    frame.el = is("el", "\033[K");
    frame.ech = is("ech", "\033[%p1%dX");
    frame.rep = is("rep", "%p1%c\033[%p2%{1}%-%db");
    frame.scrolls = is("csr", "\033[%i%p1%d;%p2%dr") && is("ind", "\n") && is("ri", "\033M");
    frame.bce = tigetflag("bce") > 0;
    frame.reverse_off = is("rmso", "\033[27m");
    frame.front_off = frame.back_off = op && op != (char *)-1 && strstr(op, "39;49");
    frame.has = has_bits();
    frame.never_coloured = never <= 0 ? 0 : (never & 32 ? IS_BOLD : 0u) | (never & 16 ? IS_DIM : 0u) | (never & 4 ? IS_REVERSE : 0u);
}

void frame_forget(void) { frame.known = false; }

void frame_end(void)
{
    free(frame.old);
    free(frame.now);
    free(frame.line);
    free(frame.bytes);
    memset(&frame, 0, sizeof frame);
}

/* ---- the cells ------------------------------------------------------------------------------------------- */

static bool pen_same(pen_t a, pen_t b) { return a.front == b.front && a.back == b.back && a.bits == b.bits; }

static bool cell_same(const cell_t *a, const cell_t *b)
{
    return pen_same(a->pen, b->pen) && a->columns == b->columns && !wcscmp(a->text, b->text);
}

static bool cell_blank(const cell_t *c) { return c->text[0] == L' ' && !c->text[1] && !(c->pen.bits & IS_REVERSE); }

static cell_t *cell_at(cell_t *cells, int y, int x) { return &cells[(size_t)y * (size_t)frame.cols + (size_t)x]; }

static cell_t cell_read(const cchar_t *wide)
{
    cell_t c = {.text = L" ", .pen = plain, .columns = 1};
    attr_t attr;
    short pair;

    if (getcchar(wide, c.text, &attr, &pair, NULL) == ERR)
        return c;
    if (!c.text[0])
        c.text[0] = L' ';
    if (pair > 0)
        pair_content(pair, &c.pen.front, &c.pen.back);
    unsigned bits = (attr & A_BOLD ? IS_BOLD : 0u) | (attr & A_DIM ? IS_DIM : 0u) | (attr & (A_REVERSE | A_STANDOUT) ? IS_REVERSE : 0u);
    bits &= frame.has & ~(pair > 0 ? frame.never_coloured : 0u);
    c.pen.bits = (unsigned char)bits;
    if (cell_blank(&c)) { /* of a blank nothing is seen but its ground */
        c.pen.bits = 0;
        c.pen.front = -1;
    }
    int columns = wcwidth(c.text[0]);
    c.columns = columns > 1 ? 2 : 1;
    return c;
}

static void frame_read(void)
{
    int y, x;

    getyx(stdscr, y, x);
    for (int i = 0; i < frame.rows; i++) {
        mvin_wchnstr(i, 0, frame.line, frame.cols); /* a wide character is one of them */
        const cchar_t *wide = frame.line;
        for (int k = 0; k < frame.cols; k++, wide++) {
            cell_t *c = cell_at(frame.now, i, k);
            bool again = k > 0 && c[-1].columns == 1 && !memcmp(wide, wide - 1, sizeof *wide);
            *c = again ? c[-1] : cell_read(wide);
            if (c->columns == 2 && k + 1 < frame.cols)
                *cell_at(frame.now, i, ++k) = (cell_t){.text = L"", .pen = c->pen};
        }
    }
    move(y, x);
}

static bool frame_room(void)
{
    size_t cells = (size_t)LINES * (size_t)COLS;

    if (frame.old && frame.now && frame.line && frame.rows == LINES && frame.cols == COLS)
        return true;
    free(frame.old);
    free(frame.now);
    free(frame.line);
    frame.rows = LINES;
    frame.cols = COLS;
    frame.old = calloc(cells, sizeof *frame.old);
    frame.now = calloc(cells, sizeof *frame.now);
    frame.line = calloc((size_t)COLS + 1, sizeof *frame.line);
    return frame.old && frame.now && frame.line;
}

static void frame_swap(void)
{
    cell_t *was = frame.old;

    frame.old = frame.now;
    frame.now = was;
}

void frame_keep(void)
{
    frame.known = frame.usable && frame_room();
    if (frame.known) {
        frame_read();
        frame_swap();
    }
}

/* ---- bytes ----------------------------------------------------------------------------------------------- */

static void say(const char *bytes, size_t n)
{
    if (frame.at.used + n > frame.room) {
        size_t room = (frame.at.used + n) * 2 + 4096;
        char *more = realloc(frame.bytes, room);
        if (!more)
            abort();
        frame.bytes = more;
        frame.room = room;
    }
    memcpy(frame.bytes + frame.at.used, bytes, n);
    frame.at.used += n;
}

static void sayf(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void sayf(const char *format, ...)
{
    char text[64];
    va_list ap;

    va_start(ap, format);
    int n = vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    say(text, (size_t)n);
}

static void frame_write(void)
{
    const char *at = frame.bytes;

    for (size_t left = frame.at.used; left;) {
        ssize_t n = write(STDOUT_FILENO, at, left);
        if (n < 0 && errno == EAGAIN)
            poll(&(struct pollfd){.fd = STDOUT_FILENO, .events = POLLOUT}, 1, -1);
        else if (n < 0 && errno != EINTR)
            return; /* the terminal is gone: the loop hears of it */
        if (n > 0) {
            at += n;
            left -= (size_t)n;
        }
    }
}

/* ---- the pen --------------------------------------------------------------------------------------------- */

/* The numbers within a string that sets a colour; "" for none. */
static void colour_numbers(const char *capability, short colour, char *buf, size_t size)
{
    char *s = tigetstr(capability);

    buf[0] = 0;
    if (colour < 0 || !s || s == (char *)-1)
        return;
    s = tparm(s, (long)colour, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
    if (s && !strncmp(s, "\033[", 2) && strchr(s, 'm'))
        snprintf(buf, size, ";%.*s", (int)(strchr(s, 'm') - s - 2), s + 2);
}

/* One string: reset or not, then what is to be switched off and on. */
static void pen_say(pen_t from, pen_t to, bool reset)
{
    char front[24] = "", back[24] = "", all[100];
    unsigned on = to.bits & ~from.bits, off = from.bits & ~to.bits;

    if (to.front != from.front)
        to.front < 0 ? (void)snprintf(front, sizeof front, ";39") : colour_numbers("setaf", to.front, front, sizeof front);
    if (to.back != from.back)
        to.back < 0 ? (void)snprintf(back, sizeof back, ";49") : colour_numbers("setab", to.back, back, sizeof back);
    int n = snprintf(all, sizeof all, "%s%s%s%s%s%s", on & IS_BOLD ? ";1" : "", on & IS_DIM ? ";2" : "", on & IS_REVERSE ? ";7" : "",
                     off & IS_REVERSE ? ";27" : "", front, back);
    if (n > 0)
        sayf("\033[%sm", reset ? all : all + 1);
}

/* Weight cannot be taken off alone in what terminals say of themselves; the rest can where they say how. */
static bool pen_adds(pen_t from, pen_t to)
{
    if (from.bits & ~to.bits & (IS_BOLD | IS_DIM))
        return false;
    if (from.bits & ~to.bits & IS_REVERSE && !frame.reverse_off)
        return false;
    return (to.front == from.front || to.front >= 0 || frame.front_off) && (to.back == from.back || to.back >= 0 || frame.back_off);
}

static void pen_take(pen_t to)
{
    state_t *s = &frame.at;
    size_t before = s->used, added;

    if (pen_same(s->pen, to))
        return;
    if (pen_same(to, plain))
        sayf("\033[m");
    else if (!pen_adds(s->pen, to))
        pen_say(plain, to, true);
    else {
        pen_say(s->pen, to, false);
        added = s->used - before;
        s->used = before;
        pen_say(plain, to, true);
        if (s->used - before > added) {
            s->used = before;
            pen_say(s->pen, to, false);
        }
    }
    s->pen = to;
}

/* Whatever the pen, as long as the ground is the blank's. */
static void pen_for(const cell_t *c)
{
    if (!cell_blank(c))
        pen_take(c->pen);
    else if (frame.at.pen.back != c->pen.back || frame.at.pen.bits & IS_REVERSE)
        pen_take(c->pen);
}

/* ---- the cursor ------------------------------------------------------------------------------------------ */

static void say_down(int by, int to)
{
    if (by < 0)
        by == -1 ? sayf("\033M") : frame.vpa ? sayf("\033[%dd", to + 1) : sayf("\033[%dA", -by);
    else if (by < 4)
        say("\n\n\n", (size_t)by); /* ours is a terminal that does not turn it into more: nonl() */
    else
        frame.vpa ? sayf("\033[%dd", to + 1) : sayf("\033[%dB", by);
}

static void say_across(int from, int to)
{
    int by = to - from;

    if (by == 0)
        return;
    if (to == 0)
        sayf("\r");
    else if (by < 0 && by >= -3)
        say("\b\b\b", (size_t)-by);
    else if (frame.hpa && to < 9)
        sayf("\033[%dG", to + 1);
    else if (by > 0 && frame.cuf && (by < 10 || !frame.hpa))
        by == 1 ? sayf("\033[C") : sayf("\033[%dC", by);
    else if (by < 0 && frame.cub && (by > -10 || !frame.hpa))
        sayf("\033[%dD", -by);
    else
        sayf("\033[%dG", to + 1);
}

static void move_to(int y, int x)
{
    state_t before = frame.at, *s = &frame.at;

    if (s->y == y && s->x == x)
        return;
    bool near = s->x >= 0 && s->y >= 0 && (s->y == y || frame.vpa || abs(s->y - y) < 4);
    if (near && s->x != x && !frame.hpa && x > 0 && !(x > s->x ? frame.cuf : frame.cub))
        near = false;
    if (near && y < s->y && s->y - y == 1 && !frame.scrolls)
        near = false; /* ri is not known to be there */
    sayf("\033[%d;%dH", y + 1, x + 1);
    if (near) {
        state_t straight = *s;
        *s = before;
        say_down(y - s->y, y);
        say_across(s->x, x);
        if (s->used >= straight.used) {
            *s = before;
            sayf("\033[%d;%dH", y + 1, x + 1);
        }
    }
    s->y = y;
    s->x = x;
}

/* ---- cells to bytes -------------------------------------------------------------------------------------- */

static void put(int y, int x)
{
    const cell_t *c = cell_at(frame.now, y, x);
    char utf8[MB_LEN_MAX * (CCHARW_MAX + 1)];
    size_t n = 0;
    mbstate_t shift = {0};

    pen_for(c);
    for (int i = 0; c->text[i]; i++) {
        size_t k = wcrtomb(utf8 + n, c->text[i], &shift);
        if (k == (size_t)-1)
            utf8[n] = '?', k = 1;
        n += k;
    }
    say(utf8, n);
    frame.at.x = x + c->columns < frame.cols ? x + c->columns : -1;
}

static bool differs(int y, int x) { return !cell_same(cell_at(frame.old, y, x), cell_at(frame.now, y, x)); }

static int next_difference(int y, int x)
{
    while (x < frame.cols && !differs(y, x))
        x++;
    return x;
}

enum { BRIDGE = 12 };

/* To (y, x), by moving there, or over the cells between by writing them again. */
static void reach(int y, int x)
{
    state_t before = frame.at, moved, *s = &frame.at;
    int from = s->x;

    move_to(y, x);
    pen_for(cell_at(frame.now, y, x));
    moved = *s;
    if (before.y != y || from < 0 || from >= x || x - from > BRIDGE)
        return;
    *s = before;
    for (int i = from; i < x; i++)
        put(y, i);
    pen_for(cell_at(frame.now, y, x));
    if (s->used <= moved.used)
        return;
    *s = before;
    move_to(y, x);
    pen_for(cell_at(frame.now, y, x));
}

static bool erasable(const cell_t *c) { return cell_blank(c) && (c->pen.back < 0 || frame.bce); }

/* So many cells alike from x on. */
static int alike(int y, int x)
{
    const cell_t *first = cell_at(frame.now, y, x);
    int n = 1;

    while (x + n < frame.cols && cell_same(cell_at(frame.now, y, x + n), first))
        n++;
    return n;
}

enum { AS_WRITTEN, AS_REPEATED, AS_ERASED, AS_WAYS };

static void run_say(int y, int x, int n, int how)
{
    if (how == AS_ERASED) {
        n == 1 ? sayf("\033[X") : sayf("\033[%dX", n);
        return;
    }
    if (how == AS_REPEATED) {
        put(y, x);
        sayf("\033[%db", n - 1);
        frame.at.x = x + n;
        return;
    }
    for (int i = 0; i < n; i++)
        put(y, x + i);
}

/* Cells alike up to the last that differs, and on to what differs next. */
static void run_paint(int y, int x, int n)
{
    state_t before = frame.at, *s = &frame.at;
    size_t best = SIZE_MAX;
    int how = AS_WRITTEN, next = next_difference(y, x + n);

    for (int way = 0; way < AS_WAYS; way++) {
        if ((way == AS_REPEATED && (!frame.rep || n < 3 || x + n > frame.cols - 2)) /* at the edge terminals differ */ || (way == AS_ERASED && (!frame.ech || !erasable(cell_at(frame.now, y, x)))))
            continue;
        *s = before;
        run_say(y, x, n, way);
        if (next < frame.cols)
            reach(y, next);
        if (s->used < best) {
            best = s->used;
            how = way;
        }
    }
    *s = before;
    run_say(y, x, n, how);
}

/* A line with characters of two columns, or of more signs than one, is not taken apart. */
static bool simple(int y)
{
    for (int x = 0; x < frame.cols; x++) {
        const cell_t *a = cell_at(frame.old, y, x), *b = cell_at(frame.now, y, x);
        if (a->columns != 1 || b->columns != 1 || (a->text[0] && a->text[1]) || b->text[1])
            return false;
    }
    return true;
}

static void row_whole(int y)
{
    move_to(y, 0);
    for (int x = 0; x < frame.cols; x++)
        if (cell_at(frame.now, y, x)->columns)
            put(y, x);
}

static void row_paint(int y)
{
    int x = next_difference(y, 0), last = frame.cols - 1;

    if (x < frame.cols && !simple(y)) {
        row_whole(y);
        return;
    }
    for (; x < frame.cols; x = next_difference(y, x)) {
        int n = alike(y, x), changed = n;
        while (!differs(y, x + changed - 1))
            changed--;
        reach(y, x);
        if (frame.el && x + n > last && changed > 3 && erasable(cell_at(frame.now, y, x))) {
            sayf("\033[K");
            return;
        }
        if (changed > 1)
            run_paint(y, x, changed);
        else
            put(y, x);
        x += changed;
    }
}

/* ---- a list that has moved on ---------------------------------------------------------------------------- */

enum { FARTHEST = 12, SCROLL_BYTES = 24 };

/* About what a line costs when it is `from` (NULL: blank) and is to be row y. */
static int row_cost(const cell_t *from, int y)
{
    static const cell_t blank = {.text = L" ", .pen = {-1, -1, 0}, .columns = 1};
    int cost = 0, since = BRIDGE;

    for (int x = 0; x < frame.cols; x++, since++) {
        const cell_t *to = cell_at(frame.now, y, x);
        if (cell_same(from ? from + x : &blank, to))
            continue;
        cost += since > 6 ? 8 : since;
        since = 0;
    }
    return cost;
}

typedef struct shift { int top, end, by, gain; } shift_t;

/* The lines from top to end move up by `by` (down, where it is less than 0): what that saves. */
static shift_t shift_best(int by, const int *stays, const int *moves, const int *fresh)
{
    shift_t best = {0};
    int far = abs(by);

    for (int top = 0; top + far < frame.rows; top++) {
        int gain = -SCROLL_BYTES;
        for (int end = top; end < frame.rows; end++) {
            gain += stays[end] - (by > 0 ? moves[end] : end - top < far ? fresh[end] : moves[end]);
            int all = gain;
            for (int y = end - far + 1; by > 0 && y <= end && y >= top; y++) /* its last lines come from beyond it */
                all += moves[y] - fresh[y];
            if (end - top >= far && all > best.gain)
                best = (shift_t){top, end, by, all};
        }
    }
    return best;
}

static void shift_say(const shift_t *s)
{
    int far = abs(s->by);
    cell_t blank = {.text = L" ", .pen = plain, .columns = 1};
    size_t row = (size_t)frame.cols * sizeof(cell_t);

    pen_take(plain);
    sayf("\033[%d;%dr\033[%d;1H", s->top + 1, s->end + 1, (s->by > 0 ? s->end : s->top) + 1);
    for (int i = 0; i < far; i++)
        sayf(s->by > 0 ? "\n" : "\033M");
    sayf("\033[%d;%dr", 1, frame.rows);
    frame.at.y = frame.at.x = 0; /* setting the margins leaves it there */
    int rows = s->end - s->top + 1 - far;
    if (s->by > 0)
        memmove(cell_at(frame.old, s->top, 0), cell_at(frame.old, s->top + far, 0), (size_t)rows * row);
    else
        memmove(cell_at(frame.old, s->top + far, 0), cell_at(frame.old, s->top, 0), (size_t)rows * row);
    for (int y = 0; y < far; y++)
        for (int x = 0; x < frame.cols; x++)
            *cell_at(frame.old, s->by > 0 ? s->end - y : s->top + y, x) = blank;
}

static shift_t shift_find(void)
{
    int *stays = calloc((size_t)frame.rows * 3, sizeof *stays), *moves = stays + frame.rows, *fresh = moves + frame.rows, changed = 0;
    shift_t best = {0};

    if (!stays)
        return best;
    for (int y = 0; y < frame.rows; y++) {
        stays[y] = row_cost(cell_at(frame.old, y, 0), y);
        fresh[y] = row_cost(NULL, y);
        changed += stays[y] > 0;
    }
    for (int by = -FARTHEST; by <= FARTHEST && changed > 2; by++) {
        for (int y = 0; y < frame.rows; y++)
            moves[y] = y + by >= 0 && y + by < frame.rows ? row_cost(cell_at(frame.old, y + by, 0), y) : 10000;
        shift_t s = by ? shift_best(by, stays, moves, fresh) : (shift_t){0};
        best = s.gain > best.gain ? s : best;
    }
    free(stays);
    return best;
}

static void rows_paint(void)
{
    for (int y = 0; y < frame.rows; y++)
        row_paint(y);
    pen_take(plain);
}

bool frame_paint(void)
{
    const state_t begin = {.y = -1, .x = -1, .pen = plain};

    if (!frame.known || frame.rows != LINES || frame.cols != COLS)
        return false;
    frame_read();
    frame.at = begin;
    rows_paint();
    shift_t shift = frame.scrolls ? shift_find() : (shift_t){0};
    if (shift.gain > 0) { /* a guess: both are tried */
        size_t without = frame.at.used;
        frame.at = (state_t){.used = without, .y = -1, .x = -1, .pen = plain};
        shift_say(&shift);
        rows_paint();
        size_t with = frame.at.used - without;
        if (with < without)
            memmove(frame.bytes, frame.bytes + without, with);
        frame.at.used = with < without ? with : without;
    }
    frame_write();
    frame_swap();
    return true;
}
