/* demo.c — for projectors: the tree, the tasks, one sentence, stops by PgUp and PgDn. The heights of its parts are those that the
 * whole run needs, so that nothing moves from stop to stop but what happened.
 */
#include <stdio.h>
#include <string.h>

#include "demo.h"
#include "sentence.h"
#include "text.h"

void demo_step(view_t *v, bool forward)
{
    size_t to = demo_stop(v, v->n, forward), count = trace_count(v->trace);

    v->follow = true; /* whoever pointed at something goes on: what happens next is to be seen */
    if (v->playing && v->until > v->n && forward) { /* in a hurry */
        v->playing = false;
        view_goto(v, v->until);
        return;
    }
    v->playing = false;
    if (!forward) {
        view_goto(v, to);
        return;
    }
    if (v->n >= count || !to) { /* what is given back last is nobody's news */
        view_goto(v, count);
        if (script_at(v, count).event) /* the presenter has the last word */
            return;
        view_say(v, "That was all. PgUp goes back, Home begins again, q quits.");
        return;
    }
    v->until = to;
    size_t way = v->until - v->n;
    v->pace = 4;
    while (v->pace * 4 < (double)way) /* no stop is further than a few seconds */
        v->pace *= 2;
    v->playing = true;
}

/* A remote's other button leaves by accident: one word before that. */
static bool demo_back(view_t *v)
{
    if (!v->options.demo || v->top || v->in_pane || v->pane != PANE_SOURCE || v->show.leaving || !v->n || v->n == trace_count(v->trace))
        return false;
    v->show.leaving = true;
    v->playing = false;
    view_say(v, "Esc once more leaves; PgDn goes on.");
    return true;
}

static void lost_first(void *self, int line, const char *says)
{
    view_t *v = self;

    if (!v->message[0])
        view_say(v, "Line %d of the captions is lost: %s.", line, says);
}

void demo_lost_say(view_t *v)
{
    size_t count = demo_lost(v, lost_first, v), used = strlen(v->message);

    if (count > 1)
        tui_add(v->message, sizeof v->message, used, count == 2 ? " So is one more line." : " So are %zu more lines.", count - 1);
}

/* A talk that is left to look at something, and come back to, goes on where it was. */
void demo_toggle(view_t *v)
{
    v->playing = false;
    v->demo = !v->demo;
    if (!v->demo)
        v->show.left = v->n + 1;
    else if (v->options.demo && v->show.left)
        view_goto(v, v->show.left - 1);
}

static void demo_to(view_t *v, request_t req)
{
    uint32_t all;
    size_t count = trace_count(v->trace);

    demo_stops(v, 0, &all);
    v->follow = true;
    if (req == REQ_HOME || req == REQ_END || !all)
        view_goto(v, req == REQ_HOME || req == REQ_STOP_FIRST ? 0 : count);
    else
        view_goto(v, req == REQ_STOP_FIRST ? demo_stop(v, 0, true) : demo_stop(v, count + 1, false));
}

/* Enter goes on, too, until somebody points at something to open. */
static bool demo_goes_on(const view_t *v, request_t req)
{
    return req == REQ_PLAY || (req == REQ_ENTER && v->follow && !v->in_pane && v->pane == PANE_SOURCE);
}

bool demo_request(view_t *v, request_t req)
{
    bool plays = v->playing;

    if (v->pane == PANE_NODE)
        v->show.at = 0; /* the row it is about is to be seen as well */
    if (req != REQ_PAGE_DOWN && req != REQ_FASTER && req != REQ_SLOWER)
        v->playing = false; /* any key stops; PgDn once more is in a hurry */
    if (demo_goes_on(v, req)) {
        if (!plays)
            demo_step(v, true);
        return true;
    }
    switch (req) {
    case REQ_PAGE_DOWN:
    case REQ_PAGE_UP: demo_step(v, req == REQ_PAGE_DOWN); return true;
    case REQ_HOME:
    case REQ_END:
    case REQ_STOP_FIRST:
    case REQ_STOP_LAST:
        if (v->in_pane) /* of what it shows */
            return panes[v->pane].move(v, req == REQ_STOP_FIRST ? REQ_HOME : req == REQ_STOP_LAST ? REQ_END : req, 10);
        demo_to(v, req);
        return true;
    case REQ_BLACK: v->show.black = true; return true;
    case REQ_BACK: return demo_back(v);
    default: return false;
    }
}

/* ---- the words ------------------------------------------------------------------------------------------- */

/* Between two stops: what is happening, not what was said at the last. */
static bool demo_under_way(const view_t *v, char *buf, size_t size)
{
    uint32_t id = index_cascade_at(&v->index, v->n), told = 0;
    const index_cascade_t *c = id ? &v->index.cascade[id - 1] : NULL;
    char a[32], b[32];

    if (!c || c->quiet || (c->over && c->over <= v->n))
        return false;
    told = cascade_told(&v->index, c, v->n);
    snprintf(buf, size, "Under way: %s of %s told.", tui_number(told, a), tui_number(c->told, b));
    return told > 0;
}

