/* claims_errors.c — behaviours 1 to 10, claim by claim: every constructor, every way an error reaches a child.
 */
#include "behaviours.h"
#include "ctx_group.h"
#include "ctx_signal.h"

void behaviour_02_what_the_two_errors_say(void);
void behaviour_03_every_way_down_is_verbatim(void);
void behaviour_04_values_and_children_of_roots(void);
void behaviour_05_every_constructor(void);
void behaviour_06_every_value_constructor(void);
void behaviour_07_only_when_it_is_reached(void);
void behaviour_08_every_call_on_nil(void);
void behaviour_10_every_way_to_a_missing_error(void);

CTX_KEY(some_key);

void behaviour_02_what_the_two_errors_say(void)
{
    EXPECT(ctx_error_deadline_exceeded.err == CTX_DEADLINE_EXCEEDED && ctx_error_canceled.err == CTX_CANCELED);
    EXPECT(!ctx_error_canceled.timeout && !ctx_error_canceled.temporary);
    EXPECT(ctx_error_of(CTX_CANCELED) != ctx_error_of(CTX_DEADLINE_EXCEEDED));
    const ctx_error_t *foreign = ctx_error_of(CTX_ERR_CUSTOM); /* what is neither has an error of its own, and a text */
    EXPECT(foreign != NULL && foreign != &ctx_error_canceled && foreign != &ctx_error_deadline_exceeded);
    EXPECT(foreign == ctx_error_of((ctx_err_t)(CTX_ERR_CUSTOM + 9)) && ctx_err_text(CTX_ERR_CUSTOM)[0] != '\0');
}

/* Born below it, told by its after_func, told by a forwarder, told by a cascade below each: what it says, unchanged. */
void behaviour_03_every_way_down_is_verbatim(void)
{
    const ctx_err_t weird = (ctx_err_t)(CTX_ERR_CUSTOM + 3);
    const ctx_ops_t *ways[] = {&after_func_ops, &severed_ops};
    for (int i = 0; i < 2; i++) {
        plain_custom_t custom;
        ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *c = NULL, *d = NULL;
        ctx_t *foreign = plain_init(&custom, ways[i], NULL);
        ctx_t *child = ctx_with_cancel(foreign, &a), *below = ctx_with_cancel(child, &b);
        ctx_t *timed = ctx_with_timeout(below, CTX_S(3600), &c);
        plain_cancel(&custom, weird);
        wait_done(timed);
        EXPECT(ctx_err(child) == weird && ctx_err(below) == weird && ctx_err(timed) == weird);
        EXPECT(ctx_cause(child) == ctx_error_of(weird) && ctx_cause(timed) == ctx_error_of(weird));
        ctx_t *late = ctx_with_timeout(foreign, CTX_S(3600), &d);
        EXPECT(ctx_err(late) == weird && ctx_cause(late) == ctx_error_of(weird) && ctx_err(foreign) == weird);
        ctx_release(ctx_move(&d));
        ctx_release(ctx_move(&c));
        ctx_release(ctx_move(&b));
        ctx_release(ctx_move(&a));
        plain_end(&custom);
    }
}

void behaviour_04_values_and_children_of_roots(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    for (int i = 0; i < 3; i++) { /* counted by nobody: given back more often than kept */
        ctx_kept ctx_t *background = ctx_background(), *todo = ctx_todo();
        EXPECT(ctx_value(background, ctx_text_key("any")) == NULL && ctx_value(todo, some_key) == NULL);
        EXPECT(ctx_keep(background) == background);
    }
    EXPECT(ctx_err(ctx_background()) == CTX_OK && ctx_err(ctx_todo()) == CTX_OK);
    ctx_t *child = ctx_with_cancel(ctx_todo(), &cancel);
    EXPECT(ctx_err(child) == CTX_OK && alive(CTX_LEDGER_NODE) == 1 && alive(CTX_LEDGER_DONE) == 0);
}

/* ---- 5 ----------------------------------------------------------------------------------------------------------- */

static ctx_cancel_t *untouched;
static int freed;
static void count_free(void *value)
{
    (void)value;
    freed++;
}
static const ctx_error_t late = {.text = "late"};

