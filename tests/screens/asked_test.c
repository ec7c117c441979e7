/* asked_test.c — where a run stops to ask who moves, the list of who could and the tasks' pane say the same of every task, whatever it is in:
 * that a task waits is an event only once somebody else has moved.
 */
#include <stdio.h>
#include <string.h>

#include "choice.h"
#include "lanes.h"
#include "pen.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

static const uint8_t ops[] = {CTX_OP_JOIN, CTX_OP_SLEEP, CTX_OP_WORK_FOR, CTX_OP_SEND, CTX_OP_RECV, CTX_OP_SELECT, CTX_OP_LOCK, CTX_OP_COND_WAIT, CTX_OP_WG_WAIT, CTX_OP_SEM_ACQUIRE,
                              CTX_OP_ONCE, CTX_OP_SETTLE};
enum { CREW = 300 /* in blocks of their own */, OPS = sizeof ops };
typedef struct drawn { uint32_t waits[CTX_OP_COUNT], reported, ready, woken, fresh, ended, crew; size_t end; } drawn_t;

static void asks(uint16_t kind, uint32_t who, uint8_t op, uint32_t object)
{
    put((ctx_event_t){.kind = kind, .task = who, .detail = op, .other = object, .aux = trace_add_text(t, trace_op_name(op))}, 40);
}

/* Of each operation a task that waits in it and of which no event says so; one of which one says so; one that only an event of the past says to
 * wait; others that could move; one that has ended; many alike. */
static drawn_t draw(void)
{
    drawn_t d = {0};

    start("asked");
    uint32_t root = background(), c = cancelable(root, 0, 18);
    for (int i = 0; i < OPS; i++) {
        uint8_t op = ops[i];
        d.waits[op] = go(c, "waits", 20 + i);
    }
    d.reported = go(c, "reported", 15);
    d.ready = go(c, "ready", 15);
    d.woken = go(c, "woken", 16);
    d.ended = go(c, "ended", 17);
    for (int i = 0; i < CREW; i++) {
        uint32_t one = go(c, "crew", 19);
        d.crew = d.crew ? d.crew : one;
    }
    d.fresh = go(c, "fresh", 18);
    put((ctx_event_t){.kind = CTX_EV_TASK_BLOCK, .task = d.reported, .detail = CTX_OP_RECV, .other = 1, .aux = 1}, 9);
    put((ctx_event_t){.kind = CTX_EV_TASK_BLOCK, .task = d.woken, .detail = CTX_OP_RECV, .other = 2, .aux = 1}, 9);
    put((ctx_event_t){.kind = CTX_EV_TASK_END, .task = d.ended}, 9);
    put((ctx_event_t){.kind = CTX_EV_END, .detail = 1}, 0);
    d.end = trace_count(t);
    asks(CTX_EV_CHOICE, d.ready, CTX_OP_RECV, trace_add_text(t, "T1"));
    asks(CTX_EV_CHOICE, d.woken, CTX_OP_RECV, trace_add_text(t, "T2"));
    asks(CTX_EV_CHOICE, d.fresh, CTX_OP_START, trace_add_text(t, "T3"));
    asks(CTX_EV_CHOICE, d.waits[CTX_OP_SEND], CTX_OP_DROP_CANCEL, trace_add_text(t, "drop")); /* the caller's, whoever stands for it */
    for (int i = 0; i < OPS; i++)
        asks(CTX_EV_WAITING, d.waits[ops[i]], ops[i], 3);
    asks(CTX_EV_WAITING, d.reported, CTX_OP_RECV, 1);
    asks(CTX_EV_WAITING, 1, CTX_OP_WG_WAIT, 4);
    for (uint32_t i = 0; i < CREW; i++)
        asks(CTX_EV_WAITING, d.crew + i, CTX_OP_LOCK, 5);
    return d;
}

static bool says(const model_t *m, uint32_t who, const char *wanted)
{
    tally_t one = lanes_tally(m, who);
    char text[300];

    lanes_words(m, &one, 1000, text, sizeof text);
    bool right = !strncmp(text, wanted, strlen(wanted));
    if (!right)
        printf("# T%u: \"%s\", not \"%s\"\n", who, text, wanted);
    return right;
}

/* The list's own word for each, beside the pane's. */
static void same_in_both(const model_t *m)
{
    choices_t list;
    int seen = 0, agree = 0;

    choices_read(t, &list);
    for (size_t i = 0; i < list.candidates; i++) {
        const candidate_t *c = &list.candidate[i];
        if (c->op == CTX_OP_DROP_CANCEL)
            continue;
        seen++;
        agree += says(m, c->task, c->waiting ? "waits in " : "can run");
    }
    ok(seen == SCHED_CANDIDATES - 1 && agree == seen, "the pane says of each of %d what the list says (%d)", seen, agree);
}

static void each_state(const drawn_t *d, const model_t *m)
{
    char wanted[100];
    int right = 0, all = 0;

    for (; all < OPS; all++) {
        snprintf(wanted, sizeof wanted, "waits in %s", trace_op_name(ops[all]));
        right += says(m, d->waits[ops[all]], wanted);
    }
    ok(all == 12 && right == all, "who waits in any of %d operations waits, although no event says so (%d)", all, right);
    ok(says(m, d->reported, "waits in recv on channel 1 at server.c:40"), "who is said to wait does");
    ok(says(m, d->woken, "can run at server.c:40"), "who waited, and whose turn it may be now, can run");
    ok(says(m, d->fresh, "can run"), "who has not begun yet can run");
    ok(says(m, d->ended, "has ended"), "who has ended has");
    ok(says(m, 1, "waits in wg-wait on wait group 4"), "the scenario, too, waits");
}

int main(void)
{
    drawn_t d = draw();
    model_t *m = model_new(t);
    index_t x;
    lanes_t l = {0};

    index_start(&x, t);
    index_build(&x);
    model_seek(m, d.end - 1);
    lanes_look(&l, &x, m, d.end - 1);
    const crew_look_t *crew = lanes_crew(&l, x.task[d.crew].crew);
    ok(crew->tallies == 1 && crew->tally[0].state == TASK_RUNNING && crew->tally[0].count == CREW, "an event sooner nobody has said anything of them");
    ok(says(m, d.waits[CTX_OP_LOCK], "can run") && says(m, d.reported, "waits in recv on channel 1 at server.c:9"), "nor of any: what the events say holds there");
    model_seek(m, d.end);
    lanes_look(&l, &x, m, d.end);
    crew = lanes_crew(&l, x.task[d.crew].crew);
    ok(crew->tallies == 1 && crew->tally[0].state == TASK_BLOCKED && crew->tally[0].op == CTX_OP_LOCK && crew->tally[0].count == CREW, "many alike are counted as waiting");
    each_state(&d, m);
    same_in_both(m);
    lanes_free(&l);
    index_free(&x);
    model_free(m);
    trace_free(t);
    return tap_end();
}
