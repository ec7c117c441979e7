/* errors.c — behaviours 1 to 10: errors, roots, bad arguments.
 */
#include "behaviours.h"

void behaviour_01_canceled(void);
void behaviour_02_deadline_exceeded(void);
void behaviour_03_err_values(void);
void behaviour_04_roots(void);
void behaviour_05_nil_parent(void);
void behaviour_06_key_checks_in_order(void);
void behaviour_07_uncomparable_value(void);
void behaviour_08_nil_context(void);
void behaviour_09_nil_func(void);
void behaviour_10_missing_error(void);

CTX_KEY(some_key);

void behaviour_01_canceled(void)
{
    EXPECT_TEXT(ctx_error_canceled.text, "context canceled");
    EXPECT_TEXT(ctx_err_text(CTX_CANCELED), "context canceled");
    EXPECT(ctx_error_of(CTX_CANCELED) == &ctx_error_canceled);
    EXPECT(!ctx_error_canceled.timeout && ctx_error_canceled.err == CTX_CANCELED);
}

void behaviour_02_deadline_exceeded(void)
{
    EXPECT_TEXT(ctx_error_deadline_exceeded.text, "context deadline exceeded");
    EXPECT_TEXT(ctx_err_text(CTX_DEADLINE_EXCEEDED), "context deadline exceeded");
    EXPECT(ctx_error_of(CTX_DEADLINE_EXCEEDED) == &ctx_error_deadline_exceeded);
    EXPECT(ctx_error_deadline_exceeded.timeout && ctx_error_deadline_exceeded.temporary);
    EXPECT_TEXT(ctx_err_text(CTX_OK), "");
    EXPECT(ctx_error_of(CTX_OK) == NULL);
}

void behaviour_03_err_values(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    EXPECT(ctx_err(ctx) == CTX_OK);
    ctx_cancel(cancel);
    EXPECT(ctx_err(ctx) == CTX_CANCELED);

    plain_custom_t custom; /* a child copies what its custom parent answers, verbatim */
    ctx_t *weird = plain_init(&custom, &severed_ops, NULL);
    ctx_auto ctx_cancel_t *below = NULL;
    ctx_t *child = ctx_with_cancel(weird, &below);
    plain_cancel(&custom, (ctx_err_t)(CTX_ERR_CUSTOM + 7));
    wait_done(child);
    EXPECT((int)ctx_err(child) == CTX_ERR_CUSTOM + 7);
    EXPECT(ctx_cause(child) == ctx_error_of((ctx_err_t)(CTX_ERR_CUSTOM + 7)));
    ctx_release(ctx_move(&below));
    plain_end(&custom);
}

void behaviour_04_roots(void)
{
    ctx_t *roots[] = {ctx_background(), ctx_todo()};
    const char *names[] = {"context.Background", "context.TODO"};
    EXPECT(ctx_background() == ctx_background());
    EXPECT(ctx_background() != ctx_todo());
    for (int i = 0; i < 2; i++) {
        ctx_ns_t deadline = 17;
        char name[64];
        EXPECT(ctx_done(roots[i]) == NULL);
        EXPECT(ctx_err(roots[i]) == CTX_OK);
        EXPECT(ctx_cause(roots[i]) == NULL);
        EXPECT(!ctx_deadline(roots[i], &deadline) && deadline == 17);
        EXPECT(ctx_value(roots[i], some_key) == NULL);
        EXPECT(ctx_name(roots[i], name, sizeof name) == strlen(names[i]));
        EXPECT_TEXT(name, names[i]);
    }
    EXPECT(chan_select(CHAN_DONE(ctx_background()), CHAN_DEFAULT) == -1); /* NULL is never ready */
}

static void nil_cancel(void *arg)
{
    ctx_cancel_t *cancel = NULL;
    (void)arg;
    (void)ctx_with_cancel(NULL, &cancel);
}
static void nil_deadline(void *arg)
{
    ctx_cancel_t *cancel = NULL;
    (void)arg;
    (void)ctx_with_deadline(NULL, ctx_now(), &cancel);
}
static void nil_timeout(void *arg)
{
    ctx_cancel_t *cancel = NULL;
    (void)ctx_with_timeout_cause(NULL, CTX_S(1), arg, &cancel);
}
static void nil_value(void *arg) { ctx_drop(ctx_with_value(NULL, some_key, arg)); }
static void nil_without(void *arg)
{
    (void)arg;
    ctx_drop(ctx_without_cancel(NULL));
}

