/* pane_node.c — the inspector: a context drawn as the box of slots it is. */
#include "view.h"

#include <stdio.h>
#include <string.h>

#include "sentence.h"
#include "text.h"

/* Lines are added top-down; those above `scroll` or below the pane are not drawn. Every slot has one line and every instant its own, in
 * the box and in the story: from one context to the next only what differs moves, for the eye and for the terminal. */
typedef struct sheet { rect_t r; int y, story; bool boxed, told; } sheet_t;

static const char *const instants[] = {"made", "handle", "values", "told", "noticed", "stopped", "detached"};
static const char *const slots[] = {"parent", "lock", "done", "children", "err", "cause", "deadline", "timer"}; /* node_slots: in this order */
enum { INSTANTS = sizeof instants / sizeof *instants, SLOTS = sizeof slots / sizeof *slots, LABEL = 9 };

static void sheet_edge(sheet_t *s, bool top, const char *title)
{
    const char *const *c = (const char *const[]){"┌", "└", "┐", "┘"};
    bool ascii = paint_is_ascii();
    int i = top ? 0 : 1;
    style_t st = top ? ST_TITLE : ST_RULE; /* one pen with what stands in it */

    paint_fill(s->r, s->y, 0, s->r.w - 1, st, glyph(GL_RULE));
    paint(s->r, s->y, 0, st, ascii ? "+" : c[i]);
    paint(s->r, s->y, s->r.w - 1, st, ascii ? "+" : c[i + 2]);
    if (*title)
        paint_cut(s->r, s->y, 2, s->r.w - 4, ST_TITLE, title);
    s->y++;
    s->boxed = top;
}

/* One line. Of a place at its end the number is what counts: its file's name is cut in front. */
static void sheet_line(const sheet_t *s, int y, style_t st, const char *text)
{
    rect_t r = {s->r.y, s->r.x, s->r.h, s->r.w - (s->boxed ? 2 : 0)};
    int x = (s->boxed ? 2 : 1) + LABEL;
    if (st == ST_FINDING)
        x = paint(r, y, x, st, glyph(GL_FINDING)) + 1;
    int over = tui_width(text) - (r.w - x);
    const char *place = strrchr(text, ' ');
    size_t n = place ? strlen(place + 1) : 0;

    if (over <= 0 || n < (size_t)over + 8 || !strchr(place, ':')) {
        paint_cut(r, y, x, r.w - x, st, text);
        return;
    }
    x = paintf(r, y, x, st, "%.*s%s", (int)(place + 1 - text), text, glyph(GL_DOTS));
    paint(r, y, x, st, place + 1 + over + 1);
}

static void sheet_label(const sheet_t *s, int y, const char *name)
{
    if (s->boxed) {
        paint(s->r, y, 0, ST_RULE, glyph(GL_VRULE));
        paint(s->r, y, s->r.w - 1, ST_RULE, glyph(GL_VRULE));
    }
    paint(s->r, y, s->boxed ? 2 : 1, ST_DIM, name);
}

static void sheet_slot(void *self, const char *name, style_t st, const char *text)
{
    sheet_t *s = self;

    sheet_label(s, s->y, name);
    sheet_line(s, s->y++, st, text);
}

/* As many lines as it takes: of many, the numbers are exact, and all there. */
static void sheet_slot_whole(sheet_t *s, const char *name, style_t st, const char *text)
{
    const char *line;
    char part[300];
    size_t bytes;

    for (int columns = s->r.w - 4 - LABEL - (st == ST_FINDING ? 2 : 0), rows = 0; tui_wrap(&text, columns, &line, &bytes); rows++) {
        snprintf(part, sizeof part, "%.*s", (int)bytes, line);
        sheet_slot(s, rows ? "" : name, st, part);
    }
}

/* What is told of few only, below: as long as it is. */
static void sheet_words(void *self, const char *name, style_t st, const char *text)
{
    sheet_t *s = self;
    const char *line;
    size_t bytes;

    for (int i = 0; i < INSTANTS && s->told; i++)
        if (!strcmp(name, instants[i])) {
            if (strcmp(name, "stopped") || strcmp(text, "no task")) /* that nobody was there to notice is said just above */
                sheet_line(s, s->story + i, st, text);
            return;
        }
    for (bool first = true; tui_wrap(&text, s->r.w - 1 - LABEL, &line, &bytes); first = false, s->y++) {
        sheet_label(s, s->y, first ? name : "");
        paintf(s->r, s->y, 1 + LABEL, st, "%.*s", (int)bytes, line);
    }
}

