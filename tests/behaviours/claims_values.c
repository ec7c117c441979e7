/* claims_values.c — behaviours 47 to 60, claim by claim: detaching, causes, values, names, lifetime.
 */
#include "behaviours.h"

void behaviour_47_below_and_above_it(void);
void behaviour_48_before_and_after(void);
void behaviour_49_asked_through_everything(void);
void behaviour_50_each_keeps_its_first(void);
void behaviour_51_both_orders(void);
void behaviour_52_every_kind_on_the_way(void);
void behaviour_53_to_the_last_reference(void);
void behaviour_54_recomputed_at_each_call(void);
void behaviour_54_cut_at_any_length(void);
void behaviour_55_every_case(void);
void behaviour_56_every_foreign_name(void);
void behaviour_60_each_is_given_back(void);
void behaviour_60_a_timeout_needs_only_its_timer(void);

CTX_KEY(one_key);
CTX_KEY(two_key);
static const ctx_error_t first = {.text = "first"}, second = {.text = "second"};
static char ann[] = "ann", bob[] = "bob";

static void expect_name(ctx_t *ctx, const char *expected)
{
    char name[400];
    EXPECT(ctx_name(ctx, name, sizeof name) == strlen(expected));
    EXPECT_TEXT(name, expected);
}

void behaviour_47_below_and_above_it(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *a = NULL, *b = NULL;
    ctx_t *parent = ctx_with_timeout_cause(ctx_background(), CTX_S(3600), &first, &top);
    ctx_kept ctx_t *detached = ctx_without_cancel(parent);
    ctx_kept ctx_t *again = ctx_without_cancel(detached); /* of itself, too */
    ctx_ns_t deadline;
    ctx_t *child = ctx_with_cancel(again, &a);
    ctx_t *timed = ctx_with_timeout(detached, CTX_S(7200), &b); /* later than what it was detached from: its own timer */
    EXPECT(ctx_deadline(timed, &deadline) && alive(CTX_LEDGER_TIMER) == 2);
    EXPECT(told_by(top) == 1 && ctx_err(child) == CTX_OK && ctx_err(timed) == CTX_OK && ctx_cause(again) == NULL);
    EXPECT(ctx_done(again) == NULL && !ctx_deadline(again, &deadline));
    plain_custom_t custom; /* detached from a custom context: nothing of it is asked for but values */
    ctx_kept ctx_t *foreign = ctx_without_cancel(plain_init(&custom, &severed_ops, NULL));
    plain_cancel(&custom, CTX_CANCELED);
    EXPECT(ctx_done(foreign) == NULL && ctx_err(foreign) == CTX_OK && ctx_cause(foreign) == NULL && custom.dones == 0);
    ctx_drop(foreign);
    foreign = NULL;
    plain_end(&custom);
}

void behaviour_48_before_and_after(void)
{
    for (int early = 0; early < 2; early++) {
        ctx_auto ctx_cancel_t *top = NULL, *below = NULL;
        ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
        if (early)
            ctx_cancel_cause(top, &first);
        ctx_kept ctx_t *detached = ctx_without_cancel(parent);
        ctx_t *child = ctx_with_cancel(detached, &below);
        ctx_cancel_cause(top, &first);
        EXPECT(ctx_cause(parent) == &first && ctx_cause(detached) == NULL && ctx_cause(child) == NULL);
        ctx_cancel_cause(below, &second);
        EXPECT(ctx_cause(child) == &second && ctx_cause(detached) == NULL && ctx_cause(parent) == &first);
    }
    ctx_auto ctx_cancel_t *top = NULL; /* nor is one found above it for a custom context that ends by itself */
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx_with_cancel(ctx_background(), &top));
    plain_custom_t custom;
    ctx_t *ctx = plain_init(&custom, &other_done_ops, detached);
    ctx_cancel_cause(top, &first);
    plain_cancel(&custom, CTX_DEADLINE_EXCEEDED);
    EXPECT(ctx_cause(ctx) == &ctx_error_deadline_exceeded);
    plain_end(&custom);
}

void behaviour_49_asked_through_everything(void)
{
    ctx_auto ctx_cancel_t *top = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    plain_custom_t wrapper;
    ctx_kept ctx_t *value = ctx_with_value(plain_init(&wrapper, &transparent_ops, parent), one_key, NULL);
    EXPECT(ctx_cause(value) == NULL && ctx_cause(ctx_of_custom(&wrapper.base)) == NULL && ctx_cause(ctx_todo()) == NULL);
    ctx_cancel_cause(top, &first);
    EXPECT(ctx_cause(value) == &first && ctx_cause(ctx_of_custom(&wrapper.base)) == &first);
    ctx_drop(value);
    value = NULL;
    plain_end(&wrapper);
}

