/* plain.c — every view for screen readers, CI and golden tests: labelled lines, no terminal. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cascade_sum.h"
#include "demo.h"
#include "sentence.h"
#include "text.h"
#include "view.h"
#include "words.h"

enum { ROWS_LISTED = 200, LANES_LISTED = 100, CASCADES_LISTED = 50, SOURCE_AROUND = 4 };

typedef struct plain { FILE *out; view_t v; const char *label; const trace_meter_t *meter; } plain_t;

/* So many rows, unless all were asked for. */
static size_t most(const plain_t *p, size_t rows) { return p->v.options.all ? SIZE_MAX : rows; }

static void plain_more(const plain_t *p, const char *view, size_t left)
{
    char number[32];

    if (left)
        fprintf(p->out, "%s: %s more are not listed; ctxlab view FILE --plain=%s --all lists them\n", view, tui_number(left, number),
                !strcmp(view, "cascade") ? "cascades" : view);
}

static void plain_site(FILE *out, const trace_t *t, uint32_t site)
{
    trace_site_t s = trace_site(t, site);

    if (site && s.line)
        fprintf(out, " [%s:%d]", source_base(s.file), s.line);
}

/* ---- events, tree ---------------------------------------------------------------------------------------- */

/* Of the stop that is here; the next one's place. */
static size_t plain_caption(plain_t *p, size_t event)
{
    caption_t c = script_at(&p->v, event);
    char text[DEMO_TEXT];

    if (c.event) {
        snprintf(text, sizeof text, "%.*s", c.bytes, c.text);
        words_clean(text, true);
        fprintf(p->out, "caption: event %zu: %s\n", event, text);
    }
    return demo_stop(&p->v, event, true);
}

static void plain_story(plain_t *p)
{
    char text[DEMO_TEXT] = "";

    if (p->v.options.captions && script_title(&p->v, text, sizeof text))
        fprintf(p->out, "title: %s\n", text);
    *text = 0;
    if (p->v.options.captions)
        script_story(&p->v, text, sizeof text);
    if (*text)
        fprintf(p->out, "story: %s\n", text);
}

static void plain_events(plain_t *p)
{
    enum { AT_ONCE = 4096 };
    char line[1024];
    size_t said = p->v.options.demo && p->v.options.captions ? demo_stop(&p->v, 0, true) : 0;

    for (size_t i = 0; i < p->v.n; i++) {
        if (i % AT_ONCE == 0 && i && !trace_goes_on(p->meter, "writing the events", i, p->v.n))
            return;
        trace_line(p->v.trace, i, false, line, sizeof line);
        fprintf(p->out, "%s\n", line);
        if (i + 1 == said)
            said = plain_caption(p, said);
    }
    if (trace_damage(p->v.trace))
        fprintf(p->out, "damage: %s\n", trace_damage(p->v.trace));
}

static void plain_lives(FILE *out, const uint32_t life[LIVES], const char *lead)
{
    char n[32];

    for (int l = LIFE_LIVE; l < LIVES; l++)
        if (life[l]) {
            fprintf(out, "%s%s %s", lead, tui_number(life[l], n), sentence_life((life_t)l));
            lead = ", ";
        }
}

static void plain_many(plain_t *p, const row_many_t *many)
{
    char title[160];

    many_title(p->v.model, many, title, sizeof title);
    fprintf(p->out, "%s", title);
    plain_lives(p->out, many->life, ": ");
    plain_lives(p->out, many->below, "; below them: ");
    fprintf(p->out, " (c%" PRIu32 " to c%" PRIu32 ")\n", many->member[0], many->member[many->visible - 1]);
}

