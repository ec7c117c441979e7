/* demo_script.c — where demo mode stops, and what it says there. A script has a line a stop:
 *
 *     mark waiting: Three services are asked.       at the scenario's mark of that name
 *     event 40: …   wave 2: …   time 40ms: …   start: …   end: …   title: what stands on top   story: what it is about
 *
 * Without one: the waves of the cascades, the marks, and what is found.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "demo.h"
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
static bool script_next(const view_t *v, script_line_t *l, caption_t *c)
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

bool demo_line_lost(const view_t *v, int *line, char *where, size_t size)
{
    script_line_t l = {0};

    while (script_line(v->options.captions, &l)) {
        if (!l.said || l.title || l.story || (l.colon && script_event(v, l.at, (size_t)(l.colon - l.at))))
            continue;
        *line = l.number;
        snprintf(where, size, "%.*s", (int)((l.colon ? l.colon : l.end) - l.at), l.at);
        return true;
    }
    return false;
}

caption_t script_at(const view_t *v, size_t n)
{
    script_line_t l = {0};
    caption_t c = {0}, found = {0};

    while (script_next(v, &l, &c))
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

    while (script_next(v, &l, &c)) {
        snprintf(text, sizeof text, "%.*s", c.bytes, c.text);
        int rows = text_rows(text, columns);
        most = rows > most ? rows : most;
    }
    return most;
}

/* The end of what the program did: what is given back after it is the machinery's own. */
static size_t demo_last(const view_t *v)
{
    size_t count = trace_count(v->trace);

    for (size_t i = count; i > 0 && i + 10000 > count; i--)
        if (trace_event(v->trace, i - 1)->kind == CTX_EV_TEARDOWN)
            return i;
    return count;
}

static size_t nearest(size_t best, size_t event, size_t n, bool forward)
{
    if (forward)
        return event > n && (!best || event < best) ? event : best;
    return event < n && event > best ? event : best;
}

size_t demo_stop(const view_t *v, size_t n, bool forward)
{
    size_t best = 0, last = demo_last(v);
    script_line_t l = {0};
    caption_t c;

    while (script_next(v, &l, &c))
        best = nearest(best, c.event, n, forward);
    if (v->options.captions)
        return best;
    const index_stop_t *s = forward ? index_stop_after(&v->index, n) : index_stop_before(&v->index, n < last ? n : last);
    if (s && s->event <= last)
        best = s->event;
    for (uint32_t i = 0; i < v->index.marks; i++)
        best = nearest(best, v->index.mark[i], n, forward);
    for (uint32_t i = 0; i < v->findings.count; i++) /* what is found is worth a stop */
        best = nearest(best, v->shown_from[i], n, forward);
    return best;
}
