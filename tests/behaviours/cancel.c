/* cancel.c — behaviours 11 to 23: cancelling, done, err.
 */
#include "behaviours.h"

void behaviour_11_only_the_first_cancel_counts(void);
void behaviour_12_second_cancel_waits_for_the_cascade(void);
void behaviour_13_first_cause_wins(void);
void behaviour_14_err_before_done_before_children(void);
void behaviour_15_parent_first_depth_first_creation_order(void);
void behaviour_16_no_user_code_under_a_lock(void);
void behaviour_17_what_blocks_during_a_cascade(void);
void behaviour_18_done_is_lazy_and_the_same(void);
void behaviour_19_a_child_makes_the_parents_done(void);
void behaviour_20_asked_late_is_the_shared_one(void);
void behaviour_21_direct_links_are_synchronous(void);
void behaviour_22_err_means_done_is_closed(void);
void behaviour_23_err_takes_no_lock(void);

static const ctx_error_t reason = {.text = "reason"}, other_reason = {.text = "other reason"};

static void cancel_it(ctx_t *ctx, void *arg)
{
    (void)ctx;
    ctx_cancel_cause(arg, &other_reason);
}

void behaviour_11_only_the_first_cancel_counts(void)
{
    enum { TASKS = 8 };
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    task_t tasks[TASKS];
    for (int i = 0; i < TASKS; i++)
        tasks[i] = task_go(ctx_background(), cancel_it, cancel);
    for (int i = 0; i < TASKS; i++)
        task_join(tasks[i]);
    ctx_cancel_cause(cancel, &reason);
    EXPECT(ctx_err(ctx) == CTX_CANCELED);
    EXPECT(ctx_cause(ctx) == &other_reason);
}

/* A parent with two children, and a cancel of it that has stopped before it tells the second child. */
typedef struct stalled {
    ctx_cancel_t *cancel, *first, *second;
    ctx_t *parent, *first_ctx, *second_ctx;
    brake_t brake;
    task_t canceller;
} stalled_t;

static void cancel_with_brake(ctx_t *ctx, void *arg)
{
    stalled_t *s = arg;
    (void)ctx;
    ctx_cancel_cause(s->cancel, &s->brake.error);
}

static void stall(stalled_t *s)
{
    s->parent = ctx_with_cancel(ctx_background(), &s->cancel);
    s->first_ctx = ctx_with_cancel(s->parent, &s->first);
    s->second_ctx = ctx_with_cancel(s->parent, &s->second);
    brake_init(&s->brake, 3);
    s->canceller = task_go(ctx_background(), cancel_with_brake, s);
    (void)chan_recv(s->brake.reached, NULL);
}

static void let_go(stalled_t *s) { chan_close(s->brake.go); }

static void stalled_end(stalled_t *s)
{
    task_join(s->canceller);
    ctx_release(s->first);
    ctx_release(s->second);
    ctx_release(s->cancel);
    brake_end(&s->brake);
}

static void cancel_then_look(ctx_t *ctx, void *arg)
{
    stalled_t *s = arg;
    (void)ctx;
    ctx_cancel(s->cancel);
    EXPECT(ctx_err(s->second_ctx) == CTX_CANCELED); /* it has waited for the whole cascade */
}

void behaviour_12_second_cancel_waits_for_the_cascade(void)
{
    stalled_t s;
    stall(&s);
    EXPECT(ctx_err(s.second_ctx) == CTX_OK);
    task_t second = task_go(ctx_background(), cancel_then_look, &s);
    task_yield();
    let_go(&s);
    task_join(second);
    stalled_end(&s);
}

void behaviour_13_first_cause_wins(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *plain_cancel_handle = NULL, *null_cause = NULL;
    ctx_t *ctx = ctx_with_cancel_cause(ctx_background(), &cancel);
    ctx_cancel_cause(cancel, &reason);
    ctx_cancel_cause(cancel, &other_reason);
    EXPECT(ctx_err(ctx) == CTX_CANCELED);
    EXPECT(ctx_cause(ctx) == &reason);
    ctx = ctx_with_cancel(ctx_background(), &plain_cancel_handle);
    ctx_cancel(plain_cancel_handle);
    EXPECT(ctx_cause(ctx) == &ctx_error_canceled);
    ctx = ctx_with_cancel(ctx_background(), &null_cause);
    ctx_cancel_cause(null_cause, NULL);
    EXPECT(ctx_cause(ctx) == &ctx_error_canceled);
}

