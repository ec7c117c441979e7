/* pane_node.c — the inspector: a context drawn as the box of slots it is. */
#include "view.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sentence.h"
#include "text.h"

/* Lines are added top-down; those above `scroll` or below the pane are not drawn. */
typedef struct sheet { rect_t r; int y; bool boxed; } sheet_t;

static void sheet_edge(sheet_t *s, bool top, const char *title)
{
    const char *const *c = (const char *const[]){"┌", "└", "┐", "┘"};
    bool ascii = paint_is_ascii();
    int i = top ? 0 : 1;

    paint_fill(s->r, s->y, 0, s->r.w - 1, ST_RULE, glyph(GL_RULE));
    paint(s->r, s->y, 0, ST_RULE, ascii ? "+" : c[i]);
    paint(s->r, s->y, s->r.w - 1, ST_RULE, ascii ? "+" : c[i + 2]);
    if (title)
        paint_cut(s->r, s->y, 2, s->r.w - 4, ST_TITLE, title);
    s->y++;
    s->boxed = top;
}

static void sheet_slot(sheet_t *s, const char *name, style_t st, const char *format, ...) __attribute__((format(printf, 4, 5)));
static void sheet_slot(sheet_t *s, const char *name, style_t st, const char *format, ...)
{
    char text[400];
    va_list ap;

    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    int left = s->boxed ? 2 : 1, right = s->r.w - (s->boxed ? 2 : 0);
    const char *at = text, *line;
    size_t bytes;
    for (bool first = true; tui_wrap(&at, right - left - 9, &line, &bytes); first = false) {
        if (s->boxed) {
            paint(s->r, s->y, 0, ST_RULE, glyph(GL_VRULE));
            paint(s->r, s->y, s->r.w - 1, ST_RULE, glyph(GL_VRULE));
        }
        if (first)
            paint(s->r, s->y, left, ST_DIM, name);
        paintf(s->r, s->y, left + 9, st, "%.*s", (int)bytes, line);
        s->y++;
    }
}

static void node_site(const view_t *v, uint32_t site, char *buf, size_t size)
{
    trace_site_t s = trace_site(v->trace, site);

    if (site && s.line)
        snprintf(buf, size, " at %s:%d", source_base(s.file), s.line);
    else
        buf[0] = 0;
}

static uint32_t node_id(const view_t *v, const model_node_t *d) { return (uint32_t)(d - v->model->node); }

static void node_done(sheet_t *s, const model_node_t *d)
{
    static const char *const words[] = {"none: nobody has asked for it", "open", "closed", "the shared closed one: asked for late"};
    static const style_t styles[] = {ST_DIM, ST_LIVE, ST_TOLD, ST_TOLD};

    sheet_slot(s, "done", styles[d->done & 3], "%s", words[d->done & 3]);
}

static void node_timer(sheet_t *s, const view_t *v, const model_node_t *d)
{
    static const char *const words[] = {"none", "armed, fires at ", "stopped", "fired at ", "freed"};
    char time[32];

    if (d->dominated) {
        sheet_slot(s, "deadline", ST_DIM, "%s asked; the parent's is sooner", sentence_when(v->trace, model_asked_deadline(v->model, node_id(v, d)), time));
        sheet_slot(s, "timer", ST_DIM, "%s no timer created", glyph(GL_HOLLOW));
        return;
    }
    if (d->deadline == INT64_MAX)
        sheet_slot(s, "deadline", ST_DIM, "none");
    else
        sheet_slot(s, "deadline", ST_NORMAL, "%s", sentence_when(v->trace, d->deadline, time));
    if (d->timer && d->timer < v->model->timers) {
        const model_timer_t *t = &v->model->timer[d->timer];
        unsigned state = t->state < 5 ? t->state : 0;
        sheet_slot(s, "timer", state == 1 ? ST_LIVE : ST_NORMAL, "%s%s", words[state], state == 1 || state == 3 ? sentence_when(v->trace, t->when, time) : "");
    } else
        sheet_slot(s, "timer", ST_DIM, "none");
}

/* The locks of the whole path are held while a cascade runs. */
static bool node_locked(const view_t *v, const model_node_t *d)
{
    return d->told_event && d->cascade < v->model->cascades && v->model->cascade[d->cascade].last_event == 0 &&
           v->model->cascade[d->cascade].first_event && v->model->cascade[d->cascade].first_event <= v->n &&
           d->told_event >= v->model->cascade[d->cascade].first_event;
}

static void node_slots(sheet_t *s, const view_t *v, const model_node_t *d)
{
    char text[160];

    if (d->parent)
        sentence_node(v->model, d->parent, text, sizeof text);
    sheet_slot(s, "parent", ST_NORMAL, "%s", d->parent ? text : "none: a root");
    sheet_slot(s, "lock", node_locked(v, d) ? ST_TOLD : ST_DIM, node_locked(v, d) ? "held by the cascade" : "free");
    node_done(s, d);
    if (d->in_set || d->children)
        sheet_slot(s, "children", ST_NORMAL, "%" PRIu32 " in the set (%" PRIu32 " derived)", d->in_set, d->children);
    else
        sheet_slot(s, "children", ST_DIM, "none");
    sheet_slot(s, "err", d->told_event ? ST_TOLD : ST_DIM, "%s", d->told_event ? sentence_err(d->err) : "none: it is alive");
    const char *cause = trace_text(v->trace, model_told_event(v->model, node_id(v, d))->aux);
    bool says = *cause && sentence_cause_says(cause);
    sheet_slot(s, "cause", says ? ST_TOLD : ST_DIM, "%s", says ? cause : d->told_event ? "the same as err" : "none");
    node_timer(s, v, d);
}

