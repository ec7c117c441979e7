/* bench_model.c — how fast a model applies, seeks and rewinds. Prints figures; judges nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "finding.h"
#include "make.h"
#include "model_priv.h"

static double now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/* Requests in a moving window of 1,000: each derives, starts a task, works, is cancelled and freed. */
static void request(trace_t *t, uint32_t i, int64_t time)
{
    uint32_t node = i + 3, task = i + 2;
    ev(t, .kind = CTX_EV_NODE_NEW, .node = node, .other = 2, .task = 1, .detail = CTX_NODE_TIMER, .value = time + 50, .time = time);
    ev(t, .kind = CTX_EV_HANDLE_NEW, .node = node, .other = i + 1, .task = 1);
    ev(t, .kind = CTX_EV_NODE_LINK, .node = node, .other = 2, .task = 1);
    ev(t, .kind = CTX_EV_TIMER_ARM, .node = node, .other = i + 1, .task = 1, .value = time + 50);
    ev(t, .kind = CTX_EV_TASK_NEW, .node = node, .other = task, .task = 1);
    if (i < 1000)
        return;
    node -= 1000, task -= 1000;
    ev(t, .kind = CTX_EV_WORK, .node = node, .task = task, .aux = 1);
    ev(t, .kind = CTX_EV_HANDLE_RELEASE, .node = node, .task = 1, .other = i - 999);
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = node, .task = 1, .detail = 1, .flags = CTX_WHY_RELEASE);
    ev(t, .kind = CTX_EV_TOLD, .node = node, .task = 1, .detail = 1, .flags = CTX_WHY_RELEASE);
    ev(t, .kind = CTX_EV_CANCEL_END, .node = node, .task = 1, .value = 1);
    ev(t, .kind = CTX_EV_NODE_UNLINK, .node = node, .other = 2, .task = 1);
    ev(t, .kind = CTX_EV_NOTICED, .node = node, .task = task, .detail = 2);
    ev(t, .kind = CTX_EV_TASK_END, .task = task);
    ev(t, .kind = CTX_EV_NODE_FREE, .node = node, .task = task);
}

static trace_t *window_trace(size_t n)
{
    trace_t *t = make_trace();
    text(t, "ping");
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 2, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .time = 1);
    for (uint32_t i = 0; trace_count(t) < n; i++)
        request(t, i, (int64_t)i);
    return t;
}

static trace_t *wide_trace(size_t n)
{
    trace_t *t = make_trace();
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 2, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .time = 1);
    uint32_t children = (uint32_t)(n / 4);
    for (uint32_t i = 0; i < children; i++) {
        ev(t, .kind = CTX_EV_NODE_NEW, .node = i + 3, .other = 2, .detail = CTX_NODE_CANCEL, .value = INT64_MAX);
        ev(t, .kind = CTX_EV_HANDLE_NEW, .node = i + 3, .other = i + 1);
        ev(t, .kind = CTX_EV_NODE_LINK, .node = i + 3, .other = 2);
    }
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = 2, .detail = 1);
    ev(t, .kind = CTX_EV_TOLD, .node = 2, .detail = 1, .flags = CTX_WHY_CALL);
    for (uint32_t i = 0; i < children; i++)
        ev(t, .kind = CTX_EV_TOLD, .node = i + 3, .other = 2, .detail = 1, .flags = CTX_WHY_PARENT);
    return t;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measure(const char *name, trace_t *t)
{
    enum { SEEKS = 201 };
    double took[SEEKS];
    size_t n = trace_count(t);
    model_t *m = model_new(t);
    model_apply_all(m); /* once for the memory */
    model_rewind(m, t);
    model_key_every_(m, n + 1);
    double start = now();
    model_apply_all(m);
    double plain = now() - start;
    model_rewind(m, t);
    model_key_every_(m, KEY_EVERY);
    start = now();
    model_apply_all(m);
    double keyed = now() - start;
    uint64_t seed = 3;
    for (int i = 0; i < SEEKS; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        size_t to = (size_t)(seed >> 33) % n;
        start = now();
        model_seek(m, to);
        took[i] = now() - start;
    }
    qsort(took, SEEKS, sizeof *took, by_value);
    printf("%s: %zu events, %u nodes: apply %.1f M/s (leaving keyframes %.1f M/s) · seek median %.2f ms, worst %.2f ms · "
           "%u keyframes, %.2f x the file\n", name, n, m->nodes, (double)n / plain / 1e6, (double)n / keyed / 1e6,
           took[SEEKS / 2] * 1e3, took[SEEKS - 1] * 1e3, m->priv->keys, (double)m->priv->key_bytes / ((double)n * 48));
    model_free(m);
    trace_free(t);
}

static void measure_small(void)
{
    trace_t *t = window_trace(50);
    model_t *m = model_new(t);
    double start = now();
    for (int i = 0; i < 100000; i++) {
        model_rewind(m, t);
        model_apply_all(m);
    }
    printf("small: %zu events, rewind and apply %.2f us\n", trace_count(t), (now() - start) * 1e6 / 100000);
    model_free(m);
    trace_free(t);
}

static void measure_judging(const char *path)
{
    enum { ROUNDS = 100000 };
    trace_t *t = trace_read_file(path, NULL, 0);
    if (!t)
        return;
    model_t *m = model_new(t);
    findings_t found = {0};
    double start = now();
    for (int i = 0; i < ROUNDS; i++) {
        model_rewind(m, t);
        model_apply_all(m);
        findings_clear(&found);
        findings_run(m, &found);
    }
    printf("%s: %zu events, rewind, apply and all findings %.2f us (%u found)\n", path, trace_count(t), (now() - start) * 1e6 / ROUNDS,
           found.count);
    findings_free(&found);
    model_free(m);
    trace_free(t);
}

int main(int argc, char **argv)
{
    struct rusage use;
    measure("window", window_trace(1000000));
    measure("wide", wide_trace(1000000));
    measure_small();
    for (int i = 1; i < argc; i++)
        measure_judging(argv[i]);
    getrusage(RUSAGE_SELF, &use);
    printf("most memory: %ld MB\n", use.ru_maxrss / 1024);
    return 0;
}
