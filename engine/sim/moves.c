/* moves.c — what could happen next.
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

sim_move_t sim_move_of(const sim_task_t *task, int arm)
{
    sim_move_t move = {.kind = SIM_MOVE_TASK, .op = task->op, .arm = (uint16_t)arm, .task = task->id,
                       .nth = task->count[task->op], .site = task->site, .born = task->born};
    if (task->op == CTX_OP_JOIN && task->arms > 0)
        move.joins = ((const sim_task_t *)task->arm_list[0].object)->id;
    return move;
}

static sim_move_t *begin_move(int *n, sim_task_t *task, int arm)
{
    sim_move_t *move = add_move(n);
    *move = sim_move_of(task, arm);
    if (sim.host->pick != NULL)
        sim_touch_task(move, task);
    return move;
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

/* Every receive of another task that this send could meet. The pair is found from the sender's side only. */
static int add_meetings(int *n, sim_task_t *sender, int arm)
{
    chan_t *ch = sender->arm_list[arm].ch;
    int found = 0;
    for (uint32_t id = 1; id <= sim.tasks; id++) {
        sim_task_t *other = sim.task[id];
        if (other == NULL || other == sender || other->state == TASK_OVER || must_see_done(other))
            continue;
        for (int i = 0; i < other->arms; i++) {
            if (other->arm_list[i].kind != ARM_RECV || other->arm_list[i].ch != ch)
                continue;
            sim_move_t *move = begin_move(n, sender, arm);
            move->partner = other->id;
            move->partner_arm = (uint16_t)i;
            move->partner_born = other->born;
            if (sim.host->pick != NULL)
                sim_touch_task(move, other);
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

static void add_default(int *n, sim_task_t *task, int arm)
{
    begin_move(n, task, SIM_ARM_DEFAULT)->partner_arm = (uint16_t)arm;
}

/* Does a task wait for sure where it would meet this one on the arm? */
static bool surely_met(const sim_task_t *task, const sim_arm_t *arm)
{
    int theirs = arm->kind == ARM_RECV ? ARM_SEND : ARM_RECV;
    if ((arm->kind != ARM_RECV && arm->kind != ARM_SEND) || arm->ch == NULL || !sim_chan_meets(arm->ch))
        return false;
    for (uint32_t id = 1; id <= sim.tasks; id++) {
        const sim_task_t *other = sim.task[id];
        if (other == NULL || other == task || other->state == TASK_OVER || !other->arrived || must_see_done(other))
            continue;
        for (int i = 0; i < other->arms; i++)
            if (other->arm_list[i].kind == theirs && other->arm_list[i].ch == arm->ch)
                return true;
    }
    return false;
}

/* The moves of one task. A default arm is open when nothing is ready, and also when the only ready arms are meetings with
 * tasks that may not have arrived yet. */
static void add_task(int *n, sim_task_t *task)
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
            begin_move(n, task, i);
            sure++;
        } else if (arm->kind == ARM_SEND && arm->ch != NULL && sim_chan_meets(arm->ch)) {
            add_meetings(n, task, i);
        }
    }
    for (int i = 0; deflt >= 0 && i < task->arms; i++)
        sure += (!only_done || is_done_arm(&task->arm_list[i])) && surely_met(task, &task->arm_list[i]);
    if (deflt >= 0 && sure == 0)
        add_default(n, task, deflt);
}

/* A timer is fired by the scheduler, which cannot wait for a lock: while a cascade stands between two of its nodes, holding
 * locks, timers wait. */
static bool amid_cascade(void)
{
    for (uint32_t id = 1; sim.host->cascade_steps && id <= sim.tasks; id++) {
        const sim_task_t *task = sim.task[id];
        if (task != NULL && task->state != TASK_OVER && task->arms > 0 && task->op == CTX_OP_CASCADE)
            return true;
    }
    return false;
}

