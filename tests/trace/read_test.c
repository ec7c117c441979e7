/* read_test.c — the reader: whole traces come back as they were written, damage ends the reading and nothing else.
 */
#include <stdlib.h>
#include <unistd.h>

#include "make.h"
#include "tap.h"

static trace_t *sample(void)
{
    trace_t *t = make_trace();
    uint32_t s = learner(t, 12);
    text(t, "a text of more than forty-eight characters takes two slots");
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 1, .detail = CTX_NODE_BACKGROUND, .time = MS(1000));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 2, .other = 1, .detail = CTX_NODE_CANCEL, .task = 1, .site = s, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_TASK_NEW, .task = 1, .other = 2, .node = 2, .aux = text(t, "worker"), .site = s);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 3, .other = 2, .detail = CTX_NODE_TIMER, .task = 2, .site = s, .value = MS(1050));
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = 2, .task = 1, .detail = 1, .other = 1, .aux = text(t, "bye"), .time = MS(1040), .site = s);
    ev(t, .kind = CTX_EV_TOLD, .node = 2, .task = 1, .detail = 1, .flags = CTX_WHY_CALL, .site = s);
    ev(t, .kind = CTX_EV_CANCEL_END, .node = 2, .task = 1, .value = 1);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static char path[] = "/tmp/ctxlab-read-XXXXXX";
static unsigned char bytes[1 << 16];

static size_t written(const trace_t *t)
{
    char err[256];
    FILE *f = trace_write_file(t, path, err, sizeof err) ? fopen(path, "rb") : NULL;
    size_t n = f ? fread(bytes, 1, sizeof bytes, f) : 0;
    if (f)
        fclose(f);
    return n;
}

static bool same_events(const trace_t *a, const trace_t *b)
{
    if (trace_count(a) != trace_count(b))
        return false;
    for (size_t i = 0; i < trace_count(a); i++)
        if (memcmp(trace_event(a, i), trace_event(b, i), sizeof(ctx_event_t)) != 0)
            return false;
    return true;
}

static void test_round_trip(const trace_t *t, size_t n)
{
    char err[256] = "";
    trace_t *file = trace_read_file(path, err, sizeof err), *memory = trace_read(bytes, n, err, sizeof err);
    ok(file && same_events(t, file) && !trace_damage(file), "a written file reads back the same");
    ok(memory && same_events(t, memory) && !trace_damage(memory), "so do its bytes in memory");
    ok(file && !strcmp(trace_text(file, trace_event(file, 4)->aux), "bye"), "texts come back");
    ok(file && trace_site(file, 1).line == 12 && !strcmp(trace_site(file, 1).file, "exercise.c"), "sites come back");
    ok(!strcmp(trace_text(t, 99), "") && !strcmp(trace_site(t, 99).file, "?"), "unknown ids have answers");
    trace_free(file);
    trace_free(memory);
}

static void test_pieces(const trace_t *t, size_t n)
{
    bool all = true;
    for (size_t step = 1; step < 120; step += 7) {
        trace_t *fed = trace_new(0, "");
        size_t events = 0;
        for (size_t at = 0; at < n; at += step)
            events += trace_feed(fed, bytes + at, n - at < step ? n - at : step, NULL, 0);
        all = all && events == trace_count(t) && same_events(t, fed) && !trace_damage(fed);
        trace_free(fed);
    }
    ok(all, "a trace fed in pieces of any size is the same trace");
}

