/* plain.c — the same views for screen readers, CI and golden tests: labelled lines, no terminal. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "index.h"
#include "rows.h"
#include "sentence.h"
#include "source.h"
#include "text.h"
#include "tui.h"

typedef struct plain { FILE *out; const model_t *m; index_t *x; rows_t rows; } plain_t;

static void plain_counts(FILE *out, const index_crowd_t *g)
{
    char n[32];
    bool first = true;

    for (int l = LIFE_LIVE; l < LIFE_COUNT; l++)
        if (g->life[l]) {
            fprintf(out, "%s%s %s", first ? ": " : ", ", tui_number(g->life[l], n), sentence_life((life_t)l));
            first = false;
        }
}

static void plain_tree(plain_t *p)
{
    size_t n = trace_count(p->x->trace), shown = 0;
    char name[200], number[32];

    rows_look(&p->rows, n, FILTER_ALL);
    for (row_t row = rows_first(&p->rows); row.type && shown < 200; row = rows_next(&p->rows, row), shown++) {
        fprintf(p->out, "tree: %*s", rows_depth(&p->rows, row) * 2, "");
        row_many_t many = rows_many(&p->rows, row);
        if (many.crowd) {
            sentence_kinds(many.kinds, name, sizeof name);
            fprintf(p->out, "%s %s %s", tui_number(many.visible, number), many.chain ? "deep" : "x", name);
            plain_counts(p->out, many.crowd);
            fputc('\n', p->out);
            continue;
        }
        const model_node_t *d = &p->m->node[row.id];
        sentence_node(p->m, row.id, name, sizeof name);
        fprintf(p->out, "%s: %s%s%s%s%s\n", name, sentence_life(index_life(p->x, row.id, n)), d->born_done ? ", born done" : "",
                d->dominated ? ", hollow: no timer created" : "", d->forwarder ? ", told by a forwarder" : "",
                d->kind == CTX_NODE_WITHOUT_CANCEL ? ", cut off from cancels" : "");
    }
    if (shown == 200)
        fputs("tree: more rows are not listed\n", p->out);
}

static void plain_tasks(plain_t *p)
{
    static const char *const words[] = {"", "can run", "waits in ", "has ended"};
    char name[120];

    for (uint32_t t = 1; t < p->m->tasks && t <= 100; t++) {
        const model_task_t *k = &p->m->task[t];
        if (k->state == TASK_UNSEEN)
            continue;
        trace_site_t s = trace_site(p->x->trace, k->site);
        sentence_task(p->m, t, name, sizeof name);
        fprintf(p->out, "task: %s: %s%s%s", name, words[k->state & 3], k->state == TASK_BLOCKED ? trace_op_name(k->op) : "",
                k->state == TASK_BLOCKED && k->deaf ? ", listens to no context" : "");
        if (s.line)
            fprintf(p->out, " [%s:%d]", source_base(s.file), s.line);
        fputc('\n', p->out);
    }
    if (p->m->tasks > 101)
        fputs("task: more tasks are not listed\n", p->out);
}

static void plain_cascades(plain_t *p)
{
    char name[200], time[32];

    for (uint32_t i = 0; i < p->x->cascades && i < 50; i++) {
        const index_cascade_t *c = &p->x->cascade[i];
        const ctx_event_t *ev = trace_event(p->x->trace, c->first - 1);
        trace_site_t s = trace_site(p->x->trace, ev->site);
        sentence_node(p->m, c->node, name, sizeof name);
        fprintf(p->out, "cascade: from %s at %s, %s, %" PRIu32 " told in %" PRIu32 " %s", name, sentence_when(p->x->trace, ev->time, time), sentence_err(ev->detail),
                c->told, c->waves, c->waves == 1 ? "wave" : "waves");
        if (s.line)
            fprintf(p->out, " [%s:%d]", source_base(s.file), s.line);
        fputc('\n', p->out);
    }
}

static void plain_findings(plain_t *p, model_t *m, bool demo)
{
    findings_t found = {0};

    findings_run(m, &found);
    if (demo)
        findings_keep_certain(&found);
    for (uint32_t i = 0; i < found.count; i++) {
        const finding_t *f = &found.item[i];
        trace_site_t s = trace_site(p->x->trace, f->site);
        fprintf(p->out, "finding: %s: %s", f->name, f->unknown ? "not enough evidence yet" : f->message);
        if (f->site)
            fprintf(p->out, " [%s:%d]", source_base(s.file), s.line);
        fprintf(p->out, " (event %zu)\n", f->event);
    }
    if (!found.count)
        fputs("finding: none\n", p->out);
    findings_free(&found);
}

int tui_plain(const trace_t *t, FILE *out, const tui_options_t *options)
{
    char line[1024];
    index_t x;
    model_t *m = model_new(t);

    index_start(&x, t);
    index_build(&x);
    model_apply_all(m);
    plain_t p = {.out = out, .m = m, .x = &x, .rows = {.index = &x}};
    fprintf(out, "run: %s, %zu events\n", options && options->title ? options->title : trace_header(t)->program, trace_count(t));
    for (size_t i = 0; i < trace_count(t); i++) {
        trace_line(t, i, false, line, sizeof line);
        fprintf(out, "%s\n", line);
    }
    if (trace_damage(t))
        fprintf(out, "damage: %s\n", trace_damage(t));
    plain_tree(&p);
    plain_tasks(&p);
    plain_cascades(&p);
    plain_findings(&p, m, options && options->demo);
    rows_free(&p.rows);
    index_free(&x);
    model_free(m);
    return fflush(out) || ferror(out) ? 4 : 0;
}