static void add_fires(int *n)
{
    if (amid_cascade())
        return;
    for (uint32_t i = 0; i < sim.timers; i++) {
        if (sim.timer[i]->when > sim.now)
            continue;
        sim_move_t *move = add_move(n);
        *move = (sim_move_t){.kind = SIM_MOVE_FIRE, .op = CTX_OP_FIRE, .object = sim.timer[i]->id, .nth = 1,
                             .site = sim.timer[i]->site};
        sim_touch_fire(move, sim.timer[i]);
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

/* On a slow machine time moves on although tasks could. or_earlier: or could have, before the scenario ended. */
bool sim_slow_clock(sim_move_t *move, bool or_earlier)
{
    if (!sim.host->slow_clock || sim.slow_moves == SLOW_MOVES)
        return false;
    bool now = !sim.torn_down && !sim.resting && !sim_timer_due() && sim_next_instant() != INT64_MAX;
    if (!now && !(or_earlier && sim.torn_down))
        return false;
    *move = (sim_move_t){.kind = SIM_MOVE_CLOCK, .op = CTX_OP_CLOCK, .nth = sim.slow_moves + 1};
    sim_touch_clock(move);
    return true;
}

/* Is there still something that a caller who cancels would end? */
static bool root_lives(void)
{
    const cancel_node_t *root = ctx_deciding_(sim.root->ctx_);
    return root == NULL || !done_closed(&root->done);
}

static void add_extras(int *n)
{
    sim_move_t clock;
    if (sim_slow_clock(&clock, false))
        *add_move(n) = clock;
    if (sim.host->allow_drop && !amid_cascade() && !sim.dropped && !sim.torn_down && root_lives()) {
        sim_move_t *move = add_move(n);
        *move = (sim_move_t){.kind = SIM_MOVE_DROP, .op = CTX_OP_DROP_CANCEL, .nth = 1};
        sim_touch_ctx(move, sim.root->ctx_);
    }
}

static void add_settled(int *n)
{
    for (uint32_t id = 1; id <= sim.tasks; id++) {
        sim_task_t *task = sim.task[id];
        if (task != NULL && task->state != TASK_OVER && task->arms == 1 && task->arm_list[0].kind == ARM_SETTLED)
            begin_move(n, task, 0);
    }
}

static bool moves_task(const sim_move_t *move, uint32_t id)
{
    return move->kind == SIM_MOVE_TASK && (move->task == id || move->partner == id);
}

enum usual_rank { OF_ITSELF, AS_PARTNER, BY_DEFAULT, RANKS };

/* How far from the task that moved last, in order of age; it comes last itself when it has moved for long. What a task
 * does itself comes before what is done with it, and that before doing without. */
static uint32_t turn_of(uint32_t id, enum usual_rank rank)
{
    uint32_t turn = id >= sim.usual ? id - sim.usual : id + sim.tasks - sim.usual;
    return RANKS * (turn == 0 && sim.streak >= STREAK ? sim.tasks : turn) + rank;
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
        uint32_t turn = turn_of(move->task, move->arm == SIM_ARM_DEFAULT ? BY_DEFAULT : OF_ITSELF);
        if (move->partner != 0 && turn_of(move->partner, AS_PARTNER) < turn)
            turn = turn_of(move->partner, AS_PARTNER);
        if (turn < best) {
            best = turn;
            usual = i;
        }
    }
    return usual;
}

/* The first sender that could meet task on one of its receives: its moves. */
static int add_senders(int *n, const sim_task_t *task)
{
    if (must_see_done(task))
        return 0;
    for (uint32_t id = 1; id <= sim.tasks; id++) {
        sim_task_t *other = sim.task[id];
        if (other == NULL || other == task || other->state == TASK_OVER)
            continue;
        add_task(n, other);
        for (int i = 0; i < *n; i++)
            if (sim.moves[i].partner == task->id)
                return i;
        *n = 0;
    }
    return -1;
}

static bool receives_meeting(const sim_task_t *task)
{
    for (int i = 0; i < task->arms; i++) {
        const sim_arm_t *arm = &task->arm_list[i];
        if (arm->kind == ARM_RECV && arm->ch != NULL && sim_chan_meets(arm->ch) && someone_sends(task, arm->ch))
            return true;
    }
    return false;
}

/* Without anybody to choose, only the usual move is looked for: the rest of a thousand tasks is not visited. */
static int gather_usual(int *usual)
{
    int n = 0;
    add_fires(&n);
    if (n > 0)
        return 1;
    bool tired = sim.streak >= STREAK;
    for (uint32_t step = tired ? 1 : 0; step <= sim.tasks; step++) {
        sim_task_t *task = sim.task[(sim.usual + step - 1) % sim.tasks + 1];
        if (task == NULL || task->state == TASK_OVER)
            continue;
        add_task(&n, task);
        bool without = n > 0 && sim.moves[0].arm == SIM_ARM_DEFAULT;
        if (n > 0 && !without)
            return n;
        n = 0;
        if (receives_meeting(task) && (*usual = add_senders(&n, task)) >= 0)
            return n;
        n = *usual = 0;
        if (without)
            add_task(&n, task);
        if (n > 0)
            return n;
    }
    add_settled(&n);
    *usual = n > 0 ? choose_usual(n) : 0;
    return n;
}

int sim_gather(int *usual)
{
    int n = 0;
    *usual = 0;
    if (sim.host->pick == NULL)
        return gather_usual(usual);
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

/* What a task that cannot move is waiting for, as far as its operation says. */
static sim_waiter_t waiter_of(const sim_task_t *task)
{
    sim_waiter_t w = {.task = task->id, .op = task->op, .site = task->site};
    for (int i = 0; i < task->arms; i++) {
        const sim_arm_t *arm = &task->arm_list[i];
        if (is_done_arm(arm))
            w.node = arm->ctx->id;
        else if (arm->ch != NULL && w.object == 0)
            w.object = sim_chan_id(arm->ch);
        if (arm->kind == ARM_TIME)
            w.when = arm->when;
    }
    if (task->op == CTX_OP_JOIN && task->arms > 0)
        w.object = ((const sim_task_t *)task->arm_list[0].object)->id;
    return w;
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
            host->waiters[host->waiter_count++] = waiter_of(task);
    }
}
