/* claims_cancel.c — behaviours 11 to 23, claim by claim: who blocks whom, in which order things are told, what is there
 * before and after.
 */
#include "behaviours.h"

void behaviour_11_from_everywhere_at_once(void);
void behaviour_12_the_second_cancel_is_inside_the_first(void);
void behaviour_13_causes_are_kept_and_given_back(void);
void behaviour_14_each_step_in_its_turn(void);
void behaviour_14_no_second_removal(void);
void behaviour_14_a_told_child_waits_for_nobody(void);
void behaviour_15_a_random_tree_in_preorder(void);
void behaviour_16_operations_may_use_the_engine(void);
void behaviour_17_each_blocking_call(void);
void behaviour_18_asked_by_many_at_once(void);
void behaviour_19_only_parents_have_a_channel(void);
void behaviour_20_every_kind_asked_late(void);
void behaviour_22_asked_for_the_first_time_after(void);

static const ctx_error_t reason = {.text = "reason"}, other_reason = {.text = "other reason"};

/* ---- 11 ---------------------------------------------------------------------------------------------------------- */

typedef struct crowd {
    ctx_cancel_t *cancel;
    ctx_t *ctx;
    int lies;
} crowd_t;

static void cancel_and_look(ctx_t *ctx, void *arg)
{
    crowd_t *crowd = arg;
    (void)ctx;
    ctx_cancel_t *mine = ctx_cancel_dup(crowd->cancel);
    ctx_cancel_cause(mine, &reason);
    const ctx_error_t *cause = ctx_cause(crowd->ctx);
    ctx_cancel(mine);
    ctx_cancel_cause(mine, &other_reason);
    if (ctx_err(crowd->ctx) != CTX_CANCELED || ctx_cause(crowd->ctx) != cause || cause != &reason || !is_closed(ctx_done(crowd->ctx)))
        __atomic_fetch_add(&crowd->lies, 1, __ATOMIC_SEQ_CST);
    ctx_release(mine);
}

void behaviour_11_from_everywhere_at_once(void)
{
    enum { TASKS = 6 };
    crowd_t crowd = {.lies = 0};
    task_t tasks[TASKS];
    crowd.ctx = ctx_with_timeout(ctx_background(), CTX_S(3600), &crowd.cancel);
    for (int i = 0; i < TASKS; i++)
        tasks[i] = task_go(ctx_background(), cancel_and_look, &crowd);
    for (int i = 0; i < TASKS; i++)
        task_join(tasks[i]);
    EXPECT(crowd.lies == 0 && ctx_cause(crowd.ctx) == &reason && alive(CTX_LEDGER_TIMER) == 0);
    ctx_release(crowd.cancel);
}

/* ---- a cascade that stands still: top > parent > {first, second}, stopped before the n-th is told -------------------- */

typedef struct tree {
    ctx_cancel_t *cancel[4];
    ctx_t *ctx[4]; /* top, parent, first, second */
    brake_t brake;
    task_t canceller;
    int from; /* which of them is cancelled */
} tree_t;
enum { TOP, PARENT, FIRST, SECOND };

static void cancel_with_brake(ctx_t *ctx, void *arg)
{
    tree_t *t = arg;
    (void)ctx;
    ctx_cancel_cause(t->cancel[t->from], &t->brake.error);
}

static void stand_still(tree_t *t, int from, int at)
{
    t->from = from;
    t->ctx[TOP] = ctx_with_cancel(ctx_background(), &t->cancel[TOP]);
    t->ctx[PARENT] = ctx_with_timeout(t->ctx[TOP], CTX_S(3600), &t->cancel[PARENT]);
    t->ctx[FIRST] = ctx_with_cancel(t->ctx[PARENT], &t->cancel[FIRST]);
    t->ctx[SECOND] = ctx_with_cancel(t->ctx[PARENT], &t->cancel[SECOND]);
    brake_init(&t->brake, at);
    t->canceller = task_go(ctx_background(), cancel_with_brake, t);
    (void)chan_recv(t->brake.reached, NULL);
}

