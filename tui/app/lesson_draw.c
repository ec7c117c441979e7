/* lesson_draw.c — a lesson on the screen: tree and inspector above, what is told and asked below. */
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "app.h"
#include "lesson.h"
#include "sentence.h"
#include "text.h"

static void lesson_title(rect_t r, const char *name, bool active)
{
    paint_fill(r, 0, 0, r.w, ST_RULE, glyph(GL_RULE));
    paintf(r, 0, 1, active ? ST_TITLE : ST_NORMAL, " %s ", name);
}

static rect_t below(rect_t r) { return (rect_t){r.y + 1, r.x, r.h - 1, r.w}; }

/* ---- the card -------------------------------------------------------------------------------------------- */

/* A line of the card at row y; rows outside r are only counted. */
static int card_words(rect_t r, int y, int x, style_t st, const char *text)
{
    const char *line;
    size_t bytes;

    for (; tui_wrap(&text, r.w - x - 1, &line, &bytes); y++)
        if (y >= 0)
            paintf(r, y, x, st, "%.*s", (int)bytes, line);
    return y;
}

static int card_question(const lesson_t *k, rect_t r, int y)
{
    const tui_step_t *s = &k->step[k->asking - 1];

    y = card_words(r, y, 1, ST_BOLD, s->text);
    for (int i = 0; i < s->choices; i++) {
        bool here = i == k->chosen && k->focus == LESSON_ASKS;
        char label[300];
        if (here && y >= 0)
            paint(r, y, 1, ST_KEY, glyph(GL_CURSOR));
        if (y >= 0)
            paintf(r, y, 3, ST_KEY, "%c", 'a' + i);
        tui_clean(s->choice[i], strlen(s->choice[i]), paint_is_ascii(), label, sizeof label);
        y = card_words(r, y, 6, here ? ST_CURSOR : ST_NORMAL, label);
    }
    return y;
}

/* Draws the card scrolled by `scroll` rows; returns how many it has. */
static int card_draw(const app_t *a, rect_t r, int scroll)
{
    const lesson_t *k = &a->lesson;
    int y = -scroll;

    for (int i = 0; i < k->notes; i++)
        y = card_words(r, y, 1, k->note[i].st, k->note[i].text);
    if (k->asking && !k->running)
        y = card_question(k, r, y);
    return y + scroll;
}

/* While it plays: what happens, event by event. */
static int card_event(app_t *a, rect_t r, int y)
{
    char text[700];

    if (!a->lesson.running || !a->view.n || y >= r.h)
        return y;
    sentence(a->view.model, a->view.n - 1, text, sizeof text);
    return card_words(r, y, 1, ST_EVENT, text);
}

static void card_panel(app_t *a, rect_t r)
{
    lesson_t *k = &a->lesson;
    rect_t body = below(r);
    char name[80];

    if (k->together > 1)
        snprintf(name, sizeof name, "Questions %u to %u of %u", k->asked - (unsigned)k->together + 1, k->asked, k->questions);
    else if (r.w < 50)
        snprintf(name, sizeof name, k->over ? "The end" : k->asked ? "Question %u of %u" : "First", k->asked, k->questions);
    else
        snprintf(name, sizeof name, k->over ? "The end" : k->asked ? "Question %u of %u" : "Before the first question", k->asked, k->questions);
    lesson_title(r, name, k->focus == LESSON_ASKS);
    if (a->view.message[0])
        body.y++, body.h--, paint_cut(r, 1, 1, r.w - 2, ST_KEY, a->view.message);
    int over = card_draw(a, (rect_t){0, 0, 0, body.w}, 0) - body.h;
    k->shown = k->scroll < over ? k->scroll : over > 0 ? over : 0; /* a question begins at its end: all answers are seen */
    card_event(a, body, card_draw(a, body, k->shown));
    k->more = over <= 0 ? 0 : over > k->shown ? 1 : -1;
    if (over > 0)
        paint(r, 0, r.w - 14, ST_KEY, over > k->shown ? " PgDn: more " : " PgUp: more ");
}

/* ---- the whole ------------------------------------------------------------------------------------------- */

static bool lesson_reads(const app_t *a) { return a->lesson.reading && a->lesson.focus < LESSON_TREE; }

