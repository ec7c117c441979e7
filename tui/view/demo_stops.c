/* demo_stops.c — where demo mode stops: at the lines of a script, or without one at the waves of the cascades, the marks, and what is
 * found; which of them one is at; and where a demo was left, for whoever comes back to it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "demo.h"

/* The end of what the program did: what is given back after it is the machinery's own. */
static size_t demo_last(const view_t *v)
{
    size_t count = trace_count(v->trace);

    for (size_t i = count; i > 0 && i + 10000 > count; i--)
        if (trace_event(v->trace, i - 1)->kind == CTX_EV_TEARDOWN)
            return i;
    return count;
}

/* ---- all of them, in order ------------------------------------------------------------------------------- */

static void stop_add(void *self, size_t event)
{
    view_t *v = self;

    v->stops.at = index_grow_(v->stops.at, &v->stops.capacity, v->stops.count, sizeof *v->stops.at);
    v->stops.at[v->stops.count++] = (uint32_t)event;
}

static int by_event(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void stops_collect(view_t *v)
{
    size_t last = demo_last(v);

    v->stops.count = 0;
    if (v->options.captions) {
        script_each(v, stop_add, v);
        return;
    }
    for (uint32_t i = 0; i < v->index.stops && v->index.stop[i].event <= last; i++)
        stop_add(v, v->index.stop[i].event);
    for (uint32_t i = 0; i < v->index.marks; i++)
        stop_add(v, v->index.mark[i]);
    for (uint32_t i = 0; i < v->findings.count; i++) /* what is found is worth a stop */
        if (v->shown_from[i])
            stop_add(v, v->shown_from[i]);
}

/* Again when the run has grown, or more was found in it. */
static void stops_look(view_t *v)
{
    size_t count = trace_count(v->trace);
    uint32_t kept = 0;

    if (v->stops.of == count + 1 && v->stops.found_at == v->findings_at)
        return;
    v->stops.of = count + 1;
    v->stops.found_at = v->findings_at;
    stops_collect(v);
    if (v->stops.count)
        qsort(v->stops.at, v->stops.count, sizeof *v->stops.at, by_event);
    for (uint32_t i = 0; i < v->stops.count; i++)
        if (!kept || v->stops.at[kept - 1] != v->stops.at[i])
            v->stops.at[kept++] = v->stops.at[i];
    v->stops.count = kept;
}

uint32_t demo_stops(view_t *v, size_t n, uint32_t *all)
{
    uint32_t low = 0;

    stops_look(v);
    for (uint32_t high = v->stops.count; low < high;) {
        uint32_t mid = low + (high - low) / 2;
        if (v->stops.at[mid] <= n)
            low = mid + 1;
        else
            high = mid;
    }
    *all = v->stops.count;
    return low;
}

size_t demo_stop(view_t *v, size_t n, bool forward)
{
    uint32_t all, passed = demo_stops(v, forward || !n ? n : n - 1, &all);

    if (forward)
        return passed < all ? v->stops.at[passed] : 0;
    return n && passed ? v->stops.at[passed - 1] : 0;
}

/* ---- left, and come back to ------------------------------------------------------------------------------ */

enum { LEFT = 16, ID = 64 };
static struct { char entry[ID]; size_t count, n; } left[LEFT];
static unsigned lefts;

void demo_left(view_t *v)
{
    const char *entry = v->model && v->options.demo ? v->options.entry : NULL;
    size_t count = entry ? trace_count(v->trace) : 0;
    unsigned i = 0;

    if (!count)
        return;
    while (i < LEFT && strcmp(left[i].entry, entry))
        i++;
    i = i < LEFT ? i : lefts++ % LEFT;
    snprintf(left[i].entry, sizeof left[i].entry, "%s", entry);
    left[i].count = count;
    left[i].n = v->n < count ? demo_stop(v, v->n + 1, false) : 0; /* whoever saw it to its end begins again */
}

bool demo_resume(view_t *v)
{
    for (unsigned i = 0; i < LEFT; i++)
        if (v->options.entry && !strcmp(left[i].entry, v->options.entry) && left[i].count == trace_count(v->trace) && left[i].n) {
            view_goto(v, left[i].n);
            left[i].n = 0; /* once */
            return true;
        }
    return false;
}
