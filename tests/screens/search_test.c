/* search_test.c — searching random forests: what is found is what walking from row to row and asking each context finds; then,
 * what is folded.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "forest.h"
#include "match.h"
#include "sentence.h"
#include "tap.h"
#include "text.h"
#include "view.h"

unsigned tap_passed, tap_failed;

/* A context is meant by all that a row says of it. */
static bool meant(const view_t *v, uint32_t node, const char *text)
{
    const index_make_t *make = index_make_of(&v->index, node);
    trace_site_t site = trace_site(v->trace, make->site);
    char name[400];

    if (tui_contains(sentence_life(index_life(&v->index, node, v->n)), text))
        return true;
    snprintf(name, sizeof name, "%s(%s) %s:%d %s", sentence_kind(make->kind), trace_text(v->trace, make->aux), site.file, site.line, site.func);
    if (tui_contains(name, text))
        return true;
    if (!strpbrk(text, "0123456789"))
        return false;
    sentence_node(v->model, node, name, sizeof name);
    return tui_contains(name, text);
}

static uint32_t by_rows(view_t *v, const char *text, int direction)
{
    row_t row = v->cursor;

    for (bool turned = false;;) {
        row = direction > 0 ? rows_next(&v->rows, row) : rows_prev(&v->rows, row);
        if (!row.type && turned)
            return 0;
        if (!row.type) {
            turned = true;
            row = direction > 0 ? rows_first(&v->rows) : rows_last(&v->rows);
        }
        if (row.type == ROW_NODE && meant(v, row.id, text))
            return row.id;
        if (turned && row_same(row, v->cursor))
            return 0;
    }
}

typedef struct asked { const view_t *view; const char *text; } asked_t;

static bool asked(void *self, uint32_t node)
{
    const asked_t *a = self;
    return meant(a->view, node, a->text);
}

/* The way by marks, without a look around first; and how much of it there is. */
static bool by_marks(view_t *v, const char *text, int direction, uint32_t expected)
{
    asked_t a = {v, text};
    uint64_t before = v->rows.work;
    bool any, right = rows_find(&v->rows, v->cursor, direction, asked, &a, &any) == expected;

    return right && v->rows.work - before <= 3 * (uint64_t)v->index.nodes + v->index.groups;
}

static uint32_t by_number(const view_t *v, const char *text, int direction)
{
    uint32_t from = view_node(v), nodes = v->index.nodes;

    for (uint32_t k = 1; k < nodes; k++) {
        uint32_t node = (direction > 0 ? from + k : from + nodes - k) % nodes;
        if (node && index_life(&v->index, node, v->n) != LIFE_UNSEEN && meant(v, node, text))
            return node;
    }
    return 0;
}

typedef struct report { uint32_t searches, wrong, shown, folded, none, lists, marks, astray; } report_t;

static const char *some_text(const view_t *v)
{
    static const char *const texts[] = {"with", "WITHVALUE", "told", "live", "noticed", "stopped", "zebra", "forest.c:1", "forest.c:12", "grow", "zebra7", "25ms", "50ms",
        "timeout 25", "0s", "1", "12", "05", "c05", "c99999999", "4294967296123", "c", "c1", " w", "1 w", "c2 with", " 2", " 25ms", " 50", "2 withtimeout 25", "7 WithValue(z", "5 forest"};
    static char number[20];

    if (any(3))
        return texts[any(sizeof texts / sizeof *texts)];
    snprintf(number, sizeof number, "%" PRIu32, 1 + any(v->index.nodes * 2)); /* c12 alone goes there, whenever it was made */
    return number;
}

static void search(view_t *v, report_t *p)
{
    const char *text = some_text(v);
    int direction = any(2) ? 1 : -1;

    rows_look(&v->rows, v->n, v->filter);
    row_t before = v->cursor;
    bool exact = (*text == 'c' || *text == 'C') && strspn(text + 1, "0123456789") == strlen(text + 1) && text[1] && (uint32_t)atoi(text + 1) < v->index.nodes && atoi(text + 1) > 0 && v->index.node[atoi(text + 1)].made;
    if (exact)
        return;
    uint32_t row = by_rows(v, text, direction), folded = row || v->filter ? 0 : by_number(v, text, direction);
    bool marks = by_marks(v, text, direction, row), found = view_search(v, text, direction);
    p->searches++;
    p->marks += marks;
    p->astray += !marks;
    p->shown += row != 0;
    p->folded += folded != 0;
    p->none += !row && !folded;
    p->lists += v->filter != FILTER_ALL;
    bool right = found == (row || folded) && (!found || row_same(v->cursor, (row_t){ROW_NODE, row ? row : folded})) && (found || row_same(v->cursor, before));
    if (!right)
        printf("# \"%s\" %s from %d %" PRIu32 ": %s %" PRIu32 ", not %" PRIu32 "\n", text, direction > 0 ? "down" : "up", before.type, before.id, found ? "found" : "nothing,",
               v->cursor.id, row ? row : folded);
    p->wrong += !right;
}

