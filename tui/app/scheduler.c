/* scheduler.c — being the scheduler: the person says who moves; each answer is a run that goes one choice further. */
#include "scheduler.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "session_parts.h"
#include "text.h"

/* ---- places ---------------------------------------------------------------------------------------------- */

static void scheduler_unnamed(scheduler_t *k)
{
    free(k->switched.schedule);
    k->switched = (sched_place_t){0};
}

/* Takes schedule, owned. */
static void scheduler_go(app_t *a, char *schedule, uint64_t skip, uint64_t until, uint64_t token)
{
    scheduler_t *k = &a->scheduler;

    if (!schedule)
        return;
    if (schedule != k->at.schedule)
        free(k->at.schedule);
    k->at = (sched_place_t){schedule, skip, token};
    k->looking = until || token;
    k->forced = FORCED_NOT;
    scheduler_unnamed(k);
    session_ask(a, &(tui_run_t){.schedule = schedule, .skip = skip, .until = until, .token = token});
}

/* To the first choice that can matter: where one task alone could move, it has moved. */
static void scheduler_go_open(app_t *a, char *schedule, uint64_t from)
{
    scheduler_t *k = &a->scheduler;

    if (!schedule)
        return;
    free(k->at.schedule);
    k->at = (sched_place_t){schedule, 0, 0};
    k->looking = true;
    k->forced = FORCED_SKIPS;
    scheduler_unnamed(k);
    k->from = from;
    session_ask(a, &(tui_run_t){.schedule = schedule, .until = from, .open_choice = true});
}

/* There was none: then from the run's start; and when there is none in the whole run, what else can be chosen is offered. False: nothing is. */
static bool scheduler_all_forced(app_t *a)
{
    scheduler_t *k = &a->scheduler;
    char *schedule = k->forced == FORCED_SKIPS ? strdup("") : NULL;

    if (!schedule)
        return false;
    if (k->from) {
        k->from_start = true;
        scheduler_go_open(a, schedule, 0);
        return true;
    }
    free(k->at.schedule);
    k->at = (sched_place_t){schedule, 0, 0};
    k->looking = false;
    k->forced = FORCED_ALL;
    session_ask(a, &(tui_run_t){.schedule = schedule});
    return true;
}

static void scheduler_push(scheduler_t *k)
{
    if (k->moves == k->capacity) {
        size_t room = k->capacity ? k->capacity * 2 : 32;
        sched_place_t *more = realloc(k->made, room * sizeof *more);
        if (!more)
            return;
        k->made = more;
        k->capacity = room;
    }
    const sched_place_t *place = k->switched.schedule ? &k->switched : &k->at;
    char *copy = strdup(place->schedule);
    if (copy)
        k->made[k->moves++] = (sched_place_t){copy, place->skip, place->token};
}

/* The place was looked for: now it has a name. */
static void scheduler_found(app_t *a)
{
    scheduler_t *k = &a->scheduler;
    const trace_t *t = a->view.trace;
    size_t n = trace_count(t);

    if (!k->looking)
        return;
    k->looking = false;
    if (k->at.token)
        k->switched = (sched_place_t){strdup(k->at.schedule), 0, k->at.token};
    k->at.skip = k->at.token = 0;
    for (size_t i = scheduler_end(t); i < n; i++) {
        const ctx_event_t *ev = trace_event(t, i);
        if (ev->kind != CTX_EV_CHOICE)
            continue;
        size_t used = (size_t)(ev->value >> 32);
        char *less;
        while (a->host->schedule_length(a->host->self, k->at.schedule) > used &&
               (less = a->host->schedule_undo(a->host->self, k->at.schedule)) != NULL) {
            free(k->at.schedule);
            k->at.schedule = less;
        }
        k->at.skip = (uint64_t)ev->value & UINT32_MAX;
        return;
    }
}

/* Events before n that any run with these choices has: how many STEP records there are depends on who is asked. */
static uint64_t happened(const trace_t *t, size_t n)
{
    uint64_t count = 0;

    for (size_t i = 0; i < n; i++)
        count += trace_event(t, i)->kind != CTX_EV_STEP;
    return count;
}

static const char threads_say[] = "This program runs on real threads: the machine chooses who moves, and each run is another. r runs and judges it again.";

