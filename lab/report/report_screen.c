/* report_screen.c — one verdict for one person: what was lost by what, where, what was expected, how to see it again, and
 * what to type next. Fits 80×24: of several faults the first are told, the others counted. */
#include <stdlib.h>
#include <string.h>

#include "finding.h"
#include "judge.h"
#include "lab.h"
#include "report.h"
#include "sandbox.h"
#include "story.h"

enum { ROWS = 2, CHECKS = 3 };

/* What should have been, for findings: checks say it themselves. */
static const struct { const char *name, *text; } expectations[] = {
    {"lost-cancel", "whoever derives a context gives its handle back, on every way out: ctx_release, or ctx_auto where it is declared"},
    {"lingering-timer", "a timer that nobody needs any more is stopped: ctx_release ends its context, timer_drop or timer_auto a timer of its own"},
    {"leaked-task", "when the work is over, every task that was started for it has returned"},
    {"unbounded-detached", "work that nobody can end has a deadline of its own: ctx_with_timeout below ctx_without_cancel"},
    {"deaf-wait", "who waits for a context's sake hears the end of that context, and leaves: chan_select with ctx_done, or a call that takes a ctx"},
    {"deadlock", "there is always somebody who can go on"},
    {"late-work", "when a context has ended, the work under it stops: ctx_err says so"},
    {"unheard-child", "the work listens to the context that was derived for it"},
    {"reason-lost", "the caller learns the true reason: what failed first, or which end it was"},
    {"busy-done", "who hears that a context is done leaves; a closed channel is ready for ever"},
    {"spin", "who waits sleeps until something happens"},
    {"use-after-release", "what belongs to a handle is used before the handle is given back, not after"},
    {"double-release", "a handle is given back once"},
    {"cut-short", "work goes on until it is done, or somebody who may end it does"},
    {"born-done", "a context is alive when it is made"},
    {"rerooted", "the work finds its caller's values; and it ends with its caller, unless the goal says that it outlives him"},
    {"todo-root", "the caller's context is handed in where TODO keeps its place"},
    {"severed-values", "a key that a wrapper does not know is looked up in its parent"},
    {"slow-path", "a child is linked to its parent directly, without a task between them"},
    {"dominated-deadline", "each deadline that is set can be the one that fires"},
    {"data-race", "between two tasks that touch the same memory stands a channel, a lock, or an atomic"},
    {"panic", "no panic leaves the task that it began in"},
    {"err-before-done", "who reads an err finds done closed"},
    {"done-before-err", "who finds done closed reads an err"},
    {"late-cascade", "when a cancel returns, everything below has ended"},
    {"bad-memory", "only memory that was asked for, or declared, is touched"},
    {"lost-at-exit", "what was begun is finished before the program ends"},
};

/* An owned context has no handle: it is given back itself. */
static const char owned[] = "whoever is given a context of his own (ctx_with_value, ctx_without_cancel) gives it back: ctx_drop, or "
                            "ctx_kept where it is declared";

/* Who waits for a descriptor has no channel to select on. */
static const char descriptor[] = "who waits for a descriptor waits for the end of its context as well: poll on both, it and ctx_done_fd, and no "
                                 "call behind it that may wait";

static const char *expected(const entry_t *e, const char *name, const char *message)
{
    if (strcmp(name, "deaf-wait") == 0 && text_in_list(e->allow, "poll"))
        return descriptor;
    if (strcmp(name, "lost-cancel") == 0 && strstr(message, "was never dropped") != NULL)
        return owned;
    for (size_t i = 0; i < sizeof expectations / sizeof *expectations; i++)
        if (strcmp(expectations[i].name, name) == 0)
            return expectations[i].text;
    return NULL;
}

/* The sentence behind verdict_reason; NULL: there is none. */
static const char *reason_message(const verdict_t *v)
{
    if (v->findings > 0)
        return v->finding[0].message;
    for (size_t i = 0; i < v->checks; i++)
        if (!v->check[i].ok)
            return v->check[i].message;
    return NULL;
}

