/* travel_test.c — the ways through a run, without a screen: play, speed, steps, waves, findings; what each stops at and says.
 */
#include <stdlib.h>
#include <string.h>

#include "demo.h"
#include "fixture.h"
#include "tap.h"
#include "view.h"

unsigned tap_passed, tap_failed;

static void open_at(view_t *v, const char *name, size_t n)
{
    tui_options_t o = TUI_OPTIONS;

    view_open(v, fixture(name), true, &o);
    view_goto(v, n);
    v->message[0] = 0;
}

static bool said(const view_t *v, const char *text)
{
    if (!strstr(v->message, text))
        printf("# it says \"%s\", not \"%s\"\n", v->message, text);
    return strstr(v->message, text) != NULL;
}

static void steps(void)
{
    view_t v;

    open_at(&v, "server", 30);
    size_t count = trace_count(v.trace);
    (void)view_request(&v, REQ_EVENT_NEXT);
    bool forward = v.n == 31;
    (void)view_request(&v, REQ_EVENT_PREV);
    ok(forward && v.n == 30 && v.model->applied == 30, "a step forward, a step back: one event each");
    view_goto(&v, count);
    (void)view_request(&v, REQ_EVENT_NEXT);
    ok(v.n == count && said(&v, "This is the last event. Space plays from the start."), "no step beyond the last event");
    view_goto(&v, 0);
    (void)view_request(&v, REQ_EVENT_PREV);
    ok(v.n == 0 && said(&v, "This is the start."), "nor before the first");
    view_close(&v);
}

static void play(void)
{
    view_t v;

    open_at(&v, "without", 0);
    size_t count = trace_count(v.trace), stops = 0, at[200] = {0};
    (void)view_request(&v, REQ_PLAY);
    ok(v.playing, "Space plays");
    while (v.playing && stops < 200) {
        (void)view_tick(&v);
        at[stops++] = v.n;
    }
    bool onward = true, passed = false;
    for (size_t i = 1; i < stops; i++) {
        onward = onward && at[i] > at[i - 1];
        passed = passed || at[i] > at[i - 1] + 1;
    }
    ok(!v.playing && v.n == count && stops > 5 && onward, "it comes to the end, and stands there");
    ok(passed && stops < count, "on the way it passes over bookkeeping (%zu stops of %zu events)", stops, count);
    (void)view_request(&v, REQ_PLAY);
    ok(v.playing && v.n == 0, "Space at the end plays from the start");
    (void)view_request(&v, REQ_PLAY);
    ok(!v.playing, "Space again pauses");
    view_close(&v);
    open_at(&v, "leak", 0);
    (void)view_request(&v, REQ_PLAY);
    for (int i = 0; i < 200 && v.playing; i++)
        (void)view_tick(&v);
    ok(v.n < trace_count(v.trace) && v.finding && said(&v, "Found here: ") && v.shown_from[v.finding - 1] == v.n, "it stops where something is found, and says what");
    view_close(&v);
}

static void speed(void)
{
    view_t v;

    open_at(&v, "server", 30);
    double usual = view_rate(&v);
    (void)view_request(&v, REQ_FASTER);
    bool twice = view_rate(&v) == 2 * usual && said(&v, "events a second.");
    (void)view_request(&v, REQ_SLOWER);
    (void)view_request(&v, REQ_SLOWER);
    ok(twice && view_rate(&v) == usual / 2, "+ plays twice as fast, - half");
    for (int i = 0; i < 40; i++)
        (void)view_request(&v, REQ_SLOWER);
    bool slow = view_rate(&v) == 0.5;
    for (int i = 0; i < 60; i++)
        (void)view_request(&v, REQ_FASTER);
    ok(slow && view_rate(&v) == 1 << 20, "and neither goes beyond what makes sense");
    view_close(&v);
    open_at(&v, "wide", 0);
    while (view_rate(&v) < 3000)
        (void)view_request(&v, REQ_FASTER);
    (void)view_request(&v, REQ_PLAY);
    (void)view_tick(&v);
    ok(v.n >= 100, "faster than a screen is painted, it takes many events at once: %zu", v.n);
    view_close(&v);
}

