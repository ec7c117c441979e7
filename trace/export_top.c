/* export_top.c — the part of a page that is there before any script runs, in a mail's preview too: what the run was, what was
 * found in it and where, its cascades with their waves, and what the page had no room for.
 */
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "export_priv.h"
#include "trace_priv.h"
#include "words.h"

void export_markup_(FILE *out, const char *text)
{
    for (const unsigned char *s = (const unsigned char *)text; *s;) {
        int n = words_utf8(s);
        if (!n || (n == 1 && *s < ' ' && *s != '\t') || *s == 127)
            fputs("\xef\xbf\xbd", out);
        else if (*s == '<' || *s == '>' || *s == '&' || *s == '"' || *s == '\'')
            fprintf(out, "&#%d;", *s);
        else
            fwrite(s, 1, (size_t)n, out);
        s += n ? n : 1;
    }
}

static const char *number(uint64_t n, char buf[32])
{
    char digits[32];
    size_t all = (size_t)snprintf(digits, sizeof digits, "%" PRIu64, n), to = 0;

    for (size_t i = 0; i < all; i++) {
        if (i && (all - i) % 3 == 0)
            buf[to++] = ',';
        buf[to++] = digits[i];
    }
    buf[to] = 0;
    return buf;
}

static void say(const page_out_t *p, const char *before, uint64_t n, const char *after)
{
    char buf[32];
    fprintf(p->out, "%s%s%s", before, number(n, buf), after);
}

/* The line itself, where the file is known. */
static void source_line(const page_out_t *p, trace_site_t s)
{
    bool changed = false;
    const char *text = s.line > 0 && p->page->source ? p->page->source(p->page->self, s.file, &changed) : NULL;
    char line[300];

    for (int i = 1; text && i < s.line; i++)
        text = (text = strchr(text, '\n')) ? text + 1 : NULL;
    if (!text || changed)
        return;
    snprintf(line, sizeof line, "%.*s", (int)strcspn(text, "\r\n"), text);
    fputs("<pre>", p->out);
    export_markup_(p->out, line + strspn(line, " \t"));
    fputs("</pre>", p->out);
}

static void found_rows(const page_out_t *p, bool unknown)
{
    for (uint32_t i = 0; i < p->found->count; i++) {
        const finding_t *f = &p->found->item[i];
        trace_site_t s = trace_site(p->t, f->site);
        if (f->unknown != unknown)
            continue;
        fprintf(p->out, "<li class=\"%s\"><a href=\"#replay\" data-go=\"%zu\" data-node=\"%u\" data-task=\"%u\"><b>", unknown ? "unsure" : "found", f->event, f->node, f->task);
        export_markup_(p->out, f->name);
        fputs("</b>", p->out);
        if (f->site && s.line) {
            fputs(" <code>", p->out);
            export_markup_(p->out, words_base(s.file));
            fprintf(p->out, ":%d</code>", s.line);
        }
        fputs("</a> ", p->out);
        export_markup_(p->out, f->message);
        source_line(p, s);
        fputs("</li>\n", p->out);
    }
}

static void findings(const page_out_t *p)
{
    uint32_t sure = 0, unsure = 0;

    for (uint32_t i = 0; i < p->found->count; i++)
        *(p->found->item[i].unknown ? &unsure : &sure) += 1;
    fputs("<section id=\"found\"><h2>What was found</h2>\n", p->out);
    if (!sure)
        fputs("<p class=\"good\">Nothing was found in this run.</p>\n", p->out);
    if (sure) {
        fputs("<ol>\n", p->out);
        found_rows(p, false);
        fputs("</ol>\n", p->out);
    }
    if (unsure) {
        fputs("<p>Not enough evidence in this run to say:</p><ul>\n", p->out);
        found_rows(p, true);
        fputs("</ul>\n", p->out);
    }
    fputs("</section>\n", p->out);
}

/* ---- cascades -------------------------------------------------------------------------------------------- */

enum { WAVES = 12 };
typedef struct cascade_row {
    uint32_t id, told, noticed, stopped, waves, wave[WAVES + 1];
    uint32_t kind, made_at, site, cause, name, why; /* what those alike have in common */
    uint32_t alike, last;                           /* so many of them, up to this one */
} cascade_row_t;

static int by_kind(const void *a, const void *b)
{
    const cascade_row_t *x = a, *y = b;
    int order = memcmp(&x->kind, &y->kind, offsetof(cascade_row_t, alike) - offsetof(cascade_row_t, kind));
    return order ? order : (x->id > y->id) - (x->id < y->id);
}

static int by_told(const void *a, const void *b)
{
    const cascade_row_t *x = a, *y = b;
    return x->told != y->told ? (x->told < y->told ? 1 : -1) : (x->id > y->id) - (x->id < y->id);
}