static void plain_row(plain_t *p, uint32_t node)
{
    const model_node_t *d = &p->v.model->node[node];
    uint32_t from = p->v.index.node[node].finding;
    char name[200];

    sentence_node(p->v.model, node, name, sizeof name);
    fprintf(p->out, "%s: %s%s%s%s%s%s\n", name, p->v.index.node[node].guessed ? "made before the recording" : d->kind == CTX_NODE_AFTER_FUNC ? sentence_after(&p->v.index, node, p->v.n) : sentence_state(&p->v.index, node, p->v.n), d->born_done ? ", born done" : "",
            d->dominated ? ", hollow: no timer created" : "", d->forwarder == 3 ? ", told by a call of its parent" : d->forwarder ? ", told by a forwarder" : "",
            d->kind == CTX_NODE_WITHOUT_CANCEL ? ", cut off from cancels" : "", from && from <= p->v.n ? ", with a finding" : "");
}

static void plain_tree(plain_t *p)
{
    view_t *v = &p->v;
    size_t shown = 0;
    row_t row = rows_first(&v->rows);

    for (; row.type && shown < most(p, ROWS_LISTED); row = rows_next(&v->rows, row), shown++) {
        row_many_t many = rows_many(&v->rows, row);
        fprintf(p->out, "tree: %*s", rows_depth(&v->rows, row) * 2, "");
        if (many.crowd)
            plain_many(p, &many);
        else
            plain_row(p, row.id);
    }
    if (row.type)
        fputs("tree: more rows are not listed; ctxlab view FILE --plain=tree --all lists them\n", p->out);
    if (!shown)
        fputs("tree: no context yet\n", p->out);
}

/* ---- the inspector --------------------------------------------------------------------------------------- */

static void plain_fact(void *self, const char *name, style_t st, const char *text)
{
    plain_t *p = self;

    (void)st;
    fprintf(p->out, "%s:%s%s: %s\n", p->label, *name ? " " : "", *name ? name : " and", text);
}

static void plain_inspect(plain_t *p, row_t row)
{
    row_many_t many = rows_many(&p->v.rows, row);
    char title[160], label[200];

    if (many.crowd)
        many_title(p->v.model, &many, title, sizeof title);
    else
        sentence_node(p->v.model, row.id, title, sizeof title);
    fprintf(p->out, "node: %s\n", title);
    if (many.crowd)
        snprintf(label, sizeof label, "node: %s", title);
    else
        snprintf(label, sizeof label, "node: c%" PRIu32, row.id);
    p->label = label;
    if (many.crowd)
        many_facts(&p->v, &many, plain_fact, p);
    else if (p->v.model->node[row.id].state != NODE_UNSEEN) {
        node_slots(&p->v, row.id, plain_fact, p);
        node_story(&p->v, row.id, plain_fact, p);
    }
}

static void plain_nodes(plain_t *p)
{
    view_t *v = &p->v;
    size_t shown = 0;

    if (v->options.node) {
        plain_inspect(p, (row_t){ROW_NODE, (uint32_t)strtoul(v->options.node + 1, NULL, 10)});
        return;
    }
    row_t row = rows_first(&v->rows);
    for (; row.type && shown < most(p, ROWS_LISTED); row = rows_next(&v->rows, row), shown++)
        plain_inspect(p, row);
    if (row.type)
        fputs("node: more rows are not listed; --node c12 inspects one context\n", p->out);
}

/* ---- tasks, cascades, findings --------------------------------------------------------------------------- */

static void plain_tally(plain_t *p, const char *lead, const tally_t *t, bool found)
{
    char text[300];

    lanes_words(p->v.model, t, 1000, text, sizeof text);
    fprintf(p->out, "%s: %s%s\n", lead, text, found ? ", with a finding" : "");
}

