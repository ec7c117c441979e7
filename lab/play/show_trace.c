/* show_trace.c — see show_trace.h */
#include "show_trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "judge.h"
#include "judge_rows.h"
#include "judge_trace.h"
#include "lesson.h"
#include "meter.h"
#include "progress.h"
#include "story.h"
#include "tui.h"
#include "tui_host.h"
#include "workspace.h"

static const char held_says[] = "held back until your file answers, in its lines Verdict: and Evidence:, with the right verdict (or Verdict: give-up), since what is found is what you are asked";

/* A failed check of a run that came to its end is found in it like anything else, once. */
static void find_checks(const judging_t *j, const judged_t *judged, findings_t *out)
{
    const model_t *m = j->model;
    for (uint32_t i = 0; i < j->checks.rows && m->ended && m->end_detail == 0; i++) {
        const check_row_t *row = &j->checks.row[i];
        bool had = row->ok;
        for (uint32_t k = 0; k < out->count && !had; k++)
            had = strcmp(out->item[k].message, row->message) == 0;
        if (had)
            continue;
        bool here = judged->name == row->name && judged->event != 0 && strcmp(judged->message, row->message) == 0;
        finding_t f = {.name = row->name, .count = 1, .site = here ? judged->site : 0, .task = here ? judged->task : 0,
                       .event = here ? judged->event : m->idle_event != 0 ? m->idle_event : m->applied};
        (void)snprintf(f.message, sizeof f.message, "%s", row->message);
        findings_add(out, &f);
    }
}

void trace_find(const entry_t *e, int size, model_t *m, findings_t *out)
{
    judging_t j = {.check = e == NULL ? NULL : e->check, .findings = e == NULL ? NULL : e->findings, .every = e == NULL, .size = size, .model = m};
    judged_t judged = judge_model(&j);
    uint32_t known = 0;
    for (uint32_t i = 0; i < j.found.count; i++)
        if (judging_knows(&j, &j.found.item[i]))
            j.found.item[known++] = j.found.item[i];
    j.found.count = known;
    findings_take(out, &j.found);
    find_checks(&j, &judged, out);
}

void find_in_entry(const void *self, const char *entry, int size, model_t *m, findings_t *out)
{
    (void)entry;
    trace_find(self, size, m, out);
}

bool trace_judge(const entry_t *e, const trace_t *t, int size, verdict_t *rows)
{
    judging_t j;
    if (rows->id == NULL)
        rows->id = xstrdup(e == NULL ? "" : e->id);
    if (!judging_begin(&j, e == NULL ? NULL : e->check, e == NULL ? NULL : e->findings, size, t))
        return false;
    j.every = e == NULL;
    judged_t judged = judge_trace(&j, t);
    rows->dropped = j.model->dropped;
    judge_add_rows(rows, &j, &judged);
    judging_end(&j);
    return !judged.failed;
}

char **source_dirs(const lab_t *lab, const entry_t *e, bool shipped)
{
    char **dirs = xcalloc(6, sizeof *dirs);
    size_t n = 0;
    if (e != NULL && !shipped && entry_gradable(e))
        dirs[n++] = xstrdup(lab->in != NULL ? lab->in : lab->workspace);
    if (e != NULL)
        dirs[n++] = xstrdup(e->dir);
    dirs[n++] = xformat("%s/exercises/scenery", lab->catalog.home);
    dirs[n++] = xstrdup(lab->catalog.home);
    return dirs;
}

enum { CAPTIONS_LIMIT = 64 * 1024 };

static void print_json(const entry_t *e, const trace_t *t, const show_opts_t *o, const verdict_t *rows, bool ok)
{
    json_t *v = verdict_json(rows, false);
    json_t *doc = json_pack("{s:s, s:s, s:b, s:I, s:s, s:O, s:O}", "schema", "ctxlab/run/1", "id", e == NULL ? "" : e->id, "ok", ok,
                            "events", (json_int_t)trace_count(t), "schedule", o->schedule == NULL ? "-" : o->schedule, "findings",
                            json_object_get(v, "findings"), "checks", json_object_get(v, "checks"));
    (void)json_dumpf(doc, stdout, JSON_INDENT(1));
    puts("");
    json_decref(doc);
    json_decref(v);
}

/* The command that shows the same run in the screen. */
static void say_view(const lab_t *lab, const entry_t *e, const show_opts_t *o)
{
    bool demo = e->kind == ENTRY_DEMO;
    buf_t text = {0};
    buf_addf(&text, "See it: ctxlab %s %s", demo ? "demo" : "run", e->id);
    if (!demo && o->shipped)
        buf_adds(&text, " --shipped");
    if (!demo && o->size == 1)
        buf_adds(&text, " --big");
    if (!demo && lab->in != NULL) {
        buf_adds(&text, " --in ");
        text_quoted(&text, lab->in);
    }
    if (!demo && o->schedule != NULL) {
        buf_adds(&text, " --schedule ");
        text_quoted(&text, o->schedule);
    }
    fprintf(stderr, "%s --view\n", buf_text(&text));
    buf_free(&text);
}

