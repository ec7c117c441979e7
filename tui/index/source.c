/* source.c — see source.h. */
#include "source.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "paint.h"
#include "text.h"
#include "trace.h"

enum { SOURCE_LIMIT = 4 << 20 }; /* a larger file is no source anybody steps through */

const char *source_base(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash ? slash + 1 : name;
}

const char *source_short(const char *name, int columns, char *buf, size_t size)
{
    const char *base = source_base(name), *dots = glyph(GL_DOTS);
    int over = tui_width(base) - columns;

    snprintf(buf, size, "%s%s", over > 0 ? dots : "", base + (over > 0 ? tui_fit(base, over + tui_width(dots), NULL) : 0));
    return buf;
}

static char *source_read(const char *path, size_t *size)
{
    FILE *f = fopen(path, "r");

    if (!f)
        return NULL;
    char *bytes = malloc(SOURCE_LIMIT + 1);
    *size = bytes ? fread(bytes, 1, SOURCE_LIMIT, f) : 0;
    bool ok = bytes && !ferror(f) && *size > 0;
    fclose(f);
    if (!ok) {
        free(bytes);
        return NULL;
    }
    bytes[*size] = 0;
    char *less = realloc(bytes, *size + 1);
    return less ? less : bytes;
}

static void source_split(source_file_t *f, size_t size)
{
    int lines = 1;

    for (size_t i = 0; i < size; i++)
        lines += f->bytes[i] == '\n';
    f->line = calloc((size_t)lines, sizeof *f->line);
    if (!f->line)
        return;
    char *at = f->bytes;
    while (*at && f->lines < lines) {
        f->line[f->lines++] = at;
        char *end = strchr(at, '\n');
        if (!end)
            break;
        *end = 0;
        at = end + 1;
    }
}

const char source_changed_says[] = "This file has changed since the recording: its lines may be others.";

/* By the mark that the recording carries; without one, written after all that was recorded, if the recording knows the hour. */
static bool source_is_other(const trace_t *t, const char *name, const char *path, const char *bytes, size_t size)
{
    uint64_t digest;
    struct stat st;

    if (!t)
        return false;
    if (trace_source_mark(t, name, &digest))
        return digest != trace_source_digest(bytes, size);
    size_t n = trace_count(t);
    int64_t from = trace_header(t)->start_unix_ns;
    if (!from || !n || stat(path, &st))
        return false;
    return (int64_t)st.st_mtim.tv_sec > (from + trace_event(t, n - 1)->time) / 1000000000;
}

/* True: this is it. The text of another version is kept until a better one is found. */
static bool source_try(const source_t *s, source_file_t *f, const char *dir, const char *name)
{
    char path[4096];
    size_t size = 0;

    snprintf(path, sizeof path, "%s%s%s", dir ? dir : "", dir ? "/" : "", name);
    char *bytes = source_read(path, &size);
    bool other = bytes && source_is_other(s->trace, f->name, path, bytes, size);
    if (!bytes || (other && f->bytes)) {
        free(bytes);
        return false;
    }
    free(f->bytes);
    free(f->path);
    free(f->line);
    f->line = NULL;
    f->lines = 0;
    f->bytes = bytes;
    f->path = strdup(path);
    f->changed = other;
    source_split(f, size);
    return !other;
}

/* A shipped program is compiled under its entry's name: ID.c is ID/exercise.c. */
static bool source_try_shipped(const source_t *s, source_file_t *f, const char *dir, const char *base)
{
    const char *id = source_base(dir);
    size_t n = strlen(id);

    return strlen(base) == n + 2 && !strncmp(base, id, n) && !strcmp(base + n, ".c") && source_try(s, f, dir, "exercise.c");
}

static void source_search(const source_t *s, source_file_t *f)
{
    for (size_t i = 0; s->dirs && s->dirs[i]; i++)
        if (source_try(s, f, s->dirs[i], f->name) || source_try(s, f, s->dirs[i], source_base(f->name)) ||
            source_try_shipped(s, f, s->dirs[i], source_base(f->name)))
            return;
}

