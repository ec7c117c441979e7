/* sched.c — the run: start the scenario, and then move by move until nothing can move.
 *
 * Between two of its operations a task runs undisturbed to the next one. After each move everybody who is not standing
 * before an operation is brought there, so that every choice is made with full knowledge of what could happen next.
 */
#include <string.h>

#include "scene.h"
#include "sim.h"

sim_t sim;
bool sim_traced;

enum { BUSY_LOOKS = 16, FRESH_STACKS = 64 };

uint32_t sim_self_id(void) { return sim.self != NULL ? sim.self->id : UINT32_MAX; }
uint32_t sim_new_id(int which) { return ++sim.ids[which]; }
uint32_t sim_text(const char *text) { return sim.host->text(sim.host->user, text); }

/* ---- events ---------------------------------------------------------------------------------------------- */

/* A task that is told again and again what it knows, while time stands still, spins. */
static void watch_busy(const ctx_event_t *ev)
{
    sim_task_t *task = sim.self;
    if (task->told_when != sim.now) {
        task->told_when = sim.now;
        task->told_seen = 0;
    }
    if (++task->told_seen < BUSY_LOOKS + 2 * sim.ids[SIM_ID_NODE])
        return;
    task->told_seen = 0;
    sim_emit((ctx_event_t){.kind = CTX_EV_SPIN, .node = ev->node, .site = ev->site, .value = BUSY_LOOKS, .detail = 1});
    sim_stop_run(SIM_SPUN);
}

void sim_emit(ctx_event_t ev)
{
    sim_host_t *host = sim.host;
    if (!host->traced)
        return;
    if (host->count == host->capacity)
        host->flush(host->user);
    ev.seq = ++sim.seq;
    ev.time = sim.now;
    if (ev.task == 0 && sim.self != NULL)
        ev.task = sim.self->id;
    host->events[host->count++] = ev;
    if (ev.kind == CTX_EV_NOTICED && sim.self != NULL)
        watch_busy(&ev);
}

void sim_block_event(const sim_task_t *task)
{
    uint32_t object = 0, node = 0;
    bool deaf = true;
    for (int i = 0; i < task->arms; i++) {
        const sim_arm_t *arm = &task->arm_list[i];
        if (arm->kind == ARM_RECV && arm->ctx != NULL) {
            deaf = false;
            node = arm->ctx->id;
        } else if ((arm->kind == ARM_RECV || arm->kind == ARM_SEND) && arm->ch != NULL && object == 0) {
            object = sim_chan_id(arm->ch);
        }
    }
    RT_EVENT(.kind = CTX_EV_TASK_BLOCK, .task = task->id, .detail = task->op, .other = object, .node = node,
             .aux = deaf, .site = RT_SITE(task->site));
}

/* ---- from stack to stack ---------------------------------------------------------------------------------- */

#ifdef __SANITIZE_ADDRESS__ /* it must know which stack is in use; the scheduler's it learns from the first switch away */
void __sanitizer_start_switch_fiber(void **fake, const void *bottom, size_t size);
void __sanitizer_finish_switch_fiber(void *fake, const void **old_bottom, size_t *old_size);
static const void *scheduler_stack;
static size_t scheduler_size;

static void switch_to(void **save, void *to, const sim_task_t *task)
{
    void *fake = NULL;
    const sim_host_t *host = sim.host;
    __sanitizer_start_switch_fiber(&fake, task ? host->stacks + task->stack * host->stack_size : scheduler_stack,
                                   task ? host->stack_size : scheduler_size);
    fiber_switch(save, to);
    __sanitizer_finish_switch_fiber(fake, NULL, NULL);
}
/* What the last task left on it, or an earlier run. */
void __asan_unpoison_memory_region(const volatile void *at, size_t size);
static void clean(const char *stack) { __asan_unpoison_memory_region(stack, sim.host->stack_size); }
static void entered(void) { __sanitizer_finish_switch_fiber(NULL, &scheduler_stack, &scheduler_size); }
#else
/* task: whose stack it is; NULL: the scheduler's */
static inline void switch_to(void **save, void *to, const sim_task_t *task)
{
    (void)task;
    fiber_switch(save, to);
}
static inline void clean(const char *stack) { (void)stack; }
static inline void entered(void) {}
#endif

