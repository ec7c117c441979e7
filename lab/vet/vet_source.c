/* vet_source.c — see vet_source.h. */
#include "vet_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* Each with the entry that teaches it, and the nearest relation where a catalog does not have that. */
static const struct { const char *habit, *ids[2], *what; } rules[VET_RULES] = {
    [VET_IN_STRUCT] = {"context-in-struct", {"context-in-struct", "dead-on-arrival"},
                       "the caller's context is stored: it ends with the call that brought it; take it as a parameter where it is used"},
    [VET_REROOTED] = {"rerooted", {"rerooted-query", "todo-in-production"},
                      "a fresh root inside a function that was given a context: its cancel and deadline end here"},
    [VET_TEXT_KEY] = {"text-key", {"string-key", "value-walk"},
                      "a text as a key: whoever uses the same text reads or hides this value; declare one with CTX_KEY"},
    [VET_EMPTY_DONE] = {"empty-done-arm", {"busy-done-loop", "never-checks"},
                        "the done arm does nothing, and the loop goes on: done stays ready, so it spins"},
    [VET_NIL] = {"null-context", {"nil-context", "todo-in-production"},
                 "NULL is no context: use the caller's, or ctx_background() at the root"},
    [VET_LOST] = {"never-given-back", {"discarded-cancel", "cancelled-audit"},
                  "owned here, and never given back: a handle wants ctx_release, also when it was cancelled; a context wants ctx_drop"},
    [VET_LATE] = {"used-after-release", {"redundant-cancel", "discarded-cancel"},
                  "the handle was given back above: what it was, and its context, may be gone; release it last"},
    [VET_TWICE] = {"released-twice", {"redundant-cancel", "discarded-cancel"},
                   "the end of the scope releases it once more: set it to NULL after a release by hand, or leave that to the scope"},
};

void vet_warn(vet_source_t *v, vet_rule_t rule, size_t at)
{
    printf("%s:%d: warning: %s [%s]\n", v->file, vet_at(v, at)->line, rules[rule].what, rules[rule].habit);
    v->found++;
    for (int i = 0; i < 2 && (v->said >> rule & 1) == 0; i++)
        if (catalog_find(v->catalog, rules[rule].ids[i], NULL) != NULL) {
            printf("note: ctxlab show %s teaches it\n", rules[rule].ids[i]);
            v->said |= 1u << rule;
        }
}

/* ---- tokens ------------------------------------------------------------------------------------------------ */

const clex_token_t *vet_at(const vet_source_t *v, size_t i)
{
    static const clex_token_t end = {.kind = CLEX_END};
    return i < v->n ? &v->token[i].t : &end;
}
bool vet_is(const vet_source_t *v, size_t i, const char *text) { return clex_is(vet_at(v, i), text); }
bool vet_is_name(const vet_source_t *v, size_t i) { return vet_at(v, i)->kind == CLEX_NAME; }

static bool opens(const vet_source_t *v, size_t i) { return vet_is(v, i, "(") || vet_is(v, i, "{") || vet_is(v, i, "["); }
static bool closes(const vet_source_t *v, size_t i) { return vet_is(v, i, ")") || vet_is(v, i, "}") || vet_is(v, i, "]"); }

size_t vet_past(const vet_source_t *v, size_t i)
{
    int depth = 0;
    for (; i < v->n; i++) {
        depth += opens(v, i);
        depth -= closes(v, i);
        if (depth <= 0)
            return i + 1;
    }
    return i;
}

bool vet_argument(const vet_source_t *v, size_t i, size_t n, size_t *from, size_t *end)
{
    size_t last = vet_past(v, i + 1) - 1;
    *from = i + 2;
    for (size_t k = i + 2; k <= last; k++) {
        if (opens(v, k)) {
            k = vet_past(v, k) - 1;
        } else if (k == last || vet_is(v, k, ",")) {
            *end = k;
            if (n-- == 0)
                return *from < *end;
            *from = k + 1;
        }
    }
    return false;
}

