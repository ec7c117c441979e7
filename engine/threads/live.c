/* live.c — a viewer that comes and goes. $CTX_TRACE=unix:PATH listens at PATH, for this user only.
 *
 * The program never waits for the viewer. What the viewer does not take in time is dropped, and said so: a gap record with
 * the number lost, then a snapshot of everything that lives, from the book. Coming is the same, with nothing lost.
 */
#define _GNU_SOURCE /* accept4 */
#include "chan.h"
#include "ledger.h"
#include "task.h"
#include "trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { ROOM_MB = 64, LAST_MS = 2000, LAST_BYTES = 1 << 20, KEPT = 1 << 22 };
#define BOOKED ((uint64_t)1 << 32) /* before it: threads by their number; after all of the book: who waits */

static struct {
    int listening, viewer;
    char path[sizeof((struct sockaddr_un *)NULL)->sun_path];
    struct stat made; /* the path, as we made it */
    bool resync; /* something was lost since the last snapshot */
    uint64_t lost;
    char *bytes; /* not yet taken by the viewer */
    size_t sent, filled, room; /* of the bytes, taken already */
    size_t behind; /* so many may wait */
} live = {.listening = -1, .viewer = -1};

/* ---- bytes ------------------------------------------------------------------------------------------------------ */

static void hang_up(void)
{
    close(live.viewer);
    live.viewer = -1;
    live.sent = live.filled = 0;
}

static void push(void)
{
    while (live.sent < live.filled) {
        ssize_t n = send(live.viewer, live.bytes + live.sent, live.filled - live.sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n > 0) {
            live.sent += (size_t)n;
        } else if (n < 0 && errno == EINTR) {
            continue;
        } else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            break;
        } else {
            hang_up();
            return;
        }
    }
    if (live.sent * 2 < live.filled) /* moved seldom: there may be much of it */
        return;
    memmove(live.bytes, live.bytes + live.sent, live.filled - live.sent);
    live.filled -= live.sent;
    live.sent = 0;
    if (live.filled == 0 && live.room > KEPT) { /* of a burst that is over */
        free(live.bytes);
        live.bytes = NULL;
        live.room = 0;
    }
}

size_t live_room(void) { return live.behind; }

/* Megabytes; 0 or nonsense: as if it were not set. */
size_t live_room_asked(void)
{
    const char *text = getenv("CTX_TRACE_BUFFER");
    long mb = text != NULL ? strtol(text, NULL, 10) : 0;
    return (size_t)(mb > 0 && mb <= 65536 ? mb : ROOM_MB) << 20;
}

void live_send(const void *bytes, size_t size)
{
    if (live.viewer < 0 || size == 0)
        return;
    if (live.filled + size > live.room) {
        size_t room = (live.filled + size) * 2;
        char *more = realloc(live.bytes, room);
        if (more == NULL) { /* the program comes first: this viewer is let go */
            hang_up();
            return;
        }
        live.bytes = more;
        live.room = room;
    }
    memcpy(live.bytes + live.filled, bytes, size);
    live.filled += size;
    push();
}

/* ---- the snapshot ------------------------------------------------------------------------------------------------ */

typedef struct row {
    uint64_t number;
    size_t place; /* one entry's rows stay in their order */
    ctx_event_t event;
} row_t;

typedef struct rows {
    row_t *rows;
    size_t count, room;
} rows_t;

static void add(rows_t *rows, uint64_t number, ctx_event_t event)
{
    if (rows->count == rows->room) {
        rows->room = rows->room ? rows->room * 2 : 256;
        row_t *more = realloc(rows->rows, rows->room * sizeof *more);
        if (more == NULL)
            rt_out_of_memory(rows->room * sizeof *more);
        rows->rows = more;
    }
    event.time = trace_time();
    rows->rows[rows->count] = (row_t){number, rows->count, event};
    rows->count++;
}

static void put(rows_t *rows, const ledger_entry_t *entry, ctx_event_t event)
{
    event.site = event.kind != CTX_EV_TOLD ? RT_SITE(entry->row.made) : 0; /* where it was told, the book does not know */
    add(rows, BOOKED + entry->number, event);
}

