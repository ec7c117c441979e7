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

const char *gate_begin(const char *text) { return strncmp(text, "\xef\xbb\xbf", 3) == 0 ? text + 3 : text; }

/* U+202A to U+202E, U+2066 to U+2069: what stands behind them is shown in another order than it is read in. */
static bool turns_direction(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return u[0] == 0xe2 && ((u[1] == 0x80 && u[2] >= 0xaa && u[2] <= 0xae) || (u[1] == 0x81 && u[2] >= 0xa6 && u[2] <= 0xa9));
}

/* Characters that compilers and people read in different ways. */
static bool plain_text(const entry_t *e, const char *text, err_t *why)
{
    int line = 1;
    for (const char *p = text; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        line += c == '\n';
        if (turns_direction(p))
            return err_set(why, "%s.c:%d: holds a character that turns the direction of the text: it reads as something else than it is", e->id,
                           line);
        if ((c < ' ' && strchr("\t\n\f\v", c) == NULL && !(c == '\r' && p[1] == '\n')) || c == 0x7f)
            return err_set(why, "%s.c:%d: holds the control character %#04x: C source is text", e->id, line, (unsigned)c);
    }
    return true;
}

/* In a raw string quotes, comments and directives mean something else. */
static bool begins_raw(const clex_token_t *before, const clex_token_t *t)
{
    static const char *const prefixes[] = {"R", "LR", "uR", "UR", "u8R", NULL};
    return before->kind == CLEX_NAME && t->kind == CLEX_STRING && listed(prefixes, before->text);
}

/* What switches parts of the C library's headers on, and changes nothing else. */
static bool feature(const char *name)
{
    static const char *const features[] = {"_GNU_SOURCE", "_DEFAULT_SOURCE", "_POSIX_C_SOURCE", "_XOPEN_SOURCE", "_ISOC11_SOURCE",
                                           "_ISOC99_SOURCE", "_BSD_SOURCE", "_SVID_SOURCE", NULL};
    return listed(features, name);
}

/* #define and #undef: a name of the file's own. */
static bool own_name(const entry_t *e, clex_t lex, const clex_token_t *directive, bool *defines, err_t *why)
{
    clex_token_t name = clex_next(&lex);
    if (!clex_is(directive, "define") && !clex_is(directive, "undef"))
        return true;
    if (strncmp(name.text, "__", 2) == 0 || strncmp(name.text, "_Pragma", 7) == 0)
        return err_set(why, "%s.c:%d: #%s of '%.80s', a name that the compiler owns", e->id, name.line, directive->text, name.text);
    *defines = *defines || !feature(name.text);
    return true;
}

static bool directives_allowed(const entry_t *e, const char *text, err_t *why)
{
    clex_t lex;
    clex_token_t before = {.kind = CLEX_END};
    bool defines = false;
    clex_start(&lex, text);
    for (clex_token_t t = clex_next(&lex); t.kind != CLEX_END; before = t, t = clex_next(&lex)) {
        if (begins_raw(&before, &t))
            return err_set(why, "%s.c:%d: a raw string (%s\"...\") is not allowed in an exercise", e->id, t.line, before.text);
        if (t.kind == CLEX_NAME && (strncmp(t.text, "__has_include", 13) == 0 || strncmp(t.text, "__has_embed", 11) == 0))
            return err_set(why, "%s.c:%d: %.40s asks which files there are, which is not an exercise's business", e->id, t.line, t.text);
        if (!t.first || t.kind != CLEX_PUNCT || (!clex_is(&t, "#") && !clex_is(&t, "%:")))
            continue;
        clex_t after = lex;
        clex_token_t name = clex_next(&lex);
        if (name.first || name.kind == CLEX_END) { /* a lone `#` does nothing */
            lex = after;
            continue;
        }
        if (!listed(directives, name.text))
            return err_set(why, "%s.c:%d: #%.40s is not allowed in an exercise", e->id, t.line, name.text);
        char header[200];
        if (!own_name(e, lex, &name, &defines, why))
            return false;
        if (!clex_is(&name, "include"))
            continue;
        if (!header_name(&lex, header, sizeof header))
            return err_set(why, "%s.c:%d: #include takes a plain <name> or \"name\" here", e->id, t.line);
        if (!header_allowed(e, header))
            return err_set(why, "%s.c:%d: #include of '%.80s' is not allowed: the engine's headers and the C library's plain ones are",
                           e->id, t.line, header);
        if (defines)
            return err_set(why, "%s.c:%d: #include stands below a #define or #undef, which could change what the header says: put it above",
                           e->id, t.line);
    }
    return true;
}

bool gate_source(const entry_t *e, const char *text, err_t *why)
{
    return plain_text(e, gate_begin(text), why) && directives_allowed(e, gate_begin(text), why);
}