/* One line of the preprocessor's, as if it stood alone. */
static bool add_line(vet_source_t *v, size_t *room, const char *line, int number, bool own)
{
    clex_t lex;
    clex_start(&lex, line);
    for (clex_token_t t = clex_next(&lex); t.kind != CLEX_END; t = clex_next(&lex)) {
        if (v->n == *room) {
            *room = *room == 0 ? 2048 : 2 * *room;
            vet_token_t *bigger = realloc(v->token, *room * sizeof *bigger);
            if (bigger == NULL)
                return false;
            v->token = bigger;
        }
        t.line = number;
        v->token[v->n++] = (vet_token_t){t, own};
    }
    return true;
}

/* `# 12 "file.c" 1 3`: where the next line comes from. System headers declare nothing that matters here. */
static void marker(const vet_source_t *v, const char *line, int *number, bool *own, bool *skip)
{
    const char *name = strchr(line, '"'), *end = name != NULL ? strrchr(name + 1, '"') : NULL;
    *number = atoi(line + 2);
    if (end == NULL)
        return;
    size_t n = strlen(v->file);
    *own = (size_t)(end - name - 1) == n && strncmp(name + 1, v->file, n) == 0;
    *skip = !*own && (strchr(end, '3') != NULL || name[1] == '<'); /* NULL is from a system header wherever it stands */
}

static bool read_tokens(vet_source_t *v, const char *text)
{
    size_t room = 0;
    int number = 1;
    bool own = true, skip = false, ok = true;
    while (ok && *text != '\0') {
        size_t n = strcspn(text, "\n");
        if (text[0] == '#' && text[1] == ' ') {
            char *line = xstrndup(text, n);
            marker(v, line, &number, &own, &skip);
            free(line);
        } else {
            char *line = skip ? NULL : xstrndup(text, n);
            ok = line == NULL || add_line(v, &room, line, number, own);
            free(line);
            number++;
        }
        text += n + (text[n] == '\n');
    }
    return ok;
}

/* ---- what is declared ---------------------------------------------------------------------------------------- */

static bool alias_at(const vet_source_t *v, size_t i, size_t from, size_t end)
{
    for (size_t k = from; k < end; k++)
        if (vet_is(v, i, v->alias[k]))
            return true;
    return false;
}

/* A type that means ctx_t at i: past it, or 0. */
static size_t past_type(const vet_source_t *v, size_t i)
{
    if (vet_is(v, i, "struct") && vet_is(v, i + 1, "ctx"))
        return i + 2;
    return vet_is(v, i, "ctx_t") || alias_at(v, i, 0, v->pointers) ? i + 1 : 0;
}

static size_t past_qualifiers(const vet_source_t *v, size_t i)
{
    while (vet_is(v, i, "const") || vet_is(v, i, "restrict") || vet_is(v, i, "volatile") || vet_is(v, i, "__restrict"))
        i++;
    return i;
}

size_t vet_declares(const vet_source_t *v, size_t i)
{
    size_t past = past_type(v, i);
    if (past != 0) {
        past = past_qualifiers(v, past);
        if (!vet_is(v, past, "*"))
            return 0;
        past = past_qualifiers(v, past + 1);
    } else if (alias_at(v, i, v->pointers, v->aliases)) {
        past = past_qualifiers(v, i + 1);
    }
    return past != 0 && vet_is_name(v, past) ? past : 0;
}

static void note_typedef(vet_source_t *v, size_t i)
{
    size_t room = sizeof v->alias / sizeof v->alias[0], past = past_type(v, past_qualifiers(v, i + 1));
    bool pointer = past == 0 && alias_at(v, i + 1, v->pointers, v->aliases);
    past = pointer ? i + 2 : past;
    if (past == 0 || v->aliases == room)
        return;
    if (!pointer && vet_is(v, past, "*"))
        pointer = true, past++;
    if (!vet_is_name(v, past) || !vet_is(v, past + 1, ";") || vet_is(v, past, "ctx_t"))
        return;
    if (pointer) {
        v->alias[v->aliases++] = vet_at(v, past)->text;
    } else { /* plain names stand first */
        v->alias[v->aliases++] = v->alias[v->pointers];
        v->alias[v->pointers++] = vet_at(v, past)->text;
    }
}

