/* The reduced exploration sees the same final states as plain depth-first search, on programs grown from numbers.
 *
 *     reduction PROGRAM.so [from to]
 */
#include <stdlib.h>

#include "sim_tests.h"

enum { SEEDS = 12, MOST = 60000 };

static void compare(const char *so, int seed, sim_way_t how, int *compared, uint64_t *spared)
{
    runner_result_t plain, reduced;
    err_t err = {{0}};
    char what[200];
    sim_way_t way = {.slow = how.slow, .cascade_steps = how.cascade_steps, .size = seed, .max = MOST};
    if (!sim_explore(so, way, &reduced, &err)) {
        tap_ok(false, "explores", err.text);
        return;
    }
    way.reduction = REDUCE_NOTHING;
    if (!sim_explore(so, way, &plain, &err)) {
        tap_ok(false, "explores", err.text);
        return;
    }
    if (!plain.complete)
        return;
    ++*compared;
    *spared += plain.explored - reduced.explored;
    bool same = reduced.complete && plain.digests == reduced.digests && plain.digest == reduced.digest &&
                (plain.failing > 0) == (reduced.failing > 0) && reduced.checked == reduced.explored;
    snprintf(what, sizeof what, "seed %d%s: %llu states by %llu schedules, %llu by %llu", seed,
             how.slow ? " slow" : how.cascade_steps ? " cascade" : "",
             (unsigned long long)plain.digests, (unsigned long long)plain.explored, (unsigned long long)reduced.digests,
             (unsigned long long)reduced.explored);
    if (!same || getenv("VERBOSE") != NULL)
        tap_ok(same, what, NULL);
}

int main(int argc, char **argv)
{
    const char *so = argc > 1 ? argv[1] : BUILD "/tests/sim/programs/random.so";
    int from = argc > 2 ? atoi(argv[2]) : 1, to = argc > 3 ? atoi(argv[3]) : from + SEEDS;
    int compared = 0;
    uint64_t spared = 0;
    for (int seed = from; seed < to; seed++) {
        compare(so, seed, (sim_way_t){.slow = false}, &compared, &spared);
        compare(so, seed, (sim_way_t){.slow = true}, &compared, &spared);
        compare(so, seed, (sim_way_t){.cascade_steps = true}, &compared, &spared);
        if ((seed - from) % 20 == 19 && printf("# %d of %d programs\n", seed - from + 1, to - from) > 0)
            fflush(stdout);
    }
    char what[120];
    snprintf(what, sizeof what, "%d programs compared, %llu schedules spared", compared, (unsigned long long)spared);
    tap_ok(compared > (to - from) && spared > 0, what, NULL);
    return tap_finish();
}
