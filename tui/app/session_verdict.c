/* session_verdict.c — a verdict has come: a win is said, a loss is played back to the switch that decided it. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "session_parts.h"
#include "terminal.h"
#include "text.h"

static const char *verdict_says(const tui_verdict_t *v)
{
    if (verdict_message_of(v))
        return verdict_message_of(v);
    return v->message && *v->message ? v->message : "v shows the verdict";
}

/* To who has not answered, or not right: nothing of what was found. */
static void say_secret(const tui_verdict_t *v, char *out, size_t size)
{
    snprintf(out, size, "%s", secret_says);
    for (size_t i = 0; i < v->checks; i++)
        if (!v->check[i].ok && !strcmp(v->check[i].name, "answer-verdict") && !strncmp(v->check[i].message, "the verdict read", 16))
            snprintf(out, size, "It is not passed: %s. A writes another answer; \"give up\" is one, and shows what was found.", v->check[i].message);
}

void verdict_lead(app_t *a, const tui_verdict_t *v)
{
    session_t *s = &a->session;
    char name[120];

    finding_naming(verdict_name_of(v), verdict_message_of(v), name, sizeof name);
    if (session_secret(a))
        say_secret(v, s->lead, sizeof s->lead);
    else if (v->replay && v->deciding)
        snprintf(s->lead, sizeof s->lead, "It fails. %s: decided here. %s", name, v->deciding);
    else
        snprintf(s->lead, sizeof s->lead, "%s. %s: %s. e opens your file, v shows the whole verdict.",
                 strcmp(session_kind(a), "judge") ? "It fails" : "Not passed yet", name, verdict_says(v));
}

/* The run behind is over, and so is the work: what was proved, and what may come now. */
static void pass_lead(app_t *a, const tui_verdict_t *v)
{
    session_t *s = &a->session;
    char n[32];
    size_t size = sizeof s->lead, used = tui_add(s->lead, size, 0, "Your file passes; this is one run of it. ");

    if (v->explored_known)
        used = tui_add(s->lead, size, used, "%s%s schedules were tried. s: try to break it yourself. ", v->complete ? "All " : "", tui_number(v->explored, n));
    tui_add(s->lead, size, used, "n goes to the next entry, S shows a solution.");
}

/* All that the judge said, to read. */
void verdict_page(app_t *a)
{
    const tui_verdict_t *v = a->session.verdict;
    bool pass = v && !strcmp(v->verdict, "pass");

    if (a->session.compiler) {
        session_compiler_page(a);
        return;
    }
    if (!v) {
        app_say(a, a->session.judging ? "The judge is still at work." : "Nothing has been judged yet: r judges your file, e opens it.");
        return;
    }
    if (session_secret(a) && !v->compiler && !v->message) {
        char says[400];
        say_secret(v, says, sizeof says);
        app_say(a, "%s", says);
        return;
    }
    char next[300] = "";
    if (pass)
        session_next_says(a, next, sizeof next);
    page_open(a, PAGE_VERDICT, session_title(a), session_verdict_text(v, a->session.entry, tui_command(a->host), *next ? next : NULL),
              !strcmp(v->verdict, "fail") ? "Esc: watch it fail   e: edit   H: hint"
              : !pass && trace_count(a->view.trace) ? "Esc: where it stopped   e: edit   H: hint"
              : !pass ? "Esc: your file   e: edit   H: hint" /* nothing of it ran */
              : scheduler_can(a) ? "n: next entry   S: a solution   x: why   s: try to break it"
                                 : "n: next entry   S: a solution   x: why");
}

/* The schedule that one plays, of the run that loses, or else of the run on the screen: on the terminal itself, where it has no edge. */
void session_copy(app_t *a)
{
    const session_t *s = &a->session;
    const tui_verdict_t *v = s->verdict;
    bool own = a->scheduler.on && a->scheduler.at.schedule, lost = !own && v && v->replay && s->verdict_shown && !session_secret(a);

    if (s->watched || (!own && !lost && (!scheduler_can(a) || !trace_count(a->view.trace)))) {
        app_say(a, "There is no schedule here to copy: r judges your file, s lets you choose.");
        return;
    }
    char *line = tui_run_line(tui_command(a->host), s->entry, lost ? v->replay_size : s->size, own ? a->scheduler.at.schedule : lost ? v->replay : s->schedule);
    if (line && !term_print(line))
        app_say(a, "The terminal could not be given back for a moment.");
    free(line);
}

