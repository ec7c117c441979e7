/* expect: pass — both parts in one text, under a type of its own */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercise.h"

struct set {
    const char *value;
    char key[32];
};

static bool same(const void *a, const void *b) { return strcmp(a, b) == 0; }
static const ctx_key_type_t text_of_setting = {.name = "setting", .comparable = true, .equal = same};
static ctx_key_t key(const char *text) { return (ctx_key_t){&text_of_setting, text}; }

ctx_t *with_setting(ctx_t *request, const struct path *path, const char *value)
{
    struct set *set = malloc(sizeof *set);
    set->value = value;
    snprintf(set->key, sizeof set->key, "%s/%s", path->section, path->name);
    return ctx_with_value_owned(request, key(set->key), set, free);
}

static const char *colour_of(ctx_t *ctx, const char *section)
{
    char wanted[32];
    snprintf(wanted, sizeof wanted, "%s/colour", section);
    struct set *set = ctx_value(ctx, key(wanted));
    return set ? set->value : "plain";
}

void draw_page(ctx_t *ctx)
{
    paint(ctx, "menu", colour_of(ctx, "menu"));
    paint(ctx, "body", colour_of(ctx, "body"));
    paint(ctx, "foot", colour_of(ctx, "foot"));
}