static void go_on(tree_t *t) { chan_close(t->brake.go); }

static void tree_end(tree_t *t)
{
    task_join(t->canceller);
    for (int i = 3; i >= 0; i--)
        ctx_release(t->cancel[i]);
    brake_end(&t->brake);
}

static bool told(tree_t *t, int i) { return ctx_err(t->ctx[i]) != CTX_OK; }

typedef struct late_comer {
    tree_t *tree;
    chan_t *started;
    int which, returned; /* set once the call is back */
} late_comer_t;

static void cancel_too(ctx_t *ctx, void *arg)
{
    late_comer_t *l = arg;
    (void)ctx;
    chan_close(l->started);
    ctx_cancel_cause(l->tree->cancel[l->which], &reason);
    __atomic_store_n(&l->returned, 1, __ATOMIC_RELEASE);
    EXPECT(told(l->tree, FIRST) && told(l->tree, SECOND));
    EXPECT(ctx_cause(l->tree->ctx[SECOND]) == &l->tree->brake.error); /* too late to change anything */
}

/* A cancel of the same node, or of the node above it, is not back before all below is told. */
void behaviour_12_the_second_cancel_is_inside_the_first(void)
{
    static const int second_from[] = {PARENT, TOP};
    for (int i = 0; i < 2; i++) {
        tree_t t;
        stand_still(&t, PARENT, 3); /* parent and first are told, second is not */
        EXPECT(told(&t, PARENT) && told(&t, FIRST) && !told(&t, SECOND) && !told(&t, TOP));
        late_comer_t late = {&t, chan_make_signal(), second_from[i], 0};
        task_t task = task_go(ctx_background(), cancel_too, &late);
        (void)chan_recv(late.started, NULL);
        for (int k = 0; k < 20; k++) { /* it would have had the time */
            task_yield();
            EXPECT(__atomic_load_n(&late.returned, __ATOMIC_ACQUIRE) == 0 && !told(&t, SECOND));
        }
        go_on(&t);
        task_join(task);
        EXPECT(late.returned == 1 && (told(&t, TOP) || second_from[i] == PARENT));
        chan_drop(late.started);
        tree_end(&t);
    }
}

void behaviour_13_causes_are_kept_and_given_back(void)
{
    brake_t brake; /* as a cause that counts: it never stops */
    brake_init(&brake, -1);
    ctx_cancel_t *top = NULL, *below = NULL, *own = NULL, *timer = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    ctx_t *child = ctx_keep(ctx_with_cancel(parent, &below)), *other = ctx_with_cancel(parent, &own);
    ctx_t *timed = ctx_with_timeout_cause(parent, CTX_S(3600), &brake.error, &timer); /* kept for later, and never used */
    ctx_cancel_cause(own, &reason);
    ctx_cancel_cause(top, &brake.error);
    EXPECT(brake.calls == 4); /* the timer's own, parent, child, timed */
    ctx_cancel_cause(top, &brake.error);
    ctx_cancel_cause(below, &brake.error);
    EXPECT(brake.calls == 4 && brake.drops == 0);
    EXPECT(ctx_cause(timed) == &brake.error && ctx_cause(other) == &reason && ctx_cause(parent) == &brake.error);
    ctx_release(timer);
    ctx_release(own);
    ctx_release(below);
    ctx_release(top);
    EXPECT(ctx_cause(child) == &brake.error && brake.drops == 2); /* parent and child live on */
    ctx_drop(child);
    EXPECT(brake.drops == 4);
    brake_end(&brake);
}

/* ---- 14 ---------------------------------------------------------------------------------------------------------- */

static void say_true(void *arg) { __atomic_store_n((int *)arg, 1, __ATOMIC_RELEASE); }

