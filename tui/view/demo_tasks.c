/* demo_tasks.c — demo mode's tasks: a row a task, with the glyph and the word that its context's row has, and what it does.
 *
 * Where they do not all fit, those stay that the picture is about: whom a finding shows, who was told and has not stopped, who
 * moves now. Rows keep the order of the tasks, so that they do not change places from stop to stop.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "demo.h"
#include "sentence.h"
#include "text.h"

enum { DEMO_ROWS = 32, NAME = 20, NAME_LEAST = 6 /* of a context, in columns */ };

typedef struct task_row { lane_t lane; const tally_t *part /* of a crew; NULL: one task */; int weight; uint32_t order; } task_row_t;

/* Where the context it works under stands, the words for it, and how much that matters here. */
typedef struct task_look { life_t life; const char *word; bool found; int weight; } task_look_t;

static task_look_t task_ended(const view_t *v, const model_task_t *t, uint32_t told)
{
    uint32_t id = index_cascade_at(&v->index, v->n);
    bool just = id && t->ended_event >= v->index.cascade[id - 1].first;

    if (told && told <= t->ended_event)
        return (task_look_t){LIFE_STOPPED, "stopped", false, just ? 5 : 2};
    return (task_look_t){LIFE_FREED, "ended", false, just ? 2 : 1};
}

static task_look_t task_look(const view_t *v, uint32_t task)
{
    const model_task_t *t = &v->model->task[task];
    uint32_t node = t->ctx < v->index.nodes ? t->ctx : 0, told;
    tally_t tally = lanes_tally(v->model, task);
    const ctx_event_t *ev = view_event(v);
    int now = ev && ev->task == task ? 3 : 0, own = t->of_scenario ? 0 : 1;

    if (node && v->index.node[node].passes)
        node = v->index.node[node].wave;
    told = node && v->index.node[node].told <= v->n ? v->index.node[node].told : 0;
    if (t->of_scenario) /* it plays the part of everybody else: nobody waits for it to stop */
        told = 0;
    if (t->state == TASK_ENDED)
        return task_ended(v, t, told);
    if (t->state == TASK_RUNNING && v->model->ended && !v->model->end_detail)
        return (task_look_t){told ? LIFE_TOLD : LIFE_LIVE, "had not returned", false, 6};
    bool shown = v->index.task[task].finding && v->index.task[task].finding <= v->n;
    if (tally.odd & TALLY_SPINS)
        return (task_look_t){told ? LIFE_TOLD : LIFE_LIVE, told ? "told, and spins" : "spins", true, 12};
    if (told && tally.odd & TALLY_DEAF)
        return (task_look_t){LIFE_TOLD, "told, and deaf", true, 12};
    if (told)
        return (task_look_t){LIFE_TOLD, "told, not stopped", shown, shown ? 12 : 7 + own + now};
    return (task_look_t){LIFE_LIVE, t->state == TASK_BLOCKED && t->op != CTX_OP_WORK_FOR ? "waits" : "runs", shown, shown ? 12 : 3 + own + now};
}

static uint32_t task_site(const view_t *v, uint32_t task)
{
    const model_task_t *t = &v->model->task[task];

    return t->own_site ? t->own_site : t->site;
}

/* The one file in which all of them are; NULL: several. */
static const char *tasks_file(const view_t *v, const task_row_t *row, int rows)
{
    const char *file = NULL;

    for (int i = 0; i < rows; i++) {
        trace_site_t s = trace_site(v->trace, task_site(v, row[i].lane.task));
        if (!s.line || row[i].part)
            continue;
        if (file && strcmp(file, s.file))
            return NULL;
        file = s.file;
    }
    return file;
}

/* "in sleep, line 23, listens to c6 orders"; the file too where there are several. */
static void task_does(const view_t *v, uint32_t task, bool file, int columns, char *buf, size_t size)
{
    const model_task_t *t = &v->model->task[task];
    uint32_t site = task_site(v, task);
    trace_site_t s = trace_site(v->trace, site);
    bool waits = t->state == TASK_BLOCKED, works = waits && t->op == CTX_OP_WORK_FOR;
    size_t used = 0;
    char name[100];

    buf[0] = 0;
    if (t->state == TASK_ENDED)
        return;
    if (works)
        used = tui_add(buf, size, used, model_is_told(v->model, t->ctx) ? "works on" : "works");
    else if (waits)
        used = tui_add(buf, size, used, "in %s", trace_op_name(t->op));
    else if (lanes_tally(v->model, task).odd & TALLY_SPINS)
        used = tui_add(buf, size, used, lanes_tally(v->model, task).odd & TALLY_CLOSED ? "finds a done closed, again and again" : "runs on and on");
    if (s.line && site)
        used = tui_add(buf, size, used, "%s%s%s%d", used ? ", " : "", file ? source_base(s.file) : "line ", file ? ":" : "", s.line);
    if (waits && !works && t->listens) {
        used = tui_add(buf, size, used, ", listens to c%" PRIu32, t->listens);
        if (tui_width(buf) < columns - NAME_LEAST && demo_name(v, t->listens, name, sizeof name) && strncmp(name, "by ", 3) && strcmp(name, trace_text(v->trace, t->name_text)))
            tui_add(buf, size, used, " %.*s", (int)tui_fit(name, columns - tui_width(buf) - 1, NULL), name);
    }
    else if (waits && !works && t->deaf)
        tui_add(buf, size, used, ", listens to nobody");
}

/* How many of a tally have no row of their own. */
static uint32_t part_rest(const view_t *v, const crew_look_t *crew, const tally_t *part)
{
    uint32_t rest = part->count;

    for (uint32_t i = 0; i < crew->odds; i++) {
        tally_t one = lanes_tally(v->model, crew->odd[i]);
        rest -= rest && one.state == part->state && one.op == part->op && one.odd == part->odd && one.site == part->site;
    }
    return rest;
}

