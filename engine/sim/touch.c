/* touch.c — what moves touch, and which two of them commute.
 *
 * A move stands for its task's whole operation: a select touches the channels of all its arms, whichever it takes, because
 * each of them decides what else it could have done. Two moves commute when they are of different tasks and no object of
 * the one that it writes is touched by the other. The clock is an object: what reads it or arms a timer touches it, and
 * time's moving on writes it. A context is touched together with all that is below it; its life, which who gives back it or what
 * is below it may end, is an object of its own.
 *
 * Asked about moves of a run that is over, too: freed blocks keep their first 16 bytes, and no address is used twice.
 */
#include "sim.h"

enum touch_kind { TOUCH_CTX = 1, TOUCH_PTR, TOUCH_TIME, TOUCH_WHEN, TOUCH_ALL, TOUCH_LIFE };
enum { OBJECT_BITS = 60 };

static uint64_t touch_of(int kind, uint64_t object, bool write)
{
    const uint64_t limit = ((uint64_t)1 << OBJECT_BITS) - 1;
    return (uint64_t)kind << (OBJECT_BITS + 1) | (uint64_t)write << OBJECT_BITS | (object < limit ? object : limit);
}
static int kind_of(uint64_t touch) { return (int)(touch >> (OBJECT_BITS + 1)); }
static bool writes(uint64_t touch) { return (touch >> OBJECT_BITS & 1) != 0; }
static uint64_t object_of(uint64_t touch) { return touch & (((uint64_t)1 << OBJECT_BITS) - 1); }

static void add(uint64_t *list, uint8_t *n, uint64_t touch)
{
    const uint64_t write_bit = (uint64_t)1 << OBJECT_BITS;
    for (int i = 0; i < *n; i++)
        if ((list[i] | write_bit) == (touch | write_bit)) {
            list[i] |= touch;
            return;
        }
    if (*n == SIM_TOUCHES) /* too many to tell apart: everything */
        list[0] = touch_of(TOUCH_ALL, 0, true);
    else
        list[(*n)++] = touch;
}

static void add_chan(sim_task_t *task, chan_t *ch)
{
    ctx_t *owner = ctx_of_done_(ch);
    if (owner != NULL)
        add(task->touch, &task->touches, touch_of(TOUCH_CTX, (uintptr_t)owner, false));
    else
        add(task->touch, &task->touches, touch_of(TOUCH_PTR, (uintptr_t)ch, true));
}

/* Who gives a context back for the last time gives back those above it that it alone holds: the topmost. */
static const ctx_t *goes_with(const ctx_t *ctx)
{
    while (ctx->refs == 1 && ctx->parent != NULL && ctx->parent->kind > CTX_NODE_TODO && ctx->parent->refs == 1)
        ctx = ctx->parent;
    return ctx;
}

/* Who makes a child looks whether the parent has ended. Where a custom context decides that, by a channel of its own, nobody knows
 * which one until it is asked. */
static bool asks_custom(const sim_task_t *task, ctx_t *ctx)
{
    if (task->op != CTX_OP_DERIVE && task->op != CTX_OP_AFTER_FUNC)
        return false;
    while (ctx != NULL && (ctx->kind == CTX_NODE_VALUE || (ctx->kind == CTX_NODE_CUSTOM && node_custom(ctx)->ops_->done == NULL)))
        ctx = ctx->parent;
    return ctx != NULL && ctx->kind == CTX_NODE_CUSTOM;
}

static void add_arm(sim_task_t *task, const sim_arm_t *arm)
{
    uint64_t *list = task->touch;
    uint8_t *n = &task->touches;
    if (arm->ch != NULL)
        add_chan(task, arm->ch);
    if (arm->ctx != NULL && (arm->kind == ARM_ALWAYS || arm->write))
        add(list, n, touch_of(TOUCH_CTX, (uintptr_t)arm->ctx, arm->write));
    if (arm->ctx != NULL && arm->write)
        task->ends = arm->ctx;
    if (arm->life != NULL)
        add(list, n, touch_of(TOUCH_LIFE, (uintptr_t)arm->life, false));
    if (arm->ctx != NULL && (task->op == CTX_OP_RELEASE || task->op == CTX_OP_DROP)) {
        add(list, n, touch_of(TOUCH_LIFE, (uintptr_t)arm->ctx, true));
        add(list, n, touch_of(TOUCH_CTX, (uintptr_t)goes_with(arm->ctx), true));
    }
    if (arm->object != NULL)
        add(list, n, touch_of(TOUCH_PTR, (uintptr_t)arm->object, arm->kind == ARM_READY || arm->write));
    if (arm->also != NULL)
        add(list, n, touch_of(TOUCH_PTR, (uintptr_t)arm->also, true));
    if (arm->kind == ARM_TIME)
        add(list, n, touch_of(TOUCH_WHEN, (uint64_t)arm->when, false));
    if (arm->timely)
        add(list, n, touch_of(TOUCH_TIME, 0, false));
    if (arm->all || arm->kind == ARM_SETTLED || asks_custom(task, arm->ctx))
        add(list, n, touch_of(TOUCH_ALL, 0, true));
}

