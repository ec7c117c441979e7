/* typed_test.c — a place in a run that is typed: an event's number, a time in any unit; and what going there ends. */
#include <stdlib.h>
#include <string.h>

#include "pen.h"
#include "tap.h"
#include "view.h"

unsigned tap_passed, tap_failed;

/* Where it leads: events before it and at it; SIZE_MAX: nowhere. */
static size_t leads(view_t *v, const char *text) { return view_goto_text(v, text) ? v->n : SIZE_MAX; }

int main(void)
{
    tui_options_t o = TUI_OPTIONS;
    view_t v;

    start("typed"); /* event 1, at 0 */
    for (int i = 1; i <= 40; i++) { /* 10, 20, … µs; then ms; then s */
        now = i <= 10 ? i * 10000 : i <= 20 ? MS(i - 10) * 10 : MS(i - 20) * 1000;
        put((ctx_event_t){.kind = CTX_EV_NOTE, .aux = trace_add_text(t, "n")}, 9);
        put((ctx_event_t){.kind = CTX_EV_NOTE, .aux = trace_add_text(t, "n")}, 9); /* two at each instant */
    }
    view_open(&v, t, true, &o);
    ok(leads(&v, "0") == 0 && leads(&v, "1") == 1 && leads(&v, "41") == 41 && leads(&v, "81") == 81, "a number is that event");
    ok(leads(&v, "5000") == trace_count(t), "beyond the last is the last");
    ok(leads(&v, "30us") == 7 && leads(&v, "30000ns") == 7 && leads(&v, "0.03ms") == 7, "a time is the last event of that instant: microseconds, nanoseconds");
    ok(leads(&v, "29us") == 5 && leads(&v, "31us") == 7, "between two instants it is the last before");
    ok(leads(&v, "30ms") == 27 && leads(&v, "0.03s") == 27, "milliseconds");
    ok(leads(&v, "2s") == 45 && leads(&v, "2000ms") == 45 && leads(&v, "1.5s") == 43, "seconds");
    ok(leads(&v, "0ms") == 1 && leads(&v, "3600s") == trace_count(t), "the start, and after the end");
    size_t stands = v.n;
    ok(leads(&v, "soon") == SIZE_MAX && leads(&v, "-3") == SIZE_MAX && leads(&v, "3 parsecs") == SIZE_MAX && leads(&v, "") == SIZE_MAX && v.n == stands, "what is neither leads nowhere");
    ok(view_event_at(&v, "30us", true) == 7 && view_event_at(&v, "29us", true) == 7 && view_event_at(&v, "31us", true) == 9, "for a stop of a script: the first event of that instant or after it");
    view_goto(&v, 0);
    (void)view_request(&v, REQ_PLAY);
    bool playing = v.playing;
    ok(playing && leads(&v, "12") == 12 && !v.playing, "going somewhere ends the playing");
    view_close(&v);
    return tap_end();
}
