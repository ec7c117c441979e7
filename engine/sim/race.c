/* race.c — plain accesses of the learner's file, checked by vector clocks. They are never scheduled: two tasks that touch
 * the same bytes without an order between them race in every schedule that has both accesses, and that is found here.
 *
 * The file is compiled with -fsanitize=thread, and these are the functions it calls. Atomics are steps.
 */
#include <string.h>

#include "sim.h"

enum { GRANULE = 4, READERS = 3, PROBES = 16 };

typedef struct shadow {
    uintptr_t granule;
    uint32_t generation;
    uint16_t write_task, read_task[READERS];
    uint8_t write_mask, read_mask[READERS];
    uint32_t write_at, read_at[READERS];
    uintptr_t write_pc, read_pc[READERS];
} shadow_t;

static size_t shadow_mask;

static uint32_t slot_of(const sim_task_t *task) { return task->id < SIM_VC ? task->id : 0; }

void race_begin(void)
{
    /* the shadow outlives a run: what an earlier one left there is told apart by its generation */
    uint32_t *generation = sim.host->shadow;
    if (generation != NULL)
        sim.generation = ++*generation;
    shadow_mask = 1;
    while (2 * (shadow_mask + 1) < sim.host->shadow_size / sizeof(shadow_t) - 1)
        shadow_mask = 2 * shadow_mask + 1;
}

static bool on(void) { return sim.host != NULL && sim.host->check_races && sim.self != NULL; }

static sim_clock_t *fresh_clock(const sim_clock_t *from)
{
    sim_clock_t *clock = sim_alloc(sizeof *clock);
    if (from != NULL)
        *clock = *from;
    else
        memset(clock, 0, sizeof *clock);
    return clock;
}

static void join_clock(sim_clock_t *into, const sim_clock_t *from)
{
    for (int i = 0; i < SIM_VC; i++)
        if (from->at[i] > into->at[i])
            into->at[i] = from->at[i];
}

void race_start_task(sim_task_t *parent, sim_task_t *child)
{
    if (!sim.host->check_races)
        return;
    child->clock = fresh_clock(parent != NULL ? parent->clock : NULL);
    child->clock->at[slot_of(child)] = 1;
    if (parent != NULL)
        parent->clock->at[slot_of(parent)]++;
}

void race_inherit(sim_task_t *task, const sim_task_t *earlier)
{
    if (sim.host->check_races)
        join_clock(task->clock, earlier->clock);
}

void race_acquire(sim_clock_t **object)
{
    if (on() && *object != NULL)
        join_clock(sim.self->clock, *object);
}

void race_release(sim_clock_t **object)
{
    if (!on())
        return;
    if (*object == NULL)
        *object = fresh_clock(sim.self->clock);
    else
        join_clock(*object, sim.self->clock);
    sim.self->clock->at[slot_of(sim.self)]++;
}

void race_meet(sim_task_t *a, sim_task_t *b)
{
    if (!sim.host->check_races)
        return;
    join_clock(a->clock, b->clock);
    *b->clock = *a->clock;
    a->clock->at[slot_of(a)]++;
    b->clock->at[slot_of(b)]++;
}

/* ---- clocks of things that have no room for one: by address ---------------------------------------------------- */

typedef struct clock_row {
    const void *key;
    sim_clock_t *clock;
} clock_row_t;
static clock_row_t *rows; /* in the arena, like all of this: gone when the next run begins */
static size_t row_cap, row_count;

static clock_row_t *row_of(clock_row_t *table, size_t cap, const void *key)
{
    size_t at = (size_t)((uintptr_t)key * 0x9e3779b97f4a7c15ull >> 24) & (cap - 1);
    while (table[at].key != NULL && table[at].key != key)
        at = (at + 1) & (cap - 1);
    return &table[at];
}

static void more_rows(void)
{
    size_t cap = row_cap ? row_cap * 2 : 64;
    clock_row_t *bigger = sim_alloc(cap * sizeof *bigger);
    memset(bigger, 0, cap * sizeof *bigger);
    for (size_t i = 0; i < row_cap; i++)
        if (rows[i].key != NULL)
            *row_of(bigger, cap, rows[i].key) = rows[i];
    rows = bigger;
    row_cap = cap;
}

sim_clock_t **race_clock_of(const void *key)
{
    if (2 * (row_count + 1) > row_cap)
        more_rows();
    clock_row_t *row = row_of(rows, row_cap, key);
    row_count += row->key == NULL;
    row->key = key;
    return &row->clock;
}

void race_publish(const void *key)
{
    if (on())
        race_release(race_clock_of(key));
}

void race_observe(const void *key)
{
    if (on())
        race_acquire(race_clock_of(key));
}

