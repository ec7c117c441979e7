/* ink.c — see ink.h. */
#define _XOPEN_SOURCE_EXTENDED 1
#include "ink.h"

#include <errno.h>
#include <limits.h>
#include <ncurses.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

ink_t ink;

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

void ink_start(void)
{
    const char *op = tigetstr("op");
    int never = tigetnum("ncv");

    ink.usable = is("cup", "\033[%i%p1%d;%p2%dH") && resets() && (tigetflag("am") <= 0 || tigetflag("xenl") > 0);
    ink.hpa = is("hpa", "\033[%i%p1%dG");
    ink.vpa = is("vpa", "\033[%i%p1%dd");
    ink.cuf = is("cuf", "\033[%p1%dC");
    ink.cub = is("cub", "\033[%p1%dD");
    ink.el = is("el", "\033[K");
    ink.ech = is("ech", "\033[%p1%dX");
    ink.rep = is("rep", "%p1%c\033[%p2%{1}%-%db");
    ink.scrolls = is("csr", "\033[%i%p1%d;%p2%dr") && is("ind", "\n") && is("ri", "\033M");
    ink.margins = ink.scrolls && is("smglr", "\033[?69h\033[%i%p1%d;%p2%ds");
    ink.bce = tigetflag("bce") > 0;
    ink.reverse_off = is("rmso", "\033[27m");
    ink.front_off = ink.back_off = op && op != (char *)-1 && strstr(op, "39;49");
    cells_start(has_bits(), never <= 0 ? 0 : (never & 32 ? IS_BOLD : 0u) | (never & 16 ? IS_DIM : 0u) | (never & 4 ? IS_REVERSE : 0u));
}

void ink_end(void)
{
    free(ink.bytes);
    ink = (ink_t){0};
}

/* ---- bytes ----------------------------------------------------------------------------------------------- */

void ink_begin(void) { ink.at = (ink_at_t){.used = ink.at.used, .y = -1, .x = -1, .pen = pen_plain}; }

void ink_say(const char *bytes, size_t n)
{
    if (ink.at.used + n > ink.room) {
        size_t room = (ink.at.used + n) * 2 + 4096;
        char *more = realloc(ink.bytes, room);
        if (!more)
            abort();
        ink.bytes = more;
        ink.room = room;
    }
    memcpy(ink.bytes + ink.at.used, bytes, n);
    ink.at.used += n;
}

static size_t digits(char *at, int number)
{
    char text[12];
    size_t n = 0;

    for (; number > 0; number /= 10)
        text[n++] = (char)('0' + number % 10);
    for (size_t i = 0; i < n; i++)
        at[i] = text[n - 1 - i];
    return n;
}

void ink_csi(int number, char end)
{
    char text[20] = "\033[";
    size_t n = 2;

    if (number != 1)
        n += digits(text + n, number);
    text[n++] = end;
    ink_say(text, n);
}

void ink_csi_two(int first, int second, char end)
{
    char text[32] = "\033[";
    size_t n = 2 + digits(text + 2, first);

    text[n++] = ';';
    n += digits(text + n, second);
    text[n++] = end;
    ink_say(text, n);
}