static void test_cut(const trace_t *t, size_t n)
{
    bool all = true, kept = true;
    size_t had = 0;
    for (size_t cut = 0; cut < n; cut++) {
        char err[256] = "";
        unsigned char *copy = malloc(cut + 1); /* its own block: the sanitizer sees a read past the end */
        memcpy(copy, bytes, cut);
        trace_t *got = trace_read(copy, cut, err, sizeof err);
        if (got) {
            all = all && trace_damage(got) && trace_count(got) <= trace_count(t);
            all = all && ((cut - sizeof(ctx_trace_header_t)) % sizeof(ctx_event_t) == 0 || strstr(trace_damage(got), "cut off in the middle of record"));
            kept = kept && trace_count(got) >= had && trace_count(got) - had <= 1; /* never fewer, for more bytes */
            had = trace_count(got);
            for (size_t i = 0; i < trace_count(got); i++)
                all = all && !memcmp(trace_event(got, i), trace_event(t, i), sizeof(ctx_event_t));
        } else {
            all = all && cut < sizeof(ctx_trace_header_t) && *err;
        }
        trace_free(got);
        free(copy);
    }
    ok(all, "cut at every byte: the cut is reported, and what is there is right");
    ok(kept && had == trace_count(t) - 1, "cut at every byte: all that came before is kept");
}

typedef enum wrong { NUMBER_SKIPPED, NUMBER_AGAIN, TIME_BACK, NOTHING, HUGE_TEXT } wrong_t;

/* One record that cannot be right: what it says of it, and the events before it that are kept. */
static bool ends_at(const trace_t *t, size_t n, size_t event, wrong_t wrong, const char *says)
{
    unsigned char copy[sizeof bytes];
    ctx_event_t one = *trace_event(t, event);
    memcpy(copy, bytes, n);
    unsigned char *at = memmem(copy, n, &one, sizeof one);
    if (!at)
        return false;
    switch (wrong) {
    case NUMBER_SKIPPED: one.seq++; break;
    case NUMBER_AGAIN: one.seq--; break;
    case TIME_BACK: one.time = MS(1); break;
    case HUGE_TEXT: one.kind = CTX_EV_TEXT, one.aux = 1u << 30; break;
    case NOTHING: one = (ctx_event_t){0}; break;
    }
    memcpy(at, &one, sizeof one);
    trace_t *got = trace_read(copy, n, NULL, 0);
    bool right = got && trace_damage(got) && strstr(trace_damage(got), says) && trace_count(got) == event;
    if (!right)
        printf("# %zu events, \"%s\"\n", got ? trace_count(got) : 0, got && trace_damage(got) ? trace_damage(got) : "");
    trace_free(got);
    return right;
}

static void test_wrong_record(const trace_t *t, size_t n)
{
    ok(ends_at(t, n, 5, NUMBER_SKIPPED, "has the number"), "a record is missing: said, and the five before are kept");
    ok(ends_at(t, n, 5, NUMBER_AGAIN, "has the number"), "a number comes twice");
    ok(ends_at(t, n, 5, TIME_BACK, "time runs backwards"), "time runs backwards");
    ok(ends_at(t, n, 5, NOTHING, "is empty: the program was stopped while it wrote"), "an empty record");
    ok(ends_at(t, n, 5, HUGE_TEXT, "which cannot be"), "a text that is too long to be one");
}

static void test_flips(size_t n)
{
    uint64_t seed = 20240711;
    unsigned usable = 0;
    char line[512], err[256];
    for (int round = 0; round < 20000; round++) {
        unsigned char copy[sizeof bytes];
        memcpy(copy, bytes, n);
        for (int flips = 1 + round % 3; flips; flips--) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            copy[(seed >> 33) % n] ^= (unsigned char)(1u << (seed >> 61));
        }
        trace_t *got = trace_read(copy, n, err, sizeof err);
        for (size_t i = 0; got && i < trace_count(got); i++)
            trace_line(got, i, false, line, sizeof line);
        usable += got != NULL;
        trace_free(got);
    }
    ok(usable > 10000, "20,000 traces with flipped bits: read or refused, never a crash");
}