/* A reference given back. What the last one frees may be the program's: a custom context, a value with its own free function. */
void sim_counts_down(const void *count, bool last)
{
    if (last)
        race_observe(count);
    else
        race_publish(count);
}

/* Whoever finds a context ended sees what was done before it was. */
void race_look(ctx_t *ctx)
{
    if (!on() || ctx == NULL)
        return;
    const cancel_node_t *node = ctx_deciding_(ctx);
    if (node != NULL && done_closed(&node->done))
        race_observe(&node->done);
}

/* ---- accesses -------------------------------------------------------------------------------------------- */

static shadow_t *find(uintptr_t granule)
{
    shadow_t *table = (shadow_t *)sim.host->shadow + 1;
    size_t at = (size_t)(granule * 0x9e3779b97f4a7c15ull >> 20) & shadow_mask;
    for (int i = 0; i < PROBES; i++) {
        shadow_t *s = &table[(at + (size_t)i) & shadow_mask];
        if (s->generation != sim.generation) {
            memset(s, 0, sizeof *s);
            s->granule = granule;
            s->generation = sim.generation;
            return s;
        }
        if (s->granule == granule)
            return s;
    }
    shadow_t *s = &table[at]; /* full neighbourhood: forget the oldest; a race may be missed, none is invented */
    memset(s, 0, sizeof *s);
    s->granule = granule;
    s->generation = sim.generation;
    return s;
}

static void race(uintptr_t pc, bool write, uint32_t task, uintptr_t earlier)
{
    RT_EVENT(.kind = CTX_EV_RACE, .detail = write ? 1 : 2, .aux = task, .site = sim.host->pc_site(sim.host->user, pc),
             .other = sim.host->pc_site(sim.host->user, earlier));
    (void)pc, (void)task, (void)earlier, (void)write;
    sim_stop_run(SIM_FAILED);
}

static void check_granule(uintptr_t granule, uint8_t mask, bool write, uintptr_t pc)
{
    shadow_t *s = find(granule);
    const sim_clock_t *clock = sim.self->clock;
    uint16_t me = (uint16_t)slot_of(sim.self);
    if (s->write_task != 0 && s->write_task != me && (s->write_mask & mask) && s->write_at > clock->at[s->write_task])
        race(pc, write, s->write_task, s->write_pc);
    for (int i = 0; write && i < READERS; i++)
        if (s->read_task[i] != 0 && s->read_task[i] != me && (s->read_mask[i] & mask) &&
            s->read_at[i] > clock->at[s->read_task[i]])
            race(pc, write, s->read_task[i], s->read_pc[i]);
    if (write) {
        s->write_mask = s->write_task == me && s->write_at == clock->at[me] ? s->write_mask | mask : mask;
        s->write_task = me;
        s->write_at = clock->at[me];
        s->write_pc = pc;
        return;
    }
    int free_slot = -1;
    for (int i = 0; i < READERS; i++) {
        if (s->read_task[i] == me) {
            free_slot = i;
            break;
        }
        if (s->read_task[i] == 0 || s->read_at[i] <= clock->at[s->read_task[i]])
            free_slot = i;
    }
    if (free_slot < 0)
        free_slot = 0;
    s->read_mask[free_slot] = s->read_task[free_slot] == me ? s->read_mask[free_slot] | mask : mask;
    s->read_task[free_slot] = me;
    s->read_at[free_slot] = clock->at[me];
    s->read_pc[free_slot] = pc;
}

static void freed_access(uintptr_t pc)
{
    RT_EVENT(.kind = CTX_EV_USE_AFTER, .aux = rt_text("memory"), .site = sim.host->pc_site(sim.host->user, pc));
    (void)pc;
    sim_stop_run(SIM_FAILED);
}

/* A program writes to its own data, its memory and its tasks' stacks, and does not read its instructions. Who does otherwise
 * reaches for the machinery around it: the run is over. */
enum { NULL_PAGES = 65536, MOST_CHECKED = 65536 };

static bool within(const char *at, const char *from, const char *end) { return at >= from && at < end; }

/* From its first byte to its last in one of the three. */
static bool wild(const char *at, size_t size, bool write)
{
    const sim_host_t *h = sim.host;
    const char *last = at + size - 1;
    if (!write)
        return within(at, h->code, h->code_end) || within(last, h->code, h->code_end) || (at < h->code && last >= h->code_end);
    if ((uintptr_t)at < NULL_PAGES)
        return false; /* it will crash, and that says more */
    const char *stacks_end = h->stacks + h->stack_size * h->stack_count;
    return last < at || (!(within(at, h->arena, h->arena + h->arena_size) && within(last, h->arena, h->arena + h->arena_size)) &&
                         !(within(at, h->stacks, stacks_end) && within(last, h->stacks, stacks_end)) &&
                         !(within(at, h->image, h->image_end) && within(last, h->image, h->image_end)));
}

