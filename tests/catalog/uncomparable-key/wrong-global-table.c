/* expect: data-race cross-talk — a table for the whole service */
#include <string.h>

#include "exercise.h"

static const char *menu, *body;

ctx_t *with_setting(ctx_t *request, const struct path *path, const char *value)
{
    if (strcmp(path->name, "colour") == 0 && strcmp(path->section, "menu") == 0)
        menu = value;
    else if (strcmp(path->name, "colour") == 0)
        body = value;
    return ctx_keep(request);
}

void draw_page(ctx_t *ctx)
{
    paint(ctx, "menu", menu);
    paint(ctx, "body", body);
    paint(ctx, "foot", "plain");
}
