/* node_facts.c — what a context's slots hold, in words: for the box of the inspector, and for --plain.
 *
 * Every kind has the same slots. Values hold no state of their own: they pass each question on to the context below them.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sentence.h"
#include "text.h"
#include "view.h"

typedef struct facts { const view_t *v; fact_fn_t *fn; void *self; uint32_t node; const model_node_t *d; } facts_t;

static void fact(const facts_t *f, const char *name, style_t st, const char *format, ...) __attribute__((format(printf, 4, 5)));
static void fact(const facts_t *f, const char *name, style_t st, const char *format, ...)
{
    char text[400];
    va_list ap;

    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    f->fn(f->self, name, st, text);
}

static facts_t facts_of(const view_t *v, uint32_t node, fact_fn_t *fn, void *self)
{
    return (facts_t){v, fn, self, node, &v->model->node[node]};
}

/* " at FILE:LINE"; in the file in which the context was made: " at line LINE". */
static void fact_site(const facts_t *f, uint32_t site, char *buf, size_t size)
{
    trace_site_t s = trace_site(f->v->trace, site), made = trace_site(f->v->trace, f->d->made_at);

    buf[0] = 0;
    if (site && s.line && f->d->made_at && made.line && !strcmp(s.file, made.file))
        snprintf(buf, size, " at line %d", s.line);
    else if (site && s.line)
        snprintf(buf, size, " at %s:%d", source_base(s.file), s.line);
}

/* ---- the slots ------------------------------------------------------------------------------------------- */

enum { HAS_NONE, HAS_OWN, HAS_ANOTHERS, HAS_FOREIGN };

/* Whose done, err, cause and lock a question to this kind is answered with. */
static int slots_of(unsigned kind)
{
    switch (kind) {
    case CTX_NODE_CANCEL: case CTX_NODE_TIMER: case CTX_NODE_AFTER_FUNC: return HAS_OWN;
    case CTX_NODE_VALUE: case CTX_NODE_STOP: return HAS_ANOTHERS;
    case CTX_NODE_CUSTOM: return HAS_FOREIGN;
    default: return HAS_NONE;
    }
}

static uint32_t told_from(const view_t *v, uint32_t node)
{
    return node < v->index.nodes && v->index.node[node].told ? trace_event(v->trace, v->index.node[node].told - 1)->other : 0;
}

/* Is it on the way that the news took, from where it began to `last`? The way may be a million hops long, and a step lengthens or
 * shortens it by one: what was found is kept for that. */
static bool on_the_way(const view_t *v, uint32_t node, uint32_t last, const index_cascade_t *c)
{
    static struct { uint32_t serial, cascade, node, last; size_t built; bool is; } k;
    uint32_t id = (uint32_t)(c - v->index.cascade) + 1, at = last;
    bool same = k.serial == v->serial && k.cascade == id && k.node == node && k.built == v->index.built && last != node && k.last != node;

    if (!same || (last != k.last && (last == c->node || told_from(v, last) != k.last) && (k.last == c->node || told_from(v, k.last) != last))) {
        for (uint32_t hops = 0; at && at != node && at != c->node && hops < v->index.nodes; hops++)
            at = told_from(v, at);
        k.is = at == node;
    }
    k.serial = v->serial, k.cascade = id, k.node = node, k.last = last, k.built = v->index.built;
    return k.is;
}

/* While a cascade runs it holds the locks of its path, from where it began to whom it tells; behind it they are free again. */
static bool slot_locked(const view_t *v, uint32_t node)
{
    const index_t *x = &v->index;
    uint32_t id = node < x->nodes && x->node[node].told && x->node[node].told <= v->n ? index_cascade_of(x, node) : 0;
    const index_cascade_t *c = id ? &x->cascade[id - 1] : NULL;

    if (!c || (c->last && c->last <= v->n))
        return false;
    uint32_t told = cascade_told(x, c, v->n);
    return on_the_way(v, node, told ? cascade_members(c)[told - 1] : 0, c);
}

/* One that was made before the recording began is known by its number, and stands above it in the tree. */
static void slot_parent(const facts_t *f)
{
    const index_node_t *at = &f->v->index.node[f->node];
    const ctx_event_t *made = at->made ? trace_event(f->v->trace, at->made - 1) : NULL;
    uint32_t earlier = made && made->kind == CTX_EV_NODE_NEW ? made->other : 0;
    char text[160];

    sentence_node(f->v->model, f->d->parent, text, sizeof text);
    if (!f->d->parent && earlier)
        fact(f, "parent", ST_NORMAL, "c%" PRIu32 ", made earlier", earlier);
    else
        fact(f, "parent", ST_NORMAL, "%s", f->d->parent ? text : "none: a root");
}