static void wild_access(uintptr_t pc)
{
    RT_EVENT(.kind = CTX_EV_USE_AFTER, .aux = rt_text("memory that is not the program's"), .site = sim.host->pc_site(sim.host->user, pc));
    (void)pc;
    sim_stop_run(SIM_FAILED);
}

#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) /* where a task's saved stack pointer is the end of its frames */
#define FRAMES_KNOWN 1
#else
#define FRAMES_KNOWN 0
#endif

/* On a stack, and below all frames that are in use there: a local variable of a function that has returned. here: in the
 * frame of whom the program called. */
static bool in_left_frame(const char *at, const char *here)
{
    const sim_host_t *h = sim.host;
    if (!within(at, h->stacks, h->stacks + h->stack_size * h->stack_count))
        return false;
    size_t stack = (size_t)(at - h->stacks) / h->stack_size;
    if (stack >= sim.stacks_used)
        return true;
    const sim_task_t *owner = sim.task[sim.stack_task[stack]];
    if (owner == sim.self)
        return FRAMES_KNOWN && at < here;
    return owner->state == TASK_OVER || (FRAMES_KNOWN && at < (const char *)owner->sp);
}

static void left_frame_access(uintptr_t pc)
{
    RT_EVENT(.kind = CTX_EV_USE_AFTER, .aux = rt_text("local variable"), .site = sim.host->pc_site(sim.host->user, pc));
    (void)pc;
    sim_stop_run(SIM_FAILED);
}

/* The scenario's own counters, and the engine's data. */
static bool private_data(const char *at, size_t size)
{
    const sim_host_t *h = sim.host;
    const char *last = at + size - 1;
    if (h->image_private == NULL || !within(at, h->image, h->image_end))
        return false;
    return h->image_private[at - h->image] || (within(last, h->image, h->image_end) && h->image_private[last - h->image]);
}

static void access_own(const void *ptr, size_t size, bool write, uintptr_t pc);

static void access_bytes(const void *ptr, size_t size, bool write, uintptr_t pc)
{
    if (sim.self != NULL && (wild(ptr, size, write) || private_data(ptr, size)))
        wild_access(pc);
    access_own(ptr, size, write, pc);
}

static void access_own(const void *ptr, size_t size, bool write, uintptr_t pc)
{
    if (!on() || slot_of(sim.self) == 0 || sim.host->shadow == NULL)
        return;
    uintptr_t at = (uintptr_t)ptr, end = at + (size < MOST_CHECKED ? size : MOST_CHECKED);
    if (sim_in_freed(ptr))
        freed_access(pc);
    if (in_left_frame(ptr, __builtin_frame_address(0)))
        left_frame_access(pc);
    while (at < end) {
        uintptr_t granule = at / GRANULE, first = at % GRANULE, last = GRANULE;
        if (end - granule * GRANULE < GRANULE)
            last = end - granule * GRANULE;
        check_granule(granule, (uint8_t)(((1u << last) - 1) & ~((1u << first) - 1)), write, pc);
        at = (granule + 1) * GRANULE;
    }
}

void race_guard(const void *ptr, bool write, const ctx_site_t *site)
{
    const char *what = NULL;
    if (ptr == NULL || sim.self == NULL)
        return;
    if (wild(ptr, 1, write))
        what = "memory that is not the program's";
    else if (on() && sim_in_freed(ptr))
        what = "memory";
    else if (on() && in_left_frame(ptr, __builtin_frame_address(0)))
        what = "local variable";
    if (what == NULL)
        return;
    RT_EVENT(.kind = CTX_EV_USE_AFTER, .aux = rt_text(what), .site = RT_SITE(site));
    sim_stop_run(SIM_FAILED);
}

void race_access(const void *ptr, size_t size, bool write, uintptr_t pc)
{
    if (sim.host != NULL && size > 0)
        access_bytes(ptr, size, write, pc);
}

/* Giving memory back is like writing all of it. */
void race_free(const void *ptr, size_t size, uintptr_t pc)
{
    if (on() && slot_of(sim.self) != 0 && sim.host->shadow != NULL)
        access_bytes(ptr, size > 4096 ? 4096 : size, true, pc);
}

void race_learn(sim_task_t *task, const void *key)
{
    if (!sim.host->check_races)
        return;
    const sim_clock_t *clock = *race_clock_of(key);
    if (clock != NULL)
        join_clock(task->clock, clock);
}

