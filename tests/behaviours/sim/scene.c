/* scene.c — the suite as a scene: size says which behaviour is played.
 */
#include "behaviours.h"
#include "scene.h"

const bool behaviour_scheduled = true;
static const char *running;

void behaviour_expect(bool holds, const char *what, const char *file, int line)
{
    char text[256];
    if (holds)
        return;
    snprintf(text, sizeof text, "%s: not so: %s (%s:%d)", running, what, file, line);
    scene_fail("behaviour", text);
}

static void still_alive(const ctx_ledger_row_t *row, void *arg)
{
    char text[256];
    (void)arg;
    snprintf(text, sizeof text, "%s: still alive: %s made at %s:%d, %lld us old", running, row->what,
             row->made ? row->made->file : "-", row->made ? row->made->line : 0, (long long)((ctx_now() - row->since) / 1000));
    scene_fail("ledger", text);
}

static void run(void *arg) { ((const behaviour_t *)arg)->run(); }

void scene_main(ctx_t *root, int size)
{
    char text[256];
    (void)root;
    if ((size_t)size >= behaviour_count) {
        scene_note("no more");
        return;
    }
    ctx_ledger_on();
    running = behaviours[size].name;
    scene_note(running);
    const char *rule = task_try(run, (void *)(uintptr_t)&behaviours[size]);
    if (rule != NULL) {
        snprintf(text, sizeof text, "%s: panic: %s", running, rule);
        scene_fail("behaviour", text);
    }
    scene_note("played");
    scene_rest(CTX_S(10)); /* helper tasks may still be on their way out */
    (void)ctx_ledger(still_alive, NULL);
}