static void sheet_story(sheet_t *s)
{
    s->story = s->y;
    s->told = true;
    for (int i = 0; i < INSTANTS; i++)
        sheet_label(s, s->y++, instants[i]);
}

static void node_sheet(view_t *v, sheet_t *s, uint32_t node)
{
    char title[300] = " ";
    size_t used = 1;

    used += sentence_node(v->model, node, title + used, sizeof title - used);
    tui_add(title, sizeof title, used, " ");
    sheet_edge(s, true, title);
    node_slots(v, node, sheet_slot, s);
    sheet_edge(s, false, "");
    sheet_story(s);
    node_story(v, node, sheet_words, s);
}

/* How many have come to an instant and not to the one after it: who was told and has stopped is counted as stopped. */
static void many_states(sheet_t *s, const row_many_t *many)
{
    static const char *const lives[LIVES] = {[LIFE_TOLD] = "told", [LIFE_NOTICED] = "noticed", [LIFE_STOPPED] = "stopped", [LIFE_FREED] = "detached", [LIFE_UNKNOWN] = "unknown"};
    static const char *const yet[LIVES] = {[LIFE_TOLD] = " not noticed yet", [LIFE_NOTICED] = " not stopped yet", [LIFE_STOPPED] = " not detached yet"};
    char number[32], text[60];

    for (int l = LIFE_TOLD; l < LIVES; l++) {
        snprintf(text, sizeof text, "%s%s", tui_number(many->life[l], number), yet[l] ? yet[l] : "");
        if (many->life[l] || l < LIFE_FREED)
            sheet_words(s, lives[l], ST_NORMAL, text);
    }
}

/* What there is to say of many, by its name. */
enum { SAID = 16 };
typedef struct said { int count; struct { char name[16], text[300]; style_t st; } line[SAID]; } said_t;

static void many_said(void *self, const char *name, style_t st, const char *text)
{
    said_t *s = self;

    if (s->count == SAID)
        return;
    snprintf(s->line[s->count].name, sizeof s->line->name, "%s", name);
    snprintf(s->line[s->count].text, sizeof s->line->text, "%s", text);
    s->line[s->count++].st = st;
}

/* "" when nothing of that name is said. */
static const char *said_of(const said_t *s, const char *name)
{
    for (int i = 0; i < s->count; i++)
        if (!strcmp(s->line[i].name, name))
            return s->line[i].text;
    return "";
}

/* Those that have no slot of their own: what is unlike, what was found, in which ranges. Returns how many. */
static int many_rest(sheet_t *s, const said_t *said, bool draw)
{
    static const char *const elsewhere[] = {"parent", "which", "made", "states" /* each has its own line */, "below"};
    enum { PLACES = sizeof elsewhere / sizeof *elsewhere };
    int rest = 0;

    for (int i = 0; i < said->count; i++) {
        int k = 0;
        while (k < PLACES && strcmp(said->line[i].name, elsewhere[k]))
            k++;
        rest += k == PLACES;
        if (k == PLACES && draw)
            sheet_slot_whole(s, said->line[i].name, said->line[i].st, said->line[i].text);
    }
    return rest;
}

/* "c5 to c379: 375 told" as "c5-c379: 375 told": on 80 columns that is one line. */
static void many_close(said_t *said)
{
    for (int i = 0; i < said->count; i++) {
        char *text = said->line[i].text, *to = strstr(text, " to c");
        if (to && (!strcmp(said->line[i].name, "ranges") || !*said->line[i].name)) {
            *to = '-';
            memmove(to + 1, to + strlen(" to "), strlen(to + strlen(" to ")) + 1);
        }
    }
}

/* Who has no err yet lives. */
static void many_alive(sheet_t *s, const row_many_t *many)
{
    uint32_t alive = many->life[LIFE_LIVE], unknown = many->life[LIFE_UNKNOWN];
    char number[32], text[60];

    snprintf(text, sizeof text, "none: %s alive", alive == many->visible ? "all are" : tui_number(alive, number));
    sheet_slot(s, "err", ST_NORMAL, alive ? text : unknown ? "not known" : "none is alive");
}

/* Siblings alike have one parent, and links of a chain one above them all: what is not a context's own is the same for each. */
static void many_slot(sheet_t *s, const said_t *first, const row_many_t *many, const char *name)
{
    enum { OWN = 1u << CTX_NODE_CANCEL | 1u << CTX_NODE_TIMER | 1u << CTX_NODE_AFTER_FUNC | 1u << CTX_NODE_CUSTOM };
    bool timed = !strcmp(name, "deadline") || !strcmp(name, "timer"), several = many->kinds & (many->kinds - 1);
    bool each = timed ? many->kinds >> CTX_NODE_TIMER & 1 : several || many->kinds & OWN;

    sheet_slot(s, name, ST_NORMAL, each ? "their own" : said_of(first, name));
}

