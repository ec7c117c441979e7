/* ledger.c — who made what, and what is still alive. Off unless asked for: then it costs one branch.
 *
 * A table hashed by address, in shards with a lock each. An address is in it from when the thing is made until just
 * before its memory is given back, so while a shard's lock is held nothing in it is freed.
 */
#include "ledger.h"
#include "futex.h"
#include "startup.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { SHARDS = 64, BUCKETS = 256, RELEASED = 4096 };

typedef struct shard {
    rt_lock_t lock;
    ledger_entry_t *buckets[BUCKETS]; /* guarded by lock */
} shard_t;

static shard_t shards[SHARDS];
static _Atomic uint64_t entered; /* numbers the entries: oldest first */

/* The last handles released, to tell a second release from a wild pointer. */
static struct {
    rt_lock_t lock;
    const void *ptr[RELEASED];
} released;

void ctx_ledger_on(void) { rt_booking = true; }

void rt_nil_use(const ctx_site_t *site)
{
    ctx_panic_at(site, "runtime error: invalid memory address or nil pointer dereference");
}

static size_t hash(const void *ptr)
{
    uint64_t bits = (uint64_t)(uintptr_t)ptr;
    return (size_t)((bits >> 4) * 0x9E3779B97F4A7C15ull >> 40);
}

static shard_t *shard_of(const void *ptr) { return &shards[hash(ptr) % SHARDS]; }
static ledger_entry_t **bucket_of(shard_t *shard, const void *ptr)
{
    return &shard->buckets[hash(ptr) / SHARDS % BUCKETS];
}

static void set_released(const void *from, const void *to)
{
    size_t slot = hash(from) % RELEASED;
    rt_lock(&released.lock);
    if (to != NULL || released.ptr[slot] == from)
        released.ptr[slot] = to;
    rt_unlock(&released.lock);
}

void rt_book_add(ctx_ledger_kind_t kind, void *ptr, const char *what, const ctx_site_t *site)
{
    ledger_entry_t *entry = malloc(sizeof *entry);
    if (entry == NULL)
        rt_out_of_memory(sizeof *entry);
    *entry = (ledger_entry_t){.ptr = ptr, .row = {kind, what, site, rt_now()}};
    entry->number = atomic_fetch_add_explicit(&entered, 1, memory_order_relaxed);
    if (kind == CTX_LEDGER_HANDLE)
        set_released(ptr, NULL);
    shard_t *shard = shard_of(ptr);
    rt_lock(&shard->lock);
    ledger_entry_t **bucket = bucket_of(shard, ptr);
    entry->next = *bucket;
    *bucket = entry;
    rt_unlock(&shard->lock);
}

void rt_book_remove(ctx_ledger_kind_t kind, void *ptr)
{
    shard_t *shard = shard_of(ptr);
    rt_lock(&shard->lock);
    ledger_entry_t **link = bucket_of(shard, ptr), *entry;
    while ((entry = *link) != NULL && (entry->ptr != ptr || entry->row.kind != kind))
        link = &entry->next;
    if (entry != NULL)
        *link = entry->next;
    rt_unlock(&shard->lock);
    free(entry);
    if (kind == CTX_LEDGER_HANDLE)
        set_released(ptr, ptr);
}

void ledger_hold(bool held)
{
    for (int i = 0; i < SHARDS; i++)
        held ? rt_lock(&shards[i].lock) : rt_unlock(&shards[i].lock);
    held ? rt_lock(&released.lock) : rt_unlock(&released.lock);
}

void rt_book_use(const void *ptr, const ctx_site_t *site, const char *what)
{
    rt_lock(&released.lock);
    bool gone = released.ptr[hash(ptr) % RELEASED] == ptr;
    rt_unlock(&released.lock);
    if (!gone)
        return;
    RT_EVENT(.kind = CTX_EV_DOUBLE_RELEASE, .site = RT_SITE(site), .aux = rt_text(what));
    ctx_panic_at(site, "cancel handle used after its release");
}

/* ---- listing --------------------------------------------------------------------------------------------------- */

