/* tui_host.c — see tui_host.h */
#include "tui_host.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "background.h"
#include "diff.h"
#include "explored.h"
#include "file.h"
#include "judge.h"
#include "lesson.h"
#include "lesson_value.h"
#include "hints.h"
#include "progress.h"
#include "run_ask.h"
#include "show_trace.h"
#include "story.h"
#include "study.h"
#include "watch_file.h"
#include "workspace.h"

struct lab_host {
    tui_host_t table;
    const lab_t *lab;
    tui_entry_t *entries;
    char (*details)[32]; /* of each of them */
    char **dirs;
    lesson_t *lesson;
    tui_step_t *steps; /* of that lesson */
};

struct tui_job {
    lab_host_t *host;
    background_t b;
    bool counted; /* this attempt is in the progress file */
    tui_verdict_t verdict;
    tui_check_t *checks;
    tui_found_t *found;
};

static const entry_t *entry_of(const void *self, const char *id)
{
    const lab_host_t *h = self;
    return catalog_find(&h->lab->catalog, id, NULL);
}

static void give_err(const err_t *err, char *out, size_t size)
{
    if (out != NULL && size > 0)
        (void)snprintf(out, size, "%s", err->text);
}

/* ---- entries, texts, files ------------------------------------------------------------------------------- */

static size_t host_entries(void *self, const tui_entry_t **list)
{
    lab_host_t *h = self;
    const catalog_t *c = &h->lab->catalog;
    free(h->entries);
    h->entries = xcalloc(c->count, sizeof *h->entries);
    free(h->details);
    h->details = xcalloc(c->count, sizeof *h->details);
    for (size_t i = 0; i < c->count; i++) {
        const entry_t *e = &c->entry[i];
        h->entries[i] = (tui_entry_t){e->id, e->topic, e->section, e->title, entry_kind_name(e->kind), progress_status(h->lab->workspace, e), NULL};
        progress_row_t row = progress_get(h->lab->workspace, e);
        if (e->kind == ENTRY_LESSON && row.right < row.asked) {
            (void)snprintf(h->details[i], sizeof h->details[i], "%d of %d", row.right, row.asked);
            h->entries[i].detail = h->details[i];
        }
    }
    *list = h->entries;
    return c->count;
}

/* The same as `ctxlab hint`; NULL without a word: no more of them. */
static char *host_hint(const lab_t *lab, const entry_t *e, int level, err_t *why)
{
    hint_t hint;
    if (level < 1 || !hint_pick(lab, e, level, &hint, why)) {
        why->text[0] = '\0';
        return NULL;
    }
    char *chosen = hint_why(&hint), *text = chosen[0] == '\0' ? xstrdup(hint.text) : xformat("%s\n\n%s", chosen, hint.text);
    free(chosen);
    hint_free(&hint);
    return text;
}

/* What came of it the last time is said with it. */
static char *story_lesson(const lab_t *lab, const entry_t *e, char *story)
{
    progress_row_t row = progress_get(lab->workspace, e);
    char *whole = row.right < row.asked ? xformat("%s\nBefore, %d of %d of your predictions were right.\n", story, row.right, row.asked) : NULL;
    if (whole == NULL)
        return story;
    free(story);
    return whole;
}

/* The story, and which calls to look up; on a page of its own, also what the exercise's own header says of them. */
static char *host_story(const lab_t *lab, const entry_t *e, bool page, err_t *why)
{
    buf_t calls = {0}, few = {0}, own = {0};
    char *story = story_text(e, why), *whole = NULL;
    if (story != NULL && e->kind == ENTRY_LESSON)
        return story_lesson(lab, e, story);
    if (story == NULL || !entry_gradable(e))
        return story;
    study_own_calls(e, &calls);
    study_few_calls(e, &few);
    if (page)
        study_own_page(e, &own);
    whole = xformat("%s\nCalls you may need: %s%s%s. What each does: %s`ctxlab show CALL`; `ctxlab show %s` names more.\n%s%s", story, buf_text(&calls),
                    calls.len > 0 ? "; " : "", buf_text(&few), own.len > 0 ? "below, and " : "", e->id, own.len > 0 ? "\n" : "", buf_text(&own));
    buf_free(&own);
    buf_free(&few);
    buf_free(&calls);
    free(story);
    return whole;
}