/* ---- what gcc's -fsanitize=thread calls ------------------------------------------------------------------- */

#define PC ((uintptr_t)__builtin_return_address(0))
#define ACCESS(n)                                                                                              \
    void __tsan_read##n(void *p);                                                                              \
    void __tsan_write##n(void *p);                                                                             \
    void __tsan_unaligned_read##n(void *p);                                                                    \
    void __tsan_unaligned_write##n(void *p);                                                                   \
    void __tsan_volatile_read##n(void *p);                                                                     \
    void __tsan_volatile_write##n(void *p);                                                                    \
    void __tsan_read##n(void *p) { access_bytes(p, n, false, PC); }                                            \
    void __tsan_write##n(void *p) { access_bytes(p, n, true, PC); }                                            \
    void __tsan_unaligned_read##n(void *p) { access_bytes(p, n, false, PC); }                                  \
    void __tsan_unaligned_write##n(void *p) { access_bytes(p, n, true, PC); }                                  \
    void __tsan_volatile_read##n(void *p) { access_bytes(p, n, false, PC); }                                   \
    void __tsan_volatile_write##n(void *p) { access_bytes(p, n, true, PC); }
ACCESS(1)
ACCESS(2)
ACCESS(4)
ACCESS(8)
ACCESS(16)

void __tsan_read_range(void *p, size_t size);
void __tsan_write_range(void *p, size_t size);
void __tsan_read_range(void *p, size_t size) { access_bytes(p, size, false, PC); }
void __tsan_write_range(void *p, size_t size) { access_bytes(p, size, true, PC); }
void __tsan_init(void);
void __tsan_init(void) {}
/* ---- where functions go on ---------------------------------------------------------------------------------- */

/* Who changes that could jump into the engine, past all that is looked at. So it is written down when a function begins, and
 * compared when it ends. Functions that a panic has left are forgotten by those that come after, or stand higher. */
void __tsan_func_entry(void *pc);
void __tsan_func_exit(void);

#if FRAMES_KNOWN
static uintptr_t mixed(uintptr_t to) { return to ^ (uintptr_t)sim.host * 0x9e3779b97f4a7c15ull; }

/* The word that holds where the caller of whom this is called by goes on; frame: of whom this is called by. */
static uintptr_t return_word(void *const *frame) { return (uintptr_t)*frame + sizeof(void *); }

static void forget_below(sim_task_t *task, uintptr_t at)
{
    while (task->returns_n > 0 && task->returns[task->returns_n - 1].at < at)
        task->returns_n--;
}

void __tsan_func_entry(void *pc)
{
    sim_task_t *task = sim.self;
    uintptr_t at = return_word(__builtin_frame_address(0));
    if (task == NULL)
        return;
    forget_below(task, at + 1);
    if (task->returns_n == task->returns_cap) {
        uint32_t cap = task->returns_cap ? task->returns_cap * 2 : 8;
        sim_return_t *bigger = sim_alloc(cap * sizeof *bigger);
        if (task->returns_n > 0)
            memcpy(bigger, task->returns, task->returns_n * sizeof *bigger);
        task->returns = bigger;
        task->returns_cap = cap;
    }
    task->returns[task->returns_n++] = (sim_return_t){at, mixed((uintptr_t)pc)};
}

void __tsan_func_exit(void)
{
    sim_task_t *task = sim.self;
    uintptr_t at = return_word(__builtin_frame_address(0));
    if (task == NULL)
        return;
    forget_below(task, at);
    if (task->returns_n == 0 || task->returns[task->returns_n - 1].at != at)
        return;
    if (task->returns[--task->returns_n].to != mixed(*(const uintptr_t *)at))
        wild_access((uintptr_t)__builtin_return_address(0));
}
#else
void __tsan_func_entry(void *pc) { (void)pc; }
void __tsan_func_exit(void) {}
#endif

void scene_reads(const void *p, size_t n);
void scene_writes(const void *p, size_t n);
void scene_reads(const void *p, size_t n) { access_own(p, n, false, PC); }
void scene_writes(const void *p, size_t n) { access_own(p, n, true, PC); }

/* Basic blocks: a loop that never calls the engine is found by counting them. */
void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void)
{
    sim_task_t *task = sim.self;
    if (task == NULL)
        return;
    if (++task->blocks < sim.host->max_blocks)
        return;
    sim.host->last_pc = PC;
    RT_EVENT(.kind = CTX_EV_SPIN, .detail = 2, .node = task->ctx ? task->ctx->id : 0,
             .site = sim.host->pc_site(sim.host->user, PC), .value = (int64_t)task->blocks);
    sim_stop_run(SIM_SPUN);
}