static void with_cancel(void *arg) { (void)ctx_with_cancel(arg, &untouched); }
static void with_cancel_cause(void *arg) { (void)ctx_with_cancel_cause(arg, &untouched); }
static void with_deadline(void *arg) { (void)ctx_with_deadline(arg, ctx_now() - 1, &untouched); }
static void with_deadline_cause(void *arg) { (void)ctx_with_deadline_cause(arg, CTX_NO_DEADLINE, &late, &untouched); }
static void with_timeout(void *arg) { (void)ctx_with_timeout(arg, 0, &untouched); }
static void with_timeout_cause(void *arg) { (void)ctx_with_timeout_cause(arg, CTX_S(1), &late, &untouched); }
static void without_cancel(void *arg) { ctx_drop(ctx_without_cancel((ctx_t *)arg)); }
static void with_value(void *arg) { ctx_drop(ctx_with_value((ctx_t *)arg, some_key, NULL)); }
static void with_value_owned(void *arg) { ctx_drop(ctx_with_value_owned((ctx_t *)arg, some_key, &freed, count_free)); }
static void with_group(void *arg)
{
    ctx_auto_group ctx_group_t *group = NULL;
    (void)ctx_with_group(arg, &group);
}
static void with_signals(void *arg)
{
    ctx_auto_signals ctx_signals_t *signals = NULL;
    (void)ctx_with_signals(arg, &signals, 2);
}

void behaviour_05_every_constructor(void)
{
    ctx_func_t *all[] = {with_cancel,    with_cancel_cause, with_deadline,    with_deadline_cause, with_timeout, with_timeout_cause,
                         without_cancel, with_value,        with_value_owned, with_group,          with_signals};
    untouched = NULL;
    freed = 0;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        EXPECT_TEXT(task_try(all[i], NULL), "cannot create context from nil parent");
    EXPECT(untouched == NULL && freed == 0); /* nothing was made */
    EXPECT(ctx_ledger(NULL, NULL) == 0);
}

/* ---- 6, 7 -------------------------------------------------------------------------------------------------------- */

typedef struct asked {
    ctx_t *parent;
    ctx_key_t key;
    bool owned;
} asked_t;

static void make_value(void *arg)
{
    asked_t *a = arg;
    ctx_drop(a->owned ? ctx_with_value_owned(a->parent, a->key, &freed, count_free) : ctx_with_value(a->parent, a->key, &freed));
}

void behaviour_06_every_value_constructor(void)
{
    const ctx_key_t nil = {NULL, NULL}, slice = {&ctx_slice_key_type, &freed};
    ctx_t *parents[] = {NULL, ctx_background()};
    const char *rules[2][2] = {{"cannot create context from nil parent", "cannot create context from nil parent"},
                               {"nil key", "key is not comparable"}};
    freed = 0;
    for (int p = 0; p < 2; p++)
        for (int k = 0; k < 2; k++)
            for (int owned = 0; owned < 2; owned++) {
                asked_t a = {parents[p], k == 0 ? nil : slice, owned};
                EXPECT_TEXT(task_try(make_value, &a), rules[p][k]);
            }
    EXPECT(freed == 0); /* what was refused was not taken over */
    ctx_kept ctx_t *text = ctx_with_value(ctx_background(), ctx_text_key(""), &freed); /* an empty text is a key */
    EXPECT(ctx_value(text, ctx_text_key("")) == &freed);
}

static int comparisons;
static bool counts_and_refuses(const void *a, const void *b)
{
    (void)a, (void)b;
    comparisons++;
    ctx_panic("runtime error: comparing uncomparable type []int");
}
static const ctx_key_type_t holder = {"holder", true, counts_and_refuses, NULL, NULL};
static void look_for_holder(void *arg) { (void)ctx_value(arg, ((ctx_key_t){&holder, &comparisons})); }

void behaviour_07_only_when_it_is_reached(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    comparisons = 0;
    ctx_kept ctx_t *holds = ctx_with_value(ctx_background(), ((ctx_key_t){&holder, NULL}), NULL);
    ctx_t *below = ctx_with_cancel(holds, &cancel); /* making, linking, ending and naming it compare nothing */
    char name[100];
    (void)ctx_name(below, name, sizeof name);
    EXPECT(ctx_value(below, some_key) == NULL && comparisons == 0);
    EXPECT_TEXT(task_try(look_for_holder, below), "runtime error: comparing uncomparable type []int");
    EXPECT(comparisons == 1);
    EXPECT(ctx_err(below) == CTX_OK && ctx_value(below, some_key) == NULL); /* and it is usable after that */
}