/* The ways to mend it are told with the solution: once it is passed. */
static char *before_the_pass(const lab_t *lab, const entry_t *e, char *text)
{
    char *ways = text == NULL || !entry_gradable(e) || progress_get(lab->workspace, e).passed ? NULL : strstr(text, "# Ways out\n");
    if (ways == NULL)
        return text;
    char *next = strstr(ways + 1, "\n# ");
    char *kept = xformat("%.*s# Ways out\n\nThey are told here once you have passed, as is the solution.\n%s", (int)(ways - text), text, next == NULL ? "" : next);
    free(text);
    return kept;
}

/* As `ctxlab show MARK` prints it; NULL: the text names no more of them. */
static char *host_mark(const lab_t *lab, char *explanation, int level)
{
    char name[80], *page = NULL;
    buf_t found = {0};
    if (explanation != NULL && study_mark_named(explanation, level, name, sizeof name) && study_find(&lab->catalog, name, &found)) {
        const char *place = buf_text(&found), *source = strstr(place, "\n\n");
        page = source == NULL ? NULL : xformat("# LESSON: %s\n%.*s\n\n```\n%s```\n", name, (int)(source - place), place, source + 2);
    }
    buf_free(&found);
    free(explanation);
    return page;
}

static char *host_text(void *self, const char *entry, tui_text_t what, int level, char *err, size_t err_size)
{
    const lab_host_t *h = self;
    const entry_t *e = entry_of(self, entry);
    char *text = NULL;
    err_t why;
    err_set(&why, "there is no entry '%.60s'", entry);
    if (e != NULL && what == TUI_HINT)
        text = host_hint(h->lab, e, level, &why);
    else if (e != NULL && what == TUI_STORY)
        text = host_story(h->lab, e, level > 0, &why);
    else if (e != NULL && what == TUI_MARK)
        text = host_mark(h->lab, host_text(self, entry, TUI_EXPLAIN, 0, err, err_size), level);
    else if (e != NULL && what == TUI_EXPLAIN)
        text = (text = story_explain(e, &why)) == NULL ? NULL : before_the_pass(h->lab, e, explored_fill(h->lab, e, text));
    if (text == NULL)
        give_err(&why, err, err_size);
    return text;
}

static char *host_captions(void *self, const char *entry, const trace_t *trace) { return captions_of(entry_of(self, entry), trace); }

static char *host_solution(void *self, const char *entry, int columns, bool force, char *err, size_t err_size)
{
    const lab_host_t *h = self;
    const entry_t *e = entry_of(self, entry);
    err_t why;
    err_set(&why, "there is no entry '%.60s'", entry);
    char *text = e == NULL ? NULL : story_solution(e, &why), *page = NULL;
    bool opened = text != NULL && (force || progress_get(h->lab->workspace, e).passed);
    char *path = opened ? lab_file(h->lab, e, true, &why) : NULL;
    buf_t mine = {0}, both = {0};
    if (opened && path != NULL && workspace_take(path, &mine, &why))
        page = diff_differences(&both, buf_text(&mine), text, (size_t)columns)
                   ? xformat("```diff\n%s```\n", buf_text(&both))
                   : xformat("Yours is the solution, line by line.\n\n```\n%s\n```\n", text);
    else if (text != NULL && !opened)
        err_set(&why, "You have not passed yet. The solution opens then; S once more shows it all the same.");
    if (page == NULL)
        give_err(&why, err, err_size);
    buf_free(&mine);
    buf_free(&both);
    free(path);
    free(text);
    return page;
}

static bool host_file(void *self, const char *entry, char *path, size_t size, char *err, size_t err_size)
{
    const lab_host_t *h = self;
    const entry_t *e = entry_of(self, entry);
    err_t why;
    err_set(&why, "%s has no file of yours to edit", entry);
    char *file = e == NULL || !entry_gradable(e) ? NULL : lab_file(h->lab, e, true, &why);
    if (file == NULL)
        give_err(&why, err, err_size);
    else
        (void)snprintf(path, size, "%s", file);
    bool ok = file != NULL;
    free(file);
    return ok;
}

static const char *const *host_source_dirs(void *self, const char *entry)
{
    lab_host_t *h = self;
    text_free_list(h->dirs);
    h->dirs = source_dirs(h->lab, entry_of(self, entry), false);
    return (const char *const *)h->dirs;
}

static void host_find(const void *self, const char *entry, int size, model_t *m, findings_t *out)
{
    trace_find(entry_of(self, entry), size, m, out);
}

