/* story.c — see story.h */
#include "story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"

static bool read_text(const char *path, buf_t *out, err_t *err) { return file_read(path, FILE_LIMIT, out, err); }

static char *read_owned(const char *path, err_t *err)
{
    buf_t text = {0};
    if (read_text(path, &text, err))
        return text.data == NULL ? xstrdup("") : text.data;
    buf_free(&text);
    return NULL;
}

/* The first comment of a C file, without its frame. */
static void header_comment(const char *source, buf_t *out)
{
    const char *p = strstr(source, "/*");
    const char *end = p == NULL ? NULL : strstr(p, "*/");
    if (end == NULL)
        return;
    for (p += 2; p < end;) {
        size_t n = strcspn(p, "\n");
        const char *line_end = p + n < end ? p + n : end;
        p += strspn(p, " \t");
        while (p < line_end && *p == '*')
            p++;
        if (p < line_end && *p == ' ')
            p++;
        size_t len = p < line_end ? (size_t)(line_end - p) : 0;
        while (len > 0 && (p[len - 1] == ' ' || p[len - 1] == '\r'))
            len--;
        buf_add(out, p, len);
        buf_addc(out, '\n');
        p = line_end + 1;
    }
}

char *story_text(const entry_t *e, err_t *err)
{
    char *path = entry_path(e, "exercise.c");
    buf_t source = {0}, out = {0};
    if (!file_exists(path)) { /* a lesson or demo without a program for the learner */
        free(path);
        path = entry_path(e, "explain.md");
        char *text = read_owned(path, err);
        free(path);
        return text;
    }
    bool ok = read_text(path, &source, err);
    free(path);
    if (ok) {
        buf_t comment = {0};
        header_comment(buf_text(&source), &comment);
        size_t title = strlen(e->title);
        bool told = strncmp(buf_text(&comment), e->title, title) == 0 && comment.data[title] == '\n';
        buf_addf(&out, "%s — %s\n", e->id, e->title);
        buf_addf(&out, "%s%s", told ? "" : "\n", buf_text(&comment) + (told ? title + 1 : 0));
        while (out.len > 1 && out.data[out.len - 1] == '\n' && out.data[out.len - 2] == '\n')
            out.data[--out.len] = '\0';
        buf_free(&comment);
    }
    buf_free(&source);
    return ok ? out.data : NULL;
}

char *story_goal(const entry_t *e)
{
    char *text = story_text(e, NULL), *from = text == NULL ? NULL : strstr(text, "Make: ");
    buf_t goal = {0};
    if (from != NULL)
        from += strlen("Make: ");
    for (; from != NULL && *from != '\0' && strncmp(from, "\n\n", 2) != 0; from++)
        if (*from != '\n' || from[1] != '\0')
            buf_addc(&goal, *from == '\n' ? ' ' : *from);
    free(text);
    return goal.data;
}

char *story_explain(const entry_t *e, err_t *err)
{
    char *path = entry_path(e, "explain.md");
    char *text = read_owned(path, err);
    free(path);
    return text;
}

char *story_solution(const entry_t *e, err_t *err)
{
    if (entry_gradable(e))
        return read_owned(e->solution, err);
    err_set(err, "%s is a %s: there is nothing to fix, so it has no solution", e->id, entry_kind_name(e->kind));
    return NULL;
}
