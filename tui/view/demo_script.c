/* demo_script.c — a script: where demo mode stops, and what it says there, a line a stop:
 *
 *     mark waiting: Three services are asked.       at the scenario's mark of that name
 *     event 40: …   wave 2: …   time 40ms: …   start: …   end: …   title: what stands on top   story: what it is about
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "demo.h"
#include "sentence.h"
#include "text.h"

static size_t script_mark(const view_t *v, const char *name, size_t n)
{
    for (uint32_t i = 0; i < v->index.marks; i++) {
        const char *text = trace_text(v->trace, trace_event(v->trace, v->index.mark[i] - 1)->aux);
        if (strlen(text) == n && !strncmp(text, name, n))
            return v->index.mark[i];
    }
    return 0;
}

static size_t in_run(const view_t *v, size_t event) { return event <= trace_count(v->trace) ? event : 0; }

static size_t script_event(const view_t *v, const char *where, size_t n)
{
    char word[64];

    snprintf(word, sizeof word, "%.*s", (int)(n < sizeof word ? n : sizeof word - 1), where);
    if (!strncmp(word, "mark ", 5))
        return script_mark(v, where + 5, n - 5);
    if (!strncmp(word, "event ", 6))
        return in_run(v, strtoul(word + 6, NULL, 10));
    if (!strncmp(word, "time ", 5)) {
        size_t at = view_event_at(v, word + 5, true);
        return in_run(v, at ? at - 1 : 0);
    }
    if (!strncmp(word, "wave ", 5)) {
        size_t wave = strtoul(word + 5, NULL, 10);
        return wave && wave <= v->index.stops ? v->index.stop[wave - 1].event : 0;
    }
    if (!strcmp(word, "start"))
        return 1;
    return !strcmp(word, "end") ? trace_count(v->trace) : 0;
}

typedef struct script_line { const char *at, *colon /* NULL: none */, *end; int number; bool said /* neither blank nor a comment */, title, story; } script_line_t;

/* The next line; false at the script's end. Begin with {.end = NULL}. */
static bool script_line(const char *script, script_line_t *l)
{
    const char *at = !l->end ? script : *l->end ? l->end + 1 : NULL;

    if (!at || !*at)
        return false;
    l->at = at;
    l->end = strchrnul(at, '\n');
    l->colon = memchr(at, ':', (size_t)(l->end - at));
    l->number++;
    l->said = *at != '#' && at + strspn(at, " \t\r") < l->end;
    l->title = l->colon && !strncmp(at, "title", 5) && at + 5 == l->colon;
    l->story = l->colon && !strncmp(at, "story", 5) && at + 5 == l->colon;
    return true;
}

static void script_text(const script_line_t *l, const char **text, int *bytes)
{
    *text = l->colon + 1 + strspn(l->colon + 1, " ");
    *bytes = *text < l->end ? (int)(l->end - *text) : 0;
}

/* The next stop of the script that this trace has. */
static bool script_stop(const view_t *v, script_line_t *l, caption_t *c)
{
    while (script_line(v->options.captions, l)) {
        if (!l->said || !l->colon || l->title || l->story || !(c->event = script_event(v, l->at, (size_t)(l->colon - l->at))))
            continue;
        script_text(l, &c->text, &c->bytes);
        return true;
    }
    return false;
}

/* A line whose first word is none of the words there are is told with its line, before anything is shown. */
bool tui_captions_wrong(const char *captions, int *line, char *where, size_t size)
{
    static const char *const words[] = {"mark ", "event ", "time ", "wave ", "start", "end", "title", "story"};
    script_line_t l = {0};

    while (script_line(captions, &l)) {
        bool known = !l.said;
        for (size_t i = 0; i < sizeof words / sizeof *words && l.colon; i++) {
            size_t n = strlen(words[i]);
            known = known || (!strncmp(l.at, words[i], n) && (words[i][n - 1] == ' ' || l.at + n == l.colon));
        }
        *line = l.number;
        if (known)
            continue;
        snprintf(where, size, "%.*s", (int)((l.colon ? l.colon : l.end) - l.at), l.at);
        return true;
    }
    return false;
}

/* ---- a line whose place this run does not have ----------------------------------------------------------- */

