/* live_roles.c — the programs that are joined while they run: the test itself, started again with a role. */
#include "live_roles.h"

#include <dirent.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

CTX_KEY(user_key);
static chan_t *jobs;
static wait_group_t busy;

static void listener(ctx_t *ctx, void *arg)
{
    int job;
    (void)arg;
    (void)chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job));
}

static void deaf(ctx_t *ctx, void *arg)
{
    int job;
    (void)ctx;
    (void)arg;
    chan_recv(jobs, &job);
}

static void sleeper(ctx_t *ctx, void *arg)
{
    (void)arg;
    (void)task_sleep_ctx(ctx, CTX_S(1000));
}

static void waiter(ctx_t *ctx, void *arg)
{
    (void)ctx;
    (void)arg;
    wait_group_wait(&busy);
}

static void never(void *arg) { (void)arg; }

static void *foreign(void *ctx)
{
    (void)ctx_err(ctx);
    pause();
    return NULL;
}

/* Two contexts of somebody else's making: children of the one wait for its done in a task of their own, the other calls back. */
static chan_t *foreign_done(ctx_custom_t *self)
{
    static chan_t *done;
    (void)self;
    return done ? done : (done = chan_make_signal());
}
static ctx_err_t foreign_err(ctx_custom_t *self)
{
    (void)self;
    return CTX_OK;
}
static void *foreign_after(ctx_custom_t *self, ctx_func_t *fn, void *arg)
{
    (void)fn, (void)arg;
    return self;
}
static bool foreign_stop(ctx_custom_t *self, void *registration) { return self == registration; }
static const ctx_ops_t silent_ops = {.type_name = "silent", .done = foreign_done, .err = foreign_err};
static const ctx_ops_t calling_ops = {.type_name = "calling", .done = foreign_done, .err = foreign_err, .after_func = foreign_after, .stop = foreign_stop};
static const ctx_error_t disk_full = {.text = "disk full"};

static void foreign_parents(void)
{
    static ctx_custom_t silent, calling;
    static ctx_cancel_t *handle[2];

    (void)ctx_with_cancel(ctx_custom_init(&silent, &silent_ops, NULL), &handle[0]);
    (void)ctx_with_cancel(ctx_custom_init(&calling, &calling_ops, NULL), &handle[1]);
}

/* Everybody waits for ever, each in something else; one below a context that has been cancelled. */
static int stand_still(void)
{
    ctx_cancel_t *cancel, *told, *todo;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_S(51200), &cancel), *user = ctx_with_value(ctx, user_key, ctx);
    ctx_t *ended = ctx_with_cancel(user, &told);
    pthread_t thread;

    (void)ctx_with_cancel(ctx_todo(), &todo);
    ctx_stop_t *after = ctx_after_func(user, never, NULL);
    jobs = chan_make(int, 0);
    wait_group_add(&busy, 1);
    task_go(user, listener, NULL);
    task_go(ctx, sleeper, NULL);
    task_go(ctx, waiter, NULL);
    task_t last = task_go(ended, deaf, NULL);
    ctx_cancel_cause(told, &disk_full);
    foreign_parents();
    pthread_create(&thread, NULL, foreign, ctx);
    task_join(last);
    ctx_stop_drop(after);
    return 0;
}

static void short_task(ctx_t *ctx, void *arg)
{
    (void)ctx;
    (void)arg;
}

/* Faster than anybody reads: contexts and tasks that come and go, among some that stay. A dot each ten thousand. */
static int flood(void)
{
    ctx_cancel_t *cancel, *stays;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);

    (void)ctx_with_cancel(ctx, &stays);
    for (uint64_t i = 1;; i++) {
        ctx_cancel_t *one;
        ctx_t *child = ctx_with_cancel(ctx, &one);
        if (i % 1000 == 0)
            task_join(task_go(child, short_task, NULL));
        ctx_release(one);
        if (i % 10000 == 0 && write(1, ".", 1) != 1)
            return 0;
    }
}

/* The thread that records, by its name; false: it has not come to that yet. */
static bool find_writer(char *path, size_t size)
{
    DIR *tasks = opendir("/proc/self/task");
    bool found = false;

    for (struct dirent *d; tasks && !found && (d = readdir(tasks)) != NULL;) {
        char name[64], comm[40] = "";
        snprintf(name, sizeof name, "/proc/self/task/%.20s/comm", d->d_name);
        FILE *f = fopen(name, "r");
        found = f && fgets(comm, sizeof comm, f) && !strcmp(comm, "ctx-trace\n");
        if (found)
            snprintf(path, size, "/proc/self/task/%.20s/status", d->d_name);
        if (f)
            fclose(f);
    }
    if (tasks)
        closedir(tasks);
    return found;
}

/* How often it has gone to rest. */
static long rests(void)
{
    static char path[80];
    static bool found;
    char line[200];
    long times = 0;

    while (!found)
        found = find_writer(path, sizeof path);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, "voluntary_ctxt_switches:", 24))
            times = strtol(line + 24, NULL, 10);
    if (f)
        fclose(f);
    return times;
}

static void make_some(ctx_t *ctx, int count)
{
    while (count-- > 0) {
        ctx_cancel_t *one;
        (void)ctx_with_cancel(ctx, &one);
        ctx_release(one);
    }
}

/* Each time fewer than half of what a ring holds, then until the thread that records has been through it: nothing is lost on that
 * way. */
static void all_recorded(ctx_t *ctx, int times)
{
    while (times-- > 0) {
        make_some(ctx, 200);
        for (long before = rests(); rests() == before;)
            poll(NULL, 0, 1);
    }
}

/* A dot each two hundred. */
static int steady(void)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);

    do
        all_recorded(ctx, 1);
    while (write(1, ".", 1) == 1);
    return 0;
}

/* A cancel, and somebody who does not hear it. */
static void deafen(ctx_t *ctx)
{
    ctx_cancel_t *cancel;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);

    jobs = chan_make(int, 0);
    task_go(child, deaf, NULL);
    ctx_cancel(cancel);
}

/* Some contexts that come and go, and a dot when they have. */
static bool makes(ctx_t *ctx, char how)
{
    switch (how) {
    case '1': case '2': make_some(ctx, how - '0'); break;
    case 'f': make_some(ctx, 20000); break; /* faster than they are recorded */
    case 'b': all_recorded(ctx, 30); break; /* more than a socket holds */
    default: return false;
    }
    return write(1, ".", 1) == 1;
}

/* One event each time a character comes in; at others there is more to tell, or somebody is deaf. */
static int tick(void)
{
    char what;
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);

    while (read(0, &what, 1) == 1 && what != '.') /* the end, with no time for anything */
        if (what == 'd')
            deafen(ctx);
        else if (!makes(ctx, what))
            (void)ctx_err(ctx);
    ctx_release(cancel);
    return 0;
}

int live_role(const char *role)
{
    return !strcmp(role, "stand-still") ? stand_still() : !strcmp(role, "flood") ? flood() : !strcmp(role, "steady") ? steady() : tick();
}
