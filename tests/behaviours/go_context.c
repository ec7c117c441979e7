/* go_context.c — what the tests of Go's context package ask, asked here: a function for each, named after it. What a Go test
 * reads in the package's own fields is told here by who is told, and by the ledger.
 */
#include "behaviours.h"

void go_background(void);
void go_todo(void);
void go_with_cancel(void);
void go_parent_finishes_child(void);
void go_child_finishes_first(void);
void go_cancel_removes(void);
void go_deadline(void);
void go_timeout(void);
void go_canceled_timeout(void);
void go_values(void);
void go_simultaneous_cancels(void);
void go_interlocked_cancels(void);
void go_layers_cancel(void);
void go_layers_timeout(void);
void go_with_cancel_canceled_parent(void);
void go_with_cancel_simultaneously_canceled_parent(void);
void go_with_value_checks_key(void);
void go_invalid_derived_fail(void);
void go_deadline_exceeded_supports_timeout(void);
void go_context_err_done_race(void);

static const ctx_error_t because = {.text = "because"};

static void expect_live(ctx_t *ctx)
{
    EXPECT(ctx_err(ctx) == CTX_OK && ctx_cause(ctx) == NULL);
    EXPECT(chan_select(CHAN_DONE(ctx), CHAN_DEFAULT) == -1);
}
static void expect_ended(ctx_t *ctx, ctx_err_t err)
{
    EXPECT(chan_select(CHAN_DONE(ctx), CHAN_DEFAULT) == 0);
    EXPECT(ctx_err(ctx) == err);
}
static void expect_name(ctx_t *ctx, const char *name, bool whole)
{
    char text[300];
    (void)ctx_name(ctx, text, sizeof text);
    EXPECT(whole ? same_text(text, name) : starts_with(text, name));
}

/* ---- roots, cancelling ------------------------------------------------------------------------------------------- */

void go_background(void)
{
    EXPECT(ctx_background() != NULL);
    expect_live(ctx_background());
    expect_name(ctx_background(), "context.Background", true);
}

void go_todo(void)
{
    EXPECT(ctx_todo() != NULL);
    expect_live(ctx_todo());
    expect_name(ctx_todo(), "context.TODO", true);
}

void go_with_cancel(void)
{
    plain_custom_t other;
    ctx_auto ctx_cancel_t *top = NULL, *below = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &top);
    expect_name(ctx, "context.Background.WithCancel", true);
    ctx_t *all[] = {ctx, plain_init(&other, &transparent_ops, ctx), ctx_with_cancel(ctx_of_custom(&other.base), &below)};
    for (int i = 0; i < 3; i++) {
        EXPECT(ctx_done(all[i]) != NULL);
        expect_live(all[i]);
    }
    ctx_cancel(top); /* synchronous, though somebody else's context stands in between */
    for (int i = 0; i < 3; i++)
        expect_ended(all[i], CTX_CANCELED);
    ctx_release(ctx_move(&below));
    plain_end(&other);
}

void go_parent_finishes_child(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *a = NULL, *b = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top), *child = ctx_with_cancel(parent, &a);
    ctx_kept ctx_t *value = ctx_with_value(parent, ctx_text_key("key"), &top);
    ctx_t *all[] = {parent, child, value, ctx_with_timeout(value, CTX_S(36000), &b)};
    for (int i = 0; i < 4; i++)
        expect_live(all[i]);
    EXPECT(alive(CTX_LEDGER_FORWARDER) == 0);
    EXPECT(told_by(top) == 3); /* the two that can be cancelled are linked to it, the value is not */
    EXPECT(told_by(top) == 0);
    for (int i = 0; i < 4; i++)
        expect_ended(all[i], CTX_CANCELED);
    ctx_kept ctx_t *late = ctx_with_value(parent, ctx_text_key("key"), &top);
    expect_ended(late, CTX_CANCELED);
}

void go_child_finishes_first(void)
{
    ctx_auto ctx_cancel_t *top = NULL;
    ctx_t *parents[] = {ctx_background(), ctx_with_cancel(ctx_background(), &top)};
    for (int i = 0; i < 2; i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *child = ctx_with_cancel(parents[i], &cancel);
        expect_live(parents[i]);
        expect_live(child);
        ctx_cancel(cancel);
        expect_ended(child, CTX_CANCELED);
        expect_live(parents[i]);
    }
    EXPECT(told_by(top) == 1); /* its child has left it */
}

