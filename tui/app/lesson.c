/* lesson.c — a lesson's steps, taken card by card; see lesson.h. */
#include "lesson.h"

#include <stdio.h>
#include <string.h>

#include "app.h"
#include "session_parts.h"
#include "text.h"

static void lesson_note(lesson_t *k, style_t st, const char *text)
{
    if (k->notes == LESSON_NOTES)
        return;
    k->note[k->notes].st = st;
    tui_clean(text, strlen(text), paint_is_ascii(), k->note[k->notes].text, sizeof k->note[k->notes].text);
    k->notes++;
}

/* Prose is broken where the panel ends, not where its author broke it. */
static void lesson_tell(lesson_t *k, style_t st, const char *text)
{
    char line[1200];

    snprintf(line, sizeof line, "%s", text);
    for (char *c = line; *c; c++)
        if (*c == '\n')
            *c = ' ';
    lesson_note(k, st, line);
}

/* So many rows of the tree, from the one of this context on, are its own and those of all that hangs below it. */
static int lesson_family(view_t *v, uint32_t node)
{
    enum { MOST = 40 };
    int count = 0;

    for (row_t row = v->cursor; row.type && count < MOST; row = rows_next(&v->rows, row), count++) {
        uint32_t at = rows_node(&v->rows, row);
        while (at && at != node && at < v->index.nodes)
            at = v->index.node[at].parent;
        if (at != node)
            break;
    }
    return count;
}

/* The context a step is about is the one the inspector shows, and what hangs below it is seen with it. */
static void lesson_look(app_t *a, uint32_t node)
{
    view_t *v = &a->view;

    if (!node)
        return;
    v->follow = false; /* what happens elsewhere does not take the cursor away */
    if (node < v->index.nodes && v->index.node[node].made && v->index.node[node].made <= v->n) {
        rows_reveal(&v->rows, node);
        view_cursor_to(v, node);
        v->family = lesson_family(v, node);
    }
}

/* ---- what the run answers -------------------------------------------------------------------------------- */

static void lesson_score(lesson_t *k, const tui_step_t *ask, int said, int right)
{
    char text[600];

    if (right < 0) /* the lesson is broken; a test keeps it from being shipped */
        snprintf(text, sizeof text, "The run answers none of these to: %s", ask->text);
    else if (right == said)
        snprintf(text, sizeof text, "%s Right: %s.", glyph(GL_PASS), ask->choice[right]);
    else
        snprintf(text, sizeof text, "%s Not so. You said: %s. The run says: %s.", glyph(GL_FAIL), ask->choice[said], ask->choice[right]);
    k->right += right == said;
    if (right == said && ask - k->step < LESSON_STEPS)
        k->known[ask - k->step] = (unsigned char)(right + 1);
    lesson_note(k, right == said ? ST_OK : ST_FAIL, text);
}

/* The oldest question that waits; its reason follows, then the next one's. */
static void lesson_reveal(app_t *a)
{
    lesson_t *k = &a->lesson;

    if (!k->due)
        return;
    size_t step = k->pending[0];
    int said = k->said[0];
    k->pendings--, k->due--;
    memmove(k->pending, k->pending + 1, sizeof k->pending - sizeof *k->pending);
    memmove(k->said, k->said + 1, sizeof k->said - sizeof *k->said);
    k->revealed = true;
    if (k->together > 1) /* whose answer it is */
        lesson_tell(k, ST_DIM, k->step[step].text);
    k->looked = k->looked || k->step[step].node;
    lesson_score(k, &k->step[step], said, a->host->lesson_right(a->host->self, a->session.entry, step, a->view.model));
    lesson_look(a, k->step[step].node);
}

/* ---- an entry that it names ------------------------------------------------------------------------------ */

static void lesson_names(lesson_t *k, const char *id)
{
    char text[200];

    k->entry = id;
    snprintf(text, sizeof text, "o: %s teaches it. Opened again, this lesson goes on here.", id);
    lesson_note(k, ST_KEY, text);
}

static void lesson_go(app_t *a)
{
    const lesson_t *k = &a->lesson;
    char id[80];

    if (!k->entry) {
        app_say(a, "No entry is named here.");
        return;
    }
    snprintf(id, sizeof id, "%s", k->entry);
    a->lesson_left = (lesson_left_t){.at = k->at, .reached = k->reached, .asked = k->asked, .right = k->right};
    snprintf(a->lesson_left.id, sizeof a->lesson_left.id, "%s", a->session.entry);
    session_open(a, id);
}