static void plain_tasks(plain_t *p)
{
    view_t *v = &p->v;
    lanes_t *l = &v->lanes;
    char name[160], number[32], lead[200];

    lanes_look(l, &v->index, v->model, v->n);
    for (uint32_t i = 1; i < l->lanes && i <= most(p, LANES_LISTED); i++) {
        lane_t lane = l->lane[i];
        const crew_look_t *c = lane.crew ? lanes_crew(l, lane.crew) : NULL;
        tally_t one = lanes_tally(v->model, lane.task);
        uint32_t from = v->index.task[lane.task].finding;
        if (!c) {
            sentence_task(v->model, lane.task, name, sizeof name);
            snprintf(lead, sizeof lead, "task: %s", name);
            plain_tally(p, lead, &one, from && from <= v->n);
            continue;
        }
        snprintf(lead, sizeof lead, "task: %s x %s", tui_number(c->seen, number), trace_text(v->trace, v->index.crew[lane.crew].name_text));
        for (uint32_t k = 0; k < c->tallies; k++)
            plain_tally(p, lead, &c->tally[k], false);
    }
    if (l->lanes - 1 > most(p, LANES_LISTED))
        fputs("task: more tasks are not listed\n", p->out);
    if (l->lanes <= 1)
        fputs("task: none yet\n", p->out);
}

static void plain_lateness(plain_t *p, const cascade_sum_t *s)
{
    static const char *const names[] = {"told", "noticed", "stopped"};
    char a[32], b[32], c[32], n[32];

    for (int k = 0; k < 3; k++)
        if (s->count[k] && !s->p[k][2])
            fprintf(p->out, "cascade %" PRIu32 ": %s %s: at the same instant\n", s->id, names[k], tui_number(s->count[k], n));
        else if (s->count[k] == 1)
            fprintf(p->out, "cascade %" PRIu32 ": %s 1: after %s\n", s->id, names[k], tui_time(s->p[k][2], a));
        else if (s->count[k])
            fprintf(p->out, "cascade %" PRIu32 ": %s %s: half within %s, 99 of 100 within %s, all within %s\n", s->id, names[k],
                    tui_number(s->count[k], n), tui_time(s->p[k][0], a), tui_time(s->p[k][1], b), tui_time(s->p[k][2], c));
}

static void plain_cascade(plain_t *p, uint32_t id)
{
    view_t *v = &p->v;
    const index_cascade_t *c = &v->index.cascade[id - 1];
    const ctx_event_t *ev = trace_event(v->trace, c->first - 1);
    const cascade_sum_t *s = cascade_sum(v, id);
    const char *cause = trace_text(v->trace, ev->aux);
    char name[200], task[100], trigger[300], time[32], number[32];

    sentence_node(v->model, c->node, name, sizeof name);
    sentence_task(v->model, ev->task, task, sizeof task);
    bool released = ev->flags == CTX_WHY_RELEASE;
    cascade_trigger(v, id, trigger, sizeof trigger);
    fprintf(p->out, "cascade %" PRIu32 ": from %s at %s by %s, %s%s%s, %s told in %" PRIu32 " %s%s", id, name, sentence_when(v->trace, ev->time, time),
            released || ev->flags == CTX_WHY_DEADLINE ? trigger : task, sentence_err(ev->detail), sentence_cause_says(cause) ? ": " : "", sentence_cause_says(cause) ? cause : "",
            tui_number(s->told, number), s->waves, s->waves == 1 ? "wave" : "waves", c->over && c->over <= v->n ? "" : ", under way");
    plain_site(p->out, v->trace, ev->site);
    if (cascade_because(v, id, name, sizeof name))
        fprintf(p->out, "\ncascade %" PRIu32 ": because: %s", id, name);
    fprintf(p->out, "\ncascade %" PRIu32 ": told:", id);
    for (uint32_t w = 0; w <= WAVES_SHOWN && w < s->waves; w++)
        if (w < WAVES_SHOWN)
            fprintf(p->out, "%s %s in wave %" PRIu32, w ? "," : "", tui_number(s->wave[w], number), w + 1);
        else
            fprintf(p->out, ", %s later", tui_number(s->wave[w], number));
    fputc('\n', p->out);
    plain_lateness(p, s);
    const char *straggler = trace_header(v->trace)->flags & CTX_TRACE_THREADS ? "not known to have noticed" : "straggler";
    for (uint32_t i = 0; i < s->stragglers && i < STRAGGLERS_SHOWN; i++) {
        sentence_node(v->model, s->straggler[i], name, sizeof name);
        fprintf(p->out, "cascade %" PRIu32 ": %s: %s\n", id, straggler, name);
    }
    if (s->stragglers > STRAGGLERS_SHOWN)
        fprintf(p->out, "cascade %" PRIu32 ": %s: and %" PRIu32 " more\n", id, straggler, s->stragglers - STRAGGLERS_SHOWN);
}