static void forests(report_t *p)
{
    tui_options_t options = TUI_OPTIONS;
    trace_t *t = forest(20 + any(2500), true);
    view_t v;

    view_open(&v, t, false, &options);
    for (int i = 0; i < 120; i++) {
        if (!any(10))
            view_goto(&v, any(3) ? any((uint32_t)trace_count(t) + 1) : trace_count(t));
        if (!any(20))
            v.filter = any(4) ? FILTER_ALL : (rows_filter_t)any(FILTER_COUNT);
        rows_look(&v.rows, v.n, v.filter);
        row_t row = rows_of(&v.rows, 1 + any(v.index.nodes - 1));
        if (row.type && rows_can_open(&v.rows, row) && !any(2))
            rows_set_open(&v.rows, row, any(4) == 0);
        row = rows_of(&v.rows, 1 + any(v.index.nodes - 1));
        v.cursor = !any(3) && row.type ? row : v.cursor;
        if (!rows_valid(&v.rows, v.cursor) && v.filter == FILTER_ALL)
            v.cursor = rows_first(&v.rows);
        else if (v.filter && (v.cursor.type != ROW_NODE || !rows_of(&v.rows, v.cursor.id).type))
            v.cursor = rows_first(&v.rows);
        search(&v, p);
    }
    view_close(&v);
    trace_free(t);
}

/* A text that reaches from the number into the name, or might, asks the name of each make and length once, not of each context. */
static void asks_little(void)
{
    static const char *const texts[] = {" 2", " 25ms", "2 w", "1 WithTimeout 25ms", "c2 with"};
    tui_options_t options = TUI_OPTIONS;
    trace_t *t = forest(20000, true);
    view_t v;
    match_t m;

    view_open(&v, t, false, &options);
    view_goto(&v, trace_count(t));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint32_t asked = 0, held = 0;
        bool began = match_begin(&m, &v, texts[i]);
        for (uint32_t node = 1; began && node < v.index.nodes; node++)
            if (index_life(&v.index, node, v.n) != LIFE_UNSEEN) {
                asked++;
                held += match_node(&m, node);
            }
        ok(asked > 10000 && m.labels && m.labels < 1000 && (held || texts[i][0] == ' '), "\"%s\": of %" PRIu32 " contexts, %" PRIu32 " names were asked, and %" PRIu32 " are meant", texts[i], asked, m.labels, held);
        match_end(&m);
    }
    view_close(&v);
    trace_free(t);
}

/* c12 alone is that context, not the next whose number begins so; also one that is folded, or not made yet. */
static void by_its_number(void)
{
    tui_options_t options = TUI_OPTIONS;
    trace_t *t = fixture("wide");
    view_t v;

    view_open(&v, t, false, &options);
    view_goto(&v, trace_count(t));
    ok(view_search(&v, "c120", 1) && view_node(&v) == 120 && v.cursor.type == ROW_NODE, "c120 is that one, though it was folded");
    ok(view_search(&v, "c12", 1) && view_node(&v) == 12, "c12 is that one, and not the next that begins so");
    ok(!view_search(&v, "c99999999", 1) && view_node(&v) == 12, "one that never was is not found");
    view_goto(&v, 8);
    bool later = v.index.node[120].made > 8 && view_search(&v, "C120", 1);
    ok(later && v.n == v.index.node[120].made && view_node(&v) == 120, "one that is still to be made: there, where it is made");
    view_close(&v);
    trace_free(t);
}

int main(void)
{
    report_t p = {0};

    asks_little();
    by_its_number();

    for (int round = 0; round < 90; round++)
        forests(&p);
    ok(p.searches > 3000 && p.shown > 500 && p.folded > 100 && p.none > 200 && p.lists > 100,
       "forests: %" PRIu32 " searches, %" PRIu32 " found a row, %" PRIu32 " what was folded, %" PRIu32 " nothing; %" PRIu32 " in filtered lists", p.searches, p.shown, p.folded, p.none, p.lists);
    ok(p.marks > 3000 && !p.astray, "forests: the way by marks leads to the same row, and looks at each context a few times (%" PRIu32 " did not)", p.astray);
    ok(!p.wrong, "forests: each found what asking one after the other finds (%" PRIu32 " did not)", p.wrong);
    return tap_end();
}
