/* reduce.c — which choices need another try: dynamic partial-order reduction.
 *
 * Events of a run that depend on each other are ordered, and so is what they order in turn: "happened before". Two events
 * race when they depend on each other and no third one stands between them. The other order of a race is another class of
 * schedules; it begins, at the choice where the first of the two was made, with what came in between and does not need
 * it. One beginning of that is enough, and none is needed when one was tried there, or sleeps (source sets). No race is
 * looked for where the first event is what made the second possible.
 *
 * What a task stood before when everybody stood still counts like an event: it might have been possible earlier. A timer
 * may vanish, and the clock may be too late, without a trace; so these are tried wherever what was done instead depends
 * on them. When all stand still, time moves by itself: nothing crosses that, so happened-before is kept a segment at a
 * time.
 */
#include "explorer.h"

#include <string.h>

typedef struct event { /* an event, or an operation that stood waiting */
    const sim_move_t *move;
    int at;                 /* its number; a waiting one: how many had happened */
    uint64_t before[HB_WORDS];
    uint64_t seen[HB_WORDS]; /* the same, without what merely made it possible: no race is looked for below these */
    bool waiting, everything; /* everything: it ended the run, so it depends on all */
} event_t;

/* ---- sets of events, numbered within a segment ------------------------------------------------------------ */

static bool has(const uint64_t *set, int i) { return (set[i >> 6] >> (i & 63) & 1) != 0; }
static void put(uint64_t *set, int i) { set[i >> 6] |= (uint64_t)1 << (i & 63); }

static bool meet(const uint64_t *a, const uint64_t *b, int n)
{
    for (int w = 0; w <= (n >> 6); w++)
        if (a[w] & b[w])
            return true;
    return false;
}

/* Is move a way, whichever, of carrying out what `other` carried out or is waiting for? */
static bool same_mover(const sim_move_t *move, const sim_move_t *other)
{
    if (other->kind == SIM_MOVE_TASK)
        return move_of_task(move, other->task) || move_of_task(move, other->partner);
    return move->kind == other->kind && move->object == other->object;
}

/* ---- marking --------------------------------------------------------------------------------------------- */

static int find_move(const explorer_t *x, const frame_t *f, const sim_move_t *move)
{
    for (int i = 0; i < f->n; i++)
        if (sched_same_move(&x->move[f->first + i], move))
            return i;
    return -1;
}

static bool covered(const explorer_t *x, const frame_t *f, int i)
{
    return (x->mark[f->first + i] & (MARK_DONE | MARK_TODO)) != 0 || explorer_asleep(x, f, &x->move[f->first + i]);
}

static void mark_with_task(explorer_t *x, const frame_t *f, int i)
{
    const sim_move_t *move = &x->move[f->first + i];
    x->mark[f->first + i] |= MARK_TODO;
    for (int k = 0; k < f->n; k++) {
        const sim_move_t *other = &x->move[f->first + k];
        if (move_of_task(other, move->task) || move_of_task(other, move->partner))
            x->mark[f->first + k] |= MARK_TODO;
    }
}

void reduce_all(explorer_t *x, int from)
{
    for (int i = from; i < x->frames; i++)
        for (int k = 0; k < x->frame[i].n; k++)
            x->mark[x->frame[i].first + k] |= MARK_TODO;
}

/* ---- races ----------------------------------------------------------------------------------------------- */

typedef struct race {
    explorer_t *x;
    const event_t *second;
    int first, segment;
    uint64_t between[HB_WORDS]; /* events after the first that do not need it */
    bool needs;                 /* the second needs one of them */
} race_t;

static void look_between(race_t *r)
{
    const explorer_t *x = r->x;
    int first = r->first - r->segment;
    memset(r->between, 0, sizeof r->between);
    for (int k = r->first + 1; k < r->second->at; k++) {
        int i = k - r->segment;
        if (has(x->hb[k], first))
            continue;
        put(r->between, i);
        r->needs = r->needs || has(r->second->before, i);
    }
}

/* The first of what is between (in its order) that is a beginning, as a move at f; −1: none. *done: one of them was tried
 * there, or sleeps. */
static int beginning(const race_t *r, const frame_t *f, bool *done)
{
    const explorer_t *x = r->x;
    int begin = -1;
    for (int k = r->first + 1; k < r->second->at && !*done; k++) {
        if (!has(r->between, k - r->segment) || meet(x->hb[k], r->between, k - r->segment))
            continue;
        int i = find_move(x, f, frame_move(x, k));
        *done = i >= 0 && covered(x, f, i);
        if (i >= 0 && begin < 0)
            begin = i;
    }
    return begin;
}

/* Whether the second, which needs nothing of what is between, could have been made at f itself, in whatever way: *own is
 * such a move, one not tried yet if there is one. */
static bool was_possible(const race_t *r, const frame_t *f, int *own)
{
    for (int i = 0; i < f->n; i++)
        if (same_mover(&r->x->move[f->first + i], r->second->move) && (*own < 0 || !covered(r->x, f, i)))
            *own = i;
    return *own >= 0;
}

/* Who gives a lock back, and who waits for it. */
static bool never_together(const sim_move_t *first, const sim_move_t *second)
{
    return first->op == CTX_OP_UNLOCK && second->op == CTX_OP_LOCK && first->touch[0] == second->touch[0] &&
           first->touches == 1 && second->touches == 1;
}