/* On from where it was left, if it is this one. */
static void lesson_resume(app_t *a)
{
    lesson_left_t *left = &a->lesson_left;
    lesson_t *k = &a->lesson;

    if (!strcmp(left->id, a->session.entry) && left->at <= k->steps && left->reached <= trace_count(a->view.trace)) {
        k->at = left->at;
        k->reached = left->reached;
        k->asked = left->asked;
        k->right = left->right;
    }
    *left = (lesson_left_t){0};
}

/* ---- the next card --------------------------------------------------------------------------------------- */

static size_t lesson_mark(const view_t *v, size_t from, const char *mark)
{
    for (uint32_t i = 0; i < v->index.marks; i++)
        if (v->index.mark[i] > from && !strcmp(trace_text(v->trace, trace_event(v->trace, v->index.mark[i] - 1)->aux), mark))
            return v->index.mark[i];
    return trace_count(v->trace);
}

static void lesson_run_to(app_t *a, size_t event)
{
    lesson_t *k = &a->lesson;
    view_t *v = &a->view;

    view_goto(v, k->reached);
    k->running = true;
    v->until = event;
    v->pace = 8;
    while (v->pace * 2 < (double)(event - v->n)) /* no stop is further than two seconds */
        v->pace *= 2;
    v->playing = v->n < event;
    if (!v->playing)
        lesson_arrived(a);
}

static void lesson_ask(app_t *a)
{
    lesson_t *k = &a->lesson;

    k->asking = ++k->at;
    k->asked++;
    k->chosen = 0;
    k->scroll = 1 << 20;
    lesson_look(a, k->step[k->asking - 1].node);
}

static void lesson_end(app_t *a)
{
    lesson_t *k = &a->lesson;
    char text[200];

    k->over = true;
    unsigned wrong = k->questions - k->right;
    size_t used = tui_add(text, sizeof text, 0, "%u of %u predictions were right. n: the next entry   ", k->right, k->questions);
    if (!wrong)
        tui_add(text, sizeof text, used, "r: once more");
    else
        tui_add(text, sizeof text, used, wrong == 1 ? "r: once more, asking the other one" : "r: once more, asking the other %u", wrong);
    lesson_note(k, ST_BOLD, text);
    if (a->host->lesson_done)
        a->host->lesson_done(a->host->self, a->session.entry, k->right, k->questions);
    tui_catalog_load(a);
}

/* Asked once more, and answered right before: the run answers it, and the person is not asked. */
static bool lesson_knows(const lesson_t *k) { return k->at < LESSON_STEPS && k->known[k->at] && k->pendings < LESSON_PENDING; }

/* Takes steps until the card is full: a question, a stop, or the end of an answer's reasons. */
static void lesson_fill(app_t *a)
{
    lesson_t *k = &a->lesson;

    for (bool again = false; k->at < k->steps; k->at++) {
        const tui_step_t *s = &k->step[k->at];
        if (s->kind == TUI_STEP_STOP) {
            if (!k->notes)
                lesson_run_to(a, lesson_mark(&a->view, k->reached, s->text));
            return;
        }
        if (s->kind == TUI_STEP_BECAUSE) {
            if (again)
                lesson_reveal(a);
            lesson_tell(k, ST_NORMAL, s->text);
            again = true;
            continue;
        }
        while (k->due)
            lesson_reveal(a);
        if (s->kind == TUI_STEP_ENTRY) {
            lesson_names(k, s->text);
            continue;
        }
        if (k->revealed && (s->kind != TUI_STEP_SHOW || k->looked)) /* an answer that is about no context leaves it to the next @show */
            return;
        if (s->kind == TUI_STEP_SHOW)
            lesson_look(a, s->node);
        else if (s->kind == TUI_STEP_READ) {
            k->reading = k->at + 1;
            k->read_scroll = a->view.scroll_x = 0;
        }
        else if (s->kind == TUI_STEP_TELL)
            lesson_tell(k, ST_NORMAL, s->text);
        else if (lesson_knows(k)) {
            k->pending[k->pendings] = k->at;
            k->said[k->pendings++] = k->known[k->at] - 1;
            k->asked++;
            lesson_tell(k, ST_DIM, s->text);
        } else {
            if (!k->notes || lesson_fits(a, s))
                lesson_ask(a);
            return;
        }
    }
    if (k->pendings && k->notes && !k->revealed) /* to be read first: Enter goes on */
        return;
    if (k->pendings)
        lesson_run_to(a, trace_count(a->view.trace));
    else if (!k->revealed && !k->over)
        lesson_end(a);
}