/* What a timeout was asked for, to three digits: the book's time and the deadline were taken some microseconds apart. */
static uint32_t length_asked(ctx_ns_t ns)
{
    static const struct { const char *name; ctx_ns_t ns; } units[] = {{"s", 1000000000}, {"ms", 1000000}, {"us", 1000}, {"ns", 1}};
    ctx_ns_t digit = 1;
    if (ns <= 0)
        return rt_text("0s");
    while (ns / digit >= 1000)
        digit *= 10;
    ns = (ns + digit / 2) / digit * digit;
    size_t u = 0;
    while (ns < units[u].ns)
        u++;
    char text[40];
    int n = snprintf(text, sizeof text, "%lld.%03lld", (long long)(ns / units[u].ns), (long long)(ns % units[u].ns * 1000 / units[u].ns));
    while (n > 1 && text[n - 1] == '0')
        n--;
    n -= text[n - 1] == '.';
    snprintf(text + n, sizeof text - (size_t)n, "%s", units[u].name);
    return rt_text(text);
}

/* A timeout's length, a value's key, a custom context's type. */
static uint32_t name_of(ctx_t *ctx, ctx_ns_t since)
{
    if (ctx->kind == CTX_NODE_TIMER && node_timer(ctx)->deadline != CTX_NO_DEADLINE)
        return length_asked(node_timer(ctx)->deadline - since);
    if (ctx->kind == CTX_NODE_VALUE)
        return rt_text(ctx_key_text_(((const value_node_t *)(const void *)ctx)->key));
    const char *type = ctx->kind == CTX_NODE_CUSTOM ? ((const ctx_custom_t *)(const void *)ctx)->ops_->type_name : NULL;
    return ctx->kind != CTX_NODE_CUSTOM ? 0 : rt_text(type != NULL ? type : "custom");
}

static void add_node(rows_t *rows, const ledger_entry_t *entry)
{
    ctx_t *ctx = (ctx_t *)(uintptr_t)entry->ptr;
    if (ctx->kind == CTX_NODE_STOP || ctx->id == 0)
        return;
    ctx_t *parent = ctx->parent;
    while (parent != NULL && parent->kind == CTX_NODE_STOP)
        parent = parent->parent;
    int64_t deadline = ctx->kind == CTX_NODE_TIMER ? node_timer(ctx)->deadline : CTX_NO_DEADLINE;
    put(rows, entry, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .node = ctx->id, .detail = ctx->kind, .aux = name_of(ctx, entry->row.since),
                                   .other = parent ? parent->id : 0, .value = deadline});
    if (!node_cancelable(ctx))
        return;
    if (ctx->parent != NULL && ctx->parent->kind == CTX_NODE_STOP) {
        ctx_t *custom = ctx_of_custom(((const stop_node_t *)(const void *)ctx->parent)->custom);
        put(rows, entry, (ctx_event_t){.kind = CTX_EV_FORWARDER, .node = ctx->id, .other = custom->id, .detail = 3});
    }
    cancel_node_t *node = node_cancel(ctx), *owner = parent ? ctx_deciding_(parent) : NULL;
    uint32_t word = atomic_load_explicit(&node->done.word, memory_order_acquire);
    if ((word & DONE_OPEN) != 0)
        put(rows, entry, (ctx_event_t){.kind = CTX_EV_DONE_MADE, .node = ctx->id});
    uint32_t err = __atomic_load_n(&ctx->err, __ATOMIC_ACQUIRE); /* its event comes after this and before done is closed: it may be lost already */
    if (err != CTX_OK)
        put(rows, entry, (ctx_event_t){.kind = CTX_EV_TOLD, .node = ctx->id, .detail = (uint8_t)err,
                                       .aux = (word & DONE_CLOSED) != 0 ? ctx_error_text_(node->cause) : 0});
    else if (owner != NULL && !done_closed(&owner->done))
        put(rows, entry, (ctx_event_t){.kind = CTX_EV_NODE_LINK, .node = ctx->id, .other = owner->base.id});
}

