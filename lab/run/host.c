/* host.c — see host.h. */
#include "host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    EVENTS = 65536, STACK = 64 * 1024, STACKS = 20000, SHADOW = 4 << 20, PC_SLOTS = 1024,
    STILL_STEPS = 20000, STEPS = 1000000, BLOCKS = 20000000
};
static const size_t arena_bytes = (size_t)2 << 30;

typedef struct pc_row { uintptr_t pc; uint32_t site; } pc_row_t;

struct host {
    uint64_t runs;
    volatile uint64_t inside; /* the number of the run that is going on; 0: none */
    program_t *program;
    trace_t *trace;
    sim_host_t sim;
    pc_row_t pc[PC_SLOTS];
    host_pick_t *pick;
    void *arg;
    void (*quiet)(void *arg);
    void *quiet_arg;
};

static void *reserve(size_t size)
{
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

static uint32_t text(void *user, const char *s) { return trace_add_text(((host_t *)user)->trace, s); }

static uint32_t pc_site(void *user, uintptr_t pc)
{
    host_t *h = user;
    size_t at = (pc * 0x9e3779b97f4a7c15ull >> 32) % PC_SLOTS;
    for (size_t i = 0; i < PC_SLOTS; i++, at = (at + 1) % PC_SLOTS) {
        if (h->pc[at].pc == pc)
            return h->pc[at].site;
        if (h->pc[at].pc != 0)
            continue;
        char file[256];
        int line;
        program_line(h->program, pc, file, sizeof file, &line);
        h->pc[at] = (pc_row_t){pc, trace_add_site(h->trace, file, line, "")};
        return h->pc[at].site;
    }
    return 0;
}

void host_take_events(host_t *h)
{
    trace_add_records(h->trace, h->sim.events, h->sim.count);
    h->sim.count = 0;
}

static bool may_call(void *user, uintptr_t target) { return program_may_call(((host_t *)user)->program, target); }

static void flush(void *user) { host_take_events(user); }

static bool memory(sim_host_t *s)
{
    s->capacity = EVENTS;
    s->events = malloc(EVENTS * sizeof *s->events);
    s->arena_size = arena_bytes;
    s->arena = reserve(s->arena_size);
    s->stack_size = STACK;
    s->stack_count = STACKS;
    s->stacks = reserve((size_t)STACK * STACKS);
    s->shadow_size = SHADOW;
    s->shadow = reserve(SHADOW);
    if (s->events == NULL || s->arena == NULL || s->stacks == NULL || s->shadow == NULL)
        return false;
    return true;
}

/* A guard page under each stack, made when the stack is first near use: 20,000 mprotects cost 10 ms, 64 cost nothing. */
static void guard(sim_host_t *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        mprotect(s->stacks + i * s->stack_size, 4096, PROT_NONE);
}

host_t *host_new(const char *so, const char *entry, const host_opts_t *opts, err_t *err)
{
    host_t *h = calloc(1, sizeof *h);
    if (h == NULL || !memory(&h->sim)) {
        err_set(err, "out of memory for the simulator (2 GiB of address space); raise the limit (ulimit -v)");
        host_free(h);
        return NULL;
    }
    guard(&h->sim, 256);
    h->trace = trace_new(CTX_TRACE_VIRTUAL, entry);
    h->program = program_load(so, h->trace, err);
    if (h->program == NULL) {
        host_free(h);
        return NULL;
    }
    sim_host_t *s = &h->sim;
    s->user = h;
    program_place(h->program, s);
    s->text = text;
    s->pc_site = pc_site;
    s->may_call = may_call;
    s->flush = flush;
    s->traced = opts->traced;
    s->trace_choices = opts->choices;
    s->slow_clock = opts->slow_clock;
    s->allow_drop = opts->allow_drop;
    s->cascade_steps = opts->cascade_steps;
    s->check_races = opts->races;
    s->max_still_steps = opts->max_still_steps ? opts->max_still_steps : STILL_STEPS;
    s->max_steps = opts->max_steps ? opts->max_steps : STEPS;
    s->max_blocks = BLOCKS;
    return h;
}

void host_free(host_t *h)
{
    if (h == NULL)
        return;
    program_unload(h->program);
    trace_free(h->trace);
    free(h->sim.events);
    if (h->sim.arena != NULL)
        munmap(h->sim.arena, h->sim.arena_size);
    if (h->sim.stacks != NULL)
        munmap(h->sim.stacks, h->sim.stack_size * h->sim.stack_count);
    if (h->sim.shadow != NULL)
        munmap(h->sim.shadow, h->sim.shadow_size);
    free(h);
}

trace_t *host_trace(host_t *h) { return h->trace; }
sim_host_t *host_sim(host_t *h) { return &h->sim; }
const sim_program_t *host_program(host_t *h) { return program_sim(h->program); }
program_t *host_loaded(host_t *h) { return h->program; }

static int ask(void *user, const sim_move_t *moves, int n, int usual)
{
    host_t *h = user;
    return h->pick(h->arg, moves, n, usual);
}

uint64_t host_inside(const host_t *h) { return h->inside; }
static void tell_quiet(void *user)
{
    host_t *h = user;
    h->quiet(h->quiet_arg);
}

void host_on_quiet(host_t *h, void (*quiet)(void *arg), void *arg)
{
    h->quiet = quiet;
    h->quiet_arg = arg;
    h->sim.quiet = quiet != NULL ? tell_quiet : NULL;
}

int host_run(host_t *h, int size, host_pick_t *pick, void *arg)
{
    program_restore(h->program);
    if (h->sim.traced)
        trace_reset(h->trace);
    h->pick = pick;
    h->arg = arg;
    h->sim.pick = pick != NULL ? ask : NULL;
    h->sim.pick_always = pick != NULL;
    h->inside = ++h->runs;
    int end = program_sim(h->program)->run(&h->sim, size);
    h->inside = 0;
    if (h->sim.traced)
        host_take_events(h);
    return end;
}
