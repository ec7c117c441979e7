/* chrome.c — see chrome.h. Times are compared in whole nanoseconds.
 */
#include "chrome.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct slice { int64_t pid, tid, from, to; size_t row; } slice_t;
typedef struct flow { int64_t id, pid, tid, at; char ph; size_t row; } flow_t;

typedef struct checker {
    slice_t *slice; size_t slices;
    flow_t *flow; size_t flows;
    int64_t *process, (*track)[2]; size_t processes, tracks;
    char *fault; size_t fault_size;
    bool bad;
} checker_t;

static void __attribute__((format(printf, 3, 4))) fault(checker_t *c, size_t row, const char *format, ...)
{
    if (c->bad)
        return;
    c->bad = true;
    int used = snprintf(c->fault, c->fault_size, "event %zu: ", row);
    va_list ap;
    va_start(ap, format);
    vsnprintf(c->fault + used, c->fault_size - (size_t)used, format, ap);
    va_end(ap);
}

static int64_t whole(checker_t *c, const json_t *row, size_t i, const char *name)
{
    const json_t *v = json_object_get(row, name);
    if (!json_is_integer(v) || json_integer_value(v) < 0)
        fault(c, i, "\"%s\" is no whole number from 0 up", name);
    return json_integer_value(v);
}

static int64_t instant(checker_t *c, const json_t *row, size_t i, const char *name)
{
    const json_t *v = json_object_get(row, name);
    double us = json_number_value(v);
    if (!json_is_number(v) || !isfinite(us) || us < 0)
        fault(c, i, "\"%s\" is no time", name);
    return llround(us * 1e3);
}

static const char *words(checker_t *c, const json_t *row, size_t i, const char *name)
{
    const char *s = json_string_value(json_object_get(row, name));
    if (!s || !*s)
        fault(c, i, "\"%s\" is no text", name);
    return s ? s : "";
}

static void only(checker_t *c, const json_t *row, size_t i, const char *allowed)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)row, key, value) {
        char quoted[64];
        snprintf(quoted, sizeof quoted, " %s ", key);
        if (!strstr(allowed, quoted))
            fault(c, i, "\"%s\" does not belong here", key);
    }
}

static void metadata(checker_t *c, const json_t *row, size_t i)
{
    const char *name = words(c, row, i, "name");
    int64_t pid = whole(c, row, i, "pid"), tid = whole(c, row, i, "tid");
    only(c, row, i, " ph name pid tid args ");
    words(c, json_object_get(row, "args"), i, "name");
    if (!strcmp(name, "process_name"))
        c->process[c->processes++] = pid;
    else if (!strcmp(name, "thread_name")) {
        c->track[c->tracks][0] = pid;
        c->track[c->tracks++][1] = tid;
    } else
        fault(c, i, "metadata \"%s\" is none we know", name);
}

static void event(checker_t *c, const json_t *row, size_t i)
{
    const char *ph = words(c, row, i, "ph");
    words(c, row, i, "name");
    if (!strcmp(ph, "M"))
        metadata(c, row, i);
    else if (!strcmp(ph, "X")) {
        slice_t s = {.pid = whole(c, row, i, "pid"), .tid = whole(c, row, i, "tid"), .from = instant(c, row, i, "ts"), .row = i};
        s.to = s.from + instant(c, row, i, "dur");
        only(c, row, i, " ph name pid tid ts dur args ");
        if (json_object_get(row, "args") && !json_is_object(json_object_get(row, "args")))
            fault(c, i, "args is no object");
        c->slice[c->slices++] = s;
    } else if (!strcmp(ph, "s") || !strcmp(ph, "t") || !strcmp(ph, "f")) {
        only(c, row, i, *ph == 'f' ? " ph name cat id pid tid ts bp " : " ph name cat id pid tid ts ");
        words(c, row, i, "cat");
        if (*ph == 'f' && strcmp(words(c, row, i, "bp"), "e"))
            fault(c, i, "an arrow's end that binds to the next slice");
        c->flow[c->flows++] = (flow_t){.id = whole(c, row, i, "id"), .pid = whole(c, row, i, "pid"), .tid = whole(c, row, i, "tid"),
                                       .at = instant(c, row, i, "ts"), .ph = *ph, .row = i};
    } else
        fault(c, i, "phase \"%s\" is none we write", ph);
}

static int by_track(const void *a, const void *b)
{
    const slice_t *x = a, *y = b;
    if (x->pid != y->pid)
        return x->pid < y->pid ? -1 : 1;
    if (x->tid != y->tid)
        return x->tid < y->tid ? -1 : 1;
    return x->row < y->row ? -1 : 1;
}

static int by_start(const void *a, const void *b)
{
    const slice_t *x = a, *y = b;
    if (x->pid != y->pid || x->tid != y->tid)
        return by_track(a, b);
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to > y->to ? -1 : x->to < y->to; /* the longer first: it holds the other */
}

