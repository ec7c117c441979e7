/* session_jobs.c — runs and judgements under way: what arrives is handed on. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "session_parts.h"
#include "terminal.h"
#include "text.h"

size_t session_fds(const app_t *a, int fds[4])
{
    size_t n = 0;

    if (a->session.watch)
        fds[n++] = a->host->watch_fd(a->host->self, a->session.watch);
    if (a->session.run)
        fds[n++] = a->host->job_fd(a->host->self, a->session.run);
    if (a->session.judge && (a->session.judging || (a->session.verdict && a->session.verdict->confirming)))
        fds[n++] = a->host->job_fd(a->host->self, a->session.judge);
    return n;
}

static void run_failed(app_t *a, const tui_progress_t *p)
{
    const char *why = p->error ? p->error : "the run failed";

    if (p->compile_error) {
        session_fault(a, why);
        return;
    }
    size_t name = strlen(a->session.entry);
    if (!strncmp(why, a->session.entry, name) && !strncmp(why + name, ".c:", 3)) { /* the gate's words are about the file */
        a->view.message[0] = 0; /* the judge may have said them sooner, and a key been pressed since: one sentence, whoever comes last */
        session_refused(a, why);
        return;
    }
    app_say(a, "%s", why);
    snprintf(a->session.lead, sizeof a->session.lead, "%s", why);
}

/* What the scenario did before anything of the learner's ran is past, and there to step back to. */
static size_t own_first(const trace_t *t)
{
    size_t first = view_own_next(t, 0);

    return first ? first - 1 : 0;
}

/* Of a run that is mostly the scenario's waiting. */
static void say_backstage(const trace_t *t, char *buf, size_t size)
{
    backstage_t b = {0};
    char n[32], m[32];

    backstage_look(&b, t);
    if (b.events * 2 > trace_count(t))
        tui_add(buf, size, strlen(buf), " %s of its %s events are the scenario's own, which waits and looks: they are passed over.", tui_number(b.events, n), tui_number(trace_count(t), m));
    backstage_free(&b);
}

static void run_arrived(app_t *a, trace_t *t)
{
    session_t *s = &a->session;

    switch (s->use) {
    case RUN_FIRST:
        snprintf(s->lead, sizeof s->lead,
                 s->captions ? "PgDn goes to the next stop, PgUp back." : "This is your program, one run of it. Space plays, . makes one step.");
        if (!s->captions)
            say_backstage(t, s->lead, sizeof s->lead);
        session_show(a, t, s->captions ? 0 : own_first(t), !s->captions);
        a->view.began = a->view.n;
        if (!strcmp(session_kind(a), "demo") && demo_resume(&a->view))
            s->demo_later = false;
        if (!s->watched && !a->view.findings.count)
            snprintf(s->lead, sizeof s->lead, "%s", session_secret(a) ? secret_finds : "This is your program, one run of it. Nothing goes wrong in it, "
                     "which proves nothing: r lets the judge try every order, s lets you choose.");
        if (s->lesson_later)
            lesson_start(a);
        if (s->predict_later)
            predict_begin(&a->view);
        if (s->demo_later)
            demo_step(&a->view, true);
        s->lesson_later = s->predict_later = s->demo_later = false;
        break;
    case RUN_REPLAY:
        replay_arrived(a, t);
        break;
    case RUN_WHOLE:
        session_show(a, t, s->whole_at, false);
        app_say(a, "You chose so far; the rest of this run went the usual way.");
        break;
    case RUN_ASK:
        session_show(a, t, scheduler_end(t), false);
        scheduler_arrived(a);
        break;
    default:
        if (!s->verdict_shown || !s->verdict) {
            session_show(a, t, own_first(t), false);
            a->view.began = a->view.n;
        }
        else if (!strcmp(s->verdict->verdict, "pass")) {
            session_show(a, t, 0, false);
            verdict_passed(a);
        }
        else if (strcmp(s->verdict->verdict, "fail")) {
            session_show(a, t, 0, false);
            verdict_stopped(a);
            if (a->page.text && a->page.kind == PAGE_VERDICT)
                verdict_page(a); /* now there is something behind it */
        }
        else {
            session_show(a, t, trace_count(t), false);
            verdict_shows_run(a);
        }
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
    if (s->verdict && (s->studying || a->scheduler.on))
        scheduler_known(a); /* it does not take the schedule out of anybody's hands */
    else if (s->verdict && !s->verdict_shown)
        verdict_arrived(a);
    if (state == TUI_JOB_RUNNING) {
        if (!s->verdict && !s->studying && !a->scheduler.on) /* there one is asked who moves */
            app_say(a, p.explored ? "%s: %s schedules so far" : "%s ...", p.phase ? p.phase : "judging", tui_number(p.explored, n));
        return;
    }
    s->judging = false;
    if (s->studying) {
        scheduler_known(a); /* with or without a verdict: nothing more is looked for */
        return;
    }
    s->hint = 0; /* the hints are chosen by the last verdict: they begin anew */
    if (state == TUI_JOB_FAILED && p.compile_error)
        session_fault(a, p.error ? p.error : "");
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

/* A demo counts when it was seen to its end, not when it was opened. */
void session_seen_out(app_t *a)
{
    session_t *s = &a->session;
    size_t count = s->on && s->captions && a->in_view ? trace_count(a->view.trace) : 0;

    if (!count || a->view.n < count || s->seen_out || strcmp(session_kind(a), "demo") || !a->host->lesson_done)
        return;
    s->seen_out = true;
    a->host->lesson_done(a->host->self, s->entry, 0, 0);
    tui_catalog_load(a);
}

void session_poll(app_t *a)
{
    if (a->session.run)
        run_poll(a);
    if (a->session.judge && a->session.judging)
        judge_poll(a);
}
