/* sim.h — the simulator's own view: tasks, what each is about to do, and the run they belong to. */
#ifndef SIM_H
#define SIM_H

#include <stdarg.h>

#include "ctx_chan.h"
#include "ctx_task.h"
#include "node.h"
#include "sim_host.h"

enum arm_kind { ARM_ALWAYS, ARM_RECV, ARM_SEND, ARM_TIME, ARM_READY, ARM_DEFAULT, ARM_SETTLED };

typedef struct sim_arm { /* one way in which a pending operation can happen */
    uint8_t kind;
    uint8_t write;  /* it changes its object */
    uint8_t timely; /* it also reads the clock, or changes what it will do next */
    uint8_t all;    /* it is to be seen in every order with everything */
    chan_t *ch;
    void *value;
    bool *open;
    ctx_t *ctx;                        /* the context whose done this arm is; or the object of an ARM_ALWAYS */
    bool (*ready)(const void *object); /* ARM_READY */
    const void *object, *also; /* what else it changes */
    ctx_t *life;               /* a context that must not have been given back by then; nothing else of it matters */
    ctx_ns_t when;             /* ARM_TIME */
} sim_arm_t;

enum { TASK_READY, TASK_OVER };

typedef struct sim_try {
    struct sim_try *outer;
    void *env[5]; /* __builtin_setjmp */
    uintptr_t frame;
    const char *rule;
} sim_try_t;

enum { SIM_VC = 24 }; /* tasks that the race checker tells apart */
typedef struct sim_clock { uint32_t at[SIM_VC]; } sim_clock_t;

typedef struct sim_return {
    uintptr_t at, to; /* to: mixed with what no program knows */
} sim_return_t;

typedef struct sim_task {
    uint32_t id;
    uint8_t state, op;
    bool reported;        /* a TASK_BLOCK was written for the operation it is in */
    bool met_closed;      /* its send found the channel closed */
    bool arrived;         /* it waits in the operation for sure: time has moved since it came */
    uint16_t arm;         /* set by the scheduler: the arm that happened */
    uint16_t arms;
    uint8_t touches;
    bool touched;         /* touch is of the operation it is in */
    ctx_t *ends;          /* the context that this operation may end */
    uint64_t touch[SIM_TOUCHES];
    uint32_t born;        /* number of the move that started it */
    const sim_arm_t *arm_list;
    sim_arm_t one;        /* arm_list of simple steps */
    const ctx_site_t *site;
    void *sp;             /* saved stack pointer */
    uint32_t stack;       /* index of its stack */
    uint32_t done_passed; /* selects in a row that went on although done was ready */
    uint32_t told_seen;   /* times it was told again what it knew, without time moving */
    ctx_ns_t told_when;
    uint64_t blocks;      /* basic blocks since its last step */
    ctx_t *ctx;
    task_func_t *fn;
    void *arg;
    void (*free_arg)(void *);
    sim_try_t *try;
    sim_clock_t *clock;
    sim_return_t *returns; /* where its functions will go on, outermost first (race.c) */
    uint32_t returns_n, returns_cap;
    uint32_t count[CTX_OP_COUNT]; /* how many times it has come to each operation */
    const char *name;
} sim_task_t;

typedef struct sim {
    sim_host_t *host;
    sim_task_t **task; /* by id; task[0] unused */
    uint32_t tasks, task_cap;
    sim_task_t *self;  /* NULL: the scheduler */
    uint32_t fresh;    /* first task id that has not run to its first operation */
    uint32_t usual;    /* task the default scheduler would go on with */
    uint32_t streak;   /* steps it has made in a row */
    ctx_ns_t now;
    uint64_t steps, still;
    uint32_t slow_moves;
    rt_timer_t **timer; /* binary heap by (when, id) */
    uint32_t timers, timer_cap;
    uint32_t ids[SIM_ID_KINDS];
    uint64_t seq;
    char *brk, *end;
    void *sched_sp;
    int outcome; /* −1 while running */
    ctx_cancel_t *root;
    uint32_t *free_stack, free_stacks, free_stack_cap, stacks_used; /* free_stack: the tasks that left them */
    uint32_t *stack_task, stack_cap; /* whose each stack is, or was */
    bool dropped, torn_down, resting;
    sim_move_t *moves;
    int move_cap;
    uint32_t generation; /* of the race checker's shadow */
} sim_t;

