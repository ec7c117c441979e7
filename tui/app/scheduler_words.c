/* scheduler_words.c — what is said while one is the scheduler: who could move, why the others wait, what came of it. */
#include <inttypes.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "check.h"
#include "scheduler.h"
#include "sentence.h"
#include "session_parts.h"
#include "text.h"

void scheduler_last_move(app_t *a, const candidate_t *went)
{
    scheduler_t *k = &a->scheduler;
    char name[80];
    size_t used, others = 0;

    choice_name(a->view.model, went, name, sizeof name);
    bool same = false; /* as the usual one: only the way is another */
    for (size_t i = 0; i < k->who.movable; i++)
        same = same || (k->who.candidate[i].usual && k->who.candidate[i].task == went->task && k->who.candidate[i].op == went->op);
    used = tui_add(k->last, sizeof k->last, 0, "You let %s go%s.", name, went->usual ? ", as it usually goes" : same ? " another way than usual" : " instead of the usual one");
    for (size_t i = 0; i < k->who.movable; i++) {
        const candidate_t *c = &k->who.candidate[i];
        if (c == went || (c->task == went->task && c->op == went->op))
            continue;
        choice_name(a->view.model, c, name, sizeof name);
        used = tui_add(k->last, sizeof k->last, used, "%s%s", others++ ? ", " : " Could have moved as well: ", name);
    }
    tui_add(k->last, sizeof k->last, used, others ? ". Who is next?" : " Nobody else could. Who is next?");
}

/* Choices with one usual way that were made after so many events, on the way here. */
static uint64_t forced_moves(const trace_t *t, uint64_t from)
{
    uint64_t happened = 0, moves = 0;

    for (size_t i = 0; i < scheduler_end(t); i++) {
        bool step = trace_event(t, i)->kind == CTX_EV_STEP;
        happened += !step;
        moves += step && happened >= from;
    }
    return moves;
}

/* What one is asked, and what went by before: with one task alone there is nothing to decide. */
void scheduler_begins(app_t *a)
{
    scheduler_t *k = &a->scheduler;
    size_t size = sizeof k->lead, used = 0;
    uint64_t moves = k->forced == FORCED_SKIPS ? forced_moves(a->view.trace, k->from) : 0;
    char number[32];

    if (*k->last) {
        tui_add(k->lead, size, 0, "%s", k->last);
        return;
    }
    if (k->forced == FORCED_ALL) {
        tui_add(k->lead, size, 0, "In this run one task alone can move at each step: there is no order to choose. Choose instead when the caller cancels "
                                  "everything: c, here or after any step. Enter makes the step.");
        return;
    }
    used = tui_add(k->lead, size, used, "%sYou are the scheduler. ", k->from_start ? "Nothing is left to choose after that event: this is the run's first choice. " : "");
    if (moves)
        used = tui_add(k->lead, size, used, "%s %s went before, where one task alone could move (u: back). ", tui_number(moves, number),
                       moves == 1 ? "step" : "steps");
    tui_add(k->lead, size, used, "Who moves next? Enter lets that one make its step. A switch: somebody else than usual goes next.");
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

/* What the scenario saw, where it counts: who cancels everything cannot ask for the work. */
static const char *scene_says(const model_t *m)
{
    const trace_t *t = m->trace;

    for (size_t i = 0; i < trace_count(t); i++)
        if (trace_event(t, i)->kind == CTX_EV_SCENE_FAIL && check_counts(m, trace_text(t, trace_event(t, i)->aux)))
            return trace_text(t, trace_event(t, i)->other);
    return NULL;
}

/* Said at once, and the same whatever the judge finds out meanwhile. */
static size_t say_failed(const scheduler_t *k, char *buf, size_t size)
{
    if (!k->switches) /* the usual order has none */
        return tui_add(buf, size, 0, "It fails in the usual order: no switch is needed. ");
    return tui_add(buf, size, 0, "It fails, %zu %s from the usual order. ", k->switches, k->switches == 1 ? "switch" : "switches");
}

/* How good that is, as soon as it is known: nobody is praised for what happens anyway. */
static size_t say_shortest(const app_t *a, char *buf, size_t size, size_t used)
{
    const scheduler_t *k = &a->scheduler;

    if (!k->switches)
        return used;
    while (used && buf[used - 1] == ' ')
        buf[--used] = 0;
    if (used && !strchr(".!?", buf[used - 1]))
        used = tui_add(buf, size, used, ".");
    if (k->shortest_known && !k->shortest)
        return tui_add(buf, size, used, " No move of yours was needed: it fails in the usual order, too.");
    if (k->shortest_known && k->shortest > k->switches) /* one that is made shorter goes on to show the same failure; another may take less */
        return tui_add(buf, size, used, " That is shorter than what the judge knows: its schedule takes %zu.", k->shortest);
    if (k->shortest_known)
        return tui_add(buf, size, used, " The shortest known schedule takes %zu.", k->shortest);
    return a->session.judging ? tui_add(buf, size, used, " What the shortest schedule takes is being looked for.") : used;
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
    const char *scene = scene_says(v->model);

    k->failed = false;
    if (session_secret(a)) {
        if (k->ended)
            snprintf(k->lead, size, "The run is over. What it shows is what you are asked for: A writes your answer.");
        return;
    }
    k->failed = worst || scene || end;
    if (!k->failed) {
        if (k->ended)
            snprintf(k->lead, size, v->model->dropped ? "The run is over. It held: with everything cancelled here, nothing leaks, spins or hangs." : "The run is over, and nothing went wrong in this order.");
        return;
    }
    used = say_failed(k, k->lead, size);
    if (end) {
        used += sentence(v->model, end - 1, k->lead + used, size - used);
        if (trace_event(v->trace, end - 1)->kind == CTX_EV_DEADLOCK)
            used = say_blocked(a, k->lead, size, used);
        used = tui_add(k->lead, size, used, " ");
    }
    if (worst && !end) { /* else that says it already */
        char name[120];
        finding_naming(worst->name, worst->message, name, sizeof name);
        used = tui_add(k->lead, size, used, "%s: %s", name, worst->message);
    } else if (scene)
        used = tui_add(k->lead, size, used, "%c%s.", toupper((unsigned char)*scene), *scene ? scene + 1 : "");
    used = say_shortest(a, k->lead, size, used);
    if (!k->ended)
        tui_add(k->lead, size, used, " It could still go on: Enter.");
}
