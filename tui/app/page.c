/* page.c — texts to read: stories, hints, explanations, help. Light Markdown: headings, lists, `code`, fences. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "source.h"
#include "text.h"

void page_open(app_t *a, int kind, const char *title, char *text, const char *foot)
{
    page_close(a);
    snprintf(a->page.title, sizeof a->page.title, "%s", title);
    a->page.text = text ? text : strdup("");
    a->page.kind = kind;
    a->page.foot = foot;
    a->page.desk = a->session.desk;
}

void page_close(app_t *a)
{
    free(a->page.text);
    free(a->behind.text);
    a->page = a->behind = (page_t){0};
}

static void page_keys(app_t *a)
{
    page_t read = a->page;
    a->page = (page_t){0};
    page_open(a, PAGE_HELP, "Keys", page_help(a), NULL);
    a->behind = read;
}

void page_leave(app_t *a)
{
    page_t read = a->behind;
    a->behind = (page_t){0};
    page_close(a);
    a->page = read;
}

enum { FENCE_NONE, FENCE_PLAIN, FENCE_DIFF };

/* As it stands; what is too long goes on below its own beginning, in a table below its last column. */
static int page_fence(rect_t r, int y, const char *text, style_t st)
{
    const char *bar = strstr(text, glyph(GL_VRULE)), *line;
    size_t bytes;
    int under = bar ? 2 : 4, x = 1;

    if (bar) {
        char before[64];
        snprintf(before, sizeof before, "%.*s", (int)(bar - text), text);
        under += tui_width(before);
    } else
        under += (int)strspn(text, " ");
    if (under > r.w / 2)
        under = 4;
    int room = r.w - 1 - x;
    for (; tui_wrap(&text, room, &line, &bytes); y++) {
        paintf(r, y, x, st, "%.*s", (int)bytes, line);
        x = 1 + under;
        room = r.w - 1 - x;
    }
    return y;
}

/* One source line of the text may take several rows; only rows inside the page are painted. */
static int page_line(rect_t r, int y, const char *line, int fence)
{
    bool head = !fence && line[0] == '#', bullet = !fence && (line[0] == '-' || line[0] == '*') && line[1] == ' ';
    char clean[4096];
    const char *at = clean, *part;
    size_t bytes;
    int indent = fence ? 4 : bullet ? 2 : 0;

    while (head && (*line == '#' || *line == ' '))
        line++;
    snprintf(clean, sizeof clean, "%s", bullet ? line + 2 : line);
    if (!fence) { /* marks that only a browser needs */
        char *to = clean;
        for (const char *c = clean; *c; c++)
            if (*c != '`' && !(c[0] == '*' && c[1] == '*' && ++c))
                *to++ = *c;
        *to = 0;
    }
    if (!*clean)
        return y + 1;
    if (fence == FENCE_DIFF)
        return page_fence(r, y, clean, *clean == '+' ? ST_OK : *clean == '-' ? ST_FAIL : *clean == '~' ? ST_BOLD : ST_NORMAL);
    if (fence) {
        bool complaint = strstr(clean, "error:") != NULL;
        return page_fence(r, y, clean, complaint ? ST_FINDING : ST_NORMAL);
    }
    for (bool first = true; tui_wrap(&at, r.w - 2 - indent, &part, &bytes); first = false, y++) {
        if (bullet && first)
            paint(r, y, 1, ST_KEY, glyph(GL_BULLET));
        paintf(r, y, 1 + indent, head ? ST_TITLE : ST_NORMAL, "%.*s", (int)bytes, part);
    }
    return y;
}

/* A line that stands for itself; others of a paragraph are joined and wrapped anew. */
static bool line_alone(const char *line)
{
    return !*line || *line == '\n' || *line == '#' || !strncmp(line, "    ", 4) || !strncmp(line, "```", 3) ||
           ((*line == '-' || *line == '*') && line[1] == ' ') || (*line >= '0' && *line <= '9' && strstr(line, ". ") && strstr(line, ". ") < line + 4);
}

static size_t line_take(const char **text, char *line, size_t size, bool fence)
{
    size_t n = strcspn(*text, "\n"), used = 0;

    used = tui_add(line, size, 0, "%.*s", (int)n, *text);
    *text += n + ((*text)[n] == '\n');
    if (fence || !*line || *line == '#' || !strncmp(line, "    ", 4) || !strncmp(line, "```", 3))
        return used;
    while (**text && !line_alone(*text)) {
        const char *more = *text + strspn(*text, " ");
        n = strcspn(more, "\n");
        used = tui_add(line, size, used, " %.*s", (int)n, more);
        *text = more + n + (more[n] == '\n');
    }
    return used;
}

