/* The simulated program's memory ends anywhere: the run ends with that, clearly, or does not need so much; nothing crashes.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "sim_tests.h"

enum { FEW = 1 << 20, STEP = 200, MOST = 24000, EACH = 9 };

/* All sizes for one behaviour, in a process of its own: how many runs ended (0), how many for want of memory (1). */
static bool shrink(host_t *h, int behaviour, size_t arena, int counts[2])
{
    sim_host_t *s = host_sim(h);
    for (int more = 0; more <= MOST; more += STEP) {
        s->arena_size = (size_t)FEW + (size_t)more;
        int end = host_run(h, behaviour, NULL, NULL);
        if (end != SIM_ENDED && end != SIM_OUT_OF_MEMORY)
            return false;
        counts[end == SIM_OUT_OF_MEMORY]++;
    }
    s->arena_size = arena;
    counts[0]++;
    return host_run(h, behaviour, NULL, NULL) == SIM_ENDED;
}

static bool in_a_child(int behaviour, int counts[2])
{
    int out[2], status = 0, got[2] = {0, 0};
    if (pipe(out) != 0)
        return false;
    pid_t pid = fork();
    if (pid == 0) {
        err_t err;
        host_opts_t opts = {.traced = true, .max_steps = 2000000, .max_still_steps = 200000};
        host_t *h = host_new(BUILD "/tests/sim/behaviours.so", "memory", &opts, &err);
        bool ok = h != NULL && shrink(h, behaviour, host_sim(h)->arena_size, got);
        _exit(write(out[1], got, sizeof got) == sizeof got && ok ? 0 : 1);
    }
    close(out[1]);
    bool read_all = read(out[0], got, sizeof got) == sizeof got;
    close(out[0]);
    waitpid(pid, &status, 0);
    counts[0] += got[0];
    counts[1] += got[1];
    return read_all && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int main(void)
{
    int counts[2] = {0, 0}, behaviours = 0, wrong = 0;
    for (int i = 0; i < 150; i += EACH, behaviours++)
        if (!in_a_child(i, counts)) {
            char what[80];
            snprintf(what, sizeof what, "behaviour number %d with little memory", i);
            tap_ok(false, what, NULL);
            wrong++;
        }
    char what[160];
    snprintf(what, sizeof what, "%d behaviours in less and less memory: %d runs ended, %d for want of it", behaviours, counts[0], counts[1]);
    tap_ok(wrong == 0 && counts[0] > 100 && counts[1] > 100, what, NULL);
    return tap_finish();
}
