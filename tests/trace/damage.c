/* damage.c — a small trace with every single bit wrong, cut at every byte, and the kept finds of the fuzzer: each goes
 * through reader, model, findings and exports; with the sanitizers in damage.long.sh.
 */
#include <glob.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "make.h"
#include "tap.h"
#include "trace_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size); /* tests/fuzz/trace_fuzz.c; aborts where it must not come */

static trace_t *sample(void)
{
    trace_t *t = make_trace();
    uint32_t s = learner(t, 12);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 1, .detail = CTX_NODE_BACKGROUND, .time = MS(1000));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 2, .other = 1, .detail = CTX_NODE_CANCEL, .task = 1, .site = s, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_HANDLE_NEW, .node = 2, .other = 1, .task = 1, .site = s);
    ev(t, .kind = CTX_EV_TASK_NEW, .task = 1, .other = 2, .node = 2, .aux = text(t, "worker"), .site = s);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 3, .other = 2, .detail = CTX_NODE_TIMER, .task = 2, .site = s, .value = MS(1050));
    ev(t, .kind = CTX_EV_NODE_LINK, .node = 3, .other = 2, .task = 2);
    ev(t, .kind = CTX_EV_TASK_BLOCK, .task = 2, .detail = CTX_OP_SELECT, .other = 1, .node = 3, .site = s);
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = 2, .task = 1, .detail = 1, .other = 1, .aux = text(t, "bye"), .time = MS(1040), .site = s);
    ev(t, .kind = CTX_EV_TOLD, .node = 2, .task = 1, .detail = 1, .flags = CTX_WHY_CALL, .site = s);
    ev(t, .kind = CTX_EV_TOLD, .node = 3, .other = 2, .task = 1, .detail = 1, .flags = CTX_WHY_PARENT);
    ev(t, .kind = CTX_EV_CANCEL_END, .node = 2, .task = 1, .value = 2);
    ev(t, .kind = CTX_EV_TASK_WAKE, .task = 2, .detail = CTX_OP_SELECT);
    ev(t, .kind = CTX_EV_NOTICED, .task = 2, .node = 3, .detail = 2, .site = s);
    ev(t, .kind = CTX_EV_TASK_END, .task = 2);
    ev(t, .kind = CTX_EV_END);
    return t;
}

enum { BLOCK = 704, SLOTS = 4 };

static void put_at(uint8_t *to, size_t at, ctx_event_t e) { memcpy(to + at, &e, sizeof e); }

/* A small tail: two records that wait to be written, a ring that has come round, one whose first event is put already, a
 * block that was not to be had, and names: eight events in all. */
static size_t tail_sample(uint8_t *to)
{
    ctx_tail_head_t h = {.byte_order = 0x01020304, .head_size = 256 + 3 * 48, .block_size = BLOCK, .record_size = 48, .ring_slots = SLOTS,
                         .slots_at = 128, .out_at = 256, .out_slots = 3, .id = "a lot", .put = 7, .kept = 5, .from = {{0, 0}, {3, 9}},
                         .begun = {1000, 0}, .now = {{3000, 2000}, {5000, 4000}}, .turn = 3, .outside = 1};
    memcpy(h.magic, CTX_TAIL_MAGIC, sizeof h.magic);
    memset(to, 0, h.head_size + 4 * BLOCK);
    memcpy(to, &h, sizeof h);
    for (uint32_t i = 0; i < 2; i++)
        put_at(to, 256 + 48 * i, (ctx_event_t){.seq = 4 + i, .time = 4, .kind = CTX_EV_NODE_NEW, .node = 4 + i, .detail = CTX_NODE_CANCEL, .site = 1});
    for (uint32_t b = 0; b < 4; b++) {
        uint8_t *block = to + h.head_size + (size_t)b * BLOCK;
        ctx_tail_ring_t ring = {.kind = CTX_TAIL_RING, .head = b == 0 ? 6 : 12, .taken = b == 0 ? 2 : 9};
        ctx_tail_names_t names = {.kind = CTX_TAIL_NAMES, .used = 4 * 48};
        memcpy(block, b == 1 ? (void *)&names : (void *)&ring, b == 1 ? sizeof names : sizeof ring);
        if (b == 3)
            memset(block, 0, sizeof ring);
        for (uint32_t i = ring.taken; b != 1 && b != 3 && i < ring.head; i++)
            put_at(block, 128 + 48 * (i % SLOTS), (ctx_event_t){.seq = 6000 + 10 * i + b, .kind = CTX_EV_TOLD, .task = b + 1, .node = 2, .site = 1, .aux = 1});
        put_at(block, b == 1 ? CTX_TAIL_NAMES_AT : 600, (ctx_event_t){.kind = CTX_EV_TEXT, .other = 1, .aux = 60});
        put_at(block, b == 1 ? CTX_TAIL_NAMES_AT + 3 * 48 : 600, (ctx_event_t){.kind = CTX_EV_SITE, .site = 1, .other = 1, .aux = 1, .value = 12});
    }
    memset(to + h.head_size + BLOCK + CTX_TAIL_NAMES_AT + 48, 'x', 60);
    return h.head_size + 4 * BLOCK;
}