/* At each stop of one cascade: who has err and done already, and who is still where it was. */
void behaviour_14_each_step_in_its_turn(void)
{
    for (int at = 1; at <= 3; at++) {
        tree_t t;
        int ran = 0;
        stand_still(&t, PARENT, at);
        ctx_stop_t *stop = ctx_after_func(t.ctx[TOP], say_true, &ran); /* the node above is free meanwhile */
        for (int i = PARENT; i <= SECOND; i++) {
            bool expected = i - PARENT + 1 < at;
            EXPECT(told(&t, i) == expected && is_closed(ctx_done(t.ctx[i])) == expected);
        }
        EXPECT(!told(&t, TOP) && !is_closed(ctx_done(t.ctx[TOP])) && alive(CTX_LEDGER_TIMER) == 1);
        go_on(&t);
        task_join(t.canceller);
        for (int i = PARENT; i <= SECOND; i++)
            EXPECT(told(&t, i) && ctx_cause(t.ctx[i]) == &t.brake.error);
        EXPECT(alive(CTX_LEDGER_TIMER) == 0); /* stopped at the end of its own cancel */
        EXPECT(ctx_stop(stop) && !ran);
        ctx_stop_drop(stop);
        tree_end(&t);
    }
}

/* Who has cancelled itself has left: a later cancel from above does not tell it, nor what lived below it. */
void behaviour_14_no_second_removal(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *middle = NULL, *leaf = NULL, *other = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    ctx_t *child = ctx_with_cancel(parent, &middle);
    (void)ctx_with_cancel(child, &leaf);
    ctx_t *sibling = ctx_with_cancel(parent, &other);
    EXPECT(told_by(middle) == 2); /* itself and its leaf */
    ctx_cancel(middle);
    ctx_cancel(leaf);
    EXPECT(ctx_err(sibling) == CTX_OK);
    EXPECT(told_by(top) == 2); /* itself and the sibling */
    EXPECT(told_by(top) == 0);
}

/* Who has been told is done with it: cancelling it again changes nothing, and waits for nothing but its own cascade. */
void behaviour_14_a_told_child_waits_for_nobody(void)
{
    tree_t t;
    stand_still(&t, PARENT, 3); /* parent and first are told; the parent's lock is held, for second is not */
    ctx_cancel(t.cancel[FIRST]);
    ctx_cancel_cause(t.cancel[FIRST], &reason);
    EXPECT(!told(&t, SECOND) && ctx_cause(t.ctx[FIRST]) == &t.brake.error);
    go_on(&t);
    tree_end(&t);
}

/* ---- 15 ---------------------------------------------------------------------------------------------------------- */

enum { NODES = 120 };
static struct {
    ctx_t *ctx[NODES];
    int order[NODES + 1], calls; /* order: who was told between two calls */
    bool seen[NODES];
} walk;

static void note_told(void)
{
    int found = -1, n = 0;
    for (int i = 0; i < NODES; i++)
        if (!walk.seen[i] && ctx_err(walk.ctx[i]) != CTX_OK) {
            walk.seen[i] = true;
            found = i;
            n++;
        }
    EXPECT(n == (walk.calls > 0)); /* one at a time */
    if (walk.calls > 0)
        walk.order[walk.calls - 1] = found;
}
static void walk_keep(const ctx_error_t *error)
{
    (void)error;
    note_told();
    walk.calls++;
}
static void walk_drop(const ctx_error_t *error) { (void)error; }
static const ctx_error_t walking = {.text = "walking", .keep = walk_keep, .drop = walk_drop};

/* Children in creation order, each with its whole subtree: what a recursive walk over parent_of would visit. */
static int expect_preorder(const int *parent_of, int node, int place)
{
    EXPECT(walk.order[place] == node);
    place++;
    for (int i = node + 1; i < NODES; i++)
        if (parent_of[i] == node)
            place = expect_preorder(parent_of, i, place);
    return place;
}

