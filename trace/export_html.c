/* export_html.c — one page to give to somebody: what was found and where, the cascades, and the run again with a slider. No network,
 * no library, bounded in size.
 *
 * The page replays nothing: each context and task says at which event it was made, told, noticed, stopped, freed, so that what is true
 * after n events is a comparison, and right though the slider does not stop at every event. The script is in export_page.h.
 */
#include <stdlib.h>
#include <string.h>

#include "export_page.h"
#include "export_priv.h"
#include "trace_priv.h"
#include "words.h"

/* Each text once: labels and places come again and again. */
typedef struct strings {
    char **text;
    size_t count, capacity, *slot, slots;
} strings_t;

static size_t string_hash(const char *text)
{
    size_t h = 1469598103934665603u;
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 1099511628211u;
    return h;
}

static void strings_widen(strings_t *s)
{
    free(s->slot);
    s->slots = s->slots ? s->slots * 2 : 256;
    s->slot = calloc(s->slots, sizeof *s->slot);
    for (size_t i = 0; s->slot && i < s->count; i++) {
        size_t at = string_hash(s->text[i]) & (s->slots - 1);
        while (s->slot[at])
            at = (at + 1) & (s->slots - 1);
        s->slot[at] = i + 1;
    }
}

static size_t string_of(strings_t *s, const char *text)
{
    if (s->count * 2 >= s->slots)
        strings_widen(s);
    if (!s->slot)
        return 0;
    size_t at = string_hash(text) & (s->slots - 1);
    for (; s->slot[at]; at = (at + 1) & (s->slots - 1))
        if (!strcmp(s->text[s->slot[at] - 1], text))
            return s->slot[at] - 1;
    s->text = trace_grow_(s->text, &s->capacity, s->count + 1, sizeof *s->text);
    s->text[s->count] = strdup(text);
    if (!s->text[s->count])
        return 0;
    s->slot[at] = ++s->count;
    return s->count - 1;
}

static void strings_free(strings_t *s)
{
    for (size_t i = 0; i < s->count; i++)
        free(s->text[i]);
    free(s->text);
    free(s->slot);
}

static const char *comma(bool *more)
{
    const char *text = *more ? ",\n[" : "\n[";
    *more = true;
    return text;
}

/* [id, parent, label, made, told, noticed, stopped, freed, why, cause, where made, where told, 1 root 2 hollow] */
static void nodes(page_out_t *p, strings_t *s)
{
    char label[128], why[160];
    bool more = false;
    for (uint32_t i = 1; i < p->m->nodes && i <= PAGE_NODES; i++) {
        const model_node_t *n = &p->m->node[i], *ends = n->carrier ? &p->m->node[n->carrier] : n; /* a value ends with what is below it */
        if (n->state == NODE_UNSEEN)
            continue;
        model_label(p->m, i, label, sizeof label);
        bool root = n->kind == CTX_NODE_BACKGROUND || n->kind == CTX_NODE_TODO;
        bool hides = n->kind == CTX_NODE_TODO && !n->children && !n->used; /* made by every program */
        if (hides)
            continue;
        snprintf(why, sizeof why, "%s, by %s", words_err(ends->err), words_why(ends->why));
        const char *cause = ends->told_event ? trace_text(p->t, model_told_event(p->m, n->carrier ? n->carrier : i)->aux) : "";
        fprintf(p->out, "%s%u,%u,%zu,%u,%u,%u,%u,%zu,%zu,%zu,%u,%u,%d]", comma(&more), i, n->parent, string_of(s, label), n->made_event, ends->told_event,
                ends->noticed_event, ends->stopped_event, p->freed[i], string_of(s, ends->told_event ? why : ""), string_of(s, cause), n->made_at,
                ends->told_event ? model_told_site(p->m, n->carrier ? n->carrier : i) : 0, root ? 1 : n->dominated ? 2 : 0);
    }
}

/* [id, label, context whose end it hears, made, ended, where started, name] */
static void tasks(page_out_t *p, strings_t *s)
{
    char label[128];
    bool more = false;
    for (uint32_t i = 1; i < p->m->tasks && i <= PAGE_TASKS; i++) {
        const model_task_t *t = &p->m->task[i];
        if (t->state == TASK_UNSEEN)
            continue;
        model_task_label(p->m, i, label, sizeof label);
        fprintf(p->out, "%s%u,%zu,%u,%u,%u,%u,%zu]", comma(&more), i, string_of(s, label), t->of_scenario ? 0 : t->ctx /* nobody waits for the scenario to stop */, t->made_event, t->ended_event, t->made_at,
                string_of(s, trace_text(p->t, t->name_text)));
    }
}

/* [event, time in us, task, node, kind, words, where] */
static void events(page_out_t *p, strings_t *s)
{
    char line[512];
    bool more = false;
    for (size_t k = 0; k < p->keeps; k++) {
        size_t i = p->kept[k] - 1;
        const ctx_event_t *ev = trace_event(p->t, i);
        trace_words_(p->t, i, false, line, sizeof line);
        fprintf(p->out, "%s%zu,%.3f,%u,%u,%zu,", comma(&more), i + 1, (double)trace_minus_(ev->time, trace_start(p->t)) / 1e3, ev->task, ev->node,
                string_of(s, trace_kind_name(ev->kind)));
        export_text_(p->out, line);
        fprintf(p->out, ",%u]", ev->site);
    }
}

/* [event, task, operation, where, context it listens to]: what it waits in from then on; operation 0: it goes on. Of what
 * changes between two stops of the slider the last is enough. */