static void nothing(void *arg) { (void)arg; }

void go_cancel_removes(void)
{
    for (int way = 0; way < 3; way++) {
        ctx_auto ctx_cancel_t *top = NULL, *cancel = NULL;
        ctx_auto_stop ctx_stop_t *stop = NULL;
        ctx_t *ctx = ctx_with_cancel(ctx_background(), &top);
        if (way == 0)
            (void)ctx_with_cancel(ctx, &cancel);
        else if (way == 1)
            (void)ctx_with_timeout(ctx, CTX_S(3600), &cancel);
        else
            stop = ctx_after_func(ctx, nothing, NULL);
        if (way < 2)
            ctx_cancel(cancel);
        else
            EXPECT(ctx_stop(stop));
        EXPECT(told_by(top) == 1);
    }
}

/* ---- deadlines ------------------------------------------------------------------------------------------------------ */

static void runs_out(ctx_t *ctx)
{
    wait_done(ctx);
    expect_ended(ctx, CTX_DEADLINE_EXCEEDED);
}

/* Of itself, seen through somebody else's context, and from a later one below that. */
static void each_place(ctx_t *(*derive)(ctx_t *parent, ctx_ns_t length, ctx_cancel_t **cancel))
{
    for (int i = 0; i < 3; i++) {
        plain_custom_t other;
        ctx_auto ctx_cancel_t *cancel = NULL, *below = NULL;
        ctx_t *ctx = derive(ctx_background(), CTX_MS(1), &cancel);
        expect_name(ctx, "context.Background.WithDeadline(", false);
        ctx_t *seen = plain_init(&other, &transparent_ops, ctx);
        runs_out(i == 0 ? ctx : i == 1 ? seen : derive(seen, CTX_S(3600), &below));
        ctx_release(ctx_move(&below));
        plain_end(&other);
    }
}
static ctx_t *by_deadline(ctx_t *parent, ctx_ns_t length, ctx_cancel_t **cancel)
{
    return ctx_with_deadline(parent, ctx_after(ctx_now(), length), cancel);
}
static ctx_t *by_timeout(ctx_t *parent, ctx_ns_t length, ctx_cancel_t **cancel)
{
    return ctx_with_timeout(parent, length, cancel);
}

void go_deadline(void)
{
    each_place(by_deadline);
    for (int ago = 0; ago < 2; ago++) { /* at this instant, and in the past */
        ctx_auto ctx_cancel_t *cancel = NULL;
        runs_out(ctx_with_deadline(ctx_background(), ctx_now() - CTX_MS(ago), &cancel));
    }
}

void go_timeout(void) { each_place(by_timeout); }

void go_canceled_timeout(void)
{
    plain_custom_t other;
    ctx_auto ctx_cancel_t *top = NULL, *cancel = NULL;
    ctx_t *above = ctx_with_timeout(ctx_background(), CTX_S(3600), &top);
    ctx_t *ctx = ctx_with_timeout(plain_init(&other, &transparent_ops, above), CTX_S(7200), &cancel);
    ctx_cancel(cancel);
    expect_ended(ctx, CTX_CANCELED);
    expect_live(above);
    ctx_release(ctx_move(&cancel));
    plain_end(&other);
}

void go_deadline_exceeded_supports_timeout(void)
{
    EXPECT(ctx_error_deadline_exceeded.timeout && ctx_error_deadline_exceeded.temporary);
    EXPECT(!ctx_error_canceled.timeout && !ctx_error_canceled.temporary);
}

/* ---- values ----------------------------------------------------------------------------------------------------------- */

static const int one = 1, three = 3;
static bool same_int(const void *a, const void *b) { return *(const int *)a == *(const int *)b; }
static int print_int(const void *key, char *buf, size_t size) { return snprintf(buf, size, "key2(%d)", *(const int *)key); }
static int print_text(const void *value, char *buf, size_t size) { return snprintf(buf, size, "%s", (const char *)value); }
static const ctx_key_type_t type1 = {"key1", true, same_int, NULL, print_text},
                            type2 = {"key2", true, same_int, print_int, print_text};
static const ctx_key_t keys[] = {{&type1, &one}, {&type2, &one}, {&type2, &three}}; /* the same number in two types, two in one */

static void expect_values(ctx_t *ctx, const char *a, const char *b, const char *c)
{
    EXPECT_TEXT(ctx_value(ctx, keys[0]), a);
    EXPECT_TEXT(ctx_value(ctx, keys[1]), b);
    EXPECT_TEXT(ctx_value(ctx, keys[2]), c);
}

