/* read.c — bytes to a trace: the header, then records, in pieces cut anywhere.
 *
 * Nothing in a file is believed: every size and id is bounded by what was read so far, so that a damaged trace costs at
 * most a few times its own size. The first record that cannot be right ends the reading; what came before it stays.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "trace_priv.h"

enum { RECORD = sizeof(ctx_event_t), HEADER_MAX = 4096 };
_Static_assert(sizeof(ctx_event_t) == 48 && sizeof(ctx_trace_header_t) == 104, "the record layout is the file format");

static void __attribute__((format(printf, 3, 4))) say(char *err, size_t size, const char *format, ...)
{
    if (!err || !size)
        return;
    va_list ap;
    va_start(ap, format);
    vsnprintf(err, size, format, ap);
    va_end(ap);
}

/* ---- one piece ------------------------------------------------------------------------------------------- */

/* What follows take one item from p. They return the bytes used, 0 when there are not enough yet, or set damage. */

static bool is_packed(const void *bytes)
{
    static const uint8_t gzip[] = {0x1f, 0x8b}, xz[] = {0xfd, '7', 'z', 'X'}, zstd[] = {0x28, 0xb5, 0x2f, 0xfd}, bzip2[] = {'B', 'Z', 'h'};
    return !memcmp(bytes, gzip, sizeof gzip) || !memcmp(bytes, xz, sizeof xz) || !memcmp(bytes, zstd, sizeof zstd) || !memcmp(bytes, bzip2, sizeof bzip2);
}

static const char *header_fault(const ctx_trace_header_t *h)
{
    if (is_packed(h->magic))
        return "it is packed (gzip, xz, zstd or bzip2), and only whole traces are read: unpack it first";
    if (memcmp(h->magic, CTX_TRACE_MAGIC, sizeof h->magic) != 0)
        return "this is not a ctxlab trace (its first 8 bytes are others); `ctxlab run ID --trace FILE` records one";
    if (h->byte_order == 0x04030201u)
        return "this trace was recorded on a machine with the other byte order; read it on such a machine";
    if (h->byte_order != 0x01020304u)
        return "the trace's header is damaged (its byte order mark); record it again";
    if (h->version != CTX_TRACE_VERSION || h->record_size != RECORD)
        return "the trace was written by another version of the format; use the ctxlab that recorded it";
    if (h->header_size < sizeof *h || h->header_size > HEADER_MAX)
        return "the trace's header is damaged (its size); record it again";
    return NULL;
}

static size_t take_header(trace_t *t, const uint8_t *p, size_t n)
{
    ctx_trace_header_t h;
    if (n < sizeof h) {
        size_t known = n < sizeof h.magic ? n : sizeof h.magic;
        if (memcmp(p, CTX_TRACE_MAGIC, known) != 0) {
            memcpy(h.magic, p, known);
            memset(h.magic + known, 0, sizeof h.magic - known);
            say(t->damage, sizeof t->damage, "%s", header_fault(&h));
        }
        return 0;
    }
    memcpy(&h, p, sizeof h);
    const char *fault = header_fault(&h);
    if (fault) {
        say(t->damage, sizeof t->damage, "%s", fault);
        return 0;
    }
    h.program[sizeof h.program - 1] = 0;
    t->header = h;
    t->have_header = true;
    t->header_left = h.header_size - sizeof h;
    return sizeof h;
}

/* What the header says more: which recording it is; the rest is for those who know it. */
static size_t take_mark(trace_t *t, const uint8_t *p, size_t n)
{
    size_t at = t->header.header_size - sizeof t->header - t->header_left;
    if (n > t->header_left)
        n = t->header_left;
    if (t->header.header_size >= sizeof t->header + sizeof t->mark && at < sizeof t->mark)
        memcpy((uint8_t *)&t->mark + at, p, n < sizeof t->mark - at ? n : sizeof t->mark - at);
    t->header_left -= n;
    return n;
}

