/* session_texts.c — what there is to read about an entry: its story, hints, explanation, solution; and the next one. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "session_parts.h"

void session_story(app_t *a)
{
    char err[300] = "", title[160];
    char *text = a->host->text(a->host->self, a->session.entry, TUI_STORY, 1, err, sizeof err);

    snprintf(title, sizeof title, "%s", session_title(a));
    if (text)
        story_untitled(text, a->session.entry);
    const tui_step_t *step;
    bool lesson = a->host->lesson && a->host->lesson(a->host->self, a->session.entry, NULL, &step);
    page_open(a, PAGE_STORY, title, text ? text : strdup(err),
              lesson ? "Enter: begin, answer its questions   Esc: only watch"
              : a->session.watched ? "Enter: watch it run   p: predict first"
                                   : "Enter: watch it run   p: predict first   e: edit it");
}

/* A lesson asks its questions over its run; false: this entry is none. */
bool session_play(app_t *a)
{
    const tui_step_t *step;

    if (!a->host->lesson || !a->host->lesson(a->host->self, a->session.entry, NULL, &step))
        return false;
    page_close(a);
    a->session.lesson_later = !trace_count(a->view.trace);
    return a->session.lesson_later || lesson_start(a);
}

/* How many hints there are, of which so many are known to be. */
static int hints_there(const app_t *a, int known)
{
    char err[300], *text;

    while ((text = a->host->text(a->host->self, a->session.entry, TUI_HINT, known + 1, err, sizeof err)) != NULL) {
        free(text);
        known++;
    }
    return known;
}

void session_hint(app_t *a)
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
    int all = hints_there(a, s->hint);
    snprintf(title, sizeof title, "Hint %d of %d", s->hint, all);
    page_open(a, PAGE_HINT, title, text, s->hint < all ? "H: the next hint   Esc or Enter: back to it" : "Esc or Enter: back to it");
}

/* Each x one place on; after the last the explanation again. */
static bool session_mark(app_t *a)
{
    session_t *s = &a->session;
    char err[300] = "", *text;

    s->mark = a->page.kind == PAGE_MARK ? s->mark + 1 : 1;
    text = a->host->text(a->host->self, s->entry, TUI_MARK, s->mark, err, sizeof err);
    if (!text)
        return false;
    page_open(a, PAGE_MARK, session_title(a), text, "x: the next place, or the explanation again   Esc: back");
    return true;
}

void session_explain(app_t *a)
{
    if ((a->page.kind == PAGE_EXPLAIN || a->page.kind == PAGE_MARK) && session_mark(a))
        return;
    char err[300] = "";
    char *text = session_secret(a) ? NULL : a->host->text(a->host->self, a->session.entry, TUI_EXPLAIN, 0, err, sizeof err);

    if (text)
        page_open(a, PAGE_EXPLAIN, session_title(a), text,
                  strstr(text, "LESSON: ") ? "x: the place that LESSON: names, in the engine's source   Esc: back" : NULL);
    else
        app_say(a, "%s", session_secret(a) ? secret_finds : *err ? err : "There is no explanation here.");
}

/* Before the pass it is asked for twice, as --force is on the command line. */
void session_solution(app_t *a)
{
    session_t *s = &a->session;
    char err[300] = "";
    int columns = page_width(PAGE_SOLUTION, a->screen.w) - 3;
    bool again = s->solution_asked || a->page.kind == PAGE_SOLUTION;
    char *text = a->host->solution ? a->host->solution(a->host->self, s->entry, columns, again, err, sizeof err) : NULL;

    s->solution_asked = !text && *err;
    if (!text && s->verdict && s->verdict->confirming && !strcmp(s->verdict->verdict, "pass"))
        snprintf(err, sizeof err, "Your fix is still being confirmed. The solution opens in a moment; S once more shows it now.");
    if (text)
        page_open(a, PAGE_SOLUTION, "A solution beside yours, of several", text, "Esc: back   x: why");
    else if (a->page.text)
        page_close(a);
    if (!text)
        app_say(a, "%s", *err ? err : "There is no solution here.");
}

void session_solution_anew(app_t *a)
{
    int scroll = a->page.scroll;

    session_solution(a);
    a->page.scroll = scroll;
}

bool session_next_later(app_t *a)
{
    bool done = a->learn && a->session.on && a->session.verdict && a->session.verdict_shown && !strcmp(a->session.verdict->verdict, "pass");

    if (done)
        session_next(a);
    return done;
}

/* The next one to do, in learning order, round the end; NULL: every entry is passed. */
static const tui_entry_t *next_entry(app_t *a)
{
    catalog_t *c = &a->catalog;

    tui_catalog_load(a);
    for (size_t k = 1; k < c->entries; k++) {
        const tui_entry_t *e = &c->entry[(c->chosen + k) % c->entries];
        if (strcmp(e->status, "passed"))
            return e;
    }
    return NULL;
}

void session_next_says(app_t *a, char *buf, size_t size)
{
    const tui_entry_t *e = a->learn ? next_entry(a) : NULL;
    size_t passed = 0, all = 0;

    buf[0] = 0;
    for (size_t i = 0; i < a->catalog.entries; i++) {
        const tui_entry_t *at = &a->catalog.entry[i];
        bool counts = !strcmp(at->kind, "bug") || !strcmp(at->kind, "judge");
        all += counts;
        passed += counts && !strcmp(at->status, "passed");
    }
    if (e)
        snprintf(buf, size, "n: %s (%s); %zu of %zu passed.", e->title, e->id, passed, all);
    else if (a->learn)
        snprintf(buf, size, "Every entry is passed.");
}

void session_next(app_t *a)
{
    const tui_entry_t *e = next_entry(a);

    if (e)
        session_open(a, e->id);
    else
        app_say(a, "Every entry is passed.");
}