void page_markdown(rect_t r, const char *text, int scroll, int *rows)
{
    int y = -scroll, fence = FENCE_NONE;
    char line[4096];

    while (*text) {
        line_take(&text, line, sizeof line, fence != FENCE_NONE);
        if (!strncmp(line, "```", 3)) {
            fence = fence ? FENCE_NONE : !strncmp(line + 3, "diff", 4) ? FENCE_DIFF : FENCE_PLAIN;
            continue;
        }
        y = page_line(r, y, line, fence ? fence : !strncmp(line, "    ", 4) ? FENCE_PLAIN : FENCE_NONE);
    }
    if (rows)
        *rows = y + scroll;
}

/* What the keys do here: as many as fit whole. */
static void page_foot(const app_t *a, rect_t r, int columns)
{
    int x = 2;

    for (const char *at = a->page.foot; at && *at; at += strspn(at, " ")) {
        const char *end = strstr(at, "   ") ? strstr(at, "   ") : at + strlen(at);
        char part[120];
        snprintf(part, sizeof part, "%.*s", (int)(end - at), at);
        if (x + tui_width(part) > columns)
            return;
        x = paint(r, r.h - 1, x, ST_BOLD, part) + 3;
        at = end;
    }
}

/* Sentences are read in lines that are not too long; two files side by side take what they need. */
int page_width(int kind, int columns)
{
    int most = kind == PAGE_SOLUTION ? 168 : 86;

    return columns > most + 4 ? most : columns - 2;
}

void page_draw(app_t *a, rect_t r)
{
    int width = page_width(a->page.kind, r.w);
    rect_t body = {r.y + 2, r.x + (r.w - width) / 2, r.h - 3, width};

    paint_fill(r, 0, 0, r.w, ST_STATUS, " ");
    paint_cut(r, 0, 1, r.w - 2, ST_STATUS, a->page.title);
    page_markdown(body, a->page.text, a->page.scroll, &a->page.rows);
    int over = a->page.rows - body.h;
    a->page.shown = a->page.scroll < over ? a->page.scroll : over > 0 ? over : 0;
    if (a->page.shown < a->page.scroll) { /* on a smaller screen it goes on there */
        for (int y = 1; y < r.h; y++)
            paint_fill(r, y, 0, r.w, ST_NORMAL, " ");
        page_markdown(body, a->page.text, a->page.shown, &a->page.rows);
    }
    if (a->page.shown < over)
        paint(r, r.h - 1, r.w - 12, ST_DIM, "more below");
    page_foot(a, r, a->page.shown < over ? r.w - 14 : r.w - 2);
}

bool page_request(app_t *a, request_t req)
{
    int *s = &a->page.scroll, page = a->screen.h > 5 ? a->screen.h - 4 : 1; /* but for a row that is seen again */

    switch (req) {
    case REQ_UP: *s = a->page.shown - 1; break;
    case REQ_DOWN: *s = a->page.shown + 1; break;
    case REQ_PAGE_UP: *s = a->page.shown - page; break;
    case REQ_PAGE_DOWN: *s = a->page.shown + page; break;
    case REQ_HOME: *s = 0; break;
    case REQ_END: *s = 1 << 20; break;
    case REQ_HELP:
        if (a->page.kind != PAGE_HELP) {
            page_keys(a);
            return true;
        }
        page_leave(a);
        return true;
    case REQ_BACK: page_leave(a); return true;
    default: return false;
    }
    if (*s < 0)
        *s = 0;
    return true;
}

/* An earlier row has given these keys. */
static bool page_said(size_t row, unsigned where)
{
    for (size_t i = 0; i < row; i++)
        for (size_t k = 0; k < sizeof key_table[i].key / sizeof *key_table[i].key && (key_table[i].where & where); k++)
            if (key_table[i].key[k] == key_table[row].key[0])
                return true;
    return false;
}

/* In the list only what is done there: nothing is open yet. */
static bool page_idle(request_t req, unsigned where)
{
    return where == IN_CATALOG && (req == REQ_LEFT || req == REQ_HINT || req == REQ_VERDICT);
}

static void help_row(FILE *f, glyph_t g, const char *name, const char *text)
{
    fprintf(f, "    %s%*s %-*s%s\n", glyph(g), 3 - tui_width(glyph(g)), "", *text ? 10 : 0, name, text);
}