static int by_id(const void *a, const void *b)
{
    const cascade_row_t *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

/* A handle given back that ends nobody else's context is no cascade to a reader. */
static bool quiet(const model_cascade_t *c) { return !c->node || (c->told < 2 && c->why == CTX_WHY_RELEASE); }

static void cascade_kind(const page_out_t *p, cascade_row_t *r)
{
    const model_cascade_t *c = &p->m->cascade[r->id];
    const model_node_t *n = c->node < p->m->nodes ? &p->m->node[c->node] : NULL;

    r->kind = n ? n->kind : 0;
    r->made_at = n ? n->made_at : 0;
    r->site = c->site;
    r->cause = trace_same_text(p->t, c->cause_text);
    r->name = c->task < p->m->tasks ? trace_same_text(p->t, p->m->task[c->task].name_text) : 0;
    r->why = c->why << 8 | c->err;
    r->alike = 1;
    r->last = r->id;
}

static void cascades_count(const page_out_t *p, cascade_row_t *row)
{
    for (uint32_t i = 1; i < p->m->nodes; i++) {
        const model_node_t *n = &p->m->node[i];
        if (!n->told_event || !n->cascade || n->cascade >= p->m->cascades)
            continue;
        cascade_row_t *r = &row[n->cascade];
        r->told++;
        r->noticed += n->noticed_event != 0;
        r->stopped += n->stopped_event != 0;
        r->waves = n->wave > r->waves ? n->wave : r->waves;
        r->wave[n->wave && n->wave <= WAVES ? n->wave - 1 : WAVES]++;
    }
}

static void cascade_join(cascade_row_t *to, const cascade_row_t *one)
{
    to->told += one->told;
    to->noticed += one->noticed;
    to->stopped += one->stopped;
    to->waves = one->waves > to->waves ? one->waves : to->waves;
    for (unsigned w = 0; w <= WAVES; w++)
        to->wave[w] += one->wave[w];
    to->alike++;
    to->last = one->id;
}

/* A row a cascade; those alike, of which a server has one a request, are one. */
static cascade_row_t *cascade_rows(const page_out_t *p, uint32_t *rows)
{
    cascade_row_t *row = calloc(p->m->cascades + 1, sizeof *row);
    uint32_t all = 0;

    *rows = 0;
    if (!row)
        return NULL;
    cascades_count(p, row);
    for (uint32_t i = 0; i < p->m->cascades; i++) {
        row[i].id = i;
        cascade_kind(p, &row[i]);
        if (!quiet(&p->m->cascade[i]))
            row[all++] = row[i];
    }
    qsort(row, all, sizeof *row, by_kind);
    for (uint32_t i = 0; i < all; i++) {
        cascade_row_t *to = *rows ? &row[*rows - 1] : NULL;
        if (to && !memcmp(&to->kind, &row[i].kind, offsetof(cascade_row_t, alike) - offsetof(cascade_row_t, kind)))
            cascade_join(to, &row[i]);
        else
            row[(*rows)++] = row[i];
    }
    return row;
}

static void cascade_why(const page_out_t *p, const cascade_row_t *r)
{
    const model_cascade_t *c = &p->m->cascade[r->id];
    char at[200], task[128];
    const char *cause = trace_text(p->t, c->cause_text);

    fputs(words_err(c->err), p->out);
    if (*cause && strcmp(cause, "context canceled") && strcmp(cause, "context deadline exceeded")) {
        fputs(": ", p->out);
        export_markup_(p->out, cause);
    }
    fprintf(p->out, ", %s", c->why == CTX_WHY_DEADLINE ? "by its deadline" : c->why == CTX_WHY_RELEASE ? "its handle was given back" : "by ");
    if (c->why != CTX_WHY_DEADLINE && c->why != CTX_WHY_RELEASE) {
        model_task_label(p->m, c->task, task, sizeof task);
        export_markup_(p->out, !c->task ? "the engine" : r->alike > 1 && c->task < p->m->tasks ? trace_text(p->t, p->m->task[c->task].name_text) : task);
    }
    words_site(p->t, c->site, at, sizeof at);
    if (*at) {
        fputs(" <code>", p->out);
        export_markup_(p->out, at);
        fputs("</code>", p->out);
    }
}

static void cascade(const page_out_t *p, const cascade_row_t *r)
{
    const model_cascade_t *c = &p->m->cascade[r->id];
    char label[160], from[32], to[32];

    model_label(p->m, c->node, label, sizeof label);
    words_point(p->t, c->start, from, sizeof from);
    words_point(p->t, p->m->cascade[r->last].start, to, sizeof to);
    fprintf(p->out, "<tr><td><a href=\"#replay\" data-go=\"%u\" data-node=\"%u\">%s</a>", c->last_event ? c->last_event : c->first_event, c->node, from);
    if (r->alike > 1) {
        fprintf(p->out, " to %s</td><td>", to);
        say(p, "", r->alike, " &times; ");
    } else
        fprintf(p->out, "</td><td>c%u ", c->node);
    export_markup_(p->out, label);
    fputs("</td><td>", p->out);
    cascade_why(p, r);
    say(p, "</td><td>", r->told, "</td><td>");
    if (r->told == r->waves && r->waves > WAVES)
        say(p, "", r->waves, " waves of one each");
    for (unsigned w = 0, any = 0; w <= WAVES && (r->told != r->waves || r->waves <= WAVES); w++)
        if (r->wave[w])
            say(p, any++ ? w == WAVES ? " &middot; later " : " &middot; " : "", r->wave[w], "");
    say(p, "</td><td>", r->noticed, "</td><td>");
    say(p, "", r->stopped, "</td></tr>\n");
}

static void cascades(const page_out_t *p)
{
    uint32_t rows;
    cascade_row_t *row = cascade_rows(p, &rows);

    fputs("<section id=\"cascades\"><h2>Cascades: who was told</h2>\n", p->out);
    if (!rows)
        fputs("<p>Nothing was cancelled in this run but handles that were given back.</p>\n", p->out);
    uint32_t shown = rows < PAGE_CASCADES ? rows : PAGE_CASCADES;
    if (row && rows > shown)
        qsort(row, rows, sizeof *row, by_told);
    if (row)
        qsort(row, shown, sizeof *row, by_id);
    if (row && rows)
        fputs("<div class=\"wide\"><table><thead><tr><th>when</th><th>from</th><th>why</th><th>told</th><th>in waves of</th><th>noticed</th><th>stopped</th></tr></thead><tbody>\n", p->out);
    for (uint32_t i = 0; row && i < shown; i++)
        cascade(p, &row[i]);
    if (row && rows)
        fputs("</tbody></table></div>\n", p->out);
    if (rows > shown)
        say(p, "<p>", rows - shown, " smaller kinds of cascades are left out of this table.</p>\n");
    fputs("</section>\n", p->out);
    free(row);
}

/* ---- the head -------------------------------------------------------------------------------------------- */

/* Without the roots, of which the head does not speak either. */
static uint32_t contexts_made(const page_out_t *p, uint32_t most)
{
    uint32_t contexts = 0;

    for (uint32_t i = 1; i < p->m->nodes && i <= most; i++)
        contexts += p->m->node[i].state != NODE_UNSEEN && p->m->node[i].kind != CTX_NODE_BACKGROUND && p->m->node[i].kind != CTX_NODE_TODO;
    return contexts;
}

static void contexts_left_out(const page_out_t *p)
{
    uint32_t shown = contexts_made(p, PAGE_NODES), all = contexts_made(p, UINT32_MAX);

    say(p, "<p>The tree and its counts are of the first ", shown, " of ");
    say(p, "", all, " contexts: ");
    say(p, "the ", all - shown, " contexts made last are left out of the tree.</p>\n");
}

static void left_out(const page_out_t *p)
{
    uint64_t count = trace_count(p->t);
    char buf[32];

    if (trace_damage(p->t)) {
        fputs("<p class=\"bad\">The recording is damaged: ", p->out);
        export_markup_(p->out, trace_damage(p->t));
        fputs(". What came before is shown.</p>\n", p->out);
    }
    if (p->m->lost)
        say(p, "<p class=\"bad\">", p->m->lost, " records were lost while it was recorded.</p>\n");
    if (p->keeps < count) {
        say(p, "<p>The slider stops at ", p->keeps, " of ");
        fprintf(p->out, "%s events, so that this page stays small; each of its instants is what all events up to it have made.</p>\n", number(count, buf));
    }
    if (p->m->nodes > PAGE_NODES + 1u)
        contexts_left_out(p);
    if (p->m->tasks > PAGE_TASKS + 1u)
        say(p, "<p>The ", p->m->tasks - 1 - PAGE_TASKS, " tasks started last are left out.</p>\n");
}

void page_top_(page_out_t *p)
{
    const char *title = p->page->title && *p->page->title ? p->page->title : *trace_header(p->t)->program ? trace_header(p->t)->program : "A recorded run";
    size_t count = trace_count(p->t);
    char length[32];

    fputs("<title>", p->out);
    export_markup_(p->out, title);
    fputs("</title></head><body>\n<header><h1>", p->out);
    export_markup_(p->out, title);
    fputs("</h1><p>", p->out);
    if (strcmp(title, trace_header(p->t)->program) && *trace_header(p->t)->program) {
        export_markup_(p->out, trace_header(p->t)->program);
        fputs(": ", p->out);
    }
    say(p, "", count, count == 1 ? " event" : " events");
    words_span(p->t, count ? trace_minus_(trace_event(p->t, count - 1)->time, trace_start(p->t)) : 0, length, sizeof length);
    fprintf(p->out, ", %s%s", length, trace_header(p->t)->flags & CTX_TRACE_THREADS ? " on real threads" : " of simulated time");
    uint32_t contexts = contexts_made(p, UINT32_MAX), tasks = p->m->tasks ? p->m->tasks - 1 : 0;
    say(p, ", ", contexts, contexts == 1 ? " context" : " contexts");
    say(p, ", ", tasks, tasks == 1 ? " task.</p>\n" : " tasks.</p>\n");
    left_out(p);
    fputs("</header>\n", p->out);
    findings(p);
    cascades(p);
}
