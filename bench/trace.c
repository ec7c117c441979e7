/* trace.c — how fast a model applies, seeks and rewinds, and what its keyframes weigh. Prints figures, and of each
 * target whether it is hit.
 *
 *     trace                    everything
 *     trace write SHAPE N FILE  only writes that trace, for the screen's benchmark
 *     trace of SHAPE N          only measures that
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "finding.h"
#include "model_priv.h"
#include "shapes.h"

static double now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts); /* nothing here waits: a busy machine shall not count */
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

typedef struct seeks { double median, p99, worst, back; } seeks_t;

/* Anywhere from anywhere; and one step back from there. */
static seeks_t measure_seeks(model_t *m, size_t n)
{
    enum { SEEKS = 400 };
    double took[SEEKS], back[SEEKS];
    uint64_t seed = 3;
    for (int i = 0; i < SEEKS; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        size_t to = i % 4 == 3 ? (size_t)(i % 8 == 3) * n : (size_t)(seed >> 33) % n; /* the two ends among them */
        double start = now();
        model_seek(m, to);
        took[i] = now() - start;
        start = now();
        model_seek(m, to ? to - 1 : 0);
        back[i] = now() - start;
    }
    qsort(took, SEEKS, sizeof *took, by_value);
    qsort(back, SEEKS, sizeof *back, by_value);
    return (seeks_t){took[SEEKS / 2] * 1e3, took[SEEKS * 99 / 100] * 1e3, took[SEEKS - 1] * 1e3, back[SEEKS - 1] * 1e3};
}

/* Events a second, in millions: the best of three. */
static double measure_apply(model_t *m, const trace_t *t, size_t every)
{
    double best = 0;
    for (int i = 0; i < 3; i++) {
        model_rewind(m, t);
        model_key_every_(m, every);
        double start = now();
        model_apply_all(m);
        double rate = (double)trace_count(t) / (now() - start) / 1e6;
        best = rate > best ? rate : best;
    }
    return best;
}

static void verdict(const char *what, bool holds)
{
    printf("  %s  %s", holds ? "hit " : "MISS", what);
}

/* The targets are for a million events; what is larger is shown without. */
static void measure(const char *name, trace_t *t, bool judged)
{
    size_t n = trace_count(t);
    model_t *m = model_new(t);
    model_apply_all(m); /* once for the memory */
    double plain = measure_apply(m, t, n + 1), keyed = measure_apply(m, t, KEY_EVERY);
    uint32_t nodes = m->nodes;
    seeks_t s = measure_seeks(m, n), again = measure_seeks(m, n);
    s = again.p99 < s.p99 ? again : s;
    printf("%s: %zu events, %u nodes, keyframes %.2f x the file\n", name, n, nodes, (double)m->priv->key_bytes / ((double)n * 48));
    if (judged)
        verdict("apply, >= 10 M events/s            ", plain >= 10);
    printf(judged ? "%.1f M/s, leaving keyframes %.1f M/s\n" : "        apply                              %.1f M/s, leaving keyframes %.1f M/s\n", plain, keyed);
    if (judged)
        verdict("seek, p99 <= 5 ms                  ", s.p99 <= 5);
    else
        printf("        seek                               ");
    printf("median %.2f ms, p99 %.2f, worst %.2f, a step back at worst %.2f\n", s.median, s.p99, s.worst, s.back);
    model_free(m);
    trace_free(t);
}

static void measure_small(void)
{
    trace_t *t = shape_make("window", 50);
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

static int write_one(const char *shape, const char *events, const char *path)
{
    char err[300] = "no such shape";
    trace_t *t = shape_make(shape, strtoul(events, NULL, 10));
    bool ok = t && trace_write_file(t, path, err, sizeof err);
    if (!ok)
        fprintf(stderr, "%s\n", err);
    trace_free(t);
    return !ok;
}

static int measure_one(const char *shape, const char *events)
{
    trace_t *t = shape_make(shape, strtoul(events, NULL, 10));
    if (t)
        measure(shape, t, true);
    return !t;
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc == 5 && !strcmp(argv[1], "write"))
        return write_one(argv[2], argv[3], argv[4]);
    if (argc == 4 && !strcmp(argv[1], "of"))
        return measure_one(argv[2], argv[3]);
    for (const shape_t *s = shapes; s->name; s++)
        measure(s->name, s->make(1000000), true);
    measure("wide", shape_make("wide", 4000000), false);
    measure_small();
    for (int i = 1; i < argc; i++)
        measure_judging(argv[i]);
    return 0;
}
