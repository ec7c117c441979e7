/* opening_test.c — opening a large trace says how far it is, in order and to the end; and it may be stopped at any of these
 * moments, with a view that can still be looked at and closed. Reading one, and writing one down, likewise.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "export.h"
#include "forest.h"
#include "tap.h"
#include "view.h"

unsigned tap_passed, tap_failed;

typedef struct told { const char *doing; uint64_t done; unsigned calls, phases, backwards, beyond, stop_at; } told_t;

static bool hear(void *self, const char *doing, uint64_t done, uint64_t of)
{
    told_t *t = self;

    t->calls++;
    bool same = t->doing && !strcmp(t->doing, doing);
    t->phases += !same;
    t->backwards += same && done < t->done;
    t->beyond += done > of;
    t->doing = doing;
    t->done = done;
    return !t->stop_at || t->calls < t->stop_at;
}

static void stopped_anywhere(trace_t *t, unsigned calls)
{
    unsigned part = 0, whole = 0;

    for (unsigned at = 1; at <= calls; at++) {
        told_t told = {.stop_at = at};
        trace_meter_t meter = {hear, &told};
        tui_options_t options = TUI_OPTIONS;
        view_t v;
        options.meter = &meter;
        view_open(&v, t, false, &options);
        bool no_further = told.calls <= at + 1 && v.index.built <= trace_count(t) && !v.findings_at;
        view_goto(&v, v.index.built);
        rows_look(&v.rows, v.n, v.filter);
        row_t row = rows_first(&v.rows);
        for (int i = 0; i < 50 && row.type; i++)
            row = rows_next(&v.rows, row);
        part += no_further && v.n == v.index.built;
        whole += v.findings_at != 0;
        view_close(&v);
    }
    ok(part == calls && !whole, "opening, stopped at any of %u moments: nothing more is done, and the view is as good as a shorter trace's", calls);
}

static void reading(trace_t *t)
{
    char path[] = "/tmp/ctxlab-opening-XXXXXX", err[200] = "";
    int fd = mkstemp(path);
    bool written = fd >= 0 && trace_write_fd(t, fd, err, sizeof err);
    told_t all = {0}, some = {.stop_at = 3};
    trace_meter_t meter = {hear, &all}, stops = {hear, &some};
    trace_t *read = trace_read_watched(path, &meter, err, sizeof err), *cut = trace_read_watched(path, &stops, err, sizeof err);

    ok(written && read && trace_count(read) == trace_count(t) && all.calls > 10 && !all.backwards && !all.beyond, "reading says how far it is: %u times", all.calls);
    ok(cut && some.calls == 3 && trace_count(cut) && trace_count(cut) < trace_count(t) && trace_damage(cut), "reading, stopped: what was read is there, and is said not to be all");
    trace_free(read);
    trace_free(cut);
    close(fd);
    unlink(path);
}

static void writing(trace_t *t)
{
    told_t told = {0};
    trace_meter_t meter = {hear, &told};
    tui_options_t options = TUI_OPTIONS;
    FILE *out = tmpfile();

    options.meter = &meter;
    options.views = "events";
    ok(out && tui_plain(t, out, &options) == 0 && !strcmp(told.doing, "writing the events") && !told.backwards && !told.beyond, "writing it down says how far it is");
    if (out)
        fclose(out);
}

static void exporting(trace_t *t)
{
    for (const trace_export_form_t *f = trace_export_forms; f->name; f++) {
        told_t told = {0};
        char err[200] = "";
        FILE *out = tmpfile();

        trace_watch(t, &(trace_meter_t){hear, &told});
        bool written = out && f->write(t, out, err, sizeof err);
        ok(written && told.calls > 10 && !strcmp(told.doing, "writing the events") && !told.backwards && !told.beyond,
           "an export as %s says how far it is: %u times", f->name, told.calls);
        trace_watch(t, NULL);
        if (out)
            fclose(out);
    }
}

int main(void)
{
    trace_t *t = forest(140000, true);
    told_t told = {0};
    trace_meter_t meter = {hear, &told};
    tui_options_t options = TUI_OPTIONS;
    view_t v;

    options.meter = &meter;
    view_open(&v, t, false, &options);
    ok(trace_count(t) > 131072 && told.calls > 20 && told.phases == 3 && !told.backwards && !strcmp(told.doing, "looking for what is wrong"),
       "opening %zu events says how far it is: %u times, %u things one after the other", trace_count(t), told.calls, told.phases);
    view_close(&v);
    stopped_anywhere(t, told.calls);
    reading(t);
    writing(t);
    exporting(t);
    trace_free(t);
    return tap_end();
}