/* At a stop that no script names: the cascade's instants in words. */
static bool demo_stop_says(const view_t *v, size_t n, char *buf, size_t size)
{
    const index_stop_t *s = index_stop_before(&v->index, n + 1);
    const index_cascade_t *c = s && s->event == n ? &v->index.cascade[s->cascade - 1] : NULL;
    char number[32], name[160];

    if (!c || s->kind != STOP_TOLD_ALL)
        return false;
    sentence_node(v->model, c->node, name, sizeof name);
    snprintf(buf, size, "The cancel of %s has told %s contexts, itself among them.", name, tui_number(c->told, number));
    if (c->told < 2)
        snprintf(buf, size, "The cancel of %s has told one context: itself.", name);
    return true;
}

static bool demo_found(const view_t *v, size_t n, char *buf, size_t size)
{
    uint32_t first = view_found_shown(v, n ? view_found_by(v, n - 1) : 0);

    if (!first || v->shown_from[first - 1] != n)
        return false;
    snprintf(buf, size, "%s %s: %s", glyph(GL_FINDING), v->findings.item[first - 1].name, v->findings.item[first - 1].message);
    return true;
}

bool demo_says(view_t *v, size_t n, char *buf, size_t size)
{
    caption_t c = script_at(v, n);

    if (c.event)
        snprintf(buf, size, "%.*s", c.bytes, c.text);
    return c.event || demo_found(v, n, buf, size) || demo_stop_says(v, n, buf, size);
}

/* A caption is true at its stop; one event later the event has the word. */
static void demo_caption(view_t *v, char *buf, size_t size)
{
    bool plays = v->playing && v->until > v->n;

    buf[0] = 0;
    if ((!plays && demo_says(v, v->n, buf, size)) || demo_under_way(v, buf, size))
        return;
    if (v->n && !plays) /* on the way each event would take the word from the one before, unread */
        sentence(v->model, v->n - 1, buf, size);
    else if (!v->n)
        snprintf(buf, size, "%s", v->lead ? v->lead : "PgDn goes on.");
}

/* ---- the picture ----------------------------------------------------------------------------------------- */

enum { TASKS_MOST = 12, STOPS_ASKED = 32 };

static int demo_rows_at(view_t *v, size_t n)
{
    int rows = 0;

    rows_look(&v->rows, n, v->filter);
    for (row_t row = rows_first(&v->rows); row.type && rows < 64; row = rows_next(&v->rows, row))
        rows++;
    return rows;
}

/* What the whole run will need, looked at once (and again when it has grown, or a row was opened): who breaks out at a stop may be one
 * of the many again at the end. */
static void demo_measure(view_t *v)
{
    size_t count = trace_count(v->trace);

    if (v->show.at == count + 1 && v->show.turned == v->rows.turned && v->show.filter == v->filter)
        return;
    v->show.at = count + 1;
    v->show.turned = v->rows.turned;
    v->show.filter = v->filter;
    v->show.rows = demo_rows_at(v, count);
    v->show.least = 0;
    size_t at = 0;
    for (int stop = 0; stop < STOPS_ASKED && (at = demo_stop(v, at, true)) != 0; stop++) {
        int rows = demo_rows_at(v, at), least = demo_least(v, at);
        v->show.rows = rows > v->show.rows ? rows : v->show.rows;
        v->show.least = least > v->show.least ? least : v->show.least;
    }
    rows_look(&v->rows, v->n, v->filter);
    v->show.tasks = demo_tasks_rows(v, TASKS_MOST);
}

static const char tasks_back[] = " the tasks: Esc ";

/* Tab: a pane of the usual screen, with its keys, where the tasks are otherwise. */
static void demo_pane(view_t *v, rect_t *tree)
{
    bool beside = v->pane == PANE_NODE && tree->w >= 68;
    int keep = v->show.rows < tree->h / 2 ? v->show.rows : tree->h / 2; /* of the tree; a pane wants eight */
    keep = keep > tree->h - 8 ? tree->h - 8 : keep;
    keep = keep < 0 ? 0 : keep;
    rect_t box = {tree->y + keep, tree->x, tree->h - keep, tree->w};

    if (beside)
        box = (rect_t){tree->y, tree->x + tree->w / 2 + 1, tree->h, tree->w - tree->w / 2 - 1};
    paint_fill(box, 0, 0, box.w, ST_RULE, glyph(GL_RULE));
    int x = paintf(box, 0, 1, ST_KEY, " %s ", panes[v->pane].name);
    if (v->show.tasks && v->pane != PANE_TASKS) /* they stood here */
        paint(box, 0, box.w - tui_width(tasks_back) > x ? box.w - tui_width(tasks_back) : x + 1, ST_NORMAL, tasks_back);
    if (beside)
        tree->w /= 2;
    else
        tree->h = box.y - tree->y;
    panes[v->pane].draw(v, (rect_t){box.y + 1, box.x, box.h - 1, box.w});
}

