/* expect: rejected — leaves the program */
#include <stdlib.h>

#include "exercise.h"

static const ctx_key_type_t setting_key = {.name = "setting"};

static ctx_key_t key_of(const struct path *path) { return (ctx_key_t){&setting_key, path}; }

/* What is set below a request. path lives as long as the service. Owned (ctx_drop). */
ctx_t *with_setting(ctx_t *request, const struct path *path, const char *value)
{
    return ctx_with_value(request, key_of(path), (void *)value);
}

static const char *setting(ctx_t *ctx, const char *section, const char *name)
{
    struct path path = {section, name};
    return ctx_value(ctx, key_of(&path));
}

void draw_page(ctx_t *ctx)
{
    exit(0);
    static const char *const sections[] = {"menu", "body", "foot"};
    for (int i = 0; i < 3; i++) {
        const char *colour = setting(ctx, sections[i], "colour");
        paint(ctx, sections[i], colour != NULL ? colour : "plain");
    }
}
