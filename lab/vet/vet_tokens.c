/* vet_tokens.c — habits, by the tokens that are left when the file's own macros are expanded:
 *   a context that was handed in, stored where it outlives the call      context-in-struct
 *   a fresh root inside a function that was given a context              rerooted
 *   a value stored under a text that anybody may use                     text-key
 *   a done arm inside a loop that does nothing (vet_loops.c)             empty-done-arm
 *   NULL where a context belongs                                         null-context
 *   owned, and never given back; or twice (vet_handles.c)                never-given-back, released-twice, used-after-release
 * One function at a time. What a function in another file does is not known, nor what a pointer points to.
 */
#include "vet_tokens.h"

#include <string.h>

#include "vet_source.h"

const char *const vet_guards[] = {"-DCTX_H", "-DCTX_CHAN_H", "-DCTX_TASK_H", "-DCTX_SYNC_H", "-DCTX_GROUP_H", "-DCTX_FLIGHT_H",
                                  "-DCTX_SIGNAL_H", "-DCTX_EVENT_H", "-DWORK_H", "-DSCENE_H", NULL};

/* ---- the contexts a function has ------------------------------------------------------------------------------ */

enum { GIVEN = 16 };

typedef struct given {
    const char *name[GIVEN]; /* parameters that are contexts, and names for the same */
    int count;
} given_t;

static bool has(const given_t *g, const clex_token_t *t)
{
    for (int k = 0; k < g->count; k++)
        if (t->kind == CLEX_NAME && strcmp(g->name[k], t->text) == 0)
            return true;
    return false;
}

static void give(given_t *g, const clex_token_t *t)
{
    if (g->count < GIVEN && t->kind == CLEX_NAME)
        g->name[g->count++] = t->text;
}

/* A context of the caller's at i: a parameter, in brackets or cast or kept once more. Past it, or 0. */
static size_t callers(const vet_source_t *v, const given_t *g, size_t i)
{
    if (vet_is(v, i, "ctx_keep") && vet_is(v, i + 1, "("))
        return callers(v, g, i + 2) != 0 ? vet_past(v, i + 1) : 0;
    if (vet_is(v, i, "(")) {
        if (vet_is(v, i + 1, "ctx_t") && vet_is(v, i + 2, "*")) /* a cast */
            return callers(v, g, vet_past(v, i));
        return callers(v, g, i + 1) != 0 && vet_past(v, i) == callers(v, g, i + 1) + 1 ? vet_past(v, i) : 0;
    }
    return has(g, vet_at(v, i)) ? i + 1 : 0;
}

static given_t given_to(const vet_source_t *v, const vet_func_t *f)
{
    given_t g = {.count = 0};
    size_t open = f->open;
    while (open > 0 && !(vet_is_name(v, open) && strcmp(vet_at(v, open)->text, f->name) == 0 && vet_is(v, open + 1, "(")))
        open--;
    for (size_t i = open; i < f->open; i++)
        if (vet_declares(v, i) != 0)
            give(&g, vet_at(v, vet_declares(v, i)));
    for (size_t i = f->open; i < f->end && g.count > 0; i++) { /* ctx_t *same = ctx; */
        size_t name = vet_declares(v, i);
        if (name != 0 && vet_is(v, name + 1, "=") && callers(v, &g, name + 2) != 0 && vet_is(v, callers(v, &g, name + 2), ";"))
            give(&g, vet_at(v, name));
    }
    return g;
}

/* ---- stored ----------------------------------------------------------------------------------------------------- */

static bool assigns(const vet_source_t *v, size_t i)
{
    static const char before[] = "=!<>+-*/%&|^";
    const char *prev = i > 0 ? vet_at(v, i - 1)->text : "";
    return vet_is(v, i, "=") && !vet_is(v, i + 1, "=") && (prev[1] != '\0' || prev[0] == '\0' || strchr(before, prev[0]) == NULL);
}