static void waits(page_out_t *p, strings_t *s)
{
    uint32_t tasks = p->m->tasks < PAGE_TASKS ? p->m->tasks : PAGE_TASKS;
    size_t *last = calloc(tasks + 1, sizeof *last), written = 0, from = 0;
    bool more = false;
    (void)string_of(s, "");
    for (size_t k = 0; last && k < p->keeps; from = p->kept[k++]) {
        for (size_t i = from; i < p->kept[k]; i++) {
            const ctx_event_t *ev = trace_event(p->t, i);
            if ((ev->kind == CTX_EV_TASK_BLOCK || ev->kind == CTX_EV_TASK_WAKE) && ev->task <= tasks)
                last[ev->task] = i + 1;
        }
        for (size_t i = from; i < p->kept[k] && written < PAGE_WAITS; i++) {
            const ctx_event_t *ev = trace_event(p->t, i);
            if ((ev->kind != CTX_EV_TASK_BLOCK && ev->kind != CTX_EV_TASK_WAKE) || ev->task > tasks || last[ev->task] != i + 1)
                continue;
            bool blocks = ev->kind == CTX_EV_TASK_BLOCK;
            fprintf(p->out, "%s%zu,%u,%zu,%u,%u]", comma(&more), i + 1, ev->task, string_of(s, blocks ? trace_op_name(ev->detail) : ""), ev->site, blocks ? ev->node : 0);
            written++;
        }
    }
    free(last);
}

static void found(page_out_t *p, strings_t *s)
{
    bool more = false;
    for (uint32_t i = 0; i < p->found->count; i++) {
        const finding_t *f = &p->found->item[i];
        if (!f->unknown)
            fprintf(p->out, "%s%zu,%u,%u,%zu,%u]", comma(&more), f->event, f->node, f->task, string_of(s, f->name), f->site);
    }
}

/* Where things are, and the files themselves as far as they are there: what the person wrote first, then the rest. */
static void sources(page_out_t *p, strings_t *s)
{
    size_t room = PAGE_SOURCE;
    uint32_t sites = trace_sites(p->t) < 20000 ? trace_sites(p->t) : 20000;
    strings_t done = {0};
    bool more = false;

    for (uint32_t i = 0; i < sites; i++) {
        trace_site_t at = trace_site(p->t, i);
        fprintf(p->out, "%s%zu,%d]", comma(&more), string_of(s, i ? words_base(at.file) : ""), i ? at.line : 0);
    }
    fputs("];\nconst files = {", p->out);
    more = false;
    for (unsigned i = 0; p->page->source && i < 2 * sites; i++) {
        uint32_t id = i % sites;
        trace_site_t at = trace_site(p->t, id);
        size_t before = done.count;
        bool changed = false;
        if (!id || !at.line || trace_site_is_harness(p->t, id) != (i >= sites) || string_of(&done, at.file) < before)
            continue;
        const char *text = p->page->source(p->page->self, at.file, &changed);
        if (!text || strlen(text) > room)
            continue;
        room -= strlen(text);
        fputs(more ? ",\n" : "\n", p->out);
        more = true;
        export_text_(p->out, words_base(at.file));
        fprintf(p->out, ": [%d,", changed);
        export_text_(p->out, text);
        putc(']', p->out);
    }
    strings_free(&done);
}

static size_t *freed_events(const trace_t *t, uint32_t nodes)
{
    size_t none = 0, *freed = trace_grow_(NULL, &none, nodes + 1, sizeof *freed);
    for (uint32_t i = 0; i < nodes; i++)
        freed[i] = 0;
    for (size_t i = 0; i < trace_count(t); i++) {
        export_at_(t, i);
        const ctx_event_t *ev = trace_event(t, i);
        if (ev->kind == CTX_EV_NODE_FREE && ev->node < nodes)
            freed[ev->node] = i + 1;
    }
    return freed;
}

static void data(page_out_t *p)
{
    typedef void part_t(page_out_t *, strings_t *);
    static const struct { const char *name; part_t *write; } part[] = {
        {"nodes", nodes}, {"tasks", tasks}, {"events", events}, {"waits", waits}, {"found", found}, {"sites", sources}};
    strings_t s = {0};
    (void)string_of(&s, ""); /* 0 is no text */
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        fprintf(p->out, "const %s = [", part[i].name);
        part[i].write(p, &s);
        fputs(part[i].write == sources ? "};\n" : "];\n", p->out);
    }
    fputs("const S = [", p->out);
    for (size_t i = 0; i < s.count; i++) {
        fputs(i ? ",\n" : "\n", p->out);
        export_text_(p->out, s.text[i]);
    }
    fprintf(p->out, "];\nconst total = %zu;\n", trace_count(p->t));
    strings_free(&s);
}

bool trace_export_page(const trace_t *t, const trace_page_t *page, FILE *out, char *err, size_t err_size)
{
    model_t *m = model_new(t);
    findings_t own = {0};
    model_apply_all(m);
    if (!page->findings)
        findings_run(m, &own);
    page_out_t p = {.out = out, .t = t, .m = m, .page = page, .found = page->findings ? page->findings : &own, .freed = freed_events(t, m->nodes)};
    bool kept = page_keep_(&p);
    for (size_t i = 0; export_page_head[i]; i++)
        fputs(export_page_head[i], out);
    page_top_(&p);
    fputs(export_page_body, out);
    if (kept)
        data(&p);
    for (size_t i = 0; export_page_script[i]; i++)
        fputs(export_page_script[i], out);
    free(p.kept);
    free(p.freed);
    findings_free(&own);
    model_free(m);
    return export_end_(out, "a page", err, err_size);
}

bool trace_export_html(const trace_t *t, FILE *out, char *err, size_t err_size)
{
    return trace_export_page(t, &(trace_page_t){0}, out, err, err_size);
}
