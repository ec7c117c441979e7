/* list.c — the list one starts from: topics, entries, and the story of the one under the cursor. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "app.h"
#include "text.h"

void tui_catalog_load(app_t *a)
{
    catalog_t *c = &a->catalog;

    c->entries = a->host->entries(a->host->self, &c->entry);
    if (c->chosen >= c->entries)
        c->chosen = c->entries ? c->entries - 1 : 0;
    c->story_of = 0;
}

static bool catalog_takes(const catalog_t *c, const tui_entry_t *e)
{
    return !*c->filter || !strcmp(e->kind, c->filter) || !strcmp(e->status, c->filter);
}

/* Its first line, "ID — title", stands above it already. */
void story_untitled(char *story, const char *id)
{
    size_t n = strlen(id), line = strcspn(story, "\n");

    if (strncmp(story, id, n) || story[n] != ' ')
        return;
    line += strspn(story + line, "\n");
    memmove(story, story + line, strlen(story + line) + 1);
}

static void catalog_tell(app_t *a)
{
    catalog_t *c = &a->catalog;
    char err[200] = "";

    if (c->story_of == c->chosen + 1)
        return;
    free(c->story);
    c->story = a->host->text(a->host->self, c->entry[c->chosen].id, TUI_STORY, 0, err, sizeof err);
    if (c->story)
        story_untitled(c->story, c->entry[c->chosen].id);
    else
        c->story = strdup(err);
    c->story_of = c->chosen + 1;
}

static glyph_t status_glyph(const char *status, style_t *st)
{
    bool started = !strcmp(status, "tried") || !strcmp(status, "started");
    *st = !strcmp(status, "passed") ? ST_OK : started ? ST_TOLD : ST_DIM;
    return !strcmp(status, "passed") ? GL_PASS : started ? GL_TOLD : !strcmp(status, "seen") ? GL_STOPPED : GL_FREED;
}

/* Rows: a topic's name above its first entry. Returns how many rows; paints those from `from` on when paint is asked for. */
static int catalog_rows(const catalog_t *c, rect_t r, int from, bool paint_it, int *chosen_row)
{
    const char *topic = "";
    int row = 0;

    for (size_t i = 0; i < c->entries; i++) {
        const tui_entry_t *e = &c->entry[i];
        style_t st;
        if (!catalog_takes(c, e))
            continue;
        if (strcmp(topic, e->section)) {
            if (paint_it && row >= from)
                paint_cut(r, row - from, 1, r.w - 2, ST_TITLE, e->section);
            topic = e->section;
            row++;
        }
        if (i == c->chosen)
            *chosen_row = row;
        if (paint_it && row >= from && row - from < r.h) {
            glyph_t g = status_glyph(e->status, &st);
            bool chosen = i == c->chosen;
            if (chosen) {
                paint(r, row - from, 0, ST_KEY, glyph(GL_CURSOR));
                answer_look(r.y + row - from);
            }
            paint(r, row - from, 2, st, glyph(g));
            int x = paint_cut(r, row - from, 5, r.w - 14, chosen ? ST_CURSOR : ST_NORMAL, e->title);
            if (x + 15 < r.w && strcmp(e->kind, "bug"))
                paint(r, row - from, r.w - 15, ST_DIM, e->kind);
            paint(r, row - from, r.w - 8, st, e->detail ? e->detail : e->status);
        }
        row++;
    }
    return row;
}

/* Entries that stand above this row. */
static size_t catalog_before(const catalog_t *c, int end)
{
    const char *topic = "";
    size_t count = 0;
    int row = 0;

    for (size_t i = 0; i < c->entries; i++) {
        const tui_entry_t *e = &c->entry[i];
        if (!catalog_takes(c, e))
            continue;
        row += strcmp(topic, e->section) ? 2 : 1;
        topic = e->section;
        count += row <= end;
    }
    return count;
}

/* Demos and lessons are there to be watched. */
static bool can_be_passed(const tui_entry_t *e) { return !strcmp(e->kind, "bug") || !strcmp(e->kind, "judge"); }

