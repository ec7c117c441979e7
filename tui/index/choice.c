/* choice.c — see choice.h. */
#include "choice.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sentence.h"
#include "text.h"

/* The event at which the run stopped: what follows END says who could move. */
size_t scheduler_end(const trace_t *t)
{
    size_t n = trace_count(t);

    while (n > 0 && (trace_event(t, n - 1)->kind == CTX_EV_CHOICE || trace_event(t, n - 1)->kind == CTX_EV_WAITING))
        n--;
    return n;
}

void choices_read(const trace_t *t, choices_t *out)
{
    size_t count = trace_count(t);

    *out = (choices_t){0};
    for (int waiting = 0; waiting < 2; waiting++)
        for (size_t i = scheduler_end(t); i < count && out->candidates < SCHED_CANDIDATES; i++) {
            const ctx_event_t *ev = trace_event(t, i);
            if (ev->kind != (waiting ? CTX_EV_WAITING : CTX_EV_CHOICE))
                continue;
            out->candidate[out->candidates++] =
                (candidate_t){.task = ev->task, .site = ev->site, .op = ev->detail, .node = ev->node, .object = ev->other, .when = ev->value,
                              .token = waiting ? "" : trace_text(t, ev->other), .what = trace_text(t, ev->aux), .waiting = waiting, .usual = ev->flags == 1};
            out->movable += !waiting;
        }
    for (size_t i = 0; i < out->movable; i++)
        if (out->candidate[i].usual)
            out->usual = i;
}

bool choice_asked(const trace_t *t) { return scheduler_end(t) < trace_count(t); }

const ctx_event_t *choice_of(const model_t *m, uint32_t task)
{
    const ctx_event_t *said = NULL;

    for (size_t i = trace_count(m->trace); i > 0; i--) {
        const ctx_event_t *ev = trace_event(m->trace, i - 1);
        if (ev->kind != CTX_EV_CHOICE && ev->kind != CTX_EV_WAITING)
            return i <= m->applied ? said : NULL;
        bool others = ev->kind == CTX_EV_CHOICE && (ev->detail == CTX_OP_DROP_CANCEL || ev->detail == CTX_OP_CLOCK || ev->detail == CTX_OP_FIRE);
        if (task && ev->task == task && !others && (!said || ev->kind == CTX_EV_CHOICE))
            said = ev;
    }
    return NULL;
}

void choice_name(const model_t *m, const candidate_t *c, char *buf, size_t size)
{
    if (c->op == CTX_OP_DROP_CANCEL)
        snprintf(buf, size, "the caller");
    else if (c->op == CTX_OP_CLOCK)
        snprintf(buf, size, "a slow machine");
    else if (c->task)
        sentence_task(m, c->task, buf, size);
    else
        snprintf(buf, size, "%s", c->op == CTX_OP_FIRE ? "a timer" : "time");
}

/* ---- who waits for what ---------------------------------------------------------------------------------- */

static void wait_channel(const candidate_t *c, const char *verb, const char *nobody, char *buf, size_t size)
{
    if (c->object)
        snprintf(buf, size, "%s channel %" PRIu32 ": %s", verb, c->object, nobody);
    else
        snprintf(buf, size, "%s a channel: %s", verb, nobody);
}

/* Its err can be set already while its done is still to be closed: who waits for done is not ready. A foreign one is seen to have ended by
 * who notices. */
static bool wait_told(const model_t *m, uint32_t node)
{
    return node < m->nodes && (model_told(m, node) != INT64_MIN || model_noticed(m, node) != INT64_MIN);
}

static void wait_select(const model_t *m, const candidate_t *c, char *buf, size_t size)
{
    char node[120], when[32];
    size_t used = tui_add(buf, size, 0, "waits in select: ");

    if (c->node) {
        sentence_node(m, c->node, node, sizeof node);
        used = wait_told(m, c->node) ? tui_add(buf, size, used, "the done of %s is open, ", node) : tui_add(buf, size, used, "%s is alive, ", node);
    }
    used = tui_add(buf, size, used, c->node ? "no other case is ready" : "no case is ready");
    if (c->when)
        tui_add(buf, size, used, " before %s", sentence_when(m->trace, c->when, when));
}

