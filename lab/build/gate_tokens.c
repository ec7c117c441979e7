/* gate_tokens.c — what is left after preprocessing. `gcc -E` marks where each line comes from; only tokens of the
 * learner's own file count, whatever macros they came out of. Two texts are looked at: one behind the prelude, where the
 * headers' macros bring no attributes along, and the one that is compiled, where they bring just those they are known to. A
 * program that could tell the two apart would gain nothing. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/random.h>
#include <unistd.h>

#include "clex.h"
#include "gate.h"

const char gate_sentinel[] = "ctxlab_gate_begins_";

typedef struct banned {
    const char *name, *why;
} banned_t;

static const banned_t banned[] = {
    {"asm", "assembler"},          {"__asm", "assembler"},     {"__asm__", "assembler"},
    {"__attribute__", "an attribute"}, {"__attribute", "an attribute"}, {"__declspec", "an attribute"},
    {"_Thread_local", "a thread-local variable (tasks share a thread here)"},
    {"__thread", "a thread-local variable (tasks share a thread here)"},
    {"_Pragma", "a pragma"},       {"ctx_site_t", "a call site of one's own"},
    {"ctx_site", "a call site of one's own"}, {NULL, NULL},
};
static const char *const builtins[] = {"offsetof", "va_start", "va_end", "va_arg", "va_copy", "va_list", "expect",
                                       "types_compatible_p", "choose_expr", "constant_p", "huge_val", "huge_valf",
                                       "inff", "inf", "nanf", "nan", "unreachable", "isnan", "isinf_sign", "isfinite",
                                       "isnormal", "signbit", "fpclassify", "isgreater", "isless", NULL};

static bool name_allowed(const entry_t *e, const clex_token_t *t, int line, err_t *why)
{
    for (const banned_t *b = banned; b->name != NULL; b++)
        if (clex_is(t, b->name))
            return err_set(why, "%s.c:%d: %s is not allowed in an exercise (%s)", e->id, line, b->why, t->text);
    if (strncmp(t->text, "__builtin_", 10) != 0)
        return true;
    for (const char *const *b = builtins; *b != NULL; b++)
        if (strcmp(*b, t->text + 10) == 0)
            return true;
    return err_set(why, "%s.c:%d: %.60s is not allowed in an exercise", e->id, line, t->text);
}

static bool starts(const char *path, const char *prefix, const char *more)
{
    size_t n = strlen(prefix), m = strlen(more);
    return strncmp(path, prefix, n) == 0 && strncmp(path + n, more, m) == 0;
}

static bool file_allowed(const entry_t *e, const char *home, const char *path)
{
    return strstr(path, "/../solutions/") == NULL &&
           (starts(path, "/usr/include/", "") || starts(path, "/usr/lib/gcc/", "") || starts(path, "/usr/local/include/", "") ||
            starts(path, home, "/engine/include/") || starts(path, home, "/exercises/scenery/") || starts(path, e->dir, "/"));
}

const char *gate_here(void)
{
    static char name[40];
    uint32_t choice[2];
    if (name[0] == '\0') {
        if (getrandom(choice, sizeof choice, 0) != (ssize_t)sizeof choice)
            choice[0] = (uint32_t)getpid(), choice[1] = (uint32_t)(uintptr_t)&choice;
        (void)snprintf(name, sizeof name, "ctx_here_%08x%08x_", choice[0], choice[1]);
    }
    return name;
}

static bool ends(const char *name, const char *tail)
{
    size_t n = strlen(name), m = strlen(tail);
    return n >= m && strcmp(name + n - m, tail) == 0;
}

static bool takes_site(const entry_t *e, const char *name)
{
    for (const char *const *s = gate_sited_symbols; *s != NULL; s++)
        if (strcmp(*s, name) == 0)
            return true;
    return ends(name, "_at") && gate_lent(e, name);
}

typedef enum sited { SITED_NO, SITED_NAME, SITED_OPEN } sited_t;

/* Findings go by call sites. So functions that take one are called through their macros only, which pass the true one:
 * NAME_at ( here … */
static bool site_allowed(const entry_t *e, sited_t *at, const clex_token_t *t, int line, err_t *why)
{
    bool here = t->kind == CLEX_NAME && clex_is(t, gate_here()), fits = *at == SITED_OPEN ? here : !here;
    fits = fits && (*at != SITED_NAME || clex_is(t, "("));
    if (!fits)
        return err_set(why, "%s.c:%d: a call site is passed by hand: call the engine's functions by their public names", e->id, line);
    bool name = t->kind == CLEX_NAME && !here;
    *at = *at == SITED_NAME ? SITED_OPEN : name && takes_site(e, t->text) ? SITED_NAME : SITED_NO;
    return true;
}

typedef struct scan {
    sited_t site;
    int depth, line;
    bool begun; /* past the prelude */
    bool compiled; /* the text that the compiler is given: there is no prelude */
    bool bracket; /* the last token was `[` */
    char before;  /* the last punctuation */
} scan_t;