static size_t take_text(trace_t *t, const ctx_event_t *ev, const uint8_t *p, size_t n)
{
    if (ev->aux > TRACE_TEXT_MAX) {
        say(t->damage, sizeof t->damage, "record %llu says it has a text of %u bytes, which cannot be",
            (unsigned long long)t->records + 1, ev->aux);
        return 0;
    }
    size_t size = RECORD + ((size_t)ev->aux + RECORD - 1) / RECORD * RECORD;
    if (n < size)
        return 0;
    if (!trace_set_text_(t, ev->other, (const char *)p + RECORD, strnlen((const char *)p + RECORD, ev->aux)))
        say(t->damage, sizeof t->damage, "record %llu names text %u, far beyond the texts there can be",
            (unsigned long long)t->records + 1, ev->other);
    return size;
}

static void check_order(trace_t *t, const ctx_event_t *ev)
{
    if (!(t->header.flags & CTX_TRACE_VIRTUAL))
        return; /* threads: order across tasks is by clock, and a gap is announced by a record */
    unsigned long long n = t->records + 1;
    if (ev->seq <= t->last_seq || (t->last_seq && ev->seq - t->last_seq > 1 && ev->kind != CTX_EV_GAP))
        say(t->damage, sizeof t->damage, "record %llu has the number %llu after %llu", n, (unsigned long long)ev->seq,
            (unsigned long long)t->last_seq);
    else if (ev->time < t->last_time)
        say(t->damage, sizeof t->damage, "at record %llu time runs backwards", n);
}

static bool is_empty(const ctx_event_t *ev)
{
    static const ctx_event_t zero;
    return !memcmp(ev, &zero, sizeof zero);
}

static void take_event(trace_t *t, const ctx_event_t *ev)
{
    if (is_empty(ev)) {
        say(t->damage, sizeof t->damage, "record %llu is empty: the program was stopped while it wrote",
            (unsigned long long)t->records + 1);
        return;
    }
    if (!trace_known_kind_(ev->kind)) {
        t->unknown++;
        return;
    }
    check_order(t, ev);
    if (t->count >= UINT32_MAX - 1)
        say(t->damage, sizeof t->damage, "it has more than 4,294,967,294 events, which is more than can be looked at");
    if (t->damage[0])
        return;
    t->last_seq = ev->seq;
    t->last_time = ev->time;
    ctx_event_t mine = *ev;
    trace_dense_event_(t, &mine);
    trace_push_(t, &mine);
    t->ended = ev->kind == CTX_EV_END && ev->detail != 1; /* 1: the choice record follows */
}

static size_t take_record(trace_t *t, const uint8_t *p, size_t n)
{
    ctx_event_t ev;
    if (n < sizeof ev)
        return 0;
    memcpy(&ev, p, sizeof ev);
    size_t used = sizeof ev;
    if (ev.kind == CTX_EV_TEXT)
        used = take_text(t, &ev, p, n);
    else if (ev.kind != CTX_EV_SITE)
        take_event(t, &ev);
    else if (!trace_set_site_(t, ev.site, ev.other, ev.aux, ev.value))
        say(t->damage, sizeof t->damage, "record %llu names call site %u, far beyond the sites there can be",
            (unsigned long long)t->records + 1, ev.site);
    if (t->damage[0])
        return 0;
    if (used && (ev.kind <= CTX_EV_TEXT || !trace_known_kind_(ev.kind)) && ev.seq > t->last_seq)
        t->last_seq = ev.seq;
    t->records += used != 0;
    return used;
}

/* All whole items in p; returns the bytes used. After END nothing more is read, but for the choice
 * record of a run that stopped to ask. */