bool scheduler_can(const app_t *a)
{
    return a->view.trace && !(trace_header(a->view.trace)->flags & CTX_TRACE_THREADS);
}

/* ---- starting, stopping ---------------------------------------------------------------------------------- */

/* The losing run was watched up to its deciding switch, or beyond: what one wants to undo is that. */
static bool scheduler_decides(const app_t *a)
{
    const session_t *s = &a->session;
    const tui_verdict_t *v = s->verdict;

    return s->use == RUN_REPLAY && v && v->replay && v->before && v->deciding_event && v->deciding_event <= a->view.n;
}

static void scheduler_at_decision(app_t *a)
{
    scheduler_t *k = &a->scheduler;
    const view_t *v = &a->view;
    const tui_verdict_t *verdict = a->session.verdict;
    char number[32];
    size_t used = tui_add(k->last, sizeof k->last, 0, "The switch that decided: %s", verdict->deciding ? verdict->deciding : "");

    k->again = v->n != verdict->deciding_event;
    k->was = v->n < scheduler_end(v->trace) ? v->n : 0;
    k->was_until = k->was ? happened(v->trace, v->n) : 0;
    if (k->again && k->was)
        tui_add(k->last, sizeof k->last, used, " s once more: after event %s, where you were.", tui_number(v->n, number));
    else if (k->again)
        tui_add(k->last, sizeof k->last, used, " s once more: from the start, in the usual order.");
    /* on the deciding switch it counts as undone */
    scheduler_go(a, strdup(verdict->replay), 0, 0, a->host->schedule_length(a->host->self, verdict->before) + 1);
}

/* s a second time, before any move. */
static void scheduler_where_one_was(app_t *a)
{
    scheduler_t *k = &a->scheduler;
    const tui_verdict_t *verdict = a->session.verdict;

    k->again = false;
    k->last[0] = 0;
    if (verdict && verdict->replay)
        scheduler_go_open(a, strdup(k->was ? verdict->replay : ""), k->was_until);
}

/* Of this scenario: the big one's says nothing of the small one. */
static void scheduler_shortest(app_t *a)
{
    const tui_verdict_t *verdict = a->session.verdict;
    scheduler_t *k = &a->scheduler;

    k->shortest_known = verdict && verdict->replay && verdict->replay_size == a->session.size;
    k->shortest = k->shortest_known ? verdict->replay_length : 0;
}

void scheduler_start(app_t *a)
{
    scheduler_t *k = &a->scheduler;
    session_t *s = &a->session;
    const view_t *v = &a->view;
    bool anew = v->n <= v->began || v->n >= scheduler_end(v->trace); /* nothing was seen yet, or nothing is left to choose */

    if (!scheduler_can(a)) {
        page_close(a);
        app_say(a, "%s", threads_say);
        return;
    }
    if (!a->host->schedule_add || !a->host->schedule_length || !a->host->schedule_undo) {
        page_close(a);
        app_say(a, "This program cannot be scheduled by hand.");
        return;
    }
    if (session_gone(a))
        return;
    char *from = strdup(anew || !s->schedule ? "" : s->schedule);
    scheduler_stop(a);
    scheduler_leaves(a);
    k->on = true;
    scheduler_shortest(a);
    if (!s->verdict)
        session_study(a);
    a->view.playing = a->view.in_pane = false;
    if (scheduler_decides(a)) {
        free(from);
        scheduler_at_decision(a);
    } else
        scheduler_go_open(a, from, anew ? 0 : happened(v->trace, v->n));
}

void scheduler_stop(app_t *a)
{
    scheduler_t *k = &a->scheduler;

    scheduler_forgets(a);
    for (size_t i = 0; i < k->moves; i++)
        free(k->made[i].schedule);
    free(k->made);
    free(k->at.schedule);
    scheduler_unnamed(k);
    *k = (scheduler_t){0};
}

static void scheduler_read(app_t *a)
{
    scheduler_t *k = &a->scheduler;

    choices_read(a->view.trace, &k->who);
    k->chosen = k->who.usual;
    k->ended = k->who.movable == 0;
}