/* The slots of one, where they are; of those the last leave their lines to what is said of many alone. */
static void many_slots(sheet_t *s, const said_t *said, const said_t *first, const row_many_t *many)
{
    const char *below = said_of(said, "below");
    int top = s->y, rest = many_rest(s, said, false);

    sheet_slot(s, slots[0], ST_NORMAL, said_of(said, "parent"));
    for (int i = 1; i < 3 && rest <= 3; i++) /* else they have no room to spare */
        many_slot(s, first, many, slots[i]);
    if (*below || rest <= 5)
        sheet_slot_whole(s, slots[3], ST_NORMAL, *below ? below : "none");
    if (rest <= 6)
        many_alive(s, many);
    many_rest(s, said, true);
    while (s->y < top + SLOTS)
        many_slot(s, first, many, slots[s->y - top]);
}

/* What stands below the slots of many: of which each has its own, and where they are. */
static void many_story(sheet_t *s, const said_t *said, const said_t *first, const row_many_t *many)
{
    const char *values = "";
    bool each = many->chain || many->kinds >> CTX_NODE_VALUE & 1; /* siblings find the same ones, and as far up */

    for (int i = 0; i < first->count; i++)
        if (!strcmp(first->line[i].name, "values"))
            values = first->line[i].st == ST_EVENT /* that it is just asked for */ ? "their own" : first->line[i].text;
    sheet_story(s);
    sheet_words(s, "made", ST_NORMAL, said_of(said, "made"));
    sheet_words(s, "handle", ST_NORMAL, *said_of(first, "handle") ? "their own" : "none");
    sheet_words(s, "values", ST_NORMAL, !*values ? "none" : each ? "their own" : values);
    many_states(s, many);
}

static void many_sheet(view_t *v, sheet_t *s, const row_many_t *many)
{
    static said_t said, first;
    char title[300] = " ", which[60];
    size_t used = 1;

    said.count = first.count = 0;
    node_slots(v, many->member[0], many_said, &first);
    node_story(v, many->member[0], many_said, &first);
    many_facts(v, many, many_said, &said);
    many_close(&said);
    snprintf(which, sizeof which, "%s", said_of(&said, "which"));
    which[strcspn(which, ",")] = 0; /* siblings or a chain: the rest of the title says it */
    char *to = strstr(which, " to ");
    if (to)
        used = tui_add(title, sizeof title, used, "%.*s-%s: ", (int)(to - which), which, to + strlen(" to "));
    used += many_title(v->model, many, title + used, sizeof title - used);
    tui_add(title, sizeof title, used, " ");
    sheet_edge(s, true, title);
    many_slots(s, &said, &first, many);
    sheet_edge(s, false, "");
    paint(s->r, s->y - 1, 2, ST_KEY, many->open ? " Enter folds them " : " Enter shows each ");
    many_story(s, &said, &first, many);
}

/* How many rows it has; those from `from` on are drawn. */
static int node_rows(view_t *v, rect_t r, uint32_t node, const row_many_t *many, int from)
{
    sheet_t s = {.r = r, .y = -from};

    if (many->crowd)
        many_sheet(v, &s, many);
    else
        node_sheet(v, &s, node);
    return s.y + from;
}

void node_draw(view_t *v, rect_t r)
{
    uint32_t node = view_node(v);
    row_many_t many = rows_many(&v->rows, v->cursor);

    if (!node || node >= v->model->nodes || v->model->node[node].state == NODE_UNSEEN) {
        paint_wrap(r, 0, 1, ST_DIM, node ? "Made before the recording began: nothing more is known of it." : "No context here yet.");
        return;
    }
    int rows = v->scroll[PANE_NODE] ? node_rows(v, (rect_t){r.y, r.x, 0, r.w}, node, &many, 0) : 0, from = pane_from(v, PANE_NODE, rows, r);
    rows = node_rows(v, r, node, &many, from);
    pane_more(r, rows - from);
}

bool node_move(view_t *v, request_t req, int page)
{
    if (req == REQ_ENTER && rows_many(&v->rows, v->cursor).crowd) {
        rows_set_open(&v->rows, v->cursor, !rows_open(&v->rows, v->cursor));
        return true;
    }
    return pane_scroll(v, PANE_NODE, req, page);
}
