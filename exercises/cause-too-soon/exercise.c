/* Two reporters
 *
 * When a job ends, a reporter in a task of its own writes down why. A reviewer has marked both reporters below: "the cause is
 * written by one task and read by another, without a lock: a data race, twice." The author says there is nothing wrong.
 *
 * Decide: does this file hold a bug? Give the line, or the event of the shipped program's run, that proves it.
 * Make: every report names the reason its job ended for, whenever that was, with three wake-ups a reporter at most.
 *
 * Verdict: (bug | no-bug)
 * Evidence: (event N | line N | count NAME=V, of the program as shipped)
 */
#include "exercise.h"

/* For jobs that may take long. */
void report_end(ctx_t *ctx, void *arg)
{
    struct report *report = arg;
    (void)chan_recv(ctx_done(ctx), NULL);
    write_down(ctx, report, ctx_cause(ctx));
}

/* For jobs that either fail at once or not at all. */
void report_failure(ctx_t *ctx, void *arg)
{
    struct report *report = arg;
    task_sleep(CTX_MS(10));
    write_down(ctx, report, ctx_cause(ctx));
}
