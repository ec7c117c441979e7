/* judge_vet.c — which of the analyzer's words count against a submission. It guesses where it loses track of a pointer, so
 * only claims about something with a name do: a handle that the file itself declares and that is lost, released twice, or
 * used after its release. Everything else is for `ctxlab vet`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clex.h"
#include "judge_parts.h"

typedef struct claim {
    const char *flag, *words, *name; /* words: stand before the name in the message */
} claim_t;

static const claim_t claims[] = {
    {"[-Wanalyzer-malloc-leak]", "leak of '", "lost-cancel"},
    {"[-Wanalyzer-double-free]", "' of '", "double-release"},
    {"[-Wanalyzer-use-after-free]", "' of '", "use-after-release"},
};

/* Is `name` declared as a handle anywhere in the file: `ctx_cancel_t *name`? */
static bool is_handle(const char *source, const char *name)
{
    clex_t lex;
    clex_start(&lex, source);
    int at = 0; /* 1: past ctx_cancel_t · 2: past its star */
    for (clex_token_t t = clex_next(&lex); t.kind != CLEX_END; t = clex_next(&lex)) {
        if (at == 2 && t.kind == CLEX_NAME && strcmp(t.text, name) == 0)
            return true;
        at = t.kind == CLEX_NAME && strcmp(t.text, "ctx_cancel_t") == 0 ? 1 : at == 1 && clex_is(&t, "*") ? 2 : 0;
    }
    return false;
}

/* Inside a macro of the header, the file's own line comes in a note after the warning. */
static int own_line(const char *text, const char *file)
{
    size_t n = strlen(file);
    for (const char *at = text; at != NULL && *at != '\0'; at = strchr(at, '\n')) {
        at += *at == '\n';
        if (at > text && strncmp(at, file, n) != 0 && strstr(at, "note: ") == NULL)
            return 0;
        if (strncmp(at, file, n) == 0 && at[n] == ':')
            return (int)strtol(at + n + 1, NULL, 10);
    }
    return 0;
}

/* "ID.c:12:3: warning: leak of 'cancel' [CWE-401] [-Wanalyzer-malloc-leak]" */
static bool counts(const entry_t *e, const char *source, const char *line, const char *rest, verdict_t *v)
{
    const char *message = strstr(line, "warning: ");
    const claim_t *c = claims, *end = claims + sizeof claims / sizeof *claims;
    while (c < end && strstr(line, c->flag) == NULL)
        c++;
    const char *words = message == NULL || c == end ? NULL : strstr(message, c->words);
    if (words == NULL)
        return false;
    words += strlen(c->words);
    char *name = xstrndup(words, strcspn(words, "'")), *file = xformat("%s.c", e->id);
    bool hit = is_handle(source, name);
    if (hit) {
        message += strlen("warning: ");
        char *said = xformat("the analyzer sees a way on which this happens: %.*s", (int)strcspn(message, "["), message);
        verdict_add_finding(v, c->name, file, own_line(rest, file), said);
        free(said);
    }
    free(name);
    free(file);
    return hit;
}

bool judge_vet(const entry_t *e, const char *source, const char *said, verdict_t *v)
{
    size_t bad = 0;
    for (const char *p = said; *p != '\0';) {
        size_t n = strcspn(p, "\n");
        char *line = xstrndup(p, n);
        bad += counts(e, source, line, p, v);
        free(line);
        p += p[n] == '\n' ? n + 1 : n;
    }
    char *text = xformat("wrong uses of a handle that the analyzer sees: %zu, expected 0", bad);
    verdict_add_check(v, "vet", bad == 0, text);
    free(text);
    return bad == 0;
}
