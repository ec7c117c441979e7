/* export_chrome.c — Chrome Trace JSON: contexts are the threads of process 1, tasks those of process 2.
 *
 * A context is a slice from its making to its end, then one until it was detached. An arrow leads from each context that
 * told another to the one it told, forwarders included. A task's slices are the waits it was in.
 */
#include "export_priv.h"
#include "trace_priv.h"
#include "words.h"

enum { CONTEXTS = 1, TASKS = 2 };

typedef struct chrome {
    FILE *out;
    const trace_t *t;
    const model_t *m;
    bool more;
} chrome_t;

static double us(const chrome_t *c, int64_t time)
{
    return (double)trace_minus_(time, trace_start(c->t)) / 1e3; /* first the difference: a double holds no 19 digits */
}

static FILE *begin(chrome_t *c)
{
    fputs(c->more ? ",\n{" : "\n{", c->out);
    c->more = true;
    return c->out;
}

static void name_track(chrome_t *c, int pid, uint32_t tid, const char *name)
{
    fprintf(begin(c), "\"ph\":\"M\",\"name\":\"%s\",\"pid\":%d,\"tid\":%u,\"args\":{\"name\":", tid ? "thread_name" : "process_name",
            pid, tid);
    export_text_(c->out, name);
    fputs("}}", c->out);
}

static void slice(chrome_t *c, int pid, uint32_t tid, const char *name, int64_t from, int64_t to, uint32_t site)
{
    char at[128];
    double length = us(c, to) - us(c, from);
    fprintf(begin(c), "\"ph\":\"X\",\"pid\":%d,\"tid\":%u,\"ts\":%.3f,\"dur\":%.3f,\"name\":", pid, tid, us(c, from),
            length > 0.001 ? length : 0.001);
    export_text_(c->out, name);
    words_site(c->t, site, at, sizeof at);
    fputs(",\"args\":{\"at\":", c->out);
    export_text_(c->out, at);
    fputs("}}", c->out);
}

static void arrow(chrome_t *c, uint32_t from, uint32_t to, int64_t time)
{
    fprintf(begin(c), "\"ph\":\"s\",\"cat\":\"cancel\",\"name\":\"told\",\"id\":%u,\"pid\":%d,\"tid\":%u,\"ts\":%.3f}", to, CONTEXTS,
            from, us(c, time));
    fprintf(begin(c), "\"ph\":\"f\",\"bp\":\"e\",\"cat\":\"cancel\",\"name\":\"told\",\"id\":%u,\"pid\":%d,\"tid\":%u,\"ts\":%.3f}",
            to, CONTEXTS, to, us(c, time));
}

static int64_t after(int64_t time) { return time < INT64_MAX ? time + 1 : time; }

/* A slice ends before its end: what happens at the last instant of a run is still in it. */
static int64_t node_end(const chrome_t *c, uint32_t id)
{
    const model_node_t *n = &c->m->node[id];
    int64_t end = n->detached_event ? model_detached(c->m, id) : after(c->m->now), told = n->told_event ? after(model_told(c->m, id)) : end;
    return end > told ? end : told;
}

static void context(chrome_t *c, uint32_t id)
{
    const model_node_t *n = &c->m->node[id];
    char label[128], name[160];
    if (n->state == NODE_UNSEEN)
        return;
    model_label(c->m, id, label, sizeof label);
    snprintf(name, sizeof name, "c%u %s", id, label);
    name_track(c, CONTEXTS, id, name);
    int64_t end = node_end(c, id), told = model_told(c->m, id);
    if (!n->told_event || told > model_made(c->m, id)) /* one born with its end never lived; and of two that begin at once the longer must come first */
        slice(c, CONTEXTS, id, label, model_made(c->m, id), n->told_event ? told : end, n->made_at);
    if (!n->told_event)
        return;
    snprintf(name, sizeof name, "%s by %s", words_err(n->err), words_why(n->why));
    slice(c, CONTEXTS, id, name, told, end, model_told_site(c->m, id));
    uint32_t from = model_told_event(c->m, id)->other ? model_told_event(c->m, id)->other : n->why == CTX_WHY_FORWARD ? n->parent : 0;
    if (from && from < c->m->nodes && told < node_end(c, from)) /* viewers drop what touches no slice */
        arrow(c, from, id, told);
}

static void tasks(chrome_t *c)
{
    char name[128];
    for (uint32_t i = 1; i < c->m->tasks; i++) {
        const model_task_t *t = &c->m->task[i];
        if (t->state == TASK_UNSEEN || !t->made_event)
            continue;
        model_task_label(c->m, i, name, sizeof name);
        name_track(c, TASKS, i, name);
        slice(c, TASKS, i, name, t->made, t->state == TASK_ENDED && t->ended != INT64_MIN ? t->ended : c->m->now, t->made_at);
    }
}

static void waits(chrome_t *c, model_t *m)
{
    char name[64];
    model_rewind(m, c->t);
    for (size_t i = 0; i < trace_count(c->t); i++) {
        export_at_(c->t, i);
        const ctx_event_t *ev = trace_event(c->t, i);
        bool wakes = ev->kind == CTX_EV_TASK_WAKE || ev->kind == CTX_EV_TASK_END;
        /* one that took no time is nothing to see, and the next may begin at the same instant */
        if (wakes && ev->task < m->tasks && m->task[ev->task].state == TASK_BLOCKED && ev->time > m->task[ev->task].since) {
            const model_task_t *t = &m->task[ev->task];
            snprintf(name, sizeof name, "waits in %s", trace_op_name(t->op));
            slice(c, TASKS, ev->task, name, t->since, ev->time, t->site);
        }
        model_apply(m, i + 1);
    }
}

bool trace_export_chrome(const trace_t *t, FILE *out, char *err, size_t err_size)
{
    model_t *m = model_new(t);
    chrome_t c = {.out = out, .t = t, .m = m};
    model_apply_all(m);
    fputs("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[", out);
    name_track(&c, CONTEXTS, 0, "contexts");
    name_track(&c, TASKS, 0, "tasks");
    for (uint32_t i = 1; i < m->nodes; i++) {
        if (i % 4096 == 0)
            (void)trace_goes_on(t->meter, "writing the contexts", i, m->nodes);
        context(&c, i);
    }
    tasks(&c);
    waits(&c, m);
    fputs("\n]}\n", out);
    model_free(m);
    return export_end_(out, "Chrome Trace", err, err_size);
}