/* ---- inside a task --------------------------------------------------------------------------------------- */

static void to_scheduler(sim_task_t *task)
{
    sim.self = NULL;
    switch_to(&task->sp, sim.sched_sp, NULL);
}

int sim_await(int op, const ctx_site_t *site, const sim_arm_t *arms, int n)
{
    sim_task_t *task = sim.self;
    if (task == NULL)
        return 0;
    task->op = (uint8_t)op;
    task->site = site;
    for (int i = 0; i < n; i++) { /* where a message will be put, or taken from, is the program's choice */
        race_guard(arms[i].value, arms[i].kind == ARM_RECV, site);
        race_guard(arms[i].open, true, site);
    }
    task->arm_list = arms;
    task->arms = (uint16_t)n;
    task->reported = task->touched = task->arrived = false;
    task->count[op]++;
    task->blocks = 0;
    sim.host->last_task = task->id;
    sim.host->last_site = site;
    to_scheduler(task);
    task->arms = 0;
    return task->arm;
}

void sim_simple(int op, const ctx_site_t *site, const void *object, bool write)
{
    if (sim.self == NULL)
        return;
    sim.self->one = (sim_arm_t){.kind = ARM_ALWAYS, .object = object, .write = write};
    sim_await(op, site, &sim.self->one, 1);
}

/* Given back while this task stood before its step; or long before, where the memory is not the engine's. */
static void check_alive(ctx_t *ctx, const ctx_site_t *site)
{
    if (ctx != NULL && (sim_freed(ctx) || (ctx->kind == CTX_NODE_CUSTOM && ctx->refs == 0)))
        sim_bad_use(ctx, site, "context");
}

/* Does the task's own context hold ctx, for as long as the task runs? */
static bool held(const ctx_t *ctx)
{
    for (const ctx_t *own = sim.self->ctx; own != NULL; own = own->parent)
        if (own == ctx)
            return true;
    return ctx->kind <= CTX_NODE_TODO;
}

/* What is read here does not change while ctx is there; so the only order that matters is with whoever gives it back. And
 * when this task's last step was at ctx, nobody has come in between. */
static void look_step(int op, ctx_t *ctx, const ctx_site_t *site)
{
    sim_task_t *task = sim.self;
    if (held(ctx) || (task->arm_list == &task->one && (task->one.ctx == ctx || task->one.life == ctx)))
        return;
    task->one = (sim_arm_t){.kind = ARM_ALWAYS, .life = ctx};
    sim_await(op, site, &task->one, 1);
    check_alive(ctx, site);
}

void sim_step(int op, ctx_t *ctx, const ctx_site_t *site)
{
    if (sim.self == NULL)
        return;
    if (op == CTX_OP_VALUE || op == CTX_OP_KEEP) {
        look_step(op, ctx, site);
        return;
    }
    bool write = op == CTX_OP_CANCEL || op == CTX_OP_RELEASE || op == CTX_OP_STOP || op == CTX_OP_DROP;
    sim.self->one = (sim_arm_t){.kind = ARM_ALWAYS, .ctx = ctx, .write = write};
    sim_await(op, site, &sim.self->one, 1);
    check_alive(ctx, site);
    if (op != CTX_OP_WORK && op != CTX_OP_DROP)
        race_look(ctx);
}

void sim_timed_step(int op, ctx_t *ctx, const ctx_site_t *site)
{
    if (sim.self == NULL)
        return;
    sim.self->one = (sim_arm_t){.kind = ARM_ALWAYS, .ctx = ctx, .timely = true};
    sim_await(op, site, &sim.self->one, 1);
    check_alive(ctx, site);
    race_look(ctx);
}

