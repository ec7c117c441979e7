/* tail.c — see tail.h
 */
#include "tail.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "trace_priv.h"

enum { RECORD = sizeof(ctx_event_t), SLOTS_MAX = 1 << 20, LONGEST_NAME = 1 << 13 };
_Static_assert(sizeof(ctx_tail_head_t) == 144 && sizeof(ctx_tail_ring_t) == 68 && sizeof(ctx_trace_mark_t) == 24,
               "the tail's layout is a file format");

/* An event and its stamp in order: a ring's own never run backwards. */
typedef struct found {
    ctx_event_t ev;
    uint64_t stamp, nth;
} found_t;

typedef struct taking {
    const ctx_tail_head_t *head;
    uint32_t block; /* which one is being looked at, from 1 */
    found_t *found;
    size_t count, capacity;
    trace_tail_t *out;
} taking_t;

static bool is_sound(const ctx_tail_head_t *h)
{
    return memcmp(h->magic, CTX_TAIL_MAGIC, sizeof h->magic) == 0 && h->byte_order == 0x01020304u && h->record_size == RECORD &&
           h->head_size >= sizeof *h && h->ring_slots > 0 && h->ring_slots <= SLOTS_MAX && h->slots_at >= sizeof(ctx_tail_ring_t) &&
           (uint64_t)h->slots_at + (uint64_t)h->ring_slots * RECORD <= h->block_size && h->out_at >= sizeof *h &&
           h->out_slots <= SLOTS_MAX && (uint64_t)h->out_at + (uint64_t)h->out_slots * RECORD <= h->head_size && h->put >= h->kept &&
           h->put - h->kept <= h->out_slots;
}

bool trace_tail_head_(const uint8_t *from, size_t size, const uint8_t id[16], ctx_tail_head_t *head)
{
    static const uint8_t none[16];
    if (size < sizeof *head || memcmp(id, none, sizeof none) == 0)
        return false;
    memcpy(head, from, sizeof *head);
    return is_sound(head) && memcmp(head->id, id, sizeof head->id) == 0 && head->head_size <= size;
}

/* ---- names ------------------------------------------------------------------------------------------------ */

static void put(taking_t *t, const void *bytes, size_t size)
{
    t->out->bytes = trace_grow_(t->out->bytes, &t->out->room, t->out->size + size, 1);
    memcpy(t->out->bytes + t->out->size, bytes, size);
    t->out->size += size;
}

/* Bytes of the SITE or TEXT record there; 0: it is neither, or does not end there. */
static size_t name_size(const uint8_t *at, size_t left)
{
    ctx_event_t ev;
    if (left < RECORD)
        return 0;
    memcpy(&ev, at, sizeof ev);
    if (ev.kind == CTX_EV_SITE)
        return RECORD;
    if (ev.kind != CTX_EV_TEXT || ev.aux > LONGEST_NAME)
        return 0;
    size_t size = RECORD + ((size_t)ev.aux + RECORD - 1) / RECORD * RECORD;
    return size <= left ? size : 0;
}

static void take_names(taking_t *t, const uint8_t *block)
{
    ctx_tail_names_t names;
    memcpy(&names, block, sizeof names);
    size_t used = t->head->block_size - CTX_TAIL_NAMES_AT, at = 0, n;
    t->out->damaged |= names.used > used;
    if (names.used < used)
        used = names.used;
    block += CTX_TAIL_NAMES_AT;
    while ((n = name_size(block + at, used - at)) != 0)
        at += n;
    t->out->damaged |= at != used;
    if (at != 0)
        put(t, block, at);
}

/* ---- rings ------------------------------------------------------------------------------------------------ */

static void take_ring(taking_t *t, const uint8_t *block)
{
    ctx_tail_ring_t ring;
    memcpy(&ring, block, sizeof ring);
    const ctx_tail_from_t *last = &t->head->from[t->head->put % 2];
    uint32_t from = ring.taken + (last->block == t->block && last->at == ring.taken), n = ring.head - from;
    if (n > t->head->ring_slots) {
        t->out->damaged = true;
        return;
    }
    uint64_t stamp = 0;
    for (uint32_t i = 0; i < n; i++) {
        found_t f;
        memcpy(&f.ev, block + t->head->slots_at + (size_t)((from + i) % t->head->ring_slots) * RECORD, RECORD);
        if (f.ev.kind < CTX_EV_NODE_NEW || !trace_known_kind_(f.ev.kind) || f.ev.seq == 0) {
            t->out->damaged = true;
            return;
        }
        f.stamp = stamp = f.ev.seq > stamp ? f.ev.seq : stamp;
        f.nth = t->count;
        t->found = trace_grow_(t->found, &t->capacity, t->count + 1, sizeof *t->found);
        t->found[t->count++] = f;
    }
}

