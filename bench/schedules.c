/* schedules.c — how many schedules a second the explorer makes, and how many it needs; beside what the peers publish for
 * the same small programs (tasks that take a lock, some rounds each).
 *
 *     schedules [SECONDS]
 */
#include <stdlib.h>
#include <time.h>

#include "sim_tests.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Schedules a second without reduction, so that there are enough of them; 0 when it cannot be measured. */
static double rate(const char *so, bool raw, double seconds)
{
    err_t err = {{0}};
    judging_t judging;
    host_opts_t opts = {.traced = !raw, .races = true, .max_steps = 20000};
    explore_opts_t how = {.max_schedules = 1000000, .max_ms = 10000, .seed = 1, .reduction = REDUCE_NOTHING, .raw = raw};
    host_t *h = host_new(so, "bench", &opts, &err);
    uint64_t runs = 0;
    if (h == NULL || !judging_begin(&judging, sim_check, NULL, 0, host_trace(h))) {
        fprintf(stderr, "schedules: %s\n", err.text);
        return 0;
    }
    double start = now(), end = start;
    for (; end - start < seconds; end = now()) {
        runner_result_t r = {0};
        if (!explore(h, &judging, &how, &r, &err))
            break;
        runs += r.explored;
    }
    judging_end(&judging);
    host_free(h);
    return (double)runs / (end - start);
}

static unsigned long long needed(const char *so)
{
    runner_result_t r;
    err_t err = {{0}};
    return sim_explore(so, (sim_way_t){0}, &r, &err) && r.complete ? (unsigned long long)(r.explored + r.pruned) : 0;
}

int main(int argc, char **argv)
{
    double seconds = argc > 1 ? atof(argv[1]) : 1;
    const char *two = BUILD "/tests/sim/corpus/lock_rounds_2.so", *three = BUILD "/tests/sim/corpus/lock_rounds_3.so";
    printf("| schedules | loom | shuttle | ours | at least / at most |\n|---|---|---|---|---|\n");
    printf("| a second, raw | 245,000–280,000 | 173,000–249,000 | %.0f | 300,000 |\n", rate(three, true, seconds));
    printf("| a second, with all checks | – | – | %.0f | 50,000 |\n", rate(three, false, seconds));
    printf("| needed, 2 tasks × 2 lock rounds | 90 | 6,300 | %llu | 10 |\n", needed(two));
    printf("| needed, 3 × 2 | 116,319 | – | %llu | 100 |\n", needed(three));
    return 0;
}