static void lesson_clear(lesson_t *k)
{
    k->notes = k->scroll = k->together = 0;
    k->asking = 0;
    k->entry = NULL;
    k->revealed = k->looked = false;
    k->focus = LESSON_ASKS;
}

static void lesson_next(app_t *a)
{
    lesson_t *k = &a->lesson;
    bool stop = k->at < k->steps && k->step[k->at].kind == TUI_STEP_STOP;

    if (k->over) {
        app_say(a, "That was all of it: n next, r again, Esc back.");
        return;
    }
    if (stop || (k->at >= k->steps && k->pendings)) { /* what was said stays to be read while the run goes on */
        k->revealed = false;
        k->asking = 0;
        lesson_run_to(a, stop ? lesson_mark(&a->view, k->reached, k->step[k->at].text) : trace_count(a->view.trace));
        return;
    }
    lesson_clear(k);
    view_goto(&a->view, k->reached);
    lesson_fill(a);
}

void lesson_arrived(app_t *a)
{
    lesson_t *k = &a->lesson;

    k->running = false;
    a->view.playing = false;
    a->view.until = 0;
    k->reached = a->view.n;
    k->reading = 0;
    a->view.scroll_x = 0;
    if (k->at < k->steps)
        k->at++;
    lesson_clear(k);
    k->due = k->together = k->pendings;
    lesson_reveal(a);
    lesson_fill(a);
    a->dirty = true;
}

/* Another question stands before the run goes on. */
static bool lesson_asks_more(const lesson_t *k)
{
    for (size_t i = k->at; i < k->steps && k->step[i].kind != TUI_STEP_STOP; i++)
        if (k->step[i].kind == TUI_STEP_ASK)
            return true;
    return false;
}

static void lesson_answer(app_t *a, int choice)
{
    lesson_t *k = &a->lesson;
    const tui_step_t *s = &k->step[k->asking - 1];
    char text[1400];

    if (choice >= s->choices) {
        app_say(a, "There is no such answer here.");
        return;
    }
    if (k->pendings == LESSON_PENDING)
        return;
    k->pending[k->pendings] = k->asking - 1;
    k->said[k->pendings++] = choice;
    lesson_clear(k);
    lesson_tell(k, ST_DIM, s->text);
    bool more = lesson_asks_more(k);
    snprintf(text, sizeof text, more ? "You say: %s. One more question comes first, then the run answers. Enter: that question." : "You say: %s. The run goes on ...",
             s->choice[choice]);
    lesson_note(k, ST_BOLD, text);
    if (more)
        return; /* a card of its own: a key pressed for this question is no answer to the next */
    if (k->at < k->steps && k->step[k->at].kind != TUI_STEP_STOP) {
        lesson_clear(k);
        view_goto(&a->view, k->reached);
        lesson_fill(a);
    } else
        lesson_next(a);
}

static bool lesson_begin(app_t *a, const unsigned char *known);

/* ---- start, stop, keys ----------------------------------------------------------------------------------- */

bool lesson_start(app_t *a) { return lesson_begin(a, NULL); }

static bool lesson_begin(app_t *a, const unsigned char *known)
{
    const tui_step_t *step = NULL;
    size_t steps = a->host->lesson ? a->host->lesson(a->host->self, a->session.entry, a->view.trace, &step) : 0;
    lesson_t *k = &a->lesson;

    if (!steps)
        return false;
    *k = (lesson_t){.on = true, .step = step, .steps = steps};
    if (known)
        memcpy(k->known, known, sizeof k->known);
    for (size_t i = 0; i < steps; i++)
        k->questions += step[i].kind == TUI_STEP_ASK;
    a->view.demo = a->view.playing = a->view.in_pane = false;
    a->view.pane = PANE_NODE;
    a->view.options.secret = true; /* a finding would stop the play, and is no lesson's subject */
    a->view.findings_at = 0;
    view_findings(&a->view);
    lesson_resume(a);
    view_goto(&a->view, k->reached);
    a->view.follow = true;
    lesson_fill(a);
    return true;
}

void lesson_stop(app_t *a)
{
    if (!a->lesson.on)
        return;
    a->lesson = (lesson_t){0};
    a->view.family = 0;
    a->view.playing = false;
    a->view.until = 0;
}