static size_t take_all(trace_t *t, const uint8_t *p, size_t n)
{
    size_t at = 0, used;
    do {
        if (t->ended)
            return n;
        if (!t->have_header)
            used = take_header(t, p + at, n - at);
        else if (t->header_left)
            used = take_mark(t, p + at, n - at);
        else
            used = take_record(t, p + at, n - at);
        at += used;
    } while (used && !t->damage[0]);
    return at;
}

size_t trace_feed(trace_t *t, const void *bytes, size_t size, char *err, size_t err_size)
{
    size_t before = t->count, used = 0;
    if (!t->damage[0] && !t->pending_count)
        used = take_all(t, bytes, size);
    if (!t->damage[0] && used < size) {
        const uint8_t *rest = (const uint8_t *)bytes + used;
        t->pending = trace_grow_(t->pending, &t->pending_capacity, t->pending_count + size - used, 1);
        memcpy(t->pending + t->pending_count, rest, size - used);
        t->pending_count += size - used;
        used = take_all(t, t->pending, t->pending_count);
        memmove(t->pending, t->pending + used, t->pending_count - used);
        t->pending_count -= used;
    }
    say(err, err_size, "%s", t->damage);
    return t->count - before;
}

/* ---- whole traces ---------------------------------------------------------------------------------------- */

void trace_init_header_(ctx_trace_header_t *h, uint64_t flags, const char *program)
{
    *h = (ctx_trace_header_t){.version = CTX_TRACE_VERSION, .header_size = sizeof *h, .record_size = RECORD,
                              .byte_order = 0x01020304u, .flags = flags};
    memcpy(h->magic, CTX_TRACE_MAGIC, sizeof h->magic);
    snprintf(h->program, sizeof h->program, "%s", program ? program : "");
}

static trace_t *make(void)
{
    size_t capacity = 0;
    trace_t *t = trace_grow_(NULL, &capacity, 1, sizeof *t);
    *t = (trace_t){.last_time = INT64_MIN};
    return t;
}

trace_t *trace_new(uint64_t flags, const char *program)
{
    trace_t *t = make();
    trace_init_header_(&t->header, flags, program);
    return t;
}

void trace_reset(trace_t *t)
{
    trace_dense_free_(t);
    t->count = t->labelled = 0;
    t->nodes = t->tasks = 0;
    t->pending_count = 0;
    t->last_seq = 0;
    t->last_time = INT64_MIN;
    t->ended = t->have_header = false;
    t->header_left = 0;
    t->mark = (ctx_trace_mark_t){.process = 0};
    t->damage[0] = t->tail[0] = 0;
}

void trace_free(trace_t *t)
{
    if (!t)
        return;
    for (trace_chunk_t *c = t->arena, *next; c; c = next) {
        next = c->next;
        free(c);
    }
    trace_dense_free_(t);
    free(t->ev);
    free(t->text);
    free(t->by_text);
    free(t->site);
    free(t->pending);
    free(t->node_new);
    free(t->task_new);
    free(t);
}

/* A run that stopped to ask: its records of who may move come after its end, as many as there are. */
static bool asks_at_last(const trace_t *t)
{
    return t->count > 0 && (t->ev[t->count - 1].kind == CTX_EV_CHOICE || t->ev[t->count - 1].kind == CTX_EV_WAITING);
}

/* The bytes have ended: says what is missing. False: nothing usable. */
static bool close_reading(trace_t *t)
{
    unsigned long long n = t->records;
    if (!t->have_header && !t->damage[0] && !t->pending_count)
        say(t->damage, sizeof t->damage, "it is empty: whoever was to record it was stopped before, or has not begun; record it again");
    else if (!t->have_header && !t->damage[0])
        say(t->damage, sizeof t->damage, "it ends before the header of a trace does; record it again");
    else if (!t->damage[0] && t->pending_count)
        say(t->damage, sizeof t->damage, "it is cut off in the middle of record %llu; the %zu %s before it %s kept",
            n + 1, t->count, t->count == 1 ? "event" : "events", t->count == 1 ? "is" : "are");
    else if (!t->damage[0] && !t->ended && t->tail[0])
        say(t->damage, sizeof t->damage, "it has no end record: the program was stopped or still runs; %zu %s kept, %s", t->count,
            t->count == 1 ? "event is" : "events are", t->tail);
    else if (!t->damage[0] && !t->ended && !asks_at_last(t))
        say(t->damage, sizeof t->damage, "it has no end record: the program was stopped or the copy is incomplete; "
            "%zu %s kept", t->count, t->count == 1 ? "event is" : "events are");
    free(t->pending);
    t->pending = NULL;
    t->pending_count = t->pending_capacity = 0;
    return t->have_header;
}