/* Until one of them asks for the next answer. What a held Enter heaped up stops where something is to be read. */
static void scheduler_catch_up(app_t *a)
{
    scheduler_t *k = &a->scheduler;

    while (k->on && k->laters && !a->session.run) {
        request_t next = k->later[0];
        bool moves = next == REQ_ENTER || next == REQ_EVENT_NEXT;
        memmove(k->later, k->later + 1, --k->laters * sizeof *k->later);
        if (moves && (k->ended || k->failed))
            continue;
        a->view.message[0] = 0;
        scheduler_request(a, next);
        scheduler_say(a);
    }
}

static bool scheduler_still_back(app_t *a);

void scheduler_arrived(app_t *a)
{
    scheduler_t *k = &a->scheduler;

    if (!k->on)
        return;
    if (!scheduler_can(a)) { /* known only now: the first run was not there yet */
        scheduler_gives_back(a);
        scheduler_stop(a);
        app_say(a, "%s", threads_say);
        return;
    }
    scheduler_read(a);
    if (k->ended && (scheduler_all_forced(a) || scheduler_still_back(a)))
        return;
    k->back = false;
    scheduler_found(a);
    k->switches = a->host->schedule_length(a->host->self, k->at.schedule);
    scheduler_came_of_it(a);
    if (!k->ended && !k->failed)
        scheduler_begins(a);
    if (k->says_lead)
        a->view.message[0] = 0;
    scheduler_say(a);
    scheduler_catch_up(a);
}

void scheduler_known(app_t *a)
{
    scheduler_t *k = &a->scheduler;
    const tui_verdict_t *v = a->session.verdict;

    if (!k->on)
        return;
    scheduler_shortest(a);
    if (v && !a->session.studying && !a->session.verdict_shown)
        app_say(a, "The verdict on your file is in: Esc shows it.");
    if ((k->ended || k->failed) && !a->session.run) {
        scheduler_came_of_it(a);
        scheduler_say(a);
    }
}

/* ---- moves ----------------------------------------------------------------------------------------------- */

static void scheduler_move(app_t *a, const candidate_t *c)
{
    scheduler_t *k = &a->scheduler;

    k->back = false;
    scheduler_push(k);
    scheduler_last_move(a, c);
    if (c->usual)
        scheduler_go(a, k->at.schedule, k->at.skip + 1, 0, 0);
    else
        scheduler_go(a, a->host->schedule_add(a->host->self, k->at.schedule, c->token), 0, 0, 0);
}

/* On the way that led to where one began, down to the start of the run; false: this is the start. */
static bool scheduler_go_back(app_t *a)
{
    scheduler_t *k = &a->scheduler;
    size_t switches = a->host->schedule_length(a->host->self, k->at.schedule);
    bool skips = k->at.skip > 0;

    if (skips)
        scheduler_go(a, k->at.schedule, k->at.skip - 1, 0, 0);
    else if (switches)
        scheduler_go(a, k->at.schedule, 0, 0, switches);
    return skips || switches;
}

/* Once all the work is over nobody is asked: a step back among what clears away shows the run's end again, and is none. */
static bool scheduler_still_back(app_t *a) { return a->scheduler.back && scheduler_go_back(a); }

/* One's own moves first, then the way before them. */
static void scheduler_undo(app_t *a)
{
    scheduler_t *k = &a->scheduler;

    snprintf(k->last, sizeof k->last, "Taken back. Who moves here?");
    k->back = true;
    if (k->moves) {
        sched_place_t to = k->made[--k->moves];
        scheduler_go(a, to.schedule, to.skip, 0, to.token);
        return;
    }
    k->back = scheduler_go_back(a);
    if (!k->back)
        app_say(a, k->ended ? "Nobody had a choice in this run: there is nothing to take back." : "This is the first choice of the run: there is nothing to take back.");
}

static void scheduler_drop_cancel(app_t *a)
{
    scheduler_t *k = &a->scheduler;

    for (size_t i = 0; i < k->who.movable; i++)
        if (k->who.candidate[i].op == CTX_OP_DROP_CANCEL) {
            scheduler_move(a, &k->who.candidate[i]);
            return;
        }
    app_say(a, k->ended ? "The run is over: nobody is left to hear of a cancel. u takes a move back."
                        : "No cancel can be dropped here: the caller has cancelled already, or this program has no caller.");
}