/* A custom context may be a local variable: what stood above it is not known any more when its function has returned. */
static bool on_a_stack(const ctx_t *ctx)
{
    const char *at = (const char *)ctx, *stacks = sim.host->stacks;
    return at >= stacks && at < stacks + sim.host->stack_size * sim.host->stack_count;
}

/* Or may have been, where nobody can tell. */
static bool above(const ctx_t *ancestor, const ctx_t *ctx)
{
    for (; ctx != NULL; ctx = ctx->parent)
        if (ctx == ancestor || on_a_stack(ctx))
            return true;
    return false;
}

/* Ending a context disarms the timers below it, and so changes what the clock does next. */
static bool timer_below(const ctx_t *ctx)
{
    for (uint32_t i = 0; i < sim.timers; i++) {
        const void *object;
        if (sim_timer_object(sim.timer[i], &object) && above(ctx, object))
            return true;
    }
    return false;
}

void sim_touch_task(sim_move_t *move, sim_task_t *task)
{
    if (!task->touched) {
        task->touches = 0;
        task->ends = NULL;
        task->touched = true;
        for (int i = 0; i < task->arms; i++)
            add_arm(task, &task->arm_list[i]);
    }
    for (int i = 0; i < task->touches; i++)
        add(move->touch, &move->touches, task->touch[i]);
    if (task->ends != NULL && sim.timers > 0 && timer_below(task->ends))
        add(move->touch, &move->touches, touch_of(TOUCH_TIME, 0, false));
}

void sim_touch_fire(sim_move_t *move, const rt_timer_t *timer)
{
    const void *object;
    bool context = sim_timer_object(timer, &object);
    add(move->touch, &move->touches, touch_of(context ? TOUCH_CTX : TOUCH_PTR, (uintptr_t)object, true));
    add(move->touch, &move->touches, touch_of(TOUCH_TIME, 0, false));
}

void sim_touch_clock(sim_move_t *move)
{
    add(move->touch, &move->touches, touch_of(TOUCH_TIME, (uint64_t)sim.now, true));
}

void sim_touch_ctx(sim_move_t *move, ctx_t *ctx)
{
    add(move->touch, &move->touches, touch_of(TOUCH_CTX, (uintptr_t)ctx, true));
}

static bool gives_back(uint64_t released, uint64_t looked_at)
{
    return above((const ctx_t *)(uintptr_t)looked_at, (const ctx_t *)(uintptr_t)released);
}

static bool clash(uint64_t a, uint64_t b)
{
    int ka = kind_of(a), kb = kind_of(b);
    if (ka == TOUCH_ALL || kb == TOUCH_ALL)
        return true;
    if (ka == TOUCH_TIME && kb == TOUCH_WHEN) /* what waits for a later instant waits for this move of the clock */
        return writes(a) && object_of(b) > object_of(a);
    if (ka == TOUCH_WHEN && kb == TOUCH_TIME)
        return writes(b) && object_of(a) > object_of(b);
    if (ka != kb || (!writes(a) && !writes(b)))
        return false;
    if (ka == TOUCH_LIFE) /* who gives a context back may be the last to hold those above it */
        return writes(a) != writes(b) && gives_back(object_of(writes(a) ? a : b), object_of(writes(a) ? b : a));
    if (ka != TOUCH_CTX)
        return ka == TOUCH_TIME || object_of(a) == object_of(b);
    const ctx_t *ca = (const ctx_t *)(uintptr_t)object_of(a), *cb = (const ctx_t *)(uintptr_t)object_of(b);
    return (writes(a) && above(ca, cb)) || (writes(b) && above(cb, ca));
}

static bool moves_task(const sim_move_t *move, uint32_t id)
{
    return id != 0 && (move->task == id || move->partner == id);
}

bool sim_dependent(const sim_move_t *a, const sim_move_t *b)
{
    if (moves_task(b, a->task) || moves_task(b, a->partner))
        return true;
    for (int i = 0; i < a->touches; i++)
        for (int k = 0; k < b->touches; k++)
            if (clash(a->touch[i], b->touch[k]))
                return true;
    return false;
}

int sim_pending(sim_move_t *out, int max)
{
    int n = max > 0 && sim_slow_clock(out, true);
    for (uint32_t id = 1; id <= sim.tasks && n < max; id++) {
        sim_task_t *task = sim.task[id];
        if (task == NULL || task->state == TASK_OVER || task->arms == 0)
            continue;
        out[n] = sim_move_of(task, 0);
        sim_touch_task(&out[n++], task);
    }
    return n;
}