static void choice_waits(const model_t *m, const candidate_t *c, char *buf, size_t size)
{
    char who[160], when[32];

    switch (c->op) {
    case CTX_OP_SLEEP: snprintf(buf, size, c->when ? "sleeps until %s" : "sleeps", sentence_when(m->trace, c->when, when)); break;
    case CTX_OP_WORK_FOR: snprintf(buf, size, c->when ? "works until %s" : "works", sentence_when(m->trace, c->when, when)); break;
    case CTX_OP_SEND: wait_channel(c, "waits to send into", "nobody receives", buf, size); break;
    case CTX_OP_RECV:
        if (c->node) {
            sentence_node(m, c->node, who, sizeof who);
            snprintf(buf, size, "waits for %s to end", who);
        } else
            wait_channel(c, "waits to receive from", "nobody sends", buf, size);
        break;
    case CTX_OP_SELECT: wait_select(m, c, buf, size); break;
    case CTX_OP_JOIN:
        sentence_task(m, c->object, who, sizeof who);
        snprintf(buf, size, "waits for %s to return", c->object ? who : "a task");
        break;
    case CTX_OP_LOCK: snprintf(buf, size, "waits for a lock that another task holds"); break;
    case CTX_OP_COND_WAIT: snprintf(buf, size, "waits to be signalled"); break;
    case CTX_OP_WG_WAIT: snprintf(buf, size, "waits for the group: not all are done"); break;
    case CTX_OP_SEM_ACQUIRE: snprintf(buf, size, "waits for a place: all are taken"); break;
    case CTX_OP_SETTLE: snprintf(buf, size, "waits until nobody else can move"); break;
    case CTX_OP_ONCE: snprintf(buf, size, "waits for the task that does it first"); break;
    default: snprintf(buf, size, "waits in %s", c->what);
    }
}

/* The same task could make the same step in another way: a sleep whose time is up and whose context has ended. */
static bool choice_twin(const choices_t *all, const candidate_t *c)
{
    for (size_t i = 0; i < all->movable; i++)
        if (&all->candidate[i] != c && all->candidate[i].task == c->task && all->candidate[i].op == c->op && c->task)
            return true;
    return false;
}

/* Which case of a select it is, as the token says: T2.select#1>T2:1, >T3&T4:1 */
static void choice_case(const model_t *m, const choices_t *all, const candidate_t *c, char *buf, size_t size)
{
    const char *move = strrchr(c->token, '>'), *with = move ? strchr(move, '&') : NULL, *arm = move ? strchr(move, ':') : NULL;
    char who[80];
    size_t used = strlen(buf);

    if (c->op == CTX_OP_SELECT && arm && (!with || arm < with))
        used = arm[1] == 'd' ? tui_add(buf, size, used, ", default") : tui_add(buf, size, used, ", case %d", atoi(arm + 1));
    else if (c->op != CTX_OP_SELECT && choice_twin(all, c)) {
        int way = arm && (!with || arm < with) ? atoi(arm + 1) : 0;
        const char *met = c->op == CTX_OP_SLEEP ? "its time is up" : c->op == CTX_OP_SEND ? "the value goes" : c->op == CTX_OP_RECV ? "a value comes" : NULL;
        used = met ? tui_add(buf, size, used, ", %s", way ? met : "its context has ended") : tui_add(buf, size, used, ", way %d", way + 1);
    }
    if (with && with[1] == 'T') {
        sentence_task(m, (uint32_t)atoi(with + 2), who, sizeof who);
        tui_add(buf, size, used, ", together with %s", who);
    }
}

void choice_next(const model_t *m, const choices_t *all, const candidate_t *c, char *buf, size_t size)
{
    if (c->waiting)
        choice_waits(m, c, buf, size);
    else if (c->op == CTX_OP_DROP_CANCEL)
        snprintf(buf, size, "cancels everything, here (c)");
    else if (c->op == CTX_OP_CLOCK)
        snprintf(buf, size, "time moves on, though tasks could");
    else if (c->op == CTX_OP_FIRE || !c->task)
        snprintf(buf, size, "fires: time moves on to it");
    else {
        snprintf(buf, size, "next: %s", *c->what ? c->what : trace_op_name(c->op));
        choice_case(m, all, c, buf, size);
    }
}
