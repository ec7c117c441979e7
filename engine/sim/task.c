/* task.c — tasks, sleeping, panics and their recovery, in the simulator. */
#include <string.h>
#include <unwind.h>

#include "sim.h"
#include "work.h"

task_t task_go_owned_at(const ctx_site_t *site, const char *name, ctx_t *ctx, task_func_t *fn, void *arg,
                        void (*free_arg)(void *))
{
    rt_check_use(ctx, site, "context");
    rt_check_code(fn);
    rt_check_code(free_arg);
    if (fn == NULL)
        ctx_panic_at(site, "go of nil func value");
    return (task_t){sim_start(name, ctx, fn, arg, free_arg, site)->id};
}

task_t task_go_at(const ctx_site_t *site, const char *name, ctx_t *ctx, task_func_t *fn, void *arg)
{
    rt_check_code(fn);
    return task_go_owned_at(site, name, ctx, fn, arg, NULL);
}

uint32_t rt_spawn(const char *name, void (*fn)(ctx_t *ctx, void *arg), void *arg, const ctx_site_t *site)
{
    sim_task_t *task = sim_start(name, ctx_background(), fn, arg, NULL, site);
    race_learn(task, arg); /* registered with after_func: what was done before that */
    return task->id;
}

/* The function of an after-func context sees what was done before it was registered. */
void sim_made_node(ctx_t *ctx)
{
    if (ctx->kind == CTX_NODE_AFTER_FUNC)
        race_publish(ctx);
}

static bool task_over(const void *task) { return ((const sim_task_t *)task)->state == TASK_OVER; }

void task_join_at(const ctx_site_t *site, task_t task)
{
    if (task.id == 0 || task.id > sim.tasks)
        return;
    sim_task_t *other = sim.task[task.id];
    sim_arm_t arm = {.kind = ARM_READY, .ready = task_over, .object = other};
    sim_await(CTX_OP_JOIN, site, &arm, 1);
    race_acquire(&other->clock);
}

void task_yield_at(const ctx_site_t *site) { sim_simple(CTX_OP_YIELD, site, NULL, false); }

/* Reading the clock is a step of its own: time may move just before it. */
static ctx_ns_t until(int op, const ctx_site_t *site, ctx_ns_t length, ctx_t *ctx)
{
    sim_arm_t arm = {.kind = ARM_ALWAYS, .timely = true, .ctx = ctx};
    sim_await(op, site, &arm, 1);
    return ctx_after(sim.now, length);
}

void task_sleep_at(const ctx_site_t *site, ctx_ns_t length)
{
    sim_arm_t arm = {.kind = ARM_TIME, .when = until(CTX_OP_SLEEP, site, length, NULL)};
    sim_await(CTX_OP_SLEEP, site, &arm, 1);
}

ctx_err_t task_sleep_ctx_at(const ctx_site_t *site, ctx_t *ctx, ctx_ns_t length)
{
    rt_check_use(ctx, site, "context");
    ctx_ns_t when = until(CTX_OP_SLEEP, site, length, NULL);
    sim_arm_t arms[2] = {{.kind = ARM_RECV, .ch = ctx_done_at(NULL, ctx), .ctx = ctx},
                         {.kind = ARM_TIME, .when = when}};
    if (sim_await(CTX_OP_SLEEP, site, arms, 2) == 1)
        return CTX_OK;
    RT_EVENT(.kind = CTX_EV_NOTICED, .detail = 4, .node = ctx->id, .site = RT_SITE(site));
    race_look(ctx);
    return ctx_err_quiet_(ctx);
}

void work_for_at(const ctx_site_t *site, ctx_t *ctx, ctx_ns_t cost)
{
    rt_check_use(ctx, site, "context");
    ctx_ns_t when = until(CTX_OP_WORK_FOR, site, cost, ctx);
    RT_EVENT(.kind = CTX_EV_WORK, .node = ctx->id, .aux = rt_text("work_for"), .value = cost, .site = RT_SITE(site));
    sim_arm_t arm = {.kind = ARM_TIME, .when = when};
    sim_await(CTX_OP_WORK_FOR, site, &arm, 1);
}

/* ---- panics ---------------------------------------------------------------------------------------------- */

