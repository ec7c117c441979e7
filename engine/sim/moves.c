/* moves.c — what could happen next, and which two of those things commute.
 *
 * A task stands before its next operation; the operation is a move when it can be completed now. So a blocked task is
 * simply one without a move, and a send and a receive that meet are one move of two tasks. Select: each ready arm is a
 * move of its own; once a context's done is ready, other arms may be taken at most twice in a row.
 */
#include <string.h>

#include "sim.h"

enum { DONE_PASSES = 2, SLOW_MOVES = 2, STREAK = 64 };

static bool is_done_arm(const sim_arm_t *arm) { return arm->kind == ARM_RECV && arm->ctx != NULL; }

bool sim_arm_ready(const sim_arm_t *arm)
{
    switch (arm->kind) {
    case ARM_ALWAYS: return true;
    case ARM_RECV:
    case ARM_SEND: return arm->ch != NULL && sim_chan_can(arm->ch, arm->kind);
    case ARM_TIME: return sim.now >= arm->when;
    case ARM_READY: return arm->ready(arm->object);
    default: return false;
    }
}

static sim_move_t *add_move(int *n)
{
    if (*n == sim.move_cap) {
        int cap = sim.move_cap ? sim.move_cap * 2 : 32;
        sim_move_t *bigger = sim_alloc((size_t)cap * sizeof *bigger);
        if (*n > 0)
            memcpy(bigger, sim.moves, (size_t)*n * sizeof *bigger);
        sim.moves = bigger;
        sim.move_cap = cap;
    }
    return &sim.moves[(*n)++];
}

static void touch(sim_move_t *move, int kind, const void *object, bool write)
{
    if (move->touches == SIM_TOUCHES) { /* too many to tell apart: everything */
        move->touch[0] = (sim_touch_t){NULL, SIM_OBJ_ALL, 1};
        return;
    }
    move->touch[move->touches++] = (sim_touch_t){object, (uint8_t)kind, write};
}

static void touch_chan(sim_move_t *move, chan_t *ch, bool write)
{
    ctx_t *owner = ch == NULL ? NULL : ctx_of_done_(ch);
    if (owner != NULL)
        touch(move, SIM_OBJ_CTX, owner, false);
    else
        touch(move, SIM_OBJ_PTR, ch, write);
}

static void touch_arm(sim_move_t *move, const sim_arm_t *arm)
{
    switch (arm->kind) {
    case ARM_RECV:
    case ARM_SEND: touch_chan(move, arm->ch, true); break;
    case ARM_ALWAYS:
        if (arm->ctx != NULL)
            touch(move, SIM_OBJ_CTX, arm->ctx, arm->write);
        if (arm->object != NULL)
            touch(move, SIM_OBJ_PTR, arm->object, arm->write);
        break;
    case ARM_READY: touch(move, SIM_OBJ_PTR, arm->object, true); break;
    case ARM_TIME: touch(move, SIM_OBJ_TIME, NULL, false); break;
    case ARM_SETTLED: touch(move, SIM_OBJ_ALL, NULL, true); break;
    default: break;
    }
    if (arm->timely)
        touch(move, SIM_OBJ_TIME, NULL, false);
}

static sim_move_t *begin_move(int *n, const sim_task_t *task, int arm)
{
    sim_move_t *move = add_move(n);
    move->kind = SIM_MOVE_TASK;
    move->op = task->op;
    move->arm = (uint16_t)arm;
    move->partner_arm = move->touches = 0;
    move->task = task->id;
    move->partner = move->object = 0;
    move->nth = task->count[task->op];
    move->site = task->site;
    return move;
}

/* A select that also listens to contexts depends on them whichever arm it takes: they decide which arms are fair. */
static void touch_listened(sim_move_t *move, const sim_task_t *task, int taken)
{
    for (int i = 0; i < task->arms; i++)
        if (i != taken && is_done_arm(&task->arm_list[i]))
            touch_chan(move, task->arm_list[i].ch, false);
}

