/* lesson_place.c — see lesson_place.h. */
#include "lesson_place.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"

enum { LONGEST = 60, SOURCE_BYTES = 1 << 20 };

/* Does this line begin the place? kind: 'm'ark, 'f'unction or 'w'hole file. */
static bool begins(const char *line, char kind, const char *name)
{
    size_t n = strlen(name);
    const char *at = strstr(line, kind == 'm' ? "LESSON: " : name);
    if (kind == 'w')
        return true;
    if (at == NULL)
        return false;
    if (kind == 'm')
        return strncmp(at + 8, name, n) == 0 && !islower((unsigned char)at[8 + n]) && at[8 + n] != '-';
    bool whole = at > line && !isalnum((unsigned char)at[-1]) && at[-1] != '_' && at[n] == '(';
    return whole && !isspace((unsigned char)line[0]) && line[0] != '/' && strchr(line, ';') == NULL;
}

/* From the line it begins at to the brace that closes it at the margin; a whole file to its end. */
static bool span(const char *text, char kind, const char *name, int *first, int *lines)
{
    int line = 1;
    *first = 0;
    for (const char *at = text; *at != '\0'; line++) {
        size_t n = strcspn(at, "\n");
        char here[400];
        (void)snprintf(here, sizeof here, "%.*s", (int)n, at);
        if (*first == 0 && begins(here, kind, name))
            *first = line;
        at += n + (at[n] == '\n');
        bool last = *at == '\0' || (kind != 'w' && here[0] == '}') || line - *first + 1 == LONGEST;
        if (*first > 0 && last) {
            *lines = line - *first + 1;
            return true;
        }
    }
    return false;
}

static bool find_in(const char *path, char kind, const char *name, lesson_place_t *place)
{
    buf_t text = {0};
    bool found = file_read(path, SOURCE_BYTES, &text, NULL) && span(buf_text(&text), kind, name, &place->line, &place->lines);
    buf_free(&text);
    if (found)
        place->path = xstrdup(path);
    return found;
}

/* The engine's files that carry marks, the study text first. */
static bool find_mark(const entry_t *e, const char *name, lesson_place_t *place)
{
    static const char *const files[] = {"ctx.c", "value.c", "after_func.c", "node.h", "done.h", "custom.c"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *beside = xformat("../../engine/%s", files[i]), *path = entry_path(e, beside);
        bool found = find_in(path, 'm', name, place);
        free(path);
        free(beside);
        if (found) {
            (void)snprintf(place->name, sizeof place->name, "engine/%s:%d (LESSON: %s)", files[i], place->line, name);
            return true;
        }
    }
    return false;
}

static bool find_own(const entry_t *e, char kind, const char *file, const char *name, lesson_place_t *place)
{
    char *path = entry_path(e, file);
    bool found = find_in(path, kind, name, place);
    free(path);
    if (found && kind == 'w')
        (void)snprintf(place->name, sizeof place->name, "%s/%s", e->id, file);
    else
        (void)snprintf(place->name, sizeof place->name, "%s.c:%d", e->id, place->line); /* as the program is compiled */
    return found;
}

bool lesson_place(const entry_t *e, const char *what, lesson_place_t *place, err_t *err)
{
    bool found = false;
    *place = (lesson_place_t){0};
    if (strncmp(what, "mark ", 5) == 0)
        found = find_mark(e, what + 5, place);
    else if (strncmp(what, "function ", 9) == 0)
        found = find_own(e, 'f', "exercise.c", what + 9, place);
    else if (strncmp(what, "file ", 5) == 0 && strchr(what, '/') == NULL)
        found = find_own(e, 'w', what + 5, "", place);
    return found || err_set(err, "there is nothing to read at \"%s\": say mark NAME (LESSON: NAME in the engine), function NAME (in exercise.c) or file NAME (beside it)", what);
}

void lesson_place_print(const lesson_place_t *place, FILE *out)
{
    buf_t text = {0};
    int line = 1;
    if (!file_read(place->path, SOURCE_BYTES, &text, NULL))
        return;
    fprintf(out, "%s\n", place->name);
    for (const char *at = buf_text(&text); *at != '\0' && line < place->line + place->lines; line++) {
        size_t n = strcspn(at, "\n");
        if (line >= place->line)
            fprintf(out, "%5d  %.*s\n", line, (int)n, at);
        at += n + (at[n] == '\n');
    }
    buf_free(&text);
}