/* Called for every frame on the way up; cleanups (scoped handles) of the frames below have run. */
static _Unwind_Reason_Code at_frame(int version, _Unwind_Action actions, _Unwind_Exception_Class class,
                                    struct _Unwind_Exception *exception, struct _Unwind_Context *context, void *arg)
{
    sim_try_t *try = arg;
    (void)version, (void)class, (void)exception;
    if (_Unwind_GetCFA(context) > try->frame || (actions & _UA_END_OF_STACK))
        __builtin_longjmp(try->env, 1);
    return _URC_NO_REASON;
}

#ifdef __SANITIZE_ADDRESS__ /* cleanups run where frames lay that are being left */
void __asan_handle_no_return(void);
#else
static inline void __asan_handle_no_return(void) {}
#endif

void ctx_panic_at(const ctx_site_t *site, const char *rule)
{
    sim_task_t *task = sim.self;
    sim_try_t *try = task != NULL ? task->try : NULL;
    RT_EVENT(.kind = CTX_EV_PANIC, .aux = rt_text(rule), .flags = try == NULL, .site = RT_SITE(site));
    if (task == NULL)
        __builtin_trap();
    if (try == NULL)
        sim_stop_run(SIM_PANICKED);
    struct _Unwind_Exception *exception = sim_alloc(sizeof *exception);
    memset(exception, 0, sizeof *exception);
    try->rule = rule;
    __asan_handle_no_return();
    _Unwind_ForcedUnwind(exception, at_frame, try);
    __builtin_trap();
}

static const char *try_call(sim_try_t *try, ctx_func_t *fn, void *arg);

const char *task_try_at(const ctx_site_t *site, ctx_func_t *fn, void *arg)
{
    rt_check_code(fn);
    sim_try_t try = {.outer = sim.self->try, .frame = (uintptr_t)__builtin_frame_address(0)};
    sim_task_t *task = sim.self;
    task->try = &try;
    const char *rule = try_call(&try, fn, arg);
    task->try = try.outer;
    if (rule != NULL)
        RT_EVENT(.kind = CTX_EV_TASK_TRY, .aux = rt_text(rule), .site = RT_SITE(site));
    return rule;
}

static __attribute__((noinline)) const char *try_call(sim_try_t *try, ctx_func_t *fn, void *arg)
{
    if (__builtin_setjmp(try->env) != 0)
        return try->rule;
    fn(arg);
    return NULL;
}

/* ---- misuse that only the simulator can see -------------------------------------------------------------- */

void sim_bad_use(const void *ptr, const ctx_site_t *site, const char *what)
{
    if (ptr == NULL)
        ctx_panic_at(site, "runtime error: invalid memory address or nil pointer dereference");
    RT_EVENT(.kind = CTX_EV_USE_AFTER, .aux = rt_text(what), .site = RT_SITE(site));
    (void)what;
    if (sim.self != NULL)
        sim_stop_run(SIM_FAILED);
}

/* A freed block keeps its head (heap.c): where a handle was given back stays readable for a second time. */
void sim_gave_back(ctx_cancel_t *cancel) { cancel->pad_ = sim.self != NULL ? RT_SITE(sim.self->site) : 0; }

static void given_back_again(const ctx_cancel_t *cancel, const ctx_site_t *site)
{
    bool known = sim_freed(cancel); /* else it never was a handle */
    RT_EVENT(.kind = CTX_EV_DOUBLE_RELEASE, .other = known ? cancel->id_ : 0, .aux = known ? cancel->pad_ : 0,
             .flags = known && site == cancel->made_, .site = RT_SITE(site));
    (void)known;
}

void sim_bad_handle(ctx_cancel_t *cancel, const ctx_site_t *site, const char *what)
{
    if (cancel == NULL)
        ctx_panic_at(site, "runtime error: invalid memory address or nil pointer dereference");
    if (what[0] == 'r')
        given_back_again(cancel, site);
    else
        RT_EVENT(.kind = CTX_EV_USE_AFTER, .aux = rt_text("cancel handle"), .site = RT_SITE(site));
    if (sim.self != NULL)
        sim_stop_run(SIM_FAILED);
}
