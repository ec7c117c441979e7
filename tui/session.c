/* session.c — one entry being worked on: run it, edit it, judge it, and play a losing fix back to where it lost. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "scene.h"
#include "sentence.h"
#include "terminal.h"
#include "text.h"

static const char *entry_title(const app_t *a)
{
    for (size_t i = 0; i < a->catalog.entries; i++)
        if (!strcmp(a->catalog.entry[i].id, a->session.entry))
            return a->catalog.entry[i].title;
    return a->session.entry;
}

static const char *entry_kind(const app_t *a)
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
    o.title = s->captions ? entry_title(a) : s->entry;
    o.source_dirs = a->host->source_dirs ? a->host->source_dirs(a->host->self, s->entry) : NULL;
    o.event = event;
    o.play = play && !a->page.text;
    o.sentence = *s->lead ? s->lead : NULL;
    o.host = a->host;
    o.entry = s->entry;
    o.captions = s->captions;
    o.secret = s->secret && !s->answered;
    o.demo = s->captions != NULL;
    s->play_later = play && a->page.text;
    view_close(&a->view);
    view_open(&a->view, t, true, &o);
    if (s->captions && !strcmp(entry_kind(a), "lesson"))
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

static void session_start(app_t *a, run_use_t use, const tui_run_t *run)
{
    session_t *s = &a->session;

    job_stop(a, &s->run);
    s->use = use;
    s->size = run->size;
    if (run->schedule != s->schedule)
        snprintf(s->schedule, sizeof s->schedule, "%s", run->schedule ? run->schedule : "");
    s->run = a->host->run(a->host->self, run);
    session_poll(a);
}

void session_run(app_t *a, run_use_t use, const char *schedule, int size)
{
    session_start(a, use, &(tui_run_t){.entry = a->session.entry, .size = size, .schedule = schedule});
}

void session_ask(app_t *a, const char *schedule, uint64_t skip)
{
    session_start(a, RUN_ASK, &(tui_run_t){.entry = a->session.entry, .size = a->session.size, .schedule = schedule, .ask = true, .skip = skip});
}

static void session_judge(app_t *a)
{
    session_t *s = &a->session;

    job_stop(a, &s->judge);
    s->verdict = NULL;
    s->verdict_shown = false;
    s->judging = true;
    s->explored = 0;
    snprintf(s->phase, sizeof s->phase, "judging");
    s->judge = a->host->judge(a->host->self, s->entry);
    session_poll(a);
}

/* The run first: a verdict may replace it by the run that loses. */
static void session_again(app_t *a)
{
    if (a->session.watched) {
        session_run(a, RUN_FIRST, "", SCENE_SMALL);
        return;
    }
    a->session.verdict = NULL;
    a->session.verdict_shown = false;
    session_run(a, RUN_AGAIN, "", SCENE_SMALL);
    session_judge(a);
}

static void session_story(app_t *a)
{
    char err[300] = "", title[160];
    char *text = a->host->text(a->host->self, a->session.entry, TUI_STORY, 0, err, sizeof err);

    snprintf(title, sizeof title, "%s", entry_title(a));
    page_open(a, PAGE_STORY, title, text ? text : strdup(err), a->host->play && a->host->play(a->host->self, a->session.entry) ? "Enter: play it; it asks, you predict    Esc: only watch" : a->session.watched ? "Enter: watch it run" : "Enter: watch it run   e: edit it   s: be its scheduler");
}

/* A lesson asks its questions on the plain terminal; false: this entry is not played. */
static bool session_play(app_t *a)
{
    char err[300] = "";
    char *const *argv = a->host->play ? a->host->play(a->host->self, a->session.entry) : NULL;

    if (!argv)
        return false;
    page_close(a);
    int code = term_run(argv, err, sizeof err);
    tui_catalog_load(a); /* it may have been passed */
    if (code < 0)
        app_say(a, "%s", err);
    else
        app_say(a, "%s", code > 1 ? "Not all questions were answered: r asks again. PgDn goes from stop to stop."
                                  : "Answered to the end. Here is the same run: PgDn goes to the next stop, PgUp back, r asks again.");
    return true;
}