/* The tasks below the tree: all of them where there is room, at least a third of it. */
static void demo_tasks(view_t *v, rect_t *tree)
{
    int least = tree->h / 3 < 2 ? 0 : tree->h / 3, room = tree->h - v->show.rows - 1;
    int rows = v->show.tasks < least ? v->show.tasks : v->show.tasks < room ? v->show.tasks : room > least ? room : least;

    int spare = tree->h - 1 - (v->show.least < v->show.rows ? v->show.least : v->show.rows); /* what the caption speaks of comes first */

    rows = rows > spare ? spare : rows;
    v->row_step = v->show.rows * 2 + rows + 1 <= tree->h ? 2 : 1;
    if (rows <= 0)
        return;
    int used = v->show.rows * v->row_step + 1;
    used = used > tree->h - rows - 1 ? tree->h - rows - 1 : used;
    rect_t tasks = {tree->y + used + 1, tree->x, rows, tree->w};
    paint_fill(*tree, used, 0, tasks.w, ST_RULE, glyph(GL_RULE));
    tree->h = used;
    demo_tasks_draw(v, tasks);
}

static void demo_head(view_t *v, rect_t r)
{
    char title[200], time[32], number[32], count[32], at[80];
    const ctx_event_t *ev = view_event(v);
    uint32_t all, stop = demo_stops(v, v->n, &all);

    if (!script_title(v, title, sizeof title))
        snprintf(title, sizeof title, "%s", v->options.title);
    size_t used = !all ? 0 : tui_add(at, sizeof at, 0, "%s%u/%u  ", r.w < 60 ? "" : "stop ", (unsigned)stop, (unsigned)all);
    tui_add(at, sizeof at, used, "%s%s/%s", r.w < 60 ? "" : "event ", tui_number(v->n, number), tui_number(trace_count(v->trace), count));
    const char *when = ev ? sentence_when(v->trace, ev->time, time) : "0";
    int left = tui_width(at) + 2, right = tui_width(when) + 2, x = (r.w - tui_width(title)) / 2;
    paint_cut(r, 0, x > left ? x : left, r.w - right - (x > left ? x : left), ST_TITLE, title);
    paint(r, 0, 1, ST_NORMAL, at);
    paint(r, 0, r.w - right + 1, ST_BOLD, when);
}

/* Before the first stop there is no tree: what the run is about. */
static bool demo_story(const view_t *v, rect_t r)
{
    char title[200], text[DEMO_TEXT] = "";
    int width = r.w > 64 ? 60 : r.w, x = (r.w - width) / 2;
    rect_t box = {r.y, r.x + x, r.h, width};

    if (v->n || v->in_pane)
        return false;
    script_story(v, text, sizeof text);
    if (!*text)
        return false;
    if (!script_title(v, title, sizeof title))
        snprintf(title, sizeof title, "%s", v->options.title);
    int rows = text_rows(text, width) + text_rows(title, width) + 1, y = rows < r.h ? (r.h - rows) / 2 : 0;
    if (rows <= r.h) /* else it stands on top alone */
        y = paint_wrap(box, y, 0, ST_TITLE, title) + 1;
    paint_wrap(box, y, 0, ST_BOLD, text);
    return true;
}

/* The rows of words at this stop: those of the whole run, and for a longer text as many as it needs and the tree can spare. */
static int demo_words_rows(const view_t *v, rect_t r, int width, const char *text)
{
    int rows = v->options.captions ? script_rows(v, width) : r.h > 18 ? 4 : 2, most = r.h / 3 > 5 ? 5 : r.h / 3 > 4 ? r.h / 3 : r.h > 8 ? 4 : 2;
    int need = text_rows(text, width), room = r.h - 10;

    rows = rows < 2 ? 2 : rows > most ? most : rows;
    need = need > room ? room : need;
    return need > rows ? need : rows;
}

void demo_draw(view_t *v, rect_t r)
{
    char text[DEMO_TEXT];

    if (v->show.black)
        return;
    demo_measure(v);
    int width = r.w > 100 ? 90 : r.w > 60 ? r.w - 4 : r.w - 2, left = (r.w - width) / 2, head = r.h > 15 ? 2 : 1;
    demo_caption(v, text, sizeof text);
    const char *said = v->message[0] ? v->message : text; /* until the next key */
    int rows = demo_words_rows(v, r, width, said), foot = rows + 2;
    rect_t tree = {r.y + head, r.x + left, r.h - head - foot, width};
    rect_t words = {r.y + r.h - foot + 1, r.x + left, rows, width};

    demo_head(v, r);
    rows_look(&v->rows, v->n, v->filter);
    if (!demo_story(v, tree)) {
        if (v->in_pane || v->pane == PANE_NODE)
            demo_pane(v, &tree);
        else
            demo_tasks(v, &tree);
        tree_draw(v, tree);
    }
    v->row_step = 1;
    paint_fill(r, r.h - foot, 0, r.w, ST_RULE, glyph(GL_RULE));
    paint_wrap(words, 0, 0, v->message[0] ? ST_KEY : ST_BOLD, said);
    timeline_draw(v, r, r.h - 1);
}
