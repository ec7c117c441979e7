/* expect: pass — a context of its own kind, which knows one setting and passes on all else */
#include <stdlib.h>
#include <string.h>

#include "exercise.h"

struct setting {
    ctx_custom_t base;
    const struct path *path;
    const char *value;
};

static const ctx_key_type_t question = {.name = "setting", .comparable = true};

static void *answer(ctx_custom_t *self, ctx_key_t key)
{
    const struct setting *s = (struct setting *)self;
    const struct path *asked = key.value;
    if (key.type == &question && !strcmp(asked->section, s->path->section) && !strcmp(asked->name, s->path->name))
        return (void *)s->value;
    return ctx_value(ctx_custom_inner(self), key);
}

static void destroy(ctx_custom_t *self) { free(self); }

ctx_t *with_setting(ctx_t *request, const struct path *path, const char *value)
{
    static const ctx_ops_t ops = {.type_name = "setting", .value = answer, .destroy = destroy};
    struct setting *s = calloc(1, sizeof *s);
    s->path = path;
    s->value = value;
    return ctx_custom_init(&s->base, &ops, request);
}

void draw_page(ctx_t *ctx)
{
    static const char *const sections[] = {"menu", "body", "foot"};
    for (int i = 0; i < 3; i++) {
        struct path path = {sections[i], "colour"};
        const char *colour = ctx_value(ctx, ((ctx_key_t){&question, &path}));
        paint(ctx, sections[i], colour != NULL ? colour : "plain");
    }
}
