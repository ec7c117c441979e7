/* export_html.c — one page: the tree, the tasks and the event at a slider's position. No network, no library.
 *
 * The page replays nothing: each context and task says at which event it was made, told, noticed, detached, freed, so that
 * what is true after n events is a comparison. The script is in export_page.h.
 */
#include <stdlib.h>

#include "export_page.h"
#include "export_priv.h"
#include "trace_priv.h"
#include "words.h"

typedef struct page {
    FILE *out;
    const trace_t *t;
    const model_t *m;
    size_t *freed; /* by node: event number + 1 of its NODE_FREE */
} page_t;

static void site(page_t *p, uint32_t id)
{
    char at[128];
    words_site(p->t, id, at, sizeof at);
    export_text_(p->out, at);
}

/* [id, parent, label, made, told, noticed, detached, freed, err, why, cause, where made, where told] */
static void nodes(page_t *p)
{
    char label[128];
    bool more = false;
    for (uint32_t i = 1; i < p->m->nodes; i++) {
        const model_node_t *n = &p->m->node[i];
        if (n->state == NODE_UNSEEN)
            continue;
        model_label(p->m, i, label, sizeof label);
        fprintf(p->out, "%s[%u,%u,", more ? ",\n" : "\n", i, n->parent);
        export_text_(p->out, label);
        fprintf(p->out, ",%u,%u,%u,%u,%zu,", n->made_event, n->told_event, n->noticed_event, n->detached_event, p->freed[i]);
        export_text_(p->out, words_err(n->err));
        putc(',', p->out);
        export_text_(p->out, words_why(n->why));
        putc(',', p->out);
        export_text_(p->out, trace_text(p->t, model_told_event(p->m, i)->aux));
        putc(',', p->out);
        site(p, n->made_at);
        putc(',', p->out);
        site(p, model_told_site(p->m, i));
        putc(']', p->out);
        more = true;
    }
}

/* [id, label, context, made, ended, where made] */
static void tasks(page_t *p)
{
    char label[128];
    bool more = false;
    for (uint32_t i = 1; i < p->m->tasks; i++) {
        const model_task_t *t = &p->m->task[i];
        if (t->state == TASK_UNSEEN)
            continue;
        model_task_label(p->m, i, label, sizeof label);
        fprintf(p->out, "%s[%u,", more ? ",\n" : "\n", i);
        export_text_(p->out, label);
        fprintf(p->out, ",%u,%u,%u,", t->ctx, t->made_event, t->ended_event);
        site(p, t->made_at);
        putc(']', p->out);
        more = true;
    }
}

/* [line, task, node, 1 blocks 2 wakes 0 neither, operation] */
static void events(page_t *p)
{
    char line[512];
    for (size_t i = 0; i < trace_count(p->t); i++) {
        const ctx_event_t *ev = trace_event(p->t, i);
        trace_line(p->t, i, false, line, sizeof line);
        fputs(i ? ",\n[" : "\n[", p->out);
        export_text_(p->out, line);
        fprintf(p->out, ",%u,%u,%d,", ev->task, ev->node, ev->kind == CTX_EV_TASK_BLOCK ? 1 : ev->kind == CTX_EV_TASK_WAKE ? 2 : 0);
        export_text_(p->out, ev->kind == CTX_EV_TASK_BLOCK ? trace_op_name(ev->detail) : "");
        putc(']', p->out);
    }
}

static size_t *freed_events(const trace_t *t, uint32_t nodes)
{
    size_t none = 0, *freed = trace_grow_(NULL, &none, nodes, sizeof *freed);
    for (uint32_t i = 0; i < nodes; i++)
        freed[i] = 0;
    for (size_t i = 0; i < trace_count(t); i++) {
        const ctx_event_t *ev = trace_event(t, i);
        if (ev->kind == CTX_EV_NODE_FREE && ev->node < nodes)
            freed[ev->node] = i + 1;
    }
    return freed;
}

bool trace_export_html(const trace_t *t, FILE *out, char *err, size_t err_size)
{
    model_t *m = model_new(t);
    model_apply_all(m);
    page_t p = {.out = out, .t = t, .m = m, .freed = freed_events(t, m->nodes)};
    fputs(export_page_head, out);
    fputs("const program = ", out);
    export_text_(out, trace_header(t)->program);
    fputs(";\nconst damage = ", out);
    export_text_(out, trace_damage(t) ? trace_damage(t) : "");
    fputs(";\nconst nodes = [", out);
    nodes(&p);
    fputs("];\nconst tasks = [", out);
    tasks(&p);
    fputs("];\nconst events = [", out);
    events(&p);
    fputs("];\n", out);
    for (size_t i = 0; export_page_script[i]; i++)
        fputs(export_page_script[i], out);
    free(p.freed);
    model_free(m);
    return export_end_(out, "a page", err, err_size);
}