static void session_watch(app_t *a)
{
    char path[4096], err[300];
    session_t *s = &a->session;

    s->watch.fd = -1;
    if (!s->watched && a->host->file(a->host->self, s->entry, path, sizeof path, err, sizeof err))
        tui_watch_start(&s->watch, path);
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
            a->session.answered = !strcmp(a->catalog.entry[i].status, "passed");
        }
    const char *kind = entry_kind(a);
    char err[200];
    a->session.secret = !strcmp(kind, "judge");
    a->session.watched = !strcmp(kind, "demo") || !strcmp(kind, "lesson");
    if (a->session.watched)
        a->session.captions = a->host->text(a->host->self, keep, TUI_CAPTIONS, 0, err, sizeof err);
    session_blank(a);
    session_watch(a);
    session_story(a);
    session_start(a, RUN_FIRST, &(tui_run_t){.entry = a->session.entry, .size = SCENE_SMALL, .schedule = "", .shipped = a->session.secret});
}

void session_close(app_t *a)
{
    if (!a->session.on)
        return;
    scheduler_stop(a);
    job_stop(a, &a->session.run);
    job_stop(a, &a->session.judge);
    tui_watch_stop(&a->session.watch);
    page_close(a);
    free(a->session.captions);
    a->session = (session_t){0};
}

/* ---- editing --------------------------------------------------------------------------------------------- */

/* The line to open the file at: the finding's, else the one marked now, when they are in the learner's file. */
static int session_line(const app_t *a, const char *path)
{
    const view_t *v = &a->view;
    uint32_t site = v->finding && v->finding <= v->findings.count ? v->findings.item[v->finding - 1].site : view_site(v, NULL);
    trace_site_t s = trace_site(v->trace, site);

    return s.line && !strcmp(source_base(s.file), source_base(path)) ? s.line : 0;
}

static void session_edit(app_t *a, int line)
{
    char path[4096], err[400] = "";
    const char *editor = getenv("VISUAL") && *getenv("VISUAL") ? getenv("VISUAL") : getenv("EDITOR");

    if (!a->host->file(a->host->self, a->session.entry, path, sizeof path, err, sizeof err)) {
        app_say(a, "%s", err);
        return;
    }
    int code = term_edit(editor && *editor ? editor : "vi", path, line ? line : session_line(a, path), err, sizeof err);
    page_close(a);
    if (code < 0) {
        app_say(a, "%s", err);
        return;
    }
    scheduler_stop(a);
    source_free(&a->view.source);
    if (a->session.watch.fd >= 0)
        tui_watch_saved(&a->session.watch); /* judged right now, not once more for the save */
    session_again(a);
}

/* ---- hints and texts ------------------------------------------------------------------------------------- */

static void session_hint(app_t *a)
{
    session_t *s = &a->session;
    char err[300] = "", title[80];
    char *text = a->host->text(a->host->self, s->entry, TUI_HINT, s->hint + 1, err, sizeof err);

    if (!text) {
        app_say(a, "%s", *err ? err : s->hint ? "That was the last hint." : "There are no hints here.");
        if (s->hint == 0)
            return;
        text = a->host->text(a->host->self, s->entry, TUI_HINT, s->hint, err, sizeof err);
        if (!text)
            return;
    } else
        s->hint++;
    if (a->host->seen)
        a->host->seen(a->host->self, s->entry, s->hint);
    snprintf(title, sizeof title, "Hint %d", s->hint);
    page_open(a, PAGE_HINT, title, text, "Esc: back to it    H: a clearer hint");
}

static void session_explain(app_t *a)
{
    char err[300] = "";
    char *text = a->host->text(a->host->self, a->session.entry, TUI_EXPLAIN, 0, err, sizeof err);

    if (text)
        page_open(a, PAGE_EXPLAIN, entry_title(a), text, NULL);
    else
        app_say(a, "%s", *err ? err : "There is no explanation here.");
}

static void session_solution(app_t *a)
{
    char err[300] = "", *page = NULL;
    char *text = a->host->text(a->host->self, a->session.entry, TUI_SOLUTION, 0, err, sizeof err);

    if (!text)
        app_say(a, "%s", *err ? err : "There is no solution here.");
    else if (asprintf(&page, "```\n%s\n```\n", text) >= 0)
        page_open(a, PAGE_SOLUTION, "A solution; other ways may be as good", page, "Esc: back");
    free(text);
}