static void add_timer(rows_t *rows, const ledger_entry_t *entry)
{
    const rt_timer_t *timer = entry->ptr;
    uint32_t node = 0;
    if (timer->kind == RT_TIMER_CTX)
        node = ((const timer_node_t *)(const void *)((const char *)timer - offsetof(timer_node_t, timer)))->node.base.id;
    put(rows, entry, (ctx_event_t){.kind = CTX_EV_TIMER_ARM, .node = node, .other = timer->id, .value = timer->when});
}

static void add_row(const ledger_entry_t *entry, void *arg)
{
    rows_t *rows = arg;
    const ctx_cancel_t *handle = entry->ptr;
    const ordinary_t *ch = entry->ptr;
    const ctx_stop_t *stop = entry->ptr;
    const forward_t *f = entry->ptr;
    switch (entry->row.kind) {
    case CTX_LEDGER_NODE: add_node(rows, entry); break;
    case CTX_LEDGER_TIMER: add_timer(rows, entry); break;
    case CTX_LEDGER_TASK: put(rows, entry, task_snapshot(entry->ptr)); break;
    case CTX_LEDGER_HANDLE:
        put(rows, entry, (ctx_event_t){.kind = CTX_EV_HANDLE_NEW, .node = handle->ctx_->id, .other = handle->id_});
        break;
    case CTX_LEDGER_CHAN:
        put(rows, entry, (ctx_event_t){.kind = CTX_EV_CHAN_NEW, .other = ch->id, .aux = rt_text(ch->type), .value = (int64_t)ch->capacity});
        break;
    case CTX_LEDGER_FORWARDER:
        put(rows, entry, (ctx_event_t){.kind = CTX_EV_FORWARDER, .node = f->node->base.id, .other = f->parent->id, .detail = 1});
        break;
    case CTX_LEDGER_STOP:
        put(rows, entry, (ctx_event_t){.kind = CTX_EV_AFTER_REG, .node = stop->node->node.base.id,
                                       .other = stop->node->node.base.parent->id, .aux = stop->background});
        break;
    default: break;
    }
}