/* ---- 8 ----------------------------------------------------------------------------------------------------------- */

static chan_t *some_chan;
static void name_it(void *arg)
{
    char name[8];
    (void)ctx_name(arg, name, sizeof name);
}
static void dup_it(void *arg) { ctx_release(ctx_cancel_dup((ctx_cancel_t *)arg)); }
static void cancel_cause_it(void *arg) { ctx_cancel_cause(arg, &late); }
static void stop_it(void *arg) { (void)ctx_stop((ctx_stop_t *)arg); }
static void go_nil(ctx_t *ctx, void *arg) { (void)ctx, (void)arg; }
static void go_on_it(void *arg) { (void)task_go(arg, go_nil, NULL); }
static void sleep_on_it(void *arg) { (void)task_sleep_ctx(arg, 1); }
static void send_under_it(void *arg) { (void)chan_send_ctx(arg, some_chan, NULL); }
static void recv_under_it(void *arg) { (void)chan_recv_ctx(arg, some_chan, NULL, NULL); }
static void listen_to_it(void *arg) { (void)chan_select(CHAN_DONE((ctx_t *)arg), CHAN_DEFAULT); }
static void wait_under_it(void *arg)
{
    wait_group_t wg = {.count_ = 0};
    (void)wait_group_wait_ctx(arg, &wg);
}
static void acquire_under_it(void *arg)
{
    task_sem_t sem = TASK_SEM(1);
    (void)task_sem_acquire_ctx(arg, &sem);
}
static void go_nowhere(void *arg)
{
    (void)arg;
    (void)task_go(ctx_background(), NULL, NULL);
}

void behaviour_08_every_call_on_nil(void)
{
    ctx_func_t *all[] = {name_it,       dup_it,        cancel_cause_it, stop_it,       go_on_it,        sleep_on_it,
                         send_under_it, recv_under_it, listen_to_it,    wait_under_it, acquire_under_it};
    some_chan = chan_make(int, 1);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        EXPECT_TEXT(task_try(all[i], NULL), "runtime error: invalid memory address or nil pointer dereference");
    EXPECT_TEXT(task_try(go_nowhere, NULL), "go of nil func value");
    chan_drop(some_chan);
    ctx_drop(NULL); /* what gives back takes NULL, as free does */
    ctx_release(NULL);
    ctx_stop_drop(NULL);
    chan_drop(NULL);
    timer_drop(NULL);
    ctx_group_release(NULL);
    ctx_signals_release(NULL);
}

/* ---- 10 ---------------------------------------------------------------------------------------------------------- */

static void below_cancel(void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(arg, &cancel);
}
static void below_timeout(void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_with_timeout_cause(arg, CTX_S(3600), &late, &cancel);
}
static void below_past(void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_with_deadline(arg, 1, &cancel);
}
static void nothing(void *arg) { (void)arg; }
static void below_after_func(void *arg) { ctx_stop_drop(ctx_after_func((ctx_t *)arg, nothing, NULL)); }
static void below_value(void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *value = ctx_with_value((ctx_t *)arg, some_key, NULL);
    (void)ctx_with_cancel(value, &cancel);
}

void behaviour_10_every_way_to_a_missing_error(void)
{
    ctx_func_t *ways[] = {below_cancel, below_timeout, below_past, below_after_func, below_value};
    const ctx_ops_t *kinds[] = {&severed_ops, &after_func_ops, &other_done_ops};
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
            plain_custom_t custom;
            ctx_t *ctx = plain_init(&custom, kinds[k], NULL);
            chan_close(custom.done);
            EXPECT_TEXT(task_try(ways[i], ctx), "context: internal error: missing cancel error");
            EXPECT(custom.registrations == 0);
            plain_end(&custom);
        }
    plain_custom_t calls; /* told by its after_func: no crash there either */
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(plain_init(&calls, &after_func_ops, NULL), &cancel);
    plain_cancel(&calls, CTX_OK);
    EXPECT(is_closed(ctx_done(child)) && ctx_err(child) == CTX_CANCELED && ctx_cause(child) == &ctx_error_canceled);
    ctx_release(ctx_move(&cancel));
    plain_end(&calls);
}
