/* vet_handles.c — what is owned, where the compiler's analyzer loses sight of it: a handle that is cancelled and never given
 * back, overwritten (in each round of a loop, too), or moved to nobody; a scoped one that is released by hand, or whose context is
 * returned; one that is used after its release, or whose context is; a context of one's own that is never dropped. What is handed to a function whose body is not in the file counts as given back.
 */
#include "vet_source.h"

#include <string.h>

static bool named(const vet_source_t *v, size_t i, const char *const *names)
{
    for (; *names != NULL; names++)
        if (vet_is(v, i, *names))
            return true;
    return false;
}

static const char *const cancelling[] = {"ctx_cancel", "ctx_cancel_cause", NULL};
static const char *const deriving[] = {"ctx_with_cancel", "ctx_with_cancel_cause", "ctx_with_timeout", "ctx_with_timeout_cause",
                                       "ctx_with_deadline", "ctx_with_deadline_cause", NULL};
static const char *const owning[] = {"ctx_with_value", "ctx_with_value_owned", "ctx_without_cancel", "ctx_keep", NULL};
/* borrow or keep what they are given, and never take it */
static const char *const borrowing[] = {
    "ctx_cancel", "ctx_cancel_cause", "ctx_cancel_dup", "ctx_of_cancel", "ctx_with_cancel", "ctx_with_cancel_cause", "ctx_with_timeout",
    "ctx_with_timeout_cause", "ctx_with_deadline", "ctx_with_deadline_cause", "ctx_with_value", "ctx_with_value_owned", "ctx_without_cancel",
    "ctx_with_group", "ctx_with_signals", "ctx_err", "ctx_done", "ctx_cause", "ctx_value", "ctx_deadline", "ctx_name", "ctx_keep",
    "ctx_after_func", "ctx_done_fd", "task_go", "task_sleep_ctx", "chan_send_ctx", "chan_recv_ctx", "wait_group_wait_ctx",
    "task_sem_acquire_ctx", "work_for", "CHAN_DONE", "if", "while", "switch", NULL};
static const char *const giving_back[] = {"ctx_release", "ctx_drop", "ctx_move", NULL};

/* The call whose brackets i stands in, as the index of its name; 0: none. */
static size_t call_around(const vet_source_t *v, const vet_func_t *f, size_t i)
{
    for (size_t k = i; k-- > f->open && !vet_is(v, k, ";") && !vet_is(v, k, "{") && !vet_is(v, k, "}");)
        if (vet_is(v, k, "(") && vet_is_name(v, k - 1) && i < vet_past(v, k))
            return k - 1;
    return 0;
}

/* Does the call at i leave with its caller what stands at `given`? libctx's do with their first argument (task_go hands on the
 * third); an own function does, whose body gives nothing back. */
static bool borrows(const vet_source_t *v, size_t i, size_t given)
{
    const vet_func_t *own = vet_func_named(v, vet_at(v, i)->text);
    size_t from, end;
    if (named(v, i, borrowing))
        return !vet_argument(v, i, 0, &from, &end) || given < end;
    if (own == NULL || own->end == 0)
        return false;
    for (size_t k = own->open; k < own->end; k++)
        if (named(v, k, giving_back) || vet_is(v, k, "return") || (vet_is(v, k, "-") && vet_is(v, k + 1, ">")))
            return false; /* or may: it is not followed further */
    return true;
}

/* Is NAME given away between from and the end of f: returned, stored, handed to who may take it? */
static bool goes_on(const vet_source_t *v, const vet_func_t *f, const char *name, size_t from)
{
    for (size_t i = from; i < f->end; i++) {
        if (!vet_is(v, i, name) || vet_is(v, i - 1, ".") || vet_is(v, i - 1, ">"))
            continue;
        size_t call = call_around(v, f, i);
        bool address = vet_is(v, i - 1, "&"), derived = address && call != 0 && named(v, call, deriving);
        if (call != 0 ? !derived && (address || !borrows(v, call, i)) : address || !vet_is(v, i + 1, "=") || vet_is(v, i + 2, "="))
            return true;
    }
    return false;
}

static bool is_scoped(const vet_source_t *v, size_t i, const char *how)
{
    while (i > 0 && !vet_is(v, i - 1, ";") && !vet_is(v, i - 1, "{") && !vet_is(v, i - 1, "}"))
        if (vet_is(v, --i, how) || vet_is(v, i, "static"))
            return true;
    return false;
}