void sim_cascade_step(ctx_t *child)
{
    if (!sim.host->cascade_steps || sim.self == NULL)
        return;
    sim_arm_t arm = {.kind = ARM_ALWAYS, .ctx = child, .write = true, .timely = true};
    sim_await(CTX_OP_CASCADE, sim.self->site, &arm, 1);
}

void sim_stop_run(int outcome)
{
    sim_task_t *task = sim.self;
    sim.outcome = outcome;
    to_scheduler(task);
    __builtin_unreachable();
}

static bool lock_free(const void *lock) { return ((const rt_lock_t *)lock)->held == 0; }

/* Only user code that runs under a lock, or a cascade taken in steps, can get here. */
void sim_lock_wait(rt_lock_t *lock)
{
    if (sim.self == NULL)
        return;
    sim_arm_t arm = {.kind = ARM_READY, .ready = lock_free, .object = lock, .all = true};
    sim_await(CTX_OP_LOCK, sim.self->site, &arm, 1);
}

/* The task's own reference is the last one: who only borrowed that context comes before it is given back, or too late. */
static void give_back_last(sim_task_t *task)
{
    if (task->ctx == NULL || task->ctx->kind <= CTX_NODE_TODO || task->ctx->refs != 1 || sim.torn_down)
        return;
    task->one = (sim_arm_t){.kind = ARM_ALWAYS, .ctx = task->ctx, .write = true};
    sim_await(CTX_OP_DROP, NULL, &task->one, 1);
}

static void end_task(sim_task_t *task)
{
    if (task->free_arg != NULL)
        task->free_arg(task->arg);
    give_back_last(task);
    RT_EVENT(.kind = CTX_EV_TASK_END);
    if (task->ctx != NULL)
        ctx_unref_(task->ctx);
    rt_ledger_remove(CTX_LEDGER_TASK, task);
    task->state = TASK_OVER;
}

static void task_entry(void)
{
    sim_task_t *task = sim.self;
    entered();
    task->fn(task->ctx, task->arg);
    end_task(task);
    to_scheduler(task);
    __builtin_unreachable();
}

/* A stack that another task has left: what it did there came before (the race checker must know). That hides races with
 * that task, so the first few tasks of a run have stacks of their own. */
static uint32_t free_stack_for(sim_task_t *task)
{
    if (sim.free_stacks > 0 && sim.stacks_used >= FRESH_STACKS) {
        const sim_task_t *last = sim.task[sim.free_stack[--sim.free_stacks]];
        race_inherit(task, last);
        return last->stack;
    }
    if (sim.stacks_used == sim.host->stack_count) {
        if (sim.self != NULL)
            sim_stop_run(SIM_OUT_OF_MEMORY);
        __builtin_trap();
    }
    return sim.stacks_used++;
}

static uint32_t take_stack(sim_task_t *task)
{
    uint32_t stack = free_stack_for(task);
    if (stack >= sim.stack_cap) {
        uint32_t cap = sim.stack_cap ? sim.stack_cap * 2 : 16;
        uint32_t *bigger = sim_alloc(cap * sizeof *bigger);
        if (sim.stack_cap > 0)
            memcpy(bigger, sim.stack_task, sim.stack_cap * sizeof *bigger);
        sim.stack_task = bigger;
        sim.stack_cap = cap;
    }
    sim.stack_task[stack] = task->id;
    return stack;
}

static void give_stack(const sim_task_t *task)
{
    if (sim.free_stacks == sim.free_stack_cap) {
        uint32_t cap = sim.free_stack_cap ? sim.free_stack_cap * 2 : 16;
        uint32_t *bigger = sim_alloc(cap * sizeof *bigger);
        if (sim.free_stacks > 0)
            memcpy(bigger, sim.free_stack, sim.free_stacks * sizeof *bigger);
        sim.free_stack = bigger;
        sim.free_stack_cap = cap;
    }
    sim.free_stack[sim.free_stacks++] = task->id;
}