void behaviour_15_a_random_tree_in_preorder(void)
{
    ctx_cancel_t *cancel[NODES];
    int parent_of[NODES] = {-1};
    uint64_t dice = 0x2545F4914F6CDD1Dull;
    memset(&walk, 0, sizeof walk);
    for (int i = 0; i < NODES; i++) {
        dice = dice * 6364136223846793005ull + 1442695040888963407ull;
        parent_of[i] = i == 0 ? -1 : (int)((dice >> 33) % (uint64_t)i);
        ctx_t *parent = i == 0 ? ctx_background() : walk.ctx[parent_of[i]];
        ctx_t *value = i % 3 == 0 ? ctx_with_value(parent, ctx_text_key("k"), NULL) : ctx_keep(parent); /* linked past a value */
        walk.ctx[i] = i % 4 == 0 ? ctx_with_timeout(value, CTX_S(3600), &cancel[i]) : ctx_with_cancel(value, &cancel[i]);
        ctx_drop(value);
    }
    ctx_cancel_cause(cancel[0], &walking);
    note_told();
    EXPECT(walk.calls == NODES && expect_preorder(parent_of, 0, 0) == NODES);
    for (int i = 0; i < NODES; i++)
        ctx_release(cancel[i]);
}

/* ---- 16 ---------------------------------------------------------------------------------------------------------- */

static struct { ctx_t *child; int stops, freed; } reentry;

static void use_the_child(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *below = ctx_with_cancel(reentry.child, &cancel);
    EXPECT(ctx_err(below) == CTX_CANCELED && ctx_cause(reentry.child) != NULL);
}
static bool stop_uses_it(ctx_custom_t *self, void *registration)
{
    reentry.stops++;
    use_the_child();
    return after_func_ops.stop(self, registration);
}
static void free_uses_the_engine(void *value)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)value;
    (void)ctx_with_timeout(ctx_background(), CTX_S(1), &cancel);
    reentry.freed++;
}

/* stop and destroy of a custom context, free_value of a value: none is called under a lock. */
void behaviour_16_operations_may_use_the_engine(void)
{
    plain_custom_t custom;
    ctx_ops_t ops = after_func_ops;
    ops.stop = stop_uses_it;
    memset(&reentry, 0, sizeof reentry);
    ctx_cancel_t *cancel = NULL, *above = NULL;
    ctx_t *foreign = plain_init(&custom, &ops, NULL);
    reentry.child = ctx_with_cancel(foreign, &cancel);
    ctx_cancel(cancel);
    EXPECT(reentry.stops == 1 && ctx_err(reentry.child) == CTX_CANCELED);
    ctx_release(cancel);
    plain_end(&custom);

    ctx_t *parent = ctx_with_cancel(ctx_background(), &above);
    ctx_t *value = ctx_with_value_owned(parent, ctx_text_key("k"), &reentry, free_uses_the_engine);
    ctx_t *below = ctx_with_cancel(value, &cancel);
    ctx_drop(value);
    ctx_cancel(above);
    EXPECT(ctx_err(below) == CTX_CANCELED && reentry.freed == 0);
    ctx_release(cancel);
    EXPECT(reentry.freed == 1);
    ctx_release(above);
}

/* ---- 17 ---------------------------------------------------------------------------------------------------------- */

