/* heap.c — the simulated program's memory: one arena, given back whole after each schedule. Freed blocks are filled with
 * junk and not used again within a run, so that a use after the end is always seen for what it is.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "scene.h"
#include "sim.h"

enum { LIVE = 0x11aabbcc, FREED = 0x22ddeeff };

#ifdef __SANITIZE_ADDRESS__ /* then what lies behind a block, and what was given back but for its head, is out of bounds */
void __asan_poison_memory_region(const volatile void *at, size_t size);
void __asan_unpoison_memory_region(const volatile void *at, size_t size);
enum { FENCE = 16 };
#define forbid(at, size) __asan_poison_memory_region((at), (size))
#define allow(at, size) __asan_unpoison_memory_region((at), (size))
#else
enum { FENCE = 0 };
#define forbid(at, size) ((void)0)
#define allow(at, size) ((void)0)
#endif

typedef struct block {
    uint32_t state, pad;
    size_t size;
} block_t;

/* RESERVE: only a task can be stopped where it asks for memory, so the scheduler has some of its own to go on with. */
enum { RECENT = 16, KEPT = 32, RESERVE = 1 << 20 };
static block_t *recent[RECENT]; /* lately freed: a race checker's access is looked up here */
static unsigned recent_at;

static block_t *block_of(const void *ptr) { return (block_t *)(void *)((uintptr_t)ptr - sizeof(block_t)); }

static bool ours(const void *ptr)
{
    return (const char *)ptr > sim.host->arena && (const char *)ptr < sim.brk;
}

void *sim_alloc(size_t size)
{
    size_t need = sizeof(block_t) + ((size + 15) & ~(size_t)15) + FENCE;
    size_t left = (size_t)(sim.end - sim.brk), kept = sim.self != NULL && left > RESERVE ? RESERVE : 0;
    if (size > SIZE_MAX / 2 || need > left - kept || left < RESERVE) {
        if (sim.self != NULL)
            sim_stop_run(SIM_OUT_OF_MEMORY);
        if (size > SIZE_MAX / 2 || need > left)
            abort();
    }
    block_t *block = (block_t *)(void *)sim.brk;
    sim.brk += need;
    allow(block, need);
    *block = (block_t){LIVE, 0, size};
    forbid((char *)(block + 1) + size, need - sizeof *block - size);
    return block + 1;
}

void sim_free(void *ptr)
{
    if (ptr == NULL || !ours(ptr))
        return;
    block_t *block = block_of(ptr);
    if (block->state != LIVE) {
        sim_bad_use(ptr, sim.self ? sim.self->site : NULL, "memory freed twice");
        return;
    }
    block->state = FREED;
    recent[recent_at++ % RECENT] = block;
    if (block->size > KEPT) /* the head stays: the explorer still asks a freed context for its parent */
        memset((char *)ptr + KEPT, 0xdd, (block->size > 256 ? 256 : block->size) - KEPT);
    if (block->size > KEPT)
        forbid((char *)ptr + KEPT, block->size - KEPT);
}

bool sim_freed(const void *ptr) { return ours(ptr) && ((uintptr_t)ptr & 15) == 0 && block_of(ptr)->state == FREED; }

bool sim_live_block(const void *ptr)
{
    return ours(ptr) && ((uintptr_t)ptr & 15) == 0 && block_of(ptr)->state == LIVE;
}

size_t sim_block_size(const void *ptr) { return block_of(ptr)->size; }

bool sim_in_freed(const void *ptr)
{
    if (recent_at == 0 || !ours(ptr))
        return false;
    for (unsigned i = 0; i < RECENT && i < recent_at; i++)
        if ((const char *)ptr >= (const char *)(recent[i] + 1) &&
            (const char *)ptr < (const char *)(recent[i] + 1) + recent[i]->size)
            return true;
    return false;
}

static scene_memory_t engines; /* what the engine asks for, counted apart; it goes back with the rest before each run */

void *rt_alloc(size_t size)
{
    engines.allocations++;
    engines.bytes += (int64_t)size;
    engines.held += (int64_t)size;
    return sim_alloc(size);
}

void rt_free(void *ptr)
{
    if (ptr != NULL && sim_live_block(ptr))
        engines.held -= (int64_t)sim_block_size(ptr);
    sim_free(ptr);
}

scene_memory_t scene_memory(void) { return engines; }

/* The C library's names, for the learner's file and the scenario: hidden, so the rest of the process keeps its own. */
void *malloc(size_t size)
{
    void *ptr = sim_alloc(size);
    memset(ptr, 0xa5, size > 4096 ? 4096 : size);
    return ptr;
}

void *calloc(size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes))
        return NULL;
    void *ptr = sim_alloc(bytes);
    return memset(ptr, 0, bytes);
}

void free(void *ptr)
{
    if (ptr != NULL && ours(ptr) && block_of(ptr)->state == LIVE)
        race_free(ptr, block_of(ptr)->size, (uintptr_t)__builtin_return_address(0));
    sim_free(ptr);
}

void *realloc(void *ptr, size_t size)
{
    void *grown = malloc(size);
    if (ptr != NULL) {
        size_t old = block_of(ptr)->size;
        memcpy(grown, ptr, old < size ? old : size);
        sim_free(ptr);
    }
    return grown;
}

char *strdup(const char *text)
{
    size_t n = strlen(text) + 1;
    return memcpy(malloc(n), text, n);
}

char *strndup(const char *text, size_t limit)
{
    size_t n = strnlen(text, limit);
    char *copy = memcpy(malloc(n + 1), text, n);
    copy[n] = '\0';
    return copy;
}