static void room_for_task(void)
{
    if (sim.tasks + 1 < sim.task_cap)
        return;
    uint32_t cap = sim.task_cap ? sim.task_cap * 2 : 16;
    sim_task_t **bigger = sim_alloc(cap * sizeof *bigger);
    if (sim.task_cap > 0)
        memcpy(bigger, sim.task, sim.task_cap * sizeof *bigger);
    sim.task = bigger;
    sim.task_cap = cap;
}

sim_task_t *sim_start(const char *name, ctx_t *ctx, task_func_t *fn, void *arg, void (*free_arg)(void *),
                      const ctx_site_t *site)
{
    room_for_task();
    sim_task_t *task = sim_alloc(sizeof *task);
    memset(task, 0, sizeof *task);
    task->id = RT_NEW_ID(TASK);
    task->ctx = ctx;
    task->fn = fn;
    task->arg = arg;
    task->free_arg = free_arg;
    task->name = name;
    task->told_when = -1;
    task->born = (uint32_t)sim.steps;
    if (ctx != NULL)
        ctx_ref_(ctx);
    race_start_task(sim.self, task);
    task->stack = take_stack(task);
    char *stack = sim.host->stacks + task->stack * sim.host->stack_size;
    clean(stack);
    task->sp = fiber_prepare(stack, sim.host->stack_size, task_entry);
    sim.task[task->id] = task;
    sim.tasks = task->id;
    rt_ledger_add(CTX_LEDGER_TASK, task, "task", site);
    RT_EVENT(.kind = CTX_EV_TASK_NEW, .other = task->id, .node = ctx ? ctx->id : 0, .aux = rt_text(name),
             .site = RT_SITE(site));
    return task;
}

/* ---- the scheduler --------------------------------------------------------------------------------------- */

/* Lets task run until it stands before its next operation, or is over. */
static void bring_forward(sim_task_t *task)
{
    sim.self = task;
    sim.host->last_task = task->id; /* should it never come back, this is who it was */
    sim.host->last_site = task->site;
    switch_to(&sim.sched_sp, task->sp, task);
    sim.self = NULL;
    if (sim.outcome >= 0)
        return;
    if (task->state == TASK_OVER)
        give_stack(task);
}

static void report_blocked(sim_task_t *task)
{
    if (task == NULL || task->state == TASK_OVER || task->reported)
        return;
    for (int i = 0; i < task->arms; i++)
        if (task->arm_list[i].kind == ARM_DEFAULT || task->arm_list[i].kind == ARM_SETTLED ||
            sim_arm_ready(&task->arm_list[i]))
            return;
    task->reported = true;
    sim_block_event(task);
}

static void bring_all_forward(void)
{
    while (sim.fresh <= sim.tasks && sim.outcome < 0) {
        sim_task_t *task = sim.task[sim.fresh++];
        bring_forward(task);
        report_blocked(task);
    }
}

static void woken(sim_task_t *task)
{
    if (task->reported)
        RT_EVENT(.kind = CTX_EV_TASK_WAKE, .task = task->id, .detail = task->op, .site = RT_SITE(task->site));
}

static void count_passes(sim_task_t *task, int taken)
{
    for (int i = 0; i < task->arms; i++) {
        const sim_arm_t *arm = &task->arm_list[i];
        if (arm->kind != ARM_RECV || arm->ctx == NULL)
            continue;
        if (i == taken || !sim_arm_ready(arm))
            task->done_passed = 0;
        else
            task->done_passed++;
        return;
    }
}