/* What there is to read stands where the run was, from side to side; Tab brings the run back. */
static void lesson_reading(app_t *a, rect_t r)
{
    const lesson_t *k = &a->lesson;
    const tui_step_t *s = &k->step[k->reading - 1];
    rect_t text = below(r);

    lesson_title(r, s->text, k->focus == LESSON_READ);
    source_read_draw(&a->view, text, s->file, s->line, s->lines, k->read_scroll);
    const char *more = tui_width(s->text) + 24 > r.w ? " more " : k->focus == LESSON_READ ? " Down, PgDn: more " : " Tab, Down: more ";
    if (s->lines - k->read_scroll > text.h)
        paint(r, 0, r.w - tui_width(more) - 1, ST_KEY, more);
}

static void lesson_above(app_t *a, rect_t r)
{
    view_t *v = &a->view;
    int focus = a->lesson.focus, left = r.w * 2 / 5;
    rect_t tree = {r.y, r.x, r.h, r.w}, node = tree;

    if (lesson_reads(a)) {
        lesson_reading(a, r);
        return;
    }
    if (r.w >= 72) {
        tree.w = left;
        node = (rect_t){r.y, r.x + left + 1, r.h, r.w - left - 1};
        for (int y = 0; y < r.h; y++)
            paint(r, y, left, ST_RULE, glyph(GL_VRULE));
        answer_later(focus == LESSON_NODE ? tree : below(node), focus != LESSON_NODE);
    }
    if (r.w >= 72 || focus != LESSON_NODE) {
        lesson_title(tree, "Contexts", focus == LESSON_TREE);
        tree_draw(v, below(tree));
    }
    if (r.w >= 72 || focus == LESSON_NODE) {
        lesson_title(node, "Node", focus == LESSON_NODE);
        node_draw(v, below(node));
    }
}

/* Rows to spare: the tasks. (The text that runs would say what comes next, before the question is answered.) */
static void lesson_between(app_t *a, rect_t r)
{
    lesson_title(r, "Tasks", false);
    tasks_draw(&a->view, below(r));
}

enum { SLOTS_ROWS = 11, STORY_ROWS = 9 /* of a context, below its slots */, BETWEEN_LEAST = 8, PANEL_LEAST = 10 };

static int lesson_strip(rect_t r) { return r.h >= 18 ? 2 : 0; }

/* The most rows the panel takes, with its title. */
static int lesson_room(rect_t r) { return r.h - 1 - lesson_strip(r) - (r.h < 15 ? 3 : 5); }

bool lesson_fits(app_t *a, const tui_step_t *ask)
{
    rect_t none = {0, 0, 0, a->screen.w};
    int rows = card_words(none, card_draw(a, none, 0), 1, ST_BOLD, ask->text) + ask->choices;

    return a->screen.h == 0 || rows + 1 <= lesson_room(a->screen);
}

void lesson_draw(app_t *a, rect_t r)
{
    view_t *v = &a->view;
    bool reads = lesson_reads(a); /* a text takes all the rows there are */
    int words = card_draw(a, (rect_t){0, 0, 0, r.w}, 0) + 1 + (v->message[0] != 0), strip = reads ? 0 : lesson_strip(r), room = lesson_room(r);
    int want = reads ? 0 : r.h - 1 - strip - SLOTS_ROWS, between = 0;
    int spare = want - STORY_ROWS - (words > PANEL_LEAST ? words : PANEL_LEAST);

    if (spare >= BETWEEN_LEAST && r.w >= 72) {
        between = spare;
        want -= STORY_ROWS + between;
    }
    int panel = words > want ? words : want;

    if (panel > room)
        panel = room;
    status_draw(v, r, 0);
    lesson_above(a, (rect_t){r.y + 1, r.x, r.h - 1 - strip - panel - between, r.w});
    if (between)
        lesson_between(a, (rect_t){r.y + r.h - strip - panel - between, r.x, between, r.w});
    if (strip) {
        source_line_draw(v, r, r.h - panel - 2);
        timeline_draw(v, r, r.h - panel - 1);
    }
    card_panel(a, (rect_t){r.y + r.h - panel, r.x, panel, r.w});
}
