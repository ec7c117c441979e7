/* make.h — traces by hand, for tests: a small world with one task after the other.
 */
#ifndef MAKE_H
#define MAKE_H

#include <string.h>

#include "trace.h"

/* ev(t, .kind = …, .task = …): adds one event; returns its number (1 is the first). */
#define ev(t, ...) make_event_((t), &(ctx_event_t){__VA_ARGS__})
#define MS(n) ((int64_t)(n) * 1000000)

static inline size_t make_event_(trace_t *t, const ctx_event_t *e)
{
    ctx_event_t copy = *e;
    if (!copy.time && trace_count(t)) /* time stands still unless told */
        copy.time = trace_event(t, trace_count(t) - 1)->time;
    trace_add(t, &copy);
    return trace_count(t);
}

#define text(t, s) trace_add_text((t), (s))
#define learner(t, line) trace_add_site((t), "exercise.c", (line), "work")
#define scenario(t, line) trace_add_site((t), "exercises/x/scenario.c", (line), "scene_main")

static inline trace_t *make_trace(void)
{
    return trace_new(CTX_TRACE_VIRTUAL, "hand-made");
}

#endif