/* The next one to do, in learning order, round the end. */
static void session_next(app_t *a)
{
    catalog_t *c = &a->catalog;

    tui_catalog_load(a);
    for (size_t k = 1; k < c->entries; k++) {
        const tui_entry_t *e = &c->entry[(c->chosen + k) % c->entries];
        if (strcmp(e->status, "passed")) {
            session_open(a, e->id);
            return;
        }
    }
    app_say(a, "Every entry is passed.");
}

/* ---- the verdict ----------------------------------------------------------------------------------------- */

/* What a judge entry's verdict found is the answer it asks for. */
static bool secret_kept(const app_t *a) { return a->session.secret && !a->session.answered; }
static const char secret_says[] = "It is not passed. Say first whether it is a bug, and why: A. Then what the judge found is shown too.";

static void verdict_page(app_t *a)
{
    const tui_verdict_t *v = a->session.verdict;
    bool pass = v && !strcmp(v->verdict, "pass");

    if (!v) {
        app_say(a, a->session.judging ? "The judge is still at work." : "Nothing has been judged yet: r judges your file, e opens it.");
        return;
    }
    if (secret_kept(a) && !v->compiler && !v->message) {
        app_say(a, "%s", secret_says);
        return;
    }
    if (v->compiler)
        page_open(a, PAGE_COMPILER, "It does not compile", session_compiler_text(v->compiler), "Enter or e: back to the editor");
    else
        page_open(a, PAGE_VERDICT, entry_title(a), session_verdict_text(v, a->session.entry),
                  pass ? "n: next entry   S: a solution   x: why   s: try to break it" : "Esc: watch it fail    e: edit    H: hint");
}

/* What a losing program is guilty of, in a word. */
static const char *verdict_name_of(const tui_verdict_t *v)
{
    if (v->findings)
        return v->finding[0].name;
    for (size_t i = 0; i < v->checks; i++)
        if (!v->check[i].ok)
            return v->check[i].name;
    return "It fails";
}

static const char *verdict_says(const tui_verdict_t *v)
{
    if (v->findings)
        return v->finding[0].message;
    for (size_t i = 0; i < v->checks; i++)
        if (!v->check[i].ok && v->check[i].message)
            return v->check[i].message;
    return "v shows the verdict";
}

static void verdict_lead(app_t *a, const tui_verdict_t *v)
{
    session_t *s = &a->session;

    if (secret_kept(a))
        snprintf(s->lead, sizeof s->lead, "%s", secret_says);
    else if (v->replay && v->deciding)
        snprintf(s->lead, sizeof s->lead, "%s: decided here. %s", verdict_name_of(v), v->deciding);
    else
        snprintf(s->lead, sizeof s->lead, "%s: %s", verdict_name_of(v), verdict_says(v));
}

/* A verdict has come: a loss is played back to where it was decided, a win is said. */
static void verdict_arrived(app_t *a)
{
    session_t *s = &a->session;
    const tui_verdict_t *v = s->verdict;

    s->verdict_shown = true;
    s->answered = s->answered || !strcmp(v->verdict, "pass");
    for (size_t i = 0; i < v->checks; i++) /* answered in the file itself */
        s->answered = s->answered || (v->check[i].ok && !strncmp(v->check[i].name, "answer-", 7));
    if (v->compiler || strcmp(v->verdict, "fail")) {
        verdict_page(a);
        return;
    }
    verdict_lead(a, v);
    if (v->replay && (v->deciding_event || *v->replay))
        session_run(a, RUN_REPLAY, v->replay, v->replay_size);
    else {
        verdict_page(a);
    }
}

/* ---- jobs ------------------------------------------------------------------------------------------------ */

enum { SETTLE_MS = 30 }; /* editors write in several steps */

void session_saved(app_t *a, int64_t now)
{
    session_t *s = &a->session;

    if (!s->on || !s->saved || now - s->saved < SETTLE_MS)
        return;
    s->saved = 0;
    if (a->page.kind == PAGE_COMPILER || a->page.kind == PAGE_VERDICT)
        page_close(a);
    scheduler_stop(a);
    source_free(&a->view.source);
    app_say(a, "Saved: running and judging it.");
    session_again(a);
}

int64_t session_wait(const app_t *a, int64_t now)
{
    int64_t left = a->session.saved + SETTLE_MS - now;
    return !a->session.on || !a->session.saved ? -1 : left > 0 ? left : 0;
}

