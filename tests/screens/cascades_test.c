/* cascades_test.c — cascades as the screen counts them: two under way at once, a forwarder's news after another cancel, and the
 * lateness of few and of many.
 */
#include <stdlib.h>
#include <string.h>

#include "cascade_sum.h"
#include "pen.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

static void ended(uint32_t node, unsigned why)
{
    put((ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = node, .detail = 1, .flags = (uint8_t)why}, 0);
    told(node, 0, why, 1, NULL);
}

static view_t *look(view_t *v)
{
    tui_options_t o = TUI_OPTIONS;

    view_open(v, t, true, &o);
    view_goto(v, trace_count(t));
    return v;
}

/* Two tasks cancel at once, and their records alternate. */
static void at_once(void)
{
    enum { EACH = 50 };
    uint32_t child[2][EACH], top[2];
    view_t v;

    start("at-once");
    uint32_t root = background();
    for (int i = 0; i < 2; i++) {
        top[i] = cancelable(root, 0, 18);
        for (int k = 0; k < EACH; k++)
            child[i][k] = cancelable(top[i], top[i], 20);
    }
    for (task = 1; task <= 2; task++)
        ended(top[task - 1], CTX_WHY_CALL);
    for (int k = 0; k < EACH; k++)
        for (task = 1; task <= 2; task++, now += 1000)
            told(child[task - 1][k], top[task - 1], CTX_WHY_PARENT, 1, NULL);
    for (task = 1; task <= 2; task++)
        put((ctx_event_t){.kind = CTX_EV_CANCEL_END, .node = top[task - 1], .value = EACH + 1}, 0);
    look(&v);
    bool own = v.index.cascades == 2 && v.index.cascade[0].node == top[0] && v.index.cascade[1].node == top[1];
    for (uint32_t i = 0; own && i < 2; i++) {
        const cascade_sum_t *s = cascade_sum(&v, i + 1);
        own = s->told == EACH + 1 && s->waves == 2 && s->wave[0] == 1 && s->wave[1] == EACH && s->p[0][2] == (2 * EACH - 2 + (int)i) * 1000;
    }
    ok(own, "of two cascades at once each counts its own");
    bool which = true;
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < EACH; k++)
            which = which && index_cascade_of(&v.index, child[i][k]) == (uint32_t)i + 1;
    ok(which, "each context knows which of them told it");
    view_close(&v);
}

/* The forwarder comes to it only after somebody has cancelled something else. */
static void forwarded_later(void)
{
    view_t v;

    start("forwarded-later");
    uint32_t root = background(), top = cancelable(root, 0, 18), foreign = derive(CTX_NODE_CUSTOM, top, INT64_MAX, "traced", 18);
    uint32_t c = cancelable(foreign, 0, 18), below = cancelable(c, c, 18), elsewhere = cancelable(root, 0, 18);
    ended(top, CTX_WHY_CALL);
    cancel_end(top, 1);
    ended(elsewhere, CTX_WHY_CALL);
    cancel_end(elsewhere, 1);
    task = 2;
    now = 7000;
    ended(c, CTX_WHY_FORWARD);
    told(below, c, CTX_WHY_PARENT, 1, NULL);
    cancel_end(c, 2);
    look(&v);
    const cascade_sum_t *s = cascade_sum(&v, 1);
    ok(v.index.cascades == 2 && v.model->cascades == 3 /* its [0] is none */, "a forwarder's news begins no cascade of its own");
    ok(s->told == 3 && s->waves == 3 && s->wave[1] == 1 && s->wave[2] == 1 && s->p[0][2] == 7000, "it comes in a later wave of the one it came from");
    ok(cascade_sum(&v, 2)->told == 1, "and not in the one that began in between");
    const index_cascade_t *first = &v.index.cascade[0];
    ok(first->last < v.index.cascade[1].first && first->over == trace_count(t) && trace_event(t, first->over - 1)->kind == CTX_EV_CANCEL_END,
       "it is over when the forwarder's call has returned, not when the first had");
    ok(v.index.cascade[1].over && v.index.cascade[1].over == v.index.cascade[1].last && !first->calls && !v.index.cascade[1].calls, "and the other when its own had");
    view_close(&v);
}

/* A task runs with what somebody's own code made over a context that is told: it is under that one, too. early: what was made ended
 * by itself, before. */
static void under_foreign(bool early)
{
    view_t v;

    start("under-foreign");
    uint32_t root = background(), top = cancelable(root, 0, 18), value = derive(CTX_NODE_VALUE, top, INT64_MAX, "user", 18);
    uint32_t foreign = derive(CTX_NODE_CUSTOM, value, INT64_MAX, "traced", 18), worker = go(foreign, "worker", 18), other = go(value, "other", 18);
    task = worker;
    if (early)
        noticed(foreign, 2, 18);
    task = 1;
    now = 1000;
    ended(top, CTX_WHY_CALL);
    cancel_end(top, 1);
    size_t before = trace_count(t);
    task = other;
    end_task();
    now = 3000;
    task = worker;
    if (!early)
        noticed(foreign, 2, 18);
    size_t knows = trace_count(t);
    now = 6000;
    end_task();
    look(&v);
    const cascade_sum_t *s = cascade_sum(&v, 1);
    ok(s->count[2] == 1 && s->p[2][2] == 5000 && s->count[1] == !early && (early || s->p[1][2] == 2000) && !s->stragglers,
       "who runs with a foreign context stops, and %s, below what that stands on", early ? "knew nothing of its end" : "notices");
    view_goto(&v, before);
    ok(cascade_sum(&v, 1)->stragglers == 1 && v.model->cascade[1].stragglers == 1, "before that it is a straggler");
    view_goto(&v, knows);
    ok(cascade_sum(&v, 1)->stragglers == early && v.model->cascade[1].stragglers == early, "and then %s, on the screen and in the model", early ? "still" : "no more");
    view_goto(&v, 0);
    predict_begin(&v);
    for (int i = 0; i < 6 && v.predict.stage; i++)
        (void)predict_request(&v, v.predict.stage == PREDICT_TOLD ? REQ_PREDICT : REQ_ENTER);
    ok(strstr(v.message, "Last to stop: T2 worker") != NULL, "asked who stops last, it counts: %s", v.message);
    view_close(&v);
}