/* A cause whose keep looks at every node: it is called once for each node, just before that node is told. */
enum { WATCHED = 6 };
static struct {
    ctx_t *nodes[WATCHED];
    int count, calls;
    uint32_t told[WATCHED + 1]; /* who was told at each call */
} watch;

static void watch_keep(const ctx_error_t *error)
{
    uint32_t told = 0;
    (void)error;
    for (int i = 0; i < watch.count; i++)
        told |= ctx_err(watch.nodes[i]) != CTX_OK ? 1u << i : 0;
    watch.told[watch.calls++] = told;
}
static void watch_drop(const ctx_error_t *error) { (void)error; }
static const ctx_error_t watching = {.text = "watching", .keep = watch_keep, .drop = watch_drop};

void behaviour_14_err_before_done_before_children(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *child_cancel = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &cancel);
    ctx_t *child = ctx_with_cancel(parent, &child_cancel);
    watch.nodes[0] = parent, watch.nodes[1] = child;
    watch.count = 2, watch.calls = 0;
    ctx_cancel_cause(cancel, &watching);
    EXPECT(watch.calls == 2);
    EXPECT(watch.told[0] == 0);
    EXPECT(watch.told[1] == 1); /* the parent is done when the child's turn comes */
    EXPECT(ctx_cause(child) == &watching && ctx_err(child) == CTX_CANCELED && is_closed(ctx_done(child)));
    ctx_cancel(cancel); /* already cancelled: nothing is told again */
    EXPECT(watch.calls == 2);
}

void behaviour_15_parent_first_depth_first_creation_order(void)
{
    ctx_cancel_t *cancels[WATCHED];
    ctx_t *parents[WATCHED] = {ctx_background()}; /* 0 root; 1, 4 its children; 2, 3 below 1; 5 below 4 */
    static const int parent_of[WATCHED] = {0, 0, 1, 1, 0, 4};
    static const int made[WATCHED] = {0, 1, 4, 2, 3, 5}; /* 4 is made before 2: depth goes before age */
    watch.count = WATCHED, watch.calls = 0;
    for (int k = 0; k < WATCHED; k++) {
        int i = made[k];
        ctx_t *parent = i == 0 ? parents[0] : watch.nodes[parent_of[i]];
        watch.nodes[i] = ctx_with_cancel(parent, &cancels[i]);
    }
    ctx_cancel_cause(cancels[0], &watching);
    EXPECT(watch.calls == WATCHED);
    for (int i = 0; i < WATCHED; i++)
        EXPECT(watch.told[i] == (1u << i) - 1); /* 0, 1, 2, 3, 4, 5 in turn */
    for (int i = WATCHED; i-- > 0;)
        ctx_release(cancels[i]);
}

typedef struct reenter {
    ctx_cancel_t *cancel;
    ctx_t *ctx;
    chan_t *over;
} reenter_t;

static void use_everything(void *arg)
{
    reenter_t *r = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_cancel(r->cancel);
    EXPECT(ctx_err(ctx_with_cancel(r->ctx, &cancel)) == CTX_CANCELED);
    EXPECT(ctx_cause(r->ctx) == &ctx_error_canceled);
    chan_close(r->over);
}

void behaviour_16_no_user_code_under_a_lock(void)
{
    reenter_t r = {.over = chan_make_signal()};
    r.ctx = ctx_with_cancel(ctx_background(), &r.cancel);
    ctx_stop_t *stop = ctx_after_func(r.ctx, use_everything, &r);
    ctx_cancel(r.cancel);
    (void)chan_recv(r.over, NULL); /* the function used the very node that was being cancelled */
    ctx_stop_drop(stop);
    ctx_release(r.cancel);
    chan_drop(r.over);
}

typedef struct asker {
    stalled_t *stalled;
    chan_t *started;
    int answered; /* 1: before the cascade was let go */
} asker_t;

static void ask_cause(ctx_t *ctx, void *arg)
{
    asker_t *a = arg;
    (void)ctx;
    chan_close(a->started);
    (void)ctx_cause(a->stalled->parent);
    EXPECT(ctx_err(a->stalled->second_ctx) == CTX_CANCELED);
}

static void derive_meanwhile(ctx_t *ctx, void *arg)
{
    asker_t *a = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx;
    chan_close(a->started);
    EXPECT(ctx_err(ctx_with_cancel(a->stalled->parent, &cancel)) == CTX_CANCELED);
    EXPECT(ctx_err(a->stalled->second_ctx) == CTX_CANCELED);
}