static void plain_cascades(plain_t *p)
{
    uint32_t seen = index_cascade_at(&p->v.index, p->v.n);

    size_t listed = most(p, CASCADES_LISTED), left = 0, quiet = 0;
    for (uint32_t id = 1; id <= seen; id++)
        if (seen > listed && p->v.index.cascade[id - 1].quiet) /* of many, those that told somebody else */
            quiet++;
        else if (id - quiet - left <= listed)
            plain_cascade(p, id);
        else
            left++;
    char number[32];
    if (quiet)
        fprintf(p->out, "cascade: %s more are a handle given back that told nobody else; --all lists them\n", tui_number(quiet, number));
    plain_more(p, "cascade", left);
    if (!seen)
        fputs(p->v.model->lost ? "cascade: none seen; one may be among what was dropped\n" : "cascade: none\n", p->out);
}

static void plain_findings(plain_t *p)
{
    uint32_t said = 0;

    for (uint32_t i = 0; i < p->v.findings.count; i++) {
        const finding_t *f = &p->v.findings.item[i];
        if (f->event > p->v.n || p->v.shown_from[i] > p->v.n) /* a leak is one once the work is over */
            continue;
        fprintf(p->out, "finding: %s: %s%s", f->name, f->unknown ? "not enough evidence yet: " : "", f->message);
        plain_site(p->out, p->v.trace, f->site);
        fprintf(p->out, " (event %zu)\n", f->event);
        said++;
    }
    if (!said && p->v.n < trace_count(p->v.trace))
        fputs("finding: none so far\n", p->out);
    else if (!said)
        fprintf(p->out, "finding: %s\n", p->v.options.nothing ? p->v.options.nothing
                                         : trace_header(p->v.trace)->flags & CTX_TRACE_THREADS
                                             ? "none in what this recording shows: calls of the library, not what happens between them"
                                             : "none");
}

/* ---- timeline, source ------------------------------------------------------------------------------------ */

typedef enum moment_kind { MOMENT_STOP, MOMENT_QUIET, MOMENT_MARK, MOMENT_FOUND } moment_kind_t;
typedef struct moment { size_t event; uint32_t order, i; moment_kind_t kind; } moment_t;

static int moment_compare(const void *a, const void *b)
{
    const moment_t *x = a, *y = b;
    return x->event != y->event ? (x->event < y->event ? -1 : 1) : (x->order > y->order) - (x->order < y->order);
}

static void moment_add(moment_t *m, size_t *count, moment_kind_t kind, uint32_t i, size_t event)
{
    m[*count] = (moment_t){event, (uint32_t)*count, i, kind};
    ++*count;
}

/* A handle given back that tells nobody else is nothing to stop at, but it has its number among the cascades. */
static size_t moments(const plain_t *p, moment_t *m)
{
    const view_t *v = &p->v;
    size_t count = 0;

    for (uint32_t i = 0; i < v->index.stops; i++)
        moment_add(m, &count, MOMENT_STOP, i, v->index.stop[i].event);
    for (uint32_t i = 0; i < v->index.cascades; i++)
        if (v->index.cascade[i].quiet)
            moment_add(m, &count, MOMENT_QUIET, i, v->index.cascade[i].first);
    for (uint32_t i = 0; i < v->index.marks; i++)
        moment_add(m, &count, MOMENT_MARK, i, v->index.mark[i]);
    for (uint32_t i = 0; i < v->findings.count; i++)
        moment_add(m, &count, MOMENT_FOUND, i, v->shown_from[i]);
    return count;
}

