/* Seeded: each line that ends in a comment with a habit's name is one, every other is none. */
#include "ctx.h"

#define USER ctx_text_key("user")
static char ann[] = "ann";
static ctx_key_t shared(const char *name) { return ctx_text_key(name); } /* text-key */
static const ctx_key_t by_hand = {&ctx_text_key_type, "user"}; /* text-key */

static const char *const tenant = "tenant";
static ctx_key_t of_tenant(void)
{
    const char *name = tenant;
    return ctx_text_key(name); /* text-key */
}

void store(ctx_t *ctx);
void store(ctx_t *ctx)
{
    ctx_kept ctx_t *a = ctx_with_value(ctx, ctx_text_key("user"), ann); /* text-key */
    ctx_kept ctx_t *b = ctx_with_value(a, USER, ann); /* text-key */
    ctx_kept ctx_t *c = ctx_with_value(b,
                                       ctx_text_key( /* text-key */
                                           "user"),
                                       ann);
    (void)ctx_value(c, by_hand);
    (void)ctx_value(c, shared("user"));
    (void)ctx_value(c, of_tenant());
}
