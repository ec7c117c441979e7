/* Custom contexts with every sin, alone and in pairs: a run ends in one of the known ways, never in a crash of the engine.
 */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim_tests.h"
#include "sins.h"

enum { RUNS = 10 };

static int follow(void *arg, const sim_move_t *moves, int n, int usual) { return follow_pick(arg, moves, n, usual); }

/* In a process of its own; the number of runs that ended somehow, −1 when it crashed. */
static int sins_of(int sins, int ends[])
{
    int out[2], status, got[16] = {0};
    if (pipe(out) != 0)
        return -1;
    pid_t pid = fork();
    if (pid == 0) {
        err_t err;
        host_opts_t opts = {.traced = true, .races = true, .max_steps = 5000, .max_still_steps = 1000, .slow_clock = true};
        host_t *h = host_new(BUILD "/tests/sim/programs/sins.so", "test", &opts, &err);
        for (int i = 0; h != NULL && i < RUNS; i++) {
            schedule_t s = {.random = i > 0, .seed = (uint64_t)i};
            follow_t f;
            follow_begin(&f, &s);
            got[host_run(h, sins, follow, &f)]++;
        }
        _exit(write(out[1], got, sizeof got) == sizeof got && h != NULL ? 0 : 1);
    }
    close(out[1]);
    bool read_all = read(out[0], got, sizeof got) == sizeof got;
    close(out[0]);
    waitpid(pid, &status, 0);
    int runs = 0;
    for (int i = 0; i < 16; i++) {
        runs += got[i];
        ends[i] += got[i];
    }
    return read_all && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? runs : -1;
}

int main(int argc, char **argv)
{
    int ends[16] = {0}, runs = 0, crashed = 0;
    if (argc > 1)
        return sins_of(atoi(argv[1]), ends) > 0 ? 0 : 1;
    for (int a = 0; a < SINS; a++)
        for (int b = a; b < SINS; b++) {
            int n = sins_of(1 << a | 1 << b, ends);
            if (n < 0) {
                char what[100];
                snprintf(what, sizeof what, "%s with %s crashes (%d)", sin_names[a], sin_names[b], 1 << a | 1 << b);
                tap_ok(false, what, NULL);
                crashed++;
            } else {
                runs += n;
            }
        }
    char what[160];
    snprintf(what, sizeof what, "%d runs: %d ended, %d panicked, %d deadlocked, %d spun, %d failed", runs, ends[SIM_ENDED],
             ends[SIM_PANICKED], ends[SIM_DEADLOCKED], ends[SIM_SPUN], ends[SIM_FAILED]);
    tap_ok(crashed == 0 && runs == RUNS * SINS * (SINS + 1) / 2 && ends[SIM_ENDED] > 0 && ends[SIM_PANICKED] > 0, what, NULL);
    return tap_finish();
}
