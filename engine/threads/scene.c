/* scene.c — what scenarios say, where tasks are threads; and work_for.
 */
#include "scene.h"
#include "bytes.h"
#include "ctx_task.h"
#include "node.h"
#include "scene_root.h"
#include "task.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <time.h>

static pthread_mutex_t root_lock = PTHREAD_MUTEX_INITIALIZER;
static ctx_cancel_t *root; /* borrowed; guarded by root_lock */
long scene_moment_ns = 1000000;

void scene_set_root(ctx_cancel_t *cancel)
{
    pthread_mutex_lock(&root_lock);
    root = cancel;
    pthread_mutex_unlock(&root_lock);
}

/* A task may call it late, with the scenario over and the handle given back. */
void scene_cancel_root_at(const ctx_site_t *site)
{
    pthread_mutex_lock(&root_lock);
    if (root != NULL)
        ctx_cancel_at(site, root);
    pthread_mutex_unlock(&root_lock);
}

/* Nobody else can be seen to move for a while. Real threads do not say when they are about to: an estimate. */
void scene_settle_at(const ctx_site_t *site)
{
    enum { QUIET_ROUNDS = 5 };
    uint32_t seen = 0, before = 0;
    (void)site;
    for (int quiet = 0; quiet < QUIET_ROUNDS; before = seen) {
        struct timespec moment = {0, scene_moment_ns};
        sched_yield();
        quiet = task_awake(&seen) <= 1 && seen == before ? quiet + 1 : 0;
        nanosleep(&moment, NULL);
    }
}

void scene_rest_at(const ctx_site_t *site, ctx_ns_t length)
{
    scene_settle_at(site);
    task_sleep_at(site, length);
    scene_settle_at(site);
}

void scene_mark_at(const ctx_site_t *site, const char *name)
{
    RT_EVENT(.kind = CTX_EV_MARK, .aux = rt_text(name), .site = RT_SITE(site));
}

void scene_work_at(const ctx_site_t *site, ctx_t *ctx, const char *what)
{
    rt_check_use(ctx, site, "context");
    RT_EVENT(.kind = CTX_EV_WORK, .node = ctx->id, .aux = rt_text(what), .site = RT_SITE(site));
}

void scene_count(const char *name, int64_t n) { RT_EVENT(.kind = CTX_EV_COUNT, .aux = rt_text(name), .value = n); }
void scene_note(const char *text) { RT_EVENT(.kind = CTX_EV_NOTE, .aux = rt_text(text)); }

void scene_fail_at(const ctx_site_t *site, const char *name, const char *message)
{
    scene_failures++;
    fprintf(stderr, "%s: %s\n", name, message);
    RT_EVENT(.kind = CTX_EV_SCENE_FAIL, .aux = rt_text(name), .other = rt_text(message), .site = RT_SITE(site));
}

scene_memory_t scene_memory(void) { return (scene_memory_t){0}; } /* nobody counts: malloc is called as fast as can be */
int64_t scene_bytes(const char *what) { return bytes_of(what); }

void scene_reads(const void *p, size_t n) { (void)p, (void)n; }
void scene_writes(const void *p, size_t n) { (void)p, (void)n; }

_Atomic int scene_failures;

void work_for_at(const ctx_site_t *site, ctx_t *ctx, ctx_ns_t cost)
{
    rt_check_use(ctx, site, "context");
    (void)task_sleep_at(NULL, cost);
    RT_EVENT(.kind = CTX_EV_WORK, .node = ctx->id, .value = cost, .site = RT_SITE(site));
}