static void help_glyphs(FILE *f)
{
    fprintf(f, "\n# The tree\nEvery row is a context; below it hang those derived from it. A row with a number is that many contexts "
               "alike, siblings (10,000%s) or a chain of only children (1,000 deep), with a bar of their states; those unlike the rest stand "
               "below it. Enter shows each of them, and the node pane tells them range by range. Background and TODO are there in every run; "
               "each is shown once something hangs below it, so numbers may be missing.\n\n", glyph(GL_TIMES));
    help_row(f, GL_LIVE, "live", "nobody has ended it");
    help_row(f, GL_TOLD, "told", "it has ended; nobody there has noticed yet");
    help_row(f, GL_NOTICED, "noticed", "a task looked, or woke up");
    help_row(f, GL_STOPPED, "stopped", "its tasks have returned");
    help_row(f, GL_FREED, "freed", "nobody holds it any more");
    help_row(f, GL_HOLLOW, "hollow", "its deadline can never fire: no timer");
    help_row(f, GL_FORWARD, "", "a forwarder: news comes later, through a task");
    help_row(f, GL_CUT, "", "without-cancel: news stops here");
    help_row(f, GL_FUNC, "", "an after-func");
    help_row(f, GL_FINDING, "", "a finding is about it");
    fprintf(f, "\n# The lanes of tasks\nTasks of one name that were started at one line share a lane when they are many, with a count of what they do; "
               "Enter shows each of them.\n\n");
    help_row(f, GL_FULL, "moves", "");
    help_row(f, GL_READY, "could move", "");
    help_row(f, GL_BLOCK, "waits", "");
    help_row(f, GL_CASCADE, "told", "");
    help_row(f, GL_NOTICED, "noticed", "");
    help_row(f, GL_END, "returned", "");
}

char *page_help(const app_t *a)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    unsigned where = app_where(a) & ~(unsigned)IN_PAGE;

    if (!f)
        return NULL;
    for (int here = 1; here >= 0; here--) /* first what is meant for this very place */
        for (size_t i = 0; i < key_rows; i++)
            if ((key_table[i].where & where) && !page_said(i, where) && !page_idle(key_table[i].request, where) && (where & IN_OWN && !(key_table[i].where & IN_VIEW)) == here)
                fprintf(f, "    %-8s%s %s\n", key_table[i].keys, glyph(GL_VRULE), key_table[i].help);
    if (where != IN_CATALOG)
        help_glyphs(f);
    fclose(f);
    return text;
}

/* ---- what a finding means -------------------------------------------------------------------------------- */

/* "Taught by: ID." says nothing to who is there. */
static bool taught_here(const app_t *a, const char *line)
{
    static const char by[] = "Taught by: ";
    const char *entry = a->view.options.entry ? a->view.options.entry : a->session.entry;
    size_t n = strlen(entry);
    return n && !strncmp(line, by, sizeof by - 1) && !strncmp(line + sizeof by - 1, entry, n) && !strcmp(line + sizeof by - 1 + n, ".");
}

/* docs/findings.md explains each at length, under a heading with its name. */
static char *finding_explained(app_t *a, const char *name)
{
    source_file_t *f = source_open(&a->view.source, "docs/findings.md");
    char *text = NULL;
    size_t size = 0;
    bool in = false;
    FILE *out = open_memstream(&text, &size);

    for (int i = 0; out && i < f->lines; i++) {
        if (f->line[i][0] == '#')
            in = strstr(f->line[i], name) != NULL;
        else if (in && !taught_here(a, f->line[i]))
            fprintf(out, "%s\n", f->line[i]);
    }
    if (out)
        fclose(out);
    return text;
}

void page_finding(app_t *a)
{
    view_t *v = &a->view;

    view_findings(v);
    if (!v->finding || v->finding > v->findings.count) {
        view_say(v, "No finding is chosen; w goes to the first.");
        return;
    }
    const finding_t *f = &v->findings.item[v->finding - 1];
    trace_site_t s = trace_site(v->trace, f->site);
    const char *about = "";
    for (const finding_kind_t *k = finding_kinds; k->name; k++)
        if (!strcmp(k->name, f->name))
            about = k->about ? k->about : "";
    char *more = finding_explained(a, f->name), *text = NULL;
    int n = asprintf(&text, "# %s\n%s\n\n%s%s:%d, event %zu\n\n# What it means\n%s\n\n%s\n", f->name, f->message,
                     f->site ? "In " : "", f->site ? s.file : "", s.line, f->event, about, more ? more : "");
    free(more);
    if (n >= 0)
        page_open(a, PAGE_FINDING, "A finding", text, "Esc goes back to where it happened");
}