void behaviour_50_each_keeps_its_first(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *middle = NULL, *leaf = NULL, *late = NULL;
    ctx_t *a = ctx_with_cancel(ctx_background(), &top), *b = ctx_with_cancel(a, &middle), *c = ctx_with_cancel(b, &leaf);
    ctx_cancel_cause(leaf, &first);
    ctx_cancel_cause(middle, &second);
    ctx_cancel(top);
    EXPECT(ctx_cause(c) == &first && ctx_cause(b) == &second && ctx_cause(a) == &ctx_error_canceled);
    ctx_cancel_cause(top, &first);
    EXPECT(ctx_cause(a) == &ctx_error_canceled);
    ctx_t *born = ctx_with_timeout(b, CTX_S(1), &late); /* inherits at birth */
    ctx_cancel_cause(late, &first);
    EXPECT(ctx_cause(born) == &second && ctx_err(born) == CTX_CANCELED);
}

void behaviour_51_both_orders(void)
{
    for (int ancestor_first = 0; ancestor_first < 2; ancestor_first++) {
        ctx_auto ctx_cancel_t *top = NULL, *cancel = NULL;
        ctx_t *ancestor = ctx_with_cancel(ctx_background(), &top);
        plain_custom_t custom;
        ctx_t *ctx = plain_init(&custom, &other_done_ops, ancestor);
        ctx_t *child = ctx_with_cancel(ctx, &cancel);
        if (ancestor_first) {
            ctx_cancel_cause(top, &first);
            EXPECT(ctx_cause(ctx) == NULL && ctx_err(ctx) == CTX_OK); /* its own err decides whether there is a cause */
        }
        plain_cancel(&custom, CTX_DEADLINE_EXCEEDED);
        wait_done(child);
        EXPECT(ctx_cause(ctx) == (ancestor_first ? &first : &ctx_error_deadline_exceeded));
        const ctx_error_t *copied = ctx_cause(child);
        EXPECT(ctx_err(child) == CTX_DEADLINE_EXCEEDED && copied == ctx_cause(ctx));
        ctx_cancel_cause(top, &first);
        EXPECT(ctx_cause(ctx) == &first && ctx_cause(child) == copied); /* the child keeps what it was told */
        ctx_release(ctx_move(&cancel));
        plain_end(&custom);
    }
}

void behaviour_52_every_kind_on_the_way(void)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *c = NULL;
    ctx_kept ctx_t *low = ctx_with_value(ctx_todo(), one_key, ann);
    plain_custom_t wrapper, caller;
    ctx_ops_t passes = after_func_ops;
    passes.value = NULL; /* passed on to what it wraps */
    ctx_t *timed = ctx_with_timeout(plain_init(&wrapper, &transparent_ops, ctx_with_cancel(low, &a)), CTX_S(60), &b);
    ctx_kept ctx_t *detached = ctx_without_cancel(timed);
    ctx_t *told = ctx_with_cancel(plain_init(&caller, &passes, detached), &c); /* a stop context in between */
    ctx_kept ctx_t *high = ctx_with_value(told, two_key, bob);
    EXPECT(ctx_value(high, one_key) == ann && ctx_value(high, two_key) == bob && ctx_value(told, two_key) == NULL);
    ctx_kept ctx_t *again = ctx_with_value(high, one_key, bob), *hidden = ctx_with_value(again, one_key, NULL);
    EXPECT(ctx_value(again, one_key) == bob && ctx_value(hidden, one_key) == NULL && ctx_value(high, one_key) == ann);
    EXPECT(ctx_value(hidden, ((ctx_key_t){&one_key_type_, "another value"})) == NULL); /* the type alone is no key */
    ctx_drop(hidden), ctx_drop(again), ctx_drop(high);
    hidden = again = high = NULL;
    ctx_release(ctx_move(&c));
    plain_end(&caller);
    ctx_drop(detached);
    detached = NULL;
    ctx_release(ctx_move(&b));
    plain_end(&wrapper);
}

static int frees;
static void count_free(void *value) { frees += value == ann; }

