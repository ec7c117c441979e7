/* Tenant 1 opens the service and is over. The others come in pairs, at the same time, one pair in the small scenario; then comes the porter. */
#include "scene.h"
#include <stdatomic.h>
#include <stdio.h>

#include "exercise.h"
#include "tell.h"

enum { FEW = 3, MANY = 101, COPIES = 3 };

struct folder { int tenant; };
static struct job { atomic_int ready; ctx_t *ctx; const ctx_site_t *site; struct folder *folder; int copies; } jobs[10 * MANY]; /* ctx: owned */
static struct folder folders[MANY + 1];
static atomic_int ordered, fetched;

static int print_tenant(const void *value, char *buf, size_t size) { return snprintf(buf, size, "%d", (int)(intptr_t)value); }
static const ctx_key_type_t tenant_type = {.name = "tenant", .comparable = true, .print_value = print_tenant};
static const ctx_key_t tenant_key = {&tenant_type, &tenant_type};

void answer_at(const ctx_site_t *site, ctx_t *ctx, struct folder *folder)
{
    work_for_at(site, ctx, CTX_MS(10));
    scene_count("answers", folder != NULL);
}

void fetch_later_at(const ctx_site_t *site, ctx_t *ctx, struct folder *folder, int copies)
{
    struct job *job = &jobs[ordered++ % (10 * MANY)];
    *job = (struct job){0, ctx_keep_at(site, ctx), site, folder, copies};
    job->ready = 1;
}

static void put_away(struct job *job)
{
    static char said[100];
    int vault = (int)(intptr_t)ctx_value_at(NULL, job->ctx, tenant_key), tenant = job->folder->tenant;
    (void)snprintf(said, sizeof said, "a folder of tenant %d is put into the vault of tenant %d", tenant, vault);
    if (ctx_err_at(NULL, job->ctx) != CTX_OK)
        scene_fail_at(job->site, "cut-short", "a folder is refused: its context had ended when the porter came");
    else if (vault != 0 && vault != tenant)
        scene_fail_at(job->site, "cross-talk", said);
    work_for_at(job->site, job->ctx, CTX_S(2));
    scene_work_at(job->site, job->ctx, "folder put away");
    scene_count("no vault", vault == 0);
    tell_count("other copies", job->copies != COPIES, "a folder of tenant %d is put away in %d copies, expected %d", tenant, job->copies, COPIES);
    job->ready = 0;
    ctx_drop(job->ctx);
}

static void serve(ctx_t *root, void *arg)
{
    struct folder *folder = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *request = ctx_with_value(ctx_with_cancel(root, &cancel), tenant_key, (void *)(intptr_t)folder->tenant);
    ctx_ns_t start = ctx_now();
    if (folder->tenant == 1)
        service_open(request, COPIES);
    else
        back_up(request, folder);
    scene_count("late", ctx_now() - start > CTX_MS(50));
    scene_count("folders", folder->tenant > 1);
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 1; i <= scene_size(size, FEW, MANY); i++)
        folders[i].tenant = i;
    serve(root, &folders[1]);
    for (int i = 2; i <= scene_size(size, FEW, MANY); i += 2) {
        task_t other = task_go(root, serve, &folders[i + 1]);
        serve(root, &folders[i]);
        task_join(other);
        scene_rest(CTX_S(1));
        while (jobs[fetched % (10 * MANY)].ready)
            put_away(&jobs[fetched++ % (10 * MANY)]);
    }
    service_close();
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