static void say_head(const verdict_t *v, FILE *out)
{
    const char *reason = verdict_reason(v), *message = reason_message(v);
    char naming[120];
    (void)finding_naming(reason, message, naming, sizeof naming);
    fprintf(out, "%s: %s", v->id, verdict_name(v->kind));
    if (v->kind != VERDICT_PASS && (v->kind == VERDICT_FAIL || finding_headline(reason, message)[0] != '\0'))
        fprintf(out, " — %s", naming);
    if (v->confirming) /* neither its points nor its time are known */
        fputs(", confirming…\n", out);
    else
        fprintf(out, "  (%d of %d points, %.2f s)\n", v->points, v->max_points, v->seconds);
    if (v->message != NULL)
        fprintf(out, "  %s\n", v->message);
    if (v->compiler != NULL)
        fputs(v->compiler, out);
}

static bool seen_before(const verdict_t *v, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(v->finding[k].name, v->finding[i].name) == 0)
            return true;
    return false;
}

static void say_findings(const verdict_t *v, const entry_t *e, FILE *out)
{
    size_t told = 0, left = 0;
    for (size_t i = 0; i < v->findings; i++) {
        const verdict_finding_t *f = &v->finding[i];
        if (told == ROWS || seen_before(v, i)) {
            left++;
            continue;
        }
        told++;
        fputs("  ", out);
        if (f->line > 0)
            fprintf(out, "%s:%d  ", f->file, f->line);
        fprintf(out, "%s\n      %s\n", f->name, f->message);
        if (expected(e, f->name, f->message) != NULL)
            fprintf(out, "      Expected: %s\n", expected(e, f->name, f->message));
    }
    if (left > 0)
        fprintf(out, "  … and %zu finding%s more (--json)\n", left, left == 1 ? "" : "s");
}

/* A finding of that name has said it. */
static bool told_before(const verdict_t *v, const char *name)
{
    for (size_t i = 0; i < v->findings; i++)
        if (strcmp(v->finding[i].name, name) == 0)
            return true;
    return false;
}

static void say_check(const verdict_t *v, const entry_t *e, const verdict_check_t *check, FILE *out)
{
    const char *text = told_before(v, check->name) ? NULL : expected(e, check->name, check->message);
    fprintf(out, "  %s\n      %s\n", check->name, check->message);
    if (text != NULL)
        fprintf(out, "      Expected: %s\n", text);
}

static void say_checks(const verdict_t *v, const entry_t *e, FILE *out)
{
    size_t told = 0, left = 0;
    for (size_t i = 0; i < v->checks; i++) {
        if (v->check[i].ok || report_said(v, v->check[i].message))
            continue;
        if (told++ < CHECKS)
            say_check(v, e, &v->check[i], out);
        else
            left++;
    }
    if (left > 0)
        fprintf(out, "  … and %zu check%s more (--json)\n", left, left == 1 ? "" : "s");
}

static void say_explored(const verdict_t *v, const entry_t *e, FILE *out)
{
    if (!v->explored_known && v->kind == VERDICT_PASS && !v->confirming && e->threads)
        fprintf(out, "  On real threads, where nobody can choose the order: %d runs of the small scenario and %d of the big one: 0 fail.\n",
                JUDGE_THREAD_RUNS, 1);
    if (!v->explored_known)
        return;
    char *tried = verdict_tried(v);
    if (v->failing > 0)
        fprintf(out, "  Schedule %llu of the small scenario was the first that failed.\n", (unsigned long long)v->explored);
    else if (v->replay != NULL && v->replay_size == 1)
        fprintf(out, "  %s: 0 fail. The big scenario fails.\n", tried);
    else if (v->replay != NULL)
        fprintf(out, "  %s: 0 fail. A run of it by itself fails.\n", tried);
    else if (v->kind == VERDICT_PASS || v->kind == VERDICT_FAIL)
        fprintf(out, "  %s%s: 0 fail.\n", tried, v->confirming ? "" : ", and the big one");
    free(tried);
}