static int catalog_done(const catalog_t *c)
{
    int done = 0;

    for (size_t i = 0; i < c->entries; i++)
        done += can_be_passed(&c->entry[i]) && !strcmp(c->entry[i].status, "passed");
    return done;
}

static int catalog_exercises(const catalog_t *c)
{
    int count = 0;

    for (size_t i = 0; i < c->entries; i++)
        count += can_be_passed(&c->entry[i]);
    return count;
}

static void catalog_side(app_t *a, rect_t r)
{
    catalog_t *c = &a->catalog;

    if (!c->entries)
        return;
    catalog_tell(a);
    answer_later(r, true); /* all new with each move */
    const tui_entry_t *e = &c->entry[c->chosen];
    paint_fill(r, 0, 0, r.w, ST_RULE, glyph(GL_RULE));
    paintf(r, 0, 1, ST_TITLE, " %s ", e->id);
    rect_t body = {r.y + 1, r.x, r.h - 1, r.w};
    int rows;
    page_markdown(body, c->story, 0, &rows);
    if (rows > body.h) { /* the story goes on where it is opened */
        paint_fill(body, body.h - 1, 0, body.w, ST_NORMAL, " ");
        paintf(body, body.h - 1, 1, ST_DIM, "%s Enter: all of it", glyph(GL_DOTS));
    }
}

/* Nothing is passed yet, and there is a lesson to begin with. */
static bool catalog_new(const catalog_t *c)
{
    for (size_t i = 0; i < c->entries; i++)
        if (!strcmp(c->entry[i].status, "passed"))
            return false;
    return c->entries && !strcmp(c->entry[0].kind, "lesson");
}

static const char *catalog_says(const catalog_t *c, int columns)
{
    if (catalog_new(c))
        return columns < 76 ? "Pick a program. New? Begin on top." : "Pick a program, Enter opens it. New here? Begin with the lesson on top.";
    return columns < 70 ? "Pick a program to watch and to fix." : "Pick a program and watch what a cancel does to it. Enter opens it.";
}

/* The cursor is on what the filter takes, if there is any. */
bool tui_catalog_empty(const app_t *a)
{
    const catalog_t *c = &a->catalog;

    return !c->entries || !catalog_takes(c, &c->entry[c->chosen]);
}

void tui_catalog_draw(app_t *a, rect_t r)
{
    catalog_t *c = &a->catalog;
    bool two = r.w >= 72;
    rect_t list = {r.y + 2, r.x, r.h - 3, two ? r.w * 11 / 20 : r.w};
    int row = 0;

    paint_fill(r, 0, 0, r.w, ST_STATUS, " ");
    paintf(r, 0, 1, ST_STATUS, "ctxlab%s%s", *c->filter ? "  only: " : "", c->filter);
    char done[80];
    snprintf(done, sizeof done, r.w < 60 ? "%d of %d passed" : "%d of %d exercises passed", catalog_done(c), catalog_exercises(c));
    paint(r, 0, r.w - tui_width(done) - 1, ST_STATUS, done);
    if (a->view.message[0])
        paint_cut(r, r.h - 1, 1, r.w - 2, ST_KEY, a->view.message);
    else if (!tui_catalog_empty(a))
        paint_cut(r, r.h - 1, 1, r.w - 2, ST_BOLD, catalog_says(c, r.w));
    if (!c->entries) {
        paint_wrap(list, 0, 1, ST_DIM, "The catalog is empty: no entry was found.");
        return;
    }
    if (tui_catalog_empty(a)) {
        paint_wrap((rect_t){list.y, list.x, list.h, r.w}, 0, 1, ST_DIM, "Nothing in the catalog is like that yet. f goes on, to all of it.");
        return;
    }
    int rows = catalog_rows(c, list, 0, false, &row), first = (int)c->first;
    if (row < first + 1)
        first = row - 1;
    if (row >= first + list.h)
        first = row - list.h + 1;
    if (first > rows - list.h)
        first = rows - list.h;
    first = first < 0 ? 0 : first;
    c->first = (size_t)first;
    catalog_rows(c, list, (int)c->first, true, &row);
    pane_left((rect_t){list.y - 1, list.x, 1, list.w}, 0, catalog_before(c, first), catalog_before(c, rows) - catalog_before(c, first + list.h));
    if (two) {
        for (int y = 0; y < list.h; y++)
            paint(r, list.y + y, list.w, ST_RULE, glyph(GL_VRULE));
        catalog_side(a, (rect_t){list.y, list.w + 2, list.h, r.w - list.w - 3});
    }
}

