/* view_found.c — the findings in order: of a million of them a frame asks for a few. */
#include <stdlib.h>
#include <string.h>

#include "view.h"

/* shown, event: which finding is in that place; leaks: what those before a place say is left. */
struct found_order { uint32_t count, *shown, *event; uint64_t *leaks; };

static size_t event_of(const view_t *v, uint32_t i) { return v->findings.item[i].event; }
static size_t shown_of(const view_t *v, uint32_t i) { return v->shown_from[i]; }

typedef size_t key_fn_t(const view_t *v, uint32_t i);

/* Of equal ones the first of the list comes first. (Merged from below: the list is nearly in order mostly.) */
static void sort_by(const view_t *v, key_fn_t *key, uint32_t *item, uint32_t *room, uint32_t count)
{
    for (uint64_t width = 1; width < count; width *= 2) {
        for (uint64_t from = 0; from < count; from += 2 * width) {
            uint64_t middle = from + width < count ? from + width : count, end = from + 2 * width < count ? from + 2 * width : count, a = from, b = middle;
            for (uint64_t to = from; to < end; to++)
                room[to] = a < middle && (b >= end || key(v, item[a]) <= key(v, item[b])) ? item[a++] : item[b++];
        }
        memcpy(item, room, count * sizeof *item);
    }
}

static uint64_t left_by(const finding_t *f)
{
    bool leak = !strcmp(f->name, "lost-cancel") || !strcmp(f->name, "leaked-task") || !strcmp(f->name, "lingering-timer");

    return f->unknown || !leak ? 0 : f->count ? f->count : 1;
}

void view_found_free_(view_t *v)
{
    if (!v->found)
        return;
    free(v->found->shown);
    free(v->found->event);
    free(v->found->leaks);
    free(v->found);
    v->found = NULL;
}

/* Out of memory: as if there were none. */
void view_found_order_(view_t *v)
{
    uint32_t count = v->findings.count;

    view_found_free_(v);
    struct found_order *o = v->found = calloc(1, sizeof *o);
    uint32_t *room = malloc((count + 1) * sizeof *room);
    if (o) {
        o->shown = malloc((count + 1) * sizeof *o->shown);
        o->event = malloc((count + 1) * sizeof *o->event);
        o->leaks = malloc((count + 1) * sizeof *o->leaks);
    }
    if (o && room && o->shown && o->event && o->leaks) {
        for (uint32_t i = 0; i < count; i++)
            o->shown[i] = o->event[i] = i;
        sort_by(v, shown_of, o->shown, room, count);
        sort_by(v, event_of, o->event, room, count);
        o->leaks[0] = 0;
        for (uint32_t i = 0; i < count; i++)
            o->leaks[i + 1] = o->leaks[i] + left_by(&v->findings.item[o->shown[i]]);
        o->count = count;
    }
    free(room);
}

static uint32_t until(const view_t *v, key_fn_t *key, const uint32_t *item, size_t n)
{
    uint32_t low = 0, high = v->found ? v->found->count : 0;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (key(v, item[mid]) <= n)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

uint32_t view_found_by(const view_t *v, size_t n) { return v->found ? until(v, shown_of, v->found->shown, n) : 0; }

uint32_t view_found_shown(const view_t *v, uint32_t place) { return v->found && place < v->found->count ? v->found->shown[place] + 1 : 0; }

uint64_t view_found_leaks(const view_t *v, size_t n) { return v->found && v->found->count ? v->found->leaks[view_found_by(v, n)] : 0; }

/* Where one is: at the finding that is shown, if it is about this event (or none can be named); else at the event alone. Its number + 1. */
static uint32_t found_here(const view_t *v)
{
    size_t at = v->finding && v->finding <= v->findings.count && v->pane == PANE_FINDINGS ? event_of(v, v->finding - 1) : SIZE_MAX;

    return at == v->n || at == 0 ? v->finding : 0;
}

/* In the order of time; of one instant in that of the list. */
uint32_t view_found_near(const view_t *v, bool forward)
{
    uint32_t here = found_here(v), place;

    if (!v->found)
        return 0;
    if (here) {
        size_t at = event_of(v, here - 1);
        place = at ? until(v, event_of, v->found->event, at - 1) : 0;
        while (place < v->found->count && v->found->event[place] != here - 1)
            place++;
        place += forward;
    } else
        place = until(v, event_of, v->found->event, forward || !v->n ? v->n : v->n - 1);
    if (!forward)
        return place && (here || v->n) ? v->found->event[place - 1] + 1 : 0;
    return place < v->found->count ? v->found->event[place] + 1 : 0;
}

uint32_t view_found_far(const view_t *v, bool first)
{
    uint32_t count = v->found ? v->found->count : 0;

    return count ? v->found->event[first ? 0 : count - 1] + 1 : 0;
}
