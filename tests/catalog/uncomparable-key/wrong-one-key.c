/* expect: wrong-result missing-work — one key for all settings */
#include "exercise.h"

CTX_KEY(setting_key);

ctx_t *with_setting(ctx_t *request, const struct path *path, const char *value)
{
    (void)path;
    return ctx_with_value(request, setting_key, (void *)value);
}

void draw_page(ctx_t *ctx)
{
    const char *colour = ctx_value(ctx, setting_key);
    paint(ctx, "menu", colour);
    paint(ctx, "body", colour);
    paint(ctx, "foot", "plain");
}