static bool catalog_step(catalog_t *c, int by)
{
    size_t at = c->chosen;

    for (;;) {
        if ((by < 0 && at == 0) || (by > 0 && at + 1 >= c->entries))
            return false;
        at = by < 0 ? at - 1 : at + 1;
        if (catalog_takes(c, &c->entry[at])) {
            c->chosen = at;
            return true;
        }
    }
}

static void catalog_filter(app_t *a)
{
    static const char *const filters[] = {"", "bug", "judge", "lesson", "demo", "passed"};
    catalog_t *c = &a->catalog;
    size_t at = 0;

    while (at < 5 && strcmp(filters[at], c->filter))
        at++;
    snprintf(c->filter, sizeof c->filter, "%s", filters[(at + 1) % 6]);
    if (c->entries && !catalog_takes(c, &c->entry[c->chosen]) && !catalog_step(c, 1))
        catalog_step(c, -1);
}

static void catalog_search(app_t *a)
{
    catalog_t *c = &a->catalog;
    const char *text = a->view.search;

    for (size_t k = 1; *text && k <= c->entries; k++) {
        const tui_entry_t *e = &c->entry[(c->chosen + k) % c->entries];
        if (tui_contains(e->id, text) || tui_contains(e->title, text) || tui_contains(e->topic, text)) {
            c->chosen = (c->chosen + k) % c->entries;
            *c->filter = 0;
            return;
        }
    }
    app_say(a, "\"%s\" is not in the catalog.", text);
}

/* Opened, and run or edited without its story. */
static void catalog_at_once(app_t *a, request_t req)
{
    const catalog_t *c = &a->catalog;
    const tui_entry_t *e = tui_catalog_empty(a) ? NULL : &c->entry[c->chosen];

    if (e && req == REQ_EDIT && !can_be_passed(e)) {
        app_say(a, "%s is a %s: there is no file of yours to edit. Enter opens it.", e->id, e->kind);
        return;
    }
    if (!e)
        return;
    session_open(a, e->id);
    session_request(a, req);
}

bool tui_catalog_request(app_t *a, request_t req)
{
    catalog_t *c = &a->catalog;
    int page = a->screen.h > 6 ? a->screen.h - 5 : 1;

    switch (req) {
    case REQ_UP: catalog_step(c, -1); break;
    case REQ_DOWN: catalog_step(c, 1); break;
    case REQ_PAGE_UP:
        for (int i = 0; i < page; i++)
            catalog_step(c, -1);
        break;
    case REQ_PAGE_DOWN:
        for (int i = 0; i < page; i++)
            catalog_step(c, 1);
        break;
    case REQ_HOME:
        while (catalog_step(c, -1)) {}
        break;
    case REQ_END:
        while (catalog_step(c, 1)) {}
        break;
    case REQ_FILTER: catalog_filter(a); break;
    case REQ_SEARCH_NEXT:
    case REQ_SEARCH_PREV: catalog_search(a); break;
    case REQ_ENTER:
    case REQ_RIGHT:
        if (c->entries && !tui_catalog_empty(a))
            session_open(a, c->entry[c->chosen].id);
        break;
    case REQ_RUN:
    case REQ_EDIT: catalog_at_once(a, req); break;
    case REQ_BACK: app_say(a, "q quits."); break;
    default: app_say(a, "Open an entry first: Enter."); break;
    }
    return true;
}