static void waves(void)
{
    size_t forward[40], back[40], ways = 0, ways_back = 0;
    char words[40][80];
    view_t v;

    open_at(&v, "forwarder", 0);
    for (size_t was = SIZE_MAX; v.n != was && ways < 40;) {
        was = v.n;
        (void)view_request(&v, REQ_WAVE_NEXT);
        if (v.n != was) {
            snprintf(words[ways], sizeof words[ways], "%.79s", v.message);
            forward[ways++] = v.n;
        }
    }
    ok(said(&v, "No wave after this."), "after the last wave there is none");
    for (size_t was = SIZE_MAX; v.n != was && ways_back < 40;) {
        was = v.n;
        (void)view_request(&v, REQ_WAVE_PREV);
        if (v.n != was)
            back[ways_back++] = v.n;
    }
    ok(said(&v, "No wave before this."), "nor before the first");
    bool same = ways >= 4 && ways_back == ways - 1;
    for (size_t i = 0; same && i < ways_back; i++)
        same = back[i] == forward[ways - 2 - i];
    ok(same, "back through the same waves: %zu", ways);
    static const char *const order[] = {"A cascade begins.", "The news reaches the next wave.", "Everybody below has been told.", "A forwarder brings the news."};
    bool right = ways >= 4;
    for (size_t i = 0; right && i < 4; i++)
        right = !strcmp(words[i], order[i]);
    ok(right, "each says what it is: \"%s\" \"%s\" \"%s\" \"%s\"", words[0], words[1], words[2], words[3]);
    view_close(&v);
}

/* Is b the next of them after a, in time and then as listed? round: after the last comes the first. */
static bool follows(const view_t *v, uint32_t a, uint32_t b, bool round)
{
    const finding_t *f = v->findings.item;
    uint32_t best = 0, first = 1;

    for (uint32_t i = 1; i <= v->findings.count; i++) {
        bool after = f[i - 1].event > f[a - 1].event || (f[i - 1].event == f[a - 1].event && i > a);
        if (after && (!best || f[i - 1].event < f[best - 1].event))
            best = i;
        if (f[i - 1].event < f[first - 1].event)
            first = i;
    }
    return b == (best ? best : round ? first : 0);
}

/* From anywhere to the next in time, from one to the one after it, round at the end; and back the same way. */
static void findings(void)
{
    view_t v;

    open_at(&v, "leak", 0);
    uint32_t count = v.findings.count, seen = 0, first = 0, last = 0, way[8] = {0};
    size_t least = SIZE_MAX, most = 0;
    bool listed = true;
    for (uint32_t i = 0; i < count; i++) {
        least = v.findings.item[i].event < least ? v.findings.item[i].event : least;
        most = v.findings.item[i].event > most ? v.findings.item[i].event : most;
        listed = listed && (!i || v.findings.item[i].event >= v.findings.item[i - 1].event);
    }
    ok(!listed, "the list is not in the order of time");
    (void)view_request(&v, REQ_FINDING_NEXT);
    first = v.finding;
    ok(count >= 3 && count < 8 && first && v.n == least && v.findings.item[first - 1].event == least, "w from the start: the first in time");
    bool there = true, onward = true;
    for (uint32_t i = 0; i < count; i++) {
        size_t was = v.n;
        seen |= 1u << v.finding;
        last = way[i] = v.finding;
        (void)view_request(&v, REQ_FINDING_NEXT);
        there = there && v.n == v.findings.item[v.finding - 1].event && follows(&v, way[i], v.finding, true);
        onward = onward && (i + 1 == count ? v.n == least : v.n >= was);
    }
    ok(there && onward && seen == (1u << (count + 1)) - 2 && v.finding == first, "w: each of the %u, one after the other in time, and round", count);
    bool back = true;
    for (uint32_t i = count; i-- > 0;) {
        (void)view_request(&v, REQ_FINDING_PREV);
        back = back && v.finding == way[i] && v.n == v.findings.item[way[i] - 1].event;
    }
    ok(back, "W: back through them");
    view_goto(&v, trace_count(v.trace));
    v.pane = PANE_SOURCE;
    (void)view_request(&v, REQ_FINDING_PREV);
    ok(v.n == most && v.finding == last, "W from the end: the last in time");
    view_goto(&v, trace_count(v.trace));
    v.pane = PANE_SOURCE;
    (void)view_request(&v, REQ_FINDING_NEXT);
    ok(v.finding == first && v.n == least, "w from the end: round, to the first in time");
    view_close(&v);
    open_at(&v, "without", 0);
    (void)view_request(&v, REQ_FINDING_NEXT);
    ok(v.n == 0 && said(&v, "Nothing found in this run."), "w where nothing is found says so");
    view_close(&v);
}

