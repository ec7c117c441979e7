/* group.c — tasks that succeed or fail together; on the public interface alone.
 */
#include "ctx_group.h"

#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "node.h"

struct ctx_group {
    ctx_cancel_t *cancel;
    wait_group_t members;
    chan_t *places; /* a signal for each member that runs; NULL: no limit */
    task_mutex_t lock;
    const ctx_error_t *first; /* guarded by lock; kept */
};

typedef struct member {
    ctx_group_t *group;
    ctx_group_func_t *fn;
    void *arg;
} member_t;

ctx_t *ctx_with_group_at(const ctx_site_t *site, ctx_t *parent, ctx_group_t **group)
{
    ctx_cancel_t *cancel = ctx_derive_cancel_(site, parent);
    *group = rt_alloc(sizeof **group);
    **group = (ctx_group_t){.cancel = cancel};
    return cancel->ctx_;
}

void ctx_group_limit_at(const ctx_site_t *site, ctx_group_t *group, int n)
{
    if (group->places != NULL && chan_len_at(site, group->places) != 0)
        ctx_panic_at(site, "errgroup: modify limit while tasks in the group are still active");
    chan_drop_at(site, group->places);
    group->places = n < 0 ? NULL : chan_make_at(site, 0, (size_t)n, "places");
}

static void fail(const ctx_site_t *site, ctx_group_t *group, const ctx_error_t *err)
{
    task_mutex_lock_at(site, &group->lock);
    bool first = group->first == NULL;
    if (first)
        group->first = ctx_error_keep_(err);
    task_mutex_unlock_at(site, &group->lock);
    if (first)
        ctx_cancel_cause_at(site, group->cancel, err);
}

/* The last touch of the group is the count: whoever waits for it may give the group back at once. */
static void leave(void *arg)
{
    member_t *member = arg;
    ctx_group_t *group = member->group;
    rt_free(member);
    if (group->places != NULL)
        (void)chan_recv(group->places, NULL);
    wait_group_done(&group->members);
}

static void run(ctx_t *ctx, void *arg)
{
    member_t *member = arg;
    const ctx_error_t *err = member->fn(ctx, member->arg);
    if (err != NULL)
        fail(CTX_HERE, member->group, err);
}

static void start(const ctx_site_t *site, const char *name, ctx_group_t *group, ctx_group_func_t *fn, void *arg)
{
    member_t *member = rt_alloc(sizeof *member);
    *member = (member_t){group, fn, arg};
    wait_group_add_at(site, &group->members, 1);
    (void)task_go_owned_at(site, name, group->cancel->ctx_, run, member, leave);
}

static void check(const ctx_site_t *site, const ctx_group_t *group, ctx_group_func_t *fn)
{
    rt_check_use(group, site, "group");
    if (fn == NULL)
        ctx_panic_at(site, "go of nil func value");
}

void ctx_group_go_at(const ctx_site_t *site, const char *name, ctx_group_t *group, ctx_group_func_t *fn, void *arg)
{
    rt_check_code(fn);
    check(site, group, fn);
    if (group->places != NULL)
        chan_send_at(site, group->places, NULL);
    start(site, name, group, fn, arg);
}

bool ctx_group_try_go_at(const ctx_site_t *site, const char *name, ctx_group_t *group, ctx_group_func_t *fn, void *arg)
{
    rt_check_code(fn);
    check(site, group, fn);
    chan_case_t cases[] = {CHAN_SEND(group->places, NULL), CHAN_DEFAULT};
    if (group->places != NULL && chan_select_at(site, cases, 2) < 0)
        return false;
    start(site, name, group, fn, arg);
    return true;
}

const ctx_error_t *ctx_group_wait_at(const ctx_site_t *site, ctx_group_t *group)
{
    rt_check_use(group, site, "group");
    wait_group_wait_at(site, &group->members);
    ctx_cancel_cause_at(site, group->cancel, group->first);
    return group->first;
}

void ctx_group_release_at(const ctx_site_t *site, ctx_group_t *group)
{
    if (group == NULL)
        return;
    const ctx_site_t *where = site != NULL ? site : group->cancel->made_;
    ctx_cancel_at(where, group->cancel);
    (void)ctx_group_wait_at(where, group);
    ctx_release_at(site, group->cancel);
    chan_drop_at(where, group->places);
    ctx_error_drop_(group->first);
    rt_free(group);
}

void ctx_auto_group_(ctx_group_t **group) { ctx_group_release_at(NULL, *group); }
