/* vet_loops.c — a select with a done arm, in a loop, whose done arm does nothing: once done is closed it is ready for ever, and
 * the loop spins. Where the loop asks ctx_err, or leaves in another way that cannot be told from here, nothing is said.
 */
#include "vet_source.h"

#include <stdlib.h>
#include <string.h>

typedef struct range { size_t from, end; } range_t;

/* The index after the statement at i. */
static size_t past_statement(const vet_source_t *v, size_t i)
{
    if (vet_is(v, i, "{"))
        return vet_past(v, i);
    if (vet_is(v, i, "for") || vet_is(v, i, "while") || vet_is(v, i, "switch"))
        return past_statement(v, vet_past(v, i + 1));
    if (vet_is(v, i, "if")) {
        size_t end = past_statement(v, vet_past(v, i + 1));
        return vet_is(v, end, "else") ? past_statement(v, end + 1) : end;
    }
    if (vet_is(v, i, "do"))
        return vet_past(v, past_statement(v, i + 1) + 1) + 1;
    while (i < v->n && !vet_is(v, i, ";"))
        i = vet_is(v, i, "(") || vet_is(v, i, "{") || vet_is(v, i, "[") ? vet_past(v, i) : i + 1;
    return i + 1;
}

/* The innermost loop that i lies in, within f. */
static bool loop_around(const vet_source_t *v, const vet_func_t *f, size_t i, range_t *loop)
{
    for (size_t k = i; k-- > f->open;) {
        bool begins = vet_is(v, k, "for") || vet_is(v, k, "do") || vet_is(v, k, "while");
        if (!begins || (vet_is(v, k, "while") && vet_is(v, vet_past(v, k + 1), ";")))
            continue;
        *loop = (range_t){k, past_statement(v, k)};
        if (i < loop->end)
            return true;
    }
    return false;
}

static bool mentions(const vet_source_t *v, range_t r, const char *const *names)
{
    for (; *names != NULL; names++)
        for (size_t k = r.from; k < r.end; k++)
            if (vet_is(v, k, *names))
                return true;
    return false;
}
static const char *const leaving[] = {"return", "goto", "exit", "abort", "ctx_panic", "_exit", NULL};
static const char *const asking[] = {"ctx_err", "ctx_cause", NULL};

static bool does_nothing(const vet_source_t *v, range_t r)
{
    for (size_t k = r.from; k < r.end; k++)
        if (!vet_is(v, k, "break") && !vet_is(v, k, "continue") && !vet_is(v, k, ";") && !vet_is(v, k, "{") && !vet_is(v, k, "}"))
            return false;
    return true;
}

/* `break` does leave where it stands in the loop itself, and not in a switch. */
static bool stays(const vet_source_t *v, range_t r, bool in_switch)
{
    if (!does_nothing(v, r))
        return false;
    for (size_t k = r.from; !in_switch && k < r.end; k++)
        if (vet_is(v, k, "break"))
            return false;
    return true;
}

static bool arm_value(const vet_source_t *v, size_t i, long *value)
{
    const clex_token_t *t = vet_at(v, i);
    if (t->kind == CLEX_NUMBER)
        *value = strtol(t->text, NULL, 0);
    for (size_t k = 0; t->kind == CLEX_NAME && k < v->constants; k++)
        if (strcmp(v->constant[k].name, t->text) == 0) {
            *value = v->constant[k].value;
            return true;
        }
    return t->kind == CLEX_NUMBER;
}

/* Which arm of the select at i listens to a context; −1: none. others: whether there is any other. */
static long done_arm(const vet_source_t *v, size_t i, bool *others)
{
    size_t from, end;
    long arm = -1;
    *others = false;
    for (size_t n = 0; vet_argument(v, i, n, &from, &end); n++) {
        bool done = vet_is(v, from, "CHAN_DONE") || (vet_is(v, from, "CHAN_RECV") && vet_is(v, from + 2, "ctx_done"));
        *others = *others || !done;
        if (done && arm < 0)
            arm = (long)n;
    }
    return arm;
}

/* ---- the ways to look at the answer --------------------------------------------------------------------------- */

/* The statements of `case arm:` in the switch body at open; of default where there is no such case. False: neither. */
static bool case_of(const vet_source_t *v, size_t open, long arm, range_t *r)
{
    bool found = false, by_default = false;
    size_t last = vet_past(v, open) - 1;
    for (size_t k = open + 1; k < last; k++) {
        long value = -1;
        bool label = vet_is(v, k, "case") || vet_is(v, k, "default");
        if (!label)
            continue;
        bool ours = vet_is(v, k, "case") && arm_value(v, k + 1, &value) && value == arm;
        if (!ours && !(vet_is(v, k, "default") && !found))
            continue;
        found = found || ours;
        by_default = by_default || !ours;
        r->from = k;
        while (vet_is(v, r->from, "case") || vet_is(v, r->from, "default")) /* labels that share their statements */
            while (r->from < last && !vet_is(v, r->from++, ":"))
                continue;
        for (r->end = r->from; r->end < last && !vet_is(v, r->end, "case") && !vet_is(v, r->end, "default");)
            r->end = vet_is(v, r->end, "{") ? vet_past(v, r->end) : r->end + 1;
        if (ours)
            return true;
    }
    return by_default;
}

