/* timeline.c — the strip at the bottom, and the status line at the top. */
#include "view.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sentence.h"
#include "text.h"

static bool strip_finding(const view_t *v, size_t from, size_t to) { return view_found_by(v, to) > view_found_by(v, from); }

static bool strip_mark(const view_t *v, size_t from, size_t to)
{
    uint32_t low = 0, high = v->index.marks;

    while (low < high) { /* the first one after `from` */
        uint32_t mid = low + (high - low) / 2;
        if (v->index.mark[mid] <= from)
            low = mid + 1;
        else
            high = mid;
    }
    return low < v->index.marks && v->index.mark[low] <= to;
}

static bool strip_cascade(const view_t *v, size_t from, size_t to)
{
    for (uint32_t i = index_cascade_at(&v->index, from); i < v->index.cascades && v->index.cascade[i].first <= to; i++)
        if (!v->index.cascade[i].quiet || v->index.node[v->index.cascade[i].node].noticed)
            return true;
    return false;
}

void timeline_draw(view_t *v, rect_t r, int y)
{
    size_t count = trace_count(v->trace);
    int columns = r.w - 2;

    if (!count || columns < 4)
        return;
    size_t last = SIZE_MAX;
    for (int c = 0; c < columns; c++) {
        size_t from = (size_t)((double)c / columns * (double)count), to = (size_t)((double)(c + 1) / columns * (double)count);
        if (to <= from)
            to = from + 1; /* fewer events than columns: neighbours share one */
        bool here = v->n > from && v->n <= to, past = to <= v->n;
        bool cascade = strip_cascade(v, from, to);
        style_t st = past ? ST_LIVE : ST_DIM;
        const char *cell = glyph(past ? GL_RUN : GL_BLOCK);
        bool again = from == last; /* said already, in the column before */
        last = from;
        if (again)
            ;
        else if (strip_finding(v, from, to)) {
            cell = paint_is_ascii() ? "!" : glyph(GL_FINDING);
            st = ST_FINDING;
        } else if (cascade) {
            cell = glyph(GL_CASCADE);
            st = ST_TOLD;
        } else if (strip_mark(v, from, to)) {
            cell = glyph(GL_MARK);
            st = ST_BOLD;
        }
        paint(r, y, c + 1, here ? ST_CURSOR : st, cell);
    }
    if (v->n == 0)
        paint(r, y, 0, ST_CURSOR, " ");
}

/* Handles nobody released and tasks that are still there, at the idle mark or later: what a reader calls leaks. */
static uint64_t status_leaks(const view_t *v) { return view_found_leaks(v, v->n); }

/* brief: what the state needs the room of is left out. */
static void status_right(const view_t *v, rect_t r, bool brief, char *right, size_t size)
{
    const ctx_event_t *ev = view_event(v);
    char a[32], b[32], time[32];
    struct tm since;
    size_t used = tui_add(right, size, 0, "%s%s/%s", brief ? "" : "event ", tui_number(v->n, a), tui_number(trace_count(v->trace), b));

    used = tui_add(right, size, used, "  %s", ev ? sentence_when(v->trace, ev->time, time) : "0s");
    if (v->live && v->quiet >= VIEW_QUIET_NS && localtime_r(&v->quiet_since, &since))
        used = tui_add(right, size, used, ", quiet since %02d:%02d:%02d", since.tm_hour, since.tm_min, since.tm_sec);
    if (!v->live && !brief) /* there the program sets the pace */
        used = tui_add(right, size, used, "  %s/s", tui_rate(v->speed, a));
    if (r.w >= 60 && !v->options.secret)
        used = tui_add(right, size, used, "  leaks %s", v->model->lost && !status_leaks(v) ? "?" : tui_number(status_leaks(v), a)); /* a release may be among what was dropped */
    if (r.w >= 72 || v->index.dropped)
        tui_add(right, size, used, "  dropped %s", tui_number(v->index.dropped, a));
}

void status_draw(view_t *v, rect_t r, int y)
{
    const ctx_event_t *ev = view_event(v);
    size_t count = trace_count(v->trace);
    const char *state = v->asking && ev && ev->kind == CTX_EV_END ? "ASKS" : v->playing ? "REPLAY" : v->live && !count ? "WAITS" : v->live && v->follow && v->n == count ? "LIVE" : v->live || v->n < count ? "PAUSED" : "END";
    char left[160], right[200];

    if (!v->live && !v->playing && (v->n == 0 || (v->n == count && !v->asking)))
        state = v->n == 0 ? "REPLAY" : view_cut(v) ? "CUT" : "END";
    paint_fill(r, y, 0, r.w, ST_STATUS, " ");
    size_t used = tui_add(left, sizeof left, 0, " %s %s  ", glyph(v->playing || !strcmp(state, "LIVE") ? GL_PLAY : GL_PAUSE), state);
    status_right(v, r, false, right, sizeof right);
    if (r.w - tui_width(right) - 2 <= tui_width(left))
        status_right(v, r, true, right, sizeof right);
    int room = r.w - tui_width(right) - 2;
    bool path = strchr(v->options.title, '/') && tui_width(left) + tui_width(v->options.title) > room; /* its last part tells most */
    char name[120];
    tui_add(left, sizeof left, used, "%s", path ? source_short(v->options.title, room - tui_width(left), name, sizeof name) : v->options.title);
    paint_cut(r, y, 0, room, ST_STATUS, left);
    paint(r, y, r.w - tui_width(right) - 1, ST_STATUS, right);
}