void behaviour_05_nil_parent(void)
{
    ctx_func_t *constructors[] = {nil_cancel, nil_deadline, nil_timeout, nil_value, nil_without};
    for (size_t i = 0; i < sizeof constructors / sizeof constructors[0]; i++)
        EXPECT_TEXT(task_try(constructors[i], NULL), "cannot create context from nil parent");
}

static void nil_parent_nil_key(void *arg) { ctx_drop(ctx_with_value(NULL, ((ctx_key_t){NULL, NULL}), arg)); }
static void nil_key(void *arg) { ctx_drop(ctx_with_value(ctx_background(), ((ctx_key_t){NULL, NULL}), arg)); }
static void slice_key(void *arg)
{
    ctx_drop(ctx_with_value(ctx_background(), ((ctx_key_t){&ctx_slice_key_type, NULL}), arg));
}

void behaviour_06_key_checks_in_order(void)
{
    EXPECT_TEXT(task_try(nil_parent_nil_key, NULL), "cannot create context from nil parent");
    EXPECT_TEXT(task_try(nil_key, NULL), "nil key");
    EXPECT_TEXT(task_try(slice_key, NULL), "key is not comparable");
}

static bool cannot_compare(const void *a, const void *b)
{
    (void)a, (void)b;
    ctx_panic("runtime error: comparing uncomparable type []int");
}
static const ctx_key_type_t holds_slice = {"holder", true, cannot_compare, NULL, NULL};
static void look_up(void *arg) { (void)ctx_value(arg, ((ctx_key_t){&holds_slice, &holds_slice})); }

void behaviour_07_uncomparable_value(void)
{
    ctx_kept ctx_t *ctx = ctx_with_value(ctx_background(), ((ctx_key_t){&holds_slice, &holds_slice}), NULL);
    EXPECT_TEXT(task_try(look_up, ctx), "runtime error: comparing uncomparable type []int");
    EXPECT(ctx_value(ctx, some_key) == NULL); /* another type is not compared */
}

static void after_nil(void *arg) { ctx_stop_drop(ctx_after_func(NULL, nil_key, arg)); }
static void cause_nil(void *arg) { (void)ctx_cause(arg); }
static void err_nil(void *arg) { (void)ctx_err(arg); }
static void done_nil(void *arg) { (void)ctx_done(arg); }
static void deadline_nil(void *arg)
{
    ctx_ns_t deadline;
    (void)ctx_deadline(arg, &deadline);
}
static void keep_nil(void *arg) { (void)ctx_keep(arg); }
static void value_nil(void *arg) { (void)ctx_value(arg, some_key); }
static void cancel_nil(void *arg) { ctx_cancel(arg); }

void behaviour_08_nil_context(void)
{
    ctx_func_t *calls[] = {after_nil, cause_nil, err_nil, done_nil, deadline_nil, keep_nil, value_nil, cancel_nil};
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        EXPECT_TEXT(task_try(calls[i], NULL), "runtime error: invalid memory address or nil pointer dereference");
}

static void register_nil(void *arg) { ctx_stop_drop(ctx_after_func(arg, NULL, NULL)); }

/* Go crashes when it fires; here it is refused where the mistake is. */
void behaviour_09_nil_func(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    EXPECT_TEXT(task_try(register_nil, ctx_with_cancel(ctx_background(), &cancel)), "go of nil func value");
    EXPECT_TEXT(task_try(register_nil, ctx_background()), "go of nil func value");
}

static void derive_below(void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(arg, &cancel);
}

void behaviour_10_missing_error(void)
{
    plain_custom_t custom;
    ctx_t *ctx = plain_init(&custom, &severed_ops, NULL);
    chan_close(custom.done); /* done, and err still nil */
    EXPECT_TEXT(task_try(derive_below, ctx), "context: internal error: missing cancel error");
    plain_end(&custom);

    plain_custom_t late; /* on the forwarder's path: never a crash in a helper task */
    ctx = plain_init(&late, &severed_ops, NULL);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    chan_close(late.done);
    wait_done(child);
    EXPECT(ctx_err(child) == CTX_CANCELED);
    ctx_release(ctx_move(&cancel));
    plain_end(&late);
}
