/* A night: tables that load, and one in the middle that hangs and must not take the others with it. */
#include "scene.h"

#include <stdio.h>
#include <string.h>

#include "exercise.h"

enum { MANY = 100 };

static char names[MANY][16];
static int asked[MANY];

static bool asked_before(const char *table)
{
    for (int i = 0; i < MANY; i++)
        if (strcmp(table, names[i]) == 0)
            return asked[i]++ > 0;
    return true;
}

bool load_table(ctx_t *ctx, const char *table)
{
    ctx_ns_t start = ctx_now();
    bool hangs = strcmp(table, "hangs") == 0;
    scene_count("again", asked_before(table));
    ctx_err_t err = task_sleep_ctx(ctx, hangs ? CTX_S(60) : strcmp(table, "slow") == 0 ? CTX_MS(490) : CTX_MS(300));
    scene_count("cut short", err == CTX_CANCELED);
    scene_count("overstayed", ctx_now() - start > CTX_MS(500));
    if (err != CTX_OK || hangs)
        return false;
    scene_work(ctx, "table loaded");
    return true;
}

void scene_main(ctx_t *root, int size)
{
    static const char *tables[MANY];
    int n = scene_size(size, 3, MANY);
    for (int i = 0; i < n; i++) { /* slow: big only */
        (void)snprintf(names[i], sizeof names[i], i == n / 2 ? "hangs" : i == n - 2 ? "slow" : "sales %d", i);
        tables[i] = names[i];
    }
    int loaded = run_import(root, tables, n);
    scene_count("to load", n - 1);
    scene_count("said loaded", loaded);
    scene_rest(CTX_MS(100));
    scene_mark("idle");
}
