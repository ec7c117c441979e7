/* explorer.c — the tree of choices: a path through it, followed and then changed at its end. See explorer.h.
 *
 * Sleep sets: a move that was tried at a choice, and commutes with everything since, is asleep; running it would only
 * repeat an explored schedule in another order.
 */
#include "explorer.h"

#include <string.h>

bool explorer_asleep(const explorer_t *x, const frame_t *f, const sim_move_t *move)
{
    for (int i = 0; i < f->asleep; i++)
        if (sched_same_move(&x->move[x->sleeper[f->sleep + i]], move))
            return true;
    return false;
}

static bool open(const explorer_t *x, const frame_t *f, int i, uint8_t wanted)
{
    uint8_t mark = x->mark[f->first + i];
    return !(mark & MARK_DONE) && (mark & wanted) == wanted && !explorer_asleep(x, f, &x->move[f->first + i]);
}

/* Next move to try at f: the usual one first, so that the first path is the default run. −1: none left. */
static int next_open(const explorer_t *x, const frame_t *f, uint8_t wanted)
{
    if (open(x, f, f->usual, wanted))
        return f->usual;
    for (int i = 0; i < f->n; i++)
        if (open(x, f, i, wanted))
            return i;
    return -1;
}

/* Whoever is chosen is chosen with every way it has of moving: which arm, and whom it meets. */
static void choose(explorer_t *x, frame_t *f, int i)
{
    const sim_move_t *chosen = &x->move[f->first + i];
    f->chosen = i;
    f->quiet = false;
    x->mark[f->first + i] |= MARK_TODO;
    for (int k = 0; k < f->n; k++) {
        const sim_move_t *move = &x->move[f->first + k];
        bool same = move_of_task(move, chosen->task) || move_of_task(move, chosen->partner);
        if (same || chosen->op == CTX_OP_SETTLE || x->reduction != REDUCE_RACES)
            x->mark[f->first + k] |= MARK_TODO;
    }
}

/* ---- sleep ----------------------------------------------------------------------------------------------- */

/* Time may move before `move`, or after it; unless nobody else is left to move: then it moves by itself. */
static bool clock_waits(const explorer_t *x, const frame_t *f, const sim_move_t *move)
{
    const sim_program_t *sim = host_program(x->host);
    for (int i = 0; i < f->n; i++) {
        const sim_move_t *other = &x->move[f->first + i];
        if (other->kind != SIM_MOVE_CLOCK && !sim->dependent(other, move))
            return false;
    }
    return true;
}

static bool stays_asleep(const explorer_t *x, const frame_t *f, int move)
{
    const sim_move_t *chosen = &x->move[f->first + f->chosen], *m = &x->move[move];
    if ((x->mark[move] & MARK_FATAL) || host_program(x->host)->dependent(m, chosen))
        return false;
    return chosen->kind != SIM_MOVE_CLOCK || !clock_waits(x, f, m);
}

/* What sleeps after f's chosen move: whatever slept or was tried at f, and commutes with it. */
static void prepare_sleep(explorer_t *x, const frame_t *f)
{
    x->next_sleep_ready = true;
    x->next_sleep = x->sleepers;
    x->next_asleep = 0;
    if (x->reduction == REDUCE_NOTHING)
        return;
    for (int i = 0; i < f->asleep + f->n; i++) {
        bool old = i < f->asleep;
        int move = old ? x->sleeper[f->sleep + i] : f->first + i - f->asleep;
        if (!old && (!(x->mark[move] & MARK_DONE) || i - f->asleep == f->chosen))
            continue;
        if (!stays_asleep(x, f, move))
            continue;
        if (x->sleepers == MOVES) {
            x->overflow = true;
            return;
        }
        x->sleeper[x->sleepers++] = move;
        x->next_asleep++;
    }
}

/* ---- the host's questions -------------------------------------------------------------------------------- */

