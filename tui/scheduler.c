/* scheduler.c — being the scheduler: the person says who moves; each answer is a run with a longer schedule. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "sentence.h"
#include "text.h"

/* The event at which the run stopped: what follows END says who could move. */
size_t scheduler_end(const trace_t *t)
{
    size_t n = trace_count(t);

    while (n > 0 && (trace_event(t, n - 1)->kind == CTX_EV_CHOICE || trace_event(t, n - 1)->kind == CTX_EV_WAITING))
        n--;
    return n;
}

/* Takes schedule, owned. */
static void scheduler_ask(app_t *a, char *schedule)
{
    scheduler_t *k = &a->scheduler;

    if (!schedule)
        return;
    free(k->schedule);
    k->schedule = schedule;
    session_ask(a, schedule, !strcmp(schedule, k->base) ? k->skip : 0);
}

/* Where to begin: the schedule of the run on the screen, as far as the event it is at. Its last switch counts as undone
 * when that is where one stands. */
static char *scheduler_base(app_t *a, size_t *target)
{
    const tui_verdict_t *verdict = a->session.verdict;
    const view_t *v = &a->view;

    *target = v->n;
    if (v->n >= scheduler_end(v->trace)) { /* nothing is left to choose: begin anew */
        *target = 0;
        return strdup("");
    }
    if (a->session.use == RUN_REPLAY && verdict && verdict->before && verdict->deciding_event && v->n <= verdict->deciding_event) {
        *target = v->n == verdict->deciding_event ? v->n - 1 : v->n;
        return strdup(verdict->before);
    }
    return strdup(a->session.schedule);
}

/* Choices up to event n: at most those that recorded a step, or moved time. */
static uint64_t choices_until(const trace_t *t, size_t n)
{
    uint64_t choices = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned kind = trace_event(t, i)->kind;
        choices += kind == CTX_EV_STEP || kind == CTX_EV_CLOCK || kind == CTX_EV_TIMER_FIRE;
    }
    return choices;
}

void scheduler_start(app_t *a)
{
    scheduler_t *k = &a->scheduler;
    const tui_verdict_t *v = a->session.verdict;

    if (!a->host->schedule_add) {
        app_say(a, "This program cannot be scheduled by hand.");
        return;
    }
    scheduler_stop(a);
    k->on = true;
    k->shortest = v && v->replay ? v->replay_length : 0;
    a->view.playing = false;
    a->view.in_pane = false;
    k->base = scheduler_base(a, &k->target);
    k->high = k->target ? choices_until(a->view.trace, k->target) : 0;
    k->seeking = k->high > 0;
    k->skip = (k->low + k->high + 1) / 2;
    if (k->base)
        scheduler_ask(a, strdup(k->base));
}

/* While looking for the place: halves. The last run asked for is the one to show. */
bool scheduler_takes(app_t *a, const trace_t *t)
{
    scheduler_t *k = &a->scheduler;

    if (!k->on || !k->seeking)
        return k->on;
    bool early = scheduler_end(t) <= k->target + 1 && scheduler_end(t) < trace_count(t);
    if (early)
        k->low = k->skip;
    else
        k->high = k->skip - 1;
    if (k->low >= k->high) {
        k->seeking = false;
        if (early)
            return true;
        k->skip = k->low;
    } else
        k->skip = (k->low + k->high + 1) / 2;
    session_ask(a, k->base, k->skip);
    return false;
}

void scheduler_stop(app_t *a)
{
    free(a->scheduler.schedule);
    free(a->scheduler.base);
    a->scheduler = (scheduler_t){0};
}

/* The trace's tail: one CHOICE record a candidate, one WAITING record a task that cannot move. */
static void scheduler_read(app_t *a)
{
    scheduler_t *k = &a->scheduler;
    const trace_t *t = a->view.trace;
    size_t count = trace_count(t), from = scheduler_end(t);

    k->candidates = k->movable = 0;
    for (int waiting = 0; waiting < 2; waiting++)
        for (size_t i = from; i < count && k->candidates < 64; i++) {
            const ctx_event_t *ev = trace_event(t, i);
            if (ev->kind != (waiting ? CTX_EV_WAITING : CTX_EV_CHOICE))
                continue;
            k->candidate[k->candidates++] = (candidate_t){ev->task, ev->site, ev->detail, trace_text(t, ev->other), trace_text(t, ev->aux), waiting, ev->flags == 1};
            k->movable += !waiting;
        }
    k->chosen = 0;
    for (size_t i = 0; i < k->movable; i++)
        if (k->candidate[i].usual)
            k->chosen = i;
    k->ended = k->movable == 0;
}