size_t session_fds(const app_t *a, int fds[4])
{
    size_t n = 0;

    if (a->session.on && a->session.watch.fd >= 0)
        fds[n++] = a->session.watch.fd;

    if (a->session.run)
        fds[n++] = a->host->job_fd(a->host->self, a->session.run);
    if (a->session.judge && (a->session.judging || (a->session.verdict && a->session.verdict->confirming)))
        fds[n++] = a->host->job_fd(a->host->self, a->session.judge);
    return n;
}

static void run_failed(app_t *a, const tui_progress_t *p)
{
    const char *why = p->error ? p->error : "the run failed";

    if (p->compile_error && !a->page.text)
        page_open(a, PAGE_COMPILER, "It does not compile", session_compiler_text(why), "Enter or e: back to the editor");
    else if (!p->compile_error)
        app_say(a, "%s", why);
    snprintf(a->session.lead, sizeof a->session.lead, "%s", p->compile_error ? "It does not compile: e opens the editor." : why);
}

/* The run that loses: at the switch that decided it, or, when it loses however it is scheduled, at what is wrong. */
static void replay_to(app_t *a, size_t event)
{
    enum { BEFORE = 14 }; /* events of run-up */
    view_t *v = &a->view;

    view_goto(v, event > BEFORE ? event - BEFORE : 0);
    v->pane = PANE_SOURCE;
    v->until = event;
    v->speed = 8;
    v->playing = v->n < event;
}

static void replay_arrived(app_t *a, trace_t *t)
{
    session_t *s = &a->session;
    const tui_verdict_t *v = s->verdict;

    if (v)
        verdict_lead(a, v);
    session_show(a, t, trace_count(t), false);
    s->decided = v && v->deciding;
    if (s->decided && v->deciding_event)
        replay_to(a, v->deciding_event);
    else
        view_finding_first(&a->view);
    app_say(a, "%s", s->lead);
}

static void run_arrived(app_t *a, trace_t *t)
{
    session_t *s = &a->session;

    switch (s->use) {
    case RUN_FIRST:
        snprintf(s->lead, sizeof s->lead,
                 s->captions ? "PgDn goes to the next stop, PgUp back." : "This is your program, one run of it. Space plays, . makes one step.");
        session_show(a, t, 0, !s->captions);
        break;
    case RUN_REPLAY:
        replay_arrived(a, t);
        break;
    case RUN_WHOLE:
        session_show(a, t, s->whole_at, false);
        app_say(a, "You chose so far; the rest of this run went the usual way.");
        break;
    case RUN_ASK:
        if (!scheduler_takes(a, t)) {
            trace_free(t);
            break;
        }
        session_show(a, t, scheduler_end(t), false);
        scheduler_arrived(a);
        break;
    default:
        if (!s->verdict_shown || !s->verdict || strcmp(s->verdict->verdict, "fail"))
            session_show(a, t, 0, false);
        else
            trace_free(t);
        break;
    }
}

static void run_poll(app_t *a)
{
    session_t *s = &a->session;
    tui_progress_t p = {0};
    tui_job_state_t state = a->host->job_poll(a->host->self, s->run, &p);

    if (state == TUI_JOB_RUNNING)
        return;
    trace_t *t = state == TUI_JOB_DONE ? a->host->job_trace(a->host->self, s->run) : NULL;
    tui_job_t *job = s->run;
    s->run = NULL; /* what follows may start the next */
    if (t)
        run_arrived(a, t);
    else
        run_failed(a, &p);
    a->host->job_end(a->host->self, job);
    a->dirty = true;
}

static void judge_poll(app_t *a)
{
    session_t *s = &a->session;
    tui_progress_t p = {0};
    char n[32];
    tui_job_state_t state = a->host->job_poll(a->host->self, s->judge, &p);

    a->dirty = true;
    s->verdict = state == TUI_JOB_FAILED ? NULL : a->host->job_verdict(a->host->self, s->judge);
    if (s->verdict && !s->verdict_shown)
        verdict_arrived(a);
    if (state == TUI_JOB_RUNNING) {
        if (!s->verdict)
            app_say(a, p.explored ? "%s: %s schedules so far" : "%s ...", p.phase ? p.phase : "judging", tui_number(p.explored, n));
        return;
    }
    s->judging = false;
    if (state == TUI_JOB_FAILED && p.compile_error)
        page_open(a, PAGE_COMPILER, "It does not compile", session_compiler_text(p.error ? p.error : ""), "Enter or e: back to the editor");
    else if (state == TUI_JOB_FAILED)
        app_say(a, "The judge could not do its work: %s", p.error ? p.error : "no reason given");
    else if (s->verdict && s->verdict->confirming)
        s->judging = true;
    else if (s->verdict && a->page.kind == PAGE_VERDICT && a->page.text)
        verdict_page(a); /* it said "confirming" */
    else if (s->verdict && s->verdict->deciding && s->use == RUN_REPLAY && !s->run && !s->decided) {
        s->decided = true; /* which switch decided became known only now */
        verdict_lead(a, s->verdict);
        if (s->verdict->deciding_event)
            replay_to(a, s->verdict->deciding_event);
        app_say(a, "%s", s->lead);
    }
}