static size_t says_marks(const view_t *v, char *buf, size_t size, size_t used)
{
    enum { NAMED = 12 };
    size_t begin = used;

    for (uint32_t i = 0; i < v->index.marks && i < NAMED; i++) {
        const char *name = trace_text(v->trace, trace_event(v->trace, v->index.mark[i] - 1)->aux);
        used = tui_add(buf, size, used, "%s%s", used == begin ? "its marks are " : ", ", name);
    }
    if (v->index.marks > NAMED)
        used = tui_add(buf, size, used, ", and more");
    return v->index.marks ? used : tui_add(buf, size, used, "it has no marks");
}

/* What there is of that kind. */
static void says_instead(const view_t *v, const char *where, char *buf, size_t size)
{
    size_t count = trace_count(v->trace);
    char number[32];

    buf[0] = 0;
    if (!strncmp(where, "mark ", 5))
        says_marks(v, buf, size, 0);
    else if (!count)
        snprintf(buf, size, "it has no events");
    else if (!strncmp(where, "wave ", 5))
        snprintf(buf, size, v->index.stops ? "its waves are 1 to %s" : "nothing is cancelled in it", tui_number(v->index.stops, number));
    else if (!strncmp(where, "time ", 5))
        snprintf(buf, size, "it ends at %s", sentence_when(v->trace, trace_event(v->trace, count - 1)->time, number));
    else
        snprintf(buf, size, "its events are 1 to %s", tui_number(count, number));
}

/* A later line at the same place has the word there. */
static int line_over(const view_t *v, script_line_t l, size_t event)
{
    while (script_line(v->options.captions, &l))
        if (l.said && l.colon && !l.title && !l.story && script_event(v, l.at, (size_t)(l.colon - l.at)) == event)
            return l.number;
    return 0;
}

size_t demo_lost(const view_t *v, captions_lost_t *lost, void *self)
{
    script_line_t l = {0};
    size_t count = 0;
    char where[60], there[400], says[600];

    while (script_line(v->options.captions, &l)) {
        size_t event = l.said && l.colon && !l.title && !l.story ? script_event(v, l.at, (size_t)(l.colon - l.at)) : 0;
        int over = event ? line_over(v, l, event) : 0;
        if (!l.said || l.title || l.story || (event && !over))
            continue;
        snprintf(where, sizeof where, "%.*s", (int)((l.colon ? l.colon : l.end) - l.at), l.at);
        says_instead(v, where, there, sizeof there);
        if (over)
            snprintf(says, sizeof says, "\"%s\" is never shown: line %d stops at the same event", where, over);
        else
            snprintf(says, sizeof says, "this run has no \"%s\": %s", where, there);
        lost(self, l.number, says);
        count++;
    }
    return count;
}

/* ---------------------------------------------------------------------------------------------------------- */

caption_t script_at(const view_t *v, size_t n)
{
    script_line_t l = {0};
    caption_t c = {0}, found = {0};

    while (script_stop(v, &l, &c))
        if (c.event == n)
            found = c;
    return found;
}

/* The text of the first line that is no stop: `title` or `story`. */
static bool script_said(const view_t *v, bool story, char *buf, size_t size)
{
    script_line_t l = {0};
    const char *text;
    int bytes;

    while (script_line(v->options.captions, &l)) {
        if (!l.said || !(story ? l.story : l.title))
            continue;
        script_text(&l, &text, &bytes);
        snprintf(buf, size, "%.*s", bytes, text);
        return true;
    }
    return false;
}

bool script_title(const view_t *v, char *buf, size_t size) { return script_said(v, false, buf, size); }

bool script_story(const view_t *v, char *buf, size_t size) { return script_said(v, true, buf, size); }

int text_rows(const char *text, int columns)
{
    const char *row;
    size_t bytes;
    int rows = 0;

    while (tui_wrap(&text, columns, &row, &bytes))
        rows++;
    return rows;
}

int script_rows(const view_t *v, int columns)
{
    script_line_t l = {0};
    caption_t c;
    char text[DEMO_TEXT];
    int most = 0;

    while (script_stop(v, &l, &c)) {
        snprintf(text, sizeof text, "%.*s", c.bytes, c.text);
        int rows = text_rows(text, columns);
        most = rows > most ? rows : most;
    }
    return most;
}

void script_each(const view_t *v, void (*take)(void *self, size_t event), void *self)
{
    script_line_t l = {0};
    caption_t c;

    while (script_stop(v, &l, &c))
        take(self, c.event);
}