static void node_handle(sheet_t *s, const view_t *v, const model_node_t *d)
{
    char site[120], task[80];

    if (!d->handle || d->handle >= v->model->handles)
        return;
    const model_handle_t *h = &v->model->handle[d->handle];
    sentence_task(v->model, h->made_by, task, sizeof task);
    if (h->state == 2) {
        node_site(v, h->released_at, site, sizeof site);
        sheet_slot(s, "handle", ST_DIM, "released%s", site);
    } else {
        node_site(v, h->made_at, site, sizeof site);
        sheet_slot(s, "handle", ST_NORMAL, "%s%s%s", h->made_by ? "held since it was made by " : "held outside your program", h->made_by ? task : "", h->made_by ? site : "");
    }
}

/* Four instants, kept apart. Unknown is said, never guessed. */
static void node_instants(sheet_t *s, const view_t *v, const model_node_t *d)
{
    bool threads = (trace_header(v->trace)->flags & CTX_TRACE_THREADS) != 0;
    char time[32], task[80], site[120];
    uint32_t id = node_id(v, d);

    if (!d->told_event)
        return;
    node_site(v, model_told_site(v->model, id), site, sizeof site);
    sheet_slot(s, "told", ST_TOLD, "%s%s", sentence_when(v->trace, model_told(v->model, id), time), site);
    sentence_task(v->model, model_noticed_event(v->model, id)->task, task, sizeof task);
    if (d->noticed_event)
        sheet_slot(s, "noticed", ST_NOTICED, "%s by %s", sentence_when(v->trace, model_noticed(v->model, id), time), task);
    else
        sheet_slot(s, "noticed", ST_DIM, threads ? "not known" : d->listeners ? "not yet" : "no task was to");
    if (d->stopped_event)
        sheet_slot(s, "stopped", ST_STOPPED, "%s", sentence_when(v->trace, model_stopped(v->model, id), time));
    else
        sheet_slot(s, "stopped", ST_DIM, threads ? "not known" : d->listeners ? "not yet" : "no task was to");
    if (d->detached_event)
        sheet_slot(s, "detached", ST_FREED, "%s", sentence_when(v->trace, model_detached(v->model, id), time));
}

/* Who told whom, from the first cause down to this one. */
static void node_chain(sheet_t *s, const view_t *v, uint32_t node)
{
    char name[160];
    int steps = 0;

    uint32_t at = model_told_event(v->model, node)->other, from;
    for (; at && at < v->model->nodes && steps < 6; at = from, steps++) {
        sentence_node(v->model, at, name, sizeof name);
        sheet_slot(s, steps ? "" : "because", ST_TOLD, "%s", name);
        from = model_told_event(v->model, at)->other;
        if (from == at)
            break;
    }
}

static void node_values(sheet_t *s, const view_t *v, uint32_t node)
{
    char name[160];
    int hops = 0, found = 0;

    for (uint32_t at = node; at && at < v->model->nodes && hops < 1000 && found < 5; at = v->model->node[at].parent, hops++) {
        if (v->model->node[at].kind != CTX_NODE_VALUE)
            continue;
        sentence_node(v->model, at, name, sizeof name);
        sheet_slot(s, found++ ? "" : "values", ST_NORMAL, "%s, %d %s up", name, hops, hops == 1 ? "hop" : "hops");
    }
}

static void node_tasks(sheet_t *s, const view_t *v, uint32_t node)
{
    char task[80];
    int found = 0;

    for (uint32_t t = 1; t < v->model->tasks && t < 5000 && found < 4; t++)
        if (v->model->task[t].ctx == node && v->model->task[t].state != TASK_UNSEEN) {
            const model_task_t *k = &v->model->task[t];
            sentence_task(v->model, t, task, sizeof task);
            sheet_slot(s, found++ ? "" : "tasks", k->state == TASK_ENDED ? ST_DIM : ST_NORMAL, "%s, %s%s", task,
                       k->state == TASK_ENDED ? "ended" : k->state == TASK_BLOCKED ? "waits in " : "running",
                       k->state == TASK_BLOCKED ? trace_op_name(k->op) : "");
        }
}

void node_draw(view_t *v, rect_t r)
{
    uint32_t node = view_node(v);
    char title[200], site[120], task[80], path[400];

    if (!node || node >= v->model->nodes || v->model->node[node].state == NODE_UNSEEN) {
        paint_wrap(r, 0, 1, ST_DIM, node ? "Made before the recording began: nothing more is known of it." : "No context here yet.");
        return;
    }
    const model_node_t *d = &v->model->node[node];
    sheet_t s = {.r = r, .y = -v->scroll[PANE_NODE]};
    size_t used = tui_add(title, sizeof title, 0, " ");
    used += sentence_node(v->model, node, title + used, sizeof title - used);
    tui_add(title, sizeof title, used, " ");
    sheet_edge(&s, true, title);
    node_slots(&s, v, d);
    sheet_edge(&s, false, NULL);
    sentence_task(v->model, d->made_by, task, sizeof task);
    node_site(v, d->made_at, site, sizeof site);
    if (d->made_by || *site)
        sheet_slot(&s, "made", ST_NORMAL, "by %s%s", task, site);
    node_handle(&s, v, d);
    node_instants(&s, v, d);
    node_chain(&s, v, node);
    node_tasks(&s, v, node);
    node_values(&s, v, node);
    model_name(v->model, node, path, sizeof path);
    sheet_slot(&s, "name", ST_DIM, "%s", path);
    int over = s.y + v->scroll[PANE_NODE] - r.h;
    if (v->scroll[PANE_NODE] > over)
        v->scroll[PANE_NODE] = over > 0 ? over : 0;
}

bool node_move(view_t *v, request_t req, int page) { return pane_scroll(v, PANE_NODE, req, page); }
