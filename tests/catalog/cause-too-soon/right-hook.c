/* expect: pass — the report is written by an after-func, and waited for */
/* Verdict: bug
 * Evidence: line 27
 */
#include "exercise.h"

struct note {
    ctx_t *ctx;
    struct report *report;
    chan_t *written;
};

static void write(void *arg)
{
    struct note *note = arg;
    write_down(note->ctx, note->report, ctx_cause(note->ctx));
    chan_close(note->written);
}

void report_end(ctx_t *ctx, void *report)
{
    struct note note = {ctx, report, chan_make_signal()};
    ctx_stop_drop(ctx_after_func(ctx, write, &note));
    (void)chan_recv(note.written, NULL);
    chan_drop(note.written);
}

void report_failure(ctx_t *ctx, void *report) { report_end(ctx, report); }