static void close_arg(void *arg) { chan_close(arg); }

static void register_meanwhile(ctx_t *ctx, void *arg)
{
    asker_t *a = arg;
    chan_auto chan_t *ran = chan_make_signal();
    (void)ctx;
    chan_close(a->started);
    ctx_stop_t *stop = ctx_after_func(a->stalled->parent, close_arg, ran);
    EXPECT(ctx_err(a->stalled->second_ctx) == CTX_CANCELED);
    (void)chan_recv(ran, NULL);
    ctx_stop_drop(stop);
}

void behaviour_17_what_blocks_during_a_cascade(void)
{
    task_func_t *blocked[] = {ask_cause, derive_meanwhile, register_meanwhile};
    for (int i = 0; i < 3; i++) {
        stalled_t s;
        stall(&s);
        asker_t asker = {.stalled = &s, .started = chan_make_signal()};
        task_t task = task_go(ctx_background(), blocked[i], &asker);
        (void)chan_recv(asker.started, NULL);
        ctx_ns_t deadline; /* these four do not block */
        EXPECT(ctx_err(s.parent) == CTX_CANCELED);
        EXPECT(is_closed(ctx_done(s.parent)));
        EXPECT(ctx_value(s.parent, ctx_text_key("x")) == NULL);
        EXPECT(!ctx_deadline(s.parent, &deadline));
        EXPECT(ctx_err(s.second_ctx) == CTX_OK && !is_closed(ctx_done(s.second_ctx)));
        let_go(&s);
        task_join(task);
        chan_drop(asker.started);
        stalled_end(&s);
    }
}

void behaviour_18_done_is_lazy_and_the_same(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    chan_t *first = ctx_done(ctx);
    EXPECT(first != NULL && !is_closed(first));
    EXPECT(ctx_done(ctx) == first);
    ctx_cancel(cancel);
    EXPECT(ctx_done(ctx) == first && is_closed(first));
}

static chan_t *shared_closed(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    ctx_cancel(cancel);
    return ctx_done(ctx);
}

void behaviour_19_a_child_makes_the_parents_done(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *child = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    (void)ctx_with_cancel(ctx, &child);
    ctx_cancel(cancel);
    EXPECT(ctx_done(ctx) != shared_closed()); /* it had one of its own by then */
    EXPECT(is_closed(ctx_done(ctx)));
}

void behaviour_20_asked_late_is_the_shared_one(void)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL;
    ctx_t *one = ctx_with_cancel(ctx_background(), &a), *two = ctx_with_cancel(ctx_background(), &b);
    ctx_cancel(a);
    ctx_cancel(b);
    EXPECT(ctx_done(one) == ctx_done(two));
    EXPECT(is_closed(ctx_done(one)));
    EXPECT(ctx_done(one) == shared_closed());
}

void behaviour_21_direct_links_are_synchronous(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *direct = NULL, *far = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    plain_custom_t custom;
    ctx_t *foreign = plain_init(&custom, &severed_ops, NULL);
    ctx_t *child = ctx_with_cancel(ctx, &direct), *forwarded = ctx_with_cancel(foreign, &far);
    ctx_cancel(cancel);
    EXPECT(ctx_err(child) == CTX_CANCELED); /* at once */
    plain_cancel(&custom, CTX_CANCELED);
    wait_done(forwarded); /* later */
    EXPECT(ctx_err(forwarded) == CTX_CANCELED);
    ctx_release(ctx_move(&far));
    plain_end(&custom);
}

static void look_at_err(ctx_t *ctx, void *arg)
{
    (void)arg;
    chan_t *done = ctx_done(ctx);
    while (ctx_err(ctx) == CTX_OK)
        task_yield();
    EXPECT(is_closed(done));
}

void behaviour_22_err_means_done_is_closed(void)
{
    for (int i = 0; i < 50; i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
        task_t a = task_go(ctx, look_at_err, NULL), b = task_go(ctx, look_at_err, NULL);
        ctx_cancel(cancel);
        task_join(a);
        task_join(b);
    }
}

void behaviour_23_err_takes_no_lock(void)
{
    stalled_t s;
    stall(&s); /* the locks of the parent and of the second child are held */
    EXPECT(ctx_err(s.parent) == CTX_CANCELED);
    EXPECT(ctx_err(s.first_ctx) == CTX_CANCELED);
    EXPECT(ctx_err(s.second_ctx) == CTX_OK);
    let_go(&s);
    stalled_end(&s);
}