/* However it is scheduled it loses: the sentence is about what the screen has gone to. */
static void found_lead(app_t *a)
{
    const view_t *v = &a->view;

    if (!v->finding || v->finding > v->findings.count)
        return;
    const finding_t *f = &v->findings.item[v->finding - 1];
    char name[120];
    finding_naming(f->name, f->message, name, sizeof name);
    snprintf(a->session.lead, sizeof a->session.lead, "%s. %s: %s. e opens your file there, v shows the whole verdict.",
             strcmp(session_kind(a), "judge") ? "It fails" : "Not passed yet", name, f->message);
}

/* Neither a win nor a loss: what there is of a run ends where it stopped, or crashed. */
void verdict_stopped(app_t *a)
{
    const tui_verdict_t *v = a->session.verdict;
    view_t *view = &a->view;

    snprintf(a->session.lead, sizeof a->session.lead, "It is not judged to its end: %s. %s", v->verdict, v->message ? v->message : "v says why.");
    if (!trace_count(view->trace))
        return;
    view->playing = false;
    view_goto(view, trace_count(view->trace));
    view->pane = PANE_SOURCE;
}

/* The run that is there stands at its end, with the tree that it has left. */
void verdict_passed(app_t *a)
{
    pass_lead(a, a->session.verdict);
    if (trace_count(a->view.trace) && a->session.use == RUN_AGAIN && !a->session.run) {
        a->view.playing = false;
        view_goto(&a->view, trace_count(a->view.trace));
    }
}

/* What it said is not over with its page. */
void verdict_left(app_t *a)
{
    const tui_verdict_t *v = a->session.verdict;

    if (v && strcmp(v->verdict, "fail") && *a->session.lead)
        app_say(a, "%s", a->session.lead);
}

/* A verdict has come: a loss is played back to where it was decided, a win is said. */
void verdict_arrived(app_t *a)
{
    session_t *s = &a->session;
    const tui_verdict_t *v = s->verdict;

    s->verdict_shown = true;
    s->answered = s->answered || !strcmp(v->verdict, "pass");
    s->passed = s->passed || !strcmp(v->verdict, "pass");
    session_look_answer(a);
    if (v->compiler) {
        session_fault(a, v->compiler);
        return;
    }
    if (strcmp(v->verdict, "fail")) {
        if (!strcmp(v->verdict, "pass"))
            verdict_passed(a);
        else if (!strcmp(v->verdict, "rejected") && v->message)
            session_refused(a, v->message);
        else
            verdict_stopped(a);
        verdict_page(a);
        return;
    }
    verdict_lead(a, v);
    if (session_secret(a)) /* neither which run loses is shown, nor where */
        app_say(a, "%s", s->lead);
    else if (v->replay && (v->deciding_event || *v->replay))
        session_run(a, RUN_REPLAY, v->replay, v->replay_size);
    else if (s->use == RUN_AGAIN && !s->run && trace_count(a->view.trace)) /* real threads: no run is the same again, this one is there */
        verdict_shows_run(a);
}

/* The run on the screen, at what is wrong with it. */
void verdict_shows_run(app_t *a)
{
    if (!session_secret(a)) {
        view_findings(&a->view);
        view_finding_first(&a->view);
        found_lead(a);
    }
    app_say(a, "%s", a->session.lead);
}

/* The run that loses: at the switch that decided it, or, when it loses however it is scheduled, at what is wrong. */
void replay_to(app_t *a, size_t event)
{
    enum { BEFORE = 14 }; /* events of run-up */
    view_t *v = &a->view;

    view_goto(v, event > BEFORE ? event - BEFORE : 0);
    v->pane = PANE_SOURCE;
    v->until = event;
    v->pace = 8;
    v->playing = v->n < event;
}

void replay_arrived(app_t *a, trace_t *t)
{
    session_t *s = &a->session;
    const tui_verdict_t *v = s->verdict;

    if (v)
        verdict_lead(a, v);
    session_show(a, t, trace_count(t), false);
    s->decided = v && v->deciding;
    if (s->decided && v->deciding_event)
        replay_to(a, v->deciding_event);
    else {
        view_finding_first(&a->view);
        found_lead(a);
    }
    app_say(a, "%s", s->lead);
}
