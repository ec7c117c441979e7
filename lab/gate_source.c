/* gate_source.c — the file as written: which directives, which headers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clex.h"
#include "file.h"
#include "gate.h"

static const char *const directives[] = {"include", "define", "undef",  "if",    "ifdef",   "ifndef",
                                         "elif",    "else",   "endif",  "error", "warning", NULL};
static const char *const headers[] = {
    "ctx.h",    "ctx_chan.h", "ctx_task.h", "ctx_sync.h", "ctx_group.h", "ctx_flight.h", "work.h", "assert.h",    "ctype.h",  "errno.h",    "float.h",
    "inttypes.h", "iso646.h", "limits.h",   "math.h",     "stdalign.h", "stdarg.h",    "stdatomic.h", "stdbool.h", "stddef.h",
    "stdint.h", "stdio.h",    "stdlib.h",   "stdnoreturn.h", "string.h", "strings.h",  "time.h",   NULL};

static bool listed(const char *const *list, const char *word)
{
    for (; *list != NULL; list++)
        if (strcmp(*list, word) == 0)
            return true;
    return false;
}

/* `#include <name>` or "name": the name, as far as it fits; false for anything computed. */
static bool header_name(clex_t *lex, char *name, size_t size)
{
    clex_token_t t = clex_next(lex);
    name[0] = '\0';
    if (t.first)
        return false;
    if (t.kind == CLEX_STRING && t.length >= 2 && t.length < sizeof t.text) {
        (void)snprintf(name, size, "%.*s", (int)t.length - 2, t.text + 1);
        return true;
    }
    if (!clex_is(&t, "<"))
        return false;
    for (size_t used = 0;;) {
        clex_t before = *lex;
        t = clex_next(lex);
        if (t.kind == CLEX_END || t.first) {
            *lex = before;
            return false;
        }
        if (clex_is(&t, ">"))
            return true;
        int n = snprintf(name + used, size - used, "%s", t.text);
        used = n < 0 || used + (size_t)n >= size ? size - 1 : used + (size_t)n;
    }
}

/* The entry's own headers, and the scenery's: exercises/ID/NAME.h, exercises/scenery/NAME.h. */
static bool beside_the_entry(const entry_t *e, const char *name)
{
    size_t n = strlen(name);
    if (strchr(name, '/') != NULL || n < 3 || strcmp(name + n - 2, ".h") != 0)
        return false;
    char *own = entry_path(e, name), *scenery = xformat("%s/../scenery/%s", e->dir, name);
    bool ok = file_exists(own) || file_exists(scenery);
    free(own);
    free(scenery);
    return ok;
}

static bool header_allowed(const entry_t *e, const char *name)
{
    const char *more = entry_extra(e, "headers");
    char **own = text_split(more == NULL ? "" : more);
    bool ok = listed(headers, name) || text_in_list(own, name) || beside_the_entry(e, name);
    text_free_list(own);
    return ok;
}

bool gate_source(const entry_t *e, const char *text, err_t *why)
{
    clex_t lex;
    clex_start(&lex, text);
    for (clex_token_t t = clex_next(&lex); t.kind != CLEX_END; t = clex_next(&lex)) {
        if (!t.first || t.kind != CLEX_PUNCT || (!clex_is(&t, "#") && !clex_is(&t, "%:")))
            continue;
        clex_t before = lex;
        clex_token_t name = clex_next(&lex);
        if (name.first || name.kind == CLEX_END) { /* a lone `#` does nothing */
            lex = before;
            continue;
        }
        if (!listed(directives, name.text))
            return err_set(why, "%s.c:%d: #%.40s is not allowed in an exercise", e->id, t.line, name.text);
        char header[200];
        if (!clex_is(&name, "include"))
            continue;
        if (!header_name(&lex, header, sizeof header))
            return err_set(why, "%s.c:%d: #include takes a plain <name> or \"name\" here", e->id, t.line);
        if (!header_allowed(e, header))
            return err_set(why, "%s.c:%d: #include of '%.80s' is not allowed: the engine's headers and the C library's plain ones are",
                           e->id, t.line, header);
    }
    return true;
}