/* Stopped is who was told before. */
static void ended_words(uint32_t stopped, uint32_t ended, char *buf, size_t size)
{
    char a[32], b[32];

    snprintf(buf, size, "%s ended, %s stopped", tui_number(ended, a), tui_number(stopped, b));
}

/* Many alike. */
static void part_draw(const view_t *v, rect_t r, int y, const task_row_t *row)
{
    char text[300], number[32], word[90] = "";
    tally_t part = *row->part;
    uint32_t rest = part_rest(v, lanes_crew(&v->lanes, row->lane.crew), &part), told = part.told;
    bool ended = part.state == TASK_ENDED;
    style_t st = part.odd ? ST_FINDING : ended ? ST_STOPPED : told ? ST_TOLD : ST_LIVE;

    if (ended && told && told < part.count)
        ended_words(told, part.count - told, word, sizeof word);
    else if (told >= part.count && part.count)
        snprintf(word, sizeof word, ended ? "stopped" : part.odd & TALLY_DEAF ? "told, and deaf" : "told, not stopped");
    else if (ended)
        snprintf(word, sizeof word, "ended");
    else if (told)
        snprintf(word, sizeof word, "%s told", tui_number(told, number));
    snprintf(text, sizeof text, "%s%s %s", tui_number(rest, number), glyph(GL_TIMES), trace_text(v->trace, v->index.crew[row->lane.crew].name_text));
    paint(r, y, 1, st, glyph(part.odd ? GL_FINDING : ended ? GL_STOPPED : told ? GL_TOLD : GL_LIVE));
    paint_cut(r, y, 3, NAME, ST_NORMAL, text);
    part.crew = false;
    int mid = r.w - NAME - 7 - tui_width(word);
    if (!ended && mid > 8) {
        lanes_words(v->model, &part, mid, text, sizeof text);
        paint_cut(r, y, NAME + 4, mid, ST_NORMAL, text);
    }
    paint_cut(r, y, r.w - 1 - tui_width(word), tui_width(word), st, word);
}

static void task_row_draw(const view_t *v, rect_t r, int y, const task_row_t *row, bool file)
{
    char text[300];
    task_look_t look = task_look(v, row->lane.task);

    if (row->part) {
        part_draw(v, r, y, row);
        return;
    }
    style_t st = look.found ? ST_FINDING : life_style(look.life);
    int word = tui_width(look.word), mid = r.w - NAME - 7 - word;
    paint(r, y, 1, st, look.found ? glyph(GL_FINDING) : glyph(life_glyph(look.life)));
    sentence_task(v->model, row->lane.task, text, sizeof text);
    paint_cut(r, y, 3, NAME, ST_NORMAL, text);
    task_does(v, row->lane.task, file, mid, text, sizeof text);
    if (mid > 8)
        paint_cut(r, y, NAME + 4, mid, ST_NORMAL, text);
    paint_cut(r, y, r.w - 1 - word, word, st, look.word);
}

static void row_add(task_row_t *row, int *rows, task_row_t one)
{
    if (*rows < DEMO_ROWS) {
        row[(*rows)++] = one;
        return;
    }
    int least = 0;
    for (int i = 1; i < DEMO_ROWS; i++)
        least = row[i].weight < row[least].weight ? i : least;
    if (one.weight > row[least].weight) {
        memmove(row + least, row + least + 1, (size_t)(DEMO_ROWS - 1 - least) * sizeof *row);
        row[DEMO_ROWS - 1] = one;
    }
}

static int rows_collect(view_t *v, task_row_t *row)
{
    int rows = 0;

    lanes_look(&v->lanes, &v->index, v->model, v->n);
    for (uint32_t i = 1; i < v->lanes.lanes; i++) {
        lane_t lane = v->lanes.lane[i];
        const crew_look_t *crew = lane.crew ? lanes_crew(&v->lanes, lane.crew) : NULL;
        if (!crew)
            row_add(row, &rows, (task_row_t){lane, NULL, task_look(v, lane.task).weight, i});
        bool open = crew && v->index.crew[lane.crew].open;
        for (uint32_t k = 0; crew && k < crew->tallies; k++)
            if (!open && part_rest(v, crew, &crew->tally[k]))
                row_add(row, &rows, (task_row_t){lane, &crew->tally[k], crew->tally[k].odd ? 12 : crew->tally[k].state == TASK_ENDED ? 2 : 6, i});
    }
    return rows;
}

int demo_tasks_rows(view_t *v, int most)
{
    int rows = 0;

    for (uint32_t t = 1; t < v->index.tasks && rows < most; t++) {
        const index_task_t *task = &v->index.task[t];
        bool folded = task->crew && v->index.crew[task->crew].count >= LANES_FOLD;
        bool first = true;
        for (uint32_t before = t; folded && first && before-- > 1;)
            first = v->index.task[before].crew != task->crew;
        rows += !task->seen ? 0 : !folded ? 1 : first ? 3 : 0; /* a crew does several things at a time */
    }
    return rows < most ? rows : most;
}

void demo_tasks_draw(view_t *v, rect_t r)
{
    task_row_t row[DEMO_ROWS];
    int rows = rows_collect(v, row), y = 0;

    while (rows > r.h) {
        int least = 0;
        for (int i = 1; i < rows; i++) /* of equal ones the last goes */
            least = row[i].weight <= row[least].weight ? i : least;
        memmove(row + least, row + least + 1, (size_t)(rows - 1 - least) * sizeof *row);
        rows--;
    }
    bool file = tasks_file(v, row, rows) == NULL;
    for (int i = 0; i < rows; i++)
        task_row_draw(v, r, y++, &row[i], file);
}
