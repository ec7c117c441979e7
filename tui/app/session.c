/* session.c — one entry being worked on: opened, run, shown, asked for things, closed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "scene.h"
#include "session_parts.h"

const char *session_title(const app_t *a)
{
    for (size_t i = 0; i < a->catalog.entries; i++)
        if (!strcmp(a->catalog.entry[i].id, a->session.entry))
            return a->catalog.entry[i].title;
    return a->session.entry;
}

const char *session_kind(const app_t *a)
{
    for (size_t i = 0; i < a->catalog.entries; i++)
        if (!strcmp(a->catalog.entry[i].id, a->session.entry))
            return a->catalog.entry[i].kind;
    return "";
}

static void job_stop(app_t *a, tui_job_t **job)
{
    if (*job)
        a->host->job_end(a->host->self, *job);
    *job = NULL;
}

/* ---- showing a run --------------------------------------------------------------------------------------- */

void session_show(app_t *a, trace_t *t, size_t event, bool play)
{
    session_t *s = &a->session;
    tui_options_t o = TUI_OPTIONS;
    pane_t pane = a->view.model ? a->view.pane : PANE_SOURCE;
    char message[sizeof a->view.message];

    memcpy(message, a->view.message, sizeof message);
    if (s->captions) {
        free(s->captions);
        s->captions = a->host->captions(a->host->self, s->entry, t);
    }
    o.title = s->captions ? session_title(a) : s->entry;
    o.source_dirs = a->host->source_dirs ? a->host->source_dirs(a->host->self, s->entry) : NULL;
    o.find = a->host->find;
    o.find_self = a->host->self;
    o.size = s->size;
    o.event = event;
    o.play = play && !a->page.text;
    o.sentence = *s->lead ? s->lead : NULL;
    o.host = a->host;
    o.entry = s->entry;
    o.captions = s->captions;
    o.secret = session_secret(a);
    o.guess = s->use == RUN_FIRST && !s->tried && !strcmp(session_kind(a), "bug");
    o.nothing = s->watched ? NULL : session_secret(a) ? secret_finds : lucky_says;
    o.demo = s->captions != NULL;
    s->play_later = play && a->page.text;
    if (!scheduler_keeps(a))
        view_close(&a->view);
    view_open(&a->view, t, true, &o);
    a->view.top = !a->learn;
    if (s->captions && !strcmp(session_kind(a), "lesson"))
        pane = PANE_NODE;
    a->view.pane = pane == PANE_FINDINGS && !a->view.findings.count ? PANE_SOURCE : pane;
    memcpy(a->view.message, message, sizeof message);
    a->in_view = true;
}

/* Something to look at until the first run is there. */
static void session_blank(app_t *a)
{
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, a->session.entry);

    snprintf(a->session.lead, sizeof a->session.lead, "Building and running %s ...", a->session.entry);
    session_show(a, t, 0, false);
}

void session_start(app_t *a, run_use_t use, const tui_run_t *run)
{
    session_t *s = &a->session;

    job_stop(a, &s->run);
    s->use = use;
    s->size = run->size;
    if (run->schedule != s->schedule) {
        char *copy = run->schedule ? strdup(run->schedule) : NULL; /* it may be part of what is freed */
        free(s->schedule);
        s->schedule = copy;
    }
    s->run = a->host->run(a->host->self, run);
    session_poll(a);
}

void session_run(app_t *a, run_use_t use, const char *schedule, int size)
{
    session_start(a, use, &(tui_run_t){.entry = a->session.entry, .size = size, .schedule = schedule});
}

void session_ask(app_t *a, const tui_run_t *where)
{
    tui_run_t run = *where;

    run.entry = a->session.entry;
    run.size = a->session.size;
    run.ask = true;
    session_start(a, RUN_ASK, &run);
}

/* study: on the side, and no attempt. */
static void session_judge_as(app_t *a, bool study)
{
    session_t *s = &a->session;

    job_stop(a, &s->judge);
    s->verdict = NULL;
    s->verdict_shown = false;
    s->judging = true;
    s->studying = study;
    s->explored = 0;
    snprintf(s->phase, sizeof s->phase, "judging");
    s->judge = a->host->judge(a->host->self, s->entry, study);
    session_poll(a);
}

void session_judge(app_t *a) { session_judge_as(a, false); }

void session_study(app_t *a)
{
    if (!a->session.judging && !a->session.watched)
        session_judge_as(a, true);
}

void session_unasked(app_t *a) { job_stop(a, &a->session.run); }

void session_nothing(app_t *a)
{
    session_t *s = &a->session;

    job_stop(a, &s->run);
    job_stop(a, &s->judge);
    session_mended(a);
    s->verdict = NULL;
    s->judging = s->verdict_shown = s->decided = false;
    s->use = RUN_NONE;
    session_show(a, trace_new(CTX_TRACE_VIRTUAL, s->entry), 0, false);
}

static const char again_says[] = "This is your file as it is now, one run of it. v shows what the judge says.";

/* The run first: a verdict may replace it by the run that loses. */
void session_again(app_t *a)
{
    if (a->session.watched) {
        session_run(a, RUN_FIRST, "", SCENE_SMALL);
        return;
    }
    if (session_gone(a))
        return;
    session_mended(a);
    a->session.verdict = NULL;
    a->session.verdict_shown = false;
    snprintf(a->session.lead, sizeof a->session.lead, "%s", again_says); /* what was said of the file as it was before is over */
    session_run(a, RUN_AGAIN, "", SCENE_SMALL);
    session_judge(a);
}