void ledger_visit(void (*visit)(const ledger_entry_t *entry, void *arg), void *arg)
{
    for (int i = 0; i < SHARDS; i++) {
        rt_lock(&shards[i].lock);
        for (int j = 0; j < BUCKETS; j++)
            for (const ledger_entry_t *entry = shards[i].buckets[j]; entry != NULL; entry = entry->next)
                visit(entry, arg);
        rt_unlock(&shards[i].lock);
    }
}

typedef struct list {
    ledger_entry_t *entries;
    size_t count, room;
} list_t;

static void collect(const ledger_entry_t *entry, void *arg)
{
    list_t *list = arg;
    if (list->count == list->room) {
        list->room = list->room ? list->room * 2 : 64;
        ledger_entry_t *more = realloc(list->entries, list->room * sizeof *more);
        if (more == NULL)
            rt_out_of_memory(list->room * sizeof *more);
        list->entries = more;
    }
    list->entries[list->count++] = *entry;
}

static int older(const void *a, const void *b)
{
    const ledger_entry_t *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

/* What was entered as number `first` or later. */
static size_t list_from(uint64_t first, void (*each)(const ctx_ledger_row_t *row, void *arg), void *arg)
{
    list_t list = {0};
    size_t count = 0;
    ledger_visit(collect, &list);
    if (list.count > 1)
        qsort(list.entries, list.count, sizeof *list.entries, older);
    for (size_t i = 0; i < list.count; i++) {
        if (list.entries[i].number < first)
            continue;
        count++;
        if (each != NULL)
            each(&list.entries[i].row, arg);
    }
    free(list.entries);
    return count;
}

size_t ctx_ledger(void (*each)(const ctx_ledger_row_t *row, void *arg), void *arg) { return list_from(0, each, arg); }

/* ---- at the end of the process ($CTX_LEDGER=exit, exit:SECONDS) ---------------------------------------------------------- */

enum { STATUS = 3 };
static bool judges;
static long patience_ms;
static uint64_t own_from; /* entries before it are the parent's, whose tasks are not here to give them back */

void ledger_judges(long seconds)
{
    judges = rt_booking = true;
    patience_ms = seconds * 1000;
}

typedef struct left {
    size_t tasks, lost; /* lost: what nobody but the program gives back */
} left_t;

static void count_left(const ctx_ledger_row_t *row, void *arg)
{
    left_t *left = arg;
    left->tasks += row->kind == CTX_LEDGER_TASK || row->kind == CTX_LEDGER_FORWARDER;
    left->lost += row->kind == CTX_LEDGER_HANDLE || row->kind == CTX_LEDGER_CHAN || row->kind == CTX_LEDGER_STOP;
}

/* A task, or a timer that is just firing, may still give back what is left. */
static bool on_its_way(void)
{
    left_t left = {0, 0};
    size_t all = list_from(own_from, count_left, &left);
    return left.tasks > 0 || (all > 0 && left.lost == 0);
}

static void print(const ctx_ledger_row_t *row, void *arg)
{
    (void)arg;
    const ctx_site_t *made = row->made;
    ctx_ns_t age = rt_now() - row->since, unit = age < CTX_MS(1) ? CTX_US(1) : age < CTX_S(10) ? CTX_MS(1) : CTX_S(1);
    fprintf(stderr, "libctx: still alive: %s, %lld %s old, made ", row->what, (long long)(age / unit),
            unit == CTX_US(1) ? "us" : unit == CTX_MS(1) ? "ms" : "s");
    if (made != NULL)
        fprintf(stderr, "at %s:%d [%s]\n", made->file, made->line, made->func);
    else
        fputs("by the engine itself\n", stderr);
}

/* Whoever is on the way out is given time, on a busy machine more of it. */
void ledger_end(void)
{
    for (long i = 0; judges && i < patience_ms && on_its_way(); i++)
        usleep(1000);
    if (!judges || list_from(own_from, print, NULL) == 0)
        return;
    fflush(NULL);
    _exit(STATUS);
}

/* The child has the book, and answers for what it makes itself. */
void ledger_forked(void) { own_from = atomic_load(&entered); }
