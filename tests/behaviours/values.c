/* values.c — behaviours 47 to 60: detaching, causes, values, names, lifetime.
 */
#include "behaviours.h"

void behaviour_47_without_cancel(void);
void behaviour_48_no_cause_through_without_cancel(void);
void behaviour_49_cause(void);
void behaviour_50_first_cancellation_fixes_the_cause(void);
void behaviour_51_custom_before_its_ancestor(void);
void behaviour_52_nearest_value(void);
void behaviour_53_values_after_the_end(void);
void behaviour_54_names(void);
void behaviour_55_key_and_value_in_names(void);
void behaviour_56_foreign_names(void);
void behaviour_60_lifetime(void);

CTX_KEY(user_key);
CTX_KEY(trace_key);
static char ann[] = "ann", bob[] = "bob";
static const ctx_error_t first_reason = {.text = "first"}, second_reason = {.text = "second"};

void behaviour_47_without_cancel(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *below = NULL;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_S(3600), &cancel);
    ctx_kept ctx_t *value = ctx_with_value(ctx, user_key, ann);
    ctx_kept ctx_t *detached = ctx_without_cancel(value);
    ctx_t *child = ctx_with_cancel(detached, &below);
    ctx_ns_t deadline;
    ctx_cancel(cancel);
    EXPECT(ctx_done(detached) == NULL && ctx_err(detached) == CTX_OK && !ctx_deadline(detached, &deadline));
    EXPECT(ctx_value(detached, user_key) == ann && ctx_value(child, user_key) == ann);
    EXPECT(ctx_err(child) == CTX_OK);
    ctx_cancel(below);
    EXPECT(ctx_err(child) == CTX_CANCELED);
}

void behaviour_48_no_cause_through_without_cancel(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *below = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    ctx_kept ctx_t *before = ctx_without_cancel(ctx);
    ctx_cancel_cause(cancel, &first_reason);
    ctx_kept ctx_t *after = ctx_without_cancel(ctx);
    EXPECT(ctx_cause(before) == NULL && ctx_cause(after) == NULL);
    ctx_t *child = ctx_with_cancel(after, &below);
    ctx_cancel_cause(below, &second_reason);
    EXPECT(ctx_cause(child) == &second_reason);
}

void behaviour_49_cause(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    ctx_kept ctx_t *value = ctx_with_value(ctx, user_key, ann);
    EXPECT(ctx_cause(value) == NULL);
    ctx_cancel_cause(cancel, &first_reason);
    EXPECT(ctx_cause(value) == &first_reason);
    plain_custom_t custom; /* nobody answers the private key: its err's own error */
    ctx_t *foreign = plain_init(&custom, &severed_ops, NULL);
    plain_cancel(&custom, CTX_DEADLINE_EXCEEDED);
    EXPECT(ctx_cause(foreign) == &ctx_error_deadline_exceeded);
    plain_end(&custom);
}

void behaviour_50_first_cancellation_fixes_the_cause(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *early = NULL, *late = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    ctx_t *own = ctx_with_cancel(parent, &early), *inherits = ctx_with_cancel(parent, &late);
    ctx_cancel_cause(early, &first_reason);
    ctx_cancel_cause(top, &second_reason);
    ctx_cancel_cause(late, &first_reason);
    EXPECT(ctx_cause(own) == &first_reason);
    EXPECT(ctx_cause(inherits) == &second_reason);
}

void behaviour_51_custom_before_its_ancestor(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ancestor = ctx_with_cancel(ctx_background(), &cancel);
    plain_custom_t custom;
    ctx_t *ctx = plain_init(&custom, &other_done_ops, ancestor);
    plain_cancel(&custom, CTX_CANCELED);
    EXPECT(ctx_cause(ctx) == &ctx_error_canceled);
    ctx_cancel_cause(cancel, &first_reason);
    EXPECT(ctx_cause(ctx) == &first_reason); /* Go's known wart, kept */
    plain_end(&custom);
}

void behaviour_52_nearest_value(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *timer = NULL;
    ctx_kept ctx_t *outer = ctx_with_value(ctx_background(), user_key, ann);
    ctx_kept ctx_t *trace = ctx_with_value(outer, trace_key, bob);
    ctx_t *middle = ctx_with_timeout(ctx_with_cancel(trace, &cancel), CTX_S(3600), &timer);
    ctx_kept ctx_t *detached = ctx_without_cancel(middle);
    ctx_kept ctx_t *inner = ctx_with_value(detached, user_key, bob);
    ctx_kept ctx_t *shadow = ctx_with_value(inner, user_key, NULL);
    EXPECT(ctx_value(detached, user_key) == ann);
    EXPECT(ctx_value(inner, user_key) == bob);
    EXPECT(ctx_value(inner, trace_key) == bob);
    EXPECT(ctx_value(shadow, user_key) == NULL); /* nothing shadows too */
    ctx_kept ctx_t *text = ctx_with_value(shadow, ctx_text_key("user"), ann);
    char same[] = {'u', 's', 'e', 'r', '\0'};
    EXPECT(ctx_value(text, ctx_text_key(same)) == ann); /* by characters */
    static const ctx_key_type_t other = {"string", true, NULL, NULL, NULL};
    EXPECT(ctx_value(text, ((ctx_key_t){&other, "user"})) == NULL); /* another type is another key */
    EXPECT(ctx_value(text, ((ctx_key_t){NULL, NULL})) == NULL);
}

