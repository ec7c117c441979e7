/* open_test.c — programs on threads that have not ended: what is known of a wait that listens to no context, when that is
 * enough, and that what is not known is never called deaf.
 */
#include <stdlib.h>

#include "finding.h"
#include "make.h"
#include "tap.h"

enum { BG = 1, TODO = 2, ROOT = 3 };

typedef struct world {
    bool told, deaf, sleeps, other_runs, timer;
    int64_t quiet, later; /* later: another event, so long after the cancel */
} world_t;

/* main waits for T2; T2 waits in a receive; its context ends. */
static trace_t *world(const world_t *w)
{
    trace_t *t = trace_new(CTX_TRACE_THREADS, "server");
    uint32_t chan = 1;
    ev(t, .kind = CTX_EV_NODE_NEW, .node = BG, .detail = CTX_NODE_BACKGROUND, .value = INT64_MAX, .time = MS(1000));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = ROOT, .other = BG, .detail = CTX_NODE_CANCEL, .task = 1, .value = INT64_MAX, .site = learner(t, 3));
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 2, .node = ROOT, .task = 1, .aux = text(t, "ship_logs"), .site = learner(t, 4));
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 3, .node = ROOT, .task = 1, .aux = text(t, "other"), .site = learner(t, 5));
    ev(t, .kind = CTX_EV_TASK_BLOCK, .task = 2, .detail = w->sleeps ? CTX_OP_SLEEP : CTX_OP_RECV, .other = chan,
       .aux = w->deaf, .site = learner(t, 9));
    if (w->timer)
        ev(t, .kind = CTX_EV_TIMER_ARM, .task = 1, .other = 5, .value = MS(90000), .site = learner(t, 6));
    if (!w->other_runs)
        ev(t, .kind = CTX_EV_TASK_END, .task = 3);
    if (w->told) {
        ev(t, .kind = CTX_EV_CANCEL_CALL, .node = ROOT, .task = 1, .detail = 1, .flags = CTX_WHY_CALL, .time = MS(1010));
        ev(t, .kind = CTX_EV_TOLD, .node = ROOT, .task = 1, .detail = 1, .flags = CTX_WHY_CALL);
        ev(t, .kind = CTX_EV_CANCEL_END, .node = ROOT, .task = 1, .value = 1);
    }
    ev(t, .kind = CTX_EV_TASK_BLOCK, .task = 1, .detail = CTX_OP_JOIN, .other = 2, .aux = 1, .site = learner(t, 20),
       .time = MS(1010) + w->later);
    return t;
}

enum { NOTHING, UNKNOWN, FOUND };

static int judge(const world_t *w, char *words, size_t size)
{
    trace_t *t = world(w);
    model_t *m = model_new(t);
    findings_t found = {0};
    int is = NOTHING;
    model_apply_all(m);
    findings_run_quiet(m, &found, w->quiet);
    for (uint32_t i = 0; i < found.count; i++)
        if (!strcmp(found.item[i].name, "deaf-wait")) {
            is = found.item[i].unknown ? UNKNOWN : FOUND;
            snprintf(words, size, "%s", found.item[i].message);
            if (found.item[i].task != 2 || trace_site(t, found.item[i].site).line != 9 || trace_event(t, found.item[i].event - 1)->kind != CTX_EV_TOLD)
                is = -1;
        }
    findings_free(&found);
    model_free(m);
    trace_free(t);
    return is;
}

#define is_(what, n, ...) ok(judge(&(world_t){__VA_ARGS__}, words, sizeof words) == (n), what)
#define says(part) ok(strstr(words, part) != NULL, "… it says \"" part "\"")

int main(void)
{
    char words[300] = "";

    is_("a deaf receive, told, and nobody is left who moves: found, however short the time", FOUND, .told = true, .deaf = true);
    says("T2 ship_logs waits in recv, which listens to no context; c3 ended just now");
    says("nobody is seen who could end the wait");
    is_("somebody runs, and the cancel has just come: not enough evidence yet", UNKNOWN, .told = true, .deaf = true, .other_runs = true);
    says("too short a time to tell");
    is_("a timer is armed that may wake somebody: not enough evidence yet", UNKNOWN, .told = true, .deaf = true, .timer = true);
    is_("the same after a second in which nothing has come: found", FOUND, .told = true, .deaf = true, .other_runs = true, .quiet = MS(1000));
    says("c3 ended 1s before this");
    is_("the same where others have gone on for a second: found", FOUND, .told = true, .deaf = true, .other_runs = true, .later = MS(1000));
    is_("a deaf sleep ends by itself: not enough evidence, though nobody moves", UNKNOWN, .told = true, .deaf = true, .sleeps = true);
    is_("a deaf sleep of a second after the end: found", FOUND, .told = true, .deaf = true, .sleeps = true, .quiet = MS(1000));
    is_("a wait of which it is not known that it is deaf is never called so", NOTHING, .told = true, .quiet = MS(90000));
    is_("a deaf wait below a context that lives is none", NOTHING, .deaf = true, .quiet = MS(90000));
    return tap_end();
}