static void move_task(const sim_move_t *move)
{
    sim_task_t *task = sim.task[move->task];
    sim_task_t *partner = move->partner ? sim.task[move->partner] : NULL;
    uint32_t partner_arm = move->partner_arm;
    sim.streak = sim.usual == task->id ? sim.streak + 1 : 0;
    sim.usual = task->id;
    if (task->op == CTX_OP_YIELD)
        sim.streak = UINT32_MAX / 2;
    task->arm = move->arm == SIM_ARM_DEFAULT ? (uint16_t)partner_arm : move->arm;
    count_passes(task, task->arm);
    woken(task);
    if (partner != NULL) {
        partner->arm = (uint16_t)partner_arm;
        count_passes(partner, partner->arm);
        woken(partner);
        sim_chan_meet(task, &task->arm_list[task->arm], partner, &partner->arm_list[partner->arm]);
    } else if (task->arm_list[task->arm].kind == ARM_RECV || task->arm_list[task->arm].kind == ARM_SEND) {
        sim.self = task;
        sim_chan_do(task, &task->arm_list[task->arm]);
        sim.self = NULL;
    }
    task->met_closed = task->met_closed && partner == NULL;
    bring_forward(task);
    if (partner != NULL && sim.outcome < 0) {
        bring_forward(partner);
        report_blocked(partner);
    }
    if (sim.outcome < 0)
        report_blocked(task);
}

static void move_clock(ctx_ns_t to, bool slow)
{
    ctx_ns_t from = sim.now;
    sim.now = to;
    sim.still = 0;
    RT_EVENT(.kind = CTX_EV_CLOCK, .value = from, .flags = slow);
    (void)from;
}

static rt_timer_t *timer_by_id(uint32_t id)
{
    for (uint32_t i = 0; i < sim.timers; i++)
        if (sim.timer[i]->id == id)
            return sim.timer[i];
    return NULL;
}

static void make_move(const sim_move_t *move)
{
    switch (move->kind) {
    case SIM_MOVE_TASK: move_task(move); break;
    case SIM_MOVE_FIRE: sim_timer_fire(timer_by_id(move->object)); break;
    case SIM_MOVE_CLOCK:
        sim.slow_moves++;
        move_clock(sim_next_instant(), true);
        break;
    case SIM_MOVE_DROP:
        sim.dropped = true;
        ctx_cancel_at(NULL, sim.root);
        break;
    default: break;
    }
}

static void spin_at(uint32_t id)
{
    const sim_task_t *task = sim.task[id];
    RT_EVENT(.kind = CTX_EV_SPIN, .task = id, .node = task->ctx ? task->ctx->id : 0, .site = RT_SITE(task->site),
             .value = (int64_t)sim.still);
    sim.outcome = SIM_SPUN;
}

static void nobody_moves(void)
{
    int64_t blocked = 0;
    for (uint32_t id = 1; id <= sim.tasks; id++) /* those that came while they could go on, until somebody else went first */
        report_blocked(sim.task[id]);
    ctx_ns_t next = sim.torn_down ? INT64_MAX : sim_next_instant();
    if (next != INT64_MAX) {
        if (sim.host->quiet != NULL)
            sim.host->quiet(sim.host->user);
        for (uint32_t id = 1; id <= sim.tasks; id++)
            if (sim.task[id] != NULL)
                sim.task[id]->arrived = true;
        move_clock(next, false);
        return;
    }
    for (uint32_t id = 1; id <= sim.tasks; id++)
        blocked += sim.task[id] != NULL && sim.task[id]->state != TASK_OVER;
    if (!sim.torn_down)
        RT_EVENT(.kind = CTX_EV_DEADLOCK, .value = blocked, .task = 1, .site = RT_SITE(sim.task[1]->site));
    (void)blocked;
    sim.outcome = sim.torn_down ? SIM_ENDED : SIM_DEADLOCKED;
}

static bool within_bounds(void)
{
    sim_host_t *host = sim.host;
    if (++sim.still > host->max_still_steps) {
        spin_at(sim.usual ? sim.usual : 1);
        return false;
    }
    if (++sim.steps > host->max_steps) {
        RT_EVENT(.kind = CTX_EV_STUCK, .detail = 1, .value = (int64_t)sim.steps, .task = sim.usual,
                 .site = RT_SITE(sim.task[sim.usual]->site));
        sim.outcome = SIM_STEP_BOUND;
        return false;
    }
    return true;
}