void behaviour_53_values_after_the_end(void)
{
    ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *value = ctx_with_value(ctx_with_cancel(ctx_background(), &cancel), user_key, ann);
    ctx_release(cancel);
    EXPECT(ctx_err(value) == CTX_CANCELED && ctx_value(value, user_key) == ann);
    plain_custom_t custom; /* through the stop context that stands between */
    ctx_ops_t ops = after_func_ops;
    ops.value = NULL;
    ctx_auto ctx_cancel_t *below = NULL;
    ctx_t *child = ctx_with_cancel(plain_init(&custom, &ops, value), &below);
    EXPECT(ctx_value(child, user_key) == ann);
    ctx_release(ctx_move(&below));
    plain_end(&custom);
}

void behaviour_54_names(void)
{
    char name[256], little[8];
    ctx_auto ctx_cancel_t *cancel = NULL, *timer = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    ctx_kept ctx_t *value = ctx_with_value(detached, user_key, NULL);
    size_t length = ctx_name(value, name, sizeof name);
    EXPECT_TEXT(name, "context.Background.WithCancel.WithoutCancel.WithValue(user_key, <nil>)");
    EXPECT(length == strlen(name));
    EXPECT(ctx_name(value, little, sizeof little) == length);
    EXPECT_TEXT(little, "context");
    EXPECT(ctx_name(value, NULL, 0) == length);
    ctx_t *timed = ctx_with_timeout(ctx_todo(), CTX_S(90), &timer);
    (void)ctx_name(timed, name, sizeof name);
    EXPECT(starts_with(name, "context.TODO.WithDeadline(") && strstr(name, " [1m") != NULL &&
           strcmp(name + strlen(name) - 2, "])") == 0);
}

static int print_user(const void *value, char *buf, size_t size)
{
    return snprintf(buf, size, "%s", (const char *)value);
}
static const ctx_key_type_t printed_type = {"printed", true, NULL, print_user, print_user};

void behaviour_55_key_and_value_in_names(void)
{
    char name[128];
    ctx_kept ctx_t *a = ctx_with_value(ctx_background(), ctx_text_key("user"), ann);
    (void)ctx_name(a, name, sizeof name);
    EXPECT_TEXT(name, "context.Background.WithValue(user, void *)");
    ctx_kept ctx_t *b = ctx_with_value(ctx_background(), ((ctx_key_t){&printed_type, "id 7"}), ann);
    (void)ctx_name(b, name, sizeof name);
    EXPECT_TEXT(name, "context.Background.WithValue(id 7, ann)");
    ctx_kept ctx_t *c = ctx_with_value(ctx_background(), user_key, ann);
    (void)ctx_name(c, name, sizeof name);
    EXPECT_TEXT(name, "context.Background.WithValue(user_key, void *)");
}

static size_t own_name(ctx_custom_t *self, char *buf, size_t size)
{
    (void)self;
    return (size_t)snprintf(buf, size, "mine");
}

void behaviour_56_foreign_names(void)
{
    char name[128];
    ctx_auto ctx_cancel_t *cancel = NULL, *below = NULL;
    ctx_t *inner = ctx_with_cancel(ctx_background(), &cancel);
    plain_custom_t custom;
    ctx_t *child = ctx_with_cancel(plain_init(&custom, &transparent_ops, inner), &below);
    (void)ctx_name(child, name, sizeof name);
    EXPECT_TEXT(name, "transparent.WithCancel"); /* the path above it is lost */
    ctx_release(ctx_move(&below));
    plain_end(&custom);
    ctx_ops_t ops = transparent_ops;
    ops.name = own_name;
    ctx_t *named = plain_init(&custom, &ops, inner);
    (void)ctx_name(named, name, sizeof name);
    EXPECT_TEXT(name, "mine");
    plain_end(&custom);
}

static int freed;
static void free_value(void *value)
{
    (void)value;
    freed++;
}

/* "Collected" means here: freed once nothing owns or keeps it. */
void behaviour_60_lifetime(void)
{
    ctx_cancel_t *parent_cancel = NULL, *cancel = NULL;
    freed = 0;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &parent_cancel);
    ctx_t *value = ctx_with_value_owned(parent, user_key, ann, free_value);
    ctx_t *child = ctx_keep(ctx_with_cancel(value, &cancel));
    ctx_drop(value);
    ctx_release(parent_cancel);
    EXPECT(freed == 0 && ctx_err(child) == CTX_CANCELED); /* the child keeps its parents */
    ctx_release(cancel);
    EXPECT(freed == 0 && ctx_value(child, user_key) == ann); /* and is kept itself */
    ctx_drop(child);
    EXPECT(freed == 1);

    ctx_cancel_t *one = NULL; /* a second holder: only the last release cancels */
    ctx_t *shared = ctx_with_cancel(ctx_background(), &one);
    ctx_cancel_t *two = ctx_cancel_dup(one);
    ctx_release(one);
    EXPECT(ctx_err(shared) == CTX_OK);
    ctx_release(two);
}