static void scheduler_judge(app_t *a)
{
    scheduler_t *k = &a->scheduler;
    view_t *v = &a->view;
    const finding_t *worst = NULL;
    size_t scene = 0;

    for (uint32_t i = 0; i < v->findings.count; i++)
        if (!v->findings.item[i].unknown)
            worst = worst ? worst : &v->findings.item[i];
    for (size_t i = 0; i < trace_count(v->trace) && !scene; i++)
        if (trace_event(v->trace, i)->kind == CTX_EV_SCENE_FAIL)
            scene = i + 1;
    k->failed = worst || scene;
    const char *name = worst ? worst->name : "", *colon = worst ? ": " : "", *message = worst ? worst->message : "";
    if (k->failed && k->shortest)
        snprintf(k->lead, sizeof k->lead, "You made it fail, in %zu %s; the shortest known takes %zu. %s%s%s", k->moves,
                 k->moves == 1 ? "choice" : "choices", k->shortest, name, colon, message);
    else if (k->failed)
        snprintf(k->lead, sizeof k->lead, "You made it fail, in %zu %s. %s%s%s", k->moves, k->moves == 1 ? "choice" : "choices", name, colon, message);
    else
        snprintf(k->lead, sizeof k->lead, "The run is over and nothing is wrong with this schedule. u takes a move back.");
}

void scheduler_arrived(app_t *a)
{
    scheduler_t *k = &a->scheduler;

    if (!k->on)
        return;
    scheduler_read(a);
    k->moves = a->host->schedule_length ? a->host->schedule_length(a->host->self, k->schedule) : 0;
    k->lead[0] = 0;
    if (k->ended)
        scheduler_judge(a);
    else
        snprintf(k->lead, sizeof k->lead, "You are the scheduler. Who moves next? Enter lets that one make its step.");
    a->view.message[0] = 0;
    view_say(&a->view, "%s", k->lead);
}

static void scheduler_move(app_t *a, const char *token)
{
    scheduler_t *k = &a->scheduler;

    if (a->session.run) /* the answer to the last move is not there yet */
        return;
    scheduler_ask(a, a->host->schedule_add(a->host->self, k->schedule, token));
}

static void scheduler_undo(app_t *a)
{
    bool at_base = !strcmp(a->scheduler.schedule, a->scheduler.base) && a->scheduler.skip == 0;
    char *shorter = !at_base && a->host->schedule_undo ? a->host->schedule_undo(a->host->self, a->scheduler.schedule) : NULL;

    if (!shorter) {
        app_say(a, "No move left to take back.");
        return;
    }
    scheduler_ask(a, shorter);
}

/* What was chosen so far, and the rest as it usually goes: the whole run again, at the same event. */
static void scheduler_leave(app_t *a)
{
    scheduler_t *k = &a->scheduler;
    char *schedule = k->schedule ? strdup(k->schedule) : NULL;
    bool stopped = !k->ended;

    a->session.whole_at = scheduler_end(a->view.trace);
    scheduler_stop(a);
    if (schedule && stopped)
        session_run(a, RUN_WHOLE, schedule, a->session.size);
    free(schedule);
}

void scheduler_say(app_t *a)
{
    if (a->scheduler.on && *a->scheduler.lead && !a->view.message[0])
        app_say(a, "%s", a->scheduler.lead);
}

bool scheduler_request(app_t *a, request_t req)
{
    scheduler_t *k = &a->scheduler;
    const char *drop;

    if (a->view.in_pane && req != REQ_UNDO && req != REQ_DROP_CANCEL && req != REQ_SCHEDULER)
        return false;
    switch (req) {
    case REQ_UP: k->chosen -= k->chosen > 0; return true;
    case REQ_DOWN: k->chosen += k->chosen + 1 < k->candidates; return true;
    case REQ_HOME: k->chosen = 0; return true;
    case REQ_END: k->chosen = k->candidates ? k->candidates - 1 : 0; return true;
    case REQ_ENTER:
    case REQ_EVENT_NEXT:
        if (k->chosen < k->movable)
            scheduler_move(a, k->candidate[k->chosen].token);
        else if (k->candidates > k->movable)
            app_say(a, "That one waits: %s", k->candidate[k->chosen].what);
        else
            app_say(a, "%s", k->lead);
        return true;
    case REQ_UNDO:
    case REQ_EVENT_PREV: scheduler_undo(a); return true;
    case REQ_DROP_CANCEL:
        drop = NULL;
        for (size_t i = 0; i < k->movable; i++)
            if (k->candidate[i].op == CTX_OP_DROP_CANCEL)
                drop = k->candidate[i].token;
        if (!drop)
            drop = a->host->schedule_drop_cancel ? a->host->schedule_drop_cancel(a->host->self, a->session.entry) : NULL;
        if (drop)
            scheduler_move(a, drop);
        else
            app_say(a, "No cancel can be dropped here.");
        return true;
    case REQ_SCHEDULER:
    case REQ_BACK: scheduler_leave(a); return true;
    default: return false;
    }
}

