/* run_sim.c — the suite in the simulator: every behaviour by the default scheduler, then by random schedules.
 * `PROGRAM SUITE.so [SCHEDULES [SEED]]`
 */
#include "host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int pick_any(void *arg, const sim_move_t *moves, int n, int usual)
{
    uint64_t *dice = arg;
    (void)moves, (void)usual;
    *dice ^= *dice << 13;
    *dice ^= *dice >> 7;
    *dice ^= *dice << 17;
    return (int)((*dice >> 33) % (uint64_t)n);
}

/* All that a run said, as one number. */
static uint64_t digest(host_t *h)
{
    uint64_t hash = 0xcbf29ce484222325ull;
    trace_t *trace = host_trace(h);
    for (size_t i = 0; i < trace_count(trace); i++) {
        const ctx_event_t *e = trace_event(trace, i);
        const uint64_t parts[] = {e->kind, e->flags, e->detail, e->task, e->node, e->other, e->site, e->aux, (uint64_t)e->value,
                                  (uint64_t)e->time};
        for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
            hash = (hash ^ parts[k]) * 0x100000001b3ull;
    }
    return hash;
}

typedef struct seen {
    const char *name; /* the first note */
    bool played;      /* the last one came */
    int failures;
    const char *message;
    long nodes, handles; /* made and not given back */
} seen_t;

static seen_t look(host_t *h)
{
    seen_t seen = {0};
    trace_t *trace = host_trace(h);
    for (size_t i = 0; i < trace_count(trace); i++) {
        const ctx_event_t *e = trace_event(trace, i);
        const char *text = e->kind == CTX_EV_NOTE ? trace_text(trace, e->aux) : NULL;
        if (text != NULL && seen.name == NULL)
            seen.name = text;
        seen.played = seen.played || (text != NULL && strcmp(text, "played") == 0);
        seen.nodes += (e->kind == CTX_EV_NODE_NEW && e->detail > CTX_NODE_TODO) + (e->kind == CTX_EV_AFTER_REG) - (e->kind == CTX_EV_NODE_FREE);
        seen.handles += (e->kind == CTX_EV_HANDLE_NEW) + (e->kind == CTX_EV_HANDLE_DUP) -
                        (e->kind == CTX_EV_HANDLE_RELEASE);
        if (e->kind == CTX_EV_SCENE_FAIL) {
            seen.failures++;
            seen.message = trace_text(trace, e->other);
        }
    }
    return seen;
}

static seen_t play(host_t *h, int i, host_pick_t *pick, uint64_t seed, bool *ok)
{
    uint64_t dice = seed * 0x9E3779B97F4A7C15ull | 1;
    int end = host_run(h, i, pick, &dice);
    host_take_events(h);
    seen_t seen = look(h);
    *ok = end == SIM_ENDED && seen.played && seen.failures == 0 && seen.nodes == 0 && seen.handles == 0;
    if (!*ok && seen.name != NULL && strcmp(seen.name, "no more") != 0)
        printf("# %s, seed %llu: end %d, %ld contexts and %ld handles left, %d failures%s%s\n", seen.name,
               (unsigned long long)seed, end, seen.nodes, seen.handles, seen.failures, seen.message ? ": " : "",
               seen.message ? seen.message : "");
    return seen;
}

/* The same seed again is the same run, to the last event. */
static bool replays(host_t *h, int i, uint64_t seed)
{
    bool ok;
    uint64_t first = 0;
    for (int k = 0; k < 3; k++) {
        (void)play(h, i, pick_any, seed + 1, &ok);
        first = k == 0 ? digest(h) : first;
        if (digest(h) != first) {
            printf("# seed %llu played again is another run\n", (unsigned long long)seed + 1);
            return false;
        }
    }
    return true;
}

int main(int argc, char **argv)
{
    const char *so = argc > 1 ? argv[1] : SUITE;
    int schedules = argc > 2 ? atoi(argv[2]) : 20, passed = 0, failed = 0;
    uint64_t seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    err_t err = {{0}};
    host_opts_t opts = {.traced = true, .cascade_steps = true, .max_still_steps = 200000, .max_steps = 2000000};
    host_t *h = host_new(so, "behaviours", &opts, &err);
    if (h == NULL) {
        printf("not ok - the suite loads: %s\n", err.text);
        return 1;
    }
    for (int i = 0;; i++) {
        bool ok;
        char name[128];
        snprintf(name, sizeof name, "%s", play(h, i, NULL, 0, &ok).name);
        if (strcmp(name, "no more") == 0)
            break;
        for (int k = 0; k < schedules && ok; k++)
            (void)play(h, i, pick_any, seed + (uint64_t)k, &ok);
        if (schedules > 0 && ok && !replays(h, i, seed))
            ok = false;
        printf("%s - %s, in the simulator\n", ok ? "ok" : "not ok", name);
        fflush(stdout);
        ok ? passed++ : failed++;
    }
    host_free(h);
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0 || passed == 0;
}