/* The cursor goes where things happen; the rows around stay where they are, as long as both are near. */
static void cursor(void)
{
    view_t v;

    open_at(&v, "server", 46);
    view_cursor_to(&v, 7);
    v.cursor_line = 12;
    view_cursor_to(&v, 2);
    row_t row = rows_of(&v.rows, 2);
    uint32_t rows = 0;
    for (; row.type && !row_same(row, rows_of(&v.rows, 7)); row = rows_next(&v.rows, row))
        rows++;
    ok(rows >= 3 && v.cursor_line == 12 - (int)rows && view_node(&v) == 2, "the cursor goes up %u rows, the rows stay", rows);
    view_cursor_to(&v, 7);
    ok(v.cursor_line == 12 && view_node(&v) == 7, "and down again");
    view_close(&v);
}

/* In the list of what was found, a search goes through the list. */
static void among_findings(void)
{
    view_t v;

    open_at(&v, "leak", 0);
    (void)view_request(&v, REQ_FINDING_NEXT);
    v.in_pane = true;
    uint32_t was = v.cursor.id;
    bool deaf = view_search(&v, "deaf-wait", 1) && !strcmp(v.findings.item[v.finding - 1].name, "deaf-wait");
    bool words = view_search(&v, "never released", 1) && !strcmp(v.findings.item[v.finding - 1].name, "lost-cancel");
    ok(deaf && words && v.pane == PANE_FINDINGS && v.cursor.id == was, "a search among the findings: by name, by words");
    ok(!view_search(&v, "WithTimeout", 1), "and by nothing else");
    view_close(&v);
}

static bool says_at(const view_t *v, size_t n, const char *text)
{
    caption_t c = script_at(v, n);

    return c.event && !strncmp(c.text, text, strlen(text));
}

/* A script's stops: at a wave, an event, a mark, a time, the start and the end. */
static void stops(void)
{
    tui_options_t o = TUI_OPTIONS;
    view_t v;

    o.captions = "start: first\nwave 2: the second wave\nevent 12: twelve\ntime 10ms: ten\nwave 99: never\nend: last\n";
    view_open(&v, fixture("forwarder"), true, &o);
    size_t count = trace_count(v.trace), ten = 0;
    while (trace_event(v.trace, ten)->time < 10000000)
        ten++;
    size_t wave = v.index.stops > 1 ? v.index.stop[1].event : 0;
    bool there = wave && says_at(&v, wave, "the second wave") && says_at(&v, 12, "twelve") && says_at(&v, ten + 1, "ten") && says_at(&v, 1, "first") && says_at(&v, count, "last");
    size_t captions = 0;
    for (size_t n = 0; n <= count; n++)
        captions += script_at(&v, n).event != 0;
    ok(there && captions == 5, "each caption stands at its stop, and only there (%zu)", captions);
    view_close(&v);
}

int main(void)
{
    stops();
    among_findings();
    cursor();
    steps();
    play();
    speed();
    waves();
    findings();
    return tap_end();
}