static void test_refusals(size_t n)
{
    char err[256] = "";
    ok(!trace_read("GIF89a and so on, for quite a while, no trace at all; more than a header has, which is 104 bytes long!!", 104,
                   err, sizeof err) && strstr(err, "not a ctxlab trace"), "another kind of file is refused by name");
    ok(!trace_read_file("/nonexistent/x.trace", err, sizeof err) && strstr(err, "/nonexistent/x.trace"),
       "a missing file is refused with its name");
    ctx_trace_header_t *h = (ctx_trace_header_t *)(void *)bytes;
    ctx_trace_header_t saved = *h;
    h->version = 2;
    ok(!trace_read(bytes, n, err, sizeof err) && strstr(err, "another version"), "another version is refused");
    *h = saved;
    h->byte_order = 0x04030201;
    ok(!trace_read(bytes, n, err, sizeof err) && strstr(err, "other byte order"), "the other byte order is refused");
    *h = saved;
    h->header_size += 8; /* a later minor version may say more */
    memmove(bytes + sizeof saved + 8, bytes + sizeof saved, n - sizeof saved);
    trace_t *t = trace_read(bytes, n + 8, err, sizeof err);
    ok(t && trace_count(t) == 8 && !trace_damage(t), "a longer header is skipped");
    trace_free(t);
}

static void test_unknown_kind(void)
{
    trace_t *t = make_trace();
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 1, .detail = 1);
    ev(t, .kind = 5000);
    ev(t, .kind = CTX_EV_END);
    size_t n = written(t);
    trace_t *got = trace_read(bytes, n, NULL, 0);
    ok(got && trace_count(got) == 2 && trace_unknown(got) == 1, "records of an unknown kind are skipped and counted");
    trace_free(got);
    trace_free(t);
}

static void test_joined(void)
{
    trace_t *t = trace_new(CTX_TRACE_THREADS, "server");
    ev(t, .kind = CTX_EV_GAP, .value = 0, .time = 9);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 4000000000u, .other = 1, .detail = CTX_NODE_CANCEL, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 77, .other = 4000000000u, .detail = CTX_NODE_CANCEL, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 3000000000u, .node = 77);
    ev(t, .kind = CTX_EV_SNAPSHOT_END);
    ev(t, .kind = CTX_EV_TOLD, .task = 3000000000u, .node = 77, .other = 4000000000u, .detail = 1, .flags = CTX_WHY_PARENT);
    ev(t, .kind = CTX_EV_END);
    size_t n = written(t);
    trace_t *got = trace_read(bytes, n, NULL, 0);
    const ctx_event_t *told = got ? trace_event(got, 5) : NULL;
    ok(told && trace_event(got, 1)->node == 3 && trace_event(got, 1)->other == 1 && told->node == 4 && told->other == 3 &&
       told->task == 1, "a program joined while it ran: its ids are small again");
    trace_free(got);
    trace_free(t);
}

static void test_lines(const trace_t *t)
{
    char line[512];
    trace_line(t, 5, true, line, sizeof line);
    ok(strstr(line, "     6       40ms  T1") && strstr(line, "told") && strstr(line, "c2 WithCancel  canceled  why call") &&
       strstr(line, "[exercise.c:12]"), "a line says number, time, task, kind, context, err, reason and place");
    trace_line(t, 3, true, line, sizeof line);
    ok(strstr(line, "T2 worker") && strstr(line, "c3 WithTimeout 50ms") && strstr(line, "under c2 WithCancel"),
       "tasks and contexts have names");
    ok(trace_line(t, 3, true, line, 8) > 20 && strlen(line) == 7, "a short buffer is kept to");
}

int main(void)
{
    int fd = mkstemp(path);
    if (fd >= 0)
        close(fd);
    trace_t *t = sample();
    size_t n = written(t);
    ok(n > 500, "the sample was written");
    test_round_trip(t, n);
    test_pieces(t, n);
    test_cut(t, n);
    test_wrong_record(t, n);
    test_flips(n);
    test_lines(t);
    test_joined();
    n = written(t);
    test_refusals(n);
    test_unknown_kind();
    trace_free(t);
    unlink(path);
    return tap_end();
}
