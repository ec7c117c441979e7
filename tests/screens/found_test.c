/* found_test.c — findings in order: which shows next, which comes next by its event, how much is left, is what looking at each says.
 */
#include <stdlib.h>
#include <string.h>

#include "forest.h"
#include "tap.h"
#include "view.h"

unsigned tap_passed, tap_failed;

enum { EVENTS = 60 };

static void some(const void *self, const char *entry, int size, model_t *m, findings_t *out)
{
    static const char *const names[] = {"lost-cancel", "leaked-task", "lingering-timer", "race", "deaf-wait"};
    uint32_t count = any(any(3) ? 12 : 300);

    (void)self, (void)entry, (void)size, (void)m;
    for (uint32_t i = 0; i < count; i++) {
        finding_t f = {.name = names[any(5)], .event = any(4) ? any(EVENTS + 1) : 0, .count = any(4), .unknown = !any(5)};
        findings_add(out, &f);
    }
}

static uint64_t slow_leaks(const view_t *v, size_t n)
{
    uint64_t leaks = 0;

    for (uint32_t i = 0; i < v->findings.count; i++) {
        const finding_t *f = &v->findings.item[i];
        if (v->shown_from[i] <= n && !f->unknown && (!strcmp(f->name, "lost-cancel") || !strcmp(f->name, "leaked-task") || !strcmp(f->name, "lingering-timer")))
            leaks += f->count ? f->count : 1;
    }
    return leaks;
}

static uint32_t slow_shown(const view_t *v, size_t n)
{
    uint32_t best = 0;

    for (uint32_t i = 0; i < v->findings.count; i++)
        if (v->shown_from[i] > n && (!best || v->shown_from[i] < v->shown_from[best - 1]))
            best = i + 1;
    return best;
}

static int order(const view_t *v, uint32_t a, uint32_t b)
{
    size_t at = v->findings.item[a].event, other = v->findings.item[b].event;

    return at != other ? (at < other ? -1 : 1) : (a > b) - (a < b);
}

static uint32_t slow_near(const view_t *v, bool forward)
{
    size_t shown = v->finding && v->pane == PANE_FINDINGS ? v->findings.item[v->finding - 1].event : SIZE_MAX;
    uint32_t best = 0, here = shown == v->n || shown == 0 ? v->finding : 0;

    for (uint32_t i = 0; i < v->findings.count; i++) {
        size_t at = v->findings.item[i].event;
        bool after = here ? order(v, i, here - 1) > 0 : at > v->n, before = here ? order(v, i, here - 1) < 0 : at < v->n;
        if ((forward ? after : before) && (!best || (order(v, i, best - 1) < 0) == forward))
            best = i + 1;
    }
    return best;
}

int main(void)
{
    uint32_t looks = 0, wrong = 0, chosen = 0, many = 0;

    for (int round = 0; round < 100; round++) {
        trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "found");
        tui_options_t o = TUI_OPTIONS;
        view_t v;
        put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_BACKGROUND, .node = 1});
        for (uint32_t i = 1; i < EVENTS; i++)
            put(t, i == EVENTS / 2 ? (ctx_event_t){.kind = CTX_EV_MARK, .aux = trace_add_text(t, "idle")} : (ctx_event_t){.kind = CTX_EV_WORK, .node = 1});
        o.find = some;
        view_open(&v, t, true, &o);
        view_findings(&v);
        uint32_t count = v.findings.count, last = 0;
        many += count > 100;
        for (uint32_t i = 1; i < count; i++)
            last = order(&v, i, last) > 0 ? i : last;
        wrong += count && view_found_far(&v, false) != last + 1;
        for (size_t n = 0; n <= EVENTS; n++, looks++) {
            uint32_t by = 0;
            v.n = n;
            v.pane = any(3) ? PANE_FINDINGS : PANE_TREE;
            v.finding = count && any(3) ? 1 + any(count) : 0;
            chosen += v.finding && v.pane == PANE_FINDINGS && v.findings.item[v.finding - 1].event == n;
            for (uint32_t i = 0; i < count; i++)
                by += v.shown_from[i] <= n;
            wrong += view_found_by(&v, n) != by || view_found_leaks(&v, n) != slow_leaks(&v, n) || view_finding_shown(&v, n) != slow_shown(&v, n) ||
                     view_found_near(&v, true) != slow_near(&v, true) || view_found_near(&v, false) != slow_near(&v, false);
        }
        v.finding = 0;
        view_close(&v);
    }
    ok(looks == 100 * (EVENTS + 1) && chosen > 30 && many > 10 && !wrong, "%u looks, %u at a finding that is chosen, %u lists of many (%u were wrong)", looks, chosen, many, wrong);
    return tap_end();
}
