/* expect: pass — one private key, and a list of what was set, each item in its own context */
#include <stdlib.h>
#include <string.h>

#include "exercise.h"

CTX_KEY(settings);

struct item {
    const struct path *path;
    const char *value;
    const struct item *before;
};

ctx_t *with_setting(ctx_t *request, const struct path *path, const char *value)
{
    struct item *item = malloc(sizeof *item);
    *item = (struct item){path, value, ctx_value(request, settings)};
    return ctx_with_value_owned(request, settings, item, free);
}

void draw_page(ctx_t *ctx)
{
    static const char *const sections[] = {"menu", "body", "foot"};
    for (int i = 0; i < 3; i++) {
        const struct item *item = ctx_value(ctx, settings);
        while (item != NULL && (strcmp(item->path->section, sections[i]) != 0 || strcmp(item->path->name, "colour") != 0))
            item = item->before;
        paint(ctx, sections[i], item != NULL ? item->value : "plain");
    }
}