static void add_plain(int *n, const sim_task_t *task, int arm)
{
    sim_move_t *move = begin_move(n, task, arm);
    touch_arm(move, &task->arm_list[arm]);
    touch_listened(move, task, arm);
}

/* Every receive of another task that this send could meet. The pair is found from the sender's side only. */
static int add_meetings(int *n, const sim_task_t *sender, int arm)
{
    chan_t *ch = sender->arm_list[arm].ch;
    int found = 0;
    for (uint32_t id = 1; id <= sim.tasks; id++) {
        const sim_task_t *other = sim.task[id];
        if (other == NULL || other == sender || other->state == TASK_OVER)
            continue;
        for (int i = 0; i < other->arms; i++) {
            if (other->arm_list[i].kind != ARM_RECV || other->arm_list[i].ch != ch)
                continue;
            sim_move_t *move = begin_move(n, sender, arm);
            move->partner = other->id;
            move->partner_arm = (uint16_t)i;
            touch(move, SIM_OBJ_PTR, ch, true);
            touch_listened(move, sender, arm);
            touch_listened(move, other, i);
            found++;
        }
    }
    return found;
}

static bool someone_sends(const sim_task_t *receiver, const chan_t *ch)
{
    for (uint32_t id = 1; id <= sim.tasks; id++) {
        const sim_task_t *other = sim.task[id];
        if (other == NULL || other == receiver || other->state == TASK_OVER)
            continue;
        for (int i = 0; i < other->arms; i++)
            if (other->arm_list[i].kind == ARM_SEND && other->arm_list[i].ch == ch)
                return true;
    }
    return false;
}

static bool must_see_done(const sim_task_t *task)
{
    if (task->done_passed < DONE_PASSES)
        return false;
    for (int i = 0; i < task->arms; i++)
        if (is_done_arm(&task->arm_list[i]) && sim_arm_ready(&task->arm_list[i]))
            return true;
    return false;
}

static void add_default(int *n, const sim_task_t *task, int arm)
{
    sim_move_t *move = begin_move(n, task, SIM_ARM_DEFAULT);
    move->partner_arm = (uint16_t)arm;
    for (int i = 0; i < task->arms; i++)
        if (i != arm && task->arm_list[i].ch != NULL)
            touch_chan(move, task->arm_list[i].ch, false);
}

/* The moves of one task. A default arm is open when nothing is ready, and also when the only ready arms are meetings: the
 * other task may not have arrived yet. */
static void add_task(int *n, const sim_task_t *task)
{
    bool only_done = must_see_done(task);
    int sure = 0, deflt = -1;
    for (int i = 0; i < task->arms; i++) {
        const sim_arm_t *arm = &task->arm_list[i];
        if (only_done && !is_done_arm(arm))
            continue;
        if (arm->kind == ARM_DEFAULT) {
            deflt = i;
        } else if (sim_arm_ready(arm)) {
            add_plain(n, task, i);
            sure++;
        } else if (arm->kind == ARM_SEND && arm->ch != NULL && sim_chan_meets(arm->ch)) {
            add_meetings(n, task, i);
        }
    }
    if (deflt >= 0 && sure == 0)
        add_default(n, task, deflt);
}

/* A timer that fires ends a context, or fills a channel; and the clock may go on. */
static void touch_timer(sim_move_t *move, const rt_timer_t *timer)
{
    const void *object;
    bool context = sim_timer_object(timer, &object);
    touch(move, context ? SIM_OBJ_CTX : SIM_OBJ_PTR, object, true);
    touch(move, SIM_OBJ_TIME, NULL, false);
}