extern sim_t sim;

/* sched.c */
int sim_await(int op, const ctx_site_t *site, const sim_arm_t *arms, int n); /* returns the arm that happened */
void sim_simple(int op, const ctx_site_t *site, const void *object, bool write);
bool sim_arm_ready(const sim_arm_t *arm);
sim_task_t *sim_start(const char *name, ctx_t *ctx, task_func_t *fn, void *arg, void (*free_arg)(void *),
                      const ctx_site_t *site);
void sim_stop_run(int outcome) __attribute__((noreturn)); /* from inside a task */
void sim_block_event(const sim_task_t *task);

/* moves.c */
sim_move_t sim_move_of(const sim_task_t *task, int arm); /* without touches */
/* What the program writes: events, a line each. */
void sim_output(const char *text, size_t n);
int sim_print(const char *format, va_list args) __attribute__((format(printf, 1, 0)));
bool sim_slow_clock(sim_move_t *move, bool or_earlier);
int sim_gather(int *usual); /* fills sim.moves */
void sim_gather_waiters(int n);
ctx_ns_t sim_next_instant(void); /* INT64_MAX: none */

/* touch.c */
void sim_touch_task(sim_move_t *move, sim_task_t *task); /* adds all that task's operation could touch */
void sim_touch_fire(sim_move_t *move, const rt_timer_t *timer);
void sim_touch_clock(sim_move_t *move);
void sim_touch_ctx(sim_move_t *move, ctx_t *ctx);
bool sim_dependent(const sim_move_t *a, const sim_move_t *b);
int sim_pending(sim_move_t *out, int max);

/* fiber.c */
void *fiber_prepare(char *stack, size_t size, void (*entry)(void));
void fiber_switch(void **save, void *to);

/* heap.c */
void *sim_alloc(size_t size);
void sim_free(void *ptr);
size_t sim_block_size(const void *ptr); /* of a live block */
bool sim_in_freed(const void *ptr); /* inside a block that was given back; looks at the last few */

/* clock.c */
void sim_timer_fire(rt_timer_t *timer);
void sim_timer_tick(rt_timer_t *timer); /* a channel's: chan.c */
bool sim_timer_object(const rt_timer_t *timer, const void **object); /* true: a context; false: a channel */
bool sim_timer_due(void);
rt_timer_t *sim_timer_first(void); /* NULL: none armed */

/* chan.c */
bool sim_chan_can(const chan_t *ch, int kind); /* without a partner */
uint32_t sim_chan_id(const chan_t *ch);
bool sim_chan_meets(const chan_t *ch);          /* unbuffered and open: needs a partner */
void sim_chan_do(sim_task_t *task, const sim_arm_t *arm);
void sim_chan_meet(sim_task_t *sender, const sim_arm_t *from, sim_task_t *receiver, const sim_arm_t *to);

/* race.c: vector clocks */
void race_begin(void);
void race_start_task(sim_task_t *parent, sim_task_t *child);
void race_inherit(sim_task_t *task, const sim_task_t *earlier);
void race_acquire(sim_clock_t **object);
void race_learn(sim_task_t *task, const void *key); /* what was published under key came before task, which has not begun */
sim_clock_t **race_clock_of(const void *key); /* for a thing without room for one */
void race_publish(const void *key);
void race_observe(const void *key);
void race_look(ctx_t *ctx);
void race_free(const void *ptr, size_t size, uintptr_t pc);
extern uintptr_t sim_own_code, sim_own_code_end;
void race_guard(const void *ptr, bool write, const ctx_site_t *site); /* not the program's to touch: the run is over */
void race_access(const void *ptr, size_t size, bool write, uintptr_t pc); /* by the program: checked like its own */
void race_release(sim_clock_t **object);
void race_meet(sim_task_t *a, sim_task_t *b);

#endif