void behaviour_53_to_the_last_reference(void)
{
    ctx_cancel_t *top = NULL, *below = NULL;
    frees = 0;
    ctx_t *value = ctx_with_value_owned(ctx_with_cancel(ctx_background(), &top), one_key, ann, count_free);
    ctx_t *child = ctx_with_timeout(value, 0, &below);
    ctx_t *outlives = ctx_keep(child);
    ctx_drop(value);
    ctx_release(below);
    ctx_release(top);
    EXPECT(ctx_err(outlives) == CTX_DEADLINE_EXCEEDED && ctx_value(outlives, one_key) == ann && frees == 0);
    ctx_drop(outlives);
    EXPECT(frees == 1);
    ctx_drop(ctx_with_value_owned(ctx_background(), one_key, ann, NULL)); /* nothing to call */
    EXPECT(frees == 1);
}

/* ---- names ------------------------------------------------------------------------------------------------------- */

void behaviour_54_recomputed_at_each_call(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *past = NULL, *wait = NULL;
    char before[200], after[200], *point, *left;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_MS(3), &cancel);
    (void)ctx_name(ctx, before, sizeof before);
    wait_done(ctx_with_timeout(ctx_background(), CTX_MS(5), &wait));
    (void)ctx_name(ctx, after, sizeof after);
    EXPECT(starts_with(before, "context.Background.WithDeadline(") && starts_with(after, "context.Background.WithDeadline("));
    point = strstr(before, " ["), left = strstr(after, " [");
    EXPECT(point != NULL && left != NULL && point - before == left - after);
    EXPECT(memcmp(before, after, (size_t)(point - before)) == 0); /* the instant stays */
    EXPECT(left[2] == '-' && strcmp(after + strlen(after) - 2, "])") == 0); /* the rest is recomputed, and may be negative */
    (void)ctx_name(ctx_with_timeout(ctx_todo(), -CTX_S(90), &past), after, sizeof after);
    EXPECT(strstr(after, " [-1m3") != NULL);
}

void behaviour_54_cut_at_any_length(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *value = ctx_with_value(ctx_with_cancel(ctx_todo(), &cancel), one_key, NULL);
    static const char whole[] = "context.TODO.WithCancel.WithValue(one_key, <nil>)";
    for (size_t size = 0; size <= sizeof whole + 2; size++) {
        char buf[sizeof whole + 8];
        memset(buf, '#', sizeof buf);
        EXPECT(ctx_name(value, buf, size) == sizeof whole - 1);
        size_t kept = size < sizeof whole ? size : sizeof whole;
        EXPECT(kept == 0 || (memcmp(buf, whole, kept - 1) == 0 && buf[kept - 1] == '\0'));
        EXPECT(buf[kept] == '#'); /* not a byte further */
    }
}

static int print_text(const void *value, char *buf, size_t size) { return snprintf(buf, size, "<%s>", (const char *)value); }
static int print_long(const void *value, char *buf, size_t size)
{
    (void)value;
    memset(buf, 'x', size - 1);
    buf[size - 1] = '\0';
    return 5000; /* like snprintf: what it would have taken */
}
static int print_nothing(const void *value, char *buf, size_t size)
{
    (void)value, (void)buf, (void)size;
    return 0;
}
static const ctx_key_type_t prints_key = {"k1", true, NULL, print_text, NULL}, prints_value = {"k2", true, NULL, NULL, print_text};
static const ctx_key_type_t prints_both = {"k3", true, NULL, print_text, print_text}, named = {"pkg.key1", true, NULL, NULL, NULL};
static const ctx_key_type_t prints_long = {"k4", true, NULL, print_long, print_nothing};

typedef struct name_case {
    ctx_key_t key;
    void *value;
    const char *expected; /* what stands in the brackets */
} name_case_t;

