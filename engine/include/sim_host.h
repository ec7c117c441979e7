/* sim_host.h — between a simulated program (one shared object: learner, scenario, engine) and whoever runs it.
 *
 * The shared object exports one symbol, `ctxlab_sim`. The host loads it, numbers its call sites, snapshots its writable
 * segments, and then, once per schedule: restores them, calls run(), reads the events. All choices come from pick(), so
 * a run is a pure function of them.
 */
#ifndef SIM_HOST_H
#define SIM_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ctx.h"
#include "ctx_event.h"

#define SIM_HOST_VERSION 3

enum { SIM_MOVE_TASK, SIM_MOVE_FIRE, SIM_MOVE_CLOCK, SIM_MOVE_DROP };
enum { SIM_ARM_DEFAULT = 0xffff };

/* What a move reads or writes, for sim_program.dependent: every object that its task's operation could touch, whichever
 * arm is taken. So the arms of one operation are told apart by nobody but their own task. */
enum { SIM_TOUCHES = 8 };

typedef struct sim_move { /* one thing that could happen next */
    uint8_t kind;       /* SIM_MOVE_* */
    uint8_t op;         /* enum ctx_op of the mover */
    uint8_t touches;
    uint16_t arm;       /* which arm of a select it takes, or SIM_ARM_DEFAULT */
    uint16_t partner_arm;
    uint32_t task;      /* the mover; 0 for fire, clock, drop */
    uint32_t partner;   /* the task it meets on an unbuffered channel; 0 none */
    uint32_t object;    /* timer id (fire) */
    uint32_t nth;       /* how many times this task has come to this operation, this one included */
    uint32_t born, partner_born; /* number of the move that started the task (the first is 1); 0: the run's beginning */
    uint32_t joins;     /* a join: the task it waits for */
    const ctx_site_t *site;
    uint64_t touch[SIM_TOUCHES];
} sim_move_t;

typedef struct sim_waiter { /* a task that cannot move, for the choice record */
    uint32_t task, object, node; /* object: a channel, or the task it joins; node: the context it listens to */
    uint8_t op;
    const ctx_site_t *site;
    int64_t when; /* it goes on at this time; 0: no time helps */
} sim_waiter_t;

enum sim_end {
    SIM_ENDED, SIM_ASKED, SIM_PRUNED, SIM_PANICKED, SIM_DEADLOCKED, SIM_SPUN, SIM_STEP_BOUND, SIM_FAILED, SIM_OUT_OF_MEMORY
};

typedef struct sim_host {
    void *user;
    /* Which of n ≥ 1 moves happens; `usual` is the default scheduler's. −1: stop here (SIM_ASKED); −2: drop this run
     * (SIM_PRUNED). NULL: always `usual`. */
    int (*pick)(void *user, const sim_move_t *moves, int n, int usual);
    bool pick_always;                               /* false: pick is only asked where n > 1 */
    void (*quiet)(void *user);                      /* nobody can move: time is about to. May be NULL */
    uint32_t (*text)(void *user, const char *text); /* interns */
    uint32_t (*pc_site)(void *user, uintptr_t pc);  /* call site id of a program counter */
    bool (*may_call)(void *user, uintptr_t target); /* a function the program may call, besides its own; NULL: any */
    const char *own_code, *own_code_end;            /* the learner's own instructions; NULL: unknown */
    void (*flush)(void *user);                      /* events are full: take them, set count to 0 */
    ctx_event_t *events;
    size_t count, capacity;
    bool traced, trace_choices, slow_clock, allow_drop, cascade_steps, check_races;
    char *arena; size_t arena_size;
    char *stacks; size_t stack_size, stack_count; /* the lowest page of each is a guard */
    const char *image, *image_end, *code, *code_end; /* where the program itself lies; code: its instructions */
    const unsigned char *image_private;           /* 1: a byte of the image that the learner's file has no business with. May be NULL */
    void *shadow; size_t shadow_size;             /* for the race checker; zeroed once by the host */
    uint64_t seed, max_still_steps, max_steps, max_blocks;
    /* written by the run */
    uint64_t steps;
    uint64_t wrote, wrote_at; /* lines of output without a step in between, and that step */
    size_t arena_used;
    volatile uint32_t last_task; /* for signal handlers: who ran, and where it last called the engine */
    const ctx_site_t *volatile last_site;
    volatile uintptr_t last_pc;
    sim_waiter_t *waiters; size_t waiter_count; /* at SIM_ASKED */
} sim_host_t;

typedef struct sim_program {
    uint32_t version;
    int (*run)(sim_host_t *host, int size); /* enum sim_end */
    /* False: a and b commute, and neither makes the other possible or impossible. May also be asked after the run. */
    bool (*dependent)(const sim_move_t *a, const sim_move_t *b);
    /* The operations that tasks stand before, possible or not, as moves without an arm, and the clock's, while it may go
     * although tasks could. Also after the run. */
    int (*pending)(sim_move_t *out, int max);
    ctx_site_t *first_site, *end_site;
} sim_program_t;

#endif