/* A scoped handle, released by hand: its scope releases it once more, unless it was emptied, or holds another by then. */
static void look_scoped(vet_source_t *v, const vet_func_t *f, const char *name, size_t from)
{
    for (size_t i = from; i + 3 < f->end; i++) {
        if (!vet_is(v, i, "ctx_release") || !vet_is(v, i + 2, name) || !vet_is(v, i + 3, ")"))
            continue;
        bool emptied = false;
        for (size_t k = i + 4; k < f->end && !emptied; k++)
            emptied = vet_is(v, k, name) && (vet_is(v, k + 1, "=") || vet_is(v, k - 1, "&"));
        if (!emptied)
            vet_warn(v, VET_TWICE, i);
    }
}

/* Two in one variable, and nothing between them that would give the first back. */
static void look_overwritten(vet_source_t *v, const vet_func_t *f, const char *name, size_t from)
{
    static const char *const branching[] = {"?", ":", "if", "else", "case", "default", "for", "while", "do", "return", "goto", "}", NULL};
    bool holds = false;
    for (size_t i = from; i < f->end; i++) {
        if (named(v, i, branching))
            holds = false;
        if (!vet_is(v, i, name))
            continue;
        size_t call = call_around(v, f, i);
        bool derived = vet_is(v, i - 1, "&") && call != 0 && named(v, call, deriving);
        if (derived && holds)
            vet_warn(v, VET_LOST, call);
        holds = derived || (holds && call != 0 && borrows(v, call, i));
    }
}

/* After a release, in the same block: the handle is gone. A second release is what the analyzer sees. */
static void look_after(vet_source_t *v, const vet_func_t *f, size_t i)
{
    const char *name = vet_at(v, i + 2)->text;
    int depth = 0;
    for (size_t k = i + 4; k < f->end && depth >= 0; k++) {
        depth += vet_is(v, k, "{");
        depth -= vet_is(v, k, "}");
        if (vet_is(v, k, "case") || vet_is(v, k, "default") || vet_is(v, k, "goto"))
            return;
        if (!vet_is(v, k, name) || vet_is(v, k - 1, ".") || vet_is(v, k - 1, ">"))
            continue;
        if (!vet_is(v, k - 1, "&") && !vet_is(v, k + 1, "=") && !vet_is(v, k - 2, "ctx_release") && depth == 0)
            vet_warn(v, VET_LATE, k);
        return;
    }
}

/* `NAME = ctx_with_…(…, &handle…)` before `end`: the context's name; NULL: there is none, or it was kept. */
static const char *context_of(const vet_source_t *v, const vet_func_t *f, const char *handle, size_t end)
{
    const char *name = NULL;
    for (size_t i = f->open + 2; i < end; i++) {
        if (name != NULL && (vet_is(v, i, "ctx_keep") || vet_is(v, i, "ctx_cancel_dup")) && (vet_is(v, i + 2, name) || vet_is(v, i + 2, handle)))
            return NULL;
        size_t call = vet_is(v, i, handle) && vet_is(v, i - 1, "&") ? call_around(v, f, i) : 0;
        if (call > 2 && named(v, call, deriving))
            name = vet_is(v, call - 1, "=") && vet_is_name(v, call - 2) && !vet_is(v, call - 3, ".") && !vet_is(v, call - 3, ">") ? vet_at(v, call - 2)->text : NULL;
    }
    return name;
}

/* After the release, in the same block: the context went with its handle. */
static void look_context_after(vet_source_t *v, const vet_func_t *f, size_t i)
{
    const char *name = context_of(v, f, vet_at(v, i + 2)->text, i);
    int depth = 0;
    for (size_t k = i + 4; name != NULL && k < f->end && depth >= 0; k++) {
        depth += vet_is(v, k, "{");
        depth -= vet_is(v, k, "}");
        if (vet_is(v, k, "case") || vet_is(v, k, "default") || vet_is(v, k, "goto"))
            return;
        if (!vet_is(v, k, name) || vet_is(v, k - 1, ".") || vet_is(v, k - 1, ">"))
            continue;
        if (!vet_is(v, k - 1, "&") && !vet_is(v, k + 1, "=") && depth == 0)
            vet_warn(v, VET_LATE, k);
        return;
    }
}

/* The context of a scoped handle leaves by return: the scope has released it by then. */
static void look_returned(vet_source_t *v, const vet_func_t *f, const char *handle, size_t from)
{
    for (size_t i = from; i < f->end; i++)
        if (vet_is(v, i, "ctx_move") && vet_is(v, i + 2, "&") && vet_is(v, i + 3, handle))
            return;
    for (size_t i = from; i + 2 < f->end; i++) {
        if (!vet_is(v, i, "return"))
            continue;
        const char *name = context_of(v, f, handle, i);
        size_t past = named(v, i + 1, deriving) ? vet_past(v, i + 2) : 0, given = i;
        while (past != 0 && given < past && !(vet_is(v, given, "&") && vet_is(v, given + 1, handle)))
            given++;
        if ((name != NULL && vet_is(v, i + 1, name) && vet_is(v, i + 2, ";")) || (past != 0 && given < past && vet_is(v, past, ";")))
            vet_warn(v, VET_LATE, i + 1);
    }
}