static size_t statement_begins(const vet_source_t *v, size_t i, size_t open)
{
    while (i > open && !vet_is(v, i - 1, ";") && !vet_is(v, i - 1, "{") && !vet_is(v, i - 1, "}"))
        i--;
    return i;
}

/* Is NAME a variable of the function: declared between open and i, by any `TYPE NAME`, `* NAME`? */
static bool is_local(const vet_source_t *v, const char *name, size_t open, size_t i)
{
    for (size_t k = open + 1; k < i; k++)
        if (vet_is(v, k, name) && (vet_is_name(v, k - 1) || vet_is(v, k - 1, "*") || vet_is(v, k - 1, "}")) && !vet_is(v, k - 1, "return") &&
            (vet_is(v, k + 1, "=") || vet_is(v, k + 1, ";") || vet_is(v, k + 1, ",") || vet_is(v, k + 1, "[")) &&
            !vet_is(v, statement_begins(v, k, open), "static") && statement_begins(v, k, open) != k - 1 + (size_t)vet_is_name(v, k - 1))
            return true;
    return false;
}

static bool is_parameter(const vet_source_t *v, const char *name, const vet_func_t *f)
{
    size_t i = f->open;
    while (i > 0 && !vet_is(v, i, ";") && !vet_is(v, i, "}")) {
        if (vet_is(v, i, name))
            return true;
        i--;
    }
    return false;
}

/* Does what stands in [from, eq) outlive the call? Something reached through a pointer, or a variable of the file. */
static bool outlives(const vet_source_t *v, const vet_func_t *f, size_t from, size_t eq, bool whole)
{
    bool member = false, pointer = false;
    for (size_t k = from; k < eq; k++) {
        pointer = pointer || (vet_is(v, k, "-") && vet_is(v, k + 1, ">")) || (vet_is(v, k, "*") && k == from) ||
                  (vet_is(v, k, "(") && vet_is(v, k + 1, "*"));
        member = member || vet_is(v, k, ".") || vet_is(v, k, ">");
    }
    if (vet_is(v, from, "*") && !member && eq == from + 2)
        return whole; /* *out = ctx gives it back to the caller */
    if (pointer)
        return true;
    while (from < eq && !vet_is_name(v, from))
        from++;
    const char *root = vet_at(v, from)->text;
    if (vet_is(v, statement_begins(v, from, f->open), "static"))
        return true;
    bool plain = eq == from + 1 || vet_is(v, from + 1, ".") || vet_is(v, from + 1, "[");
    return plain && from + 1 <= eq && !is_local(v, root, f->open, eq) && !is_parameter(v, root, f) && vet_is_name(v, from) &&
           statement_begins(v, eq, f->open) == from;
}

/* *p = (struct s){… ctx …}; */
static bool in_list(const vet_source_t *v, const given_t *g, size_t i)
{
    if (!vet_is(v, i, "(") || !vet_is(v, vet_past(v, i), "{"))
        return false;
    size_t open = vet_past(v, i), end = vet_past(v, open);
    for (size_t k = open + 1; k + 1 < end; k++) {
        bool begins = vet_is(v, k - 1, "{") || vet_is(v, k - 1, ",") || vet_is(v, k - 1, "=");
        size_t past = begins ? callers(v, g, k) : 0;
        if (past != 0 && (vet_is(v, past, ",") || vet_is(v, past, "}")))
            return true;
        if (vet_is(v, k, "("))
            k = vet_past(v, k) - 1;
    }
    return false;
}

