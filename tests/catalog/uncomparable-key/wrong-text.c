/* expect: key-collision — the two parts as one public text */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercise.h"

struct set {
    const char *value;
    char key[32];
};

ctx_t *with_setting(ctx_t *request, const struct path *path, const char *value)
{
    struct set *set = malloc(sizeof *set);
    snprintf(set->key, sizeof set->key, "%s.%s", path->section, path->name);
    set->value = value;
    ctx_t *ctx = ctx_with_value(request, ctx_text_key(strdup(set->key)), (void *)value);
    free(set);
    return ctx;
}

void draw_page(ctx_t *ctx)
{
    static const char *const keys[] = {"menu.colour", "body.colour", "foot.colour"};
    static const char *const sections[] = {"menu", "body", "foot"};
    for (int i = 0; i < 3; i++) {
        const char *colour = ctx_value(ctx, ctx_text_key(keys[i]));
        paint(ctx, sections[i], colour != NULL ? colour : "plain");
    }
}