static void slot_lock(const facts_t *f)
{
    bool held = slot_locked(f->v, f->node);

    if (slots_of(f->d->kind) == HAS_OWN)
        fact(f, "lock", held ? ST_TOLD : ST_NORMAL, held ? "held by the cascade" : "free");
    else
        fact(f, "lock", ST_NORMAL, slots_of(f->d->kind) == HAS_FOREIGN ? "its own code's" : "none");
}

static void slot_children(const facts_t *f)
{
    const model_node_t *d = f->d;
    char in_set[48] = "no set";

    if (slots_of(d->kind) == HAS_OWN)
        snprintf(in_set, sizeof in_set, "%" PRIu32 " in set", d->in_set);
    if (d->children || d->in_set)
        fact(f, "children", ST_NORMAL, "%" PRIu32 " (%s)", d->children, in_set);
    else
        fact(f, "children", ST_NORMAL, "none");
}

static void slot_done(const facts_t *f, const char *whose, const model_node_t *d)
{
    static const char *const words[] = {"none: nobody asked", "open", "closed", "closed, the shared one"};
    static const style_t styles[] = {ST_NORMAL, ST_LIVE, ST_TOLD, ST_TOLD};
    unsigned done = d->done & 3;

    if (*whose) /* the rest is told there */
        fact(f, "done", ST_NORMAL, "%s: %s", whose, !done ? "none" : done == 1 ? "open" : "closed");
    else if (!done && d->told_event)
        fact(f, "done", ST_TOLD, "none: shared now");
    else
        fact(f, "done", styles[done], "%s", words[done]);
}

static void slot_err(const facts_t *f, const char *whose, const model_node_t *d)
{
    const char *cause = trace_text(f->v->trace, model_told_event(f->v->model, (uint32_t)(d - f->v->model->node))->aux);
    bool says = *cause && sentence_cause_says(cause);

    fact(f, "err", ST_NORMAL, "%s%s%s", whose, *whose ? ": " : "", d->told_event ? sentence_err(d->err) : "none: alive");
    fact(f, "cause", ST_NORMAL, "%s", *whose ? whose : says ? cause : d->told_event ? "as err" : "none");
}

/* done, then the children, then err and cause: in the order in which a cancel changes them. */
static void slots_state(const facts_t *f)
{
    const model_t *m = f->v->model;
    uint32_t carrier = f->d->carrier;
    int has = slots_of(f->d->kind);
    char whose[40] = "";

    if (has == HAS_ANOTHERS && (!carrier || carrier >= m->nodes))
        has = HAS_NONE; /* nothing below it ever ends */
    if (has == HAS_ANOTHERS)
        snprintf(whose, sizeof whose, "c%" PRIu32 "'s", carrier);
    const model_node_t *d = has == HAS_ANOTHERS ? &m->node[carrier] : f->d;
    if (has == HAS_FOREIGN)
        fact(f, "done", d->told_event ? ST_TOLD : ST_NORMAL, "its own code's: %s", d->told_event || d->noticed_event ? "closed" : "not known");
    else if (has == HAS_NONE)
        fact(f, "done", ST_NORMAL, f->d->kind == CTX_NODE_WITHOUT_CANCEL ? "none: no cancel passes" : "none: never ends");
    else
        slot_done(f, whose, d);
    slot_children(f);
    if (has == HAS_FOREIGN && !d->told_event) {
        fact(f, "err", ST_NORMAL, "its own code's: not known");
        fact(f, "cause", ST_NORMAL, "its own code's");
    } else if (has == HAS_NONE) {
        fact(f, "err", ST_NORMAL, "none");
        fact(f, "cause", ST_NORMAL, "none");
    } else
        slot_err(f, whose, d);
}

