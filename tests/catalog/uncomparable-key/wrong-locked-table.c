/* expect: cross-talk — the same, under a lock */
#include <string.h>

#include "exercise.h"

static task_mutex_t lock;
static const char *menu, *body;

ctx_t *with_setting(ctx_t *request, const struct path *path, const char *value)
{
    task_mutex_lock(&lock);
    if (strcmp(path->name, "colour") == 0 && strcmp(path->section, "menu") == 0)
        menu = value;
    else if (strcmp(path->name, "colour") == 0)
        body = value;
    task_mutex_unlock(&lock);
    return ctx_keep(request);
}

void draw_page(ctx_t *ctx)
{
    task_mutex_lock(&lock);
    const char *m = menu, *b = body;
    task_mutex_unlock(&lock);
    paint(ctx, "menu", m);
    paint(ctx, "body", b);
    paint(ctx, "foot", "plain");
}