static void moment_says(const view_t *v, const moment_t *m, char *buf, size_t size)
{
    static const char *const words[] = {"cascade %u begins", "cascade %u reaches wave %u", "a forwarder brings the news of cascade %u", "cascade %u is over", "%u",
                                        "a foreign context passes on the news of cascade %u"};
    const index_stop_t *s = m->kind == MOMENT_STOP ? &v->index.stop[m->i] : NULL;

    if (s)
        snprintf(buf, size, words[view_called_back(v, s) ? 5 : s->kind < 4 ? s->kind : 4], s->cascade, s->wave + 1);
    else if (m->kind == MOMENT_QUIET)
        snprintf(buf, size, "cascade %u: a handle is given back, and nobody else is told", m->i + 1);
    else if (m->kind == MOMENT_MARK)
        snprintf(buf, size, "mark %s", trace_text(v->trace, trace_event(v->trace, v->index.mark[m->i] - 1)->aux));
    else
        snprintf(buf, size, "found %s", v->findings.item[m->i].name);
}

/* What the strip marks, in order: each with its event and its time. */
static void plain_timeline(plain_t *p)
{
    const view_t *v = &p->v;
    size_t room = v->index.stops + v->index.cascades + v->index.marks + v->findings.count;
    moment_t *m = calloc(room + 1, sizeof *m);
    char time[32], text[240];

    if (!m)
        return;
    size_t count = moments(p, m), i = 0;
    qsort(m, count, sizeof *m, moment_compare);
    for (; i < count && i < most(p, ROWS_LISTED); i++)
        if (m[i].event && m[i].event <= trace_count(v->trace)) {
            moment_says(v, &m[i], text, sizeof text);
            fprintf(p->out, "timeline: event %zu, %s%s: %s\n", m[i].event, sentence_when(v->trace, trace_event(v->trace, m[i].event - 1)->time, time),
                    m[i].event > v->n ? ", to come" : "", text);
        }
    plain_more(p, "timeline", count - i);
    if (!count)
        fputs("timeline: nothing is marked\n", p->out);
    free(m);
}

static void plain_source(plain_t *p)
{
    trace_site_t s = trace_site(p->v.trace, view_site(&p->v, NULL));
    const source_file_t *f = s.line ? source_open(&p->v.source, s.file) : NULL;
    const char *lesson = f ? source_lesson(f, s.line, 12) : NULL;

    if (!f || !f->path) {
        fprintf(p->out, "source: %s%s\n", f && f->was ? f->was : "", f && f->was ? ", from which it was recorded, is not there any more" : f ? "the file was not found" : "no line yet");
        return;
    }
    if (f->changed)
        fprintf(p->out, "source: %s: %s\n", source_base(s.file), source_changed_says);
    for (int line = s.line - SOURCE_AROUND; line <= s.line + SOURCE_AROUND; line++)
        if (line >= 1 && line <= f->lines)
            fprintf(p->out, "source: %s:%d%s %s\n", source_base(s.file), line, line == s.line ? " here:" : ":", f->line[line - 1]);
    if (lesson)
        fprintf(p->out, "source: note: %.*s\n", (int)strcspn(lesson, "*"), lesson);
}

/* ---- which, and at what instant -------------------------------------------------------------------------- */

static const struct { const char *name; void (*print)(plain_t *p); bool usual; } plain_views[] = {
    {"events", plain_events, true}, {"tree", plain_tree, true}, {"node", plain_nodes, false}, {"tasks", plain_tasks, true},
    {"cascades", plain_cascades, true}, {"findings", plain_findings, true}, {"timeline", plain_timeline, false}, {"source", plain_source, false},
};
enum { PLAIN_VIEWS = sizeof plain_views / sizeof *plain_views };