trace_t *trace_read(const void *bytes, size_t size, char *err, size_t err_size)
{
    trace_t *t = make();
    t->ev = trace_grow_(NULL, &t->capacity, size / RECORD + 1, RECORD);
    trace_feed(t, bytes, size, NULL, 0);
    if (close_reading(t))
        return t;
    say(err, err_size, "reading a trace from memory: %s", t->damage);
    trace_free(t);
    return NULL;
}

/* Opening a pipe by its name waits for a writer for as long as it takes. We wait a second, and then for the bytes of
 * whoever is there. */
static int open_to_read(const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd >= 0 && !fstat(fd, &st) && S_ISFIFO(st.st_mode))
        poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, 1000);
    return fd;
}

typedef struct source {
    const char *path;
    int fd;
    uint64_t done, limit;
    const trace_meter_t *meter;
    bool let_be; /* the meter said so */
} source_t;

static bool feed_file(trace_t *t, source_t *from)
{
    enum { PIECE = 1 << 18 };
    uint8_t *buf = malloc(PIECE);
    ssize_t n = -1;
    struct stat st = {0};
    uint64_t of = !fstat(from->fd, &st) && st.st_size > 0 ? (uint64_t)st.st_size : 0;
    while (buf && !t->damage[0] && !t->ended && !(from->let_be = !trace_goes_on(from->meter, "reading the trace", from->done, of))) {
        uint64_t left = from->limit - from->done;
        n = read(from->fd, buf, left < PIECE ? left : PIECE);
        if (n < 0 && errno == EAGAIN && !fcntl(from->fd, F_SETFL, 0))
            continue; /* a writer is there: from now on a read waits */
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        trace_feed(t, buf, (size_t)n, NULL, 0);
        from->done += (uint64_t)n;
    }
    int saved = buf ? errno : ENOMEM;
    free(buf);
    errno = saved;
    return n >= 0;
}

static void reserve_for(trace_t *t, int fd)
{
    struct stat st;
    if (fstat(fd, &st) || st.st_size <= 0)
        return;
    /* st_blocks: a sparse file must not reserve what it does not hold */
    size_t size = (size_t)st.st_size, held = (size_t)st.st_blocks * 512;
    t->ev = trace_grow_(t->ev, &t->capacity, (size < held ? size : held) / RECORD + 1, RECORD);
}

/* ---- the tail of a recording that was broken off (tail.h) -------------------------------------------------- */

static const char *tail_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void describe_tail(trace_t *t, const trace_tail_t *tail, size_t events, const char *path)
{
    char outside[60] = "";
    const char *damaged = tail->damaged ? "; a damaged part of it is left out" : "";
    if (tail->outside)
        snprintf(outside, sizeof outside, "; the last of %u %s missing: no room there", tail->outside, tail->outside == 1 ? "thread are" : "threads are");
    if (events)
        say(t->tail, sizeof t->tail, "the last %zu of them from %.40s.tail%s%s", events, tail_name(path), damaged, outside);
    else
        say(t->tail, sizeof t->tail, "%.40s.tail has no more%s%s", tail_name(path), damaged, outside);
}

static void feed_some(trace_t *t, const uint8_t *bytes, size_t size)
{
    if (size > 0)
        trace_feed(t, bytes, size, NULL, 0);
}

