/* Keys of one's own that are compared by their characters. */
#include <string.h>

#include "ctx.h"

CTX_KEY(user_key);
static bool same(const void *a, const void *b) { return strcmp(a, b) == 0; }
static const ctx_key_type_t header_type = {"http.header", true, same, NULL, NULL};
static ctx_key_t header(const char *name) { return (ctx_key_t){&header_type, name}; }

const char *read_both(ctx_t *ctx);
const char *read_both(ctx_t *ctx)
{
    const char *user = ctx_value(ctx, user_key);
    return user != NULL ? user : ctx_value(ctx, header("from"));
}