static void one_move(void)
{
    sim_host_t *host = sim.host;
    int usual, n = sim_gather(&usual);
    if (n == 0) {
        nobody_moves();
        return;
    }
    int chosen = usual;
    host->steps = sim.steps; /* a watchdog looks here for progress */
    if (host->pick != NULL && (n > 1 || host->pick_always))
        chosen = host->pick(host->user, sim.moves, n, usual);
    if (chosen < 0) {
        if (chosen == -1)
            sim_gather_waiters(n);
        sim.outcome = chosen == -1 ? SIM_ASKED : SIM_PRUNED;
        return;
    }
    sim_move_t move = sim.moves[chosen];
    if (n > 1 && move.kind == SIM_MOVE_TASK && host->trace_choices)
        RT_EVENT(.kind = CTX_EV_STEP, .task = move.task, .detail = move.op, .aux = (uint32_t)chosen, .value = n,
                 .flags = chosen != usual, .site = RT_SITE(move.site));
    if (within_bounds())
        make_move(&move);
}

/* ---- the scenario as task 1 ------------------------------------------------------------------------------ */

static void main_task(ctx_t *ctx, void *arg)
{
    scene_main(ctx, *(int *)arg);
    sim.self->one = (sim_arm_t){.kind = ARM_ALWAYS, .timely = true}; /* from here on time stands still */
    sim_await(CTX_OP_END, NULL, &sim.self->one, 1);
    RT_EVENT(.kind = CTX_EV_TEARDOWN);
    sim.torn_down = true;
    ctx_release_at(NULL, sim.root);
}

static void begin(sim_host_t *host)
{
    sim.host = host;
    sim.outcome = -1;
    sim.now = CTX_S(1);
    sim.brk = host->arena;
    sim.end = host->arena + host->arena_size;
    sim.ids[SIM_ID_NODE] = 2;
    sim.fresh = 1;
    sim.usual = 1;
    sim_traced = host->traced;
    host->count = 0;
    race_begin();
    RT_EVENT(.kind = CTX_EV_NODE_NEW, .node = 1, .detail = CTX_NODE_BACKGROUND, .value = CTX_NO_DEADLINE);
    RT_EVENT(.kind = CTX_EV_NODE_NEW, .node = 2, .detail = CTX_NODE_TODO, .value = CTX_NO_DEADLINE);
}

static int sim_run(sim_host_t *host, int size)
{
    static ctx_site_t root_site = {"scenario.c", "scenario", 0, 0, 0};
    begin(host);
    sim_own_code = (uintptr_t)host->own_code;
    sim_own_code_end = (uintptr_t)host->own_code_end;
    ctx_t *root = ctx_with_cancel_at(&root_site, ctx_background(), &sim.root);
    sim_start("scenario", root, main_task, &size, NULL, NULL);
    while (sim.outcome < 0) {
        bring_all_forward();
        if (sim.outcome < 0)
            one_move();
    }
    RT_EVENT(.kind = CTX_EV_END, .detail = sim.outcome == SIM_ENDED ? 0 : sim.outcome == SIM_ASKED ? 1 : 2,
             .value = (int64_t)sim.seq);
    host->steps = sim.steps;
    host->arena_used = (size_t)(sim.brk - host->arena);
    return sim.outcome;
}

void scene_cancel_root_at(const ctx_site_t *site) { ctx_cancel_at(site, sim.root); }

extern ctx_site_t first_site[] __asm__("__start_ctx_sites") __attribute__((weak, visibility("hidden")));
extern ctx_site_t end_site[] __asm__("__stop_ctx_sites") __attribute__((weak, visibility("hidden")));

__attribute__((visibility("default"))) sim_program_t ctxlab_sim;
__attribute__((visibility("default"))) sim_program_t ctxlab_sim = {SIM_HOST_VERSION, sim_run, sim_dependent, sim_pending,
                                                                  first_site, end_site};
