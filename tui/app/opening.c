/* opening.c — see opening.h. */
#include "opening.h"

#include <ctype.h>
#include <inttypes.h>
#include <ncurses.h>
#include <stdio.h>

#include "paint.h"
#include "terminal.h"
#include "text.h"

enum { LONG_MS = 300 /* less goes by unnoticed */, EACH_MS = 100 };

static void opening_paint(const opening_t *o, const char *doing, uint64_t done, uint64_t of)
{
    char text[200], number[32], part[32] = "";
    rect_t all = {0, 0, LINES, COLS};

    if (of)
        snprintf(part, sizeof part, ": %" PRIu64 " %%", done * 100 / of);
    snprintf(text, sizeof text, "%c%s%s", toupper((unsigned char)doing[0]), doing + 1, part);
    erase();
    paint_wrap(all, LINES / 2 - 1, 2, ST_BOLD, text);
    snprintf(text, sizeof text, "%s events. Ctrl-C stops.", tui_number(o->events, number));
    paint_wrap(all, LINES / 2, 2, ST_DIM, text);
    term_refresh(0);
}

static bool opening_at(void *self, const char *doing, uint64_t done, uint64_t of)
{
    opening_t *o = self;
    int64_t now = term_now_ms();

    if (o->quit || now - o->began < LONG_MS || now - o->painted < EACH_MS)
        return !o->quit;
    unsigned bits = term_wait(NULL, 0, 0);
    if (bits & TERM_STOP)
        term_stop();
    if (bits & TERM_RESIZED)
        term_resize();
    o->quit = (bits & TERM_QUIT) != 0;
    if (!o->quit)
        opening_paint(o, doing, done, of);
    o->painted = term_now_ms();
    return !o->quit;
}

void opening_begin(opening_t *o, const trace_t *t)
{
    *o = (opening_t){.meter = {opening_at, o}, .events = trace_count(t), .began = term_now_ms()};
}