static void look_stores(vet_source_t *v, const vet_func_t *f, const given_t *g)
{
    if (v->custom)
        return; /* a context that wraps another one holds it */
    for (size_t i = f->open; i < f->end; i++) {
        if (!assigns(v, i))
            continue;
        size_t past = callers(v, g, i + 1), from = statement_begins(v, i, f->open);
        while (vet_is(v, from, "if") || vet_is(v, from, "while") || vet_is(v, from, "else"))
            from = vet_is(v, from, "else") ? from + 1 : vet_past(v, from + 1);
        bool context = past != 0 && (vet_is(v, past, ";") || vet_is(v, past, ")") || vet_is(v, past, ",")), whole = in_list(v, g, i + 1);
        if (vet_is(v, from, "(") && !vet_is(v, from + 1, "*")) /* a macro's brackets */
            from++;
        if ((context || whole) && from < i && outlives(v, f, from, i, whole))
            vet_warn(v, VET_IN_STRUCT, i);
    }
}

/* ---- rerooted ------------------------------------------------------------------------------------------------------ */

/* `ctx ? ctx : ctx_background()`, `if (ctx == NULL) ctx = ctx_background()`, `ctx == ctx_background()`: no fresh root where
 * there is a context. */
static bool is_fallback(const vet_source_t *v, const vet_func_t *f, const given_t *g, size_t i)
{
    if ((vet_is(v, i - 1, "=") && (vet_is(v, i - 2, "=") || vet_is(v, i - 2, "!"))) ||
        (vet_is(v, vet_past(v, i + 1), "=") && vet_is(v, vet_past(v, i + 1) + 1, "=")))
        return true;
    for (size_t k = statement_begins(v, i, f->open); k + 2 < i; k++) {
        bool asked = has(g, vet_at(v, k)) || (vet_is_name(v, k) && vet_is(v, i - 1, "=") && vet_is(v, k, vet_at(v, i - 2)->text));
        if (asked && (vet_is(v, k + 1, "?") || (vet_is(v, k + 2, "=") && (vet_is(v, k + 1, "!") || vet_is(v, k + 1, "=")))))
            return true;
        if (asked && vet_is(v, k - 1, "!"))
            return true;
    }
    size_t open = statement_begins(v, i, f->open); /* if (!ctx) { ctx = … } */
    return open >= 3 && vet_is(v, open - 1, "{") && vet_is(v, open - 2, ")") && has(g, vet_at(v, open - 3)) && vet_is(v, open - 4, "!");
}

static void look_roots(vet_source_t *v, const vet_func_t *f, const given_t *g)
{
    for (size_t i = f->open; i < f->end; i++) {
        const vet_func_t *called = vet_is_name(v, i) && vet_is(v, i + 1, "(") ? vet_func_named(v, vet_at(v, i)->text) : NULL;
        bool root = vet_is(v, i + 1, "(") && (vet_is(v, i, "ctx_background") || vet_is(v, i, "ctx_todo"));
        if ((root || (called != NULL && called->roots)) && !is_fallback(v, f, g, i))
            vet_warn(v, VET_REROOTED, i);
    }
}

/* ---- NULL ---------------------------------------------------------------------------------------------------------- */

static bool is_null(const vet_source_t *v, size_t from, size_t end)
{
    int zeros = 0;
    for (size_t k = from; k < end; k++) {
        bool zero = vet_is(v, k, "NULL") || vet_is(v, k, "0") || vet_is(v, k, "nullptr");
        bool cast = vet_is(v, k, "(") || vet_is(v, k, ")") || vet_is(v, k, "void") || vet_is(v, k, "*") || vet_is(v, k, "ctx_t") ||
                    vet_is(v, k, "struct") || vet_is(v, k, "ctx") || vet_is(v, k, "const");
        zeros += zero;
        if (!zero && !cast)
            return false;
    }
    return zeros == 1;
}

/* `have ? ctx : NULL` */
static bool null_arm(const vet_source_t *v, size_t from, size_t end)
{
    size_t then = end, other = end;
    if (vet_is(v, from, "(") && vet_past(v, from) == end)
        return null_arm(v, from + 1, end - 1);
    for (size_t k = from; k < end; k = vet_is(v, k, "(") ? vet_past(v, k) : k + 1) {
        then = vet_is(v, k, "?") && then == end ? k : then;
        other = vet_is(v, k, ":") ? k : other;
    }
    return then < other && other < end && (is_null(v, then + 1, other) || is_null(v, other + 1, end));
}