/* Where the recording says that it was. A file of that name elsewhere is shown only if it is the very text. */
static void source_find(const source_t *s, source_file_t *f)
{
    const char *was = s->trace ? trace_source_path(s->trace, f->name) : NULL;

    if (source_try(s, f, NULL, was ? was : f->name))
        return;
    bool here = f->bytes != NULL;
    source_search(s, f);
    if (!was || here || !f->changed)
        return;
    f->lines = 0;
    f->changed = false;
    free(f->path);
    f->path = NULL;
}

source_file_t *source_open(source_t *s, const char *name)
{
    static source_file_t none = {.name = (char *)"?"};

    for (size_t i = 0; i < s->files; i++)
        if (!strcmp(s->file[i].name, name))
            return &s->file[i];
    source_file_t *more = realloc(s->file, (s->files + 1) * sizeof *more);
    if (!more)
        return &none;
    s->file = more;
    source_file_t *f = &s->file[s->files++];
    *f = (source_file_t){.name = strdup(name)};
    if (!f->name || !strcmp(name, "?"))
        return f;
    source_find(s, f);
    f->was = f->path || !s->trace ? NULL : trace_source_path(s->trace, name);
    return f;
}

void source_free(source_t *s)
{
    for (size_t i = 0; i < s->files; i++) {
        free(s->file[i].name);
        free(s->file[i].path);
        free(s->file[i].bytes);
        free(s->file[i].line);
    }
    free(s->file);
    s->file = NULL;
    s->files = 0;
}

const char *source_lesson(const source_file_t *f, int line, int reach)
{
    for (int l = line; l > 0 && l > line - reach; l--) {
        if (l > f->lines)
            continue;
        const char *at = strstr(f->line[l - 1], "LESSON:");
        if (at)
            return at + 7 + (at[7] == ' ');
    }
    return NULL;
}

/* FILE:LINE:COLUMN: KIND TEXT. What follows the kind; NULL: the line (of n bytes) is none of these. */
static const char *fault_place(const char *at, int n, const char *kind, source_fault_t *f)
{
    const char *text = memmem(at, (size_t)n, kind, strlen(kind)), *colon = memchr(at, ':', (size_t)n);
    int line;

    if (!text || !colon || colon > text || sscanf(colon, ":%d", &line) != 1 || line < 1)
        return NULL;
    snprintf(f->file, sizeof f->file, "%.*s", (int)(colon - at), at);
    f->line = line;
    return text + strlen(kind);
}

/* What is wrong in a macro's text was written where the macro is used: gcc says so below, the place furthest out last. */
bool source_fault_read(source_fault_t *f, const char *compiler)
{
    bool found = false;

    *f = (source_fault_t){0};
    for (const char *at = compiler; *at; at += strcspn(at, "\n") + (at[strcspn(at, "\n")] != 0)) {
        int n = (int)strcspn(at, "\n");
        source_fault_t next;
        const char *text = fault_place(at, n, "error: ", found ? &next : f); /* "fatal error", too */
        if (text && found)
            return true;
        if (text)
            snprintf(f->text, sizeof f->text, "%.*s", (int)(at + n - text), text);
        else if (found && memmem(at, (size_t)n, " warning: ", 10))
            return true;
        else if (found)
            fault_place(at, n, " note: in expansion of macro ", f);
        found = found || text;
    }
    return found;
}

bool source_fault_refused(source_fault_t *f, const char *why)
{
    const char *end = strstr(why, ".c:");
    char *rest;

    *f = (source_fault_t){.refused = true};
    if (!end || strcspn(why, " \n") < (size_t)(end - why))
        return false;
    snprintf(f->file, sizeof f->file, "%.*s", (int)(end + 2 - why), why);
    long line = strtol(end + 3, &rest, 10);
    f->line = rest > end + 3 && *rest == ':' && line > 0 && line < 1000000 ? (int)line : 0;
    end = f->line ? rest + 1 : end + 3;
    snprintf(f->text, sizeof f->text, "%s", end + strspn(end, " "));
    return true;
}

static bool is_word(char c) { return isalnum((unsigned char)c) || c == '_'; }

int source_word_line(const source_file_t *f, const char *word)
{
    size_t n = strlen(word);

    for (int l = 0; n && l < f->lines; l++)
        for (const char *at = f->line[l]; (at = strstr(at, word)) != NULL; at++)
            if ((at == f->line[l] || !is_word(at[-1])) && !is_word(at[n]))
                return l + 1;
    return 0;
}