/* Tries, at the first event's choice, some beginning of: all between, then the second. False: the first is what made the
 * second possible, so there is nothing to try. */
static bool reverse(race_t *r)
{
    explorer_t *x = r->x;
    const frame_t *f = &x->frame[r->first];
    int own = -1;
    bool done = false;
    if (never_together(frame_move(x, r->first), r->second->move))
        return false;
    look_between(r);
    if (!r->needs && !was_possible(r, f, &own))
        return false;
    int begin = beginning(r, f, &done);
    if (done || (own >= 0 && covered(x, f, own)))
        return true;
    if (own >= 0)
        begin = own;
    if (begin >= 0)
        mark_with_task(x, f, begin);
    else
        for (int i = 0; i < f->n; i++)
            x->mark[f->first + i] |= MARK_TODO;
    return true;
}

static bool started_by(const sim_move_t *move, int event)
{
    return move->born == (uint32_t)event + 1 || (move->partner != 0 && move->partner_born == (uint32_t)event + 1);
}

static bool follows(const sim_move_t *first, const sim_move_t *second, int event)
{
    return move_of_task(first, second->task) || move_of_task(first, second->partner) ||
           move_of_task(first, second->joins) || started_by(second, event);
}

static void join(uint64_t *set, const explorer_t *x, int event, int segment)
{
    put(set, event - segment);
    for (int w = 0; w <= (event - segment) >> 6; w++)
        set[w] |= x->hb[event][w];
}

/* Orders ev after what it depends on, latest first; each that was not ordered before it yet is a race. */
static void order(explorer_t *x, event_t *ev, int segment)
{
    const sim_program_t *sim = host_program(x->host);
    for (int k = ev->at - 1; k >= segment; k--) {
        const sim_move_t *move = frame_move(x, k);
        bool natural = follows(move, ev->move, k), reversible = true;
        if (has(ev->seen, k - segment))
            continue;
        if (!natural) {
            bool ended = x->mark[x->frame[k].first + x->frame[k].chosen] & MARK_FATAL;
            if (!ev->everything && !ended && !sim->dependent(move, ev->move))
                continue;
            race_t race = {.x = x, .second = ev, .first = k, .segment = segment};
            reversible = reverse(&race);
        }
        join(ev->before, x, k, segment);
        if (reversible)
            join(ev->seen, x, k, segment);
    }
}

/* A timer, or the clock, that could have gone instead. */
static void try_vanishing(explorer_t *x, int at)
{
    const frame_t *f = &x->frame[at];
    const sim_move_t *chosen = frame_move(x, at);
    for (int i = 0; i < f->n; i++) {
        const sim_move_t *move = &x->move[f->first + i];
        if (move->kind == SIM_MOVE_TASK || i == f->chosen || (x->mark[f->first + i] & MARK_TODO))
            continue;
        bool last = move->kind == SIM_MOVE_CLOCK && f->quiet;
        if (last || host_program(x->host)->dependent(move, chosen))
            x->mark[f->first + i] |= MARK_TODO;
    }
}

/* ---- after a run ----------------------------------------------------------------------------------------- */

void reduce_keep_pending(explorer_t *x)
{
    if (x->reduction != REDUCE_RACES || x->at <= x->fresh)
        return;
    int n = host_program(x->host)->pending(&x->pending[x->pendings], PENDING - x->pendings);
    if (x->pendings + n == PENDING)
        reduce_all(x, 0);
    for (int i = 0; i < n; i++)
        x->pending_at[x->pendings++] = x->at;
}

/* Where a run was given up, whoever could move was asleep: tried elsewhere. */
static bool slept(const explorer_t *x, const sim_move_t *waiting)
{
    for (int i = 0; i < x->last_n; i++)
        if (same_mover(&x->move[x->last_first + i], waiting))
            return true;
    return false;
}

static void order_pending(explorer_t *x, int from)
{
    for (int i = from; i < x->pendings; i++) {
        int at = x->pending_at[i];
        if (at == 0 || x->pending[i].op == CTX_OP_SETTLE || at - x->frame[at - 1].segment >= SEGMENT ||
            slept(x, &x->pending[i]))
            continue;
        event_t ev = {.move = &x->pending[i], .at = at, .waiting = true, .everything = x->pending[i].kind == SIM_MOVE_CLOCK};
        order(x, &ev, x->frame[at - 1].segment);
    }
}

void reduce_run(explorer_t *x, bool cut)
{
    if (cut && x->at > 0)
        x->mark[x->frame[x->at - 1].first + x->frame[x->at - 1].chosen] |= MARK_FATAL;
    if (x->reduction != REDUCE_RACES)
        return;
    for (int i = x->fresh; i < x->at; i++) {
        event_t ev = {.move = frame_move(x, i), .at = i, .everything = cut && i == x->at - 1};
        try_vanishing(x, i);
        if (ev.move->op == CTX_OP_SETTLE || i - x->frame[i].segment >= SEGMENT)
            continue;
        order(x, &ev, x->frame[i].segment);
        memcpy(x->hb[i], ev.before, sizeof ev.before);
    }
    int n = x->last_n; /* in the middle of a run nobody was asleep */
    x->last_n = 0;
    order_pending(x, 0);
    int kept = x->pendings;
    x->last_n = n;
    if (x->at > 0) {
        x->fresh = -1;
        reduce_keep_pending(x);
        order_pending(x, kept);
    }
}