/* A bit a view; 0: a name that is none, said on stderr. */
static unsigned plain_chosen(const char *list)
{
    unsigned chosen = 0;

    for (size_t i = 0; i < PLAIN_VIEWS && !list; i++)
        chosen |= (unsigned)plain_views[i].usual << i;
    for (const char *at = list; at;) {
        size_t n = strcspn(at, ","), i = 0;
        while (i < PLAIN_VIEWS && (strlen(plain_views[i].name) != n || strncmp(plain_views[i].name, at, n)))
            i++;
        if (i == PLAIN_VIEWS && (n != 3 || strncmp(at, "all", 3))) {
            fprintf(stderr, "ctxlab: no view is called \"%.*s\": there are events, tree, node, tasks, cascades, findings, timeline, source, and all\n", (int)n, at);
            return 0;
        }
        chosen |= i < PLAIN_VIEWS ? 1u << i : (1u << PLAIN_VIEWS) - 1;
        at = at[n] ? at + n + 1 : NULL;
    }
    return chosen;
}

static bool plain_place(plain_t *p)
{
    view_t *v = &p->v;
    const char *at = v->options.at, *node = v->options.node;
    char *end = NULL;

    if (at && !view_goto_text(v, at)) {
        fprintf(stderr, "ctxlab: \"%s\" is neither an event number (120) nor a time (40ms)\n", at);
        return false;
    }
    if (!at)
        view_goto(v, trace_count(v->trace));
    unsigned long id = node && node[0] == 'c' ? strtoul(node + 1, &end, 10) : 0;
    if (node && (!id || *end || id >= v->index.nodes || index_life(&v->index, (uint32_t)id, v->n) == LIFE_UNSEEN)) {
        fprintf(stderr, "ctxlab: there is no context \"%s\" at that instant: they are called c1, c2, ...\n", node);
        return false;
    }
    rows_look(&v->rows, v->n, FILTER_ALL);
    return true;
}

static void plain_run(plain_t *p)
{
    const view_t *v = &p->v;
    char time[32];

    fprintf(p->out, "run: %s, %zu events", v->options.title, trace_count(v->trace));
    if (v->options.at)
        fprintf(p->out, ", at event %zu, %s", v->n, v->n ? sentence_when(v->trace, trace_event(v->trace, v->n - 1)->time, time) : "0");
    fputc('\n', p->out);
    char gap[200] = "";
    if (cascade_gap(v, gap, sizeof gap))
        fprintf(p->out, "run: %s\n", gap);
}

/* Names, causes and source lines are whatever the program made them: none of them is to command the terminal. */
static void plain_view(plain_t *p, void (*print)(plain_t *p))
{
    FILE *out = p->out, *aside;
    char *text = NULL;
    size_t size = 0;

    if (print == plain_events || !(aside = open_memstream(&text, &size))) { /* events are many, and clean already */
        print(p);
        return;
    }
    p->out = aside;
    print(p);
    p->out = out;
    if (!fclose(aside) && text) {
        words_clean(text, true);
        fputs(text, out);
    }
    free(text);
}

size_t tui_captions_lost(const trace_t *t, const char *captions, captions_lost_t *lost, void *self)
{
    tui_options_t o = TUI_OPTIONS;
    view_t v;

    o.captions = captions;
    o.live_fd = -1;
    view_open(&v, (trace_t *)(uintptr_t)t, false, &o);
    size_t count = demo_lost(&v, lost, self);
    view_close(&v);
    return count;
}

int tui_plain(const trace_t *t, FILE *out, const tui_options_t *options)
{
    tui_options_t o = options ? *options : TUI_OPTIONS;
    plain_t p = {.out = out, .meter = o.meter};
    int code = 2;
    unsigned chosen = plain_chosen(o.views);

    if (!chosen)
        return 2;
    o.event = 0;
    o.live_fd = -1;
    paint_words(true);
    view_open(&p.v, (trace_t *)(uintptr_t)t, false, &o); /* nothing here adds to it */
    p.v.follow = false;
    if (plain_place(&p)) {
        plain_view(&p, plain_run);
        if (p.v.options.demo && chosen & 1)
            plain_view(&p, plain_story);
        for (size_t i = 0; i < PLAIN_VIEWS; i++)
            if (chosen >> i & 1)
                plain_view(&p, plain_views[i].print);
        code = fflush(out) || ferror(out) ? 4 : 0;
    }
    view_close(&p.v);
    return code;
}