static void call_cancel(tree_t *t) { ctx_cancel(t->cancel[PARENT]); }
static void call_cause(tree_t *t) { EXPECT(ctx_cause(t->ctx[PARENT]) == &t->brake.error); }
static void call_value_cause(tree_t *t)
{
    ctx_kept ctx_t *value = ctx_with_value(t->ctx[PARENT], ctx_text_key("k"), NULL);
    EXPECT(ctx_cause(value) == &t->brake.error);
}
static void call_with_cancel(tree_t *t)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    EXPECT(ctx_cause(ctx_with_cancel(t->ctx[PARENT], &cancel)) == &t->brake.error);
}
static void call_with_timeout(tree_t *t)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    EXPECT(ctx_err(ctx_with_timeout(t->ctx[PARENT], CTX_S(1), &cancel)) == CTX_CANCELED);
}
static void call_after_func(tree_t *t)
{
    int ran = 0;
    ctx_stop_t *stop = ctx_after_func(t->ctx[PARENT], say_true, &ran);
    while (!__atomic_load_n(&ran, __ATOMIC_ACQUIRE))
        task_yield();
    EXPECT(!ctx_stop(stop));
    ctx_stop_drop(stop);
}
static void call_wrapped_cause(tree_t *t)
{
    plain_custom_t custom;
    EXPECT(ctx_cause(plain_init(&custom, &transparent_ops, t->ctx[PARENT])) == &t->brake.error);
    plain_end(&custom);
}

typedef struct blocked {
    tree_t *tree;
    chan_t *started;
    void (*call)(tree_t *);
    int returned;
} blocked_t;

static void make_call(ctx_t *ctx, void *arg)
{
    blocked_t *b = arg;
    (void)ctx;
    chan_close(b->started);
    b->call(b->tree);
    EXPECT(told(b->tree, SECOND));
    __atomic_store_n(&b->returned, 1, __ATOMIC_RELEASE);
}

/* What needs no lock is answered meanwhile, by the parent, and by everything around it. */
static void what_does_not_block(tree_t *t)
{
    ctx_auto ctx_cancel_t *beside = NULL;
    ctx_ns_t deadline;
    char name[200];
    EXPECT(told(t, PARENT) && is_closed(ctx_done(t->ctx[PARENT])) && ctx_value(t->ctx[PARENT], ctx_text_key("x")) == NULL);
    EXPECT(ctx_deadline(t->ctx[SECOND], &deadline) && ctx_name(t->ctx[SECOND], name, sizeof name) > 0);
    ctx_kept ctx_t *value = ctx_with_value(t->ctx[PARENT], ctx_text_key("k"), t);
    ctx_kept ctx_t *detached = ctx_without_cancel(value);
    ctx_kept ctx_t *kept = ctx_keep(t->ctx[SECOND]);
    EXPECT(ctx_value(detached, ctx_text_key("k")) == t && ctx_err(value) == CTX_CANCELED && ctx_err(kept) == CTX_OK);
    EXPECT(ctx_cause(t->ctx[FIRST]) == &t->brake.error && ctx_cause(t->ctx[TOP]) == NULL);
    EXPECT(ctx_err(ctx_with_cancel(t->ctx[TOP], &beside)) == CTX_OK);
    EXPECT(!told(t, SECOND) && !is_closed(ctx_done(t->ctx[SECOND])));
}

void behaviour_17_each_blocking_call(void)
{
    void (*calls[])(tree_t *) = {call_cancel,       call_cause,      call_value_cause,  call_with_cancel,
                                 call_with_timeout, call_after_func, call_wrapped_cause};
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        tree_t t;
        stand_still(&t, PARENT, 3);
        blocked_t b = {&t, chan_make_signal(), calls[i], 0};
        task_t task = task_go(ctx_background(), make_call, &b);
        (void)chan_recv(b.started, NULL);
        what_does_not_block(&t);
        for (int k = 0; k < 10; k++) {
            task_yield();
            EXPECT(__atomic_load_n(&b.returned, __ATOMIC_ACQUIRE) == 0);
        }
        go_on(&t);
        task_join(task);
        EXPECT(b.returned == 1);
        chan_drop(b.started);
        tree_end(&t);
    }
}

/* ---- 18 to 22 ------------------------------------------------------------------------------------------------------ */

typedef struct ask {
    ctx_t *ctx;
    chan_t *got;
} ask_t;
static void ask_done(ctx_t *ctx, void *arg)
{
    (void)ctx;
    ((ask_t *)arg)->got = ctx_done(((ask_t *)arg)->ctx);
}

