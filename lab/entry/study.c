/* study.c — see study.h */
#include "study.h"

#include <ctype.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"

enum { LONGEST = 60 };

/* ---- passages --------------------------------------------------------------------------------------------- */

static bool is_part(char c) { return isalnum((unsigned char)c) || c == '_' || c == '-'; }

/* Where a line of text holds the name as a word of its own, behind `lead`; NULL: nowhere. */
static const char *find_word(const char *text, const char *lead, const char *name)
{
    size_t n = strlen(lead), len = strlen(name);
    for (const char *p = text; (p = strstr(p, name)) != NULL; p++) {
        bool own = (p == text || !is_part(p[-1])) && !is_part(p[len]);
        if (own && (size_t)(p - text) >= n && strncmp(p - n, lead, n) == 0)
            return p;
    }
    return NULL;
}

static const char *line_start(const char *text, const char *p)
{
    while (p > text && p[-1] != '\n')
        p--;
    return p;
}

static int line_number(const char *text, const char *p)
{
    int n = 1;
    for (; text < p; text++)
        n += *text == '\n';
    return n;
}

static const char *next_line(const char *p)
{
    p += strcspn(p, "\n");
    return *p == '\n' ? p + 1 : p;
}

static void give(buf_t *out, const catalog_t *c, const char *path, const char *text, const char *from, const char *to)
{
    buf_addf(out, "%s:%d\n\n", path + strlen(c->home) + 1, line_number(text, from));
    buf_add(out, from, (size_t)(to - from));
}

/* A mark's comment and the function below it, or what of it fits a page. */
static bool give_mark(const catalog_t *c, const char *path, const char *text, const char *name, buf_t *out)
{
    const char *at = find_word(text, "LESSON: ", name);
    if (at == NULL)
        return false;
    const char *from = line_start(text, at), *to = from;
    for (int i = 0; i < LONGEST && *to != '\0'; i++) {
        bool last = *to == '}';
        to = next_line(to);
        if (last)
            break;
    }
    give(out, c, path, text, from, to);
    return true;
}

/* Does the line declare it? p: where the name stands in it. */
static bool declares(const char *line, const char *p, size_t len)
{
    bool comment = strncmp(line, " *", 2) == 0 || strncmp(line, "/*", 2) == 0;
    bool call = p[len] == '(' || strncmp(line, "#define", 7) == 0;
    bool type = p[len] == ';' && (strncmp(line, "typedef ", 8) == 0 || line[0] == '}');
    return !comment && (type || (call && line[0] != ' '));
}

/* From blank line to blank line. */
static void passage(const char *text, const char *at, const char **from, const char **to)
{
    *from = *to = at;
    while (*from > text && !((*from)[-1] == '\n' && (*from - 1 == text || (*from)[-2] == '\n')))
        (*from)--;
    while (**to != '\0' && **to != '\n')
        *to = next_line(*to);
}

/* A declaration with the comment above it; a header that only renames has none. */
static bool give_declared(const catalog_t *c, const char *path, const char *text, const char *name, bool manual, buf_t *out)
{
    for (const char *p = text; (p = find_word(p, "", name)) != NULL; p++) {
        const char *from, *to;
        if (!declares(line_start(text, p), p, strlen(name)))
            continue;
        passage(text, p, &from, &to);
        if (manual && (strncmp(from, "/*", 2) != 0 || strncmp(from, "/* Private", 10) == 0))
            continue;
        give(out, c, path, text, from, to);
        return true;
    }
    return false;
}

static bool give_manual(const catalog_t *c, const char *path, const char *text, const char *name, buf_t *out)
{
    return give_declared(c, path, text, name, true, out);
}

static bool give_call(const catalog_t *c, const char *path, const char *text, const char *name, buf_t *out)
{
    return give_declared(c, path, text, name, false, out);
}

/* What an exercise may use of the system, or of another library: their own manuals tell it. */
static bool give_foreign(const catalog_t *c, const char *name, buf_t *out)
{
    for (size_t i = 0; i < c->count; i++)
        if (text_in_list(c->entry[i].allow, name)) {
            if (strncmp(name, "sqlite3_", 8) == 0)
                buf_addf(out, "%s is a call of SQLite, not of this library: https://sqlite.org/c3ref/funclist.html tells what it does.\n", name);
            else
                buf_addf(out, "%s is a call of the system, not of this library: `man 2 %s` tells what it does.\n", name, name);
            return true;
        }
    return false;
}

typedef bool give_t(const catalog_t *c, const char *path, const char *text, const char *name, buf_t *out);

static bool search(const catalog_t *c, const char *files, give_t *one, const char *name, buf_t *out)
{
    char *pattern = xformat("%s/engine/%s", c->home, files);
    glob_t found;
    bool done = false;
    if (glob(pattern, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc && !done; i++) {
            buf_t text = {0};
            if (file_read(found.gl_pathv[i], FILE_LIMIT, &text, NULL))
                done = one(c, found.gl_pathv[i], buf_text(&text), name, out);
            buf_free(&text);
        }
        globfree(&found);
    }
    free(pattern);
    return done;
}

bool study_find(const catalog_t *c, const char *name, buf_t *out)
{
    for (const char *p = name; *p != '\0'; p++)
        if (!is_part(*p))
            return false;
    return name[0] != '\0' && (search(c, "*.c", give_mark, name, out) || search(c, "*.h", give_mark, name, out) ||
                               search(c, "include/*.h", give_manual, name, out) || search(c, "include/*.h", give_call, name, out) ||
                               study_own_find(c, name, out) || give_foreign(c, name, out));
}

bool study_mark_named(const char *text, int nth, char *name, size_t size)
{
    static const char mark[] = "LESSON: ", letters[] = "abcdefghijklmnopqrstuvwxyz-";
    for (const char *at = text; (at = strstr(at, mark)) != NULL;) {
        const char *first;
        at += sizeof mark - 1;
        size_t n = strspn(at, letters);
        if (n == 0 || n >= size)
            continue;
        (void)snprintf(name, size, "%.*s", (int)n, at);
        for (first = strstr(text, mark) + sizeof mark - 1; strspn(first, letters) != n || strncmp(first, at, n) != 0;)
            first = strstr(first, mark) + sizeof mark - 1;
        if (first == at && --nth == 0)
            return true;
    }
    return false;
}