/* held: what is found is not told. */
static void print_summary(const lab_t *lab, const entry_t *e, const trace_t *t, const show_opts_t *o, const verdict_t *rows, bool ok, bool held)
{
    const char *name = e == NULL ? trace_header(t)->program : e->id;
    size_t n = trace_count(t);
    int64_t end = n == 0 ? 0 : trace_event(t, n - 1)->time - trace_event(t, 0)->time;
    char *schedule = o->threads ? xstrdup("on real threads") : xformat("schedule %s", o->schedule == NULL ? "-" : o->schedule);
    printf("%s: %zu events, %.3f s of the run's time, %s: %s\n", name, n, (double)end / 1e9, schedule,
           held ? "not judged here" : !ok && e != NULL && e->kind == ENTRY_JUDGE ? "something found" : !ok ? "it fails" : o->broke ? "it did not end" : rows->dropped ? "held: with everything cancelled here, nothing leaks, spins or hangs" : "nothing found");
    free(schedule);
    if (o->threads && ok && !held && !o->broke)
        printf("  That is one order of many, the machine's own, and how soon things happen is not judged on it: without --threads all is.\n");
    if (held)
        printf("  what there is to find: %s\n", held_says);
    for (size_t i = 0; i < rows->findings && !held; i++)
        if (rows->finding[i].line > 0)
            printf("  %s:%d  %s\n      %s\n", rows->finding[i].file, rows->finding[i].line, rows->finding[i].name, rows->finding[i].message);
        else
            printf("  %s\n      %s\n", rows->finding[i].name, rows->finding[i].message);
    for (size_t i = 0; i < rows->checks && !held; i++)
        if (!rows->check[i].ok && (rows->findings == 0 || strcmp(rows->check[i].message, rows->finding[0].message) != 0))
            printf("  check failed: %s  (%s)\n", rows->check[i].message, rows->check[i].name);
    if (e != NULL)
        say_view(lab, e, o);
}

/* What the demo is about, as the script's line `story: …`: the comment at the top of its file, without the title. */
static void story_line(const entry_t *e, buf_t *out)
{
    err_t err;
    char *text = story_text(e, &err);
    const char *from = text == NULL ? NULL : strchr(text, '\n');
    if (from != NULL) {
        from += strspn(from, "\n");
        buf_addf(out, "story: ");
        for (; *from != '\0'; from++)
            if (*from != '\n' || from[1] != '\0')
                buf_addc(out, *from == '\n' ? ' ' : *from);
        buf_addc(out, '\n');
    }
    free(text);
}

char *captions_of(const entry_t *e, const trace_t *t)
{
    err_t err;
    char *path = e == NULL ? NULL : entry_path(e, "captions.txt"), *text = NULL;
    buf_t bytes = {0};
    if (e != NULL && e->kind == ENTRY_LESSON) {
        lesson_t *lesson = lesson_read(e, &err);
        if (lesson != NULL && t != NULL)
            (void)lesson_fill(lesson, t, &err);
        text = lesson == NULL ? NULL : lesson_captions(lesson);
        lesson_free(lesson);
        if (text != NULL) {
            buf_addf(&bytes, "%s", text);
            free(text);
            story_line(e, &bytes);
            text = xstrdup(buf_text(&bytes));
        }
    } else if (path != NULL && file_exists(path) && file_read(path, CAPTIONS_LIMIT, &bytes, &err)) {
        story_line(e, &bytes);
        text = xstrdup(buf_text(&bytes));
    }
    buf_free(&bytes);
    free(path);
    return text;
}

bool captions_file(const char *path, buf_t *text, err_t *err)
{
    int line;
    char where[60];
    if (!file_read(path, FILE_LIMIT, text, err))
        return false;
    if (!tui_captions_wrong(buf_text(text), &line, where, sizeof where))
        return true;
    err_set(err, "%s:%d: no such stop: \"%s\"; a line is start:, end:, mark NAME:, event N:, time 40ms: or wave N:, and its caption, or title: or story:",
            path, line, where);
    return false;
}

/* With the lab behind it, so that the person may go on from there: edit, judge, be the scheduler. */
static int show_on_screen(const lab_t *lab, const entry_t *e, trace_t *t, tui_options_t *options)
{
    lab_host_t *host = e == NULL || !entry_gradable(e) ? NULL : lab_host_new(lab);
    options->host = host == NULL ? NULL : lab_host_table(host);
    options->secret = options->host != NULL && e->kind == ENTRY_JUDGE && !progress_get(lab->workspace, e).passed &&
                      !options->host->answered(options->host->self, e->id);
    int code = tui_view(t, options);
    if (host != NULL)
        lab_host_free(host);
    return code;
}