void behaviour_18_asked_by_many_at_once(void)
{
    enum { TASKS = 4 };
    for (int round = 0; round < 10; round++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
        EXPECT(alive(CTX_LEDGER_DONE) == 0); /* nobody has asked */
        task_t tasks[TASKS];
        ask_t asks[TASKS];
        for (int i = 0; i < TASKS; i++) {
            asks[i] = (ask_t){ctx, NULL};
            tasks[i] = task_go(ctx_background(), ask_done, &asks[i]);
        }
        for (int i = 0; i < TASKS; i++)
            task_join(tasks[i]);
        EXPECT(alive(CTX_LEDGER_DONE) == 1);
        for (int i = 0; i < TASKS; i++)
            EXPECT(asks[i].got == ctx_done(ctx) && !is_closed(asks[i].got));
        ctx_cancel(cancel);
        EXPECT(is_closed(asks[0].got) && ctx_done(ctx) == asks[0].got);
    }
}

static void nothing(void *arg) { (void)arg; }

void behaviour_19_only_parents_have_a_channel(void)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *c = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &a);
    EXPECT(alive(CTX_LEDGER_DONE) == 0);
    ctx_kept ctx_t *value = ctx_with_value(parent, ctx_text_key("k"), NULL);
    ctx_kept ctx_t *detached = ctx_without_cancel(value);
    (void)ctx_err(value);
    EXPECT(alive(CTX_LEDGER_DONE) == 0); /* these are no cancelable children */
    ctx_t *child = ctx_with_timeout(value, CTX_S(3600), &b);
    EXPECT(alive(CTX_LEDGER_DONE) == 1);
    ctx_stop_t *stop = ctx_after_func(child, nothing, NULL); /* a hidden child is one too */
    EXPECT(alive(CTX_LEDGER_DONE) == 2);
    (void)ctx_with_cancel(detached, &c);
    EXPECT(alive(CTX_LEDGER_DONE) == 2 && ctx_stop(stop));
    ctx_stop_drop(stop);
}

void behaviour_20_every_kind_asked_late(void)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *c = NULL, *d = NULL, *e = NULL;
    ctx_t *plain = ctx_with_cancel(ctx_background(), &a), *timed = ctx_with_timeout(ctx_background(), CTX_S(3600), &b);
    ctx_t *asked = ctx_with_cancel(ctx_background(), &d);
    chan_t *own = ctx_done(asked);
    ctx_cancel(a);
    ctx_cancel(b);
    ctx_cancel(d);
    ctx_t *past = ctx_with_timeout(ctx_background(), 0, &c), *born = ctx_with_cancel(asked, &e);
    chan_t *shared = ctx_done(plain);
    EXPECT(is_closed(shared) && ctx_done(timed) == shared && ctx_done(past) == shared && ctx_done(born) == shared);
    EXPECT(ctx_done(asked) == own && own != shared && is_closed(own) && ctx_done(plain) == shared);
}

static void err_then_done(ctx_t *ctx, void *arg)
{
    (void)arg;
    while (ctx_err(ctx) == CTX_OK)
        task_yield();
    EXPECT(is_closed(ctx_done(ctx)) && ctx_cause(ctx) == &reason);
}

void behaviour_22_asked_for_the_first_time_after(void)
{
    for (int i = 0; i < 20; i++) {
        ctx_auto ctx_cancel_t *top = NULL, *cancel = NULL;
        ctx_t *ctx = ctx_with_cancel(ctx_with_cancel(ctx_background(), &top), &cancel);
        task_t a = task_go(ctx, err_then_done, NULL), b = task_go(ctx, err_then_done, NULL);
        ctx_cancel_cause(top, &reason); /* by a cascade: the leaf's channel was never asked for */
        task_join(a);
        task_join(b);
    }
}