/* The soonest of those above it, which is what it answers. */
static void slot_deadline(const facts_t *f)
{
    const model_t *m = f->v->model;
    char time[32];

    if (f->d->dominated) {
        fact(f, "deadline", ST_NORMAL, "%s asked, parent's sooner", sentence_when(f->v->trace, model_asked_deadline(f->v->model, f->node), time));
        return;
    }
    if (f->d->deadline != INT64_MAX && slots_of(f->d->kind) == HAS_OWN) {
        fact(f, "deadline", ST_NORMAL, "%s", sentence_when(f->v->trace, f->d->deadline, time));
        return;
    }
    int64_t soonest = INT64_MAX;
    uint32_t whose = 0;
    size_t hops = 0;
    for (uint32_t at = f->node; at && at < m->nodes && m->node[at].kind != CTX_NODE_WITHOUT_CANCEL;
         at = chain_above(&f->v->index, at, 1u << CTX_NODE_TIMER | 1u << CTX_NODE_WITHOUT_CANCEL, &hops))
        if (m->node[at].kind == CTX_NODE_TIMER && m->node[at].deadline < soonest) {
            soonest = m->node[at].deadline;
            whose = at;
        }
    if (soonest == INT64_MAX)
        fact(f, "deadline", ST_NORMAL, "none");
    else
        fact(f, "deadline", ST_NORMAL, "c%" PRIu32 "'s: %s", whose, sentence_when(f->v->trace, soonest, time));
}

static void slot_timer(const facts_t *f)
{
    static const char *const words[] = {"none", "armed", "stopped", "fired", "freed"};
    const model_t *m = f->v->model;
    char time[32];

    if (f->d->dominated) {
        fact(f, "timer", ST_NORMAL, "%s no timer created", glyph(GL_HOLLOW));
        return;
    }
    if (!f->d->timer || f->d->timer >= m->timers) {
        fact(f, "timer", ST_NORMAL, "none");
        return;
    }
    const model_timer_t *t = &m->timer[f->d->timer];
    unsigned state = t->state < 5 ? t->state : 0;
    bool other = (state == 1 || state == 3) && t->when != f->d->deadline; /* when is the deadline, just above */
    fact(f, "timer", state == 1 ? ST_LIVE : ST_NORMAL, "%s%s%s", words[state], other ? " at " : "", other ? sentence_when(f->v->trace, t->when, time) : "");
}

void node_slots(const view_t *v, uint32_t node, fact_fn_t *fn, void *self)
{
    facts_t f = facts_of(v, node, fn, self);

    slot_parent(&f);
    slot_lock(&f);
    slots_state(&f);
    slot_deadline(&f);
    slot_timer(&f);
}

/* ---- and its story --------------------------------------------------------------------------------------- */

/* No line of the program made it: when that was is known, but for one that was there before. */
static void node_made_elsewhere(const facts_t *f)
{
    const index_node_t *at = &f->v->index.node[f->node];
    bool root = f->d->kind == CTX_NODE_BACKGROUND || f->d->kind == CTX_NODE_TODO;
    char time[32];

    if (root)
        fact(f, "made", ST_NORMAL, "by nobody: always there");
    else if (at->guessed || !at->made)
        fact(f, "made", ST_NORMAL, "before this recording");
    else
        fact(f, "made", ST_NORMAL, "outside your program, at %s", sentence_when(f->v->trace, trace_event(f->v->trace, at->made - 1)->time, time));
}

static void node_made(const facts_t *f)
{
    char place[120] = "", by[40] = "the engine";
    trace_site_t at = trace_site(f->v->trace, f->d->made_at);

    if (f->d->made_at && at.line)
        snprintf(place, sizeof place, "%s:%d ", source_base(at.file), at.line);
    bool known = f->d->made_by || !(trace_header(f->v->trace)->flags & CTX_TRACE_THREADS);
    if (f->d->made_by)
        snprintf(by, sizeof by, "T%" PRIu32, f->d->made_by);
    if (known && (f->d->made_by || *place))
        fact(f, "made", ST_NORMAL, "%sby %s", place, by);
    else if (*place) /* from a snapshot: who made it is not in the book */
        fact(f, "made", ST_NORMAL, "%sbefore this recording", place);
    else
        node_made_elsewhere(f);
}

static void node_handle(const facts_t *f)
{
    char site[120];

    if (!f->d->handle || f->d->handle >= f->v->model->handles)
        return;
    const model_handle_t *h = &f->v->model->handle[f->d->handle];
    uint32_t maker = model_handle_maker(f->v->model, f->d->handle);
    if (h->state == 2) {
        fact_site(f, model_handle_release(f->v->model, f->d->handle), site, sizeof site);
        fact(f, "handle", ST_NORMAL, "released%s", site);
    } else {
        site[0] = 0;
        if (h->made_at != f->d->made_at)
            fact_site(f, h->made_at, site, sizeof site);
        fact(f, "handle", ST_NORMAL, "%s%s", *site ? "held, made" : maker || h->made_at ? "held" : "held outside your program", site);
    }
}