/* The line "Name: …" of the file's head says value instead; false when there is none. */
static bool answer_line(const char *source, const char *name, const char *value, buf_t *out)
{
    size_t length = strlen(name);
    for (const char *p = source; *p != '\0';) {
        size_t n = strcspn(p, "\n"), blank = strspn(p, " \t*/");
        const char *after = p + n, *end = n >= 2 && strncmp(after - 2, "*/", 2) == 0 ? " */" : "";
        if (blank < n && strncasecmp(p + blank, name, length) == 0 && p[blank + length] == ':') {
            buf_add(out, source, (size_t)(p - source) + blank);
            buf_addf(out, "%s: %s%s%s", name, value, end, after);
            return true;
        }
        p = *after == '\n' ? after + 1 : after;
    }
    return false;
}

/* Both answers in the lines that the file has for them, else in two at its top. */
static void with_answer(const buf_t *source, const char *verdict, const char *evidence, buf_t *out)
{
    buf_t one = {0};
    if (!answer_line(buf_text(source), "Verdict", verdict, &one))
        buf_addf(&one, "/* Verdict: %s */\n%s", verdict, buf_text(source));
    if (!answer_line(buf_text(&one), "Evidence", evidence, out))
        buf_addf(out, "/* Evidence: %s */\n%s", evidence, buf_text(&one));
    buf_free(&one);
}

static bool host_answer(void *self, const char *entry, const char *verdict, const char *evidence, char *err, size_t err_size)
{
    const lab_host_t *h = self;
    const entry_t *e = entry_of(self, entry);
    err_t why;
    err_set(&why, "%s takes no answer", entry);
    bool gives_up = strcmp(verdict, "give-up") == 0;
    if (!gives_up && (!judge_is_verdict(verdict) || judge_evidence_bytes(evidence) == 0 || strstr(evidence, "*/") != NULL)) {
        err[0] = '\0';
        return false;
    }
    char *path = e == NULL || e->kind != ENTRY_JUDGE ? NULL : lab_file(h->lab, e, true, &why);
    buf_t source = {0}, out = {0};
    bool ok = path != NULL && workspace_take(path, &source, &why);
    if (ok) {
        with_answer(&source, verdict, gives_up ? "given up" : evidence, &out);
        ok = file_write(path, buf_text(&out), out.len, &why);
    }
    if (!ok)
        give_err(&why, err, err_size);
    buf_free(&source);
    buf_free(&out);
    free(path);
    return ok;
}

static bool host_answered(void *self, const char *entry)
{
    const lab_host_t *h = self;
    const entry_t *e = entry_of(self, entry);
    char *path = e == NULL || e->kind != ENTRY_JUDGE ? NULL : lab_file(h->lab, e, false, NULL);
    buf_t source = {0};
    err_t err;
    bool given = path != NULL && file_exists(path) && workspace_take(path, &source, &err) && judge_answer_opens(e, buf_text(&source));
    buf_free(&source);
    free(path);
    return given;
}

static bool host_reset(void *self, const char *entry, char *err, size_t err_size)
{
    const lab_host_t *h = self;
    const entry_t *e = entry_of(self, entry);
    char *backup = NULL;
    err_t why;
    err_set(&why, "there is no entry '%.60s'", entry);
    bool ok = e != NULL && workspace_reset(h->lab->in != NULL ? h->lab->in : h->lab->workspace, e, &backup, &why);
    free(backup);
    if (!ok)
        give_err(&why, err, err_size);
    return ok;
}

static void host_seen(void *self, const char *entry, int hint_level)
{
    const lab_host_t *h = self;
    const entry_t *e = entry_of(self, entry);
    hint_t hint;
    if (e != NULL && hint_level > 0 && hint_pick(h->lab, e, hint_level, &hint, NULL)) {
        (void)progress_hint(h->lab->workspace, e, hint.section, hint.number, NULL);
        hint_free(&hint);
    } /* a lesson is passed by answering it, a demo at its end: host_lesson_done */
}

/* ---- lessons --------------------------------------------------------------------------------------------- */

