/* deadlines.c — behaviours 40 to 46.
 */
#include "behaviours.h"

void behaviour_40_timeout_is_a_deadline(void);
void behaviour_41_later_deadline_is_a_plain_cancel(void);
void behaviour_42_past_is_born_done(void);
void behaviour_43_firing(void);
void behaviour_44_cancel_stops_the_timer(void);
void behaviour_45_nearest_deadline(void);
void behaviour_46_huge_timeouts(void);

static const ctx_error_t late = {.text = "late"};

static size_t name_ends(ctx_t *ctx, const char *tail)
{
    char name[256];
    size_t length = ctx_name(ctx, name, sizeof name), n = strlen(tail);
    return length >= n && strcmp(name + length - n, tail) == 0;
}

void behaviour_40_timeout_is_a_deadline(void)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL;
    ctx_ns_t before = ctx_now(), deadline = 0;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_S(100), &a);
    EXPECT(ctx_deadline(ctx, &deadline));
    EXPECT(deadline >= ctx_after(before, CTX_S(100)) && deadline <= ctx_after(ctx_now(), CTX_S(100)));
    ctx = ctx_with_deadline(ctx_background(), before + CTX_S(7), &b);
    EXPECT(ctx_deadline(ctx, &deadline) && deadline == before + CTX_S(7));
}

void behaviour_41_later_deadline_is_a_plain_cancel(void)
{
    ctx_auto ctx_cancel_t *outer = NULL, *inner = NULL, *equal = NULL;
    ctx_ns_t when = ctx_now() + CTX_MS(20), deadline = 0;
    ctx_t *parent = ctx_with_deadline(ctx_background(), when, &outer);
    ctx_t *child = ctx_with_deadline_cause(parent, when + 1, &late, &inner);
    ctx_t *twin = ctx_with_deadline_cause(parent, when, &late, &equal);
    EXPECT(name_ends(child, ".WithCancel"));
    EXPECT(!name_ends(twin, ".WithCancel")); /* equal is not later: a second timer */
    EXPECT(ctx_deadline(child, &deadline) && deadline == when);
    wait_done(child);
    EXPECT(ctx_err(child) == CTX_DEADLINE_EXCEEDED);
    EXPECT(ctx_cause(child) == &ctx_error_deadline_exceeded); /* the cause was dropped */
}

void behaviour_42_past_is_born_done(void)
{
    ctx_auto ctx_cancel_t *zero = NULL, *past = NULL, *parent_cancel = NULL, *below = NULL;
    ctx_ns_t deadline = 0, when = ctx_now() - 1;
    ctx_t *ctx = ctx_with_timeout_cause(ctx_background(), 0, &late, &zero);
    EXPECT(ctx_err(ctx) == CTX_DEADLINE_EXCEEDED && ctx_cause(ctx) == &late);
    ctx = ctx_with_deadline(ctx_background(), when, &past);
    EXPECT(ctx_err(ctx) == CTX_DEADLINE_EXCEEDED);
    EXPECT(ctx_deadline(ctx, &deadline) && deadline == when); /* still a timer node */
    ctx_cancel(past);
    EXPECT(ctx_err(ctx) == CTX_DEADLINE_EXCEEDED);
    ctx_t *parent = ctx_with_cancel(ctx_background(), &parent_cancel);
    ctx_cancel(parent_cancel);
    EXPECT(ctx_err(ctx_with_timeout(parent, -1, &below)) == CTX_CANCELED); /* linked first: the parent's error */
}

void behaviour_43_firing(void)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *c = NULL;
    ctx_t *fires = ctx_with_timeout_cause(ctx_background(), CTX_MS(1), &late, &a);
    ctx_t *plain = ctx_with_timeout(ctx_background(), CTX_MS(1), &b);
    ctx_t *cancelled = ctx_with_timeout_cause(ctx_background(), CTX_S(3600), &late, &c);
    ctx_cancel(c);
    wait_done(fires);
    wait_done(plain);
    ctx_ns_t deadline = 0;
    EXPECT(ctx_deadline(fires, &deadline) && ctx_now() >= deadline); /* never early */
    EXPECT(ctx_err(fires) == CTX_DEADLINE_EXCEEDED && ctx_cause(fires) == &late);
    EXPECT(ctx_err(plain) == CTX_DEADLINE_EXCEEDED && ctx_cause(plain) == &ctx_error_deadline_exceeded);
    EXPECT(ctx_err(cancelled) == CTX_CANCELED && ctx_cause(cancelled) == &ctx_error_canceled);
}

/* False: the machine stood still until it fired, which says nothing. */
static bool cancel_stops_the_timer(ctx_ns_t length)
{
    ctx_auto ctx_cancel_t *timer = NULL, *parent_cancel = NULL, *never = NULL, *clock = NULL;
    ctx_ns_t when = ctx_now() + length;
    ctx_t *ctx = ctx_with_timeout_cause(ctx_background(), length, &late, &timer);
    ctx_t *parent = ctx_with_cancel(ctx_background(), &parent_cancel);
    ctx_cancel(parent_cancel);
    ctx_t *unarmed = ctx_with_timeout_cause(parent, length, &late, &never); /* never armed */
    ctx_cancel(timer);
    if (ctx_now() >= when)
        return false;
    wait_done(ctx_with_timeout(ctx_background(), 2 * length, &clock)); /* both deadlines have passed */
    EXPECT(ctx_err(ctx) == CTX_CANCELED && ctx_cause(ctx) == &ctx_error_canceled);
    EXPECT(ctx_err(unarmed) == CTX_CANCELED);
    return true;
}

void behaviour_44_cancel_stops_the_timer(void)
{
    for (ctx_ns_t length = CTX_MS(2); !cancel_stops_the_timer(length); length *= 2)
        continue;
}

void behaviour_45_nearest_deadline(void)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *c = NULL;
    ctx_ns_t now = ctx_now(), deadline = 0;
    ctx_t *outer = ctx_with_deadline(ctx_background(), now + CTX_S(100), &a);
    ctx_t *plain = ctx_with_cancel(outer, &b);
    ctx_kept ctx_t *value = ctx_with_value(plain, ctx_text_key("k"), NULL);
    EXPECT(ctx_deadline(value, &deadline) && deadline == now + CTX_S(100));
    ctx_t *sooner = ctx_with_deadline(value, now + CTX_S(50), &c);
    EXPECT(ctx_deadline(sooner, &deadline) && deadline == now + CTX_S(50));
    ctx_kept ctx_t *detached = ctx_without_cancel(sooner);
    EXPECT(!ctx_deadline(detached, &deadline));
}

void behaviour_46_huge_timeouts(void)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *c = NULL, *d = NULL;
    EXPECT(ctx_err(ctx_with_timeout(ctx_background(), (ctx_ns_t)1 << 62, &a)) == CTX_OK);
    EXPECT(ctx_err(ctx_with_timeout(ctx_background(), INT64_MAX, &b)) == CTX_OK);
    EXPECT(ctx_err(ctx_with_deadline(ctx_background(), INT64_MAX, &c)) == CTX_OK);
    EXPECT(ctx_err(ctx_with_deadline(ctx_background(), INT64_MIN, &d)) == CTX_DEADLINE_EXCEEDED);
    EXPECT(ctx_after(INT64_MAX - 1, 2) == INT64_MAX && ctx_after(INT64_MIN + 1, -2) == INT64_MIN);
}