/* A variable that was set to NULL, and to nothing else before i. */
static bool holds_null(const vet_source_t *v, const vet_func_t *f, size_t name, size_t i)
{
    const char *text = vet_at(v, name)->text;
    while (--i > f->open) {
        if (!vet_is(v, i, text))
            continue;
        if (vet_is(v, i - 1, "&"))
            return false;
        if (!assigns(v, i + 1))
            continue;
        size_t end = i + 2;
        while (end < f->end && !vet_is(v, end, ";") && !vet_is(v, end, ","))
            end++;
        return is_null(v, i + 2, end) && vet_is(v, i - 1, "*");
    }
    return false;
}

static uint64_t takes_context(const vet_source_t *v, const char *name)
{
    static const char *const first[] = {
        "ctx_with_cancel", "ctx_with_cancel_cause", "ctx_with_timeout", "ctx_with_timeout_cause", "ctx_with_deadline", "ctx_with_deadline_cause",
        "ctx_with_value", "ctx_with_value_owned", "ctx_without_cancel", "ctx_with_group", "ctx_with_signals", "ctx_err", "ctx_done", "ctx_cause",
        "ctx_value", "ctx_deadline", "ctx_name", "ctx_keep", "ctx_after_func", "ctx_done_fd", "task_go", "task_go_owned", "task_sleep_ctx",
        "chan_send_ctx", "chan_recv_ctx", "wait_group_wait_ctx", "task_sem_acquire_ctx", "work_for", "CHAN_DONE", NULL};
    for (const char *const *f = first; *f != NULL; f++)
        if (strcmp(*f, name) == 0)
            return 1;
    const vet_func_t *own = vet_func_named(v, name);
    return own != NULL ? own->takes : 0;
}

static void look_call(vet_source_t *v, const vet_func_t *f, size_t i)
{
    uint64_t takes = takes_context(v, vet_at(v, i)->text);
    size_t from, end;
    for (size_t n = 0; takes >> n != 0 && n < 63; n++)
        if ((takes >> n & 1) != 0 && vet_argument(v, i, n, &from, &end) &&
            (is_null(v, from, end) || null_arm(v, from, end) || (end == from + 1 && vet_is_name(v, from) && holds_null(v, f, from, i))))
            vet_warn(v, VET_NIL, i);
}

/* ---- a function ------------------------------------------------------------------------------------------------------ */

static void look(vet_source_t *v, const vet_func_t *f)
{
    given_t g = given_to(v, f);
    for (size_t i = f->open; i < f->end; i++) {
        if (vet_is(v, i, "ctx_text_key") || vet_is(v, i, "ctx_text_key_type"))
            vet_warn(v, VET_TEXT_KEY, i);
        if (vet_is_name(v, i) && vet_is(v, i + 1, "("))
            look_call(v, f, i);
    }
    if (g.count > 0) {
        look_stores(v, f, &g);
        look_roots(v, f, &g);
    }
    vet_loops(v, f);
    vet_handles(v, f);
}

int vet_tokens(const catalog_t *c, const char *file, const char *preprocessed)
{
    vet_source_t v = {.catalog = c, .file = file};
    if (vet_source_read(&v, preprocessed)) {
        for (size_t i = 0; i < v.funcs; i++)
            if (v.func[i].end > 0 && v.token[v.func[i].open].own)
                look(&v, &v.func[i]);
        for (size_t i = 0; i < v.n; i++) /* outside of functions: a key for the whole file */
            if (v.token[i].own && vet_func_around(&v, i) == NULL && (vet_is(&v, i, "ctx_text_key") || vet_is(&v, i, "ctx_text_key_type")))
                vet_warn(&v, VET_TEXT_KEY, i);
    }
    vet_source_free(&v);
    return v.found;
}