void go_values(void)
{
    static char v1[] = "c1k1", v2[] = "c2k2", v3[] = "c3k3", o2[] = "o2k2";
    plain_custom_t root, first, fourth;
    ctx_kept ctx_t *c1 = ctx_with_value(ctx_background(), keys[0], v1), *c2 = ctx_with_value(c1, keys[1], v2);
    ctx_kept ctx_t *c3 = ctx_with_value(c2, keys[2], v3), *c4 = ctx_with_value(c3, keys[0], NULL);
    expect_values(ctx_background(), NULL, NULL, NULL);
    expect_values(c1, v1, NULL, NULL);
    expect_values(c2, v1, v2, NULL);
    expect_values(c3, v1, v2, v3);
    expect_values(c4, NULL, v2, v3); /* a NULL hides the older one */
    expect_name(c1, "context.Background.WithValue(key1, c1k1)", true);
    expect_name(c4, "context.Background.WithValue(key1, c1k1).WithValue(key2(1), c2k2).WithValue(key2(3), c3k3)"
                    ".WithValue(key1, <nil>)", true);
    expect_values(plain_init(&root, &transparent_ops, ctx_background()), NULL, NULL, NULL);
    expect_values(plain_init(&first, &transparent_ops, c1), v1, NULL, NULL);
    ctx_t *below = ctx_with_value(ctx_of_custom(&first.base), keys[1], o2);
    expect_values(below, v1, o2, NULL);
    ctx_t *last = ctx_with_value(plain_init(&fourth, &transparent_ops, c4), keys[2], NULL);
    expect_values(ctx_of_custom(&fourth.base), NULL, v2, v3);
    expect_values(last, NULL, v2, NULL);
    ctx_drop(below);
    ctx_drop(last);
    plain_end(&root);
    plain_end(&first);
    plain_end(&fourth);
}

static const ctx_key_t slice = {&ctx_slice_key_type, &one}, nil = {NULL, NULL};
static void slice_key(void *arg) { ctx_drop(ctx_with_value((ctx_t *)arg, slice, NULL)); }
static void nil_key(void *arg) { ctx_drop(ctx_with_value((ctx_t *)arg, nil, NULL)); }
static void derive_cancel(void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(arg, &cancel);
}
static void derive_deadline(void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_with_deadline(arg, ctx_after(ctx_now(), CTX_MS(1)), &cancel);
}
static void derive_value(void *arg) { ctx_drop(ctx_with_value((ctx_t *)arg, ctx_text_key("foo"), NULL)); }

void go_with_value_checks_key(void)
{
    EXPECT_TEXT(task_try(slice_key, ctx_background()), "key is not comparable");
    EXPECT_TEXT(task_try(nil_key, ctx_background()), "nil key");
}

void go_invalid_derived_fail(void)
{
    EXPECT_TEXT(task_try(derive_cancel, NULL), "cannot create context from nil parent");
    EXPECT_TEXT(task_try(derive_deadline, NULL), "cannot create context from nil parent");
    EXPECT_TEXT(task_try(derive_value, NULL), "cannot create context from nil parent");
}

/* ---- at the same time -------------------------------------------------------------------------------------------------- */

static void cancel_it(ctx_t *ctx, void *arg)
{
    (void)ctx;
    ctx_cancel(arg);
}
static void cancel_because(ctx_t *ctx, void *arg)
{
    (void)ctx;
    ctx_cancel_cause(arg, &because);
}

void go_simultaneous_cancels(void)
{
    enum { NODES = 41 };
    ctx_cancel_t *cancel[NODES];
    task_t task[NODES];
    (void)ctx_with_cancel(ctx_background(), &cancel[0]);
    for (int i = 1; i < NODES; i++) /* four to each */
        (void)ctx_with_cancel(ctx_of_cancel(cancel[(i - 1) / 4]), &cancel[i]);
    for (int i = 0; i < NODES; i++) /* 17 and 41 have no common factor: each once, in no order */
        task[i] = task_go(ctx_background(), cancel_it, cancel[i * 17 % NODES]);
    for (int i = 0; i < NODES; i++)
        wait_done(ctx_of_cancel(cancel[i * 23 % NODES]));
    for (int i = 0; i < NODES; i++)
        task_join(task[i]);
    for (int i = 0; i < NODES; i++)
        ctx_release(cancel[i]);
}