static void note_enum(vet_source_t *v, size_t i)
{
    long value = 0;
    size_t k = vet_is(v, i + 1, "{") ? i + 2 : vet_is(v, i + 2, "{") ? i + 3 : v->n;
    for (; k < v->n && vet_is_name(v, k); k++) {
        vet_const_t *bigger = realloc(v->constant, (v->constants + 1) * sizeof *bigger);
        if (bigger == NULL)
            return;
        v->constant = bigger;
        const char *name = vet_at(v, k)->text;
        if (vet_is(v, k + 1, "=")) {
            value = strtol(vet_at(v, k + 2)->text, NULL, 0);
            while (k < v->n && !vet_is(v, k + 1, ",") && !vet_is(v, k + 1, "}"))
                k++;
        }
        v->constant[v->constants++] = (vet_const_t){name, value++};
        if (!vet_is(v, ++k, ","))
            return;
    }
}

static uint64_t parameters(const vet_source_t *v, size_t i)
{
    uint64_t takes = 0;
    size_t from, end;
    for (size_t n = 0; n < 64 && vet_argument(v, i, n, &from, &end); n++)
        for (size_t k = from; k < end; k = opens(v, k) ? vet_past(v, k) : k + 1) { /* not what a function pointer takes */
            size_t past = past_type(v, k), level = past != 0 && vet_is(v, past, "*") && !vet_is(v, past + 1, "*");
            if (level != 0 || (alias_at(v, k, v->pointers, v->aliases) && !vet_is(v, k + 1, "*")))
                takes |= (uint64_t)1 << n;
        }
    return takes;
}

/* A function that gives a context back, whose name stands at i, makes it from a fresh root. */
static bool gives_root(const vet_source_t *v, size_t i, size_t open)
{
    bool context = (i > 1 && vet_is(v, i - 1, "*") && (past_type(v, i - 2) == i - 1 || vet_is(v, i - 2, "ctx"))) ||
                   (i > 0 && alias_at(v, i - 1, v->pointers, v->aliases));
    for (size_t k = open; context && k < vet_past(v, open); k++)
        if (vet_is(v, k, "ctx_background") || vet_is(v, k, "ctx_todo"))
            return true;
    return false;
}

/* NAME ( … ) at file level, with a body or without. Returns the index to go on from. */
static size_t note_func(vet_source_t *v, size_t i)
{
    size_t past = vet_past(v, i + 1), open = past;
    while (vet_is(v, open, "__attribute__") || vet_is(v, open, "__asm__"))
        open = vet_past(v, open + 1);
    vet_func_t *bigger = realloc(v->func, (v->funcs + 1) * sizeof *bigger);
    if (bigger == NULL)
        return past;
    v->func = bigger;
    vet_func_t *f = &v->func[v->funcs++];
    *f = (vet_func_t){.name = vet_at(v, i)->text, .takes = parameters(v, i)};
    if (!vet_is(v, open, "{"))
        return past;
    f->open = open;
    f->end = vet_past(v, open);
    f->roots = f->takes == 0 && gives_root(v, i, open);
    return f->end;
}

static void declarations(vet_source_t *v)
{
    for (size_t i = 0; i < v->n; i++)
        if (vet_is(v, i, "enum"))
            note_enum(v, i);
    for (size_t i = 0; i < v->n;) {
        if (vet_is(v, i, "typedef"))
            note_typedef(v, i);
        if (vet_is_name(v, i) && vet_is(v, i + 1, "(") && !vet_is(v, i, "__attribute__") && !vet_is(v, i, "_Static_assert"))
            i = note_func(v, i);
        else
            i = opens(v, i) ? vet_past(v, i) : i + 1;
    }
}

const vet_func_t *vet_func_named(const vet_source_t *v, const char *name)
{
    for (size_t i = 0; i < v->funcs; i++)
        if (strcmp(v->func[i].name, name) == 0)
            return &v->func[i];
    return NULL;
}

const vet_func_t *vet_func_around(const vet_source_t *v, size_t i)
{
    for (size_t k = 0; k < v->funcs; k++)
        if (v->func[k].open < i && i < v->func[k].end)
            return &v->func[k];
    return NULL;
}

bool vet_source_read(vet_source_t *v, const char *text)
{
    if (!read_tokens(v, text))
        return false;
    for (size_t i = 0; i < v->n; i++)
        v->custom = v->custom || vet_is(v, i, "ctx_custom_init");
    declarations(v);
    return true;
}

void vet_source_free(vet_source_t *v)
{
    free(v->token);
    free(v->func);
    free(v->constant);
}