static void after_choice(explorer_t *x, const frame_t *f)
{
    if (x->move[f->first + f->chosen].op == CTX_OP_SETTLE)
        x->segment = x->at; /* everybody else stood still: what follows comes after all that was */
}

static int replay(explorer_t *x, const sim_move_t *moves, int n)
{
    frame_t *f = &x->frame[x->at];
    if (f->n != n || !sched_same_move(&x->move[f->first + f->chosen], &moves[f->chosen])) {
        x->diverged = true;
        return -2;
    }
    x->at++;
    if (x->at == x->frames) /* its choice is new: what sleeps below it is not known yet */
        prepare_sleep(x, f);
    after_choice(x, f);
    return f->chosen;
}

static frame_t *new_frame(explorer_t *x, const sim_move_t *moves, int n, int usual)
{
    frame_t *f = &x->frame[x->frames];
    *f = (frame_t){.first = x->moves, .n = n, .usual = usual, .segment = x->segment};
    memcpy(&x->move[f->first], moves, (size_t)n * sizeof *moves);
    memset(&x->mark[f->first], 0, (size_t)n);
    x->moves += n;
    if (x->next_sleep_ready) {
        f->sleep = x->next_sleep;
        f->asleep = x->next_asleep;
    }
    return f;
}

int explorer_pick(void *arg, const sim_move_t *moves, int n, int usual)
{
    explorer_t *x = arg;
    if (x->at < x->frames)
        return replay(x, moves, n);
    if (x->frames == FRAMES || x->moves + n > MOVES) {
        x->overflow = true;
        return -2;
    }
    if (moves[usual].op == CTX_OP_SETTLE)
        reduce_keep_pending(x);
    frame_t *f = new_frame(x, moves, n, usual);
    int chosen = next_open(x, f, 0);
    if (chosen < 0) {
        x->last_first = f->first;
        x->last_n = n;
        x->moves -= n;
        return -2; /* all asleep: an equivalent run was explored */
    }
    choose(x, f, chosen);
    x->frames++;
    x->at = x->frames;
    prepare_sleep(x, f);
    after_choice(x, f);
    if (x->at - f->segment >= SEGMENT - 1)
        reduce_all(x, f->segment);
    return f->chosen;
}

void explorer_quiet(void *arg)
{
    explorer_t *x = arg;
    if (x->at > 0)
        x->frame[x->at - 1].quiet = true;
    reduce_keep_pending(x);
    x->segment = x->at;
    x->next_asleep = 0; /* only the clock can be asleep here, and its next move is another one */
}

void explorer_begin_run(explorer_t *x)
{
    x->at = 0;
    x->segment = 0;
    x->pendings = 0;
    x->last_n = 0;
    x->fresh = x->frames > 0 ? x->frames - 1 : 0;
    x->next_sleep_ready = false;
    x->next_sleep = x->sleepers;
    x->next_asleep = 0;
}

/* Marks the deepest choice as tried and turns to what is left there or above. */
bool explorer_backtrack(explorer_t *x)
{
    while (x->frames > 0) {
        frame_t *f = &x->frame[x->frames - 1];
        x->mark[f->first + f->chosen] |= MARK_DONE;
        x->moves = f->first + f->n;
        x->sleepers = f->sleep + f->asleep;
        int next = next_open(x, f, MARK_TODO);
        if (next >= 0) {
            choose(x, f, next);
            return true;
        }
        x->moves = f->first;
        x->frames--;
    }
    return false;
}

bool explorer_schedule(const explorer_t *x, schedule_t *s)
{
    follow_t seen = {.schedule = s};
    memset(s, 0, sizeof *s);
    for (int i = 0; i < x->frames; i++) {
        const frame_t *f = &x->frame[i];
        uint32_t k = follow_seen(&seen, &x->move[f->first + f->usual]);
        if (f->chosen != f->usual &&
            !schedule_add(s, &x->move[f->first + f->usual], k, &x->move[f->first + f->chosen]))
            return false;
    }
    return true;
}