/* Read again whenever it is asked for: whoever writes one sees the change at once. */
static size_t host_lesson(void *self, const char *entry, const trace_t *trace, const tui_step_t **steps)
{
    lab_host_t *h = self;
    const entry_t *e = entry_of(self, entry);
    err_t err;
    if (e == NULL || e->kind != ENTRY_LESSON)
        return 0;
    lesson_free(h->lesson);
    h->lesson = lesson_read(e, &err);
    if (h->lesson != NULL && trace != NULL)
        (void)lesson_fill(h->lesson, trace, &err);
    size_t n = h->lesson == NULL ? 0 : lesson_steps(h->lesson);
    free(h->steps);
    h->steps = xcalloc(n + 1, sizeof *h->steps);
    for (size_t i = 0; i < n; i++) {
        const step_t *s = lesson_step(h->lesson, i);
        bool about = s->kind == STEP_SHOW || s->kind == STEP_ASK;
        h->steps[i] = (tui_step_t){.kind = (tui_step_kind_t)s->kind, .text = s->kind == STEP_READ ? s->place.name : s->text, .choices = s->choices,
                                   .file = s->place.path, .line = s->place.line, .lines = s->place.lines,
                                   .node = about ? lesson_node(s->kind == STEP_ASK ? s->value : s->text) : 0};
        for (int c = 0; c < s->choices; c++)
            h->steps[i].choice[c] = s->label[c];
    }
    *steps = h->steps;
    return n;
}

static int host_lesson_right(void *self, const char *entry, size_t step, const model_t *m)
{
    const lab_host_t *h = self;
    char seen[200];
    err_t err;
    (void)entry;
    return lesson_right(lesson_step(h->lesson, step), m, seen, sizeof seen, &err);
}

static void host_lesson_done(void *self, const char *entry, unsigned right, unsigned asked)
{
    const lab_host_t *h = self;
    const entry_t *e = entry_of(self, entry);
    if (e != NULL && asked > 0)
        (void)progress_lesson(h->lab->workspace, e, right, asked, NULL);
    else if (e != NULL)
        (void)progress_seen(h->lab->workspace, e, NULL);
}

/* ---- jobs ------------------------------------------------------------------------------------------------ */

static tui_job_t *new_job(void *self)
{
    tui_job_t *job = xcalloc(1, sizeof *job);
    job->host = self;
    return job;
}

static void unknown(tui_job_t *job, const char *id)
{
    job->b = (background_t){.job = {-1, -1}, .trace_fd = -1, .state = TUI_JOB_FAILED};
    job->b.error = xformat("there is no entry '%.60s'", id);
}

static tui_job_t *host_run(void *self, const tui_run_t *run)
{
    tui_job_t *job = new_job(self);
    const entry_t *e = entry_of(self, run->entry);
    if (e == NULL)
        unknown(job, run->entry);
    else
        background_run(&job->b, job->host->lab, e, run);
    return job;
}

static tui_job_t *host_judge(void *self, const char *entry, bool study)
{
    tui_job_t *job = new_job(self);
    job->counted = study;
    const entry_t *e = entry_of(self, entry);
    if (e == NULL)
        unknown(job, entry);
    else
        background_judge(&job->b, job->host->lab, e);
    return job;
}

/* ---- the learner's file, followed ------------------------------------------------------------------------- */

struct tui_watch { watch_file_t file; };

static tui_watch_t *host_watch(void *self, const char *entry)
{
    const lab_host_t *h = self;
    const entry_t *e = entry_of(self, entry);
    tui_watch_t *w = xcalloc(1, sizeof *w);
    err_t err;
    char *path = e == NULL ? NULL : lab_file(h->lab, e, true, &err);
    if (path == NULL || !watch_open(&w->file, path, &err)) {
        free(w);
        w = NULL;
    }
    free(path);
    return w;
}

static int host_watch_fd(void *self, tui_watch_t *w)
{
    (void)self;
    return w->file.fd;
}

static int host_watch_wait(void *self, tui_watch_t *w)
{
    (void)self;
    return watch_wait_ms(&w->file);
}

static bool host_watch_saved(void *self, tui_watch_t *w)
{
    (void)self;
    return watch_saved(&w->file);
}

static void host_watch_end(void *self, tui_watch_t *w)
{
    (void)self;
    watch_close(&w->file);
    free(w);
}

/* ---- jobs, polled ---------------------------------------------------------------------------------------- */

static int host_job_fd(void *self, tui_job_t *job)
{
    (void)self;
    return background_fd(&job->b);
}

