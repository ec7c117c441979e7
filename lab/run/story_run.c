/* story_run.c — see story_run.h. The run's records say where it left the default scheduler, in the order of the tokens. */
#include "story_run.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { TOLD = 4 }; /* more switches than this are no story */

typedef struct text { char *at; size_t left; } text_t;

static void say(text_t *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(text_t *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(out->at, out->left, format, args);
    va_end(args);
    if (n <= 0 || (size_t)n >= out->left) {
        out->left = 0;
        return;
    }
    out->at += n;
    out->left -= (size_t)n;
}

static const char *task_name(const trace_t *t, uint32_t task)
{
    for (size_t i = 0; i < trace_count(t); i++) {
        const ctx_event_t *ev = trace_event(t, i);
        if (ev->kind == CTX_EV_TASK_NEW && ev->other == task)
            return trace_text(t, ev->aux);
    }
    return "";
}

/* "T2 worker (select, worker.c:14)" */
static void say_mover(text_t *out, const trace_t *t, uint32_t task, const char *op, uint32_t site)
{
    trace_site_t s = trace_site(t, site);
    const char *slash = s.file != NULL ? strrchr(s.file, '/') : NULL, *name = task_name(t, task);
    say(out, "T%u%s%s (%s", task, name[0] != '\0' ? " " : "", name, op);
    if (s.line > 0)
        say(out, ", %s:%d", slash != NULL ? slash + 1 : s.file, s.line);
    say(out, ")");
}

/* Is this record where a run left the default scheduler? Time moving on is one, too. */
static bool departs(const ctx_event_t *ev)
{
    return (ev->kind == CTX_EV_STEP || ev->kind == CTX_EV_CLOCK) && ev->flags != 0;
}

static size_t next_departure(const trace_t *t, size_t from)
{
    while (from < trace_count(t) && !departs(trace_event(t, from)))
        from++;
    return from;
}

/* Where the one who had to wait does it after all; 0: never. */
static uint32_t later_site(const trace_t *t, size_t from, const sched_anchor_t *a)
{
    for (size_t i = from + 1; i < trace_count(t); i++) {
        const ctx_event_t *ev = trace_event(t, i);
        if (ev->task == a->task && ev->site != 0 && (ev->kind == CTX_EV_STEP ? ev->detail == a->op : true))
            return ev->site;
    }
    return 0;
}

void story_way(const trace_t *t, size_t from, uint32_t task, char *buf, size_t size)
{
    (void)snprintf(buf, size, "went another way");
    for (size_t i = from; i < trace_count(t); i++) {
        const ctx_event_t *ev = trace_event(t, i);
        if (ev->task != task)
            continue;
        switch (ev->kind) {
        case CTX_EV_NOTICED: (void)snprintf(buf, size, "heard that c%u had ended", ev->node); return;
        case CTX_EV_CHAN_SEND: (void)snprintf(buf, size, "sent on ch%u", ev->other); return;
        case CTX_EV_CHAN_RECV: (void)snprintf(buf, size, "received from ch%u%s", ev->other, ev->flags & 1 ? ", which was closed" : ""); return;
        case CTX_EV_SELECT:
            if (ev->aux == 0)
                (void)snprintf(buf, size, "took the default arm");
            else
                (void)snprintf(buf, size, "took the arm with index %u", ev->aux - 1);
            return;
        case CTX_EV_STEP: case CTX_EV_TASK_BLOCK: case CTX_EV_TASK_END:
            if (i > from)
                return;
            break;
        default: break;
        }
    }
}

static void say_switch(text_t *out, const trace_t *t, const sched_token_t *token, size_t at)
{
    const sched_anchor_t *a = &token->anchor;
    const ctx_event_t *ev = at < trace_count(t) ? trace_event(t, at) : NULL;
    if (a->kind != SIM_MOVE_FIRE && token->move.kind == SIM_MOVE_TASK && a->task == token->move.task && ev != NULL) {
        char way[80]; /* the same task, another of its arms: nobody went before anybody */
        story_way(t, at, a->task, way, sizeof way);
        say_mover(out, t, a->task, trace_op_name(a->op), ev->site);
        say(out, ": more than one way was open, and it %s", way);
        return;
    }
    if (token->move.kind == SIM_MOVE_CLOCK)
        say(out, "time moved on (a slow machine)");
    else if (token->move.kind == SIM_MOVE_DROP)
        say(out, "the scenario was cancelled");
    else if (token->move.kind == SIM_MOVE_FIRE)
        say(out, "timer %u fired", token->move.object);
    else if (ev != NULL && ev->kind == CTX_EV_STEP) {
        say_mover(out, t, ev->task, trace_op_name(ev->detail), ev->site);
        say(out, " moved");
    } else
        say(out, "T%u moved", token->move.task);
    if (a->kind == SIM_MOVE_FIRE) {
        say(out, " before timer %u fired", a->task);
        return;
    }
    say(out, " before ");
    say_mover(out, t, a->task, trace_op_name(a->op), later_site(t, at, a));
}

void story_of_run(const trace_t *t, const schedule_t *s, bool decides, char *buf, size_t size)
{
    text_t out = {buf, size};
    size_t at = 0;
    buf[0] = '\0';
    if (s->random)
        return;
    for (int i = 0; i < s->tokens; i++) { /* of many the first ones, and the last, which decides */
        bool last = i == s->tokens - 1;
        at = next_departure(t, at);
        if (i < TOLD - 1 || last) {
            say_switch(&out, t, &s->token[i], at);
            say(&out, "%s\n", decides && last ? "; undo this one, and it passes" : "");
        } else if (i == TOLD - 1) {
            int between = s->tokens - TOLD;
            say(&out, "… then %d switch%s more, and\n", between, between == 1 ? "" : "es");
        }
        at++;
    }
}
