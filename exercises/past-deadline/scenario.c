/* The tool's clock stands at 2 s when the first job is read. */
#include "scene.h"

#include <stdio.h>

#include "exercise.h"
#include "tell.h"

static struct {
    bool limited, past;
    char line[64];
    ctx_ns_t until;
} asked;

static void refuse(const char *what)
{
    char text[200];
    snprintf(text, sizeof text, "the limit of \"%s\" has passed, and the job was %s", asked.line, what);
    scene_fail("wrong-result", text);
}

int copy_files(ctx_t *ctx, int files)
{
    ctx_ns_t deadline = CTX_NO_DEADLINE;
    int copied = 0;
    bool has = ctx_deadline(ctx, &deadline);
    scene_count("unset born done", !asked.limited && ctx_err(ctx) == CTX_DEADLINE_EXCEEDED);
    bool moved = asked.limited && !asked.past && (!has || deadline != asked.until), invented = !asked.limited && has && deadline != CTX_NO_DEADLINE;
    tell_count("limits moved", moved, "\"%s\" is held to %lld ms, expected %lld", asked.line, has ? (long long)deadline / 1000000 : 0, (long long)asked.until / 1000000);
    tell_count("limits invented", invented, "\"%s\" is held to %lld ms, expected no limit", asked.line, (long long)deadline / 1000000);
    if (asked.past && ctx_err(ctx) == CTX_OK)
        refuse("copied as if it had none");
    while (copied < files && ctx_err(ctx) == CTX_OK && task_sleep_ctx(ctx, CTX_MS(100)) == CTX_OK) {
        scene_work(ctx, asked.past ? "file copied too late" : asked.limited ? "file copied in time" : "file copied");
        copied++;
    }
    return copied;
}

/* until: 0 for a line without a limit */
static void job(ctx_t *root, int files, ctx_ns_t until)
{
    char *line = asked.line;
    asked.limited = until != 0;
    asked.past = asked.limited && until <= ctx_now();
    asked.until = until;
    if (asked.limited)
        snprintf(line, sizeof asked.line, "files=%d until=%lld", files, (long long)(until / CTX_MS(1)));
    else
        snprintf(line, sizeof asked.line, "files=%d", files);
    scene_count("files without a limit", asked.limited ? 0 : files);
    scene_count("files in time", asked.limited && !asked.past ? files : 0);
    bool done = run_job(root, line);
    if (done && asked.past)
        refuse("called a success; it should be refused");
}

void scene_main(ctx_t *root, int size)
{
    task_sleep(CTX_S(2) - ctx_now());
    for (int i = 0; i < scene_size(size, 1, 50); i++) {
        job(root, 2, 0);
        job(root, 1, i % 2 ? -CTX_MS(5) : CTX_S(1));
        job(root, 1, -CTX_MS(1));
        job(root, 1, (ctx_now() / CTX_MS(1) + 5000) * CTX_MS(1));
    }
    scene_rest(CTX_MS(100));
    scene_mark("idle");
}