static void candidate_name(const app_t *a, const candidate_t *c, char *buf, size_t size)
{
    if (c->op == CTX_OP_DROP_CANCEL)
        snprintf(buf, size, "the caller");
    else if (c->op == CTX_OP_CLOCK)
        snprintf(buf, size, "time");
    else if (c->task)
        sentence_task(a->view.model, c->task, buf, size);
    else
        snprintf(buf, size, "%s", c->op == CTX_OP_FIRE ? "a timer" : "time");
}

static void candidate_what(const candidate_t *c, char *buf, size_t size)
{
    if (c->waiting)
        snprintf(buf, size, "waits in %s", c->what);
    else if (c->op == CTX_OP_DROP_CANCEL)
        snprintf(buf, size, "cancels everything, here (c)");
    else if (c->op == CTX_OP_CLOCK)
        snprintf(buf, size, "moves on, though tasks could: a slow machine");
    else if (c->op == CTX_OP_FIRE || !c->task)
        snprintf(buf, size, "fires: time moves on to it%s", c->usual ? " (the usual)" : "");
    else
        snprintf(buf, size, "next: %s%s", *c->what ? c->what : trace_op_name(c->op), c->usual ? " (the usual)" : "");
}

static int candidate_draw(const app_t *a, rect_t r, int y, size_t i)
{
    const scheduler_t *k = &a->scheduler;
    const candidate_t *c = &k->candidate[i];
    trace_site_t s = trace_site(a->view.trace, c->site);
    char task[80];
    bool chosen = i == k->chosen;

    if (i == k->movable)
        paint(r, y++, 1, ST_DIM, "waiting:");
    if (chosen)
        paint(r, y, 0, ST_KEY, glyph(GL_CURSOR));
    candidate_name(a, c, task, sizeof task);
    int x = paint_cut(r, y, 2, r.w / 2, chosen ? ST_CURSOR : c->waiting ? ST_DIM : ST_BOLD, task);
    if (s.line)
        paintf(r, y, x + 1, ST_DIM, "%s:%d", source_base(s.file), s.line);
    y++;
    char what[160];
    candidate_what(c, what, sizeof what);
    const char *line, *text = what;
    size_t bytes;
    for (; tui_wrap(&text, r.w - 5, &line, &bytes); y++)
        paintf(r, y, 4, c->waiting ? ST_DIM : ST_NORMAL, "%.*s", (int)bytes, line);
    return y;
}

static void candidate_line(app_t *a, rect_t r)
{
    const scheduler_t *k = &a->scheduler;
    uint32_t site = k->chosen < k->candidates ? k->candidate[k->chosen].site : 0;

    if (!trace_site(a->view.trace, site).line)
        return;
    paint_fill(r, 0, 0, r.w, ST_RULE, glyph(GL_RULE));
    source_around(&a->view, (rect_t){r.y + 1, r.x, r.h - 1, r.w}, site, 0);
}

void scheduler_draw(app_t *a, rect_t r)
{
    const scheduler_t *k = &a->scheduler;
    if (a->view.in_pane || a->view.zoom)
        return;
    int left = r.w >= 72 ? r.w * 19 / 40 + 1 : 0, foot = view_foot(&a->view, r);
    rect_t box = {1, left, r.h - 1 - foot, r.w - left};
    int code = box.h >= 14 ? 7 : 0;

    for (int y = 0; y < box.h; y++)
        paint_fill(box, y, 0, box.w, ST_NORMAL, " ");
    paint_fill(box, 0, 0, box.w, ST_RULE, glyph(GL_RULE));
    paintf(box, 0, 1, ST_TITLE, " Who moves next? (%zu %s so far) ", k->moves, k->moves == 1 ? "choice" : "choices");
    rect_t list = {box.y + 1, box.x, box.h - 1 - code, box.w};
    int y = 0;
    if (k->ended)
        y = paint_wrap(list, 0, 1, k->failed ? ST_FAIL : ST_OK, k->lead) + 1;
    size_t first = k->chosen > 4 ? k->chosen - 4 : 0;
    for (size_t i = first; i < k->candidates && y < list.h; i++)
        y = candidate_draw(a, list, y, i);
    if (k->schedule && *k->schedule && y < list.h)
        paint_cut(list, list.h - 1, 1, list.w - 2, ST_DIM, k->schedule);
    if (code)
        candidate_line(a, (rect_t){box.y + box.h - code, box.x, code, box.w});
}