/* How the schedule beat the program, in its own lines. The story's last line marks the switch that decides. */
static void say_story(const verdict_t *v, FILE *out)
{
    if (v->story != NULL) {
        fputs("  How it was beaten, from the usual schedule:\n", out);
        for (const char *p = v->story; *p != '\0'; p += strcspn(p, "\n") + (p[strcspn(p, "\n")] == '\n'))
            fprintf(out, "      %.*s\n", (int)strcspn(p, "\n"), p);
    } else if (v->deciding != NULL) {
        fprintf(out, "  %s\n", v->deciding);
    } else if (v->replay != NULL && strncmp(v->replay, "seed:", 5) == 0) {
        fputs("  A random order beat it: no few switches tell how, the replay shows it.\n", out);
    }
    char *replay = verdict_replay(v);
    if (replay != NULL)
        fprintf(out, "  Replay:  %s --view\n", replay);
    char *undone = v->undone == NULL ? NULL : verdict_command(v->id, false, v->replay_size == 1, v->in, v->undone);
    if (undone != NULL)
        fprintf(out, "  Undone:  %s   (passes)\n", undone);
    free(undone);
    free(replay);
}

static void say_next(const verdict_t *v, const entry_t *e, FILE *out)
{
    char *goal = v->kind == VERDICT_FAIL ? story_goal(e) : NULL;
    if (goal != NULL)
        fprintf(out, "  Goal:    %s\n", goal);
    free(goal);
    if (v->kind == VERDICT_PASS)
        fprintf(out, "  Next:    ctxlab explain %s · ctxlab solution %s · ctxlab list\n", v->id, v->id);
    else if (report_absent(v))
        fprintf(out, "  Next:    put %s.c there, or name its folder with --in\n", v->id);
    else if (v->kind != VERDICT_ERROR && v->kind != VERDICT_COMPILE_ERROR)
        fprintf(out, "  Next:    ctxlab hint %s\n", v->id);
    buf_t missing = {0};
    sandbox_missing(v->layers, &missing);
    if (missing.len > 0)
        fprintf(out, "  Sandbox: %s (ctxlab doctor)\n", buf_text(&missing));
    buf_free(&missing);
}

/* Only a judge entry has that check. */
bool report_held(const verdict_t *v)
{
    bool held = false;
    for (size_t i = 0; i < v->checks; i++)
        held = held || (!v->check[i].ok && strcmp(v->check[i].name, "answer-verdict") == 0 && strncmp(v->check[i].message, "given up", 8) != 0);
    return held;
}

static void write_held(const verdict_t *v, FILE *out)
{
    fprintf(out, "%s: not passed  (%d of %d points, %.2f s)\n", v->id, v->points, v->max_points, v->seconds);
    for (size_t i = 0; i < v->checks; i++)
        if (!v->check[i].ok && strncmp(v->check[i].name, "answer-", 7) == 0)
            fprintf(out, "  %s\n      %s\n", v->check[i].name, v->check[i].message);
    fprintf(out, "  What was found is told once the verdict is right; or write `Verdict: give-up`.\n  Next:    ctxlab hint %s\n", v->id);
}

static void write_screen(const verdict_t *v, const entry_t *e, FILE *out)
{
    if (report_held(v)) {
        write_held(v, out);
        return;
    }
    say_head(v, out);
    say_findings(v, e, out);
    say_checks(v, e, out);
    if (v->flaky)
        fputs("  Repeated runs disagree: flaky, needs a person.\n", out);
    say_explored(v, e, out);
    if (v->unconfirmed != NULL)
        fprintf(out, "  Not confirmed: %s\n", v->unconfirmed);
    say_story(v, out);
    say_next(v, e, out);
}

void report_screen(const verdict_t *v, const entry_t *e, FILE *out)
{
    char *text = NULL;
    size_t size = 0;
    FILE *lines = open_memstream(&text, &size);
    if (lines == NULL) {
        write_screen(v, e, out);
        return;
    }
    write_screen(v, e, lines);
    if (fclose(lines) == 0)
        text_print(out, text);
    free(text);
}