void ink_write(void)
{
    const char *at = ink.bytes;

    for (size_t left = ink.at.used; left;) {
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
static size_t pen_string(char *buf, size_t size, pen_t from, pen_t to, bool reset)
{
    char front[24] = "", back[24] = "", all[100];
    unsigned on = to.bits & ~from.bits, off = from.bits & ~to.bits;

    if (to.front != from.front)
        to.front < 0 ? (void)snprintf(front, sizeof front, ";39") : colour_numbers("setaf", to.front, front, sizeof front);
    if (to.back != from.back)
        to.back < 0 ? (void)snprintf(back, sizeof back, ";49") : colour_numbers("setab", to.back, back, sizeof back);
    int n = snprintf(all, sizeof all, "%s%s%s%s%s%s", on & IS_BOLD ? ";1" : "", on & IS_DIM ? ";2" : "", on & IS_REVERSE ? ";7" : "",
                     off & IS_REVERSE ? ";27" : "", front, back);
    n = n > 0 ? snprintf(buf, size, "\033[%sm", reset ? all : all + 1) : 0;
    return n > 0 ? (size_t)n : 0;
}

/* Weight cannot be taken off alone in what terminals say of themselves; the rest can where they say how. */
static bool pen_adds(pen_t from, pen_t to)
{
    if (from.bits & ~to.bits & (IS_BOLD | IS_DIM))
        return false;
    if (from.bits & ~to.bits & IS_REVERSE && !ink.reverse_off)
        return false;
    return (to.front == from.front || to.front >= 0 || ink.front_off) && (to.back == from.back || to.back >= 0 || ink.back_off);
}

static size_t pen_shortest(char *buf, size_t size, pen_t from, pen_t to)
{
    char added[100];

    if (pen_same(to, pen_plain))
        return (size_t)snprintf(buf, size, "\033[m");
    size_t n = pen_string(buf, size, pen_plain, to, true), m = pen_adds(from, to) ? pen_string(added, sizeof added, from, to, false) : SIZE_MAX;
    if (m > n)
        return n;
    memcpy(buf, added, m);
    return m;
}

/* The strings from pen to pen are few and asked for at every piece. */
void ink_pen(pen_t to)
{
    enum { KEPT = 64 };
    static struct { pen_t from, to; size_t n; char text[100]; } kept[KEPT];
    pen_t from = ink.at.pen;

    if (pen_same(from, to))
        return;
    unsigned hash = ((unsigned)from.front * 31u + (unsigned)from.back * 7u + from.bits) * 37u + (unsigned)to.front * 13u + (unsigned)to.back * 3u + to.bits * 5u;
    size_t i = hash % KEPT;
    if (!kept[i].n || !pen_same(kept[i].from, from) || !pen_same(kept[i].to, to)) {
        kept[i].from = from;
        kept[i].to = to;
        kept[i].n = pen_shortest(kept[i].text, sizeof kept[i].text, from, to);
    }
    ink_say(kept[i].text, kept[i].n);
    ink.at.pen = to;
}

void ink_pen_for(const cell_t *c)
{
    if (!cell_blank(c) || ink.at.pen.back != c->pen.back || ink.at.pen.bits & IS_REVERSE)
        ink_pen(c->pen);
}

/* ---- the cursor ------------------------------------------------------------------------------------------ */

static void say_down(int by, int to)
{
    if (by < 0)
        by == -1 ? ink_say("\033M", 2) : ink.vpa ? ink_csi(to + 1, 'd') : ink_csi(-by, 'A');
    else if (by < 4)
        ink_say("\n\n\n", (size_t)by); /* ours is a terminal that does not turn it into more: nonl() */
    else
        ink.vpa ? ink_csi(to + 1, 'd') : ink_csi(by, 'B');
}

static void say_across(int from, int to)
{
    int by = to - from;

    if (by == 0)
        return;
    if (to == 0)
        ink_say("\r", 1);
    else if (by < 0 && by >= -3)
        ink_say("\b\b\b", (size_t)-by);
    else if (ink.hpa && to < 9)
        ink_csi(to + 1, 'G');
    else if (by > 0 && ink.cuf && (by < 10 || !ink.hpa))
        ink_csi(by, 'C');
    else if (by < 0 && ink.cub && (by > -10 || !ink.hpa))
        ink_csi(-by, 'D');
    else
        ink_csi(to + 1, 'G');
}

static void say_there(int y, int x) { x ? ink_csi_two(y + 1, x + 1, 'H') : ink_csi(y + 1, 'H'); }

void ink_move(int y, int x)
{
    ink_at_t before = ink.at, *s = &ink.at;

    if (s->y == y && s->x == x)
        return;
    bool near = s->x >= 0 && s->y >= 0 && (s->y == y || ink.vpa || abs(s->y - y) < 4);
    if (near && s->x != x && !ink.hpa && x > 0 && !(x > s->x ? ink.cuf : ink.cub))
        near = false;
    if (near && y < s->y && s->y - y == 1 && !ink.scrolls)
        near = false; /* ri is not known to be there */
    say_there(y, x);
    if (near) {
        size_t straight = s->used;
        *s = before;
        say_down(y - s->y, y);
        say_across(s->x, x);
        if (s->used >= straight) {
            *s = before;
            say_there(y, x);
        }
    }
    s->y = y;
    s->x = x;
}

/* ---- a cell ------------------------------------------------------------------------------------------------ */

void ink_put(int y, int x)
{
    const cell_t *c = cell_at(cells.now, y, x);
    char utf8[MB_LEN_MAX * (CELL_SIGNS + 1)];
    size_t n = 0;
    mbstate_t shift = {0};

    ink_pen_for(c);
    for (int i = 0; c->text[i]; i++) {
        size_t k = c->text[i] < 128 ? 1 : wcrtomb(utf8 + n, c->text[i], &shift);
        if (c->text[i] < 128)
            utf8[n] = (char)c->text[i];
        else if (k == (size_t)-1)
            utf8[n] = '?', k = 1;
        n += k;
    }
    ink_say(utf8, n);
    ink.at.x = x + c->columns < cells.cols ? x + c->columns : -1;
}

bool ink_erasable(const cell_t *c) { return cell_blank(c) && (c->pen.back < 0 || ink.bce); }