static tui_job_state_t host_job_poll(void *self, tui_job_t *job, tui_progress_t *progress)
{
    background_t *b = &job->b;
    (void)self;
    background_poll(b);
    *progress = (tui_progress_t){b->phase, b->known ? b->verdict.explored : 0, b->error, b->compile_error};
    if (b->state == TUI_JOB_DONE && b->judging && !job->counted && job->host->lab->in == NULL && b->verdict.kind != VERDICT_ERROR) {
        job->counted = true;
        (void)progress_attempt(job->host->lab->workspace, b->entry, verdict_reason(&b->verdict), NULL);
    }
    return b->state;
}

static trace_t *host_job_trace(void *self, tui_job_t *job)
{
    (void)self;
    return background_trace(&job->b);
}

static void copy_rows(tui_job_t *job, const verdict_t *v)
{
    free(job->checks);
    free(job->found);
    job->checks = xcalloc(v->checks, sizeof *job->checks);
    job->found = xcalloc(v->findings, sizeof *job->found);
    for (size_t i = 0; i < v->checks; i++)
        job->checks[i] = (tui_check_t){v->check[i].name, v->check[i].message, v->check[i].ok};
    for (size_t i = 0; i < v->findings; i++)
        job->found[i] = (tui_found_t){v->finding[i].name, v->finding[i].file, v->finding[i].message, v->finding[i].line};
}

static const tui_verdict_t *host_job_verdict(void *self, tui_job_t *job)
{
    const verdict_t *v = &job->b.verdict;
    (void)self;
    if (!job->b.known)
        return NULL;
    copy_rows(job, v);
    job->verdict = (tui_verdict_t){
        .verdict = verdict_name(v->kind), .message = v->message, .compiler = v->compiler,
        .finding = job->found, .findings = v->findings, .check = job->checks, .checks = v->checks,
        .explored_known = v->explored_known, .complete = v->complete, .explored = v->explored, .failing = v->failing,
        .bound = v->bound, .confirming = v->confirming, .seconds = v->seconds, .points = v->points, .max_points = v->max_points,
        .replay = v->replay, .replay_length = schedule_moves(v->replay), .replay_size = v->replay_size,
        .before = v->before, .undone = v->undone, .deciding_event = v->deciding_event, .deciding = v->deciding};
    return &job->verdict;
}

static void host_job_end(void *self, tui_job_t *job)
{
    (void)self;
    background_end(&job->b);
    free(job->checks);
    free(job->found);
    free(job);
}

/* ---- schedules ------------------------------------------------------------------------------------------- */

static char *host_schedule_add(void *self, const char *schedule, const char *token)
{
    (void)self;
    return schedule_longer(schedule, token);
}

static char *host_schedule_undo(void *self, const char *schedule)
{
    (void)self;
    return schedule_shorter(schedule);
}

static size_t host_schedule_length(void *self, const char *schedule)
{
    (void)self;
    return schedule_moves(schedule);
}

/* ---- the table ------------------------------------------------------------------------------------------- */

lab_host_t *lab_host_new(const lab_t *lab)
{
    lab_host_t *h = xcalloc(1, sizeof *h);
    h->lab = lab;
    h->table = (tui_host_t){.self = h,
                            .command = strchr(program_invocation_name, '/') != NULL ? program_invocation_name : NULL,
                            .entries = host_entries,
                            .text = host_text,
                            .solution = host_solution,
                            .file = host_file,
                            .find = host_find,
                            .source_dirs = host_source_dirs,
                            .watch = host_watch,
                            .watch_fd = host_watch_fd,
                            .watch_wait = host_watch_wait,
                            .watch_saved = host_watch_saved,
                            .watch_end = host_watch_end,
                            .run = host_run,
                            .judge = host_judge,
                            .job_fd = host_job_fd,
                            .job_poll = host_job_poll,
                            .job_trace = host_job_trace,
                            .job_verdict = host_job_verdict,
                            .job_end = host_job_end,
                            .schedule_add = host_schedule_add,
                            .schedule_undo = host_schedule_undo,
                            .schedule_length = host_schedule_length,
                            .answer = host_answer,
                            .answered = host_answered,
                            .reset = host_reset,
                            .captions = host_captions,
                            .lesson = host_lesson,
                            .lesson_right = host_lesson_right,
                            .lesson_done = host_lesson_done,
                            .seen = host_seen};
    return h;
}

void lab_host_free(lab_host_t *h)
{
    pool_left();
    free(h->entries);
    free(h->details);
    text_free_list(h->dirs);
    lesson_free(h->lesson);
    free(h->steps);
    free(h);
}

const tui_host_t *lab_host_table(const lab_host_t *h) { return &h->table; }
