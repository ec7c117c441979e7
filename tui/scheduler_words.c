/* scheduler_words.c — what is said while one is the scheduler: who could move, why the others wait, what came of it. */
#include <inttypes.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "scheduler.h"
#include "sentence.h"
#include "session_parts.h"
#include "text.h"

void candidate_name(const app_t *a, const candidate_t *c, char *buf, size_t size)
{
    if (c->op == CTX_OP_DROP_CANCEL)
        snprintf(buf, size, "the caller");
    else if (c->op == CTX_OP_CLOCK)
        snprintf(buf, size, "a slow machine");
    else if (c->task)
        sentence_task(a->view.model, c->task, buf, size);
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

/* Its err can be set already while its done is still to be closed: who waits for done is not ready. */
static bool wait_told(const view_t *v, uint32_t node)
{
    return node < v->index.nodes && v->index.node[node].told && v->index.node[node].told <= v->n;
}

static void wait_select(const app_t *a, const candidate_t *c, char *buf, size_t size)
{
    char node[120], when[32];
    size_t used = tui_add(buf, size, 0, "waits in select: ");

    if (c->node) {
        sentence_node(a->view.model, c->node, node, sizeof node);
        used = wait_told(&a->view, c->node) ? tui_add(buf, size, used, "the done of %s is open, ", node) : tui_add(buf, size, used, "%s is alive, ", node);
    }
    used = tui_add(buf, size, used, c->node ? "no other arm is ready" : "no arm is ready");
    if (c->when)
        tui_add(buf, size, used, " before %s", sentence_when(a->view.trace, c->when, when));
}

static void candidate_waits(const app_t *a, const candidate_t *c, char *buf, size_t size)
{
    char who[160], when[32];

    switch (c->op) {
    case CTX_OP_SLEEP: snprintf(buf, size, c->when ? "sleeps until %s" : "sleeps", sentence_when(a->view.trace, c->when, when)); break;
    case CTX_OP_WORK_FOR: snprintf(buf, size, c->when ? "works until %s" : "works", sentence_when(a->view.trace, c->when, when)); break;
    case CTX_OP_SEND: wait_channel(c, "waits to send into", "nobody receives", buf, size); break;
    case CTX_OP_RECV:
        if (c->node) {
            sentence_node(a->view.model, c->node, who, sizeof who);
            snprintf(buf, size, "waits for %s to end", who);
        } else
            wait_channel(c, "waits to receive from", "nobody sends", buf, size);
        break;
    case CTX_OP_SELECT: wait_select(a, c, buf, size); break;
    case CTX_OP_JOIN:
        sentence_task(a->view.model, c->object, who, sizeof who);
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
static bool candidate_twin(const app_t *a, const candidate_t *c)
{
    const scheduler_t *k = &a->scheduler;

    for (size_t i = 0; i < k->movable; i++)
        if (&k->candidate[i] != c && k->candidate[i].task == c->task && k->candidate[i].op == c->op && c->task)
            return true;
    return false;
}

/* Which arm of a select it is, as the token says: T2.select#1>T2:1, >T3&T4:1 */
static void candidate_arm(const app_t *a, const candidate_t *c, char *buf, size_t size)
{
    const char *move = strrchr(c->token, '>'), *with = move ? strchr(move, '&') : NULL, *arm = move ? strchr(move, ':') : NULL;
    char who[80];
    size_t used = strlen(buf);

    if (c->op == CTX_OP_SELECT && arm && (!with || arm < with))
        used = arm[1] == 'd' ? tui_add(buf, size, used, ", the default arm") : tui_add(buf, size, used, ", case %d", atoi(arm + 1));
    else if (c->op != CTX_OP_SELECT && candidate_twin(a, c)) {
        int way = arm && (!with || arm < with) ? atoi(arm + 1) : 0;
        used = c->op == CTX_OP_SLEEP ? tui_add(buf, size, used, "%s", way ? ", its time is up" : ", its context has ended") : tui_add(buf, size, used, ", way %d", way + 1);
    }
    if (with && with[1] == 'T') {
        sentence_task(a->view.model, (uint32_t)atoi(with + 2), who, sizeof who);
        tui_add(buf, size, used, ", together with %s", who);
    }
}

void candidate_next(const app_t *a, const candidate_t *c, char *buf, size_t size)
{
    if (c->waiting)
        candidate_waits(a, c, buf, size);
    else if (c->op == CTX_OP_DROP_CANCEL)
        snprintf(buf, size, "cancels everything, here (c)");
    else if (c->op == CTX_OP_CLOCK)
        snprintf(buf, size, "time moves on, though tasks could");
    else if (c->op == CTX_OP_FIRE || !c->task)
        snprintf(buf, size, "fires: time moves on to it");
    else {
        snprintf(buf, size, "next: %s", *c->what ? c->what : trace_op_name(c->op));
        candidate_arm(a, c, buf, size);
    }
}

void scheduler_last_move(app_t *a, const candidate_t *went)
{
    scheduler_t *k = &a->scheduler;
    char name[80];
    size_t used, others = 0;

    candidate_name(a, went, name, sizeof name);
    bool same = false; /* as the usual one: only the way is another */
    for (size_t i = 0; i < k->movable; i++)
        same = same || (k->candidate[i].usual && k->candidate[i].task == went->task && k->candidate[i].op == went->op);
    used = tui_add(k->last, sizeof k->last, 0, "You let %s go%s.", name, went->usual ? ", as it usually goes" : same ? " another way than usual" : " instead of the usual one");
    for (size_t i = 0; i < k->movable; i++) {
        const candidate_t *c = &k->candidate[i];
        if (c == went || (c->task == went->task && c->op == went->op))
            continue;
        candidate_name(a, c, name, sizeof name);
        used = tui_add(k->last, sizeof k->last, used, "%s%s", others++ ? ", " : " Could have moved as well: ", name);
    }
    tui_add(k->last, sizeof k->last, used, others ? ". Who is next?" : " Nobody else could. Who is next?");
}

/* ---- what came of it ------------------------------------------------------------------------------------- */

/* The machinery's last word: a panic, a deadlock, a spin; event number + 1, 0 when the run simply ended. */
static size_t came_to(const trace_t *t)
{
    for (size_t i = trace_count(t); i > 0; i--) {
        const ctx_event_t *ev = trace_event(t, i - 1);
        bool panic = ev->kind == CTX_EV_PANIC && (ev->flags & 1);
        if (panic || ev->kind == CTX_EV_DEADLOCK || ev->kind == CTX_EV_SPIN || ev->kind == CTX_EV_STUCK || ev->kind == CTX_EV_RACE ||
            ev->kind == CTX_EV_USE_AFTER || ev->kind == CTX_EV_DOUBLE_RELEASE)
            return i;
    }
    return 0;
}

/* Who stands where, at the end of a run in which nobody can move. */
static size_t say_blocked(const app_t *a, char *buf, size_t size, size_t used)
{
    const model_t *m = a->view.model;
    char name[80];
    int said = 0;

    for (uint32_t t = 1; t < m->tasks && said < 4; t++)
        if (m->task[t].state == TASK_BLOCKED) {
            trace_site_t s = trace_site(m->trace, m->task[t].site);
            sentence_task(m, t, name, sizeof name);
            used = tui_add(buf, size, used, "%s%s in %s", said++ ? ", " : " ", name, trace_op_name(m->task[t].op));
            if (s.line)
                used = tui_add(buf, size, used, " (%s:%d)", source_base(s.file), s.line);
        }
    return said ? tui_add(buf, size, used, ".") : used;
}

static const char *scene_says(const trace_t *t)
{
    for (size_t i = 0; i < trace_count(t); i++)
        if (trace_event(t, i)->kind == CTX_EV_SCENE_FAIL)
            return trace_text(t, trace_event(t, i)->other);
    return NULL;
}

static size_t say_lengths(const scheduler_t *k, char *buf, size_t size)
{
    size_t used = tui_add(buf, size, 0, k->switches ? "You made it fail with %zu %s from the usual order" : "It fails in the usual order",
                          k->switches, k->switches == 1 ? "switch" : "switches");
    if (k->shortest || (!k->switches && k->failed))
        return k->shortest ? tui_add(buf, size, used, "; the shortest known schedule takes %zu. ", k->shortest) : tui_add(buf, size, used, ": no switch is needed. ");
    return tui_add(buf, size, used, ". ");
}

/* Some findings can only be told when all work is over; what the program or the machinery says holds at once. */
static const finding_t *worst_of(const app_t *a)
{
    const view_t *v = &a->view;

    for (uint32_t i = 0; a->scheduler.ended && i < v->findings.count; i++)
        if (!v->findings.item[i].unknown)
            return &v->findings.item[i];
    return NULL;
}

void scheduler_came_of_it(app_t *a)
{
    scheduler_t *k = &a->scheduler;
    view_t *v = &a->view;
    const finding_t *worst = worst_of(a);
    size_t end = came_to(v->trace), used = 0, size = sizeof k->lead;
    const char *scene = scene_says(v->trace);

    k->failed = false;
    if (session_secret(a)) {
        if (k->ended)
            snprintf(k->lead, size, "The run is over. What it shows is what you are asked for: A writes your answer.");
        return;
    }
    k->failed = worst || scene || end;
    if (!k->failed) {
        if (k->ended)
            snprintf(k->lead, size, "The run is over, and nothing went wrong in this order.");
        return;
    }
    used = say_lengths(k, k->lead, size);
    if (end) {
        used += sentence(v->model, end - 1, k->lead + used, size - used);
        if (trace_event(v->trace, end - 1)->kind == CTX_EV_DEADLOCK)
            used = say_blocked(a, k->lead, size, used);
        used = tui_add(k->lead, size, used, " ");
    }
    if (worst && !end) /* else that says it already */
        used = tui_add(k->lead, size, used, "%s: %s", worst->name, worst->message);
    else if (scene)
        used = tui_add(k->lead, size, used, "%c%s.", toupper((unsigned char)*scene), *scene ? scene + 1 : "");
    if (!k->ended)
        tui_add(k->lead, size, used, " It could still go on: Enter.");
}