void behaviour_55_every_case(void)
{
    const name_case_t cases[] = {
        {{&prints_key, "id 7"}, ann, "<id 7>, void *"},    {{&prints_key, "id 7"}, NULL, "<id 7>, <nil>"},
        {{&prints_value, "id"}, ann, "k2, <ann>"},         {{&prints_value, "id"}, NULL, "k2, <nil>"},
        {{&prints_both, ""}, bob, "<>, <bob>"},            {{&named, "not shown"}, ann, "pkg.key1, void *"},
        {{&named, NULL}, NULL, "pkg.key1, <nil>"},         {ctx_text_key("user"), ann, "user, void *"},
        {ctx_text_key("user"), NULL, "user, <nil>"},       {ctx_text_key(""), ann, ", void *"},
        {one_key, NULL, "one_key, <nil>"},                 {two_key, ann, "two_key, void *"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char expected[100];
        ctx_kept ctx_t *ctx = ctx_with_value(ctx_background(), cases[i].key, cases[i].value);
        snprintf(expected, sizeof expected, "context.Background.WithValue(%s)", cases[i].expected);
        expect_name(ctx, expected);
    }
    char name[400];
    ctx_kept ctx_t *wordy = ctx_with_value(ctx_background(), ((ctx_key_t){&prints_long, ann}), ann);
    size_t length = ctx_name(wordy, name, sizeof name); /* cut, and the length is of what is there */
    EXPECT(length == strlen(name) && length < sizeof name && strcmp(name + length - 5, "xx, )") == 0);
}

static size_t long_name(ctx_custom_t *self, char *buf, size_t size)
{
    (void)self;
    memset(buf, 'y', size); /* forgets the end */
    return size * 2;
}
static size_t no_name(ctx_custom_t *self, char *buf, size_t size)
{
    (void)self, (void)buf, (void)size;
    return 0;
}

void behaviour_56_every_foreign_name(void)
{
    plain_custom_t custom;
    ctx_ops_t ops = transparent_ops;
    ctx_auto ctx_cancel_t *top = NULL, *below = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    ctx_t *foreign = plain_init(&custom, &ops, parent);
    ctx_t *child = ctx_with_cancel(foreign, &below);
    ops.type_name = "*pkg.wrapper";
    expect_name(foreign, "*pkg.wrapper");
    expect_name(child, "*pkg.wrapper.WithCancel"); /* the path above it is lost */
    ctx_kept ctx_t *detached = ctx_without_cancel(child);
    expect_name(detached, "*pkg.wrapper.WithCancel.WithoutCancel");
    ops.type_name = NULL;
    expect_name(child, "custom.WithCancel");
    ops.name = no_name;
    expect_name(child, ".WithCancel");
    ops.name = long_name;
    char name[2000];
    size_t length = ctx_name(child, name, sizeof name);
    EXPECT(length == strlen(name) && length < 1000 && strcmp(name + length - 12, "y.WithCancel") == 0);
    ctx_drop(detached);
    detached = NULL;
    ctx_release(ctx_move(&below));
    plain_end(&custom);
}

/* ---- 60 ---------------------------------------------------------------------------------------------------------- */

static void nothing(void *arg) { (void)arg; }

/* Each kind, given back in both orders: what is below keeps what is above, and nothing else keeps anything. */
void behaviour_60_each_is_given_back(void)
{
    for (int parent_goes_first = 0; parent_goes_first < 2; parent_goes_first++) {
        ctx_cancel_t *top = NULL, *below = NULL;
        ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
        ctx_t *child = ctx_with_timeout(parent, CTX_S(3600), &below);
        ctx_t *value = ctx_with_value(child, one_key, ann), *detached = ctx_without_cancel(value);
        ctx_stop_t *stop = ctx_after_func(child, nothing, NULL);
        EXPECT(alive(CTX_LEDGER_NODE) == 5 && alive(CTX_LEDGER_HANDLE) == 2 && alive(CTX_LEDGER_STOP) == 1);
        EXPECT(ctx_stop(stop));
        ctx_stop_drop(stop);
        EXPECT(alive(CTX_LEDGER_NODE) == 4 && alive(CTX_LEDGER_STOP) == 0);
        ctx_release(parent_goes_first ? top : below);
        EXPECT(alive(CTX_LEDGER_NODE) == 4 && alive(CTX_LEDGER_TIMER) == 0); /* the value keeps both */
        ctx_release(parent_goes_first ? below : top);
        EXPECT(alive(CTX_LEDGER_NODE) == 4 && alive(CTX_LEDGER_HANDLE) == 0);
        ctx_drop(value);
        EXPECT(alive(CTX_LEDGER_NODE) == 4);
        ctx_drop(detached);
        EXPECT(ctx_ledger(NULL, NULL) == 0);
    }
}

/* Go: retained until its timer fires, then collected. Here what keeps it is the handle, and the armed timer keeps nothing. */
void behaviour_60_a_timeout_needs_only_its_timer(void)
{
    ctx_cancel_t *cancel = NULL;
    wait_done(ctx_with_timeout(ctx_background(), CTX_MS(1), &cancel));
    while (alive(CTX_LEDGER_TIMER) != 0)
        task_yield();
    EXPECT(alive(CTX_LEDGER_NODE) == 1 && alive(CTX_LEDGER_HANDLE) == 1); /* held by the handle alone */
    ctx_release(cancel);
    while (alive(CTX_LEDGER_NODE) != 0)
        task_yield(); /* on threads the timer thread may still be giving its own reference back */
    (void)ctx_with_timeout(ctx_background(), CTX_S(3600), &cancel);
    ctx_release(cancel); /* a timer that will never fire holds nothing back */
    EXPECT(ctx_ledger(NULL, NULL) == 0);
}