static int older(const void *a, const void *b)
{
    const row_t *x = a, *y = b;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

/* Threads that the book does not know come first, oldest first, as a task is named before what it made; who waits in what, last. */
static void add_thread(uint32_t task, bool foreign, const ctx_event_t *waits, void *arg)
{
    rows_t *rows = arg;
    if (foreign)
        add(rows, task, (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = task, .aux = rt_text(task == 1 ? "main" : "thread")});
    if (waits != NULL)
        add(rows, UINT64_MAX, *waits);
}

static void snapshot(uint64_t lost)
{
    rows_t rows = {0};
    ledger_visit(add_row, &rows);
    trace_threads(add_thread, &rows);
    ctx_ns_t complete = rt_now();
    trace_names();
    trace_record((ctx_event_t){.kind = CTX_EV_GAP, .value = (int64_t)lost, .time = trace_time()});
    if (rows.count > 1)
        qsort(rows.rows, rows.count, sizeof *rows.rows, older);
    trace_roots();
    for (size_t i = 0; i < rows.count; i++)
        trace_record(rows.rows[i].event);
    trace_record((ctx_event_t){.kind = CTX_EV_SNAPSHOT_END, .time = trace_time(), .value = complete});
    free(rows.rows);
}

/* ---- coming and going --------------------------------------------------------------------------------------------- */

static void welcome(void)
{
    ctx_trace_header_t header;
    trace_restart();
    names_again();
    trace_header(&header);
    live_send(&header, sizeof header);
    live.resync = true;
    live.lost = 0;
    (void)trace_give_up(); /* nobody was there to miss it */
}

/* A send would tell, but while nothing happens nothing is sent, and whoever comes next would wait for ever. */
static bool viewer_has_gone(void)
{
    char byte;
    ssize_t n = recv(live.viewer, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

static void say_gap(void)
{
    uint64_t missed = live.lost;
    live.resync = false;
    live.lost = 0;
    snapshot(missed);
}

bool live_turn(uint32_t lost)
{
    bool comes = false;
    if (live.viewer >= 0 && viewer_has_gone())
        hang_up();
    if (live.viewer < 0) {
        live.viewer = accept4(live.listening, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (live.viewer < 0)
            return false;
        welcome();
        comes = true;
    } else if (live.filled > 0) {
        push();
    }
    live.resync = live.resync || lost != 0 || live.filled - live.sent > live.behind;
    live.lost += lost;
    if (!live.resync)
        return live.viewer >= 0;
    trace_keep_bursts(live.viewer >= 0 && live.filled == 0); /* the snapshot takes its time */
    live.lost += trace_give_up();
    if (comes)
        live.lost = 0; /* while nobody looked nothing was missed */
    if (live.viewer < 0 || live.filled != 0)
        return false;
    say_gap();
    return true;
}

/* Given up between a turn that could not look and the next: missing all the same, if somebody is there to miss it. */
uint64_t live_missed(uint64_t events)
{
    if (live.viewer >= 0)
        live.lost += events;
    return events;
}

void live_last_turn(uint32_t lost)
{
    live.resync = live.resync || lost != 0;
    live.lost += lost;
    if (!live.resync || live.viewer < 0)
        return;
    live.lost += trace_give_up();
    say_gap();
}

/* A program that was killed leaves its socket behind; one that runs still listens at it. */
static bool somebody_listens(const struct sockaddr_un *at)
{
    int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool listens = probe >= 0 && (connect(probe, (const struct sockaddr *)at, sizeof *at) == 0 || errno == EAGAIN);
    if (probe >= 0)
        close(probe);
    return listens;
}

bool live_listen(const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof at.sun_path) {
        fprintf(stderr, "libctx: the socket's path is too long: %s; not recording\n", path);
        return false;
    }
    strcpy(at.sun_path, path);
    strcpy(live.path, path);
    live.behind = live_room_asked();
    live.listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    struct stat there;
    if (lstat(path, &there) == 0 && S_ISSOCK(there.st_mode)) {
        if (somebody_listens(&at)) {
            fprintf(stderr, "libctx: another program that runs is watched at %s; not recording\n", path);
            close(live.listening);
            live.listening = -1;
            return false;
        }
        unlink(path);
    }
    if (live.listening < 0 || fchmod(live.listening, 0600) != 0 ||
        bind(live.listening, (struct sockaddr *)&at, sizeof at) != 0 || chmod(path, 0600) != 0 ||
        listen(live.listening, 4) != 0) {
        fprintf(stderr, "libctx: cannot listen at %s: %s; not recording\n", path, strerror(errno));
        return false;
    }
    (void)lstat(path, &live.made);
    return true;
}

/* The last it will hear; not for long */
static void send_last(void)
{
    ctx_ns_t from = rt_now();
    while (live.sent < live.filled && rt_now() - from < (ctx_ns_t)LAST_MS * 1000000) {
        size_t left = live.filled - live.sent;
        ssize_t n = send(live.viewer, live.bytes + live.sent, left < LAST_BYTES ? left : LAST_BYTES, MSG_NOSIGNAL);
        if (n <= 0)
            return;
        live.sent += (size_t)n;
    }
}

void live_end(void)
{
    if (live.viewer >= 0) {
        struct timeval moment = {0, 200000};
        setsockopt(live.viewer, SOL_SOCKET, SO_SNDTIMEO, &moment, sizeof moment);
        int flags = fcntl(live.viewer, F_GETFL);
        fcntl(live.viewer, F_SETFL, flags & ~O_NONBLOCK);
        send_last();
        hang_up();
    }
    close(live.listening);
    struct stat there;
    if (lstat(live.path, &there) == 0 && there.st_ino == live.made.st_ino && there.st_ctim.tv_sec == live.made.st_ctim.tv_sec &&
        there.st_ctim.tv_nsec == live.made.st_ctim.tv_nsec) /* somebody may have put another in its place */
        unlink(live.path);
}

void live_forked(void)
{
    close(live.listening);
    if (live.viewer >= 0)
        close(live.viewer);
    live.listening = live.viewer = -1;
}
