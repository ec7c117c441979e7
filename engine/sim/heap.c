/* heap.c — the simulated program's memory: one arena, given back whole after each schedule. Freed blocks are filled with
 * junk and not used again within a run, so that a use after the end is always seen for what it is.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim.h"

enum { LIVE = 0x11aabbcc, FREED = 0x22ddeeff };

typedef struct block {
    uint32_t state, pad;
    size_t size;
} block_t;

enum { RECENT = 16, KEPT = 32 };
static block_t *recent[RECENT]; /* lately freed: a race checker's access is looked up here */
static unsigned recent_at;

static block_t *block_of(const void *ptr) { return (block_t *)(void *)((uintptr_t)ptr - sizeof(block_t)); }

static bool ours(const void *ptr)
{
    return (const char *)ptr > sim.host->arena && (const char *)ptr < sim.brk;
}

void *sim_alloc(size_t size)
{
    size_t need = sizeof(block_t) + ((size + 15) & ~(size_t)15);
    if (size > SIZE_MAX / 2 || need > (size_t)(sim.end - sim.brk)) {
        if (sim.self != NULL)
            sim_stop_run(SIM_OUT_OF_MEMORY);
        abort();
    }
    block_t *block = (block_t *)(void *)sim.brk;
    sim.brk += need;
    *block = (block_t){LIVE, 0, size};
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
}

bool sim_freed(const void *ptr) { return ours(ptr) && ((uintptr_t)ptr & 15) == 0 && block_of(ptr)->state == FREED; }

bool sim_live_block(const void *ptr)
{
    return ours(ptr) && ((uintptr_t)ptr & 15) == 0 && block_of(ptr)->state == LIVE;
}

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

void *rt_alloc(size_t size) { return sim_alloc(size); }
void rt_free(void *ptr) { sim_free(ptr); }

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
