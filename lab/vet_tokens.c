/* vet_tokens.c — five habits, by their tokens:
 *   a context that was handed in, stored behind a pointer     context-in-struct
 *   a fresh root inside a function that was given a context           rerooted-query
 *   a value stored under a text that anybody may use                  string-key
 *   a done arm inside a loop that does nothing                        busy-done-loop
 *   NULL where a context belongs                                      nil-context
 * One pass over the tokens, one function at a time. Macros are not expanded, and what another function does is not known.
 */
#include "vet_tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clex.h"

enum { DEPTH = 64, GIVEN = 4 };

typedef enum rule { IN_STRUCT, REROOTED, TEXT_KEY, EMPTY_DONE, NIL, RULES } rule_t;

static const struct { const char *id, *what; } rules[RULES] = {
    [IN_STRUCT] = {"context-in-struct", "the caller's context is stored: it ends with the call that brought it; take it as a parameter where it is used"},
    [REROOTED] = {"rerooted-query", "a fresh root inside a function that was given a context: its cancel and deadline end here"},
    [TEXT_KEY] = {"string-key", "a text as a key: whoever uses the same text reads or hides this value; declare one with CTX_KEY"},
    [EMPTY_DONE] = {"busy-done-loop", "the done arm does nothing, and the loop goes on: done stays ready, so it spins"},
    [NIL] = {"nil-context", "NULL is no context: use the caller's, or ctx_background() at the root"},
};

typedef struct block { bool loop; } block_t;

typedef struct vet {
    const catalog_t *catalog;
    const char *file;
    clex_token_t *token;
    size_t n;
    int found;
    bool said[RULES];
    block_t block[DEPTH];
    int depth;
    const clex_token_t *given[GIVEN]; /* this function's parameters that are contexts */
    int givens;
    bool custom; /* the file makes a context of its own, which holds the one it wraps */
} vet_t;

static void warn(vet_t *v, rule_t rule, int line)
{
    printf("%s:%d: warning: %s\n", v->file, line, rules[rule].what);
    v->found++;
    if (!v->said[rule] && catalog_find(v->catalog, rules[rule].id, NULL) != NULL)
        printf("note: ctxlab show %s teaches it\n", rules[rule].id);
    v->said[rule] = true;
}

static const clex_token_t *at(const vet_t *v, size_t i)
{
    static const clex_token_t end = {.kind = CLEX_END};
    return i < v->n ? &v->token[i] : &end;
}
static bool is(const vet_t *v, size_t i, const char *text) { return clex_is(at(v, i), text); }

/* The index after the bracket that closes the one at i. */
static size_t past(const vet_t *v, size_t i, const char *open, const char *close)
{
    int depth = 0;
    for (; i < v->n; i++) {
        depth += is(v, i, open);
        depth -= is(v, i, close);
        if (depth == 0)
            return i + 1;
    }
    return i;
}

/* Takes note of each `ctx_t *NAME` in the round brackets that end just before i: a function's parameters. */
static void note_given(vet_t *v, size_t i)
{
    int depth = 0;
    v->givens = 0;
    while (i-- > 0) {
        depth += is(v, i, ")");
        depth -= is(v, i, "(");
        if (depth == 0)
            return;
        if (is(v, i, "ctx_t") && is(v, i + 1, "*") && at(v, i + 2)->kind == CLEX_NAME && v->givens < GIVEN)
            v->given[v->givens++] = at(v, i + 2);
    }
}

static bool is_given(const vet_t *v, const clex_token_t *t)
{
    for (int k = 0; k < v->givens; k++)
        if (t->kind == CLEX_NAME && strcmp(v->given[k]->text, t->text) == 0)
            return true;
    return false;
}

/* What stands before an opening brace: for (…), while (…) or do. */
static block_t block_before(const vet_t *v, size_t i)
{
    block_t b = {0};
    size_t k = i;
    if (i >= 1 && is(v, i - 1, "do"))
        b.loop = true;
    if (i >= 1 && is(v, i - 1, ")")) {
        int depth = 0;
        while (k-- > 0) {
            depth += is(v, k, ")");
            depth -= is(v, k, "(");
            if (depth == 0)
                break;
        }
        b.loop = k >= 1 && k < v->n && (is(v, k - 1, "for") || is(v, k - 1, "while"));
    }
    return b;
}

static bool in_loop(const vet_t *v)
{
    for (int d = 0; d < v->depth && d < DEPTH; d++)
        if (v->block[d].loop)
            return true;
    return false;
}

