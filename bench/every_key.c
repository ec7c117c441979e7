/* every_key.c — see every_key.h. */
#define _XOPEN_SOURCE_EXTENDED 1
#include "every_key.h"

#include <math.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "keys.h"

static const char *const panes[] = {"tree", "source", "node", "tasks", "cascade", "findings", "log"};

/* What a terminal sends for it; curses' own keys by xterm's habit. */
static const char *bytes_of(int key)
{
    static char one[2];
    switch (key) {
    case KEY_UP: return "\033OA";
    case KEY_DOWN: return "\033OB";
    case KEY_RIGHT: return "\033OC";
    case KEY_LEFT: return "\033OD";
    case KEY_PPAGE: return "\033[5~";
    case KEY_NPAGE: return "\033[6~";
    case KEY_HOME: return "\033OH";
    case KEY_END: return "\033OF";
    case KEY_BTAB: return "\033[Z";
    default: one[0] = (char)key; return one;
    }
}

/* The key that takes this one back, so that the next one is pressed in the same place; NULL: none is needed. */
static const char *back_from(request_t req)
{
    switch (req) {
    case REQ_PLAY: return " ";
    case REQ_ZOOM: return "z";
    case REQ_FOLLOW: return "F";
    case REQ_DEMO: return "D";
    case REQ_PANE_NEXT: return "\033[Z";
    case REQ_PANE_PREV: return "\t";
    case REQ_HELP:
    case REQ_SEARCH:
    case REQ_GOTO:
    case REQ_PREDICT: return "\033";
    default: return NULL;
    }
}

static void note(every_t *e, const char *keys, const char *pane, const char *where, pressed_t took)
{
    e->presses++;
    if (isnan(took.wall))
        return;
    if (e->painted < sizeof e->wall / sizeof *e->wall)
        e->wall[e->painted++] = took.wall;
    for (int i = 0; i < SLOWEST; i++)
        if (took.cpu > e->slow[i].took.cpu) {
            memmove(&e->slow[i + 1], &e->slow[i], sizeof *e->slow * (size_t)(SLOWEST - 1 - i));
            e->slow[i] = (slowest_t){took, keys, pane, where};
            return;
        }
}

/* Esc until nothing is open, then Tab so often; the tree is where one is without. */
static void into_pane(pty_t *p, size_t pane)
{
    for (int i = 0; i < 4; i++)
        press(p, "\033");
    press(p, "F");
    press(p, "F");
    for (size_t i = 0; i < pane; i++)
        press(p, "\t");
}

static void one_key(pty_t *p, every_t *e, const key_row_t *k, const char *pane, const char *where)
{
    note(e, k->keys, pane, where, press(p, bytes_of(k->key[0])));
    if (back_from(k->request))
        note(e, "back from it", pane, where, press(p, back_from(k->request)));
    else
        note(e, k->keys, pane, where, press(p, bytes_of(k->key[0])));
}

void every_key(pty_t *p, every_t *e, const char *where, bool all_panes)
{
    for (size_t pane = 0; pane < sizeof panes / sizeof *panes; pane += all_panes ? 1 : 2) {
        into_pane(p, pane);
        for (size_t i = 0; i < key_rows && !p->ended; i++) {
            const key_row_t *k = &key_table[i];
            /* q ends it, Esc leaves the pane: that is pressed on the way */
            if (k->where & IN_VIEW && k->request != REQ_QUIT && k->request != REQ_BACK && k->request != REQ_PICTURE)
                one_key(p, e, k, panes[pane], where);
        }
    }
    into_pane(p, 0);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void every_key_report(every_t *e)
{
    qsort(e->wall, e->painted, sizeof *e->wall, by_value);
    verdict("every key in every pane, <= 33 ms", e->painted && e->wall[e->painted - 1] <= KEY_MS,
            "%zu presses: median %.1f ms, p99 %.1f, worst %.1f; most computing:", e->presses, e->painted ? e->wall[e->painted / 2] : NAN,
            e->painted ? e->wall[e->painted * 99 / 100] : NAN, e->painted ? e->wall[e->painted - 1] : NAN);
    for (int i = 0; i < SLOWEST && e->slow[i].keys; i++)
        printf("%43s%6.1f ms (%.1f of them computing)  %s, %s pane, %s\n", "", e->slow[i].took.wall, e->slow[i].took.cpu,
               e->slow[i].keys, e->slow[i].pane, e->slow[i].where);
}