/* On one track slices come in order of time, and one lies in the other or beside it. */
static void nesting(checker_t *c)
{
    int64_t open[256];
    size_t depth = 0;
    qsort(c->slice, c->slices, sizeof *c->slice, by_track);
    for (size_t i = 1; i < c->slices; i++)
        if (c->slice[i - 1].tid == c->slice[i].tid && c->slice[i - 1].pid == c->slice[i].pid && c->slice[i].from < c->slice[i - 1].from)
            fault(c, c->slice[i].row, "earlier than the slice before it on its track");
    qsort(c->slice, c->slices, sizeof *c->slice, by_start);
    for (size_t i = 0; i < c->slices; i++) {
        const slice_t *s = &c->slice[i];
        if (i && (c->slice[i - 1].pid != s->pid || c->slice[i - 1].tid != s->tid))
            depth = 0;
        while (depth && open[depth - 1] <= s->from)
            depth--;
        if (depth && s->to > open[depth - 1])
            fault(c, s->row, "it crosses the end of the slice it begins in");
        if (i && c->slice[i - 1].pid == s->pid && c->slice[i - 1].tid == s->tid && c->slice[i - 1].from == s->from && c->slice[i - 1].row > s->row)
            fault(c, s->row, "it comes before the longer one that begins at the same instant");
        if (depth == 256)
            fault(c, s->row, "256 slices in each other");
        else
            open[depth++] = s->to;
    }
}

static int by_id(const void *a, const void *b)
{
    const flow_t *x = a, *y = b;
    return x->id != y->id ? (x->id < y->id ? -1 : 1) : x->row < y->row ? -1 : 1;
}

/* A viewer draws an arrow only between slices that are there at that instant. */
static bool in_a_slice(const checker_t *c, const flow_t *f)
{
    size_t low = 0, high = c->slices;
    slice_t first = {.pid = f->pid, .tid = f->tid, .from = INT64_MIN, .to = INT64_MAX};
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (by_start(&c->slice[middle], &first) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < c->slices && c->slice[low].pid == f->pid && c->slice[low].tid == f->tid; low++)
        if (c->slice[low].from <= f->at && f->at < c->slice[low].to) /* at its end it is over */
            return true;
    return false;
}

static void arrows(checker_t *c)
{
    qsort(c->flow, c->flows, sizeof *c->flow, by_id);
    for (size_t i = 0; i < c->flows; i++) {
        const flow_t *f = &c->flow[i];
        bool first = !i || f[-1].id != f->id, last = i + 1 == c->flows || f[1].id != f->id;
        if (first != (f->ph == 's') || last != (f->ph == 'f'))
            fault(c, f->row, "arrow %lld does not go s, t…, f", (long long)f->id);
        if (!first && f->at < f[-1].at)
            fault(c, f->row, "arrow %lld goes back in time", (long long)f->id);
        if (!in_a_slice(c, f))
            fault(c, f->row, "arrow %lld touches no slice", (long long)f->id);
    }
}

static int by_pair(const void *a, const void *b)
{
    return memcmp(a, b, 2 * sizeof(int64_t));
}

static void names(checker_t *c)
{
    qsort(c->track, c->tracks, sizeof *c->track, by_pair);
    for (size_t i = 1; i < c->tracks; i++)
        if (!by_pair(c->track[i - 1], c->track[i]))
            fault(c, 0, "track %lld of %lld has two names", (long long)c->track[i][1], (long long)c->track[i][0]);
    for (size_t i = 0; i < c->slices; i++) {
        int64_t want[2] = {c->slice[i].pid, c->slice[i].tid};
        bool known = false;
        for (size_t p = 0; p < c->processes; p++)
            known = known || c->process[p] == want[0];
        if (!known)
            fault(c, c->slice[i].row, "process %lld has no name", (long long)want[0]);
        if (!c->tracks || !bsearch(want, c->track, c->tracks, sizeof *c->track, by_pair))
            fault(c, c->slice[i].row, "track %lld of %lld has no name", (long long)want[1], (long long)want[0]);
    }
}

bool chrome_check(const json_t *doc, chrome_seen_t *seen, char *text, size_t text_size)
{
    const json_t *rows = json_object_get(doc, "traceEvents"), *row;
    const char *unit = json_string_value(json_object_get(doc, "displayTimeUnit"));
    size_t n = json_array_size(rows), i;
    checker_t c = {.fault = text, .fault_size = text_size};
    c.slice = calloc(n + 1, sizeof *c.slice);
    c.flow = calloc(n + 1, sizeof *c.flow);
    c.process = calloc(n + 1, sizeof *c.process);
    c.track = calloc(n + 1, sizeof *c.track);
    if (!json_is_array(rows) || !n || !unit || (strcmp(unit, "ns") && strcmp(unit, "ms")))
        fault(&c, 0, "no traceEvents, or no displayTimeUnit");
    json_array_foreach(rows, i, row)
        event(&c, row, i);
    nesting(&c);
    arrows(&c);
    names(&c);
    *seen = (chrome_seen_t){c.slices, c.flows, c.tracks, c.processes};
    free(c.slice);
    free(c.flow);
    free(c.process);
    free(c.track);
    return !c.bad;
}