static void take_blocks(taking_t *t, const uint8_t *from, size_t size, uint32_t which)
{
    for (size_t at = t->head->head_size; at < size && t->head->block_size <= size - at; at += t->head->block_size) {
        uint32_t kind;
        t->block++;
        memcpy(&kind, from + at, sizeof kind);
        t->out->damaged |= kind != CTX_TAIL_RING && kind != CTX_TAIL_NAMES && kind != 0;
        if (kind == which && which == CTX_TAIL_RING)
            take_ring(t, from + at);
        else if (kind == which)
            take_names(t, from + at);
    }
}

/* ---- order and time ----------------------------------------------------------------------------------------- */

static int by_stamp(const void *a, const void *b)
{
    const found_t *x = a, *y = b;
    if (x->stamp != y->stamp)
        return x->stamp < y->stamp ? -1 : 1;
    return x->nth < y->nth ? -1 : x->nth > y->nth;
}

/* By the pace that the stamps had so far; never before the event before. */
static int64_t time_of(const taking_t *t, uint64_t stamp, int64_t least)
{
    const ctx_tail_anchor_t *now = &t->head->now[t->head->turn % 2], *begun = &t->head->begun;
    double stamps = (double)now->stamp - (double)begun->stamp, ns = (double)now->time - (double)begun->time;
    double pace = stamps > 0 && ns > 0 ? ns / stamps : 1;
    double time = (double)now->time + ((double)stamp - (double)now->stamp) * pace;
    return time > (double)least && time < 9e18 ? (int64_t)time : least;
}

static void put_events(taking_t *t, uint64_t seq, int64_t time)
{
    if (t->count > 1)
        qsort(t->found, t->count, sizeof *t->found, by_stamp);
    for (size_t i = 0; i < t->count; i++) {
        found_t *f = &t->found[i];
        f->ev.seq = seq + 1 + i;
        f->ev.time = time = time_of(t, f->stamp, time);
        put(t, &f->ev, RECORD);
    }
    t->out->events = t->count;
    free(t->found);
}

void trace_tail_waiting_(const uint8_t *from, const ctx_tail_head_t *head, const uint8_t **bytes, size_t *size)
{
    *bytes = from + head->out_at;
    *size = (size_t)(head->put - head->kept) * RECORD;
}

void trace_tail_names_(const uint8_t *from, size_t size, const ctx_tail_head_t *head, trace_tail_t *out)
{
    *out = (trace_tail_t){.outside = head->outside};
    taking_t t = {.head = head, .out = out};
    take_blocks(&t, from, size, CTX_TAIL_NAMES);
}

void trace_tail_rings_(const uint8_t *from, size_t size, const ctx_tail_head_t *head, uint64_t seq, int64_t time, trace_tail_t *out)
{
    taking_t t = {.head = head, .out = out};
    out->size = 0;
    take_blocks(&t, from, size, CTX_TAIL_RING);
    put_events(&t, seq, time);
}

void trace_tail_free_(trace_tail_t *tail)
{
    free(tail->bytes);
    tail->bytes = NULL;
}

/* ---- the file ----------------------------------------------------------------------------------------------- */

static bool read_all(int fd, uint8_t *to, size_t size)
{
    for (size_t at = 0; at < size;) {
        ssize_t n = pread(fd, to + at, size - at, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += (size_t)n;
    }
    return true;
}

/* All of it, in one turn: a program that still runs may have written what was there into FILE in the meantime. */
static uint8_t *read_turn(int fd, size_t size)
{
    enum { TRIES = 20 };
    uint8_t *bytes = malloc(size);
    bool whole = false;
    for (int i = 0; bytes && !whole && i < TRIES; i++) {
        ctx_tail_head_t before, after;
        whole = read_all(fd, (uint8_t *)&before, sizeof before) && read_all(fd, bytes, size) &&
                read_all(fd, (uint8_t *)&after, sizeof after) && before.put == after.put && before.kept == after.kept;
        if (whole)
            memcpy(bytes, &after, sizeof after);
    }
    if (whole)
        return bytes;
    free(bytes);
    return NULL;
}

uint8_t *trace_tail_read_(const char *trace, size_t *size)
{
    enum { MOST = 1 << 30 };
    char path[PATH_MAX + 8];
    struct stat st;
    uint8_t *bytes = NULL;
    if (!realpath(trace, path))
        return NULL;
    strcat(path, ".tail");
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
    if (fd < 0)
        return NULL;
    if (!fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_size >= (off_t)sizeof(ctx_tail_head_t) && st.st_size <= MOST) {
        size_t held = (size_t)st.st_blocks * 512; /* a sparse file must not cost what it does not hold */
        *size = (size_t)st.st_size < held ? (size_t)st.st_size : held;
        bytes = *size >= sizeof(ctx_tail_head_t) ? read_turn(fd, *size) : NULL;
    }
    close(fd);
    return bytes;
}