void session_poll(app_t *a)
{
    if (a->session.on && a->session.watch.fd >= 0 && tui_watch_saved(&a->session.watch))
        a->session.saved = term_now_ms();
    if (a->session.run)
        run_poll(a);
    if (a->session.judge && a->session.judging)
        judge_poll(a);
}

/* ---- answers of judge entries ---------------------------------------------------------------------------- */

bool session_asks_answer(const app_t *a) { return a->session.on && a->host->answer && !strcmp(entry_kind(a), "judge"); }

/* event N, line N, count NAME=V */
static bool evidence_formed(const char *text)
{
    unsigned n;
    long value;
    int end = 0;

    if (sscanf(text, "event %u %n", &n, &end) == 1 || sscanf(text, "line %u %n", &n, &end) == 1)
        return end && !text[end];
    return sscanf(text, "count %*[^= ]=%ld %n", &value, &end) == 1 && end && !text[end];
}

void session_answer(app_t *a, const char *text)
{
    char verdict[32], err[300] = "";
    size_t n = strcspn(text, " ");

    snprintf(verdict, sizeof verdict, "%.*s", (int)n, text);
    text += n + strspn(text + n, " ");
    if ((strcmp(verdict, "bug") && strcmp(verdict, "no-bug")) || !evidence_formed(text))
        app_say(a, "\"%s %s\" was not taken. An answer is bug or no-bug, then the evidence: event 41, or line 12, or count NAME=3.", verdict, text);
    else if (!a->host->answer(a->host->self, a->session.entry, verdict, text, err, sizeof err))
        app_say(a, "%s", err);
    else {
        a->session.answered = true;
        a->view.options.secret = false;
        a->view.findings_at = 0;
        view_findings(&a->view);
        app_say(a, "Written into your file: %s, because of %s. r judges it; w shows what is found in this run.", verdict, text);
    }
}

/* ---- requests -------------------------------------------------------------------------------------------- */

static bool session_absent(app_t *a, request_t req)
{
    bool asks = req == REQ_RUN || req == REQ_EDIT || req == REQ_HINT || req == REQ_SCHEDULER || req == REQ_VERDICT;

    if (asks)
        app_say(a, "This is a recording: there is nothing to run, edit or judge. \"ctxlab\" opens the catalog.");
    return asks;
}

static int compiler_line(const char *text)
{
    const char *at = strstr(text, ".c:");
    return at ? atoi(at + 3) : 0;
}

static bool session_page_request(app_t *a, request_t req)
{
    bool compiler = a->page.kind == PAGE_COMPILER;

    if (req == REQ_ENTER && compiler) {
        session_edit(a, compiler_line(a->page.text));
        return true;
    }
    if (req == REQ_ENTER && a->page.kind == PAGE_STORY && session_play(a))
        return true;
    if (req == REQ_ENTER && (a->page.kind == PAGE_STORY || a->page.kind == PAGE_VERDICT)) {
        page_close(a);
        if (a->session.play_later && a->view.n == 0)
            a->view.playing = trace_count(a->view.trace) > 0;
        a->session.play_later = false;
        return true;
    }
    return false;
}

bool session_request(app_t *a, request_t req)
{
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
    case REQ_EDIT: session_edit(a, a->page.kind == PAGE_COMPILER ? compiler_line(a->page.text) : 0); return true;
    case REQ_HINT: session_hint(a); return true;
    case REQ_VERDICT: verdict_page(a); return true;
    case REQ_SOLUTION: session_solution(a); return true;
    case REQ_NEXT:
        if (a->learn)
            session_next(a);
        return true;
    case REQ_SCHEDULER:
        page_close(a);
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
