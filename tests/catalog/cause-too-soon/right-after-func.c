/* expect: pass — a call at the end of the context; evidence by the line before */
/* Two reporters
 *
 * When a job ends, a reporter in a task of its own writes down why. A reviewer has marked both reporters below: "the cause is
 * written by one task and read by another, without a lock: a data race, twice." The author says there is nothing wrong.
 *
 * Decide: does this file hold a bug? Give the line, or the event of the shipped program's run, that proves it.
 * Make: then change what is needed so that every report names the reason its job ended for, whenever that was.
 *
 * Verdict: bug
 * Evidence: line 26
 */
#include "exercise.h"

/* For jobs that may take long. */
void report_end(ctx_t *ctx, void *arg)
{
    struct report *report = arg;
    (void)chan_recv(ctx_done(ctx), NULL);
    write_down(ctx, report, ctx_cause(ctx));
}

struct late_report {
    ctx_t *ctx;
    struct report *report;
    chan_t *written;
};

static void write_late(void *arg)
{
    struct late_report *late = arg;
    write_down(late->ctx, late->report, ctx_cause(late->ctx));
    chan_close(late->written);
}

/* For jobs that either fail at once or not at all. */
void report_failure(ctx_t *ctx, void *arg)
{
    struct late_report late = {ctx, arg, chan_make_signal()};
    ctx_auto_stop ctx_stop_t *stop = ctx_after_func(ctx, write_late, &late);
    (void)chan_recv(late.written, NULL);
    chan_drop(late.written);
}