typedef struct interlocked { ctx_t *parent; ctx_cancel_t *child; } interlocked_t;
static void cancel_after_parent(ctx_t *ctx, void *arg)
{
    interlocked_t *p = arg;
    (void)ctx;
    wait_done(p->parent);
    ctx_cancel(p->child);
}

void go_interlocked_cancels(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *below = NULL;
    interlocked_t p = {.parent = ctx_with_cancel(ctx_background(), &top)};
    ctx_t *child = ctx_with_cancel(p.parent, &below);
    p.child = below;
    task_t task = task_go(ctx_background(), cancel_after_parent, &p);
    ctx_cancel(top);
    wait_done(child);
    task_join(task);
    EXPECT(ctx_err(child) == CTX_CANCELED);
}

/* Thirty layers of values, cancels and timeouts by chance; every value is seen before and after the end. */
enum { LAYERS = 30 };
typedef struct layers {
    ctx_t *value[LAYERS];
    ctx_cancel_t *cancel[LAYERS];
    int values, cancels, at[LAYERS];
} layers_t;

static ctx_key_t layer_key(const int *layer) { return (ctx_key_t){&type1, layer}; }
static void expect_layers(const layers_t *l, ctx_t *ctx)
{
    for (int i = 0; i < l->values; i++)
        EXPECT(ctx_value(ctx, layer_key(&l->at[i])) == &l->at[i]);
}

static void layers(uint32_t seed, bool timeout)
{
    layers_t l = {.values = 0};
    ctx_t *ctx = ctx_background();
    for (int i = 0; i < LAYERS; i++) {
        seed = seed * 1664525u + 1013904223u;
        if (i > 2 ? seed >> 16 & 1 : i == 2) {
            l.at[l.values] = i;
            ctx = l.value[l.values] = ctx_with_value(ctx, layer_key(&l.at[l.values]), &l.at[l.values]);
            l.values++;
        } else if (i > 2 ? seed >> 17 & 1 : i == 1) {
            ctx = ctx_with_cancel(ctx, &l.cancel[l.cancels++]);
        } else {
            ctx = ctx_with_timeout(ctx, timeout ? CTX_MS(1) : CTX_S(3600), &l.cancel[l.cancels++]);
        }
    }
    expect_name(ctx, "context.Background.With", false);
    expect_layers(&l, ctx);
    if (!timeout) {
        expect_live(ctx);
        ctx_cancel(l.cancel[seed % (uint32_t)l.cancels]);
        expect_ended(ctx, CTX_CANCELED);
    } else {
        runs_out(ctx);
    }
    expect_layers(&l, ctx);
    while (l.values > 0)
        ctx_drop(l.value[--l.values]);
    while (l.cancels > 0)
        ctx_release(l.cancel[--l.cancels]);
}

void go_layers_cancel(void)
{
    for (uint32_t seed = 1; seed <= 5; seed++)
        layers(seed, false);
}
void go_layers_timeout(void)
{
    for (uint32_t seed = 1; seed <= 3; seed++)
        layers(seed, true);
}

void go_with_cancel_canceled_parent(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *below = NULL;
    ctx_t *parent = ctx_with_cancel_cause(ctx_background(), &top);
    ctx_cancel_cause(top, &because);
    ctx_t *child = ctx_with_cancel(parent, &below);
    expect_ended(child, CTX_CANCELED);
    EXPECT(ctx_cause(child) == &because);
}

void go_with_cancel_simultaneously_canceled_parent(void)
{
    for (int i = 0; i < (behaviour_scheduled ? 3 : 100); i++) {
        ctx_auto ctx_cancel_t *top = NULL, *below = NULL;
        ctx_t *parent = ctx_with_cancel_cause(ctx_background(), &top);
        task_t task = task_go(ctx_background(), cancel_because, top);
        ctx_t *child = ctx_with_cancel(parent, &below);
        wait_done(child);
        EXPECT(ctx_err(child) == CTX_CANCELED && ctx_cause(child) == &because);
        task_join(task);
    }
}

void go_context_err_done_race(void)
{
    for (int i = 0; i < (behaviour_scheduled ? 3 : 100); i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
        chan_t *done = ctx_done(ctx);
        task_t task = task_go(ctx_background(), cancel_it, cancel);
        while (ctx_err(ctx) == CTX_OK)
            task_yield();
        EXPECT(is_closed(done));
        task_join(task);
    }
}