/* What still lives when all the work is over is a leak, of one of three kinds. `brief` stands where the told or the noticed of
 * others does. */
static bool leak_words(const facts_t *f, bool brief, char *buf, size_t size)
{
    const model_t *m = f->v->model;
    bool held = f->d->handle && f->d->handle < m->handles && m->handle[f->d->handle].state == 1;
    uint32_t above = f->d->parent, stops = 0, tasks = f->d->listeners;

    if (!m->idle_event || f->d->state == NODE_FREED || slots_of(f->d->kind) != HAS_OWN || !(held || tasks))
        return false;
    if (f->d->told_event) {
        snprintf(buf, size, brief ? "not yet: %" PRIu32 " %s deaf" : "told and deaf: %" PRIu32 " %s under it, and nobody has looked", tasks,
                 tasks == 1 ? "task is" : "tasks are");
        return tasks && !f->d->noticed_event;
    }
    for (uint32_t hops = 0; above && above < m->nodes && !m->node[above].told_event && hops < 100000; above = m->node[above].parent, hops++)
        if (!stops && (m->node[above].kind == CTX_NODE_WITHOUT_CANCEL || m->node[above].kind == CTX_NODE_CUSTOM))
            stops = above;
    if (!above || above >= m->nodes)
        snprintf(buf, size, brief ? "never cancelled" : "never cancelled: neither it nor anything above it has ended");
    else if (stops)
        brief ? snprintf(buf, size, "never: c%" PRIu32 " cuts it off", stops)
              : snprintf(buf, size, "never told: c%" PRIu32 " above it has ended, and the news stopped at c%" PRIu32, above, stops);
    else
        snprintf(buf, size, brief ? "never, and c%" PRIu32 " has ended" : "never told, although c%" PRIu32 " above it has ended", above);
    return true;
}

/* Four instants, kept apart. Unknown is said, never guessed. */
static void node_instants(const facts_t *f)
{
    bool threads = (trace_header(f->v->trace)->flags & CTX_TRACE_THREADS) != 0;
    char time[32], site[120], leak[120];
    bool leaks = leak_words(f, true, leak, sizeof leak);
    if (!f->d->told_event) {
        if (leaks || slots_of(f->d->kind) == HAS_OWN || slots_of(f->d->kind) == HAS_FOREIGN)
            fact(f, "told", leaks ? ST_FINDING : ST_NORMAL, "%s", leaks ? leak : "not yet");
        return;
    }
    if (!model_told_event(f->v->model, f->node)->flags) { /* a snapshot says that, not when */
        fact(f, "told", ST_NORMAL, "before, or in a gap: not known");
        return;
    }
    fact_site(f, model_told_site(f->v->model, f->node), site, sizeof site);
    fact(f, "told", ST_NORMAL, "%s%s", sentence_when(f->v->trace, model_told(f->v->model, f->node), time), site);
    if (leaks)
        fact(f, "noticed", ST_FINDING, "%s", leak);
    else if (f->d->noticed_event)
        fact(f, "noticed", ST_NORMAL, "%s by T%" PRIu32, sentence_when(f->v->trace, model_noticed(f->v->model, f->node), time),
             model_noticed_event(f->v->model, f->node)->task);
    else
        fact(f, "noticed", ST_NORMAL, threads ? "not known" : f->d->listeners ? "not yet" : "no task");
    if (f->d->stopped_event && !index_is_stopped(&f->v->index, f->node, f->v->n)) /* between two of its tasks: the tree says so, too */
        fact(f, "stopped", ST_NORMAL, "not yet: another task will run under it");
    else if (f->d->stopped_event)
        fact(f, "stopped", ST_NORMAL, "%s", sentence_when(f->v->trace, model_stopped(f->v->model, f->node), time));
    else
        fact(f, "stopped", ST_NORMAL, threads ? "not known" : f->d->listeners ? "not yet" : "no task");
    if (f->d->detached_event)
        fact(f, "detached", ST_NORMAL, "%s", sentence_when(f->v->trace, model_detached(f->v->model, f->node), time));
}