static void open_block(vet_t *v, size_t i)
{
    if (v->depth == 0) {
        v->givens = 0;
        if (i >= 1 && is(v, i - 1, ")"))
            note_given(v, i);
    }
    if (v->depth < DEPTH)
        v->block[v->depth] = block_before(v, i);
    v->depth++;
}

/* POINTER->MEMBER = CONTEXT; (punctuation comes a character at a time) */
static void look_store(vet_t *v, size_t i)
{
    if (!v->custom && is(v, i + 1, ">") && at(v, i + 2)->kind == CLEX_NAME && is(v, i + 3, "=") && is_given(v, at(v, i + 4)) && is(v, i + 5, ";"))
        warn(v, IN_STRUCT, at(v, i)->line);
}

/* The arm of the select at i (chan_select) that is CHAN_DONE; −1: none. Commas inside brackets do not count. */
static int done_arm(const vet_t *v, size_t i)
{
    int depth = 0, arm = 0;
    for (size_t end = past(v, i + 1, "(", ")"); i < end; i++) {
        depth += is(v, i, "(");
        depth -= is(v, i, ")");
        if (depth == 1 && is(v, i, ","))
            arm++;
        if (depth == 1 && is(v, i, "CHAN_DONE"))
            return arm;
    }
    return -1;
}

/* switch (chan_select(…)) { … case DONE: break; … } inside a loop */
static void look_select(vet_t *v, size_t i)
{
    int arm = done_arm(v, i);
    size_t k = past(v, i + 1, "(", ")");
    if (arm < 0 || !in_loop(v) || i < 2 || !is(v, i - 2, "switch") || !is(v, k, ")") || !is(v, k + 1, "{"))
        return;
    char wanted[16];
    snprintf(wanted, sizeof wanted, "%d", arm);
    for (size_t end = past(v, k + 1, "{", "}"); k < end; k++)
        if (is(v, k, "case") && is(v, k + 1, wanted) && is(v, k + 2, ":") &&
            (is(v, k + 3, "break") || is(v, k + 3, "continue") || is(v, k + 3, ";") || is(v, k + 3, "}"))) {
            bool leaves = false; /* a break or return right after the switch leaves the loop all the same */
            leaves = is(v, end, "break") || is(v, end, "return") || is(v, end, "goto");
            if (!leaves || is(v, k + 3, "continue"))
                warn(v, EMPTY_DONE, at(v, k)->line);
        }
}

static void look_call(vet_t *v, size_t i)
{
    static const char *const takes_ctx[] = {"ctx_with_cancel", "ctx_with_timeout", "ctx_with_deadline", "ctx_with_value", "ctx_with_cancel_cause",
                                            "ctx_without_cancel", "ctx_err", "ctx_done", "ctx_cause", "ctx_value", "ctx_after_func",
                                            "task_go", "task_go_owned", "chan_send_ctx", "chan_recv_ctx", "task_sleep_ctx", NULL};
    const clex_token_t *t = at(v, i);
    if (!is(v, i + 1, "("))
        return;
    for (const char *const *name = takes_ctx; *name != NULL; name++)
        if (clex_is(t, *name) && is(v, i + 2, "NULL") && (is(v, i + 3, ",") || is(v, i + 3, ")")))
            warn(v, NIL, t->line);
    if (v->givens > 0 && (clex_is(t, "ctx_background") || clex_is(t, "ctx_todo")))
        warn(v, REROOTED, t->line);
    if (clex_is(t, "ctx_text_key"))
        warn(v, TEXT_KEY, t->line);
    if (clex_is(t, "chan_select"))
        look_select(v, i);
}

static bool read_tokens(vet_t *v, const char *source)
{
    clex_t lex;
    size_t room = 0;
    clex_start(&lex, source);
    for (clex_token_t t = clex_next(&lex); t.kind != CLEX_END; t = clex_next(&lex)) {
        if (v->n == room) {
            room = room == 0 ? 1024 : 2 * room;
            clex_token_t *bigger = realloc(v->token, room * sizeof *bigger);
            if (bigger == NULL)
                return false;
            v->token = bigger;
        }
        v->token[v->n++] = t;
    }
    return true;
}

int vet_tokens(const catalog_t *c, const char *file, const char *source)
{
    vet_t v = {.catalog = c, .file = file, .custom = strstr(source, "ctx_custom_init") != NULL};
    if (read_tokens(&v, source))
        for (size_t i = 0; i < v.n; i++) {
            if (is(&v, i, "{"))
                open_block(&v, i);
            else if (is(&v, i, "}"))
                v.depth -= v.depth > 0;
            else if (is(&v, i, "-"))
                look_store(&v, i);
            else if (v.token[i].kind == CLEX_NAME)
                look_call(&v, i);
        }
    free(v.token);
    return v.found;
}