void trace_add_tail_(trace_t *t, const uint8_t *from, size_t size, const ctx_tail_head_t *head, const char *path)
{
    trace_tail_t tail;
    const uint8_t *waiting;
    size_t bytes, before = t->count;
    trace_tail_names_(from, size, head, &tail);
    t->pending_count = 0; /* a name that was cut: all names are in the tail */
    feed_some(t, tail.bytes, tail.size);
    trace_tail_waiting_(from, head, &waiting, &bytes);
    feed_some(t, waiting, bytes);
    t->pending_count = 0;
    if (!t->ended && !t->damage[0]) {
        trace_tail_rings_(from, size, head, t->last_seq, t->last_time, &tail);
        feed_some(t, tail.bytes, tail.size);
    }
    describe_tail(t, &tail, t->count - before, path);
    trace_tail_free_(&tail);
}

/* FILE again, as far as the tail says that it is whole. NULL: it has less than that. */
static trace_t *read_as_far(source_t *from, uint64_t limit)
{
    from->done = 0;
    from->limit = limit;
    trace_t *t = make();
    if (lseek(from->fd, 0, SEEK_SET) == 0 && feed_file(t, from) && from->done == limit && t->have_header && !t->damage[0] && !from->let_be)
        return t;
    trace_free(t);
    return NULL;
}

static trace_t *with_tail(trace_t *t, source_t *from)
{
    ctx_tail_head_t head;
    size_t size = 0;
    uint8_t *bytes = trace_tail_read_(from->path, &size);
    trace_t *whole = NULL;
    if (bytes && trace_tail_head_(bytes, size, t->mark.id, &head) && head.kept <= INT64_MAX / RECORD / 2) {
        uint64_t kept = t->header.header_size + head.kept * RECORD;
        whole = kept == from->done ? t : read_as_far(from, kept);
    }
    if (whole)
        trace_add_tail_(whole, bytes, size, &head, from->path);
    free(bytes);
    if (whole && whole != t)
        trace_free(t);
    return whole ? whole : t;
}

trace_t *trace_read_file(const char *path, char *err, size_t err_size)
{
    return trace_read_watched(path, NULL, err, err_size);
}

trace_t *trace_read_watched(const char *path, const trace_meter_t *meter, char *err, size_t err_size)
{
    source_t from = {.path = path, .fd = open_to_read(path), .limit = UINT64_MAX, .meter = meter};
    if (from.fd < 0) {
        say(err, err_size, "opening the trace %s: %s; `ctxlab run ID --trace FILE` records one, `ctxlab view unix:PATH` waits for a program that runs", path, strerror(errno));
        return NULL;
    }
    trace_t *t = make();
    reserve_for(t, from.fd);
    bool ok = feed_file(t, &from);
    if (!ok)
        say(err, err_size, "reading the trace %s: %s", path, strerror(errno));
    if (ok && t->have_header && !t->ended && !t->damage[0] && !from.let_be)
        t = with_tail(t, &from);
    close(from.fd);
    if (ok && close_reading(t))
        return t;
    if (ok)
        say(err, err_size, "reading the trace %s: %s", path, t->damage);
    trace_free(t);
    return NULL;
}

/* ---- looking --------------------------------------------------------------------------------------------- */

const ctx_trace_header_t *trace_header(const trace_t *t)
{
    return &t->header;
}

size_t trace_count(const trace_t *t)
{
    return t->count;
}

const ctx_event_t *trace_event(const trace_t *t, size_t i)
{
    return &t->ev[i];
}

void trace_watch(trace_t *t, const trace_meter_t *meter)
{
    t->meter = meter;
}

const char *trace_damage(const trace_t *t)
{
    return t->damage[0] ? t->damage : NULL;
}

uint64_t trace_unknown(const trace_t *t)
{
    return t->unknown;
}
