/* claims_nested.c — calls within calls: what an after_func does while it runs, deadlines with causes inside each other, a helper task
 * that is needed no longer.
 */
#include "behaviours.h"

void behaviour_24_a_forwarder_ends_with_its_child(void);
void behaviour_37_stop_while_it_runs(void);
void behaviour_39_the_function_cancels_and_registers(void);
void behaviour_43_causes_of_nested_deadlines(void);

/* The child is ended first: the helper task that waited for the custom parent goes, and takes its reference with it. */
void behaviour_24_a_forwarder_ends_with_its_child(void)
{
    plain_custom_t custom;
    ctx_t *ctx = plain_init(&custom, &severed_ops, NULL);
    ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_keep(ctx_with_cancel(ctx, &cancel));
    EXPECT(alive(CTX_LEDGER_FORWARDER) == 1);
    ctx_cancel(cancel);
    while (alive(CTX_LEDGER_FORWARDER) != 0)
        task_yield();
    EXPECT(ctx_err(child) == CTX_CANCELED && ctx_err(ctx) == CTX_OK);
    plain_cancel(&custom, CTX_DEADLINE_EXCEEDED); /* nobody listens any more */
    EXPECT(ctx_err(child) == CTX_CANCELED && ctx_cause(child) == &ctx_error_canceled);
    ctx_release(cancel);
    ctx_drop(child);
    plain_end(&custom);
}

typedef struct running {
    chan_t *begun, *go, *over;
    ctx_cancel_t *own, *parents;
    ctx_t *ctx;
    ctx_err_t parent_err;
} running_t;

static void wait_for_go(void *arg)
{
    running_t *r = arg;
    chan_close(r->begun);
    (void)chan_recv(r->go, NULL);
    chan_close(r->over);
}

static void running_init(running_t *r)
{
    *r = (running_t){.begun = chan_make_signal(), .go = chan_make_signal(), .over = chan_make_signal()};
}

static void running_end(running_t *r)
{
    chan_drop(r->begun);
    chan_drop(r->go);
    chan_drop(r->over);
}

/* It has begun and has not ended: stop says no, each time, and waits for nothing. */
void behaviour_37_stop_while_it_runs(void)
{
    running_t r;
    running_init(&r);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_stop_t *stop = ctx_after_func(ctx_with_cancel(ctx_background(), &cancel), wait_for_go, &r);
    ctx_cancel(cancel);
    (void)chan_recv(r.begun, NULL);
    EXPECT(!ctx_stop(stop) && !ctx_stop(stop) && !is_closed(r.over));
    ctx_stop_drop(stop);
    chan_close(r.go);
    (void)chan_recv(r.over, NULL);
    running_end(&r);
}

static void cancel_around(void *arg)
{
    running_t *r = arg;
    ctx_cancel(r->own); /* over already: nothing happens */
    ctx_cancel(r->parents);
    r->parent_err = ctx_err(ctx_of_cancel(r->parents));
    ctx_stop_drop(ctx_after_func(r->ctx, wait_for_go, r)); /* on what has ended: started at once */
}

/* User code in a task of its own: it may cancel its context again, the one above, and register anew. */
void behaviour_39_the_function_cancels_and_registers(void)
{
    running_t r;
    running_init(&r);
    ctx_t *parent = ctx_with_cancel(ctx_background(), &r.parents);
    r.ctx = ctx_with_cancel(parent, &r.own);
    ctx_stop_t *stop = ctx_after_func(r.ctx, cancel_around, &r);
    ctx_cancel(r.own);
    (void)chan_recv(r.begun, NULL);
    EXPECT(r.parent_err == CTX_CANCELED && ctx_err(parent) == CTX_CANCELED && !ctx_stop(stop));
    chan_close(r.go);
    (void)chan_recv(r.over, NULL);
    ctx_stop_drop(stop);
    ctx_release(r.own);
    ctx_release(r.parents);
    running_end(&r);
}

/* Whose time is up says why, to all below; a later one inside is a plain cancel, and its cause is dropped. */
void behaviour_43_causes_of_nested_deadlines(void)
{
    static const ctx_error_t outer = {.text = "outer"}, inner = {.text = "inner"};
    for (int inner_first = 0; inner_first < 2; inner_first++) {
        ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *c = NULL;
        ctx_ns_t now = ctx_now(), at = ctx_after(now, CTX_MS(1)), late = ctx_after(now, CTX_S(3600));
        ctx_t *above = ctx_with_deadline_cause(ctx_background(), inner_first ? late : at, &outer, &a);
        ctx_t *below = ctx_with_deadline_cause(above, inner_first ? at : late, &inner, &b);
        ctx_t *last = ctx_with_timeout_cause(below, CTX_S(7200), &outer, &c);
        wait_done(last);
        const ctx_error_t *why = inner_first ? &inner : &outer;
        EXPECT(ctx_err(last) == CTX_DEADLINE_EXCEEDED && ctx_cause(last) == why && ctx_cause(below) == why);
        EXPECT(ctx_cause(above) == (inner_first ? NULL : &outer));
        ctx_cancel(a);
        EXPECT(ctx_cause(above) == (inner_first ? &ctx_error_canceled : &outer) && ctx_cause(below) == why);
        ctx_release(ctx_move(&c));
        ctx_release(ctx_move(&b));
    }
}