static void add_fires(int *n)
{
    for (uint32_t i = 0; i < sim.timers; i++) {
        if (sim.timer[i]->when > sim.now)
            continue;
        sim_move_t *move = add_move(n);
        *move = (sim_move_t){.kind = SIM_MOVE_FIRE, .op = CTX_OP_FIRE, .object = sim.timer[i]->id, .nth = 1,
                             .site = sim.timer[i]->site};
        touch_timer(move, sim.timer[i]);
        if (sim.host->pick == NULL)
            return;
    }
}

/* The next instant at which something would happen by itself; INT64_MAX: none. */
ctx_ns_t sim_next_instant(void)
{
    rt_timer_t *first = sim_timer_first();
    ctx_ns_t next = first != NULL ? first->when : INT64_MAX;
    for (uint32_t id = 1; id <= sim.tasks; id++) {
        const sim_task_t *task = sim.task[id];
        if (task == NULL || task->state == TASK_OVER)
            continue;
        for (int i = 0; i < task->arms; i++)
            if (task->arm_list[i].kind == ARM_TIME && task->arm_list[i].when > sim.now &&
                task->arm_list[i].when < next)
                next = task->arm_list[i].when;
    }
    return next;
}

static void add_extras(int *n)
{
    if (sim.host->slow_clock && sim.slow_moves < SLOW_MOVES && !sim.torn_down && !sim.resting && !sim_timer_due() &&
        sim_next_instant() != INT64_MAX) {
        sim_move_t *move = add_move(n);
        *move = (sim_move_t){.kind = SIM_MOVE_CLOCK, .op = CTX_OP_CLOCK, .nth = sim.slow_moves + 1};
        touch(move, SIM_OBJ_TIME, NULL, true);
    }
    if (sim.host->allow_drop && !sim.dropped && !sim.torn_down) {
        sim_move_t *move = add_move(n);
        *move = (sim_move_t){.kind = SIM_MOVE_DROP, .op = CTX_OP_DROP_CANCEL, .nth = 1};
        touch(move, SIM_OBJ_CTX, sim.root->ctx_, true);
    }
}

static void add_settled(int *n)
{
    for (uint32_t id = 1; id <= sim.tasks; id++) {
        const sim_task_t *task = sim.task[id];
        if (task != NULL && task->state != TASK_OVER && task->arms == 1 && task->arm_list[0].kind == ARM_SETTLED) {
            sim_move_t *move = begin_move(n, task, 0);
            touch_arm(move, &task->arm_list[0]);
        }
    }
}

static bool moves_task(const sim_move_t *move, uint32_t id)
{
    return move->kind == SIM_MOVE_TASK && (move->task == id || move->partner == id);
}

/* How far from the task that moved last, in order of age; it comes last itself when it has moved for long. */
static uint32_t turn_of(uint32_t id)
{
    uint32_t turn = (id + sim.tasks - sim.usual % sim.tasks) % sim.tasks;
    return turn == 0 && sim.streak >= STREAK ? sim.tasks : turn;
}

/* The default scheduler: a timer that is due first; then the task that moved last, up to a limit; then the next one in
 * order of age. Among the moves of one task, the first arm. One pass: with a thousand tasks there are as many moves. */
static int choose_usual(int n)
{
    uint32_t best = UINT32_MAX;
    int usual = 0;
    if (sim.moves[0].kind == SIM_MOVE_FIRE)
        return 0;
    for (int i = 0; i < n; i++) {
        const sim_move_t *move = &sim.moves[i];
        if (move->kind != SIM_MOVE_TASK)
            continue;
        uint32_t turn = turn_of(move->task);
        if (move->partner != 0 && turn_of(move->partner) < turn)
            turn = turn_of(move->partner);
        if (turn < best) {
            best = turn;
            usual = i;
        }
    }
    return usual;
}