/* Made anew in each round of a loop that begins after its declaration, and given back in none. */
static void look_rounds(vet_source_t *v, const vet_func_t *f, const char *name, size_t from)
{
    for (size_t loop = from; loop < f->end; loop++) {
        if ((!vet_is(v, loop, "for") && !vet_is(v, loop, "while")) || !vet_is(v, loop + 1, "("))
            continue;
        size_t open = vet_past(v, loop + 1);
        if (!vet_is(v, open, "{"))
            continue;
        vet_func_t body = *f;
        body.end = vet_past(v, open);
        bool leaves = false;
        size_t made = 0;
        for (size_t i = open; i < body.end; i++) {
            leaves = leaves || vet_is(v, i, "break") || vet_is(v, i, "return") || vet_is(v, i, "goto");
            size_t call = vet_is(v, i, name) && vet_is(v, i - 1, "&") ? call_around(v, f, i) : 0;
            made = call != 0 && named(v, call, deriving) ? call : made;
        }
        if (made != 0 && !leaves && !goes_on(v, &body, name, open))
            vet_warn(v, VET_LOST, made);
        loop = body.end - 1;
    }
}

static void look_plain(vet_source_t *v, const vet_func_t *f, const char *name, size_t from)
{
    size_t cancelled = 0;
    for (size_t i = from; i < f->end && cancelled == 0; i++)
        if (named(v, i, cancelling) && vet_is(v, i + 2, name))
            cancelled = i;
    if (cancelled != 0 && !goes_on(v, f, name, from))
        vet_warn(v, VET_LOST, cancelled);
}

/* ctx_cancel_t *a = NULL, *b; */
static void look_handles(vet_source_t *v, const vet_func_t *f, size_t i)
{
    bool scoped = is_scoped(v, i, "ctx_auto");
    for (size_t k = i + 1; vet_is(v, k, "*") && vet_is_name(v, k + 1);) {
        const char *name = vet_at(v, k + 1)->text;
        size_t next = k + 2;
        bool empty = !vet_is(v, next, "=") || vet_is(v, next + 1, "NULL") || vet_is(v, next + 1, "0") || vet_is(v, next + 1, "(");
        while (next < f->end && !vet_is(v, next, ",") && !vet_is(v, next, ";"))
            next++;
        if (empty) {
            look_overwritten(v, f, name, next);
            look_rounds(v, f, name, next);
        }
        if (scoped)
            look_returned(v, f, name, next);
        if (empty && scoped)
            look_scoped(v, f, name, next);
        else if (empty)
            look_plain(v, f, name, next);
        k = next + 1;
    }
}

/* An owned context: held by a plain variable that nobody drops, or put into a call that only borrows it. */
static void look_owned(vet_source_t *v, const vet_func_t *f, size_t i)
{
    size_t call = call_around(v, f, i);
    if (call != 0) {
        if (named(v, call, borrowing) && !vet_is(v, call, "ctx_keep") && !vet_is(v, call, "if") && vet_is(v, call + 2, vet_at(v, i)->text))
            vet_warn(v, VET_LOST, i);
        return;
    }
    if (!vet_is(v, i - 1, "=") || !vet_is_name(v, i - 2) || !vet_is(v, i - 3, "*") || !vet_is(v, i - 4, "ctx_t") || is_scoped(v, i, "ctx_kept"))
        return;
    size_t end = vet_past(v, i + 1);
    if (vet_is(v, end, ";") && !goes_on(v, f, vet_at(v, i - 2)->text, end))
        vet_warn(v, VET_LOST, i);
}

void vet_handles(vet_source_t *v, const vet_func_t *f)
{
    for (size_t i = f->open; i < f->end; i++)
        if (vet_is(v, i, "ctx_cancel_t"))
            look_handles(v, f, i);
        else if (vet_is(v, i, "ctx_release") && vet_is_name(v, i + 2) && vet_is(v, i + 3, ")") && vet_is(v, i + 4, ";")) {
            look_after(v, f, i);
            look_context_after(v, f, i);
        }
        else if (vet_is(v, i, "ctx_move") && vet_is(v, vet_past(v, i + 1), ";") && !vet_is(v, i - 1, "=") && !vet_is(v, i - 1, "return"))
            vet_warn(v, VET_LOST, i);
        else if (named(v, i, owning) && vet_is(v, i + 1, "("))
            look_owned(v, f, i);
}