static void session_unwatch(app_t *a)
{
    if (a->session.watch)
        a->host->watch_end(a->host->self, a->session.watch);
    a->session.watch = NULL;
}

/* From now on: what was saved before is known. */
void session_watch(app_t *a)
{
    session_unwatch(a);
    if (!a->session.watched && a->host->watch)
        a->session.watch = a->host->watch(a->host->self, a->session.entry);
}

void session_open(app_t *a, const char *entry)
{
    char keep[sizeof a->session.entry];

    snprintf(keep, sizeof keep, "%s", entry); /* entry may live in what closes now */
    session_close(a);
    a->session = (session_t){.on = true, .size = SCENE_SMALL};
    memcpy(a->session.entry, keep, sizeof keep);
    if (a->host->seen)
        a->host->seen(a->host->self, keep, 0);
    for (size_t i = 0; i < a->catalog.entries; i++) /* Esc leads back to it */
        if (!strcmp(a->catalog.entry[i].id, keep)) {
            a->catalog.chosen = i;
            a->session.answered = a->session.passed = !strcmp(a->catalog.entry[i].status, "passed");
            a->session.tried = a->session.passed || !strcmp(a->catalog.entry[i].status, "started") || !strcmp(a->catalog.entry[i].status, "tried");
        }
    const char *kind = session_kind(a);
    char err[200];
    a->session.secret = !strcmp(kind, "judge");
    session_look_answer(a);
    a->session.desk = !strcmp(kind, "lesson");
    a->session.watched = a->session.desk || !strcmp(kind, "demo");
    if (a->session.watched && a->host->captions)
        a->session.captions = a->host->captions(a->host->self, keep, NULL);
    session_blank(a);
    session_watch(a);
    if (!a->session.watched)
        (void)a->host->file(a->host->self, keep, a->session.path, sizeof a->session.path, err, sizeof err);
    session_story(a);
    session_start(a, RUN_FIRST, &(tui_run_t){.entry = a->session.entry, .size = SCENE_SMALL, .schedule = "", .shipped = a->session.secret});
}

void session_close(app_t *a)
{
    if (!a->session.on)
        return;
    demo_left(&a->view);
    scheduler_stop(a);
    lesson_stop(a);
    job_stop(a, &a->session.run);
    job_stop(a, &a->session.judge);
    session_unwatch(a);
    page_close(a);
    session_mended(a);
    free(a->session.captions);
    free(a->session.schedule);
    a->session = (session_t){0};
}

/* ---- requests -------------------------------------------------------------------------------------------- */

static bool session_absent(app_t *a, request_t req)
{
    bool asks = req == REQ_RUN || req == REQ_EDIT || req == REQ_HINT || req == REQ_SCHEDULER || req == REQ_VERDICT || req == REQ_COPY;

    if (asks)
        app_say(a, "%s: there is nothing to run, edit or judge. \"ctxlab\" opens the catalog.",
                a->view.live ? "This program runs by itself" : "This is a recording");
    return asks;
}

static bool session_page_request(app_t *a, request_t req)
{
    bool compiler = a->page.kind == PAGE_COMPILER;

    if (req == REQ_ENTER && compiler) {
        session_edit(a);
        return true;
    }
    if (req == REQ_PREDICT && a->page.kind == PAGE_STORY) {
        page_close(a);
        a->session.play_later = false;
        a->session.predict_later = !trace_count(a->view.trace);
        if (!a->session.predict_later)
            predict_begin(&a->view);
        return true;
    }
    if (req == REQ_ENTER && a->page.kind == PAGE_STORY && session_play(a))
        return true;
    if (req == REQ_ENTER && (a->page.kind == PAGE_STORY || a->page.kind == PAGE_VERDICT)) {
        page_close(a);
        if (a->session.captions && a->view.n == 0 && trace_count(a->view.trace))
            demo_step(&a->view, true);
        else if (a->session.captions && a->view.n == 0)
            a->session.demo_later = true;
        else if (a->session.play_later && a->view.n == a->view.began)
            a->view.playing = a->view.n < trace_count(a->view.trace);
        a->session.play_later = false;
        return true;
    }
    return false;
}

bool session_request(app_t *a, request_t req)
{
    a->session.solution_asked = a->session.solution_asked && req == REQ_SOLUTION;
    if (!a->session.on)
        return session_absent(a, req);
    if (a->page.text && session_page_request(a, req))
        return true;
    switch (req) {
    case REQ_RUN:
        page_close(a);
        if (session_play(a))
            return true;
        scheduler_stop(a);
        session_again(a);
        return true;
    case REQ_EDIT: session_edit(a); return true;
    case REQ_HINT: session_hint(a); return true;
    case REQ_VERDICT: verdict_page(a); return true;
    case REQ_COPY: session_copy(a); return true;
    case REQ_SOLUTION: session_solution(a); return true;
    case REQ_NEXT:
        if (a->learn)
            session_next(a);
        return true;
    case REQ_SCHEDULER:
        if (a->scheduler.on) /* over it something was read */
            page_close(a);
        else
            scheduler_start(a);
        return true;
    case REQ_EXPLAIN:
        if (a->view.pane == PANE_FINDINGS && a->view.finding && !a->page.text)
            return false; /* the finding's own page */
        session_explain(a);
        return true;
    default: return false;
    }
}
