/* judge_deciding.c — where a lost run was decided: the first event in which it differs from the same run with its last
 * switch undone, which passes; and one sentence about the two.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge_parts.h"
#include "story_run.h"

static bool same(const trace_t *a, const trace_t *b, size_t i)
{
    const ctx_event_t *x = trace_event(a, i), *y = trace_event(b, i);
    return x->kind == y->kind && x->task == y->task && x->node == y->node && x->time == y->time && x->detail == y->detail &&
           x->aux == y->aux && x->value == y->value && trace_site(a, x->site).line == trace_site(b, y->site).line;
}

static const char *task_name(const trace_t *t, uint32_t task)
{
    for (size_t i = 0; i < trace_count(t); i++) {
        const ctx_event_t *ev = trace_event(t, i);
        if (ev->kind == CTX_EV_TASK_NEW && ev->other == task)
            return trace_text(t, ev->aux);
    }
    return "";
}

/* "T2 worker (select, worker.c:14)" */
static void say_mover(buf_t *out, const trace_t *t, const ctx_event_t *ev)
{
    trace_site_t site = trace_site(t, ev->site);
    if (ev->kind == CTX_EV_CLOCK || ev->task == 0) {
        buf_adds(out, ev->kind == CTX_EV_TIMER_FIRE ? "a timer" : "the clock");
        return;
    }
    const char *name = task_name(t, ev->task), *slash = strrchr(site.file, '/');
    buf_addf(out, "T%u%s%s", ev->task, name[0] == '\0' ? "" : " ", name);
    if (site.line > 0)
        buf_addf(out, " (%s, %s:%d)", ev->kind == CTX_EV_STEP ? trace_op_name(ev->detail) : trace_kind_name(ev->kind),
                 slash == NULL ? site.file : slash + 1, site.line);
}

void judge_deciding(verdict_t *v, const trace_t *lost, const trace_t *passed)
{
    size_t n = trace_count(lost) < trace_count(passed) ? trace_count(lost) : trace_count(passed), i = 0;
    while (i < n && same(lost, passed, i))
        i++;
    if (i == n)
        return;
    const ctx_event_t *x = trace_event(lost, i), *y = trace_event(passed, i);
    buf_t text = {0};
    say_mover(&text, lost, x);
    if (x->task == y->task) {
        char lost_way[80], other_way[80];
        story_way(lost, i, x->task, lost_way, sizeof lost_way);
        story_way(passed, i, y->task, other_way, sizeof other_way);
        if (strcmp(lost_way, other_way) == 0)
            buf_adds(&text, " took another way here than in the run that passes.");
        else
            buf_addf(&text, " %s here; in the run that passes it %s.", lost_way, other_way);
    } else {
        buf_adds(&text, " moved here before ");
        say_mover(&text, passed, y);
        buf_adds(&text, "; the other way round, the run passes.");
    }
    if (text.data[0] >= 'a')
        text.data[0] = (char)(text.data[0] - 'a' + 'A');
    v->deciding = xstrdup(buf_text(&text));
    v->deciding_event = i + 1;
    buf_free(&text);
}