/* Who told whom, from this one up to the first cause. */
static void node_chain(const facts_t *f)
{
    const model_t *m = f->v->model;
    char name[160];
    uint32_t before = f->node, at = model_told_event(m, f->node)->other;

    for (int steps = 0; at && at < m->nodes && at != before && steps < 6; steps++) {
        sentence_node(m, at, name, sizeof name);
        fact(f, steps ? "" : "because", ST_TOLD, "%s", name);
        before = at;
        at = model_told_event(m, at)->other;
    }
}

/* What it answers when it is asked for a value: the nearest of each key, and how far up. One that is hidden is not among them. */
static void node_values(const facts_t *f)
{
    const model_t *m = f->v->model;
    uint32_t key[8], keys = 0;
    char text[300] = "";
    size_t used = 0, hops = 0;

    for (uint32_t at = f->node; at && at < m->nodes && keys < 8; at = chain_above(&f->v->index, at, 1u << CTX_NODE_VALUE, &hops)) {
        bool shadowed = false;
        if (m->node[at].kind != CTX_NODE_VALUE)
            continue;
        for (uint32_t i = 0; i < keys; i++)
            shadowed = shadowed || trace_same_text(f->v->trace, key[i]) == trace_same_text(f->v->trace, model_name_text(m, at));
        key[keys++] = model_name_text(m, at);
        used = tui_add(text, sizeof text, used, "%s%s %sc%" PRIu32 ", %zu up", keys > 1 ? "; " : "", trace_text(f->v->trace, key[keys - 1]), shadowed ? "hidden in " : "in ", at, hops);
    }
    if (keys)
        fact(f, "values", ST_NORMAL, "%s", text);
}

/* The way of the look-up that is the current event, when it began here. */
static bool node_lookup(const facts_t *f)
{
    const model_t *m = f->v->model;
    const ctx_event_t *ev = view_event(f->v);
    char way[200] = "";
    size_t used = 0;
    int hops = 0;

    if (!ev || ev->kind != CTX_EV_VALUE || ev->node != f->node)
        return false;
    for (uint32_t at = f->node; at && at < m->nodes; at = m->node[at].parent, hops++) {
        if (hops < 12)
            used = tui_add(way, sizeof way, used, "%sc%" PRIu32, hops ? " > " : "", at);
        if (at == ev->other)
            break;
    }
    if (hops >= 12)
        tui_add(way, sizeof way, used, " > ...");
    fact(f, "values", ST_EVENT, "%s %s, %d up: %s", trace_text(f->v->trace, (uint32_t)ev->value), ev->other ? "found" : "not there", hops, way);
    return true;
}

enum { TASKS_SHOWN = 4, TASKS_LOOKED_AT = 5000 };

static void node_tasks(const facts_t *f)
{
    char task[240];
    int found = 0;
    tally_t tally;

    for (int ended = 0; ended < 2; ended++) /* who is still there comes first */
        for (uint32_t t = 1; t < f->v->model->tasks && t < TASKS_LOOKED_AT; t++) {
            if (f->v->model->task[t].ctx != f->node || f->v->model->task[t].state == TASK_UNSEEN || (f->v->model->task[t].state == TASK_ENDED) != ended)
                continue;
            if (++found > TASKS_SHOWN)
                continue;
            tally = lanes_tally(f->v->model, t);
            size_t used = sentence_task(f->v->model, t, task, sizeof task);
            used = tui_add(task, sizeof task, used, ", ");
            lanes_words(f->v->model, &tally, 1000, task + used, sizeof task - used);
            fact(f, found > 1 ? "" : "tasks", ended ? ST_DIM : ST_NORMAL, "%s", task);
        }
    if (found > TASKS_SHOWN)
        fact(f, "", ST_DIM, "%s%d more", f->v->model->tasks > TASKS_LOOKED_AT ? "at least " : "", found - TASKS_SHOWN);
}


void node_story(const view_t *v, uint32_t node, fact_fn_t *fn, void *self)
{
    facts_t f = facts_of(v, node, fn, self);
    char path[400];
    size_t depth = 0;

    node_made(&f);
    node_handle(&f);
    if (!node_lookup(&f))
        node_values(&f);
    node_instants(&f);
    if (leak_words(&f, false, path, sizeof path))
        fact(&f, "leak", ST_FINDING, "%s", path);
    node_chain(&f);
    node_tasks(&f);
    for (uint32_t at = node; at && at < v->index.nodes; at = chain_above(&v->index, at, 0, &depth))
        continue;
    model_name_at(v->model, node, depth, path, sizeof path);
    fact(&f, "name", ST_DIM, "%s", path);
}