/* Back to what has been, and forward as far as it has come: never beyond, for there the answer lies. */
static void lesson_step(app_t *a, int by)
{
    view_t *v = &a->view;

    if (by > 0 && v->n >= a->lesson.reached)
        app_say(a, a->lesson.asking ? "The run goes on when you have said what it will do." : "Enter goes on.");
    else if (by < 0 && v->n == 0)
        app_say(a, "This is the start.");
    else
        view_goto(v, by > 0 ? v->n + 1 : v->n - 1);
}

static void lesson_read_move(app_t *a, request_t req)
{
    lesson_t *k = &a->lesson;
    const tui_step_t *s = &k->step[k->reading - 1];
    int last = s->lines - 1, *to = &k->read_scroll, *side = &a->view.scroll_x;

    *to += req == REQ_UP ? -1 : req == REQ_DOWN ? 1 : req == REQ_PAGE_UP ? -5 : req == REQ_PAGE_DOWN ? 5 : 0;
    *to = req == REQ_HOME || *to < 0 ? 0 : req == REQ_END || *to > last ? last : *to;
    *side += req == REQ_RIGHT ? 8 : req == REQ_LEFT ? -8 : 0;
    *side = *side < 0 ? 0 : *side > 200 ? 200 : *side;
}

/* The place to read is a pane only while there is one. */
static void lesson_focus(lesson_t *k, int by)
{
    do
        k->focus = (k->focus + by + LESSON_FOCI) % LESSON_FOCI;
    while (k->focus == LESSON_READ && !k->reading);
}

static void lesson_move(app_t *a, request_t req)
{
    lesson_t *k = &a->lesson;
    int last = k->asking ? k->step[k->asking - 1].choices - 1 : 0;

    if (k->focus == LESSON_READ)
        lesson_read_move(a, req);
    else if (k->focus != LESSON_ASKS) {
        a->view.family = 0; /* the person looks around */
        panes[k->focus == LESSON_TREE ? PANE_TREE : PANE_NODE].move(&a->view, req, 10);
    } else if (req == REQ_PAGE_UP || req == REQ_PAGE_DOWN)
        k->scroll = k->shown + (req == REQ_PAGE_UP ? -4 : 4);
    else if (k->asking)
        k->chosen = req == REQ_UP ? k->chosen - (k->chosen > 0) : req == REQ_DOWN ? k->chosen + (k->chosen < last) : req == REQ_HOME ? 0 : req == REQ_END ? last : k->chosen;
    else
        k->scroll = k->shown + (req == REQ_UP ? -1 : req == REQ_DOWN);
    if (k->scroll < 0)
        k->scroll = 0;
}

/* After its end, what was not right; before it, or when all was, all of it. */
static bool lesson_once_more(app_t *a)
{
    lesson_t *k = &a->lesson;
    unsigned char known[LESSON_STEPS] = {0};

    if (k->over && k->right < k->questions)
        memcpy(known, k->known, sizeof known);
    lesson_begin(a, known);
    return true;
}

bool lesson_request(app_t *a, request_t req, int key)
{
    lesson_t *k = &a->lesson;

    switch (req) {
    case REQ_ENTER:
        if (k->running) { /* in a hurry */
            view_goto(&a->view, a->view.until);
            lesson_arrived(a);
        } else if (k->asking)
            lesson_answer(a, k->chosen);
        else
            lesson_next(a);
        return true;
    case REQ_CHOICE:
        if (k->asking)
            lesson_answer(a, key - 'a');
        return true;
    case REQ_EVENT_NEXT:
    case REQ_EVENT_PREV:
        if (!k->running)
            lesson_step(a, req == REQ_EVENT_NEXT ? 1 : -1);
        return true;
    case REQ_PANE_NEXT: lesson_focus(k, 1); return true;
    case REQ_PANE_PREV: lesson_focus(k, -1); return true;
    case REQ_RUN: return lesson_once_more(a);
    case REQ_OPEN: lesson_go(a); return true;
    case REQ_BACK:
        if (k->focus == LESSON_ASKS)
            return false;
        k->focus = LESSON_ASKS;
        return true;
    case REQ_UP: case REQ_DOWN: case REQ_LEFT: case REQ_RIGHT: case REQ_PAGE_UP: case REQ_PAGE_DOWN: case REQ_HOME: case REQ_END:
        lesson_move(a, req);
        return true;
    default: return false;
    }
}
