/* session_edit.c — the learner's file: opened in their editor, judged when it is saved. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app.h"
#include "session_parts.h"
#include "terminal.h"

/* The line to open the file at: the finding's, else the one marked now, when they are in the learner's file. */
static int session_line(const app_t *a, const char *path)
{
    const view_t *v = &a->view;
    uint32_t site = v->finding && v->finding <= v->findings.count ? v->findings.item[v->finding - 1].site : view_own_line(v).site;
    trace_site_t s = trace_site(v->trace, site);

    if (v->fault.line && !strcmp(source_base(v->fault.file), source_base(path)))
        return v->fault.line;
    return s.line && !strcmp(source_base(s.file), source_base(path)) ? s.line : 0;
}

/* A copy of the shipped file is laid where there is none: what it does is not what the learner did. */
bool session_gone(app_t *a)
{
    session_t *s = &a->session;
    char err[400] = "";

    if (!*s->path || access(s->path, F_OK) == 0)
        return false;
    snprintf(s->lead, sizeof s->lead, "Your file %s was gone. A new copy of the shipped one lies in its place, and nothing is judged. e opens it, r judges it.",
             source_base(s->path));
    if (!a->host->file(a->host->self, s->entry, s->path, sizeof s->path, err, sizeof err))
        snprintf(s->lead, sizeof s->lead, "Your file %s is gone, and no new copy can be laid in its place: %s", source_base(s->path), err);
    page_close(a);
    scheduler_stop(a);
    session_nothing(a);
    session_watch(a);
    app_say(a, "%s", s->lead);
    return true;
}

void session_edit(app_t *a)
{
    char err[400] = "", *path = a->session.path;
    const char *editor = getenv("VISUAL") && *getenv("VISUAL") ? getenv("VISUAL") : getenv("EDITOR");

    if (session_gone(a))
        return;
    if (!a->host->file(a->host->self, a->session.entry, path, sizeof a->session.path, err, sizeof err)) {
        app_say(a, "%s", err);
        return;
    }
    int code = term_edit(editor && *editor ? editor : "vi", path, session_line(a, path), err, sizeof err);
    page_close(a);
    if (code < 0) {
        app_say(a, "%s", err);
        return;
    }
    if (code > 0) { /* left without saving, as with vi's :cq; what was saved all the same is seen by the watch */
        app_say(a, "The editor ended with code %d: nothing is judged. e opens it again.", code);
        return;
    }
    scheduler_stop(a);
    source_free(&a->view.source);
    if (session_gone(a))
        return;
    session_watch(a); /* judged right now, not once more for the save */
    session_again(a);
}

void session_saved(app_t *a)
{
    session_t *s = &a->session;

    if (!s->watch || !a->host->watch_saved(a->host->self, s->watch))
        return;
    if (a->page.kind == PAGE_COMPILER || a->page.kind == PAGE_VERDICT)
        page_close(a);
    scheduler_stop(a);
    source_free(&a->view.source);
    app_say(a, "Saved: running and judging it.");
    session_again(a);
}

int session_wait(const app_t *a) { return a->session.watch ? a->host->watch_wait(a->host->self, a->session.watch) : -1; }

static void fault_shows(app_t *a, const source_fault_t *fault)
{
    view_t *v = &a->view;

    source_free(&v->source);
    v->source.trace = NULL; /* as it is now, not as it ran */
    v->fault = *fault;
    v->playing = false;
    v->scroll[PANE_SOURCE] = v->scroll_x = 0;
    v->pane = PANE_SOURCE;
    v->in_pane = a->screen.w < 72;
}

void session_fault(app_t *a, const char *compiler)
{
    source_fault_t fault;

    free(a->session.compiler);
    a->session.compiler = strdup(compiler);
    if (!source_fault_read(&fault, compiler)) { /* the linker's, say: there is no line to show */
        if (!a->page.text)
            session_compiler_page(a);
        return;
    }
    fault_shows(a, &fault);
    app_say(a, "It does not compile. %s:%d: %s", source_base(fault.file), fault.line, fault.text);
    snprintf(a->session.lead, sizeof a->session.lead, "%s", a->view.message);
}

/* Refused before it ran: there is a file to look at, and no run. */
void session_refused(app_t *a, const char *why)
{
    char path[4096], err[400], word[100] = "";
    source_fault_t fault;
    const char *quote = strchr(why, '\'');

    snprintf(a->session.lead, sizeof a->session.lead, "It is refused, and nothing of it ran. %s", why);
    session_show(a, trace_new(CTX_TRACE_VIRTUAL, a->session.entry), 0, false); /* the run that is there is of another text */
    if (!source_fault_refused(&fault, why) || !a->host->file(a->host->self, a->session.entry, path, sizeof path, err, sizeof err) ||
        strcmp(fault.file, source_base(path)))
        return;
    if (quote)
        snprintf(word, sizeof word, "%.*s", (int)strcspn(quote + 1, "'"), quote + 1);
    source_free(&a->view.source);
    if (!fault.line)
        fault.line = source_word_line(source_open(&a->view.source, fault.file), word);
    if (fault.line)
        fault_shows(a, &fault);
}

void session_compiler_page(app_t *a)
{
    page_open(a, PAGE_COMPILER, "It does not compile", session_compiler_text(a->session.compiler), "Enter or e: back to the editor");
}

void session_mended(app_t *a)
{
    free(a->session.compiler);
    a->session.compiler = NULL;
    a->view.fault = (source_fault_t){0};
}