/* Without anybody to choose, only the usual move is looked for: the rest of a thousand tasks is not visited. */
static int gather_usual(void)
{
    int n = 0;
    add_fires(&n);
    if (n > 0)
        return 1;
    bool tired = sim.streak >= STREAK;
    for (uint32_t step = tired ? 1 : 0; step <= sim.tasks; step++) {
        uint32_t id = (sim.usual + step - 1) % sim.tasks + 1;
        const sim_task_t *task = sim.task[id];
        if (task == NULL || task->state == TASK_OVER)
            continue;
        add_task(&n, task);
        if (n > 0)
            return n;
        for (int i = 0; i < task->arms; i++) { /* it may be on the receiving side of a meeting */
            const sim_arm_t *arm = &task->arm_list[i];
            if (arm->kind != ARM_RECV || arm->ch == NULL || !sim_chan_meets(arm->ch) || !someone_sends(task, arm->ch))
                continue;
            for (uint32_t other = 1; other <= sim.tasks && n == 0; other++)
                if (sim.task[other] != NULL && sim.task[other]->state != TASK_OVER && other != id)
                    for (int k = 0; k < sim.task[other]->arms; k++)
                        if (sim.task[other]->arm_list[k].kind == ARM_SEND && sim.task[other]->arm_list[k].ch == arm->ch &&
                            !must_see_done(sim.task[other]))
                            add_meetings(&n, sim.task[other], k);
            for (int k = 0; k < n; k++)
                if (sim.moves[k].partner == id) {
                    sim.moves[0] = sim.moves[k];
                    return 1;
                }
            n = 0;
        }
    }
    add_settled(&n);
    return n;
}

int sim_gather(int *usual)
{
    int n = 0;
    *usual = 0;
    if (sim.host->pick == NULL)
        return gather_usual();
    add_fires(&n);
    for (uint32_t id = 1; id <= sim.tasks; id++)
        if (sim.task[id] != NULL && sim.task[id]->state != TASK_OVER)
            add_task(&n, sim.task[id]);
    if (n == 0)
        add_settled(&n);
    if (n > 0) {
        *usual = choose_usual(n);
        add_extras(&n);
    }
    return n;
}

void sim_gather_waiters(int n)
{
    sim_host_t *host = sim.host;
    host->waiters = sim_alloc((sim.tasks + 1) * sizeof *host->waiters);
    host->waiter_count = 0;
    for (uint32_t id = 1; id <= sim.tasks; id++) {
        const sim_task_t *task = sim.task[id];
        if (task == NULL || task->state == TASK_OVER)
            continue;
        bool moving = false;
        for (int i = 0; i < n && !moving; i++)
            moving = moves_task(&sim.moves[i], id);
        if (!moving)
            host->waiters[host->waiter_count++] = (sim_waiter_t){
                .task = id, .op = task->op, .site = task->site,
                .object = task->arms > 0 && task->arm_list[0].ch ? sim_chan_id(task->arm_list[0].ch) : 0};
    }
}

/* ---- dependence ------------------------------------------------------------------------------------------ */

static bool above(const ctx_t *ancestor, const ctx_t *ctx)
{
    for (; ctx != NULL; ctx = ctx->parent)
        if (ctx == ancestor)
            return true;
    return false;
}

static bool clash(const sim_touch_t *a, const sim_touch_t *b)
{
    if (a->kind == SIM_OBJ_ALL || b->kind == SIM_OBJ_ALL)
        return true;
    if (a->kind != b->kind || (!a->write && !b->write))
        return false;
    if (a->kind == SIM_OBJ_TIME)
        return true;
    if (a->kind == SIM_OBJ_PTR)
        return a->object == b->object;
    return (a->write && above(a->object, b->object)) || (b->write && above(b->object, a->object));
}

bool sim_dependent(const sim_move_t *a, const sim_move_t *b)
{
    if (a->kind == SIM_MOVE_TASK && (moves_task(b, a->task) || (a->partner && moves_task(b, a->partner))))
        return true;
    for (int i = 0; i < a->touches; i++)
        for (int k = 0; k < b->touches; k++)
            if (clash(&a->touch[i], &b->touch[k]))
                return true;
    return false;
}
