/* study_own.c — what an exercise's own header declares: its calls by name, one of them, and all of them as a page to read. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "study.h"

static bool is_part(char c) { return isalnum((unsigned char)c) || c == '_'; }

static const char *next_line(const char *p)
{
    p += strcspn(p, "\n");
    return *p == '\n' ? p + 1 : p;
}

static bool starts(const char *text, const char *with) { return strncmp(text, with, strlen(with)) == 0; }

/* A comment and what stands below it, up to the next comment or blank line. */
typedef struct group { const char *from, *decls, *to; } group_t;

/* From at on; false: there is none any more. What is there for the compiler is none: includes, guards. */
static bool group_next(const char *at, group_t *g)
{
    while (*at == '\n' || starts(at, "#include") || starts(at, "#ifndef") || starts(at, "#endif") ||
           (starts(at, "#define") && memchr(at, '(', strcspn(at, "\n")) == NULL) || starts(at, "/* What the scenario calls"))
        at = next_line(at);
    if (*at == '\0')
        return false;
    g->from = g->decls = at;
    if (starts(at, "/*")) {
        const char *end = strstr(at, "*/");
        g->decls = next_line(end == NULL ? at + strlen(at) : end);
    }
    for (at = g->decls; *at != '\0' && *at != '\n' && !starts(at, "/*") && !starts(at, "#endif");)
        at = next_line(at);
    g->to = at;
    return true;
}

/* The name that a line declares a call of, without the _at of its long form; 0 bytes: none. */
static size_t declared(const char *line, const char **name)
{
    const char *open = memchr(line, '(', strcspn(line, "\n")), *end = open;
    if (open == NULL || *line == ' ' || *line == '/')
        return 0;
    while (end > line && is_part(end[-1]))
        end--;
    *name = end;
    size_t n = (size_t)(open - end);
    return n > 3 && strncmp(open - 3, "_at", 3) == 0 ? n - 3 : n;
}

static bool group_declares(const group_t *g, const char *word)
{
    const char *name;
    for (const char *p = g->decls; p < g->to; p = next_line(p))
        if (declared(p, &name) == strlen(word) && strncmp(name, word, strlen(word)) == 0)
            return true;
    return false;
}

static bool header_read(const entry_t *e, buf_t *text)
{
    char *path = study_own_path(e);
    bool ok = file_exists(path) && file_read(path, FILE_LIMIT, text, NULL);
    free(path);
    return ok;
}

char *study_own_path(const entry_t *e) { return entry_path(e, "exercise.h"); }

void study_own_calls(const entry_t *e, buf_t *out)
{
    buf_t text = {0};
    group_t g = {.to = header_read(e, &text) ? buf_text(&text) : ""};
    size_t begun = out->len;
    const char *name;
    while (group_next(g.to, &g)) {
        if (starts(g.from, "/* yours"))
            continue;
        for (const char *p = g.decls; p < g.to; p = next_line(p)) {
            size_t n = declared(p, &name);
            char *word = xstrndup(n > 0 ? name : "", n);
            if (n > 0 && (out->len == begun || !study_names(buf_text(out) + begun, word)))
                buf_addf(out, "%s%s", out->len > begun ? ", " : "", word);
            free(word);
        }
    }
    buf_free(&text);
}

bool study_own_find(const catalog_t *c, const char *word, buf_t *out)
{
    size_t begun = out->len;
    for (size_t i = 0; i < c->count; i++) {
        buf_t text = {0};
        group_t g = {.to = header_read(&c->entry[i], &text) ? buf_text(&text) : ""};
        while (group_next(g.to, &g)) {
            int line = 1;
            if (!group_declares(&g, word))
                continue;
            for (const char *p = buf_text(&text); p < g.from; p++)
                line += *p == '\n';
            buf_addf(out, "%sexercises/%s/exercise.h:%d\n\n", out->len > begun ? "\n" : "", c->entry[i].id, line);
            buf_add(out, g.from, (size_t)(g.to - g.from));
        }
        buf_free(&text);
    }
    return out->len > begun;
}

/* A declaration as it is called: the place of the call, which the preprocessor puts in, is left out. */
static void add_called(buf_t *out, const char *line)
{
    static const char site[] = "_at(const ctx_site_t *site";
    size_t n = strcspn(line, "\n");
    char *whole = xstrndup(line, n), *at = strstr(whole, site);
    if (at == NULL)
        buf_addf(out, "    %s\n", whole);
    else {
        const char *rest = at + strlen(site);
        buf_addf(out, "    %.*s(%s%s\n", (int)(at - whole), whole, *rest == ')' ? "void" : "", *rest == ',' ? rest + 2 : rest);
    }
    free(whole);
}

/* Its words alone, in one line. */
static void add_comment(buf_t *out, const char *p, const char *end)
{
    for (p += strspn(p, "/* "); p < end && !starts(p, "*/") && !starts(p, " */");) {
        if (*p == '\n') {
            p += 1 + strspn(p + 1, " ");
            p += *p == '*' && p[1] != '/';
            buf_addc(out, ' ');
            p += strspn(p, " ");
        } else
            buf_addc(out, *p++);
    }
    buf_addc(out, '\n');
}

void study_own_page(const entry_t *e, buf_t *out)
{
    buf_t text = {0};
    group_t g = {.to = header_read(e, &text) ? buf_text(&text) : ""};
    size_t begun = out->len;
    while (group_next(g.to, &g)) {
        if (out->len == begun)
            buf_adds(out, "# What the program may call\n");
        buf_addc(out, '\n');
        for (const char *p = g.decls; p < g.to; p = next_line(p))
            if (!(starts(p, "#define") && strstr(p, "CTX_HERE") != NULL && strstr(p, "CTX_HERE") < next_line(p)))
                add_called(out, p);
        if (g.decls > g.from)
            add_comment(out, g.from, g.decls);
    }
    buf_free(&text);
}