/* `# 12 "file" 1 3`: flag 1 enters a file, 2 returns to one. Learners cannot write such a line: gate_source. */
static bool line_marker(const entry_t *e, const char *home, scan_t *s, const char *p, err_t *why)
{
    char *end;
    s->line = (int)strtol(p + 2, &end, 10);
    const char *name = *end == ' ' && end[1] == '"' ? end + 2 : "";
    size_t n = strcspn(name, "\"");
    const char *flags = name[n] == '"' ? name + n + 1 : "";
    bool enter = strncmp(flags, " 1", 2) == 0;
    if (enter && s->begun && !s->compiled && s->depth == 0) {
        char *path = xstrndup(name, n);
        bool ok = file_allowed(e, home, path) || err_set(why, "%s.c: #include reached %.200s, which is not allowed", e->id, path);
        free(path);
        if (!ok)
            return false;
    }
    s->depth += enter ? 1 : strncmp(flags, " 2", 2) == 0 ? -1 : 0;
    return true;
}

/* `[[` opens an attribute and nothing else in C; `<:` is another way to write `[`. */
static bool opens_attribute(scan_t *s, const clex_token_t *t)
{
    bool bracket = clex_is(t, "[") || (clex_is(t, ":") && s->before == '<');
    bool opens = bracket && s->bracket;
    if (!(clex_is(t, "<") && s->bracket))
        s->bracket = bracket;
    s->before = t->kind == CLEX_PUNCT ? t->text[0] : 'x';
    return opens;
}

/* Takes tokens off the line while they are those of `words`: "*" stands for any name, "0" for any number. */
static bool take_words(clex_t *lex, const char *const *words)
{
    clex_t at = *lex;
    for (; *words != NULL; words++) {
        clex_token_t t = clex_next(&at);
        bool any = (strcmp(*words, "*") == 0 && t.kind == CLEX_NAME) || (strcmp(*words, "0") == 0 && t.kind == CLEX_NUMBER);
        if (t.kind == CLEX_END || (!any && !clex_is(&t, *words)))
            return false;
    }
    *lex = at;
    return true;
}

/* What the public headers' macros bring along: scopes, and call sites in this very file. */
static bool by_our_macros(const entry_t *e, const clex_token_t *t, clex_t *lex)
{
    static const char *const scope[] = {"(", "(", "cleanup", "(", "*", ")", ")", ")", NULL},
                      *const unused_scope[] = {"(", "(", "cleanup", "(", "*", ")", ",", "unused", ")", ")", NULL},
                      *const unused[] = {"(", "(", "unused", ")", ")", NULL};
    char file[200];
    const char *const site[] = {"ctx_site_", "__attribute__", "(", "(", "section", "(", "\"ctx_sites\"", ")", ",", "aligned", "(", "32",
                                ")", ")", ")", "=", "{", file, ",", "__func__", ",", "0", ",", "0", ",", "0", "}", ";", NULL};
    (void)snprintf(file, sizeof file, "\"%s.c\"", e->id);
    if (clex_is(t, "ctx_site_t"))
        return take_words(lex, site);
    return clex_is(t, "__attribute__") && (take_words(lex, scope) || take_words(lex, unused_scope) || take_words(lex, unused));
}

static bool one_line(const entry_t *e, scan_t *s, const char *line, err_t *why)
{
    clex_t lex;
    clex_start(&lex, line);
    for (clex_token_t t = clex_next(&lex); t.kind != CLEX_END; t = clex_next(&lex)) {
        if (s->begun && opens_attribute(s, &t))
            return err_set(why, "%s.c:%d: an attribute is not allowed in an exercise ([[)", e->id, s->line);
        if (s->begun && !s->compiled && !site_allowed(e, &s->site, &t, s->line, why))
            return false;
        if (t.kind == CLEX_NAME && clex_is(&t, gate_sentinel) && !s->compiled)
            s->begun = true;
        else if (s->compiled && t.kind == CLEX_NAME && by_our_macros(e, &t, &lex))
            s->bracket = false;
        else if (s->begun && t.kind == CLEX_PUNCT && t.first && clex_is(&t, "#"))
            return err_set(why, "%s.c:%d: pragmas are not allowed in an exercise", e->id, s->line);
        else if (s->begun && t.kind == CLEX_NAME && !name_allowed(e, &t, s->line, why))
            return false;
    }
    return true;
}

static bool all_lines(const entry_t *e, const char *home, scan_t *start, const char *text, err_t *why)
{
    scan_t s = *start;
    bool ok = true;
    while (ok && *text != '\0') {
        size_t n = strcspn(text, "\n");
        if (text[0] == '#' && text[1] == ' ' && isdigit((unsigned char)text[2])) {
            ok = line_marker(e, home, &s, text, why);
        } else {
            if (s.depth == 0) {
                char *line = xstrndup(text, n);
                ok = one_line(e, &s, line, why);
                free(line);
            }
            s.line++;
        }
        text += text[n] == '\n' ? n + 1 : n;
    }
    if (ok && !s.begun)
        return err_set(why, "%s.c: the preprocessor left nothing to look at", e->id);
    return ok;
}

bool gate_tokens(const entry_t *e, const char *home, const char *text, err_t *why)
{
    return all_lines(e, home, &(scan_t){.begun = false}, text, why);
}

bool gate_compiled(const entry_t *e, const char *text, err_t *why)
{
    return all_lines(e, "", &(scan_t){.begun = true, .compiled = true}, text, why);
}