/* Nothing was moved: all is as it was. Else what was chosen so far, and the rest as it usually goes: the whole run again, at the same event. */
static void scheduler_leave(app_t *a)
{
    scheduler_t *k = &a->scheduler;
    char *schedule = k->at.schedule ? strdup(k->at.schedule) : NULL;
    bool stopped = !k->ended, back = !k->moves && scheduler_gives_back(a);

    if (!back)
        a->session.whole_at = scheduler_end(a->view.trace);
    scheduler_stop(a);
    if (a->session.verdict && !a->session.verdict_shown && !a->session.studying)
        verdict_arrived(a); /* it came meanwhile */
    else if (schedule && stopped && !back)
        session_run(a, RUN_WHOLE, schedule, a->session.size);
    free(schedule);
}

static const char nobody_chose[] = "Nobody has a choice in this run: at each step one task alone could move, and no cancel or slow clock came between. "
                                   "It is not a matter of order: Esc, then e opens your file, w shows what is found.";

static const char over_says[] = "u takes a move back. Esc leaves: the run stays to be watched. r lets the judge try every order.",
                  held_says[] = "All that is judged is over. u takes a move back. Esc leaves: the run stays to be watched. r lets the judge try every order.";

void scheduler_say(app_t *a)
{
    scheduler_t *k = &a->scheduler;

    if (!k->on || !*k->lead)
        return;
    k->says_lead = !a->view.message[0];
    if (k->says_lead) /* at the end the pane says what came of it, and here is what to do next */
        app_say(a, "%s", k->ended && k->forced == FORCED_ALL ? nobody_chose : k->ended ? (k->failed ? over_says : held_says) : k->lead);
}

static void scheduler_enter(app_t *a)
{
    scheduler_t *k = &a->scheduler;
    char name[80], why[200];

    if (k->chosen < k->who.movable)
        scheduler_move(a, &k->who.candidate[k->chosen]);
    else if (k->chosen < k->who.candidates) {
        choice_name(a->view.model, &k->who.candidate[k->chosen], name, sizeof name);
        choice_next(a->view.model, &k->who, &k->who.candidate[k->chosen], why, sizeof why);
        app_say(a, "%s cannot move: it %s.", name, why);
    } else /* the pane has said what came of it */
        app_say(a, "The run is over: nobody is left to move. u takes a move back, Esc leaves.");
}

/* What it does depends on who can move. */
static bool scheduler_of_list(request_t req)
{
    return req == REQ_UP || req == REQ_DOWN || req == REQ_HOME || req == REQ_END || req == REQ_ENTER || req == REQ_EVENT_NEXT ||
           req == REQ_UNDO || req == REQ_EVENT_PREV || req == REQ_DROP_CANCEL;
}

bool scheduler_request(app_t *a, request_t req)
{
    scheduler_t *k = &a->scheduler;

    if (a->view.in_pane && req != REQ_UNDO && req != REQ_DROP_CANCEL && req != REQ_SCHEDULER)
        return false;
    if (a->session.run && scheduler_of_list(req)) {
        if (k->laters < SCHED_LATER)
            k->later[k->laters++] = req;
        return true;
    }
    switch (req) {
    case REQ_UP: k->chosen -= k->chosen > 0; return true;
    case REQ_DOWN: k->chosen += k->chosen + 1 < k->who.candidates; return true;
    case REQ_HOME: k->chosen = 0; return true;
    case REQ_END: k->chosen = k->who.candidates ? k->who.candidates - 1 : 0; return true;
    case REQ_ENTER:
    case REQ_EVENT_NEXT: scheduler_enter(a); return true;
    case REQ_UNDO:
    case REQ_EVENT_PREV: scheduler_undo(a); return true;
    case REQ_DROP_CANCEL: scheduler_drop_cancel(a); return true;
    case REQ_PREDICT: app_say(a, "What comes next is what you choose: there is nothing to predict. Esc leaves, then p."); return true;
    case REQ_SCHEDULER:
        if (k->again && !k->moves) {
            scheduler_where_one_was(a);
            return true;
        }
        scheduler_leave(a);
        return true;
    case REQ_BACK: scheduler_leave(a); return true;
    default: return false;
    }
}