/* A judge entry's findings are the answer that it asks for. */
static bool held_back(const lab_t *lab, const entry_t *e)
{
    if (e == NULL || e->kind != ENTRY_JUDGE || progress_get(lab->workspace, e).passed)
        return false;
    char *path = lab_file(lab, e, false, NULL);
    buf_t source = {0};
    err_t err;
    bool given = file_exists(path) && workspace_take(path, &source, &err) && judge_answer_opens(e, buf_text(&source));
    buf_free(&source);
    free(path);
    return !given;
}

const char *show_held(const lab_t *lab, const entry_t *e) { return held_back(lab, e) ? held_says : NULL; }

static void print_count(void *arg, const char *name, int64_t value, const char *how)
{
    (void)arg;
    printf("count: %s=%lld%s\n", name, (long long)value, how);
}

/* 0, or the exit code of what could not be shown. */
static int show_as(const lab_t *lab, const entry_t *e, trace_t *t, const show_opts_t *o, const verdict_t *rows, bool ok)
{
    tui_options_t options = TUI_OPTIONS;
    meter_t meter;
    char **dirs = source_dirs(lab, e, o->shipped), *captions = o->captions != NULL ? xstrdup(o->captions) : captions_of(e, t);
    int code = 0;
    options.captions = captions;
    options.title = e == NULL ? NULL : e->title;
    options.source_dirs = (const char *const *)dirs;
    options.entry = e == NULL || o->captions != NULL ? NULL : e->id; /* of a person's script it is told which lines name no place */
    options.find = find_in_entry;
    options.find_self = e;
    options.schedule = o->schedule;
    options.size = (int)o->size;
    options.demo = e != NULL && e->kind == ENTRY_DEMO;
    options.secret = o->mode == SHOW_PLAIN && held_back(lab, e);
    options.nothing = options.secret ? held_says : NULL;
    options.views = o->views != NULL && *o->views ? o->views : NULL;
    switch (o->mode) {
    case SHOW_VIEW: code = show_on_screen(lab, e, t, &options); break;
    case SHOW_PLAIN:
        meter_begin(&meter);
        options.meter = isatty(STDOUT_FILENO) == 1 ? NULL : &meter.trace; /* there one sees it */
        code = tui_plain(t, stdout, &options);
        meter_end(&meter);
        if (code == 0 && options.views == NULL && e != NULL && e->kind == ENTRY_JUDGE)
            judge_counts(e, t, print_count, NULL);
        break;
    case SHOW_JSON: print_json(e, t, o, rows, ok); break;
    case SHOW_SUMMARY: print_summary(lab, e, t, o, rows, ok, held_back(lab, e));
    }
    text_free_list(dirs);
    free(captions);
    return code;
}

/* What was run may be edited before it is looked at again. */
static void mark_source(const lab_t *lab, const entry_t *e, trace_t *t, const show_opts_t *o)
{
    if (e == NULL)
        return;
    bool own = entry_gradable(e) && !o->shipped;
    char *path = !own ? entry_path(e, "exercise.c") : lab_file(lab, e, false, NULL);
    char *name = xformat("%s.c", e->id);
    buf_t bytes = {0};
    err_t err;
    if (file_exists(path) && file_read(path, FILE_LIMIT, &bytes, &err))
        trace_mark_source(t, name, buf_text(&bytes), bytes.len);
    char *real = own ? realpath(path, NULL) : NULL;
    if (real != NULL) /* --in and --workspace may be anywhere */
        trace_source_from(t, name, real);
    free(real);
    buf_free(&bytes);
    free(name);
    free(path);
}

static void say_lost(void *name, int line, const char *says) { fprintf(stderr, "ctxlab: %s:%d: %s\n", (const char *)name, line, says); }

bool captions_hold(const trace_t *t, const char *name, const char *captions)
{
    return tui_captions_lost(t, captions, say_lost, (void *)(uintptr_t)name) == 0;
}

int show_trace(const lab_t *lab, const entry_t *e, trace_t *t, const show_opts_t *opts)
{
    err_t err;
    verdict_t rows = {0};
    mark_source(lab, e, t, opts);
    if (opts->save != NULL && !trace_write_file(t, opts->save, err.text, sizeof err.text))
        return lab_fail(LAB_USAGE, &err);
    if (opts->captions != NULL && !captions_hold(t, opts->captions_name, opts->captions) && opts->mode != SHOW_VIEW)
        return LAB_USAGE; /* on the screen it is a sentence at its foot */
    bool ok = trace_judge(e, t, (int)opts->size, &rows);
    int code = show_as(lab, e, t, opts, &rows, ok);
    verdict_free(&rows);
    return code != 0 ? code : ok ? LAB_PASSED : LAB_FAILED;
}