/* What at least half, and 99 of 100, had heard by then. */
static bool lateness_is(uint32_t count, uint32_t half, uint32_t most)
{
    view_t v;

    start("lateness");
    uint32_t root = background(), top = cancelable(root, 0, 18);
    for (uint32_t i = 1; i < count; i++)
        (void)cancelable(top, top, 20);
    ended(top, CTX_WHY_CALL);
    for (uint32_t i = 1; i < count; i++) {
        now = i * 1000;
        told(top + i, top, CTX_WHY_PARENT, 1, NULL);
    }
    cancel_end(top, count);
    const cascade_sum_t *s = cascade_sum(look(&v), 1);
    bool is = s->count[0] == count && s->p[0][0] == half * 1000 && s->p[0][1] == most * 1000 && s->p[0][2] == (int64_t)(count - 1) * 1000;
    view_close(&v);
    return is;
}

/* The news goes down to the bottom before it comes to the second child: the waves are those of the tree, not of the order. */
static void depth_first(void)
{
    view_t v;

    start("depth-first");
    uint32_t top = cancelable(background(), 0, 18), first = cancelable(top, top, 20), below = cancelable(first, first, 20), second = cancelable(top, top, 20);
    ended(top, CTX_WHY_CALL);
    told(first, top, CTX_WHY_PARENT, 1, NULL);
    told(below, first, CTX_WHY_PARENT, 1, NULL);
    told(second, top, CTX_WHY_PARENT, 1, NULL);
    cancel_end(top, 4);
    const cascade_sum_t *s = cascade_sum(look(&v), 1);
    ok(s->waves == 3 && s->wave[0] == 1 && s->wave[1] == 2 && s->wave[2] == 1, "depth first: three waves, of one, two and one");
    view_close(&v);
}

/* Who was told first notices last, and stops first: each figure is of its own instants, in the order of time. */
static void out_of_order(void)
{
    enum { MANY = 200 };
    view_t v;

    start("out-of-order");
    uint32_t root = background(), top = cancelable(root, 0, 18), child[MANY], worker[MANY];
    for (int i = 0; i < MANY; i++) {
        child[i] = cancelable(top, top, 20);
        worker[i] = go(child[i], "worker", 20);
    }
    ended(top, CTX_WHY_CALL);
    for (int i = 0; i < MANY; i++)
        told(child[i], top, CTX_WHY_PARENT, 1, NULL);
    cancel_end(top, MANY + 1);
    for (int i = MANY; i-- > 0;) {
        now += 1000;
        task = worker[i];
        noticed(child[i], 2, 9);
    }
    for (int i = 0; i < MANY; i += 2) {
        now += 1000;
        task = worker[i];
        end_task();
    }
    const cascade_sum_t *s = cascade_sum(look(&v), 1);
    ok(s->count[0] == MANY + 1 && s->p[0][2] == 0, "out of order: all are told at once");
    ok(s->count[1] == MANY && s->p[1][0] == 100000 && s->p[1][1] == 198000 && s->p[1][2] == 200000, "out of order: half have noticed by then, 99 of 100, and the last");
    ok(s->count[2] == MANY / 2 && s->p[2][0] == 250000 && s->p[2][1] == 299000 && s->p[2][2] == 300000, "out of order: and so with those who have stopped");
    view_close(&v);
}

/* Another run may come to stand at the same place in memory. */
static void anew(void)
{
    bool own = lateness_is(1, 0, 0);

    for (uint32_t i = 0; own && i < 20; i++) {
        view_t v;
        start("anew");
        uint32_t root = background(), top = cancelable(root, 0, 18);
        now = 1000;
        ended(top, CTX_WHY_CALL);
        now += i;
        put((ctx_event_t){.kind = CTX_EV_NOTICED, .node = top, .detail = 1}, 0);
        own = cascade_sum(look(&v), 1)->p[1][2] == i;
        view_close(&v);
    }
    ok(own, "a run's numbers are its own, wherever it stands in memory");
}

int main(void)
{
    at_once();
    forwarded_later();
    under_foreign(false);
    under_foreign(true);
    ok(lateness_is(1, 0, 0) && lateness_is(2, 0, 1) && lateness_is(3, 1, 2), "of two, 99 of 100 is both of them");
    ok(lateness_is(100, 49, 98) && lateness_is(101, 50, 99) && lateness_is(1000, 499, 989), "of a hundred and more, that many had heard by then");
    depth_first();
    out_of_order();
    anew();
    return tap_end();
}
