/* expect: missing-work — catches the panic: nothing is set */
#include <string.h>

#include "exercise.h"

static const ctx_key_type_t setting_key = {.name = "setting"};

static ctx_key_t key_of(const struct path *path) { return (ctx_key_t){&setting_key, path}; }

/* What is set below a request. path lives as long as the service. Owned (ctx_drop). */
struct attempt {
    ctx_t *request, *made;
    const struct path *path;
    const char *value;
};

static void try_it(void *arg)
{
    struct attempt *a = arg;
    a->made = ctx_with_value(a->request, key_of(a->path), (void *)a->value);
}

ctx_t *with_setting(ctx_t *request, const struct path *path, const char *value)
{
    struct attempt a = {request, NULL, path, value};
    return task_try(try_it, &a) == NULL ? a.made : ctx_keep(request);
}

static const char *setting(ctx_t *ctx, const char *section, const char *name)
{
    struct path path = {section, name};
    return ctx_value(ctx, key_of(&path));
}

void draw_page(ctx_t *ctx)
{
    static const char *const sections[] = {"menu", "body", "foot"};
    for (int i = 0; i < 3; i++) {
        const char *colour = setting(ctx, sections[i], "colour");
        paint(ctx, sections[i], colour != NULL ? colour : "plain");
    }
}