static void tails(void)
{
    static uint8_t bytes[1 << 13];
    size_t n = tail_sample(bytes), tried = 0;
    ctx_tail_head_t head;
    trace_t *t = trace_new(CTX_TRACE_THREADS, "");
    t->have_header = true;
    bool is = trace_tail_head_(bytes, n, (const uint8_t *)"a lot\0\0\0\0\0\0\0\0\0\0", &head);
    trace_add_tail_(t, bytes, n, &head, "x");
    ok(is && trace_count(t) == 2 + 4 + 2 && !strcmp(t->tail, "the last 8 of them from x.tail; the last of 1 thread are missing: no room there"),
       "a tail of three parts is read: none twice, none left out");
    bool in_order = trace_text(t, 1)[0] == 'x' && trace_site(t, 1).line == 12;
    for (size_t i = 1; i < trace_count(t); i++)
        in_order = in_order && trace_event(t, i)->seq == trace_event(t, i - 1)->seq + 1 && trace_event(t, i)->time >= trace_event(t, i - 1)->time;
    ok(in_order && trace_event(t, 2)->time == 4000 + 1020 && trace_event(t, 7)->task == 3, "in order, by the pace of its stamps, with names");
    trace_free(t);
    for (size_t at = 0; at < n; at++)
        for (int bit = 0; bit < 8; bit++, tried++) {
            bytes[at] ^= (uint8_t)(1 << bit);
            LLVMFuzzerTestOneInput(bytes, n);
            bytes[at] ^= (uint8_t)(1 << bit);
        }
    for (size_t cut = 0; cut <= n; cut++, tried++) {
        uint8_t *copy = malloc(cut + 1);
        memcpy(copy, bytes, cut);
        LLVMFuzzerTestOneInput(copy, cut);
        free(copy);
    }
    ok(tried == n * 9 + 1, "each bit of a tail wrong in turn, and cut at every byte: no crash, no sanitizer");
}

static size_t bytes_of(const trace_t *t, uint8_t *to, size_t size)
{
    char err[256];
    FILE *f = tmpfile();
    size_t n = 0;
    if (f && trace_write_fd(t, fileno(f), err, sizeof err) && fseek(f, 0, SEEK_SET) == 0)
        n = fread(to, 1, size, f);
    if (f)
        fclose(f);
    return n;
}

/* What stands before the first wrong byte is kept. */
static bool keeps_what_came_before(const trace_t *whole, const uint8_t *bytes, size_t n, size_t wrong)
{
    size_t first = n - trace_count(whole) * sizeof(ctx_event_t); /* the events are the last records of a written file */
    size_t before = wrong < first ? 0 : (wrong - first) / sizeof(ctx_event_t);
    char err[256] = "";
    trace_t *t = trace_read(bytes, n, err, sizeof err);
    bool good = t ? trace_count(t) >= before || wrong < first : *err != 0 && wrong < sizeof(ctx_trace_header_t);
    for (size_t i = 0; t && good && i < before; i++)
        good = !memcmp(trace_event(t, i), trace_event(whole, i), sizeof(ctx_event_t));
    trace_free(t);
    return good;
}

static void flips(const trace_t *whole, uint8_t *bytes, size_t n)
{
    size_t tried = 0, kept = 0;
    for (size_t at = 0; at < n; at++)
        for (int bit = 0; bit < 8; bit++) {
            bytes[at] ^= (uint8_t)(1 << bit);
            LLVMFuzzerTestOneInput(bytes, n);
            tried++;
            kept += keeps_what_came_before(whole, bytes, n, at);
            bytes[at] ^= (uint8_t)(1 << bit);
        }
    ok(tried == n * 8 && n > 800, "each bit of a trace wrong in turn: no crash, no sanitizer");
    ok(kept == tried, "and what came before it is kept");
}

static void cuts(const uint8_t *bytes, size_t n)
{
    size_t tried = 0;
    for (size_t cut = 0; cut <= n; cut++, tried++) {
        uint8_t *copy = malloc(cut + 1); /* its own block: a read past the end is seen */
        memcpy(copy, bytes, cut);
        LLVMFuzzerTestOneInput(copy, cut);
        free(copy);
    }
    ok(tried == n + 1, "cut at every byte: no crash, no sanitizer");
}

static void corpus(size_t files, char **path)
{
    static uint8_t bytes[1 << 20];
    size_t read_ = 0;
    for (size_t i = 0; i < files; i++) {
        FILE *f = fopen(path[i], "rb");
        size_t n = f ? fread(bytes, 1, sizeof bytes, f) : 0;
        if (f)
            fclose(f);
        if (n)
            LLVMFuzzerTestOneInput(bytes, n);
        read_ += n > 0;
    }
    ok(read_ == files && files > 20, "what the fuzzer found, kept in tests/fuzz/corpus-trace: no crash, no sanitizer");
}

int main(void)
{
    static uint8_t bytes[1 << 16];
    struct rusage use;
    glob_t kept = {0};
    trace_t *t = sample();
    size_t n = bytes_of(t, bytes, sizeof bytes);
    flips(t, bytes, n);
    cuts(bytes, n);
    tails();
    glob("tests/fuzz/corpus-trace/*", 0, NULL, &kept);
    corpus(kept.gl_pathc, kept.gl_pathv);
    globfree(&kept);
    getrusage(RUSAGE_SELF, &use);
    ok(use.ru_maxrss < 700 * 1024, "and never much memory"); /* ASan keeps what was freed for a while: up to 256 MB of it */
    trace_free(t);
    return tap_end();
}