static bool leaves_after(const vet_source_t *v, size_t i) { return vet_is(v, i, "break") || vet_is(v, i, "return") || vet_is(v, i, "goto"); }

static void look_switch(vet_source_t *v, size_t open, long arm, range_t loop, size_t select)
{
    range_t r;
    size_t end = vet_past(v, open);
    if (!vet_is(v, open, "{"))
        return;
    if (!case_of(v, open, arm, &r)) {
        if (!mentions(v, (range_t){end, loop.end}, leaving) && !leaves_after(v, end))
            vet_warn(v, VET_EMPTY_DONE, select);
    } else if (stays(v, r, true)) {
        bool goes_on = r.from < r.end && vet_is(v, r.from, "continue");
        if (goes_on || (!leaves_after(v, end) && !mentions(v, (range_t){end, loop.end}, leaving)))
            vet_warn(v, VET_EMPTY_DONE, r.from > 0 ? r.from - 1 : r.from);
    }
}

/* if (… == K) at `k`, the comparison: past the if's bracket stands what happens. */
static void look_if(vet_source_t *v, size_t head, size_t compare, long arm, range_t loop)
{
    long value = -1;
    bool equal = vet_is(v, compare, "=") && vet_is(v, compare + 1, "="), unequal = vet_is(v, compare, "!") && vet_is(v, compare + 1, "=");
    size_t then = vet_past(v, head + 1), end = past_statement(v, then);
    if ((!equal && !unequal) || !arm_value(v, compare + 2, &value) || !vet_is(v, compare + 3, ")"))
        return;
    bool with_else = vet_is(v, end, "else");
    range_t taken = {then, end}, rest = {end, loop.end};
    if ((value == arm) == unequal) { /* the done arm goes to the else, or past the if */
        taken = (range_t){end + 1, with_else ? past_statement(v, end + 1) : end + 1};
        if (!with_else && unequal == (value != arm))
            taken = (range_t){0, 0};
    }
    bool nothing = taken.end > taken.from ? stays(v, taken, false) : !with_else;
    bool goes_on = taken.end > taken.from && vet_is(v, taken.end - 2, "continue");
    static const char *const breaking[] = {"return", "goto", "exit", "abort", "break", "ctx_panic", NULL};
    if (nothing && (goes_on || !mentions(v, rest, breaking)))
        vet_warn(v, VET_EMPTY_DONE, head);
}

/* NAME = chan_select(…): the first place that asks NAME. */
static void look_variable(vet_source_t *v, size_t name, size_t from, long arm, range_t loop, size_t select)
{
    const char *text = vet_at(v, name)->text;
    for (size_t k = from; k < loop.end; k++) {
        if (!vet_is(v, k, text))
            continue;
        if (vet_is(v, k - 1, "(") && vet_is(v, k - 2, "switch"))
            look_switch(v, vet_past(v, k - 1), arm, loop, select);
        else if (vet_is(v, k - 1, "(") && vet_is(v, k - 2, "if"))
            look_if(v, k - 2, k + 1, arm, loop);
        return;
    }
}

/* while (chan_select(…) >= 0) goes on whatever arm it was. */
static void look_condition(vet_source_t *v, size_t compare, size_t select)
{
    if (vet_is(v, compare, ">") && vet_is(v, compare + 1, "=") && vet_is(v, compare + 2, "0") && vet_is(v, compare + 3, ")"))
        vet_warn(v, VET_EMPTY_DONE, select);
}

static void look_select(vet_source_t *v, const vet_func_t *f, size_t i)
{
    bool others;
    range_t loop;
    long arm = done_arm(v, i, &others);
    size_t past = vet_past(v, i + 1), before = i;
    if (arm < 0 || !others || !loop_around(v, f, i, &loop) || mentions(v, loop, asking))
        return;
    bool dropped = vet_is(v, i - 1, ")") && vet_is(v, i - 2, "void");
    while (before > f->open && vet_is(v, before - 1, "("))
        before--;
    if (vet_is(v, before - 1, "switch"))
        look_switch(v, past + (i - before), arm, loop, i);
    else if (vet_is(v, before - 1, "if") && before == i - 1)
        look_if(v, before - 1, past, arm, loop);
    else if (vet_is(v, before - 1, "while") && before == i - 1)
        look_condition(v, past, i);
    else if (vet_is(v, i - 1, "=") && vet_is_name(v, i - 2))
        look_variable(v, i - 2, past, arm, loop, i);
    else if (vet_is(v, past, ";") && (dropped || vet_is(v, i - 1, ";") || vet_is(v, i - 1, "{") || vet_is(v, i - 1, "}") || vet_is(v, i - 1, ")")))
        if (!mentions(v, loop, leaving) && !mentions(v, loop, (const char *const[]){"break", NULL}))
            vet_warn(v, VET_EMPTY_DONE, i);
}

void vet_loops(vet_source_t *v, const vet_func_t *f)
{
    for (size_t i = f->open; i < f->end; i++)
        if (vet_is(v, i, "chan_select") && vet_is(v, i + 1, "("))
            look_select(v, f, i);
}
